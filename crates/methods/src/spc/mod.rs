//! Control charts: is it really changing, and will it meet its target?
//!
//! `ask.rs` is the question, `reading.rs` the answer, `rules.rs` what counts as a signal. Values are charted by `xmr.rs`,
//! proportions with their number of people by `pprime.rs`, rare counts by `rare.rs`.

pub mod ask;
pub mod assurance;
pub mod pprime;
pub mod prepare;
pub mod rare;
pub mod reading;
pub mod refusal;
pub mod rules;
mod show;
pub mod xmr;
pub mod year_to_date;

pub use ask::{Ask, Point, Preset, Rebase, Settings};
pub use assurance::Assurance;
pub use reading::{Chart, PointReading, PointType, Reading, Segment, Signal, Variation, WhyThisChart};
pub use refusal::Refusal;
pub use rules::{Rule, Rules};
pub use year_to_date::difference_year_to_date;

use quantity::MeasureKind;

use crate::Method;

pub const METHOD: Method = Method {
    code: "spc-xmr",
    edition: 1,
    title: "Control chart of single values (XmR)",
    sources: &[
        "Provost and Murray, The Health Care Data Guide, 2011, chapter 5",
        "NHS England, Making Data Count",
        "Nelson, Control charts for individual measurements, Journal of Quality Technology 14(3), 1982 (screening of moving ranges)",
    ],
};

/// Under so many values in its segment a chart's limits are trial limits, where nothing else is asked.
pub const TRIAL_BELOW: usize = 12;
/// The fewest values any chart is drawn from.
pub const FEWEST_VALUES: usize = 3;
/// Counts with a mean under this a period go to the chart for rare events.
pub const RARE_BELOW: f64 = 20.0;

/// The control chart of a series: limits, signals, variation and assurance.
///
/// Points may come in any order; a period left out of a weekly, monthly, quarterly or yearly series counts as missing,
/// and what is missing breaks every run. Provisional points are shown and not judged.
///
/// # Errors
/// A `Refusal` that names what is wrong: the kind of measure, the period, the setting.
pub fn read(points: &[Point], ask: &Ask) -> Result<Reading, Refusal> {
    ask.check()?;
    match ask.kind {
        MeasureKind::Rolling | MeasureKind::Survey => return Err(Refusal::WrongKind(ask.kind)),
        MeasureKind::YearToDate => {
            let monthly = difference_year_to_date(points)?;
            return read_prepared(&monthly, ask, true);
        }
        _ => {}
    }
    read_prepared(points, ask, false)
}

fn read_prepared(points: &[Point], ask: &Ask, differenced: bool) -> Result<Reading, Refusal> {
    let points = prepare::in_order(points, ask)?;
    let with_people = points.iter().all(|p| p.value.is_none() || p.denominator.is_some());
    let mut reading = match ask.kind {
        MeasureKind::Proportion if with_people => pprime::read(&points, ask, WhyThisChart::ProportionWithPeople)?,
        MeasureKind::Proportion => xmr::read(&points, ask, WhyThisChart::ProportionWithoutPeople)?,
        MeasureKind::Count => match rare::mean_count(&points) {
            Some(mean) if mean < RARE_BELOW => rare::read(&points, ask)?,
            _ => xmr::read(&points, ask, WhyThisChart::Values)?,
        },
        _ => xmr::read(&points, ask, WhyThisChart::Values)?,
    };
    reading.differenced = differenced;
    Ok(reading)
}
