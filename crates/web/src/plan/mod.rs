//! Plan: known issues, test periods, the readiness check and decisions.

use crate::router::Routes;

pub mod issue_chart;

use crate::components::icon::State;
use report::page::Look;

/// The page’s state of a look: the same four, in the page’s own shapes.
pub fn state_of(look: Look) -> State {
    match look {
        Look::Shown => State::Shown,
        Look::NotYet => State::NotYet,
        Look::Away => State::Away,
        Look::Unknown => State::Unknown,
    }
}

pub fn routes() -> Routes {
    Routes::new()
}
