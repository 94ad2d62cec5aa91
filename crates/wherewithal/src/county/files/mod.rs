//! The files Northvale's figures come in: tidy returns that Dan Iqbal loads, and messy ones left for visitors to try.

pub mod compared;
mod home_care_q2;
mod housing_october;
pub mod outturn;
pub mod public_figures;
mod returns;
pub mod winter;

use jiff::civil::date;
use papers::PapersError;
use quantity::Date;

pub use home_care_q2::home_care_q2;
#[cfg(test)]
pub use housing_october::MEDIAN_CELL;
pub use housing_october::housing_october;
pub use returns::returns;

/// A file with the day it reached the council.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Number of the service it is of.
    pub service: u8,
    pub on: Date,
}

/// Three days on which returns came: two years at once, then a year of them, then October 2026.
pub const BACKLOG: Date = date(2025, 10, 20);
pub const SEPTEMBER: Date = date(2026, 10, 16);
pub const OCTOBER: Date = date(2026, 11, 20);

/// Files for visitors to load, as written to `examples/`: name and bytes.
pub fn examples() -> Result<Vec<(String, Vec<u8>)>, PapersError> {
    let mut files =
        vec![("housing-support-october.xlsx".to_owned(), housing_october()?), ("home-care-q2-final-v3.xlsx".to_owned(), home_care_q2()?)];
    files.extend(returns().into_iter().filter(|sent| sent.on == OCTOBER).map(|sent| (sent.name, sent.bytes)));
    files.push((outturn::NAME.to_owned(), outturn::outturn()));
    files.push((winter::NAME.to_owned(), winter::population()));
    files.push(("northvale-services.json".to_owned(), crate::county::strengths::directory()));
    files.push((public_figures::WAITING.to_owned(), public_figures::waiting()));
    files.push((public_figures::NEIGHBOURS.to_owned(), public_figures::neighbours()));
    files.push((crate::county::market::NEIGHBOUR.to_owned(), crate::county::market::payments_of_a_neighbour()));
    Ok(files)
}

#[cfg(test)]
mod tests;
