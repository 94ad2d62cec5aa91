//! The calculator: a question file in, the answer out, with the field names other programs use for the same figures.
//!
//! `expected`, `case`, `source`, `reference` and `tolerance_rel` of a question file are left alone; any option not known is
//! refused by name.

pub mod allocate;
pub mod benchmark;
pub mod capacity;
pub mod cba;
pub mod demand;
pub mod disclosure;
pub mod equal_shares;
pub mod evidence;
pub mod forecast;
pub mod funnel;
pub mod market;
pub mod matching;
pub mod mcda;
pub mod neighbours;
mod options_table;
pub mod question;
pub mod rates;
pub mod reach;
pub mod relationships;
pub mod smaa;
pub mod spc;
pub mod sroi;
pub mod voices;

use serde_json::{Value, json};

use crate::Method;

/// `{"refusal": {"code", "message"}}`.
pub(crate) fn refusal(code: &str, message: impl Into<String>) -> Value {
    json!({ "refusal": { "code": code, "message": message.into() } })
}

/// What every answer carries beside its figures.
pub(crate) fn card(method: Method) -> (Value, Value, Value) {
    (json!(method.code), json!(method.edition), json!({ "title": method.title, "sources": method.sources }))
}

/// A whole number is written without a decimal point, as people and other programs write it.
pub(crate) fn number(value: f64) -> Value {
    if value.is_finite() && value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}

pub(crate) fn optional(value: Option<f64>) -> Value {
    value.filter(|v| v.is_finite()).map_or(Value::Null, number)
}

pub use self::allocate::allocate;
pub use self::benchmark::benchmark;
pub use self::capacity::capacity;
pub use self::cba::cba;
pub use self::demand::{cohort, demand_management, eligibility, system_load};
pub use self::disclosure::disclosure;
pub use self::equal_shares::{equal_shares, equal_shares_of};
pub use self::evidence::evidence;
pub use self::forecast::forecast;
pub use self::funnel::funnel;
pub use self::market::market;
pub use self::matching::matching;
pub use self::mcda::mcda;
pub use self::neighbours::neighbours;
pub use self::rates::rates;
pub use self::reach::reach;
pub use self::relationships::relationships;
pub use self::smaa::smaa;
pub use self::spc::{BatchRow, spc, spc_batch};
pub use self::sroi::sroi;
pub use self::voices::{agreement, bradley_terry, points, ranking};
