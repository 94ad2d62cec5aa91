//! One known issue as a column: its state, severity, the marks of its test period, the six plain groups, its sentence. The same on the
//! readiness check and on the issue's own page.

use askama::Template;
use desk::plan::gather::{IssueState, State as Standing, Weight};
use desk::plan::standing::Found;
use model::id::IssueId;
use model::issue::{KnownIssue, Severity};
use model::record::Record;
use quantity::period::Cadence;
use report::chart::twelve_marks::not_begun;
use report::words::{count, evidence};

use crate::components::icon::{Icon, State, StateLabel};
use crate::components::markup::Markup;
use crate::plan::{issue_chart, reference_of, state_of};

#[derive(Template)]
#[template(path = "plan/issue_column.html")]
struct IssueColumn {
    border: State,
    title: String,
    href: String,
    state: StateLabel,
    under: String,
    marks: Markup,
    groups: Vec<GroupShown>,
    say: String,
    /// There is a chart to see, and cells behind it.
    has_figures: bool,
}

pub struct GroupShown {
    pub title: &'static str,
    pub state: StateLabel,
    pub note: String,
}

/// `fewest`: months a test period takes here, for an issue that has none yet. `of`: the service, where issues of several stand side by
/// side.
pub fn column(issue: &Record<IssueId, KnownIssue>, found: &Found, said: &IssueState, fewest: u32, of: Option<&str>) -> Markup {
    let reference = reference_of(&issue.reference);
    let id = format!("marks-{}", reference.to_lowercase());
    let marks = issue_chart::marks(found, &id).unwrap_or_else(|| not_begun(&id, fewest, Cadence::Month));
    let under = match said.material {
        true => format!("{} · one of those that matter most", severity(issue.noun.severity)),
        false => format!(
            "{} · raised by {}, {}",
            severity(issue.noun.severity),
            issue.noun.raised_by.words(),
            count::plain_date(issue.noun.raised_on)
        ),
    };
    let under = of.map_or_else(|| under.clone(), |service| format!("{service} · {under}"));
    let (border, state) = label(found, said);
    let drawn = IssueColumn {
        border,
        title: issue.noun.title.clone(),
        href: format!("/issues/{reference}"),
        state,
        under,
        marks: Markup::trusted(marks.svg),
        groups: groups(found),
        say: said.says.clone(),
        has_figures: found.measure.is_some() && !found.points.is_empty(),
    };
    Markup::trusted(drawn.to_string())
}

/// The state in a shape and a word, and the look of its border.
pub fn label(found: &Found, said: &IssueState) -> (State, StateLabel) {
    let look = match said.weight {
        Weight::Settled => State::Shown,
        Weight::NotKnown => State::Unknown,
        Weight::NotReady => State::NotYet,
        Weight::PointsTheOtherWay => State::Away,
    };
    match said.state {
        // Open and holding nothing is neither fixed nor unknown: no state's shape fits it.
        Standing::HoldsNothing | Standing::LeftBehind | Standing::SetAside => {
            (State::Unknown, StateLabel::plain(Icon::Steady, said.state.words()))
        }
        Standing::NotYet | Standing::Explain => match (&found.standing, issue_chart::shown(found)) {
            (Some(standing), Some(shown)) => {
                let word = evidence::standing(standing, &shown);
                (state_of(word.look), StateLabel::new(state_of(word.look), word.word))
            }
            _ => (look, StateLabel::new(look, said.state.words())),
        },
        // What nobody knows is shown as unknown, whatever it weighs.
        Standing::WaitingForTriage | Standing::NotKnown => (State::Unknown, StateLabel::new(State::Unknown, said.state.words())),
        _ => (look, StateLabel::new(look, said.state.words())),
    }
}

/// The six plain groups, always the same and in the same order.
pub fn groups(found: &Found) -> Vec<GroupShown> {
    let groups = match (&found.standing, issue_chart::shown(found)) {
        (Some(standing), Some(shown)) => evidence::groups(standing, &shown),
        _ => evidence::groups_of_nothing(),
    };
    groups
        .into_iter()
        .map(|group| GroupShown { title: group.title, state: StateLabel::new(state_of(group.look), group.word), note: group.note })
        .collect()
}

/// `High severity`.
pub fn severity(severity: Severity) -> String {
    format!("{} severity", count::sentence(severity.code()))
}
