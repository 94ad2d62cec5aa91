//! Records kept, on SQLite or PostgreSQL behind one door: the only crate that knows SQL on records.

mod chain;
mod dialect;
mod error;
mod kept;
mod moment;
mod pool;
mod sight;
mod tx;

pub mod arrangements;
pub mod audit;
pub mod cases;
pub mod decisions;
pub mod delivery_models;
pub mod engagements;
pub mod exceptions;
pub mod files;
pub mod findings;
pub mod issues;
pub mod links;
pub mod measures;
pub mod observations;
pub mod organisations;
pub mod outcomes;
pub mod people;
pub mod places;
pub mod profiles;
pub mod promises;
pub mod readiness_checks;
pub mod replies;
pub mod roles;
pub mod services;
pub mod sessions;
pub mod settings;
pub mod sign_ins;
pub mod sources;
pub mod test_periods;
pub mod uploads;

pub use error::StoreError;
pub use files::FileShelf;
pub use pool::{Pool, open, schema_known};
pub use tx::Tx;
