//! What tests share: builders of nouns, a fixed clock, a throw-away PostgreSQL, and the story of the store.
//!
//! A dev-dependency of any crate, a dependency of none.

pub mod clock;
pub mod nouns;
pub mod postgres;
pub mod story;
pub mod world;

pub use clock::Clock;
pub use world::World;
