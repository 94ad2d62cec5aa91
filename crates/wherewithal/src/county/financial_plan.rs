//! The medium-term financial plans of the county and of one district: the county file, section 1.

use jiff::civil::{Date, date};
use model::financial_plan::PlanLineKind::{self, Gap, Saving};
use model::fund::MoneyTerm::{self, OneOff, Recurrent};

use crate::county::organisations::COUNTY;
use crate::county::services::{HOUSING, LEISURE, REABLEMENT, TRANSPORT, WASTE};

pub const WRITTEN: Date = date(2026, 10, 14);

const CABINET: &str = "Medium-term financial plan, report to Cabinet, 14 October 2026";
const STOURBECK: &str = "Stourbeck District Council, budget strategy, 6 October 2026";

/// What running reablement with the NHS is promised to save in a year, in thousands of pounds: time of those who assess people twice.
pub const ONE_ASSESSMENT: i64 = 90;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanLineTold {
    pub key: &'static str,
    pub title: &'static str,
    pub kind: PlanLineKind,
    /// Key of the body.
    pub whose: &'static str,
    /// Number of the service.
    pub service: Option<u8>,
    /// The calendar year in which each begins, and thousands of pounds; none where nobody knows yet.
    pub years: &'static [(i16, Option<i64>)],
    pub term: MoneyTerm,
    pub source: &'static str,
    pub owner: &'static str,
}

const fn saving(key: &'static str, title: &'static str, service: Option<u8>, years: &'static [(i16, Option<i64>)]) -> PlanLineTold {
    let owner = "Director of adult services";
    PlanLineTold { key, title, kind: Saving, whose: COUNTY, service, years, term: Recurrent, source: CABINET, owner }
}

/// A decision delivers part of one of the county's savings, and none any of the others; one option of a district would bring more than its
/// line counts on.
pub const LINES: [PlanLineTold; 9] = [
    PlanLineTold {
        kind: Gap,
        owner: "Director of finance",
        ..saving("gap", "Gap before savings", None, &[(2027, Some(14_600)), (2028, Some(12_900)), (2029, Some(10_900))])
    },
    saving("housing", "Housing-related support: another operator", Some(HOUSING), &[(2027, Some(680))]),
    saving("reablement", "Reablement: one assessment in place of two", Some(REABLEMENT), &[(2027, Some(120))]),
    PlanLineTold { owner: "Director of finance", ..saving("nine_lines", "Nine budgets, 5% less each", None, &[(2027, Some(1_458))]) },
    PlanLineTold {
        owner: "Director of place",
        ..saving("waste", "Waste treatment: what the contract owes us", Some(WASTE), &[(2028, Some(600)), (2029, None)])
    },
    PlanLineTold {
        owner: "Director of place",
        term: OneOff,
        ..saving("deductions", "Waste treatment: deductions not taken in 2025/26", Some(WASTE), &[(2027, Some(316))])
    },
    PlanLineTold {
        owner: "Director of children’s services",
        ..saving(
            "travel",
            "School transport: more young people travel on their own",
            Some(TRANSPORT),
            &[(2027, Some(250)), (2028, Some(400))],
        )
    },
    PlanLineTold {
        kind: Gap,
        whose: "stourbeck",
        source: STOURBECK,
        owner: "Chief finance officer",
        ..saving("stourbeck_gap", "Gap before savings", None, &[(2027, Some(820)), (2028, Some(640))])
    },
    PlanLineTold {
        whose: "stourbeck",
        source: STOURBECK,
        owner: "Head of communities",
        ..saving("leisure", "Leisure: a lower subsidy", Some(LEISURE), &[(2027, Some(300))])
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_is_the_one_of_the_county_file() {
        let gap: Vec<i64> = LINES[0].years.iter().filter_map(|(_, amount)| *amount).collect();
        assert_eq!((gap.clone(), gap.iter().sum::<i64>()), (vec![14_600, 12_900, 10_900], 38_400));
    }
}
