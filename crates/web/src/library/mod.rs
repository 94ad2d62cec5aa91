//! Pages about the product itself, open to everybody.

pub mod components;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new().and(components::routes())
}
