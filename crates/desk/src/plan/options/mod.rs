//! Options of a case: a long list over every delivery model, what each does and costs, and what they are weighed on.
//!
//! Facts: `write_sheet`, `add_component`, `state_impact`, `note_equality`; the list: `leave_out`, `rule_in`, `prefer_option`, `board`.
//! Money: `start_costing`, `write_line`, `price_index`, `full_cost`, `take_apart`, `uncertain`, `money_question`, `money_words`;
//! social return: `value_change`, `social_question`. Criteria: `hold_workshop`, `weigh`, `score`,
//! `criteria_question`. Results: `keep_results`.

pub mod add_component;
pub mod board;
pub mod criteria_question;
pub mod full_cost;
pub mod hold_workshop;
pub mod keep_results;
pub mod leave_out;
pub mod money_question;
pub mod money_words;
pub mod name_strengths;
pub mod note_equality;
pub mod prefer_option;
pub mod price_index;
pub(crate) mod quoted;
pub mod rule_in;
pub mod score;
pub mod social_question;
pub mod start_costing;
pub mod state_impact;
#[cfg(test)]
pub(crate) mod story;
#[cfg(test)]
mod story_in_papers;
#[cfg(test)]
mod story_of_costs;
#[cfg(test)]
mod story_of_lines;
#[cfg(test)]
mod story_of_the_list;
pub mod take_apart;
pub mod take_means;
pub mod uncertain;
pub mod value_change;
pub mod weigh;
pub mod write_line;
pub mod write_sheet;

use model::case::{Case, Choice};
use model::id::CaseId;
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;

/// One change to one option of a case; the line of the trail names it.
async fn change_option(
    desk: &Desk,
    actor: &Actor,
    case: CaseId,
    version: i64,
    code: &str,
    action: &str,
    apply: impl FnOnce(&mut Choice) -> Result<String, DeskError>,
) -> Result<Record<CaseId, Case>, DeskError> {
    change(desk, actor, case, version, action, |case| {
        let at = case.choice_of(code).map(|(at, _)| at).ok_or(DeskError::NotFound)?;
        let choice = case.choices.get_mut(at).ok_or(DeskError::NotFound)?;
        let line = apply(choice)?;
        Ok(format!("Option {code}, {}: {line}", choice.title))
    })
    .await
}
