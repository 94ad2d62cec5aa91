//! Measures of places: winter service, libraries, waste.

use quantity::Direction::{High, Low, Neither};
use quantity::MeasureKind::{Count, Flow, Proportion, Quarterly, Rolling, Snapshot, YearToDate};

use super::{Draw, Fact, Times, fact};
use crate::county::services::{LIBRARIES, WASTE, WINTER};

pub(super) fn facts() -> Vec<Fact> {
    [winter(), libraries(), waste()].concat()
}

fn winter() -> Vec<Fact> {
    vec![
        fact(
            WINTER,
            "treated_in_time",
            "Routes treated in time",
            Proportion,
            "percent",
            High,
            Draw::ShareOf { people: 34 },
            "Of the 34 routes, those finished before the hour the forecast gave, on each night that treatment was called.",
        )
        .aim(95.0)
        .every(Times::Nights)
        .level(&[(0.0, 94.5), (35.0, 96.0)])
        .told(&[97.0]),
        fact(
            WINTER,
            "cost_per_km",
            "Cost per km treated since April",
            YearToDate,
            "pounds",
            Low,
            Draw::RunningTotal { spread: 0.10 },
            "Spending on winter service since 1 April, for each kilometre of the treated network: a running total.",
        )
        .level(&[(0.0, 96.0), (35.0, 102.0)]),
        fact(
            WINTER,
            "claims",
            "Claims for damage or injury",
            Count,
            "count:claims",
            Low,
            Draw::Events { spread: 0.1 },
            "Claims received in the month for damage or injury put down to ice or snow, or to the lack of treatment.",
        )
        .level(&[(0.0, 4.6), (35.0, 4.2)])
        .told(&[3.0]),
        fact(
            WINTER,
            "near_a_treated_road",
            "Living within 400 m of a treated road",
            Snapshot,
            "percent",
            High,
            Draw::Told { people: &[557_000, 559_600, 562_000] },
            "Of all who live in the county, those within 400 metres on foot of a road that is treated, counted each autumn.",
        )
        .places(1)
        .every(Times::Years(3))
        .told(&[77.0, 76.9, 76.7]),
        fact(
            WINTER,
            "grit_heaps",
            "Grit heaps kept by parishes",
            Snapshot,
            "count:heaps",
            Neither,
            Draw::Told { people: &[] },
            "Heaps of grit that a parish has agreed to keep filled, counted each autumn.",
        )
        .every(Times::Years(3))
        .told(&[1_128.0, 1_156.0, 1_180.0]),
    ]
}

fn libraries() -> Vec<Fact> {
    vec![
        fact(
            LIBRARIES,
            "visits",
            "Visits since April",
            YearToDate,
            "count:visits",
            High,
            Draw::RunningTotal { spread: 0.05 },
            "Visits counted at the doors of all 24 libraries since 1 April: a running total.",
        )
        .level(&[(0.0, 131_000.0), (35.0, 136_000.0)]),
        fact(
            LIBRARIES,
            "active_borrowers",
            "Active borrowers",
            Rolling,
            "count:people",
            High,
            Draw::RollingNumber { spread: 140.0 },
            "People who have borrowed at least one thing in the twelve months to the month's end.",
        )
        .level(&[(0.0, 63_900.0), (35.0, 61_400.0)])
        .told(&[61_400.0]),
        fact(
            LIBRARIES,
            "summer_reading",
            "Children in the summer reading challenge",
            Flow,
            "count:children",
            High,
            Draw::Told { people: &[] },
            "Children who finished the summer reading challenge at any library, in the year.",
        )
        .every(Times::Years(3))
        .told(&[7_820.0, 8_140.0, 8_410.0]),
        fact(
            LIBRARIES,
            "digital_help",
            "Digital help sessions",
            Flow,
            "count:sessions",
            High,
            Draw::Events { spread: 0.07 },
            "Times in the month that somebody was helped to do a thing online at a library, by staff or a volunteer.",
        )
        .level(&[(0.0, 960.0), (35.0, 1_180.0)])
        .told(&[1_204.0]),
        fact(
            LIBRARIES,
            "cost_per_visit",
            "Cost per visit",
            Quarterly,
            "pounds",
            Low,
            Draw::Value { spread: 0.09, people: 0 },
            "Net spending on libraries in the quarter for each visit counted at a door.",
        )
        .places(2)
        .every(Times::Quarters(12))
        .level(&[(0.0, 3.41), (35.0, 3.62)])
        .told(&[3.64]),
    ]
}

fn waste() -> Vec<Fact> {
    vec![
        fact(
            WASTE,
            "landfilled",
            "Waste buried",
            Quarterly,
            "percent",
            Low,
            Draw::Share { people: 53_500, spread: 0.35 },
            "Of the tonnes taken in during the quarter, those buried as landfill.",
        )
        .aim(5.0)
        .places(1)
        .every(Times::Quarters(12))
        .level(&[(0.0, 5.9), (35.0, 4.9)])
        .told(&[4.8]),
        fact(
            WASTE,
            "availability",
            "Hours the plant was open",
            Proportion,
            "percent",
            High,
            Draw::Share { people: 730, spread: 0.9 },
            "Of the hours in the month that the contract says the plant takes waste, those in which it did.",
        )
        .aim(98.0)
        .floor(95.0)
        .places(1)
        .level(&[(0.0, 96.8), (35.0, 96.2)])
        .told(&[96.1]),
        fact(
            WASTE,
            "deductions_taken",
            "Deductions taken",
            Flow,
            "pounds",
            Neither,
            Draw::Deductions,
            "Pounds taken off the month's payment for failures the contract names; the part “due” is what it let us take.",
        ),
        fact(
            WASTE,
            "recycled",
            "Waste recycled or composted",
            Quarterly,
            "percent",
            High,
            Draw::Share { people: 53_500, spread: 0.7 },
            "Of the tonnes of household waste of the quarter, those recycled or composted.",
        )
        .aim(50.0)
        .places(1)
        .every(Times::Quarters(12))
        .level(&[(0.0, 44.6), (35.0, 45.8)])
        .told(&[45.9]),
        fact(
            WASTE,
            "odour",
            "Complaints of smell",
            Count,
            "count:complaints",
            Low,
            Draw::Events { spread: 0.3 },
            "Complaints of smell from the plant, received in the month by anyone.",
        )
        .level(&[(0.0, 5.0), (35.0, 6.5)])
        .told(&[7.0]),
    ]
}
