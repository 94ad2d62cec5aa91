//! Review: services and measures, and what happened.

pub mod measure;
pub mod measure_data;
pub mod one_service;
pub mod services;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new().and(services::routes()).and(one_service::routes()).and(measure::routes())
}
