//! Measures of prevention: falls, carers and grants, drugs and alcohol.

use quantity::Direction::{High, Low, Neither};
use quantity::MeasureKind::{Count, Proportion, Quarterly, Rolling, Snapshot, Survey, YearToDate};

use super::{Draw, Fact, Times, fact};
use crate::county::services::{FALLS, GRANTS, LINDLE_HELP, TREATMENT};

pub(super) fn facts() -> Vec<Fact> {
    [falls(), grants(), treatment(), lindle()].concat()
}

fn falls() -> Vec<Fact> {
    vec![
        fact(FALLS, "falls_admissions", "Emergency admissions for falls per 100,000 aged 65 and over", Quarterly,
            "per:admissions:100000:people aged 65 and over in a year", Low, Draw::Rate { exposure: 32_200, per: 100_000, steady: false },
            "Unplanned admissions for a fall in the quarter, of people aged 65 and over, for each 100,000 person-years lived in it.")
            .every(Times::Quarters(12)).level(&[(0.0, 2_240.0), (35.0, 2_150.0)]).told(&[2_130.0]),
        fact(FALLS, "completers", "People who finish the classes", Proportion, "percent", High, Draw::Share { people: 64, spread: 0.0 },
            "Of people whose course of classes ended in the month, those who came to at least nine of the twelve.")
            .aim(60.0).level(&[(0.0, 55.0), (35.0, 61.0)]).told(&[62.0]),
        fact(FALLS, "classes_near", "Living within three miles of a class", Snapshot, "percent", High, Draw::Told { people: &[128_100, 128_700, 129_300] },
            "Of people aged 65 and over, those who live within three miles by road of a class, counted each September.")
            .every(Times::Years(3)).told(&[66.0, 69.0, 71.0]),
        fact(FALLS, "hazards_fixed", "Hazards fixed within 28 days", Proportion, "percent", High, Draw::Share { people: 78, spread: 0.0 },
            "Of hazards found at home visits 28 days before the month's end, those put right by then.")
            .aim(90.0).level(&[(0.0, 82.0), (35.0, 88.5)]).told(&[88.0]),
        fact(FALLS, "confidence", "Change in confidence, points of 10", Survey, "count:points of 10", High, Draw::Told { people: &[] },
            "Mean change between the first and the last class in how sure people say they are on their feet, from 0 to 10 (318 people in 2025/26).")
            .places(1).every(Times::FinancialYears { count: 2, apart: 1 }).told(&[1.1, 1.4]),
    ]
}

fn grants() -> Vec<Fact> {
    vec![
        fact(
            GRANTS,
            "carers_reached",
            "Carers reached since April",
            YearToDate,
            "count:carers",
            High,
            Draw::RunningTotal { spread: 0.06 },
            "Different carers who have had help from a funded charity since 1 April: it rises every month by design.",
        )
        .level(&[(0.0, 760.0), (35.0, 800.0)]),
        fact(
            GRANTS,
            "carers_quality_of_life",
            "Carers' quality of life",
            Survey,
            "count:points of 12",
            High,
            Draw::Told { people: &[] },
            "Mean score of carers who answered the survey made every two years, from 0 to 12.",
        )
        .places(1)
        .every(Times::FinancialYears { count: 3, apart: 2 })
        .told(&[7.4, 7.1, 7.2]),
        fact(
            GRANTS,
            "grants_on_time",
            "Grants paid on time",
            Quarterly,
            "percent",
            High,
            Draw::ShareOf { people: 46 },
            "Of the quarter's payments to the 46 charities, those made by the day agreed.",
        )
        .aim(95.0)
        .every(Times::Quarters(12))
        .level(&[(0.0, 90.0), (35.0, 93.0)])
        .told(&[91.0]),
        fact(
            GRANTS,
            "volunteer_hours",
            "Volunteers' hours",
            Quarterly,
            "count:hours",
            High,
            Draw::Value { spread: 1_300.0, people: 0 },
            "Hours given by volunteers of the funded charities in the quarter, as the charities count them.",
        )
        .every(Times::Quarters(12))
        .level(&[(0.0, 38_600.0), (35.0, 41_000.0)])
        .told(&[41_200.0]),
        fact(
            GRANTS,
            "refused_for_size",
            "Applications refused for size",
            Count,
            "count:applications",
            Neither,
            Draw::Told { people: &[] },
            "Applications in the financial year that were turned down because the charity was too small for the rules.",
        )
        .every(Times::FinancialYears { count: 3, apart: 1 })
        .told(&[21.0, 19.0, 17.0]),
    ]
}

fn treatment() -> Vec<Fact> {
    vec![
        fact(TREATMENT, "completed_opiate", "Completed treatment and not returned, opiates", Rolling, "percent", High, Draw::RollingShare { people: 130 },
            "Of adults in treatment for opiates in the twelve months to the month's end, those who finished and did not come back within six months.")
            .aim(6.5).places(1).level(&[(-12.0, 5.4), (35.0, 6.2)]).told(&[6.1]),
        fact(TREATMENT, "waits_over_three_weeks", "Waits over three weeks", Proportion, "percent", Low, Draw::Share { people: 168, spread: 0.0 },
            "Of adults who began treatment in the month, those who had waited more than three weeks.")
            .aim(2.0).places(1).level(&[(0.0, 2.6), (35.0, 1.4)]).told(&[1.2]),
        fact(TREATMENT, "in_treatment", "Adults in treatment", Snapshot, "count:adults", High, Draw::OnTheDay { spread: 16.0 },
            "Adults in treatment on the last day of the month.")
            .level(&[(0.0, 2_790.0), (35.0, 2_970.0)]).told(&[2_980.0]),
        fact(TREATMENT, "unmet_need", "Unmet need, estimated", Survey, "percent", Low, Draw::Told { people: &[164, 168, 170] },
            "Of adults thought to depend on opiates, those not in treatment: an estimate from a sample of records, made once a year.")
            .every(Times::FinancialYears { count: 3, apart: 1 }).told(&[60.0, 58.0, 57.0]),
        fact(TREATMENT, "deaths_in_treatment", "Deaths in treatment", Count, "count:deaths", Low, Draw::Events { spread: 0.0 },
            "Adults who died in the month while in treatment, of any cause.")
            .level(&[(0.0, 1.7), (35.0, 1.5)]).told(&[1.0]),
    ]
}

fn lindle() -> Vec<Fact> {
    vec![
        fact(
            LINDLE_HELP,
            "lindle_tenancies",
            "Still in their home three months after help",
            Proportion,
            "percent",
            High,
            Draw::Share { people: 45, spread: 0.0 },
            "Of people the trust helped three months before the month's end, those who still hold the tenancy they had.",
        )
        .aim(85.0)
        .floor(75.0)
        .level(&[(0.0, 82.0), (35.0, 87.0)])
        .told(&[86.0]),
    ]
}
