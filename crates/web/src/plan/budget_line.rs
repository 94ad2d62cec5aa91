//! The line of the budget a service is paid from, so that solving an issue of it can be kept apart.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::deliver::name_budget_line::{NameBudgetLine, name_budget_line};
use desk::plan::two_sides::{TwoSidesView, read_two_sides};
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
    const WORDS: &str = "Name the budget line a service is paid from";
    Routes::new().get("/services/{reference}/budget-line", May(WriteCases), WORDS, blank).post(
        "/services/{reference}/budget-line",
        May(WriteCases),
        WORDS,
        send,
    )
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<TwoSidesView, PageError> {
    Ok(read_two_sides(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("budget_line", view.service.noun.budget_line.clone());
    Ok(page(frame, &view, &form))
}

fn page(frame: Frame, view: &TwoSidesView, form: &Form) -> FormPage {
    let at = format!("/services/{}", reference_of(&view.service.reference));
    let layout = Layout::new(frame, "Which budget line pays?")
        .in_section(Section::Plan)
        .crumb(view.service.noun.name.clone(), at.clone())
        .crumb("Solving and commissioning", format!("{at}/two-sides"))
        .lead("The service is paid from one line; help to solve an issue of it from another.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/budget-line"), Button::new("Save")).carrying("version", &view.service.version.to_string()).part(
        form.input("budget_line", "Which line of the budget pays for this service?").hint("As the budget book has it: AX 41, home care"),
    )
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let ask = NameBudgetLine { service: view.service.id, version: form.version(), budget_line: form.value("budget_line").to_owned() };
    match name_budget_line(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/services/{}/two-sides", reference_of(&view.service.reference)))),
        Err(error) => again(error, form, |form| page(frame, &view, form)),
    }
}
