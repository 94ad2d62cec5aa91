//! Pages over all services: what the readiness check says of each, how often the honest answer was that an issue would be moved, the
//! rules with their sources; and of one service, solving and commissioning each on its own.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::plan::base_rate::{BaseRateView, read_base_rate};
use desk::plan::engage_helper::{LevelTheField, level_the_field};
use desk::plan::list_readiness::{Line, list_readiness};
use desk::plan::read_principles::read_principles;
use desk::plan::two_sides::{TwoSidesView, find_engagement, read_two_sides};
use model::readiness::Answer;
use model::role::Permission::{ReadCases, ReadPerformance, TriageIssues};
use report::words::{count, predicted, readiness};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::readiness::link_cell;
use crate::plan::readiness_document::{EDITION, change_in_words};
use crate::plan::{readiness_parts, reference_of};
use crate::router::Asks::{May, Nothing};
use crate::router::{Routes, in_query, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "plan/parts.html")]
pub(crate) struct PartsPage {
    pub(crate) layout: Layout,
    pub(crate) before: Markup,
    pub(crate) parts: Vec<Part>,
}

pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) body: Markup,
}

page!(PartsPage);

impl PartsPage {
    /// A page that is one run of markup.
    pub(crate) fn whole(layout: Layout, before: Markup) -> PartsPage {
        PartsPage { layout, before, parts: Vec::new() }
    }
}

pub fn routes() -> Routes {
    Routes::new()
        .get("/plan", May(ReadCases), "Services by what the readiness check says", plan)
        .get("/plan/base-rate", May(ReadCases), "How often the honest answer was that an issue would be moved", rate)
        .get("/library/principles", Nothing, "The rules, with their sources", principles)
        .get("/services/{reference}/two-sides", May(ReadPerformance), "Solving and commissioning, each on its own", two_sides)
        .get("/engagements/{reference}/level-field", May(TriageIssues), "Record what keeps the field level", level_blank)
        .post("/engagements/{reference}/level-field", May(TriageIssues), "Record what keeps the field level", level_send)
}

async fn plan(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let lines = list_readiness(&app.desk, &signed.actor).await?;
    let today = app.desk.today();
    let ready = lines.iter().filter(|line| line.found.readiness.answer == Answer::Ready).count();
    let lead = match lines.len() {
        0 => "No service is here yet.".to_owned(),
        all => format!("{} of {all} changes and services can be called ready. For each, what is missing and the earliest date.", ready),
    };
    let mut table = CardTable::new("Services by what the readiness check says").caption_hidden();
    for column in ["Service", "Proposed", "Answer", "What is missing first", "Earliest"] {
        table = table.column(column);
    }
    for line in &lines {
        table = table.row(row(line, today));
    }
    let before = if lines.is_empty() {
        Markup::from(EmptyState::new(
            "No service yet",
            "Here each service stands with what is proposed for it, and whether an issue would only be moved.",
            ww::link("See the services", "/services"),
        ))
    } else {
        Markup::from(table)
    };
    let more = ww::link("What people need, and what is good here", "/needs")
        .and(Markup::trusted("<br>"))
        .and(ww::link("Neighbourhoods that commission", "/neighbourhoods"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("Priorities, and the money that traces to none", "/priorities"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("How often is an issue only moved? By service and year", "/plan/base-rate"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("The rules, with their sources", "/library/principles"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("Decision papers, and what was decided on them", "/papers"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("Shared money: funds, where a budget does most, even cuts", "/funds"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("The medium-term financial plan, and what delivers it", "/financial-plan"));
    let before = before.and(crate::house::form_page::paragraph_of(more));
    let last = lines.iter().flat_map(|line| &line.found.issues).filter_map(|(_, found)| found.evidence.last_period);
    let figures = last
        .max_by_key(|period| period.last_day())
        .map_or_else(|| "no figures yet".to_owned(), |last| format!("figures to {}", last.in_words()));
    let source = Markup::text(format!("Worked out on {} from the records of each service, {figures}. Method: ", count::plain_date(today)))
        .and(ww::link(EDITION, "/library/principles#solving-or-moving"))
        .and(".");
    let layout =
        Layout::new(frame, "Plan").in_section(Section::Plan).lead(lead).source(source).check("/check").audit("/audit?noun=readiness+check");
    Ok(PartsPage { layout, before, parts: Vec::new() })
}

fn row(line: &Line, today: quantity::Date) -> [Words; 5] {
    let found = &line.found;
    let service = reference_of(&found.service.reference);
    let at = match &line.case {
        Some(case) => format!(
            "/cases/{}/readiness?service={service}&change={}&part={}",
            reference_of(&case.reference),
            in_query(&found.proposal.model.code),
            in_query(&found.part())
        ),
        None => format!("/services/{service}/readiness"),
    };
    let mut mends: Vec<_> = found.readiness.reasons.iter().filter_map(|reason| reason.mend.as_ref()).collect();
    mends.sort_by_key(|mend| (mend.earliest.is_none(), mend.earliest));
    let missing = mends.first().map_or_else(
        || "Nothing".to_owned(),
        |mend| match mend.earliest {
            Some(day) => format!("{}, by {}", count::sentence(&mend.what), count::date_seen_from(today, day)),
            None => count::sentence(&mend.what),
        },
    );
    let earliest: Vec<String> = found.readiness.earliest.iter().map(readiness::earliest_said).collect();
    let case = line.case.as_ref().map(|case| format!(" ({})", case.noun.question)).unwrap_or_default();
    [
        link_cell(&found.service.noun.name, &at),
        Words::from(format!("{}{case}", count::sentence(&change_in_words(found)))),
        readiness_parts::answer_cell(found.readiness.answer),
        Words::from(missing),
        Words::from(if earliest.is_empty() { "Now".to_owned() } else { earliest.join(". ") }),
    ]
}

async fn rate(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_base_rate(&app.desk, &signed.actor).await?;
    let rates = &view.rates;
    let asked: u32 = rates.iter().map(|rate| rate.asked).sum();
    let moved: u32 = rates.iter().map(|rate| rate.would_move).sum();
    let lead = match asked {
        0 => "No answer has been affirmed yet, so there is nothing to count.".to_owned(),
        _ => format!(
            "Of {asked} affirmed answers, {moved} said that an issue would be moved. Answers that nobody put a name to are not counted."
        ),
    };
    let mut table = CardTable::new("By service and year")
        .caption_hidden()
        .column("Service")
        .column("Year")
        .figures("Asked")
        .figures("Would move an issue")
        .figures("Not known")
        .column("In words");
    for rate in rates {
        let year = quantity::Period::FinancialYear(rate.financial_year).in_words();
        let words = if rate.to_question {
            Markup::from(ww::not_yet("Worth a question")).and(Markup::text(format!(" {}", rate.says)))
        } else {
            Markup::text(&rate.says)
        };
        table = table.row([
            Words::from(rate.unit.clone()),
            Words::from(year),
            Words::from(rate.asked.to_string()),
            Words::from(rate.would_move.to_string()),
            Words::from(rate.not_known.to_string()),
            Words::from(words),
        ]);
    }
    let before = if rates.is_empty() {
        Markup::from(EmptyState::new(
            "Nothing to count yet",
            "A service that never once answers “not ready” is worth a question. It takes affirmed answers to see it.",
            ww::link("See what is proposed", "/plan"),
        ))
    } else {
        Markup::from(table)
    };
    let layout = Layout::new(frame, "How often is an issue only moved?").in_section(Section::Plan).crumb("Plan", "/plan").lead(lead);
    let parts = vec![Part { id: "predicted".to_owned(), title: "Did the answers predict anything?".to_owned(), body: came_true(&view) }];
    Ok(PartsPage { layout, before, parts })
}

/// What followed the answers whose year is over.
fn came_true(view: &BaseRateView) -> Markup {
    let found = &view.predicted;
    let ready = predicted::Kind { answers: found.ready.answers, troubled: found.ready.troubled };
    let not_ready = predicted::Kind { answers: found.not_ready.answers, troubled: found.not_ready.troubled };
    let said = paragraph(&format!(
        "Each affirmed answer is followed for {} days. Trouble is a known issue of medium severity or more that was raised or came back in that time; \
         after any answer but “ready”, one that stayed open is trouble too. {}",
        view.followed_days,
        predicted::says(ready, not_ready)
    ));
    let waiting = match (found.in_their_year, found.first_over) {
        (0, _) | (_, None) => Markup::default(),
        (1, Some(over)) => paragraph(&format!("One answer is still being followed, until {}.", count::plain_date(over))),
        (many, Some(over)) => paragraph(&format!(
            "{} answers are still being followed; the first until {}.",
            count::sentence(&count::number(many.into())),
            count::plain_date(over)
        )),
    };
    if ready.answers + not_ready.answers + found.not_known == 0 {
        return said.and(waiting);
    }
    let mut table = CardTable::new("What followed").caption_hidden().column("Answer").figures("Followed by trouble (share; 95% interval)");
    for (answer, kind) in [("Ready", ready), ("Not ready, or evidence points the other way", not_ready)] {
        table = table.row([Words::from(answer), Words::from(kind.in_words())]);
    }
    table = table.row([Words::from("Not known"), Words::from(format!("{}, which say nothing that could come true", found.not_known))]);
    let source = paragraph("Method: Wilson’s interval of a share. Source: kept answers and the history of each known issue.");
    said.and(Markup::from(table)).and(waiting).and(source)
}

async fn principles(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let views = read_principles(&app.desk).await?;
    let lead = format!(
        "{} rules. Each says what it asks, who says so, how far to believe it, and what its words mean here in numbers.",
        views.len()
    );
    let parts = views
        .iter()
        .map(|view| {
            let card = view.card;
            let said =
                paragraph(card.asks).and(paragraph(&format!("Source: {}. Grade: {}. {}", card.source, card.grade.words(), card.interest)));
            let body = if view.terms.is_empty() { said } else { said.and(readiness_parts::terms(&view.terms)) };
            Part { id: card.code.to_owned(), title: card.title.to_owned(), body }
        })
        .collect();
    let layout = Layout::new(frame, "The rules, with their sources")
        .with_navigation()
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .lead(lead);
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

async fn two_sides(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_two_sides(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let lead = match view.on_both.len() {
        0 => "Every spend line and document is on one side only.".to_owned(),
        n => format!(
            "{} on both sides. It can be on one only.",
            count::sentence(&count::of_things(n as u64, "line or document stands", "lines or documents stand"))
        ),
    };
    let at = format!("/services/{}", reference_of(&view.service.reference));
    let layout = Layout::new(frame, "Solving and commissioning")
        .in_section(Section::Plan)
        .crumb("Services", "/services")
        .crumb(view.service.noun.name.clone(), at)
        .caption(view.service.noun.name.clone())
        .lead(lead);
    let reasons = |reasons: &[model::readiness::Reason]| Markup::trusted(report::html::block(&readiness::reasons(reasons)));
    let mut parts = Vec::new();
    let mut part = |id: &str, title: &str, body: Markup| parts.push(Part { id: id.to_owned(), title: title.to_owned(), body });
    if !view.on_both.is_empty() {
        part("both", "On both sides", reasons(&view.on_both));
    }
    part("solving", "Solving the issues", solving(&view));
    part("commissioning", "Commissioning the service", commissioning(&view));
    if !view.not_level.is_empty() {
        part(
            "level",
            "Who helped may bid, on a level field",
            paragraph("Said without suspicion: whoever helped may bid like anyone else.").and(reasons(&view.not_level)),
        );
    }
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn solving(view: &TwoSidesView) -> Markup {
    let mut table = CardTable::new("Solving the issues")
        .caption_hidden()
        .column("Issue")
        .column("Who helps, with what")
        .column("Spend line")
        .column("If they later bid");
    for issue in &view.issues {
        let title = link_cell(&issue.noun.title, &format!("/issues/{}", reference_of(&issue.reference)));
        let helpers: Vec<_> = view.engagements.iter().filter(|kept| kept.noun.issue == issue.id).collect();
        if helpers.is_empty() {
            table = table.row([title, Words::from("Nobody is engaged"), Words::from("None"), Words::from("Nobody to bid")]);
            continue;
        }
        for kept in helpers {
            let level = match &kept.noun.level_field {
                Some(level) => Words::from(format!("{} {}", level.information_released, level.mitigation)),
                None => {
                    link_cell("Record what keeps the field level", &format!("/engagements/{}/level-field", reference_of(&kept.reference)))
                }
            };
            table = table.row([
                title.clone(),
                Words::from(format!("{}: {}", view.name(kept.noun.helper), kept.noun.scope)),
                Words::from(kept.noun.budget_line.clone()),
                level,
            ]);
        }
    }
    let documents = if view.solving_documents.is_empty() { "None".to_owned() } else { view.solving_documents.join("; ") };
    let issues = if view.issues.is_empty() { paragraph("No issue is known.") } else { Markup::from(table) };
    issues.and(paragraph(&format!("Documents: {documents}.")))
}

fn commissioning(view: &TwoSidesView) -> Markup {
    let line = view.service.noun.budget_line.trim();
    let said = if line.is_empty() {
        "Nobody has named the line of the budget it is paid from. ".to_owned()
    } else {
        format!("Paid from the line {line}. ")
    };
    let at = format!("/services/{}/budget-line", reference_of(&view.service.reference));
    let paid = paragraph_of(Markup::text(said).and(crate::ww::link("Name the line", &at)));
    if view.arrangements.is_empty() {
        return paid.and(paragraph("Nothing is in force with anybody else: no contract, grant or agreement."));
    }
    let mut table = CardTable::new("Commissioning the service")
        .caption_hidden()
        .column("What is in force")
        .column("With")
        .column("Until")
        .figures("In a year");
    for kept in &view.arrangements {
        let noun = &kept.noun;
        table = table.row([
            noun.title.clone(),
            view.name(noun.with),
            noun.ends.map_or_else(|| "No end date".to_owned(), count::plain_date),
            noun.annual_value.map_or_else(|| "Not known".to_owned(), count::money),
        ]);
    }
    paid.and(table)
}

async fn level_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    level_page(&app, frame, &signed, &reference, &Form::blank()).await
}

async fn level_page(app: &App, frame: Frame, signed: &Signed, reference: &str, form: &Form) -> Result<FormPage, PageError> {
    let (engagement, issue, helper) =
        find_engagement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let layout = Layout::new(frame, "What keeps the field level?")
        .in_section(Section::Plan)
        .crumb(issue.noun.title.clone(), format!("/issues/{}", reference_of(&issue.reference)))
        .caption(format!("{helper}: {}", engagement.noun.scope))
        .lead("Who helped may bid like anyone else. What they learned, every bidder is given.")
        .with_errors(form.errors());
    Ok(FormPage::new(layout, format!("/engagements/{}/level-field", reference_of(&engagement.reference)), Button::new("Save"))
        .carrying("version", &engagement.version.to_string())
        .part(form.textarea("information_released", "What did they learn that every bidder will be given?"))
        .part(form.textarea("mitigation", "What else keeps it fair, or why is nothing more needed?")))
}

async fn level_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let (engagement, issue, _) = find_engagement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let ask = LevelTheField {
        engagement: engagement.id,
        version: form.version(),
        information_released: form.value("information_released").to_owned(),
        mitigation: form.value("mitigation").to_owned(),
    };
    match level_the_field(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/issues/{}#helpers", reference_of(&issue.reference)))),
        Err(error) => {
            form.refused(error)?;
            Ok(level_page(&app, frame, &signed, &reference, &form).await?.into_response())
        }
    }
}
