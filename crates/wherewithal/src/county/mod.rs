//! Northvale, the sample county: invented, made by code, the same every time.
//!
//! `organisations`, `people`, `services`, `measures` are its facts; `series` its figures.

pub mod cases;
pub mod correction;
pub mod demand;
pub mod files;
pub mod financial_plan;
pub mod issues;
pub mod market;
pub mod measures;
pub mod money;
pub mod needs;
pub mod options;
pub mod organisations;
pub mod papers;
pub mod partnership;
pub mod people;
pub mod places;
pub mod public_interest;
pub mod series;
pub mod services;
pub mod shaping;
pub mod strengths;
pub mod supply;
pub mod voices;
pub mod write;

pub use write::{TODAY, write, written_to};
