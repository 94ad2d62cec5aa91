//! Loading what an authority spent: the file, whose of it, which year, and its unit where the file does not say.

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::load_performance::largest_upload;
use desk::analyse::load_spend::{LoadSpend, load_spend};
use model::role::Permission::WriteCases;
use model::spend::SpendUnit;

use crate::analyse::upload::{not_taken, spreadsheet};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::security::TooLarge;
use crate::session::Signed;

pub fn routes() -> Routes {
    const LOAD: &str = "Load what an authority spent";
    Routes::new().get("/spend/load", May(WriteCases), LOAD, blank).post("/spend/load", May(WriteCases), LOAD, send)
}

async fn blank(State(app): State<App>, frame: Frame) -> Result<FormPage, PageError> {
    Ok(page(frame, largest_upload(&app.desk).await?, &Form::blank()))
}

fn page(frame: Frame, largest: u64, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Load what an authority spent")
        .in_section(Section::Plan)
        .crumb("What is spent today", "/spend")
        .lead("A revenue outturn or expenditure return, as it came. Sums are told from their parts; nothing is counted twice.")
        .with_errors(form.errors());
    let unit = form
        .radios("unit", "What do its figures count?")
        .offer("as_told", "As the file says")
        .offer("pounds", "Pounds")
        .offer("thousands", "Thousands of pounds");
    FormPage::new(layout, "/spend/load", Button::new("Load it"))
        .with_file()
        .before(paragraph(
            "Three shapes of table are read: a row for each service with a column for each kind of provider; services down and authorities across; a row for each authority with a column for each service.",
        ))
        .part(if form.has_errors() && form.error("file").is_none() {
            spreadsheet(form, largest).hint("Choose the file again: a browser does not keep it.")
        } else {
            spreadsheet(form, largest)
        })
        .part(form.input("authority", "Whose spending is it?").hint("As the file names it. Leave it empty to be told whom the file holds"))
        .part(form.input("year", "Which financial year?").hint("For example 2014-15").width(10))
        .part(unit)
        .part(form.input("licence", "Under which licence does it come, if any?").hint("For example Open Government Licence v3.0"))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    too_large: Option<Extension<TooLarge>>,
    fields: Fields,
) -> Result<Response, PageError> {
    let largest = largest_upload(&app.desk).await?;
    if let Some(Extension(sent)) = too_large {
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, page(frame, largest, &not_taken(sent))).into_response());
    }
    let mut form = Form::read(fields);
    let units = [("as_told", None), ("pounds", Some(SpendUnit::Pounds)), ("thousands", Some(SpendUnit::Thousands))];
    let unit = form.choice("unit", "Choose what its figures count", &units);
    let file = form.file("file", "Choose a file to load");
    let (Some(unit), Some(file)) = (unit, file) else {
        return Ok(page(frame, largest, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = LoadSpend {
        file_name: file.name.clone(),
        bytes: file.bytes.to_vec(),
        authority: text("authority"),
        year: text("year"),
        unit,
        licence: text("licence"),
    };
    match load_spend(&app.desk, &signed.actor, ask).await {
        Ok(loaded) => Ok(to(&format!("/spend/{}", reference_of(&loaded.spend.reference)))),
        Err(error) => again(error, form, |form| page(frame, largest, form)),
    }
}
