//! Plan: known issues, test periods, the readiness check and decisions.

use model::reference::Reference;
use report::page::Look;

use crate::components::icon::State;
use crate::router::Routes;

pub mod allocation_candidates;
pub mod allocation_case;
pub mod allocation_forms;
pub mod allocation_options;
pub mod allocation_today;
pub mod allocations;
pub mod budget_change_form;
pub mod budget_changes;
pub mod budget_line;
pub mod context_forms;
pub mod decide;
pub mod decision;
pub mod duty_form;
pub mod financial_plan;
pub mod financial_plan_forms;
pub mod fund_forms;
pub mod funds;
pub mod issue;
pub mod issue_chart;
pub mod issue_column;
pub mod issue_doing;
pub mod issue_forms;
pub mod issue_tests;
pub mod kept_check;
pub mod limit_forms;
pub mod lists;
pub mod members_priorities;
pub mod neighbourhoods;
mod one_list;
pub mod options;
pub mod paper;
pub mod paper_bytes;
pub mod paper_document;
pub mod paper_forms;
pub mod paper_parts;
pub mod papers;
pub mod priorities;
pub mod priority_forms;
pub mod public_interest;
pub mod readiness;
pub mod readiness_document;
pub mod readiness_parts;
pub mod readiness_story;
pub mod spend;
pub mod spend_forms;
pub mod stands_behind;
pub mod test_changes;
pub mod test_forms;
pub mod waive_need;

/// The page’s state of a look: the same four, in the page’s own shapes.
pub fn state_of(look: Look) -> State {
    match look {
        Look::Shown => State::Shown,
        Look::NotYet => State::NotYet,
        Look::Away => State::Away,
        Look::Unknown => State::Unknown,
    }
}

/// A reference as an address carries it; empty before the record is kept.
pub fn reference_of(reference: &Option<Reference>) -> String {
    reference.as_ref().map(ToString::to_string).unwrap_or_default()
}

pub fn routes() -> Routes {
    Routes::new()
        .and(lists::routes())
        .and(readiness::routes())
        .and(kept_check::routes())
        .and(decide::routes())
        .and(issue::routes())
        .and(issue_forms::routes())
        .and(test_forms::routes())
        .and(test_changes::routes())
        .and(context_forms::routes())
        .and(public_interest::routes())
        .and(budget_line::routes())
        .and(funds::routes())
        .and(fund_forms::routes())
        .and(allocations::routes())
        .and(allocation_forms::routes())
        .and(allocation_today::routes())
        .and(allocation_candidates::routes())
        .and(allocation_case::routes())
        .and(budget_changes::routes())
        .and(budget_change_form::routes())
        .and(duty_form::routes())
        .and(spend::routes())
        .and(spend_forms::routes())
        .and(options::routes())
        .and(priorities::routes())
        .and(priority_forms::routes())
        .and(decision::routes())
        .and(paper::routes())
        .and(paper_forms::routes())
        .and(papers::routes())
        .and(limit_forms::routes())
        .and(allocation_options::routes())
        .and(members_priorities::routes())
        .and(financial_plan::routes())
        .and(financial_plan_forms::routes())
        .and(neighbourhoods::routes())
        .and(waive_need::routes())
}
