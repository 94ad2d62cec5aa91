//! Pages that no stage owns: signing in, people, who changed what, settings, the library.

pub mod account;
pub mod audit;
pub mod delivery_models;
pub mod form_page;
pub mod health;
pub mod library;
pub mod partners;
pub mod people;
pub mod permissions;
pub mod settings;
pub mod sign_in;
pub mod statements;
pub mod welcome;

use crate::router::{Asks, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .get("/health", Asks::Nothing, "Is it running?", health::show)
        .and(sign_in::routes())
        .and(welcome::routes())
        .and(account::routes())
        .and(people::routes())
        .and(partners::routes())
        .and(permissions::routes())
        .and(audit::routes())
        .and(settings::routes())
        .and(delivery_models::routes())
        .and(library::routes())
        .and(statements::routes())
}
