//! Letting a decision rest on old evidence of a need: who answers for it, why, what is done meanwhile. And which needs an outcome answers.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::analyse::needs::read_needs::{NeedView, offered, read_need};
use desk::plan::thread::answer_needs::{AnswerNeeds, answer_needs};
use desk::plan::thread::link_outcome::find_outcome;
use desk::plan::waive_need::{WaiveNeed, waive_need};
use model::id::{NeedId, OutcomeId};
use model::need::Need;
use model::outcome::Outcome;
use model::record::Record;
use model::role::Permission::{ProceedByException, WriteCases};
use report::words::needs as said;
use serde::Deserialize;

use crate::analyse::needs::need_at;
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const WAIVE: &str = "Let a decision rest on old evidence of a need";
    const ANSWER: &str = "Say which needs an outcome answers";
    Routes::new()
        .get("/needs/{reference}/waive", May(ProceedByException), WAIVE, waive_blank)
        .post("/needs/{reference}/waive", May(ProceedByException), WAIVE, waive_send)
        .get("/outcomes/{reference}/needs", May(WriteCases), ANSWER, answer_blank)
        .post("/outcomes/{reference}/needs", May(WriteCases), ANSWER, answer_send)
}

/// `?case=C-1`: the case whose decision it is.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    case: String,
}

async fn waive_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(of): Query<Of>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let case = view.outcomes.iter().filter_map(|(_, case)| case.as_ref()).find(|case| reference_of(&case.reference) == of.case);
    let form = Form::blank().with("case", case.map(|case| case.id.to_string()).unwrap_or_default());
    Ok(waive_page(frame, &view, &form))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<NeedView, PageError> {
    Ok(read_need(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn waive_page(frame: Frame, view: &NeedView, form: &Form) -> FormPage {
    let record = &view.line.record;
    let layout = Layout::new(frame, "Let a decision rest on old evidence?")
        .in_section(Section::Plan)
        .crumb("Needs, and what is good here", "/needs")
        .crumb(record.noun.title.clone(), need_at(record))
        .lead(said::sure(&record.noun, view.line.is_old, view.line.confidence, view.oldest_months))
        .with_errors(form.errors());
    let version = if form.value("version").is_empty() { record.version.to_string() } else { form.value("version").to_owned() };
    let mut cases: Vec<_> = view.outcomes.iter().filter_map(|(_, case)| case.as_ref()).collect();
    cases.dedup_by_key(|case| case.id);
    let select = cases.into_iter().fold(form.select("case", "Which case is it for?").offer("", "Choose one"), |select, case| {
        select.offer(case.id.to_string(), case.noun.question.clone())
    });
    FormPage::new(layout, format!("{}/waive", need_at(record)), Button::new("Let it go on"))
        .before(paragraph("It stands with the need, with the decision and in its paper. Newer evidence makes it needless."))
        .carrying("version", &version)
        .part(select)
        .part(form.textarea("reason", "Why can it not wait?").hint("And what is put at risk. It is published").rows(3))
        .part(form.textarea("meanwhile", "What is done to have new evidence?").rows(2))
        .part(form.date_input("until", "By when is there new evidence?"))
}

async fn waive_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let until = form.optional_date("until");
    let Ok(case) = form.value("case").parse() else {
        form.add_error("case", "Choose the case it is for");
        return Ok(axum::response::IntoResponse::into_response(waive_page(frame, &view, &form)));
    };
    let ask = WaiveNeed {
        need: view.line.record.id,
        version: form.version(),
        case,
        reason: form.value("reason").to_owned(),
        meanwhile: form.value("meanwhile").to_owned(),
        until,
    };
    match waive_need(&app.desk, &signed.actor, ask).await {
        Ok(need) => Ok(to(&need_at(&need))),
        Err(error) => again(error, form, |form| waive_page(frame, &view, form)),
    }
}

type OutcomeAndNeeds = (Record<OutcomeId, Outcome>, Vec<Record<NeedId, Need>>);

async fn outcome_of(app: &App, signed: &Signed, reference: &str) -> Result<OutcomeAndNeeds, PageError> {
    let (outcome, _) = find_outcome(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    Ok((outcome, offered(&app.desk, &signed.actor).await?.needs))
}

fn answer_page(frame: Frame, (outcome, needs): &OutcomeAndNeeds, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Which needs does it answer?")
        .in_section(Section::Plan)
        .crumb("Needs, and what is good here", "/needs")
        .lead(outcome.noun.statement.clone())
        .with_errors(form.errors());
    let boxes = needs.iter().fold(form.checkboxes("needs", "Needs"), |boxes, need| {
        boxes.offer(need.id.to_string(), format!("{} ({})", need.noun.title, need.noun.people))
    });
    FormPage::new(layout, format!("/outcomes/{}/needs", reference_of(&outcome.reference)), Button::new("Save"))
        .before(paragraph("A decision of its case rests on what shows these needs: where that is too old, it is held back."))
        .carrying("version", form.value("version"))
        .part(boxes)
}

async fn answer_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let of = outcome_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("version", of.0.version.to_string());
    let form = of.0.noun.needs.iter().fold(form, |form, need| form.with_one_more("needs", need.to_string()));
    Ok(answer_page(frame, &of, &form))
}

async fn answer_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let of = outcome_of(&app, &signed, &reference).await?;
    let needs = form.fields().all("needs").filter_map(|id| id.parse().ok()).collect();
    match answer_needs(&app.desk, &signed.actor, AnswerNeeds { outcome: of.0.id, version: form.version(), needs }).await {
        Ok(_) => Ok(to("/needs#outcomes")),
        Err(error) => again(error, form, |form| answer_page(frame, &of, form)),
    }
}
