//! Deliver: what is in force between those who commission and those who provide.

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
}
