//! Plan: known issues, test periods, the readiness check and decisions.

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
