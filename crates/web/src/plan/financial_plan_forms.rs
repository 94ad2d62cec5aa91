//! Writing down a line of the medium-term financial plan, changing it, and saying what a decision saved.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::case::read_case::{Offers, offers};
use desk::plan::financial_plan::record_saved::{RecordSaved, find_saving, record_saved};
use desk::plan::financial_plan::write_plan_line::{WritePlanLine, find_plan_line, write_plan_line};
use desk::plan::financial_plan::year_lines::{plan_years, plan_years_written};
use model::financial_plan::{DecidedSaving, PlanLine, PlanLineKind};
use model::fund::MoneyTerm;
use model::id::{DecidedSavingId, PlanLineId};
use model::record::Record;
use model::role::Permission::WriteCases;
use quantity::{Date, Period};
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::financial_plan::TITLE;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

const KINDS: [(&str, PlanLineKind); 2] = [("saving", PlanLineKind::Saving), ("gap", PlanLineKind::Gap)];
const TERMS: [(&str, MoneyTerm, &str); 2] =
    [("recurrent", MoneyTerm::Recurrent, "Every year from then"), ("one_off", MoneyTerm::OneOff, "Once")];

pub fn routes() -> Routes {
    const ADD: &str = "Write down a line of the financial plan";
    const CHANGE: &str = "Change a line of the financial plan";
    const SAVED: &str = "Say what a decision saved";
    Routes::new()
        .get("/financial-plan/add", May(WriteCases), ADD, add_blank)
        .post("/financial-plan/add", May(WriteCases), ADD, add_send)
        .get("/financial-plan/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/financial-plan/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/decisions/{reference}/saved", May(WriteCases), SAVED, saved_blank)
        .post("/decisions/{reference}/saved", May(WriteCases), SAVED, saved_send)
}

async fn add_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(line_page(frame, &offers(&app.desk, &signed.actor).await?, None, &Form::blank()))
}

fn line_page(frame: Frame, offered: &Offers, line: Option<&Record<PlanLineId, PlanLine>>, form: &Form) -> FormPage {
    let (title, at) = match line {
        Some(line) => (line.noun.title.clone(), format!("/financial-plan/{}/change", reference_of(&line.reference))),
        None => ("Write down a line of the financial plan".to_owned(), "/financial-plan/add".to_owned()),
    };
    let layout = Layout::new(frame, title)
        .in_section(Section::Plan)
        .crumb(TITLE, "/financial-plan")
        .lead("As the plan has it: what is new in each financial year. What comes every year is written once, in the year it begins.")
        .with_errors(form.errors());
    let mut page = FormPage::new(layout, at, Button::new("Save")).part(form.input("title", "What does the plan call it?"));
    page = match line {
        Some(line) => page.carrying("version", &line.version.to_string()),
        None => page.part(
            KINDS
                .iter()
                .fold(form.radios("kind", "What is it?"), |radios, (code, kind)| radios.offer(*code, count::sentence(kind.words()))),
        ),
    };
    let service = form.select("service", "Which service does it fall on?").offer("", "No one service");
    let service = offered.services.iter().fold(service, |select, one| select.offer(one.id.to_string(), one.noun.name.clone()));
    let whose = form.select("organisation", "Whose plan does it stand in?").offer("", "Choose one");
    let bodies = offered.organisations.iter().filter(|body| body.noun.ended.is_none());
    let whose = bodies.fold(whose, |select, body| select.offer(body.id.to_string(), body.noun.name.clone()));
    let term = TERMS.iter().fold(form.radios("term", "Does it come every year?"), |radios, (code, _, words)| radios.offer(*code, *words));
    page = page
        .part(whose)
        .part(service)
        .part(
            form.textarea("years", "What is new in each financial year?")
                .hint("One year to a line: 2027/28; 680,000. Where nobody knows yet: 2028/29; not known")
                .rows(5),
        )
        .part(term)
        .part(form.input("source", "In which paper does it stand?").hint("“Budget report to council, 18 February 2026”"))
        .part(form.input("owner_role", "Which role answers for it?").hint("“Director of adult services”"));
    if line.is_some() {
        page = page.part(form.textarea("taken_out", "Is it no longer in the plan? Say why (leave it empty while it is)").rows(3));
    }
    page
}

async fn add_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let offered = offers(&app.desk, &signed.actor).await?;
    send(&app, frame, &signed, &offered, None, Form::read(fields)).await
}

async fn line_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<PlanLineId, PlanLine>, PageError> {
    Ok(find_plan_line(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let line = line_of(&app, &signed, &reference).await?;
    let noun = &line.noun;
    let term = TERMS.iter().find(|(_, term, _)| *term == noun.term).map_or("", |(code, ..)| code);
    let form = Form::blank()
        .with("title", noun.title.clone())
        .with("organisation", noun.organisation.to_string())
        .with("service", noun.service.map(|service| service.to_string()).unwrap_or_default())
        .with("years", plan_years_written(&noun.years))
        .with("term", term)
        .with("source", noun.source.clone())
        .with("owner_role", noun.owner_role.clone())
        .with("taken_out", noun.taken_out.clone());
    Ok(line_page(frame, &offers(&app.desk, &signed.actor).await?, Some(&line), &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let line = line_of(&app, &signed, &reference).await?;
    let offered = offers(&app.desk, &signed.actor).await?;
    let form = Form::read(fields);
    // Asked before anything is read: a form given back carries the newest version, and would write over it.
    if form.version() != line.version {
        return again(DeskError::Stale, form, |form| line_page(frame, &offered, Some(&line), form));
    }
    send(&app, frame, &signed, &offered, Some(line), form).await
}

async fn send(
    app: &App,
    frame: Frame,
    signed: &Signed,
    offered: &Offers,
    line: Option<Record<PlanLineId, PlanLine>>,
    mut form: Form,
) -> Result<Response, PageError> {
    let years = form.optional("years", |typed| plan_years(typed).map_err(|wrong| wrong.join(". "))).unwrap_or_default();
    let kind = KINDS.iter().find(|(code, _)| *code == form.value("kind")).map(|(_, kind)| *kind);
    let term = TERMS.iter().find(|(code, ..)| *code == form.value("term")).map(|(_, term, _)| *term);
    if form.has_errors() {
        return Ok(line_page(frame, offered, line.as_ref(), &form).into_response());
    }
    let ask = WritePlanLine {
        line: line.as_ref().map(|line| (line.id, form.version())),
        title: form.value("title").to_owned(),
        kind,
        organisation: form.value("organisation").parse().ok(),
        service: form.value("service").parse().ok(),
        years,
        term,
        source: form.value("source").to_owned(),
        owner_role: form.value("owner_role").to_owned(),
        taken_out: form.value("taken_out").to_owned(),
    };
    match write_plan_line(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/financial-plan")),
        Err(error) => again(error, form, |form| line_page(frame, offered, line.as_ref(), form)),
    }
}

type Saving = Record<DecidedSavingId, DecidedSaving>;

async fn saving_of(app: &App, signed: &Signed, reference: &str) -> Result<Saving, PageError> {
    Ok(find_saving(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn saved_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let saving = saving_of(&app, &signed, &reference).await?;
    Ok(saved_page(frame, &saving, &reference, app.desk.today(), &Form::blank()))
}

/// Years of which it can be known what was saved: those it was promised for that have begun.
fn begun(saving: &DecidedSaving, today: Date) -> Vec<i16> {
    let years: Vec<i16> = match saving.counts.is_empty() {
        true => (saving.decided_on.year()..=today.year()).collect(),
        false => saving.counts.iter().map(|(year, _)| *year).collect(),
    };
    years.into_iter().filter(|year| Period::FinancialYear(*year).first_day() <= today).collect()
}

fn saved_page(frame: Frame, saving: &Saving, reference: &str, today: Date, form: &Form) -> FormPage {
    let years = begun(&saving.noun, today);
    let layout = Layout::new(frame, "What was saved?")
        .in_section(Section::Plan)
        .crumb(TITLE, "/financial-plan")
        .crumb(reference.to_owned(), format!("/decisions/{reference}"))
        .lead(if years.is_empty() {
            "No year it was promised for has begun: nobody can know yet what it saves."
        } else {
            "Of what was promised to begin in a financial year, what in fact was saved. A later figure of the same year takes its place."
        })
        .with_errors(form.errors());
    let select = form.select("year", "In which financial year?").offer("", "Choose one");
    let select = years.into_iter().fold(select, |select, year| select.offer(year.to_string(), Period::FinancialYear(year).in_words()));
    FormPage::new(layout, format!("/decisions/{reference}/saved"), Button::new("Save"))
        .carrying("version", &saving.version.to_string())
        .part(select)
        .part(form.input("amount", "How much was saved?").hint("0 where nothing was").prefix("£").width(10))
        .part(form.input("source", "Where does the figure stand?").hint("“Outturn report 2027/28”"))
}

async fn saved_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let saving = saving_of(&app, &signed, &reference).await?;
    let today = app.desk.today();
    if form.version() != saving.version {
        return again(DeskError::Stale, form, |form| saved_page(frame, &saving, &reference, today, form));
    }
    let amount = form.optional_money("amount");
    if form.has_errors() {
        return Ok(saved_page(frame, &saving, &reference, today, &form).into_response());
    }
    let ask = RecordSaved {
        decision: saving.noun.decision,
        version: form.version(),
        year: form.value("year").parse().ok(),
        amount,
        source: form.value("source").to_owned(),
    };
    match record_saved(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/financial-plan")),
        Err(error) => again(error, form, |form| saved_page(frame, &saving, &reference, today, form)),
    }
}
