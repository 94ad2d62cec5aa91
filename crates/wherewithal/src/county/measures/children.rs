//! Measures of children's services: school transport, homes and placements.

use quantity::Direction::{High, Low};
use quantity::MeasureKind::{Count, Proportion, Quarterly, Rate, Snapshot, Value, YearToDate};

use super::{Draw, Fact, Times, fact};
use crate::county::services::{PLACEMENTS, TRANSPORT};

pub(super) fn facts() -> Vec<Fact> {
    [transport(), placements()].concat()
}

fn transport() -> Vec<Fact> {
    vec![
        fact(TRANSPORT, "arrivals_on_time", "Arrivals on time", Proportion, "percent", High, Draw::Share { people: 9_800, spread: 1.3 },
            "Of journeys to school drawn by lot from the operators' trackers in the month (holiday clubs in August), those that arrived before the bell and not more than 20 minutes early.")
            .also(&["arrived on time"])
            .aim(96.0).floor(93.0).level(&[(0.0, 92.0)])
            .told(&[95.0, 96.0, 94.0, 95.0, 97.0, 95.0, 94.0, 93.0, 92.0, 91.0, 90.0, 88.0])
            .mean_before(92.0)
            .rebased("Routes planned again with the schools, from November 2025. Agreed on 24 October 2025."),
        fact(TRANSPORT, "cost_per_pupil", "Cost per pupil, a year", Value, "pounds", Low, Draw::Value { spread: 70.0, people: 0 },
            "What the month's journeys cost, carried to a year of school days, for each pupil carried.")
            .level(&[(0.0, 9_610.0), (35.0, 10_740.0)]).told(&[10_780.0]),
        fact(TRANSPORT, "one_offer", "Routes with one offer", Snapshot, "percent", Low, Draw::Standing { of: 812, spread: 0.5 },
            "Of the 812 routes, those for which only one operator made an offer when they were last put out.")
            .aim(20.0).level(&[(0.0, 29.0), (35.0, 36.8)]).told(&[37.0]),
        fact(TRANSPORT, "complaints", "Complaints per 1,000 pupils", Rate, "per:complaints:1000:pupils", Low,
            Draw::Rate { exposure: 2_940, per: 1_000, steady: true },
            "Complaints from families about the journey, received in the month, for each 1,000 pupils carried.")
            .level(&[(0.0, 9.5), (24.0, 8.0), (35.0, 12.5)]).told(&[14.0]),
        fact(TRANSPORT, "travel_trained", "Trained to travel alone since April", YearToDate, "count:pupils", High, Draw::RunningTotal { spread: 0.0 },
            "Pupils who have finished independent travel training since 1 April: a running total.")
            .aim(120.0).level(&[(0.0, 7.5), (35.0, 6.5)]).told(&[46.0]),
    ]
}

fn placements() -> Vec<Fact> {
    vec![
        fact(
            PLACEMENTS,
            "three_moves",
            "Three or more moves in a year",
            Quarterly,
            "percent",
            Low,
            Draw::Share { people: 842, spread: 0.0 },
            "Of children looked after at the quarter's end, those who had lived in three or more places in the year before.",
        )
        .aim(10.0)
        .places(1)
        .every(Times::Quarters(12))
        .level(&[(0.0, 11.0), (35.0, 12.0)])
        .told(&[12.1]),
        fact(
            PLACEMENTS,
            "within_20_miles",
            "Living within 20 miles of home",
            Quarterly,
            "percent",
            High,
            Draw::Share { people: 842, spread: 0.0 },
            "Of children looked after at the quarter's end, those who live 20 miles or less from where they lived before.",
        )
        .aim(60.0)
        .every(Times::Quarters(12))
        .level(&[(0.0, 47.0), (35.0, 42.5)])
        .told(&[42.0]),
        fact(
            PLACEMENTS,
            "placement_stability",
            "Long-term placements that last",
            Quarterly,
            "percent",
            High,
            Draw::Share { people: 334, spread: 0.0 },
            "Of children looked after for more than two and a half years, those who have lived in the same place for the last two.",
        )
        .also(&["placement stability"])
        .aim(72.0)
        .floor(68.0)
        .every(Times::Quarters(14))
        .level(&[(-7.0, 63.0)])
        .told(&[71.0, 73.0, 72.0, 74.0, 73.0, 75.0])
        .mean_before(63.0)
        .rebased("A worker for each placement in its first year, from April 2025. Agreed on 24 March 2025."),
        fact(
            PLACEMENTS,
            "weekly_fee",
            "Mean weekly fee",
            Value,
            "pounds",
            Low,
            Draw::Value { spread: 55.0, people: 96 },
            "Mean weekly fee of the external residential places paid for in the month.",
        )
        .level(&[(0.0, 5_080.0), (35.0, 6_020.0)])
        .told(&[6_050.0]),
        fact(
            PLACEMENTS,
            "unregistered",
            "Unregistered placements",
            Count,
            "count:placements",
            Low,
            Draw::Events { spread: 0.0 },
            "Children placed in the month, for any time at all, somewhere that is not registered with the inspectors.",
        )
        .level(&[(0.0, 1.1), (35.0, 1.0)])
        .told(&[2.0, 1.0]),
    ]
}
