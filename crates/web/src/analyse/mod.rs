//! Analyse: uploads, sources and the measures they hold.

pub mod data_set_forms;
pub mod data_sets;
pub mod demand;
pub mod demand_forms;
pub mod eligibility;
pub mod eligibility_forms;
pub mod hub;
pub mod involvement;
pub mod involvement_forms;
pub mod involvement_votes;
pub mod market;
pub mod measure_forms;
pub mod needs;
pub mod places;
pub mod point;
pub mod reading;
pub mod response;
pub mod say;
mod shaping;
pub mod source;
pub mod system_map;
pub mod upload;
pub mod who;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(hub::routes())
        .and(upload::routes())
        .and(reading::routes())
        .and(source::routes())
        .and(measure_forms::routes())
        .and(point::routes())
        .and(involvement::routes())
        .and(involvement_forms::routes())
        .and(involvement_votes::routes())
        .and(say::routes())
        .and(demand::routes())
        .and(demand_forms::routes())
        .and(eligibility::routes())
        .and(eligibility_forms::routes())
        .and(system_map::routes())
        .and(needs::routes())
        .and(data_sets::routes())
        .and(data_set_forms::routes())
        .and(places::routes())
        .and(market::routes())
        .and(who::routes())
        .and(response::routes())
        .and(shaping::routes())
}
