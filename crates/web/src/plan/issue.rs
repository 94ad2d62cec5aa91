//! One known issue on its page: where it stands, its chart, its test periods, who confirmed what, what is done about it, who holds it.

use askama::Template;
use axum::extract::{Path, State};
use desk::plan::read_issue::{IssueView, read_issue};
use model::id::OrganisationId;
use model::issue::OutsideWord;
use model::role::Permission::{ReadPerformance, TriageIssues};
use model::test_period::Asked;
use quantity::Date;
use report::chart::frame::Room;
use report::html;
use report::page::{Figure, Level};
use report::words::{count, evidence};

use crate::app::App;
use crate::components::answer::Answer as Banner;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::{History, Working};
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::issue_column::{groups, severity};
use crate::plan::issue_doing::doing;
use crate::plan::issue_tests::tests;
use crate::plan::readiness_document::lower_first;
use crate::plan::readiness_parts::how_often_wrong;
use crate::plan::{issue_chart, reference_of, state_of};
use crate::review::measure::{cell_link, measure_page};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "plan/issue.html")]
struct IssuePage {
    layout: Layout,
    banner: Banner,
    describes: String,
    doing: Vec<(String, String)>,
    figure: Markup,
    groups: Markup,
    fold: Markup,
    working: Markup,
    parts: Vec<Part>,
    history: History,
    readiness_at: String,
}

/// A part of the page under its own heading.
struct Part {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

page!(IssuePage);

pub fn routes() -> Routes {
    Routes::new().get("/issues/{reference}", May(ReadPerformance), "A known issue", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<IssuePage, PageError> {
    let view = read_issue(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let issue = &view.issue.noun;
    let service_at = format!("/services/{}", reference_of(&view.service.reference));
    let layout = Layout::new(frame, &issue.title)
        .in_section(Section::Plan)
        .crumb("Services", "/services")
        .crumb(view.service.noun.name.clone(), service_at.clone())
        .caption(format!("Known issue {} of {}", reference_of(&view.issue.reference), view.service.noun.name))
        .source(source(&view, app.desk.today()))
        .check("/check")
        .audit(format!("/audit?record={}", view.issue.id));
    let parts = [
        ("tests", "Test periods", tests(&view, &app.desk)),
        ("explanations", "Months explained", explanations(&view)),
        ("confirmed", "What people confirmed", confirmed(&view)),
        ("fixes", "What is being done", fixes(&view)),
        ("helpers", "Who helps", helpers(&view, signed.actor.can(TriageIssues))),
        ("custody", "Who has held it", custody(&view)),
        ("closing", "Closed, and opened again", closing(&view)),
    ];
    Ok(IssuePage {
        banner: banner(&view),
        describes: issue.describes.clone(),
        doing: doing(&view, &signed, &app.desk),
        figure: figure(&view),
        groups: six_groups(&view),
        fold: fold(&view),
        working: working(&view),
        parts: parts.into_iter().filter(|(.., body)| !body.is_empty()).map(|(id, title, body)| Part { id, title, body }).collect(),
        history: history(&view, &app.desk),
        readiness_at: format!("{service_at}/readiness"),
        layout,
    })
}

fn source(view: &IssueView, today: Date) -> Markup {
    let files: Vec<String> = view.sources.iter().map(|source| source.noun.title.clone()).collect();
    let from = if files.is_empty() { String::new() } else { format!(", from {}", count::list(&files)) };
    let method = view.found.standing.as_ref().map_or("", |_| " Method: evidence, edition 1.");
    Markup::text(format!("Worked out on {}{from}.{method}", count::plain_date(today)))
}

fn banner(view: &IssueView) -> Banner {
    let issue = &view.issue.noun;
    let found = &view.found;
    let (look, word) = match (&issue.closing, &issue.triage) {
        (Some(_), _) => (report::page::Look::Shown, "Closed with evidence that fits".to_owned()),
        (None, None) => (report::page::Look::Unknown, "Not known: waiting for triage".to_owned()),
        (None, Some(triage)) if triage.set_aside.is_some() => (report::page::Look::Unknown, "Not an issue of this service".to_owned()),
        _ => match (&found.standing, issue_chart::shown(found)) {
            (Some(standing), Some(shown)) => {
                let said = evidence::standing(standing, &shown);
                (said.look, said.word)
            }
            _ => {
                let said = evidence::summed(found.evidence.standing);
                (said.look, said.word)
            }
        },
    };
    let raised = format!("{} by {}", count::plain_date(issue.raised_on), issue.raised_by.words());
    let mut banner = Banner::new(state_of(look), found.evidence.statement.clone())
        .word(word)
        .fact("How severe", severity(issue.severity))
        .fact("Raised", raised);
    banner = match (&issue.triage, &issue.closing) {
        (None, _) => banner.fact("Triage is due", count::plain_date(issue.triage_due)),
        (Some(triage), _) => banner
            .fact("Matters most?", if triage.material.is_some() { "Yes, confirmed from outside" } else { "Not named among those that do" }),
    };
    if let Some(lower) = issue.triage.as_ref().and_then(|triage| triage.lower_to) {
        let waits = format!("{}, once somebody outside the service agrees", severity(lower));
        banner = banner.fact("The lead proposes", waits);
    }
    banner
}

fn figure(view: &IssueView) -> Markup {
    let found = &view.found;
    let (Some(chart), Some(measure)) = (issue_chart::chart(found, "chart-drawn", Room::Page), &found.measure) else {
        return match &found.measure {
            Some(measure) => paragraph_of(
                Markup::text("There is no chart yet: nobody has agreed a test. Its measure is ")
                    .and(ww::link(&measure.noun.name, &format!("/measures/{}", reference_of(&measure.reference))))
                    .and(Markup::text(".")),
            ),
            None => paragraph("There is no chart: nobody has said how it would be measured."),
        };
    };
    let at = format!("/measures/{}", reference_of(&measure.reference));
    let edition = found.reading.as_ref().map(|reading| (reading.method().code, reading.method().edition));
    let figure = Figure {
        chart,
        unit: measure.noun.unit.words(),
        source: format!("“{}”, {}", measure.noun.name, measure.noun.owner_role),
        edition: edition.map(|(code, edition)| format!("{code}, edition {edition}")).unwrap_or_default(),
        csv_at: Some(format!("{at}.csv")),
        level: Level::Two,
    };
    Markup::trusted(html::figure(&figure)).and(paragraph_of(ww::link("The whole measure", &at)))
}

fn six_groups(view: &IssueView) -> Markup {
    groups(&view.found)
        .into_iter()
        .fold(SummaryList::new(), |list, group| {
            let note = if group.note.is_empty() { Markup::default() } else { Markup::trusted("<br>").and(Markup::text(&group.note)) };
            list.row(group.title, Markup::from(group.state).and(note))
        })
        .into()
}

/// Every check and number; the error rates; the answer before a correction, beside the present one.
fn fold(view: &IssueView) -> Markup {
    let (Some(standing), Some(shown)) = (&view.found.standing, issue_chart::shown(&view.found)) else { return Markup::default() };
    let mut body = Markup::trusted(html::table(&evidence::every_check(standing, &shown)));
    if let Some(rates) = &view.error_rates {
        body = body.and(how_often_wrong(&evidence::error_rates(rates, &shown)));
    }
    if let Some(earliest) = &standing.earliest {
        body = body.and(paragraph(&evidence::earliest(earliest, &standing.explain).join(" ")));
    }
    let mut said: Markup =
        crate::components::notice::Details::new("Every check and every number, and how often this check is wrong", body).into();
    if let Some(before) = &view.found.before_correction {
        let was = evidence::standing(before, &shown);
        said = said.and(paragraph(&format!(
            "A figure of this test was corrected. With the figures as they were before, it would say: {}.",
            lower_first(&was.word)
        )));
    }
    said
}

/// The figures behind the answer, each down to the cell of the file it came from.
fn working(view: &IssueView) -> Markup {
    let Some(measure) = &view.found.measure else { return Markup::default() };
    if view.found.points.is_empty() {
        return Markup::default();
    }
    let part = view.found.test.as_ref().map_or("", |test| test.noun.rule.part.as_str());
    let at = measure_page(&reference_of(&measure.reference), part);
    let places = usize::from(measure.noun.places);
    let mut table =
        CardTable::new("The figures behind it").caption_hidden().tight().column("Period").figures(measure.noun.name.clone()).column("From");
    for point in view.found.points.iter().rev() {
        let value = point.value.map_or_else(|| "Missing".to_owned(), |value| count::label(&measure.noun.unit, value, places));
        let from = match &point.at {
            Some(cell) => {
                let file = view.sources.iter().find(|source| source.id == cell.source).map(|source| source.noun.title.as_str());
                file.map_or_else(|| Markup::text("A file not shared with you"), |file| cell_link(cell, file))
            }
            None => Markup::text("Typed in, not from a file"),
        };
        let period = ww::link(&point.period.in_words(), &format!("{at}#{}", point.period));
        table = table.row([Words::from(period), Words::from(value), Words::from(from)]);
    }
    Working::new(Markup::from(table)).summary("Show working: the cell behind each figure").id("working").into()
}

/// `internal audit on 20 November 2026: “Seen the log.”`
pub(crate) fn word(word: &OutsideWord) -> String {
    let note = if word.note.trim().is_empty() { String::new() } else { format!(": “{}”", word.note.trim()) };
    format!("{} on {}{note}", lower_first(&word.by_role), count::plain_date(word.on))
}

fn explanations(view: &IssueView) -> Markup {
    let given: Vec<_> = view.found.test.iter().flat_map(|test| &test.noun.explanations).collect();
    let open = &view.found.evidence.to_explain;
    let mut body = Markup::default();
    if !open.is_empty() {
        let names: Vec<String> = open.iter().map(|period| period.in_words()).collect();
        body = paragraph(&format!(
            "Still to be explained, with evidence, and accepted by somebody outside the service: {}.",
            count::list(&names)
        ));
    }
    if given.is_empty() {
        return body;
    }
    let mut table = CardTable::new("Months explained")
        .caption_hidden()
        .column("Period")
        .column("What happened")
        .column("Evidence")
        .column("Explained by")
        .column("Accepted?");
    for one in given {
        let accepted: Markup = match (&one.accepted, &one.refused) {
            (Some(by), _) => Markup::from(ww::shown("Accepted")).and(Markup::text(format!(" by {}", word(by)))),
            (None, Some(by)) => Markup::from(ww::not_yet("Not accepted")).and(Markup::text(format!(" by {}", word(by)))),
            (None, None) => ww::unknown("Waiting for somebody outside the service").into(),
        };
        table = table.row([
            Words::from(one.period.in_words()),
            Words::from(one.text.clone()),
            Words::from(one.evidence.clone()),
            Words::from(format!("{}, {}", one.by_role, count::plain_date(one.on))),
            Words::from(accepted),
        ]);
    }
    body.and(table)
}

pub(crate) fn who(asked: Asked) -> &'static str {
    match asked {
        Asked::Users => "People who use the service",
        Asked::Staff => "Front-line staff",
        Asked::Partners => "Partners",
    }
}

fn confirmed(view: &IssueView) -> Markup {
    let Some(test) = &view.found.test else { return Markup::default() };
    let noun = &test.noun;
    let mut list = SummaryList::new();
    if noun.asked.is_empty() {
        list = list.row("Asked whether it is fixed", Markup::from(ww::unknown("Nobody has been asked yet")));
    }
    for asked in &noun.asked {
        let others = if asked.answer_to_others.is_empty() {
            "Those who saw it differently have no answer yet.".to_owned()
        } else {
            format!("Those who saw it differently were told: {}", asked.answer_to_others)
        };
        let said = format!(
            "{} who answered agree, of {} who could be asked, on {}. {others}",
            count::people(u64::from(asked.agree), u64::from(asked.answered)),
            asked.could_be_asked,
            count::plain_date(asked.on)
        );
        list = list.row(who(asked.who), said);
    }
    let why = noun.attribution.as_ref().map_or_else(
        || Markup::from(ww::unknown("Nobody has said")),
        |note| Markup::text(format!("{} ({}, {})", note.mechanism, lower_first(&note.by_role), count::plain_date(note.on))),
    );
    list = list.row("Why we think the fix did it", why);
    for id in &noun.rule.balancing {
        let name = view
            .measures
            .iter()
            .find(|measure| measure.id == *id)
            .map_or("A measure named beforehand", |measure| measure.noun.name.as_str());
        let said: Markup = match noun.displacement.iter().find(|word| word.measure == *id) {
            Some(said) if said.moved => Markup::from(ww::away("It moved there")).and(Markup::text(format!(", says {}", word(&said.word)))),
            Some(said) => Markup::from(ww::shown("It did not move there")).and(Markup::text(format!(", says {}", word(&said.word)))),
            None => Markup::text("Watched; nobody has had to say"),
        };
        list = list.row(format!("Moved elsewhere? {name}"), said);
    }
    let figures = match &noun.data_check {
        Some(check) => {
            let same = if check.same_definition { "counted one way throughout" } else { "not counted one way throughout" };
            Markup::text(format!("{} are there, {same}, says {}", check.completeness.shown(0), word(&check.word)))
        }
        None => ww::unknown("Not checked from outside yet").into(),
    };
    list.row("The figures", figures).into()
}

fn fixes(view: &IssueView) -> Markup {
    let fixes = &view.issue.noun.fixes;
    if fixes.is_empty() {
        return paragraph("Nobody has named what is being done.");
    }
    let mut table = CardTable::new("What is being done")
        .caption_hidden()
        .column("Fix")
        .column("Who answers for it")
        .column("When")
        .column("Control it needs");
    for fix in fixes {
        let when = match (fix.started, fix.finished) {
            (None, _) => "Not begun".to_owned(),
            (Some(from), None) => format!("Since {}", count::plain_date(from)),
            (Some(from), Some(to)) => format!("{} to {}", count::plain_date(from), count::plain_date(to)),
        };
        let needs = if fix.needs_words.is_empty() { "None of its own".to_owned() } else { fix.needs_words.clone() };
        table = table.row([fix.what.clone(), fix.owner_role.clone(), when, needs]);
    }
    table.into()
}

fn name(view: &IssueView, id: OrganisationId) -> String {
    view.organisations
        .iter()
        .find(|kept| kept.id == id)
        .map_or_else(|| "An organisation not shared with you".to_owned(), |kept| kept.noun.name.clone())
}

fn helpers(view: &IssueView, may_level: bool) -> Markup {
    if view.engagements.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Who helps")
        .caption_hidden()
        .column("Who")
        .column("With what")
        .column("Paid from")
        .column("When")
        .column("If they later bid");
    for kept in &view.engagements {
        let help = &kept.noun;
        let fee = help.fee.map_or_else(|| "no fee".to_owned(), count::money);
        let reference = reference_of(&kept.reference);
        let level: Markup = match &help.level_field {
            Some(level) => Markup::text(format!("Every bidder gets: {} Also: {}", level.information_released, level.mitigation)),
            None if !may_level => Markup::text("Not recorded yet"),
            None => ww::link("Record what keeps the field level", &format!("/engagements/{reference}/level-field")),
        };
        table = table.row([
            Words::from(name(view, help.helper)),
            Words::from(format!("{} They leave behind: {}", help.scope, lower_first(&help.passes_on_knowledge))),
            Words::from(format!("{}, {fee}", help.budget_line)),
            Words::from(format!("{} to {}", count::plain_date(help.from), count::plain_date(help.until))),
            Words::from(level),
        ]);
    }
    let at = format!("/services/{}/two-sides", reference_of(&view.service.reference));
    Markup::from(table).and(paragraph_of(
        Markup::text("Who helps to solve an issue does not run the service. ")
            .and(ww::link("Solving and commissioning, each on its own", &at)),
    ))
}

fn custody(view: &IssueView) -> Markup {
    let mut table = CardTable::new("Who has held it").caption_hidden().column("Since").column("Held by").column("Because");
    for held in &view.issue.noun.custody {
        table = table.row([count::plain_date(held.from), name(view, held.holder), held.reason.clone()]);
    }
    paragraph("A change of hands closes nothing: it keeps its name, its figures and its history.").and(table)
}

fn closing(view: &IssueView) -> Markup {
    let issue = &view.issue.noun;
    let mut body = Markup::default();
    if let Some(closing) = &issue.closing {
        let said = format!(
            "Closed on {} on this evidence: {}. {} Signed from outside the service by {}.",
            count::plain_date(closing.on),
            evidence_words(closing.evidence),
            closing.note,
            word(&closing.signed)
        );
        body = body.and(paragraph(&said));
    }
    for again in &issue.reopened {
        body = body.and(paragraph(&format!(
            "Opened again on {} by {}: {}",
            count::plain_date(again.on),
            lower_first(&again.by_role),
            again.why
        )));
    }
    for line in &view.raised_after {
        body = body.and(paragraph(&format!("{line} To be looked at; it says nothing of cause.")));
    }
    body
}

pub(crate) fn evidence_words(evidence: model::issue::ClosingEvidence) -> &'static str {
    use model::issue::ClosingEvidence::*;
    match evidence {
        FullRule => "the full rule is met",
        Likely => "its figures meet the first six checks",
        CaseReview => "a review of cases",
        AuditSample => "a sample, audited",
        NoneReportedFor90Days => "none has been reported for long enough",
    }
}

fn history(view: &IssueView, desk: &desk::Desk) -> History {
    let entries = view.history.iter().rev().take(12);
    entries.fold(History::default(), |history, entry| {
        let details = if entry.details.is_empty() { "Details were taken out under a retention rule." } else { &entry.details };
        history.event(desk.day_of(entry.at), format!("{details} {}.", entry.role))
    })
}
