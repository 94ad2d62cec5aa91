//! Pages that no stage owns: signing in, people, who changed what, settings, the library.

pub mod account;
pub mod audit;
pub mod backing_forms;
pub mod case;
pub mod case_document;
pub mod case_forms;
pub mod cases;
pub mod change_plans;
pub mod check;
pub mod dated_law;
pub mod delivery_models;
pub mod form_page;
pub mod health;
pub mod home;
pub mod library;
mod market_rules;
pub mod open_case;
pub mod partners;
pub mod partnerships;
pub mod people;
pub mod permissions;
pub mod promises;
pub mod roles_of_bodies;
pub mod settings;
pub mod sign_in;
pub mod skills;
pub mod stale;
pub mod statements;
pub mod take_away;
pub mod theme;
pub mod to_look;
pub mod welcome;

use crate::router::{Asks, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .get("/health", Asks::Nothing, "Is it running?", health::show)
        .and(home::routes())
        .and(cases::routes())
        .and(open_case::routes())
        .and(case::routes())
        .and(case_forms::routes())
        .and(promises::routes())
        .and(sign_in::routes())
        .and(welcome::routes())
        .and(account::routes())
        .and(people::routes())
        .and(partners::routes())
        .and(partnerships::routes())
        .and(skills::routes())
        .and(roles_of_bodies::routes())
        .and(change_plans::routes())
        .and(permissions::routes())
        .and(audit::routes())
        .and(settings::routes())
        .and(delivery_models::routes())
        .and(check::routes())
        .and(take_away::routes())
        .and(library::routes())
        .and(dated_law::routes())
        .and(market_rules::routes())
        .and(statements::routes())
        .and(backing_forms::routes())
}
