//! Forecasting what a duty costs, as a range under somebody's name.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::plan::money::forecast_duty::{ForecastDuty, forecast_duty};
use model::allocation::Allocation;
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::{allocation_of, lists};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const FORECAST: &str = "Forecast what a duty costs";
    Routes::new().get("/allocations/{reference}/duty", May(WriteCases), FORECAST, blank).post(
        "/allocations/{reference}/duty",
        May(WriteCases),
        FORECAST,
        send,
    )
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(page(frame, &allocation_of(&app, &signed, &reference).await?, &Form::blank()))
}

fn page(frame: Frame, record: &Record<AllocationId, Allocation>, form: &Form) -> FormPage {
    let at = format!("/allocations/{}", reference_of(&record.reference));
    let layout = Layout::new(frame, "What does a duty cost?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at.clone())
        .lead("What the law asks for can be met in more than one way, so no law sets a least amount of money. Give a range, and put a name to it.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/duty"), Button::new("Keep the forecast"))
        .before(paragraph("Another forecast of the same duty takes the place of the one before; the audit trail keeps both."))
        .carrying("version", &record.version.to_string())
        .part(form.input("duty", "What has to be done, and for whom?").hint("“Meet the eligible needs of carers”"))
        .part(form.input("source", "Which law asks for it?").hint("“Care Act 2014, section 20”"))
        .part(form.input("low", "How low could it come out?").prefix("£").width(10))
        .part(form.input("central", "What is most likely?").prefix("£").width(10))
        .part(form.input("high", "How high could it come out?").prefix("£").width(10))
        .part(form.date_input("made_on", "When was the forecast made?"))
        .part(form.input("signed_by", "Who signs it?").hint("A person’s name and role"))
        .part(form.input("met_by", "Which of the things that could be done would meet it?").hint("Codes: D L T"))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = allocation_of(&app, &signed, &reference).await?;
    let low = form.money("low", "Write how low it could come out, for example 180,000");
    let central = form.money("central", "Write what is most likely, for example 260,000");
    let high = form.money("high", "Write how high it could come out, for example 340,000");
    let made_on = form.optional_date("made_on");
    let (Some(low), Some(central), Some(high), false) = (low, central, high, form.has_errors()) else {
        return Ok(page(frame, &record, &form).into_response());
    };
    let ask = ForecastDuty {
        allocation: record.id,
        version: form.version(),
        duty: form.value("duty").to_owned(),
        source: form.value("source").to_owned(),
        low,
        central,
        high,
        made_on,
        signed_by: form.value("signed_by").to_owned(),
        met_by: lists(form.value("met_by")).concat(),
    };
    match forecast_duty(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}", reference_of(&made.reference)))),
        Err(error) => again(error, form, |form| page(frame, &record, form)),
    }
}
