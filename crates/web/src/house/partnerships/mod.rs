//! Partnerships: who decides with whom, what they agreed, what each says before hearing the others, and whether it is worth its cost.

pub mod answer_forms;
pub mod forms;
pub mod money_forms;
pub mod page;
pub mod page_parts;
pub mod set_up_forms;

use desk::house::partnership::read_partnership::{PartnershipView, read_partnership};

use crate::app::App;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::Form;
use crate::plan::reference_of;
use crate::router::Routes;
use crate::session::Signed;

pub fn routes() -> Routes {
    page::routes().and(set_up_forms::routes()).and(forms::routes()).and(answer_forms::routes()).and(money_forms::routes())
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<PartnershipView, PageError> {
    Ok(read_partnership(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

/// `/partnerships/PA-1`.
fn address(view: &PartnershipView) -> String {
    format!("/partnerships/{}", reference_of(&view.partnership.reference))
}

/// What is wrong with several controls together, where a link of the summary can lead.
fn wrong(form: &Form, field: &str) -> Markup {
    match form.error(field) {
        Some(said) => Markup::trusted(format!(
            "<p id=\"{field}\" tabindex=\"-1\" class=\"govuk-error-message\"><span class=\"govuk-visually-hidden\">Error:</span> {}</p>",
            Markup::text(said)
        )),
        None => Markup::default(),
    }
}
