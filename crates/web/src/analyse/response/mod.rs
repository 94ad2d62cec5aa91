//! Would anybody come, and is there enough: capacity against need, tests of the market, and how a case would go to it.

pub mod capacity;
pub mod capacity_forms;
pub mod predictions;
pub mod show;
pub mod test_forms;
pub mod way_forms;
pub mod ways;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(capacity::routes())
        .and(capacity_forms::routes())
        .and(show::routes())
        .and(test_forms::routes())
        .and(way_forms::routes())
        .and(predictions::routes())
}
