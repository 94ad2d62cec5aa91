//! Keeping a threshold moved, or a way of managing demand, as a means of an option.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::case::read_case::list_cases;
use desk::plan::options::take_means::{MeansFrom, TakeMeans, take_means};
use model::case::Case;
use model::id::CaseId;
use model::record::Record;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const THRESHOLDS: &str = "Keep thresholds moved as a means of an option";
    const WAY: &str = "Keep a way of managing demand as a means of an option";
    Routes::new()
        .get("/eligibility/{reference}/means", May(WriteCases), THRESHOLDS, thresholds_blank)
        .post("/eligibility/{reference}/means", May(WriteCases), THRESHOLDS, thresholds_send)
        .get("/demand/{reference}/means", May(WriteCases), WAY, way_blank)
        .post("/demand/{reference}/means", May(WriteCases), WAY, way_send)
}

type Asked = Query<Vec<(String, String)>>;
type Cases = Vec<Record<CaseId, Case>>;

/// Where the means comes from, and what its form carries along.
struct Origin<'a> {
    back: String,
    carried: &'a [(String, String)],
}

fn page(frame: Frame, cases: &Cases, from: &Origin<'_>, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Which option is it a means of?")
        .in_section(Section::Plan)
        .crumb("Back", from.back.clone())
        .lead("It is worked out again, and kept on the option’s sheet as it stands today.")
        .with_errors(form.errors());
    let mut select = form.select("option", "Option").offer("", "Choose one");
    for case in cases {
        for (at, choice) in case.noun.choices.iter().enumerate().filter(|(_, choice)| choice.ruled_out.is_none()) {
            let code = case.noun.code(at);
            let reference = reference_of(&case.reference);
            select = select.offer(format!("{reference}/{code}"), format!("{reference} {}: {}", case.noun.question, choice.title));
        }
    }
    let page = FormPage::new(layout, format!("{}/means", from.back), Button::new("Keep it")).part(select);
    from.carried.iter().fold(page, |page, (name, value)| page.carrying(name, value))
}

async fn thresholds_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Asked,
) -> Result<FormPage, PageError> {
    blank(&app, frame, &signed, format!("/eligibility/{reference}"), &asked).await
}

async fn way_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Asked,
) -> Result<FormPage, PageError> {
    blank(&app, frame, &signed, format!("/demand/{reference}"), &asked).await
}

async fn blank(app: &App, frame: Frame, signed: &Signed, back: String, asked: &[(String, String)]) -> Result<FormPage, PageError> {
    let cases = list_cases(&app.desk, &signed.actor).await?;
    Ok(page(frame, &cases, &Origin { back, carried: asked }, &Form::blank()))
}

async fn thresholds_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let table = reference.parse().map_err(|_| PageError::NotFound)?;
    let typed: Vec<(String, String)> =
        fields.iter().filter(|(name, _)| *name != "option").map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let from = MeansFrom::Thresholds { table, typed: typed.clone() };
    send(&app, frame, &signed, format!("/eligibility/{reference}"), typed, from, Form::read(fields)).await
}

async fn way_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let model = reference.parse().map_err(|_| PageError::NotFound)?;
    let at: usize = fields.text("way").and_then(|way| way.parse().ok()).ok_or(PageError::NotFound)?;
    let carried = vec![("way".to_owned(), at.to_string())];
    send(&app, frame, &signed, format!("/demand/{reference}"), carried, MeansFrom::Way { model, at }, Form::read(fields)).await
}

async fn send(
    app: &App,
    frame: Frame,
    signed: &Signed,
    back: String,
    carried: Vec<(String, String)>,
    from: MeansFrom,
    mut form: Form,
) -> Result<Response, PageError> {
    let cases = list_cases(&app.desk, &signed.actor).await?;
    let shown = Origin { back, carried: &carried };
    let chosen = form.value("option").split_once('/').and_then(|(reference, code)| {
        let case = cases.iter().find(|case| reference_of(&case.reference) == reference)?;
        Some((case.id, case.version, reference.to_owned(), code.to_owned()))
    });
    let Some((case, version, reference, option)) = chosen else {
        form.add_error("option", "Choose the option it is a means of");
        return Ok(page(frame, &cases, &shown, &form).into_response());
    };
    let at = format!("/cases/{reference}/options/{option}#means");
    match take_means(&app.desk, &signed.actor, TakeMeans { case, version, option, from }).await {
        Ok(_) => Ok(to(&at)),
        Err(error) => again(error, form, |form| page(frame, &cases, &shown, form)),
    }
}
