//! Forms of an audit of barriers: what is asked and known, and what was done about a barrier.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::shaping::answer_barrier::{AnswerBarrier, answer_barrier};
use desk::analyse::shaping::barriers::{BarriersView, read_barriers};
use desk::analyse::shaping::lines::written;
use desk::analyse::shaping::write_barriers::{WriteBarriers, write_barriers};
use model::barrier_audit::{BarrierDone, BarrierKind};
use model::id::BarrierAuditId;
use model::role::Permission::WriteCases;

use super::barriers::LIST;
use super::{Services, below, of_service, offered, version};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Audit the barriers of a procurement";
    const CHANGE: &str = "Change what a procurement asks, or what is known of providers";
    const ANSWER: &str = "Say what was done about a barrier";
    Routes::new()
        .get("/market/barriers/new", May(WriteCases), NEW, new_blank)
        .post("/market/barriers/new", May(WriteCases), NEW, new_send)
        .get("/market/barriers/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/market/barriers/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/market/barriers/{reference}/answer", May(WriteCases), ANSWER, answer_blank)
        .post("/market/barriers/{reference}/answer", May(WriteCases), ANSWER, answer_send)
}

fn page(frame: Frame, services: &Services, of: Option<&BarriersView>, form: &Form) -> FormPage {
    let (title, action) = match of {
        None => ("Audit the barriers of a procurement", "/market/barriers/new".to_owned()),
        Some(view) => ("Change what is asked or known", format!("/market/barriers/{}/change", reference_of(&view.audit.reference))),
    };
    let kinds = BarrierKind::ALL.map(BarrierKind::code).join(", ");
    let layout = below(frame, title, LIST).with_errors(form.errors());
    let page = FormPage::new(layout, action, Button::new("Save"))
        .before(paragraph("Write one line for each thing, with its parts between semicolons. Leave out of a provider’s line what nobody knows: it is never taken for met."))
        .part(form.input("title", "What is to be bought?"))
        .part(of_service(form, services))
        .part(form.input("place", "Where? (not required)"))
        .part(form.textarea("lots", "Which lots?").hint("Lot; what it is worth a year. For example: High Tarrow; £2,400,000").rows(4))
        .part(
            form.textarea("asks", "What is asked of whoever bids?")
                .hint(format!("Kind; how much; why. Kinds: {kinds}. For example: turnover; £5,000,000; twice the yearly value. Or: accreditation; ISO 9001"))
                .rows(7),
        )
        .part(
            form.textarea("providers", "Which providers might bid, and what is known of them?")
                .hint("For example: Tarrow Care; small; voluntary; turnover = £600,000; insurance = £5m; guarantee = no; accounts = 2; contracts = 1; hours = 40; days = 30; accredited = CQC; portal = yes; staff = no; source = accounts to March 2026")
                .rows(10),
        )
        .part(form.input("cost_an_hour", "What does an hour of a bidder’s time cost? (not required)").prefix("£").width(10))
        .part(form.input("days_to_bid", "How many days are there to bid? (not required)").width(4).keyboard("numeric"));
    match of {
        Some(view) => page.carrying("version", &version(form, view.audit.version)),
        None => page,
    }
}

fn ask(form: &mut Form, audit: Option<BarrierAuditId>) -> WriteBarriers {
    let cost_an_hour = form.optional_money("cost_an_hour");
    let days = form.optional_number("days_to_bid", 1.0..=400.0).map(|days| days as u32);
    let text = |name: &str| form.value(name).to_owned();
    WriteBarriers {
        audit: audit.map(|id| (id, form.version())),
        title: text("title"),
        service: form.value("service").parse().ok(),
        place: text("place"),
        lots: text("lots"),
        asks: text("asks"),
        providers: text("providers"),
        cost_an_hour,
        days_to_bid: days,
    }
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, &offered(&app, &signed).await?, None, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, None);
    if form.has_errors() {
        return Ok(page(frame, &services, None, &form).into_response());
    }
    match write_barriers(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/barriers/{}", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| page(frame, &services, None, form)),
    }
}

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<BarriersView, PageError> {
    Ok(read_barriers(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = read(&app, &signed, &reference).await?;
    let noun = &view.audit.noun;
    let [lots, asks, providers] = written(noun);
    let mut form = Form::blank()
        .with("title", noun.title.clone())
        .with("place", noun.place.clone())
        .with("lots", lots)
        .with("asks", asks)
        .with("providers", providers);
    if let Some(service) = noun.service {
        form = form.with("service", service.to_string());
    }
    if let Some(cost) = noun.cost_an_hour {
        form = form.with("cost_an_hour", cost.in_full().replace('£', ""));
    }
    if let Some(days) = noun.days_to_bid {
        form = form.with("days_to_bid", days.to_string());
    }
    Ok(page(frame, &offered(&app, &signed).await?, Some(&view), &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, Some(view.audit.id));
    if form.has_errors() {
        return Ok(page(frame, &services, Some(&view), &form).into_response());
    }
    match write_barriers(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/barriers/{}", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| page(frame, &services, Some(&view), form)),
    }
}

/// The lots, among the barriers.
const LOTS: &str = "lots";

fn answer_page(frame: Frame, view: &BarriersView, form: &Form) -> FormPage {
    let at = format!("/market/barriers/{}", reference_of(&view.audit.reference));
    let layout =
        below(frame, "What was done about a barrier?", LIST).crumb(view.audit.noun.title.clone(), at.clone()).with_errors(form.errors());
    let mut which = form.select("barrier", "Which barrier?").offer("", "Choose one");
    for (name, ask) in &view.asked {
        which = which.offer(ask.kind.code(), name.clone());
    }
    FormPage::new(layout, format!("{at}/answer"), Button::new("Save"))
        .carrying("version", &version(form, view.audit.version))
        .part(which.offer(LOTS, "The size of the lots"))
        .part(
            form.radios("done", "What was done about it?")
                .offer("removed", "It was taken away")
                .offer("lowered", "It was lowered")
                .offer("helped", "It stays, and providers are helped over it")
                .offer("kept", "It stays"),
        )
        .part(form.textarea("reason", "Why?").rows(4))
}

async fn answer_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(answer_page(frame, &read(&app, &signed, &reference).await?, &Form::blank()))
}

async fn answer_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let barrier = match form.value("barrier") {
        LOTS => None,
        code => match BarrierKind::parse(code) {
            Some(kind) => Some(kind),
            None => {
                form.add_error("barrier", "Choose the barrier it is about");
                return Ok(answer_page(frame, &view, &form).into_response());
            }
        },
    };
    let ask = AnswerBarrier {
        audit: view.audit.id,
        version: form.version(),
        barrier,
        done: BarrierDone::parse(form.value("done")),
        reason: form.value("reason").to_owned(),
    };
    match answer_barrier(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/barriers/{}#done", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| answer_page(frame, &view, form)),
    }
}
