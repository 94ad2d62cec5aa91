//! What sort of series a measure makes. The wrong kind breaks any chart.

use serde::{Deserialize, Serialize};

/// The kind of a measure, which decides the chart it may have (methods, section 8.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// A total over the period: visits made in a month.
    Flow,
    /// How many on a day: people waiting at the month's end.
    Snapshot,
    /// A mean or a median: weeks before moving on.
    Value,
    /// A numerator of a denominator, both known.
    Proportion,
    /// Events, with or without the exposure they arose from. Under about 20 a period: T or G charts.
    Count,
    /// Events per fixed exposure, already divided.
    Rate,
    /// A total since the year began: differenced before it is charted, since it rises by design.
    YearToDate,
    /// A moving total or average: no control chart, since neighbours share most of their months.
    Rolling,
    /// One figure a quarter.
    Quarterly,
    /// Asked of a sample, once or twice a year: corroboration, no control chart.
    Survey,
}

impl MeasureKind {
    pub const ALL: [MeasureKind; 10] = [
        MeasureKind::Flow,
        MeasureKind::Snapshot,
        MeasureKind::Value,
        MeasureKind::Proportion,
        MeasureKind::Count,
        MeasureKind::Rate,
        MeasureKind::YearToDate,
        MeasureKind::Rolling,
        MeasureKind::Quarterly,
        MeasureKind::Survey,
    ];

    /// Lasting code, as stored and as `calc` reads it.
    pub fn code(self) -> &'static str {
        match self {
            MeasureKind::Flow => "flow",
            MeasureKind::Snapshot => "snapshot",
            MeasureKind::Value => "value",
            MeasureKind::Proportion => "proportion",
            MeasureKind::Count => "count",
            MeasureKind::Rate => "rate",
            MeasureKind::YearToDate => "year_to_date",
            MeasureKind::Rolling => "rolling",
            MeasureKind::Quarterly => "quarterly",
            MeasureKind::Survey => "survey",
        }
    }

    pub fn parse(code: &str) -> Option<MeasureKind> {
        MeasureKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// In words, for a page: "a mean or median".
    pub fn words(self) -> &'static str {
        match self {
            MeasureKind::Flow => "a total for each period",
            MeasureKind::Snapshot => "how many on a day",
            MeasureKind::Value => "a mean or median",
            MeasureKind::Proportion => "a share, with its number of people",
            MeasureKind::Count => "a count of events",
            MeasureKind::Rate => "a rate",
            MeasureKind::YearToDate => "a running total since the year began",
            MeasureKind::Rolling => "a moving total or average",
            MeasureKind::Quarterly => "a quarterly figure",
            MeasureKind::Survey => "a survey",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_code() {
        for kind in MeasureKind::ALL {
            assert_eq!(MeasureKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(MeasureKind::parse("gauge"), None);
    }
}
