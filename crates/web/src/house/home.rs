//! My cases: what needs me, what changed (good news first), promises now due.

use askama::Template;
use axum::extract::State;
use desk::house::case::read_home::{CaseLine, HomeView, read_home};
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Date;
use report::chart::frame::Room;
use report::chart::sparkline::sparkline;
use report::words::{count, evidence};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::to_look;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::{issue_chart, papers, reference_of, state_of};
use crate::router::Asks::SignIn;
use crate::router::Routes;
use crate::session::Signed;

/// The rest are behind a link.
const CASES_SHOWN: usize = 4;
const LOOKS_SHOWN: usize = 6;
const GOOD_SHOWN: usize = 3;
const PROMISES_SHOWN: usize = 10;
const PAPERS_SHOWN: usize = 6;

#[derive(Template)]
#[template(path = "house/home.html")]
struct HomePage {
    layout: Layout,
    /// For a member: papers listed for them or decided on, the first of them, and how many there are.
    papers: Option<(CardTable, usize)>,
    cases: Vec<CaseCard>,
    more_cases: usize,
    good: Vec<GoodCard>,
    good_title: String,
    to_look: Vec<to_look::Line>,
    to_look_title: String,
    /// When the person was last here, and what is new since.
    since: String,
    /// None of what went well is new since then.
    no_good_news: bool,
    /// What others did since, where the person may see the trail: in words, and where to read it.
    changes: Option<(String, String)>,
    promises: CardTable,
    any_promise: bool,
    more_promises: usize,
    may_open: bool,
    may_read: bool,
}

struct CaseCard {
    href: String,
    title: String,
    sentence: String,
    next: String,
    by: String,
    if_not: String,
}

struct GoodCard {
    is_new: bool,
    state: StateLabel,
    service: String,
    sentence: String,
    href: String,
    drawing: Markup,
    subtitle: String,
}

page!(HomePage);

pub fn routes() -> Routes {
    Routes::new().get("/", SignIn, "My cases", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<HomePage, PageError> {
    let actor = &signed.actor;
    let first_name = first_name(&actor.name);
    if !actor.can(ReadCases) {
        let layout = Layout::new(frame, format!("Good day, {first_name}"))
            .in_section(Section::Cases)
            .lead("Your role does not include cases. What it does include is under Permissions.")
            .largest_heading();
        let promises = CardTable::new("Promises now due").caption_hidden();
        return Ok(HomePage {
            layout,
            papers: None,
            cases: Vec::new(),
            more_cases: 0,
            good: Vec::new(),
            good_title: String::new(),
            to_look: Vec::new(),
            to_look_title: String::new(),
            since: String::new(),
            no_good_news: false,
            changes: None,
            promises,
            any_promise: false,
            more_promises: 0,
            may_open: false,
            may_read: false,
        });
    }
    let home = read_home(&app.desk, actor, signed.begun).await?;
    let needing = home.cases.iter().filter(|line| line.days.is_some()).count();
    let greeting = greeting(frame.now.as_ref().map_or(9, |now| now.hour()));
    let title = match needing {
        0 => format!("{greeting}, {first_name}. No case needs you today"),
        1 => format!("{greeting}, {first_name}. One case needs you"),
        n => format!("{greeting}, {first_name}. {} cases need you", count::sentence(&count::number(n as u64))),
    };
    let lead = home.cases.first().and_then(|line| Some((line.case.noun.next.as_ref()?, line.days?))).map(|(next, _)| {
        format!("The first is due {}. What lapses first if you do nothing comes first.", count::days_from(home.today, next.by))
    });
    let mut layout = Layout::new(frame, title).in_section(Section::Cases).largest_heading().check("/check");
    if let Some(lead) = lead {
        layout = layout.lead(lead);
    }
    let cases: Vec<CaseCard> = home.cases.iter().take(CASES_SHOWN).map(|line| card(line, home.today)).collect();
    let more_cases = home.cases.len();
    let (promises, any_promise) = promises(&home, actor.can(WriteCases));
    Ok(HomePage {
        layout,
        papers: home.papers.as_ref().map(|all| (papers::table(all.get(..PAPERS_SHOWN).unwrap_or(all)), all.len())),
        cases,
        more_cases,
        good: good(&home),
        good_title: counted(home.good.len(), "went well", "Went well"),
        to_look: home.to_look.iter().take(LOOKS_SHOWN).map(|look| to_look::line(look, home.today, home.is_new(look.on))).collect(),
        to_look_title: counted(home.to_look.len(), "to look at", "To look at"),
        since: since(&home),
        no_good_news: home.since.is_some() && !home.good.is_empty() && !home.good.iter().any(|news| home.is_new(news.on)),
        changes: changes(&home),
        promises,
        any_promise,
        more_promises: home.due.len().saturating_sub(PROMISES_SHOWN),
        may_open: actor.can(WriteCases),
        may_read: true,
    })
}

/// The first name of “Cllr Kwame Osei” is Kwame.
fn first_name(name: &str) -> &str {
    name.split_whitespace().find(|word| !["Cllr", "Councillor"].contains(word)).unwrap_or(name)
}

fn greeting(hour: i8) -> &'static str {
    match hour {
        ..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}

fn card(line: &CaseLine, today: Date) -> CaseCard {
    let case = &line.case.noun;
    let reference = reference_of(&line.case.reference);
    let (sentence, next, by, if_not) = match &case.next {
        Some(step) => (
            step.because.clone(),
            step.what.clone(),
            format!("{}, {}", count::date_seen_from(today, step.by), count::days_from(today, step.by)),
            step.if_not.clone(),
        ),
        None => (case.difference.clone(), "No next step is set".into(), "No date".into(), "Nothing is known to lapse".into()),
    };
    CaseCard { href: format!("/cases/{reference}"), title: case.question.clone(), sentence, next, by, if_not }
}

fn good(home: &HomeView) -> Vec<GoodCard> {
    home.good
        .iter()
        .take(GOOD_SHOWN)
        .enumerate()
        .map(|(at, news)| {
            let said = evidence::summed(news.found.evidence.standing);
            let of = issue_chart::of(&news.found, &format!("good-{at}"), Room::Column);
            // One small chart at most: the rest is words.
            let drawn = news.found.reading.as_ref().zip(of).filter(|_| at == 0).map(|(reading, of)| sparkline(reading, &of));
            GoodCard {
                is_new: home.is_new(news.on),
                state: StateLabel::new(state_of(said.look), said.word),
                service: news.service.clone(),
                sentence: format!("{}. {}", news.title, news.found.evidence.statement),
                href: format!("/issues/{}", news.reference),
                subtitle: drawn.as_ref().map(|chart| chart.words.subtitle.clone()).unwrap_or_default(),
                drawing: drawn.map(|chart| Markup::trusted(chart.svg)).unwrap_or_default(),
            }
        })
        .collect()
}

/// "2 went well"; without a number where there is none.
fn counted(count: usize, words: &str, none: &str) -> String {
    if count == 0 { none.to_owned() } else { format!("{count} {words}") }
}

fn since(home: &HomeView) -> String {
    match home.since {
        None => "You have not been here before, so this is how things stand.".to_owned(),
        Some(day) => format!(
            "You were last here on {}, {}. What came on that day or since is marked as new.",
            count::plain_date(day),
            count::days_from(home.today, day)
        ),
    }
}

fn changes(home: &HomeView) -> Option<(String, String)> {
    let number = news(home);
    let how_many = match number {
        n if home.has_more_changes => format!("More than {n} changes"),
        0 => return None,
        1 => "One change".to_owned(),
        n => format!("All {n} changes"),
    };
    Some(match home.since {
        None => (format!("{how_many} of the last thirty days"), "/audit".to_owned()),
        Some(day) => (
            format!("{how_many} that others made since then"),
            format!("/audit?from-day={}&from-month={}&from-year={}", day.day(), day.month(), day.year()),
        ),
    })
}

/// How many things others did to records: signing in, setting up and an upload that is still being read are no news.
fn news(home: &HomeView) -> usize {
    let is_news = |noun: &str, action: &str| !matches!(noun, "person" | "place") && (noun != "upload" || action == "accept_upload");
    home.changes.iter().filter(|entry| is_news(&entry.noun, &entry.action)).count()
}

fn promises(home: &HomeView, may_record: bool) -> (CardTable, bool) {
    let mut table =
        CardTable::new("Promises now due").caption_hidden().column("We said").column("Due").column("What happened").column("Kept?");
    for record in home.due.iter().take(PROMISES_SHOWN) {
        let promise = &record.noun;
        let reference = reference_of(&record.reference);
        let (happened, kept) = match &promise.result {
            Some(result) => {
                (Words::from(result.happened.as_str()), Words::from(Markup::from(crate::house::promises::kept_label(result.kept))))
            }
            None if may_record => {
                (Words::from("Not recorded yet"), Words::from(crate::ww::link("Record what happened", &format!("/promises/{reference}"))))
            }
            None => (Words::from("Still to come"), Words::from("Not recorded yet")),
        };
        table = table.row([Words::from(promise.what.as_str()), Words::from(count::plain_date(promise.due)), happened, kept]);
    }
    let any = !table.rows.is_empty();
    (table, any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_greeted_by_their_first_name_and_councillors_too() {
        assert_eq!(["Cllr Kwame Osei", "Helen Marsh", "Cllr", ""].map(first_name), ["Kwame", "Helen", "Cllr", ""]);
    }
}
