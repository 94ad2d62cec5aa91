//! Setting a file aside: nothing of it becomes a figure.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::load_performance::{SetAsideUpload, read_waiting, set_aside_upload};
use model::reference::Reference;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::router::to;
use crate::session::Signed;

pub(super) async fn aside_form(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
) -> Result<FormPage, PageError> {
    aside_page(&app, frame, &signed, &reference, Form::blank()).await
}

async fn aside_page(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form) -> Result<FormPage, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    let layout = Layout::new(frame, "Throw this file away")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.upload.noun.file_name.as_str(), format!("/uploads/{parsed}"))
        .lead("Nothing of it becomes a figure. That it came, and who loaded it, stays on record.")
        .with_errors(form.errors());
    Ok(FormPage::new(layout, format!("/uploads/{parsed}/set-aside"), Button::new("Throw it away").warning())
        .carrying("version", &view.upload.version.to_string())
        .part(form.input("why", "Why?").hint("Name nobody in it")))
}

pub(super) async fn aside_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    match set_aside_upload(
        &app.desk,
        &signed.actor,
        SetAsideUpload { upload: view.upload.id, version: form.version(), why: form.value("why").to_owned() },
    )
    .await
    {
        Ok(_) => Ok(to("/analyse")),
        Err(error) => {
            form.refused(error)?;
            Ok(aside_page(&app, frame, &signed, &reference, form).await?.into_response())
        }
    }
}
