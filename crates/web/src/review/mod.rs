//! Review: services and measures, and what happened.

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
