//! An authority's own records as open data: contracts as OCDS 1.1 with the UK extension, grants as 360Giving. What goes in has been chosen
//! by the desk; here is only what the formats ask.

mod contracts;
mod grants;

use jiff::Timestamp;
use quantity::{Date, Money};

pub use contracts::contracts;
pub use grants::grants;

/// What stands around the records of either file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub publisher: Body,
    /// Where the file is published.
    pub address: String,
    /// Address of the licence.
    pub licence: String,
    /// Registered with the Open Contracting Partnership: `ocds-` and six letters.
    pub ocid_prefix: String,
    /// Registered with 360Giving: `360G-` and the publisher's own letters.
    pub grants_prefix: String,
    pub at: Timestamp,
}

/// An organisation, with the numbers that are known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// Lasting here: its reference or id.
    pub reference: String,
    pub name: String,
    /// Companies House number.
    pub company: String,
    /// Charity number.
    pub charity: String,
    /// NHS organisation code.
    pub ods: String,
    /// A voluntary, community or social enterprise; none where that is not known.
    pub vcse: Option<bool>,
}

impl Body {
    /// Lists and numbers, the one that names it first.
    fn identifiers(&self) -> Vec<(&'static str, &str)> {
        [("GB-COH", &self.company), ("GB-CHC", &self.charity), ("GB-NHS", &self.ods)]
            .into_iter()
            .filter(|(_, id)| !id.is_empty())
            .map(|(scheme, id)| (scheme, id.as_str()))
            .collect()
    }

    /// `GB-COH-01234567`, where a number of it is known.
    fn organisation_id(&self) -> Option<String> {
        self.identifiers().first().map(|(scheme, id)| format!("{scheme}-{id}"))
    }
}

/// A contract or a grant that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// `A-12`.
    pub reference: String,
    pub title: String,
    pub describes: String,
    pub by: Body,
    pub with: Body,
    /// The procurement regime in the authority's own words.
    pub regime: String,
    pub awarded: Option<Date>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// Of the whole term, where it can be told.
    pub value: Option<Money>,
    /// The public decision it rests on: what was decided and why.
    pub decided: Option<String>,
    pub changed_at: Timestamp,
}

/// The value of a term in whole months at so much a year, to the penny; none where the term is not whole months.
pub fn value_of_term(a_year: Option<Money>, starts: Option<Date>, ends: Option<Date>) -> Option<Money> {
    let (a_year, starts, ends) = (a_year?, starts?, ends?);
    let after = ends.tomorrow().ok()?;
    if after <= starts || after.day() != starts.day() {
        return None;
    }
    let months = i64::from(after.year() - starts.year()) * 12 + i64::from(after.month() - starts.month());
    a_year.times(months as f64 / 12.0)
}

/// A day as the formats write it.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn pounds(money: Money) -> serde_json::Value {
    match money.pence() % 100 {
        0 => serde_json::json!(money.pence() / 100),
        _ => serde_json::json!(money.pounds()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_term_is_told_where_it_is_whole_months() {
        let day = |text: &str| text.parse::<Date>().ok();
        let value = |starts, ends| value_of_term(Some(Money::from_pounds(120_000)), day(starts), day(ends)).map(Money::in_full);
        assert_eq!(value("2025-04-01", "2028-03-31").as_deref(), Some("£360,000"));
        assert_eq!(value("2025-04-01", "2025-06-30").as_deref(), Some("£30,000"));
        assert_eq!(value("2025-04-01", "2028-03-20"), None);
        assert_eq!(value("2025-04-01", "2024-03-31"), None);
    }
}
