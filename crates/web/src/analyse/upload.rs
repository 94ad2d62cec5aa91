//! Loading a spreadsheet: choose a file, and what was loaded before.

use askama::Template;
use axum::extract::{Extension, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::load_performance::{ReadUpload, largest_upload, list_uploads, read_upload};
use desk::review::read_service::read_services;
use model::reference::Reference;
use model::role::Permission::LoadPerformance;
use model::upload::UploadState;
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::upload::FileUpload;
use crate::error::{PageError, in_megabytes};
use crate::form::{Fields, Form};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::security::TooLarge;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "analyse/upload.html")]
struct UploadPage {
    layout: Layout,
    parts: Vec<Markup>,
    button: Button,
    before: Markup,
}

page!(UploadPage);

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    service: String,
}

pub fn routes() -> Routes {
    Routes::new()
        .get("/analyse", May(LoadPerformance), "Load a spreadsheet", blank)
        .get("/upload", May(LoadPerformance), "Load a spreadsheet", blank)
        .post("/upload", May(LoadPerformance), "Load a spreadsheet", send)
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<UploadPage, PageError> {
    show(&app, frame, &signed, Form::blank().with("service", asked.service)).await
}

/// The field that a spreadsheet is sent in.
pub(crate) fn spreadsheet(form: &Form, largest: u64) -> FileUpload {
    form.file_upload("file", "File")
        .hint(format!(
            "Excel (.xlsx, .xls, .ods) or text (.csv, .txt), at most {}. People’s details are looked for first, and are not kept.",
            in_megabytes(largest)
        ))
        .accept(".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods")
}

/// The form with what was typed, the limit and the mend beside the field of the file.
pub(crate) fn not_taken(sent: TooLarge) -> Form {
    let most = in_megabytes(sent.limit);
    let mut form = Form::read(sent.typed);
    let said = format!(
        "This file is larger than {most}, and nothing of it was kept. Split it, or save only the sheet you need, so that it is at most {most}"
    );
    form.add_error("file", said);
    form
}

async fn show(app: &App, frame: Frame, signed: &Signed, form: Form) -> Result<UploadPage, PageError> {
    let layout = Layout::new(frame, "Load a spreadsheet")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .lead("Any performance file, as it came. It is read and shown to you first; nothing becomes a figure until you accept it.")
        .audit("/audit?noun=upload")
        .with_errors(form.errors());
    let mut service = form
        .select("service", "Which service is it of?")
        .hint("Leave it open where a file is of several")
        .offer("", "Not sure, or several");
    for row in read_services(&app.desk, &signed.actor).await? {
        let reference = reference_of(&row.service.reference);
        service = service.offer(reference, row.service.noun.name);
    }
    let file = spreadsheet(&form, largest_upload(&app.desk).await?);
    Ok(UploadPage {
        layout,
        parts: vec![file.into(), service.into()],
        button: Button::new("Read the file"),
        before: before(app, signed).await?.and(crate::house::form_page::paragraph_of(ww::link(
            "Public figures: indicators, populations, areas and neighbours",
            "/data-sets",
        ))),
    })
}

async fn before(app: &App, signed: &Signed) -> Result<Markup, PageError> {
    let uploads = list_uploads(&app.desk, &signed.actor).await?;
    if uploads.is_empty() {
        return Ok(Markup::trusted("<p class=\"govuk-body ww-measure\">Nothing has been loaded yet.</p>"));
    }
    let mut table = CardTable::new("Loaded before, newest first").caption_hidden().column("File").column("Came").column("By").column("Now");
    for upload in uploads.iter().take(50) {
        let reference = reference_of(&upload.reference);
        let state = match &upload.noun.state {
            UploadState::PersonalDetails => ww::not_yet("Waiting: people’s details were seen").into(),
            UploadState::Waiting => ww::not_yet("Waiting for you to check").into(),
            UploadState::Accepted { points, .. } => {
                Markup::text(format!("Accepted, {}", count::of_things(*points, "data point", "data points")))
            }
            UploadState::SetAside { .. } => Markup::text("Set aside"),
        };
        let came = app.desk.day_of(upload.noun.received_at);
        table = table.row([
            Words::from(ww::link(&upload.noun.file_name, &format!("/uploads/{reference}"))),
            Words::from(count::plain_date(came)),
            Words::from(upload.noun.received_by.as_str()),
            Words::from(state),
        ]);
    }
    Ok(table.into())
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    too_large: Option<Extension<TooLarge>>,
    fields: Fields,
) -> Result<Response, PageError> {
    if let Some(Extension(sent)) = too_large {
        let page = show(&app, frame, &signed, not_taken(sent)).await?;
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, page).into_response());
    }
    let mut form = Form::read(fields);
    let service = match form.value("service") {
        "" => None,
        said => {
            let reference = said.parse::<Reference>().ok();
            let rows = read_services(&app.desk, &signed.actor).await?;
            let found = rows
                .into_iter()
                .find(|row| row.service.reference.is_some() && row.service.reference == reference)
                .map(|row| row.service.id);
            if found.is_none() {
                form.add_error("service", "Choose a service from the list, or leave it open");
            }
            found
        }
    };
    let file = form.file("file", "Choose a file to load");
    let Some(file) = file.filter(|_| !form.has_errors()) else {
        return Ok(show(&app, frame, &signed, form).await?.into_response());
    };
    match read_upload(&app.desk, &signed.actor, ReadUpload { file_name: file.name, bytes: file.bytes.to_vec(), service }).await {
        Ok(upload) => Ok(to(&format!("/uploads/{}", upload.reference.map(|reference| reference.to_string()).unwrap_or_default()))),
        Err(error) => {
            form.refused(error)?;
            Ok(show(&app, frame, &signed, form).await?.into_response())
        }
    }
}
