//! Options of a case: the board, the sheet of each, costs and benefits, who pays and who gains, and the criteria workshop.

use desk::plan::read_options::{CaseOptions, read_options};
use model::case::Case;
use model::id::CaseId;
use model::record::Record;

use crate::app::App;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Routes;
use crate::session::Signed;

mod alike;
pub mod board;
pub mod criteria;
pub mod criteria_forms;
pub mod full_cost;
pub mod ledger;
pub mod means;
pub mod money;
pub mod money_forms;
mod priced;
pub mod saving;
pub mod sheet;
pub mod sheet_forms;
pub mod social_return;
pub mod strengths_form;
pub mod uncertain_forms;

pub fn routes() -> Routes {
    Routes::new()
        .and(board::routes())
        .and(sheet::routes())
        .and(sheet_forms::routes())
        .and(strengths_form::routes())
        .and(social_return::routes())
        .and(money::routes())
        .and(full_cost::routes())
        .and(saving::routes())
        .and(ledger::routes())
        .and(means::routes())
        .and(money_forms::routes())
        .and(uncertain_forms::routes())
        .and(criteria::routes())
        .and(criteria_forms::routes())
}

/// The options of the case a path names.
async fn options_of(app: &App, signed: &Signed, reference: &str) -> Result<CaseOptions, PageError> {
    let reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let case = desk::house::case::read_case::find_case(&app.desk, &signed.actor, &reference).await?;
    Ok(read_options(&app.desk, &signed.actor, case.id).await?)
}

/// A form of a costing opens only to whoever may see what is in it.
fn unsealed(options: &CaseOptions) -> Result<(), PageError> {
    if options.costing_is_sealed { Err(PageError::Refused(desk::plan::options::start_costing::SEALED.to_owned())) } else { Ok(()) }
}

/// A page under a case: its way back, and the trail of its record.
fn layout_of(frame: Frame, case: &Record<CaseId, Case>, title: impl Into<String>) -> Layout {
    let at = format!("/cases/{}", reference_of(&case.reference));
    Layout::new(frame, title)
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb(case.noun.question.clone(), at)
        .check("/check")
        .audit(format!("/audit?record={}", case.id))
}

/// For forms that take nothing from their links.
#[derive(serde::Deserialize)]
struct Nothing {}
