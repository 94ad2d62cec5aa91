//! The columns of a data set. Anybody's Parquet reader opens them; what each is says its name.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use model::observation::Missing;

/// Where the footer keeps measures and areas, as JSON.
pub const MEASURES: &str = "wherewithal.measures";
pub const AREAS: &str = "wherewithal.areas";

/// Texts that many rows share, each kept once.
pub const TEXTS: [&str; 7] = ["measure", "sex", "age", "category", "area", "period", "missing"];
pub const DAYS: [&str; 2] = ["start", "end"];
pub const NUMBERS: [&str; 5] = ["value", "lower", "upper", "count", "denominator"];
pub const PROVISIONAL: &str = "provisional";

pub fn columns() -> Arc<Schema> {
    let text = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let mut fields: Vec<Field> = TEXTS.iter().map(|name| Field::new(*name, text.clone(), false)).collect();
    fields.extend(DAYS.iter().map(|name| Field::new(*name, DataType::Date32, false)));
    fields.extend(NUMBERS.iter().map(|name| Field::new(*name, DataType::Float64, true)));
    fields.push(Field::new(PROVISIONAL, DataType::Boolean, false));
    Arc::new(Schema::new(fields))
}

/// Whether a file has just these columns.
pub fn check(found: &Schema) -> Result<(), String> {
    let wanted = columns();
    let differs = |(a, b): (&Arc<Field>, &Arc<Field>)| a.name() != b.name() || a.data_type() != b.data_type();
    match wanted.fields().iter().zip(found.fields()).find(|pair| differs(*pair)) {
        Some((wanted, _)) => Err(format!("its column {} is not what it should be", wanted.name())),
        None if wanted.fields().len() != found.fields().len() => Err("it has other columns".to_owned()),
        None => Ok(()),
    }
}

/// Why there is no value, in a word; empty where there is one.
pub fn missing_word(missing: Option<Missing>) -> &'static str {
    match missing {
        None => "",
        Some(Missing::Suppressed) => "suppressed",
        Some(Missing::NotApplicable) => "not_applicable",
        Some(Missing::NotAvailable) => "not_available",
        Some(Missing::Unreadable) => "unreadable",
    }
}

pub fn missing_of(word: &str) -> Option<Missing> {
    match word {
        "suppressed" => Some(Missing::Suppressed),
        "not_applicable" => Some(Missing::NotApplicable),
        "not_available" => Some(Missing::NotAvailable),
        "unreadable" => Some(Missing::Unreadable),
        _ => None,
    }
}
