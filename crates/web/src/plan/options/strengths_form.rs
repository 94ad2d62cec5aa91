//! Which strengths of the place an option uses.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::plan::options::name_strengths::{NameStrengths, name_strengths, strengths_for_options};
use desk::plan::read_options::CaseOptions;
use model::id::StrengthId;
use model::record::Record;
use model::role::Permission::WriteCases;
use model::strength::Strength;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NAME: &str = "Name what is good here that an option uses";
    Routes::new().get("/cases/{reference}/options/{code}/strengths", May(WriteCases), NAME, blank).post(
        "/cases/{reference}/options/{code}/strengths",
        May(WriteCases),
        NAME,
        send,
    )
}

fn page(frame: Frame, options: &CaseOptions, code: &str, strengths: &[Record<StrengthId, Strength>], form: &Form) -> FormPage {
    let at = format!("/cases/{}/options", reference_of(&options.case.reference));
    let title = options.option(code).map(|option| option.title.clone()).unwrap_or_default();
    let layout = layout_of(frame, &options.case, "What is good here that it uses")
        .crumb("Options", at.clone())
        .crumb(title, format!("{at}/{code}"))
        .with_errors(form.errors());
    let version = if form.value("version").is_empty() { options.case.version.to_string() } else { form.value("version").to_owned() };
    let page = FormPage::new(layout, format!("{at}/{code}/strengths"), Button::new("Save")).carrying("version", &version);
    if strengths.is_empty() {
        return page.before(paragraph("Nothing is written down yet of what is good here. Add it among the needs and strengths first."));
    }
    let boxes = strengths.iter().fold(form.checkboxes("uses", "Strengths of the place"), |boxes, strength| {
        let place = if strength.noun.place.is_empty() { String::new() } else { format!(", {}", strength.noun.place) };
        boxes.offer(strength.id.to_string(), format!("{} ({}{place})", strength.noun.name, strength.noun.kind.words()))
    });
    page.part(boxes)
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): Path<(String, String)>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let choice = options.option(&code).and_then(|option| option.choice.as_ref()).ok_or(PageError::NotFound)?;
    let form = choice.sheet.uses.iter().fold(Form::blank(), |form, id| form.with_one_more("uses", id.to_string()));
    let strengths = strengths_for_options(&app.desk, &signed.actor).await?;
    Ok(page(frame, &options, &code, &strengths, &form))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let strengths = strengths_for_options(&app.desk, &signed.actor).await?;
    let uses = form.fields().all("uses").filter_map(|id| id.parse().ok()).collect();
    let ask = NameStrengths { case: options.case.id, version: form.version(), option: code.clone(), uses };
    match name_strengths(&app.desk, &signed.actor, ask).await {
        Ok(case) => Ok(to(&format!("/cases/{}/options/{code}", reference_of(&case.reference)))),
        Err(error) => again(error, form, |form| page(frame, &options, &code, &strengths, form)),
    }
}
