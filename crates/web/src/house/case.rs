//! A case on its one page: want · know · could · chose · happened · learned, each with its gaps.

use askama::Template;
use axum::extract::{Path, State};
use desk::analyse::involvement::read_involvement::RoundOfCase;
use desk::house::case::read_case::{CaseView, read_case};
use desk::plan::gather::Gathered;
use desk::plan::read_readiness::proposed;
use desk::{Actor, Desk};
use model::case::Part;
use model::readiness::Answer;
use model::role::Permission::{Decide, ReadCases, WriteCases};
use quantity::Date;
use report::chart::frame::Room;
use report::html;
use report::page;
use report::page::{Block, Level};
use report::words::{count, evidence, readiness, supply};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::components::thread::{SixHeadings, Standing};
use crate::components::working::{Exception, Gaps};
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::readiness_parts::stamp;
use crate::plan::reference_of;
use crate::plan::{issue_chart, stands_behind, state_of};
use crate::review::measure::measure_page;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "house/case.html")]
struct CasePage {
    layout: Layout,
    reference: String,
    six: SixHeadings,
    parts: Vec<PartShown>,
    /// Where a change of who operates a service is among the choices.
    asks_readiness: bool,
    may_change: bool,
}

/// One of the six headings, as the page shows it.
struct PartShown {
    code: &'static str,
    title: &'static str,
    ask: &'static str,
    body: Markup,
    gaps: Gaps,
    room: String,
    next: String,
    doing: Vec<(String, String)>,
    is_empty: bool,
}

page!(CasePage);

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}", May(ReadCases), "A case", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<CasePage, PageError> {
    let reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_case(&app.desk, &signed.actor, &reference).await?;
    let today = app.desk.today();
    let case = &view.case.noun;
    let said = reference.to_string();
    let caption =
        format!("Case {} · {} · {} · lead: {}", reference.number, case.size.code(), view.stage_title.to_lowercase(), case.lead_role);
    let layout = Layout::new(frame, &case.question)
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .caption(caption)
        .lead(lead(&view, today))
        .source(Markup::text(format!("Records of {}", count::plain_date(today))))
        .check("/check")
        .audit(format!("/audit?record={}", view.case.id));
    let mut six = SixHeadings::new();
    let mut parts = Vec::new();
    for part in Part::ALL {
        let shown = part_shown(part, &view, &app.desk, &signed.actor);
        let standing = match (shown.is_empty, shown.gaps.gaps.iter().all(|gap| gap.done)) {
            (true, _) => Standing::Nothing,
            (_, true) => Standing::Whole,
            _ if part == here(&view) => Standing::Here,
            _ => Standing::Gap,
        };
        let gaps = shown.gaps.gaps.iter().filter(|gap| !gap.done).count();
        let words = if gaps == 0 { "no gap".to_owned() } else { count::of_things(gaps as u64, "gap", "gaps") };
        six = six.step(heading(part), words, format!("#{}", part.code()), standing);
        parts.push(shown);
    }
    let asks_readiness = !view.services.is_empty();
    Ok(CasePage { layout, reference: said, six, parts, asks_readiness, may_change: signed.actor.can(WriteCases) })
}

pub(crate) fn heading(part: Part) -> &'static str {
    match part {
        Part::Want => "Want",
        Part::Know => "Know",
        Part::Could => "Could",
        Part::Chose => "Chose",
        Part::Happened => "Happened",
        Part::Learned => "Learned",
    }
}

/// The part at work now: the first that is not whole.
fn here(view: &CaseView) -> Part {
    if view.decisions.is_empty() && !view.case.noun.choices.is_empty() {
        return Part::Chose;
    }
    view.parts.iter().find(|state| !state.gaps.is_empty()).map_or(Part::Learned, |state| state.part)
}

fn lead(view: &CaseView, today: Date) -> Markup {
    let case = &view.case.noun;
    let mut said = Vec::new();
    if let Some(saving) = case.saving_counted {
        said.push(Markup::text(format!("A saving of {} is already counted. ", count::money(saving))));
    }
    if let Some(found) = view.services.first().and_then(|choices| proposed(choices)) {
        said.push(Markup::text(format!("{} ", found.readiness.sentence)));
    }
    if let Some(next) = &case.next {
        said.push(Markup::text(format!("{}, by ", next.what)));
        said.push(ww::bold(&count::date_seen_from(today, next.by)));
        said.push(Markup::text("."));
    }
    if said.is_empty() {
        said.push(Markup::text(&case.difference));
    }
    said.into_iter().fold(Markup::default(), Markup::and)
}

fn part_shown(part: Part, view: &CaseView, desk: &Desk, actor: &Actor) -> PartShown {
    let today = desk.today();
    let case = &view.case.noun;
    let reference = reference_of(&view.case.reference);
    let at = |what: &str| format!("/cases/{reference}/{what}");
    let mut gaps = Gaps::default();
    if let Some(state) = view.parts.iter().find(|state| state.part == part) {
        for there in &state.in_place {
            gaps = gaps.done(there.as_str());
        }
        for missing in &state.gaps {
            gaps = gaps.gap(missing.as_str());
        }
    }
    let rooms: Vec<&str> = case.rooms.iter().filter(|room| room.part == part).map(|room| room.who.as_str()).collect();
    let room = if rooms.is_empty() { "Nobody yet".to_owned() } else { rooms.join("; ") };
    let mut next = "None set".to_owned();
    let room_of =
        |doing: &mut Vec<(String, String)>| doing.push(("Record who was in the room".into(), at(&format!("room?part={}", part.code()))));
    let mut doing = Vec::new();
    let (title, ask, body) = match part {
        Part::Want => {
            doing.push(("Add an outcome".into(), at("outcome")));
            doing.push(("Change the words".into(), at("change")));
            ("What we want", "What should be different, for whom, with whom", want(view))
        }
        Part::Know => {
            doing.push(("Record a look taken".into(), at("look")));
            for choices in &view.services {
                if let Some(first) = choices.first() {
                    let service = reference_of(&first.service.reference);
                    doing.push((format!("Raise an issue of {}", first.service.noun.name), format!("/services/{service}/issues/new")));
                }
            }
            ("What we know", "What is so, how sure we are, what is good here", know(view))
        }
        Part::Could => {
            doing.push(("Add a choice".into(), at("choice")));
            doing.push(("The options side by side".into(), at("options")));
            doing.push(("Ask: would anybody come?".into(), format!("/market/response/{reference}")));
            ("What we could do", "Every way of doing it, weighed alike", could(view))
        }
        Part::Chose => {
            if let Some(step) = &case.next {
                next = format!("{}: {}", count::date_seen_from(today, step.by), step.what.to_lowercase());
            }
            doing.push(("Ask: are we solving it, or moving it?".into(), at("readiness")));
            doing.push(("Record what a group said of it".into(), at("buy-in")));
            doing.push(("Write down a skill it takes".into(), at("skill")));
            if actor.can(WriteCases) {
                doing.push(("Begin a decision paper".into(), at("paper")));
            }
            if actor.can(Decide) {
                doing.push(("Record a decision".into(), at("decide")));
            }
            doing.push(("Set the next step".into(), at("next")));
            ("What we chose", "The choice, the reasons, who could have said no", chose(view, desk, actor.can(WriteCases)))
        }
        Part::Happened => {
            if let Some(review) = view.decisions.iter().map(|decision| decision.noun.review_on).filter(|on| *on >= today).min() {
                next = format!("{}: review", count::date_seen_from(today, review));
            }
            doing.push(("Write what you expect, and by when".into(), at("promise")));
            ("What happened", "What we said would happen, beside what did", happened(view, actor.can(WriteCases)))
        }
        Part::Learned => {
            doing.push(("Write what was learned".into(), at("lesson")));
            ("What we learned", "What to keep, what was wrong, who should know", learned(view))
        }
    };
    room_of(&mut doing);
    let is_empty = match part {
        Part::Want | Part::Know | Part::Could => false,
        Part::Chose => view.decisions.is_empty() && view.checks.is_empty() && case.choices.is_empty(),
        Part::Happened => view.promises.is_empty(),
        Part::Learned => case.lessons.is_empty(),
    };
    PartShown { code: part.code(), title, ask, body, gaps, room, next, doing, is_empty }
}

#[derive(Template)]
#[template(path = "house/case_want.html")]
struct Want<'a> {
    difference: &'a str,
    people: &'a str,
    with_whom: &'a str,
    outcomes: Vec<OutcomeLine>,
    /// Title and address of each need they answer.
    needs: Vec<(&'a str, String)>,
}

/// An outcome, and what it rests on.
struct OutcomeLine {
    says: String,
    supply: Vec<SupplyLine>,
}

struct SupplyLine {
    state: StateLabel,
    title: String,
    href: String,
    says: String,
}

fn want(view: &CaseView) -> Markup {
    let case = &view.case.noun;
    let outcomes = view.outcomes.iter().map(|record| {
        let outcome = &record.noun;
        let by = outcome.by.map_or_else(|| "no date yet".to_owned(), |by| format!("by {}", count::plain_date(by)));
        let of = view.market.supply.iter().filter(|told| told.outcome == record.id);
        let supply = of.map(|told| SupplyLine {
            state: StateLabel::new(state_of(supply::look(told.state)), count::sentence(supply::state_words(told.state))),
            title: told.title.clone(),
            href: format!("/market/capacity/{}", told.reference),
            says: told.says.clone(),
        });
        OutcomeLine { says: format!("{} ({}; {by})", outcome.statement, outcome.people), supply: supply.collect() }
    });
    let needs = view.needs.iter().map(|need| (need.title.as_str(), format!("/needs/{}", need.reference))).collect();
    let drawn =
        Want { difference: &case.difference, people: &case.people, with_whom: &case.with_whom, outcomes: outcomes.collect(), needs };
    Markup::trusted(drawn.to_string())
}

#[derive(Template)]
#[template(path = "house/case_know.html")]
struct Know<'a> {
    services: Vec<KnownService>,
    strengths: &'a str,
    rounds: &'a [RoundOfCase],
}

struct KnownService {
    name: String,
    href: String,
    figure: Markup,
    /// Where the cell behind each figure of the chart is named; empty where there is no chart.
    working_at: String,
    issues: Vec<IssueLine>,
}

struct IssueLine {
    title: String,
    href: String,
    say: String,
    state: StateLabel,
}

fn know(view: &CaseView) -> Markup {
    let services = view.services.iter().filter_map(|choices| choices.first()).map(known_service).collect();
    Markup::trusted(Know { services, strengths: view.case.noun.strengths.trim(), rounds: &view.rounds }.to_string())
}

fn known_service(found: &Gathered) -> KnownService {
    // The chart of what matters most: the first issue that has one.
    let charted = found.issues.iter().find_map(|(issue, standing)| {
        let id = format!("case-{}", reference_of(&issue.reference).to_lowercase());
        let chart = issue_chart::chart(standing, &id, Room::Column)?;
        let measure = standing.measure.as_ref()?;
        let at = format!("/measures/{}", reference_of(&measure.reference));
        let edition = standing.reading.as_ref().map(|reading| (reading.method().code, reading.method().edition));
        let part = standing.test.as_ref().map_or("", |test| test.noun.rule.part.as_str());
        let working_at = format!("{}#working", measure_page(&reference_of(&measure.reference), part));
        let figure = page::Figure {
            chart,
            unit: measure.noun.unit.words(),
            source: format!("“{}”, {}", measure.noun.name, measure.noun.owner_role),
            edition: edition.map(|(code, edition)| format!("{code}, edition {edition}")).unwrap_or_default(),
            csv_at: Some(format!("{at}.csv")),
            level: page::Level::Three,
        };
        Some((figure, working_at))
    });
    let issues = found
        .issues
        .iter()
        .filter(|(issue, _)| issue.noun.is_open())
        .map(|(issue, standing)| {
            let said = evidence::summed(standing.evidence.standing);
            IssueLine {
                title: issue.noun.title.clone(),
                href: format!("/issues/{}", reference_of(&issue.reference)),
                say: standing.evidence.statement.clone(),
                state: StateLabel::new(state_of(said.look), said.word),
            }
        })
        .collect();
    KnownService {
        name: found.service.noun.name.clone(),
        href: format!("/services/{}", reference_of(&found.service.reference)),
        figure: charted.as_ref().map(|(figure, _)| Markup::trusted(html::figure(figure))).unwrap_or_default(),
        working_at: charted.map(|(_, at)| at).unwrap_or_default(),
        issues,
    }
}

fn could(view: &CaseView) -> Markup {
    let case = &view.case.noun;
    let mut table = CardTable::new("The choices")
        .caption_hidden()
        .column("Choice")
        .column("What it brings")
        .column("Cost in a year")
        .column("Who is affected")
        .column("How sure")
        .column("Ready?");
    let ready = |service, model: &str, part: &str| {
        let found = view.services.iter().flat_map(|choices| choices.iter()).find(|found| {
            found.service.id == service
                && found.proposal.model.code == model
                && found.proposal.part.as_ref().map_or("", |p| p.what.as_str()) == part
        });
        found.map_or_else(|| ww::unknown("Not asked"), |found| answer_label(found.readiness.answer))
    };
    let none = |text: &str| if text.trim().is_empty() { "Not known".to_owned() } else { text.to_owned() };
    for choices in &view.services {
        let Some(first) = choices.first() else { continue };
        let written = case.choices.iter().any(|choice| choice.delivery_model == "as_now" && choice.service == first.service.id);
        if !written {
            let cost = first.service.noun.annual_cost.map_or_else(|| "Not known".to_owned(), count::money);
            table = table.row([
                Words::from(format!("Stay as we are ({})", first.service.noun.name)),
                Words::from("As it is today, carried on"),
                Words::from(cost),
                Words::from("Nobody is moved"),
                Words::from("Fairly: it is today, carried on"),
                Words::from(Markup::from(answer_label(first.readiness.answer))),
            ]);
        }
    }
    for choice in case.choices.iter().filter(|choice| choice.ruled_out.is_none()) {
        table = table.row([
            Words::from(choice.title.clone()),
            Words::from(none(&choice.outcome)),
            Words::from(choice.cost.map_or_else(|| "Not known".to_owned(), count::money)),
            Words::from(none(&choice.affects)),
            Words::from(none(&choice.how_sure)),
            Words::from(Markup::from(ready(choice.service, &choice.delivery_model, &choice.part))),
        ]);
    }
    let board = ww::link("Every option, with what it costs and brings", &format!("/cases/{}/options", reference_of(&view.case.reference)));
    let mut body = if table.rows.is_empty() {
        crate::house::form_page::paragraph(
            "Nothing is compared yet. Staying as we are is always among the choices, once a service is named.",
        )
    } else {
        Markup::from(table)
    };
    let out: Vec<_> = case.choices.iter().filter(|choice| choice.ruled_out.is_some()).collect();
    if !out.is_empty() {
        let lines: Vec<String> =
            out.iter().map(|choice| format!("{}: {}", choice.title, choice.ruled_out.as_deref().unwrap_or_default())).collect();
        let list: String = lines.iter().map(|line| format!("<li>{}</li>", Markup::text(line))).collect();
        let ruled = format!(
            "<h3 class=\"govuk-heading-s\">{}</h3><ul class=\"govuk-list govuk-list--bullet\">{list}</ul>",
            Markup::text(format!("{} ruled out, each with a reason", count::sentence(&count::number(out.len() as u64))))
        );
        body = body.and(Markup::trusted(ruled));
    }
    body.and(crate::house::form_page::paragraph_of(board))
}

pub(crate) fn answer_label(answer: Answer) -> StateLabel {
    StateLabel::new(state_of(readiness::look(answer)), answer.words())
}

#[derive(Template)]
#[template(path = "house/case_chose.html")]
struct Chose {
    saving: Option<String>,
    answers: Vec<(String, StateLabel, Vec<String>)>,
    decisions: Vec<DecisionShown>,
    /// Decision papers: words, address.
    papers: Vec<(String, String)>,
}

struct DecisionShown {
    at: String,
    what: String,
    changed: Vec<String>,
    by: String,
    reasons: String,
    alternatives: String,
    smallest_test: String,
    exception: Option<Exception>,
}

fn chose(view: &CaseView, desk: &Desk, may_write: bool) -> Markup {
    let answers = view.services.iter().filter_map(|choices| proposed(choices)).map(|found| {
        let earliest = found.readiness.earliest.iter().map(|earliest| format!("{}.", readiness::earliest_said(earliest)));
        (
            format!("{}, {}", found.service.noun.name, found.proposal.model.title.to_lowercase()),
            answer_label(found.readiness.answer),
            earliest.collect(),
        )
    });
    let decisions = view.decisions.iter().map(|record| {
        let decision = &record.noun;
        let exception = decision.exception.and_then(|id| view.exceptions.iter().find(|kept| kept.id == id));
        let exception = exception.map(|kept| stamp(kept, &view.checks, desk));
        DecisionShown {
            at: format!("/decisions/{}", reference_of(&record.reference)),
            changed: view.changed.iter().filter(|(id, _)| *id == record.id).flat_map(|(_, lines)| lines.clone()).collect(),
            what: decision.what.clone(),
            by: format!("{}, {}", decision.decided_by, count::plain_date(decision.decided_on)),
            reasons: decision.reasons.clone(),
            alternatives: decision.alternatives.clone(),
            smallest_test: decision.smallest_test.clone(),
            exception,
        }
    });
    let papers = view.papers.iter().map(|paper| {
        let reference = reference_of(&paper.reference);
        (format!("{reference} {}", paper.noun.title), format!("/papers/{reference}"))
    });
    let drawn = Chose {
        saving: view.case.noun.saving_counted.map(count::money),
        answers: answers.collect(),
        decisions: decisions.collect(),
        papers: papers.collect(),
    };
    let body = Markup::trusted(drawn.to_string());
    if view.case.noun.choices.is_empty() && view.case.noun.buy_in.is_empty() && view.case.noun.skills.is_empty() {
        return body;
    }
    body.and(stands_behind::markup(|page| {
        page.push(Block::Heading { level: Level::Three, text: "Who is for it, group by group".into() });
        stands_behind::buy_in(page, &view.buy_in);
        if may_write {
            stands_behind::askings_to_mend(page, view);
        }
        page.push(Block::Heading { level: Level::Three, text: "The skills it takes, and who lends them".into() });
        stands_behind::skills(page, &view.skills);
        if may_write {
            stands_behind::skills_to_mend(page, view);
        }
    }))
}

fn happened(view: &CaseView, may_record: bool) -> Markup {
    if view.promises.is_empty() {
        return crate::house::form_page::paragraph(
            "From this choice: nothing yet. When there is one, promise and result stand here side by side.",
        );
    }
    let mut table = CardTable::new("What we said, and what happened")
        .caption_hidden()
        .column("We said")
        .column("By")
        .column("What happened")
        .column("Kept?");
    for record in &view.promises {
        let promise = &record.noun;
        let (happened, kept) = match &promise.result {
            Some(result) => (result.happened.clone(), Markup::from(crate::house::promises::kept_label(result.kept))),
            None if may_record => {
                let reference = reference_of(&record.reference);
                ("Still to come".to_owned(), ww::link("Record what happened", &format!("/promises/{reference}")))
            }
            None => ("Still to come".to_owned(), Markup::text("Not recorded yet")),
        };
        table = table.row([
            Words::from(promise.what.clone()),
            Words::from(count::plain_date(promise.due)),
            Words::from(happened),
            Words::from(kept),
        ]);
    }
    table.into()
}

fn learned(view: &CaseView) -> Markup {
    let lessons = &view.case.noun.lessons;
    let tests =
        view.decisions.iter().map(|decision| format!("The smallest test that would show us wrong: {}", decision.noun.smallest_test));
    let lines = lessons.iter().map(|lesson| {
        let shared = if lesson.shared_with.is_empty() { String::new() } else { format!(" Shared with {}.", lesson.shared_with) };
        format!("{}{shared}", lesson.text)
    });
    let all: Vec<String> = lines.chain(tests).collect();
    if all.is_empty() {
        return crate::house::form_page::paragraph("Nothing is written down yet. What was tried and did not work belongs here too.");
    }
    all.iter().map(|line| crate::house::form_page::paragraph(line)).fold(Markup::default(), Markup::and)
}
