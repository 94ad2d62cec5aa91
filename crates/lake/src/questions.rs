//! Every question the product asks of market records, by name: one file each.
//!
//! House rules of their SQL, so that another engine of the same family gives the same rows: money stays decimal, and an average of money is a
//! sum over a count; distinct counts are exact (nothing that begins with `approx`); `order by` tells every row from every other; names from
//! `identities` and `kinds` are joined from the left, as nothing need be in them. Which records a question is of is none of its business:
//! the tables hold those alone (`engine/within.rs`).

macro_rules! questions {
    ($($name:literal)*) => {
        /// Name and SQL of each, in the order of their names.
        pub const QUESTIONS: &[(&str, &str)] = &[$(($name, include_str!(concat!("questions/", $name, ".sql")))),*];
    };
}

questions! {
    "authorities"
    "awards-by-buyer"
    "awards-by-category"
    "awards-by-supplier"
    "awards-by-year"
    "awards-made"
    "bids-made"
    "category-totals"
    "competition"
    "contracts-by-category"
    "contracts-by-supplier"
    "contracts-calendar"
    "contracts-side-by-side"
    "grants-by-recipient"
    "market-buyers"
    "market-kinds"
    "money-by-kind"
    "parties"
    "placement-requests"
    "registered-providers"
    "shape-by-division"
    "shared-suppliers"
    "spend-by-buyer"
    "spend-by-category"
    "spend-by-supplier"
    "spend-by-year"
    "supplier-contracts"
    "supplier-grants"
    "supplier-money"
    "supplier-registrations"
    "supplier-years"
    "suppliers-in-all"
}

/// What several questions begin with, by the name they ask it by: a view that stands while such a question is answered.
const PARTS: &[(&str, &str)] =
    &[("between_two", include_str!("questions/parts/between_two.sql")), ("let_in", include_str!("questions/parts/let_in.sql"))];

/// The parts that a question of ours asks.
pub fn parts_of(sql: &str) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    PARTS.iter().filter(move |(name, _)| sql.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == *name))
}

/// The SQL of a question.
pub fn of(name: &str) -> Option<&'static str> {
    QUESTIONS.iter().find(|(known, _)| *known == name).map(|(_, sql)| *sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_found_by_name_says_what_it_asks_and_is_ordered() {
        assert!(QUESTIONS.is_sorted_by(|a, b| a.0 < b.0));
        for (name, sql) in QUESTIONS {
            assert_eq!(of(name), Some(*sql));
            assert!(sql.starts_with("-- ") && sql.contains("order by") && !sql.contains("approx"), "{name}");
        }
        assert_eq!(of("no-such-question"), None);
    }
}
