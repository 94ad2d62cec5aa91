//! Pages that no stage owns: signing in, people, who changed what, settings, the library.

pub mod health;

use crate::router::{Asks, Routes};

pub fn routes() -> Routes {
    Routes::new().get("/health", Asks::Nothing, "Is it running?", health::show)
}
