//! The market: what records of it say, and what is asked of them.

pub mod ask_records;
mod categories;
pub mod choice;
pub mod ground;
pub mod judged;
pub mod kinds;
pub mod read_authorities;
pub mod read_calendar;
pub mod read_call_offs;
pub mod read_categories;
pub mod read_flags;
pub mod read_market;
pub mod read_providers;
pub mod read_reorganisation;
pub mod read_supplier;
pub mod read_suppliers;
pub mod read_who;
pub(crate) mod remembered;
pub(crate) mod rows;
pub mod say_who;
mod settings;
pub mod side_by_side;
pub mod supplied;
pub mod who;
