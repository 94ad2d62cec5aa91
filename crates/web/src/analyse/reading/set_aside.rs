//! Setting a file aside: nothing of it becomes a figure.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::load_performance::{SetAsideUpload, UploadView, read_waiting, set_aside_upload};

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::to;
use crate::session::Signed;

pub(super) async fn aside_form(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
) -> Result<FormPage, PageError> {
    Ok(aside_page(frame, &view_of(&app, &signed, &reference).await?, &Form::blank()))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<UploadView, PageError> {
    Ok(read_waiting(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn aside_page(frame: Frame, view: &UploadView, form: &Form) -> FormPage {
    let at = format!("/uploads/{}", reference_of(&view.upload.reference));
    let layout = Layout::new(frame, "Throw this file away")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.upload.noun.file_name.as_str(), at.clone())
        .lead("Nothing of it becomes a figure. That it came, and who loaded it, stays on record.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/set-aside"), Button::new("Throw it away").warning())
        .carrying("version", &view.upload.version.to_string())
        .part(form.input("why", "Why?").hint("Name nobody in it"))
}

pub(super) async fn aside_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let ask = SetAsideUpload { upload: view.upload.id, version: form.version(), why: form.value("why").to_owned() };
    match set_aside_upload(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/upload")),
        Err(error) => again(error, form, |form| aside_page(frame, &view, form)),
    }
}
