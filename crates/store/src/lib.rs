//! Records kept, on SQLite or PostgreSQL behind one door: the only crate that knows SQL on records.
//!
//! # Table of contents
//!
//! **The door.** [`open`] takes `sqlite:PATH`, `sqlite::memory:` or `postgres://…`, brings the records to this version's shape and gives a
//! [`Pool`]. `pool.read()` gives a [`Tx`] that sees one moment; `pool.write()` gives one that has taken the head of the audit trail
//! before anything else, so that writers follow one another. `tx.commit()` keeps, dropping forgets. Every error is a [`StoreError`].
//!
//! **Record nouns**, one file each: [`cases`] C, [`services`] S, [`measures`] M, [`outcomes`] O, [`issues`] I, [`test_periods`] T, [`findings`] F,
//! [`readiness_checks`] R, [`decisions`] D, [`exceptions`] X, [`promises`] P, [`arrangements`] A, [`engagements`] E, [`uploads`] U, [`priorities`] PR, [`spends`] SP,
//! [`financial_plan`] FP (the letters of their short references); without one [`decided_savings`], [`priority_lists`], [`costings`], [`workshops`], [`organisations`], [`delivery_models`], [`replies`], [`sources`], [`profiles`]. Each has
//! [`readiness_checks`] R, [`decisions`] D, [`exceptions`] X, [`promises`] P, [`arrangements`] A, [`engagements`] E, [`uploads`] U, [`priorities`] PR, [`spends`] SP, [`involvements`] HS (the letters of
//! [`barrier_audits`] BA, [`pipeline_lines`] PL, [`market_meetings`] MK, [`shaping_plans`] SH, [`market_statements`] MS,
//! [`demand_models`] DM, [`eligibility_tables`] EL, [`system_maps`] SM (the letters of
//! [`readiness_checks`] R, [`decisions`] D, [`exceptions`] X, [`promises`] P, [`arrangements`] A, [`engagements`] E, [`uploads`] U, [`priorities`] PR, [`spends`] SP, [`needs`] N, [`strengths`] ST, [`shared_words`] W, [`neighbourhoods`] NB (the letters of
//! [`readiness_checks`] R, [`decisions`] D, [`exceptions`] X, [`promises`] P, [`arrangements`] A, [`engagements`] E, [`uploads`] U, [`priorities`] PR, [`spends`] SP, [`data_sets`] DS, [`supplier_links`] SW (the letters of
//! their short references); without one [`priority_lists`], [`costings`], [`workshops`], [`organisations`], [`delivery_models`], [`replies`], [`sources`], [`profiles`]. Each has
//! [`readiness_checks`] R, [`decisions`] D, [`exceptions`] X, [`promises`] P, [`arrangements`] A, [`engagements`] E, [`uploads`] U, [`priorities`] PR, [`spends`] SP, [`partnerships`] PA, [`change_plans`] CP, [`supply_lines`] SL, [`market_responses`] MR (the letters of
//! their short references); without one [`priority_lists`], [`costings`], [`workshops`], [`skill_supplies`], [`separations`], [`ways_to_market`], [`organisations`], [`delivery_models`], [`replies`], [`sources`], [`profiles`]. Each has
//!
//! - `save(tx, &Record) -> Record`: version 0 is kept as new, any other replaces just the version it was made from, else
//!   [`StoreError::Conflict`];
//! - `find(tx, &Scope, id)`, `list(tx, &Scope)`, `by_reference(tx, &Scope, &Reference)` where there is one, and `by_…` for what it hangs on.
//!
//! Every read of them takes the actor's `Scope`, so that forgetting it does not compile. What has no audience says so in its file:
//! [`people`], [`roles`], [`settings`], [`places`], [`partnership_answers`].
//!
//! **Data points.** [`observations`]: `save_many` by the thousand, `series`, `of_measure`, `history`, `by_source`, `parts`, `counts`, `find`, `withdraw`.
//!
//! **Votes.** [`invitations`] (digests of codes), [`ballots`], [`paper_ballots`] (until two people have typed them).
//!
//! **The trail.** [`audit`]: `append`, `head`, `list`, `of_record`, `remove_details`, `verify`.
//!
//! **Signing in.** [`sign_ins`] (password hashes and counted failures), [`sessions`], [`links`] (one-time).
//!
//! **Bytes.** [`FileShelf`] keeps accepted files by digest; [`backup()`] writes a place into one file and [`restore()`] brings it back, on
//! either engine.
//!
//! Why records are columns and a body: `docs/decisions/0003-columns-and-body.md`.

mod archive;
mod chain;
mod dialect;
mod error;
mod kept;
mod moment;
mod pool;
mod remembered;
mod sight;
mod tables;
mod tx;

pub mod allocations;
pub mod arrangements;
pub mod audit;
pub mod backup;
pub mod ballots;
pub mod barrier_audits;
pub mod budget_changes;
pub mod cases;
pub mod change_plans;
pub mod costings;
pub mod data_sets;
pub mod decided_savings;
pub mod decisions;
pub mod delivery_models;
pub mod demand_models;
pub mod eligibility_tables;
pub mod engagements;
pub mod exceptions;
pub mod files;
pub mod financial_plan;
pub mod findings;
pub mod funds;
pub mod invitations;
pub mod involvements;
pub mod issues;
pub mod links;
pub mod market_meetings;
pub mod market_responses;
pub mod market_statements;
pub mod measures;
pub mod needs;
pub mod neighbourhoods;
pub mod observations;
pub mod organisations;
pub mod outcomes;
pub mod paper_ballots;
pub mod papers;
pub mod partnership_answers;
pub mod partnerships;
pub mod people;
pub mod pipeline_lines;
pub mod places;
pub mod priorities;
pub mod priority_lists;
pub mod profiles;
pub mod promises;
pub mod readiness_checks;
pub mod replies;
pub mod restore;
pub mod roles;
pub mod separations;
pub mod services;
pub mod sessions;
pub mod settings;
pub mod shaping_plans;
pub mod shared_words;
pub mod sign_ins;
pub mod skill_supplies;
pub mod sources;
pub mod spends;
pub mod statement_editions;
pub mod strengths;
pub mod stress_limits;
pub mod supplier_links;
pub mod supply_lines;
pub mod system_maps;
pub mod test_periods;
pub mod uploads;
pub mod ways_to_market;
pub mod workshops;

pub use backup::backup;
pub use error::StoreError;
pub use files::FileShelf;
pub use pool::{Connections, Pool, open, schema_known};
pub use remembered::Remembered;
pub use restore::restore;
pub use tx::Tx;
