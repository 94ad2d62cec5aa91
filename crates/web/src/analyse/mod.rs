//! Analyse: uploads, sources and the measures they hold.

pub mod data_set_forms;
pub mod data_sets;
pub mod measure_forms;
pub mod places;
pub mod point;
pub mod reading;
pub mod source;
pub mod upload;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(upload::routes())
        .and(reading::routes())
        .and(source::routes())
        .and(measure_forms::routes())
        .and(point::routes())
        .and(data_sets::routes())
        .and(data_set_forms::routes())
        .and(places::routes())
}
