//! Answering for one's own side, before hearing the others: the partnership check, an order of priorities, and whether there is one list.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::partnership::answer_round::{AnswerRound, answer_round};
use desk::house::partnership::read_partnership::PartnershipView;
use desk::house::partnership::settle_list::{SettleList, settle_list};
use desk::house::partnership::told_rounds::RoundTold;
use model::id::PriorityId;
use model::partnership::Asks;
use model::role::Permission::ReadCases;

use super::{address, view_of, wrong};
use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const CHECK: &str = "Answer the partnership check for one’s own side";
    const ORDER: &str = "Put priorities in order for one’s own organisation";
    const LIST: &str = "Say whether a partnership has one list of priorities";
    Routes::new()
        .get("/partnerships/{reference}/check", May(ReadCases), CHECK, check_blank)
        .post("/partnerships/{reference}/check", May(ReadCases), CHECK, check_send)
        .get("/partnerships/{reference}/order", May(ReadCases), ORDER, order_blank)
        .post("/partnerships/{reference}/order", May(ReadCases), ORDER, order_send)
        .get("/partnerships/{reference}/list", May(ReadCases), LIST, list_blank)
        .post("/partnerships/{reference}/list", May(ReadCases), LIST, list_send)
}

fn layout(frame: Frame, view: &PartnershipView, title: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Partners)
        .crumb("Partnerships", "/partnerships")
        .crumb(view.partnership.noun.name.clone(), address(view))
        .with_errors(form.errors())
}

const BLIND: &str = "You answer for your own side. You see what the others said once you have answered, and an answer is given once.";

/// The newest round of a kind, where one is open.
fn open(view: &PartnershipView, asks: Asks) -> Option<&RoundTold> {
    view.newest(asks).filter(|round| round.is_open)
}

async fn check_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(check_page(frame, &view, &Form::blank()))
}

fn check_page(frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let layout = layout(frame, view, "The partnership check, for your side", form);
    let before = if open(view, Asks::Check).is_some() {
        paragraph(BLIND)
    } else {
        paragraph("No round of the check is open: nobody answers it now.")
    };
    let mut page =
        FormPage::new(layout, format!("{}/check", address(view)), Button::new("Give my answer")).before(before).part(wrong(form, "scores"));
    let mut at = 0;
    for principle in &view.rules.principle {
        page = page.part(Markup::trusted(format!("<h2 class=\"govuk-heading-m\">{}</h2>", Markup::text(&principle.title))));
        for statement in &principle.statements {
            let scores = form
                .radios(&format!("s-{at}"), statement.as_str())
                .small()
                .offer("4", "Strongly agree")
                .offer("3", "Agree")
                .offer("2", "Disagree")
                .offer("1", "Strongly disagree")
                .offer("none", "No view");
            page = page.part(scores);
            at += 1;
        }
    }
    page
}

async fn check_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let Some(round) = open(&view, Asks::Check).map(|round| round.at) else { return Ok(check_page(frame, &view, &form).into_response()) };
    let offered = [("4", Some(4)), ("3", Some(3)), ("2", Some(2)), ("1", Some(1)), ("none", None)];
    let count: usize = view.rules.principle.iter().map(|principle| principle.statements.len()).sum();
    let scores: Vec<Option<Option<u8>>> =
        (0..count).map(|at| form.choice(&format!("s-{at}"), "Choose how far you agree, or that you have no view", &offered)).collect();
    if form.has_errors() {
        return Ok(check_page(frame, &view, &form).into_response());
    }
    let scores = scores.into_iter().map(Option::flatten).collect();
    let ask = AnswerRound { partnership: view.partnership.id, round, scores, order: Vec::new() };
    match answer_round(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("{}#check", address(&view)))),
        Err(error) => again(error, form, |form| check_page(frame, &view, form)),
    }
}

async fn order_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(order_page(frame, &view, &Form::blank()))
}

/// One place for each priority, typed as a number.
fn places(mut page: FormPage, view: &PartnershipView, form: &Form, priorities: &[PriorityId]) -> FormPage {
    for id in priorities {
        page = page.part(form.input(&format!("place-{id}"), view.title(*id)).hint("1 comes first").width(2));
    }
    page
}

/// The order that was typed; a place that is missing, no number or taken twice is said at its field.
fn placed(form: &mut Form, priorities: &[PriorityId]) -> Vec<PriorityId> {
    let last = i64::try_from(priorities.len()).unwrap_or(i64::MAX);
    let mut found: Vec<(i64, PriorityId)> = Vec::new();
    for id in priorities {
        let field = format!("place-{id}");
        let Some(place) = form.whole_number(&field, "Give it a place: 1 comes first", 1..=last) else { continue };
        if found.iter().any(|(taken, _)| *taken == place) {
            form.add_error(field, format!("Place {place} is taken already: give each one a place of its own"));
        }
        found.push((place, *id));
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, id)| id).collect()
}

fn order_page(frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let layout = layout(frame, view, "What does your organisation put first?", form);
    let page = FormPage::new(layout, format!("{}/order", address(view)), Button::new("Give our order"));
    match open(view, Asks::Order) {
        Some(round) => places(page.before(paragraph(BLIND)).part(wrong(form, "order")), view, form, &round.round.priorities),
        None => page.before(paragraph("No round of orders is open: nobody gives one now.")),
    }
}

async fn order_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let Some(round) = open(&view, Asks::Order) else { return Ok(order_page(frame, &view, &form).into_response()) };
    let order = placed(&mut form, &round.round.priorities);
    if form.has_errors() {
        return Ok(order_page(frame, &view, &form).into_response());
    }
    let ask = AnswerRound { partnership: view.partnership.id, round: round.at, scores: Vec::new(), order };
    match answer_round(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("{}#order", address(&view)))),
        Err(error) => again(error, form, |form| order_page(frame, &view, form)),
    }
}

async fn list_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(list_page(frame, &view, &Form::blank().with("version", view.partnership.version.to_string())))
}

/// What was put in order last.
fn ranked(view: &PartnershipView) -> Vec<PriorityId> {
    view.newest(Asks::Order).map(|round| round.round.priorities.clone()).unwrap_or_default()
}

fn list_page(frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let layout = layout(frame, view, "Is there one list?", form);
    let agreed = form
        .radios("agreed", "Have all agreed to one list?")
        .offer("yes", "Yes: the places below are agreed")
        .offer("no", "No: it goes on record that there is none");
    let page = FormPage::new(layout, format!("{}/list", address(view)), Button::new("Save"))
        .carrying("version", &view.partnership.version.to_string())
        .part(agreed)
        .part(form.textarea("says", "How was it reached, or why is there none?").rows(3))
        .part(form.date_input("leaders_meet", "When do leaders meet about it, where none is agreed?"))
        .part(wrong(form, "order"))
        .part(paragraph("Where one list is agreed, each priority’s place on it:"));
    places(page, view, form, &ranked(view))
}

async fn list_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let agreed = form.choice("agreed", "Say whether all have agreed to one list", &[("yes", true), ("no", false)]);
    let leaders_meet = form.optional_date("leaders_meet");
    let order = if agreed == Some(true) { placed(&mut form, &ranked(&view)) } else { Vec::new() };
    if form.has_errors() {
        return Ok(list_page(frame, &view, &form).into_response());
    }
    let ask = SettleList { order, says: form.value("says").to_owned(), leaders_meet };
    match settle_list(&app.desk, &signed.actor, (view.partnership.id, form.version()), ask).await {
        Ok(_) => Ok(to(&format!("{}#order", address(&view)))),
        Err(error) => again(error, form, |form| list_page(frame, &view, form)),
    }
}
