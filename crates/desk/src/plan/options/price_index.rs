//! The price index of a costing: a published one, written down with its source, by which amounts in prices of other years are brought to
//! year 0 and cash is told in each year's own prices.

use std::collections::BTreeMap;

use methods::appraisal::prices::Deflators;
use model::costing::{Costing, PriceIndex};
use model::id::{CaseId, CostingId};
use model::record::Record;
use quantity::{Date, Period};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::start_costing::change_costing;
use crate::typed::{LINE, Typed};

pub struct SetPriceIndex {
    pub case: CaseId,
    /// Of the costing.
    pub version: i64,
    pub source: String,
    pub published: Option<Date>,
    /// The calendar year in which each financial year begins, with its index.
    pub years: Vec<(i64, f64)>,
    /// Rise in a year beyond the last of them: 0.02 is two per cent.
    pub later: Option<f64>,
}

pub async fn set_price_index(desk: &Desk, actor: &Actor, ask: SetPriceIndex) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let source = typed.text("source", &ask.source, LINE, "Name the release it was taken from: “GDP deflators, Treasury, September 2026”");
    let published = typed.past("published", ask.published, desk.today(), "Say when that release was published");
    let inside = ask.years.iter().all(|(year, index)| (1950..=2199).contains(year) && index.is_finite() && *index > 0.0);
    typed.ask("years", inside, "Write a year such as 2024 and an index above 0 on each line");
    typed.ask("years", ask.years.len() >= 2, "Write at least two years, one a line: 2024 100.0");
    let gap = ask.years.windows(2).find(|pair| matches!(pair, [(one, _), (next, _)] if *next != one + 1));
    if let Some([(one, _), ..]) = gap {
        typed.fault("years", format!("After {one} comes {}: write every year, in order and once", one + 1));
    }
    typed.ask("later", ask.later.is_some(), "Say how much prices are taken to rise beyond the last year: 2 is two per cent");
    let later = ask.later.unwrap_or_default();
    typed.ask("later", (-0.1..=0.2).contains(&later), "Use −10 to 20 per cent a year");
    typed.done()?;
    let years: Vec<(i16, f64)> = ask.years.iter().filter_map(|(year, index)| Some((i16::try_from(*year).ok()?, *index))).collect();
    change_costing(desk, actor, ask.case, ask.version, "set_price_index", |_, costing| {
        if let Some(year) = not_reached(costing, costing.first_year, &years) {
            let said = format!("{} is not in it, and amounts here are in its prices", Period::FinancialYear(year).in_words());
            return Err(DeskError::Faults(vec![Fault::new("years", said)]));
        }
        let line = format!("Amounts are brought to one year’s prices by: {source}.");
        costing.price_index = Some(PriceIndex { source, published, years, later });
        Ok(line)
    })
    .await
}

/// The first year whose prices are asked for and which an index does not reach: that of a line, or year 0 itself.
pub(super) fn not_reached(costing: &Costing, first_year: i16, years: &[(i16, f64)]) -> Option<i16> {
    let has = |year: i16| years.iter().any(|(there, _)| *there == year);
    let of_lines = costing.lines.iter().filter_map(|line| line.prices_of).find(|year| *year != first_year && !has(*year));
    let first = years.first().map_or(i16::MAX, |(year, _)| *year);
    of_lines.or_else(|| (first > first_year).then_some(first_year))
}

/// The index over every year of the appraisal; beyond its last year prices rise as it says.
pub(super) fn deflators(index: &PriceIndex, costing: &Costing) -> Deflators {
    let mut all: BTreeMap<i32, f64> = index.years.iter().map(|(year, value)| (i32::from(*year), *value)).collect();
    let end = i32::from(costing.first_year) + i32::try_from(costing.years).unwrap_or(0);
    if let Some((last, value)) = all.last_key_value().map(|(year, value)| (*year, *value)) {
        let mut risen = value;
        for year in last + 1..end {
            risen *= 1.0 + index.later;
            all.insert(year, risen);
        }
    }
    Deflators { index: all, source: Some(index.source.clone()), dated: Some(index.published.to_string()) }
}

/// How an amount in prices of a year becomes one of year 0: `× 1.061`.
pub fn times(index: &PriceIndex, costing: &Costing, from: i16) -> Option<f64> {
    deflators(index, costing).between(i32::from(from), i32::from(costing.first_year)).ok()
}
