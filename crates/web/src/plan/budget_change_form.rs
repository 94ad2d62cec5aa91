//! Putting a change of several budget lines: what each would lose, and what could be done instead.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use desk::plan::money::pasted;
use desk::plan::money::propose_budget_change::{ProposeBudgetChange, propose_budget_change};
use model::role::Permission::WriteCases;

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
    const PUT: &str = "Put a change of several budget lines";
    Routes::new().get("/budget-changes/add", May(WriteCases), PUT, blank).post("/budget-changes/add", May(WriteCases), PUT, send)
}

async fn blank(frame: Frame) -> FormPage {
    page(frame, &Form::blank())
}

fn page(frame: Frame, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Put a change of several budget lines")
        .in_section(Section::Plan)
        .crumb("Changes of several budget lines", "/budget-changes")
        .lead("Several lines at once, with what each would lose and any other way to save on it. The same saving is then chosen line by line beside it.")
        .with_errors(form.errors());
    FormPage::new(layout, "/budget-changes/add", Button::new("Put it"))
        .before(
            paragraph(
            "Parts of a line stand between semicolons or tabs: line; its budget in pounds; what is proposed; what that saves; points lost; \
             who is hit; what replaces it for them; why there is no choice about it. The last three may be left out where there is nothing to say.",
        )
        .and(paragraph(
            "For another way to save on a line, write the line again under its name and leave its budget empty. Nothing else is assumed: \
             a line without another way can be cut as proposed, or not at all.",
        )))
        .part(form.input("title", "What do people call it?").hint("“Nine lines, 5% less each”"))
        .part(form.input("year", "In which financial year does it begin?").hint("The year it begins in: 2027 for 2027/28").width(5))
        .part(form.textarea("points_mean", "What does a point stand for, and who agreed the scores?"))
        .part(
            form.textarea("lines", "Lines")
                .hint("Bus subsidy; 900,000; 5% less; 45,000; 9; people without a car; dial-a-ride on two days")
                .rows(12),
        )
}

async fn send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let year =
        form.whole_number("year", "Write the year it begins in, for example 2027", 2000..=2100).and_then(|year| i16::try_from(year).ok());
    let lines = pasted::budget_lines(form.value("lines")).unwrap_or_else(|wrong| {
        form.add_error("lines", wrong.join(". "));
        Vec::new()
    });
    let (Some(year), false) = (year, form.has_errors()) else {
        return Ok(page(frame, &form).into_response());
    };
    let ask = ProposeBudgetChange { title: form.value("title").to_owned(), year, points_mean: form.value("points_mean").to_owned(), lines };
    match propose_budget_change(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/budget-changes/{}", reference_of(&made.reference)))),
        Err(error) => again(error, form, |form| page(frame, form)),
    }
}
