//! What asks for a look on My cases: each a whole sentence that says what and why, with the way to it.

use desk::house::case::read_home::{ToLook, Why};
use desk::plan::standing::Found;
use model::issue::KnownIssue;
use model::readiness::Standing;
use quantity::{Date, period};
use report::chart::frame::Room;
use report::chart::spc_chart;
use report::words::count;

use crate::plan::{issue_chart, reference_of};

/// One line: the service, what is so (which leads to where it can be seen), and why it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub on: Date,
    pub day: String,
    pub service: String,
    pub what: String,
    pub why: String,
    pub href: String,
    /// It came up since the person was last here.
    pub is_new: bool,
}

pub fn line(look: &ToLook, today: Date, is_new: bool) -> Line {
    let service = look.service.noun.name.clone();
    let (what, why, href) = match &look.why {
        Why::Issue(both) => {
            let (issue, found) = both.as_ref();
            let (what, why) = of_issue(&issue.noun, found);
            (what, why, format!("/issues/{}", reference_of(&issue.reference)))
        }
        Why::EvidenceChanged(both) => {
            let (decision, lines) = both.as_ref();
            (
                format!("Decision evidence changed: {}", decision.noun.what),
                lines.iter().map(|line| line.says.as_str()).collect::<Vec<_>>().join(" "),
                format!("/decisions/{}", reference_of(&decision.reference)),
            )
        }
        Why::Ends(on) => (
            format!("What is in force ends on {}, {}.", period::in_words(*on), count::days_from(today, *on)),
            "Letting it again, extending it, bringing it in-house and stopping it can be compared on the same evidence.".to_owned(),
            format!("/services/{}", reference_of(&look.service.reference)),
        ),
    };
    Line { on: look.on, day: count::date_seen_from(today, look.on), service, what, why, href, is_new }
}

fn of_issue(issue: &KnownIssue, found: &Found) -> (String, String) {
    if issue.triage.is_none() {
        return (
            format!("“{}” was raised on {} and waits for triage.", issue.title, period::in_words(issue.raised_on)),
            format!("Until it is looked at, by {}, nobody knows whether the service is ready.", period::in_words(issue.triage_due)),
        );
    }
    if let Some(moved) = found.evidence.moved.first() {
        let why = match &moved.confirmed_by {
            Some(role) => format!("{} The {} has confirmed it.", moved.says, role.to_lowercase()),
            None => format!("{} Moved, or something else? Somebody outside the service must say.", moved.says),
        };
        return (headline(found), why);
    }
    let why = match (&found.standing, found.evidence.standing) {
        (Some(standing), Standing::Explain) if !standing.explain.is_empty() => {
            let periods: Vec<String> = standing.explain.iter().map(|period| period.in_words()).collect();
            let has = if periods.len() == 1 { "has" } else { "have" };
            format!("{} {has} to be explained before anything is concluded.", count::list(&periods))
        }
        _ => String::new(),
    };
    (headline(found), why)
}

/// As over the chart of the issue; what is kept of it where no chart fits.
fn headline(found: &Found) -> String {
    let drawn = found.reading.as_ref().zip(issue_chart::of(found, "to-look", Room::Column));
    drawn.map_or_else(|| found.evidence.statement.clone(), |(reading, of)| spc_chart::headline(reading, &of))
}
