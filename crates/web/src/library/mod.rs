//! Pages about the product itself, open to everybody.

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
