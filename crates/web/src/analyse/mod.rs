//! Analyse: uploads, sources and the measures they hold.

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
