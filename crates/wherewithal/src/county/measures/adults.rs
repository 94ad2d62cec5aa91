//! Measures of adults' services: housing support, home care, reablement, supported living, leaving hospital.

use quantity::Direction::{High, Low};
use quantity::MeasureKind::{Count, Proportion, Quarterly, Rate, Rolling, Snapshot, Survey, Value};

use super::{Draw, Fact, Times, fact};
use crate::county::services::{HOME_CARE, HOSPITAL_LINK, HOUSING, REABLEMENT, SUPPORTED_LIVING};

pub(super) fn facts() -> Vec<Fact> {
    [housing(), home_care(), reablement(), supported_living(), hospital_link()].concat()
}

fn housing() -> Vec<Fact> {
    vec![
        fact(HOUSING, "weeks_to_move_on", "Median weeks before a planned move on", Value, "weeks", Low,
            Draw::Value { spread: 1.9, people: 25 },
            "The middle one of the stays of everyone who made a planned move from our 148 flats in the month, in weeks from arriving to leaving.")
            .also(&["median weeks", "weeks to move on"])
            .aim(26.0).floor(30.0).places(1)
            .told(&[
                33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6,
                31.9, 33.4, 35.2, 34.1, 22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0,
            ])
            .rebased("One move-on worker in each scheme, and a weekly meeting with five districts, from November 2025. Agreed on 24 October 2025."),
        fact(HOUSING, "void_days", "Days a flat stands empty between lettings", Value, "days", Low, Draw::Value { spread: 2.6, people: 0 },
            "Mean number of days from one person leaving a flat to the next moving in, over the flats let again in the month.")
            .also(&["void days"])
            .aim(18.0).floor(22.0).level(&[(0.0, 40.4), (28.0, 41.2)])
            .told(&[31.0, 33.0, 29.0, 31.0, 26.0, 28.0, 24.0]),
        fact(HOUSING, "incidents_per_100_flats", "Incidents per 100 flats", Rate, "per:incidents:100:flats", Low,
            Draw::Rate { exposure: 148, per: 100, steady: true },
            "Incidents that hurt or could have hurt somebody, reported in the month, for each 100 of our 148 flats.")
            .places(1).level(&[(0.0, 4.4), (35.0, 3.6)]).told(&[3.4]),
        fact(HOUSING, "posts_empty", "Posts empty", Snapshot, "percent", Low, Draw::Standing { of: 62, spread: 1.2 },
            "Posts with nobody in them on the last day of the month, of the 62 in the team, agency staff not counted as in post.")
            .also(&["vacancies", "staff vacancies"])
            .aim(10.0).floor(15.0).level(&[(0.0, 9.0), (24.0, 10.0), (30.0, 13.0), (35.0, 18.0)]).told(&[19.0]),
        fact(HOUSING, "tenancy_kept_six_months", "Tenancies kept at six months", Quarterly, "percent", High, Draw::Share { people: 110, spread: 0.0 },
            "Of those who moved on to a tenancy of their own six months before the quarter, how many still hold one.")
            .aim(85.0).floor(78.0).every(Times::Quarters(12)).level(&[(0.0, 81.5), (35.0, 83.5)]).told(&[83.0]),
    ]
}

fn home_care() -> Vec<Fact> {
    vec![
        fact(HOME_CARE, "visits_on_time", "Visits within 30 minutes of plan", Proportion, "percent", High, Draw::Agencies,
            "Of about 300 visits drawn by lot from each agency's monitoring in the month, those that began within 30 minutes of the time agreed with the person.")
            .also(&["on time", "visits on time"])
            .aim(90.0).floor(85.0).level(&[(0.0, 79.8), (23.0, 82.0)])
            .told(&[92.0, 91.0, 94.0, 90.0, 95.0, 92.0, 93.0, 91.0, 96.0, 92.0, 94.0, 90.0])
            .mean_before(80.9)
            .rebased("Rounds planned by district, with travel paid, from November 2025. Agreed on 24 October 2025."),
        fact(HOME_CARE, "missed_visits", "Missed visits per 10,000", Rate, "per:missed visits:10000:visits", Low,
            Draw::Rate { exposure: 269_000, per: 10_000, steady: false },
            "Visits that did not happen and that nobody had called off, for each 10,000 planned in the month.")
            .aim(5.0).floor(9.0).places(1).level(&[(0.0, 8.7), (35.0, 7.2)]).told(&[7.1]),
        fact(HOME_CARE, "waiting_for_a_package", "People waiting over seven days for a package", Snapshot, "count:people", Low,
            Draw::OnTheDay { spread: 4.0 },
            "People agreed to need home care more than seven days ago and without any, counted each Monday morning.")
            .aim(20.0).floor(45.0).every(Times::Weeks(156)).level(&[(0.0, 46.0), (20.0, 30.0), (35.0, 37.0)]).told(&[38.0]),
        fact(HOME_CARE, "packages_handed_back", "Packages handed back", Count, "count:packages", Low, Draw::Events { spread: 0.0 },
            "Packages of care that an agency gave back in the month because it could no longer staff them.")
            .level(&[(0.0, 6.5), (35.0, 10.5)]).told(&[11.0]),
        fact(HOME_CARE, "feels_safe", "Feels safe because of services", Survey, "percent", High, Draw::Told { people: &[398, 405, 412] },
            "Of people with home care who answered the yearly survey, those who said that services help them feel safe.")
            .every(Times::FinancialYears { count: 3, apart: 1 }).told(&[67.0, 68.0, 69.0]),
    ]
}

fn reablement() -> Vec<Fact> {
    vec![
        fact(
            REABLEMENT,
            "still_at_home",
            "Still at home after 91 days",
            Proportion,
            "percent",
            High,
            Draw::Share { people: 250, spread: 0.0 },
            "Of people who began reablement after hospital 91 days before the month's end, those who were at home on that day.",
        )
        .aim(82.0)
        .floor(75.0)
        .told(&[
            74.0, 69.0, 77.0, 72.0, 70.0, 78.0, 71.0, 75.0, 73.0, 68.0, 76.0, 72.0, 79.0, 70.0, 74.0, 73.0, 67.0, 77.0, 72.0, 75.0, 70.0,
            74.0, 76.0, 72.0, 84.0, 87.0, 83.0, 88.0, 85.0, 82.0, 89.0, 85.0, 83.0, 87.0, 86.0, 84.0,
        ])
        .rebased("A therapist on the first visit and the family at the table, from November 2025. Agreed on 24 October 2025."),
        fact(
            REABLEMENT,
            "days_to_first_visit",
            "Days from leaving hospital to the first visit",
            Value,
            "days",
            Low,
            Draw::Value { spread: 0.95, people: 254 },
            "Mean days from leaving hospital to the first reablement visit at home, over everyone first visited in the month.",
        )
        .also(&["first visit"])
        .aim(7.0)
        .floor(8.0)
        .places(1)
        .level(&[(0.0, 11.7)])
        .told(&[5.6, 6.1, 5.2, 5.9, 5.4, 6.2, 5.5, 5.8, 5.1, 6.0, 5.6, 5.3])
        .mean_before(11.7)
        .rebased("Visits booked by the ward before people leave, seven days a week, from November 2025. Agreed on 24 October 2025."),
        fact(
            REABLEMENT,
            "no_ongoing_care",
            "Ended with no ongoing care",
            Proportion,
            "percent",
            High,
            Draw::Share { people: 240, spread: 0.0 },
            "Of people whose reablement ended in the month, those who then needed no care arranged by the council.",
        )
        .aim(62.0)
        .floor(58.0)
        .level(&[(0.0, 59.5), (24.0, 61.0), (35.0, 65.5)])
        .told(&[66.0]),
        fact(
            REABLEMENT,
            "refused_for_staff",
            "Refused for lack of staff",
            Count,
            "count:people",
            Low,
            Draw::Events { spread: 0.0 },
            "People referred in the month whom the team could not take because nobody was free.",
        )
        .level(&[(0.0, 14.0), (22.0, 13.0), (25.0, 5.0), (35.0, 4.5)])
        .told(&[4.0]),
        fact(
            REABLEMENT,
            "staff_say_fixed",
            "Front-line staff who say the waits are fixed",
            Survey,
            "percent",
            High,
            Draw::Told { people: &[14] },
            "Of the 14 front-line staff of the first-visit rota, those who said in October 2026 that the waits are fixed.",
        )
        .every(Times::Once(10))
        .told(&[79.0]),
    ]
}

fn supported_living() -> Vec<Fact> {
    vec![
        fact(
            SUPPORTED_LIVING,
            "reviews_in_time",
            "Reviews in time, lot C",
            Proportion,
            "percent",
            High,
            Draw::ShareOf { people: 14 },
            "Of the 14 people of lot C, those whose last full review was less than twelve months before the month's end.",
        )
        .also(&["reviews in time"])
        .aim(90.0)
        .floor(80.0)
        .level(&[(0.0, 80.0), (23.0, 84.0)])
        .told(&[100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 92.9, 100.0, 100.0, 100.0, 100.0, 100.0])
        .rebased("One reviewer for lot C, with dates set a year ahead, from November 2025. Agreed on 24 October 2025."),
        fact(
            SUPPORTED_LIVING,
            "places_short",
            "Places needed less places there are",
            Quarterly,
            "count:places",
            Low,
            Draw::OnTheDay { spread: 0.8 },
            "Places of lot C needed by people already known to us, less the places there are, at the quarter's end.",
        )
        .every(Times::Quarters(12))
        .level(&[(0.0, 4.0), (35.0, 10.5)])
        .told(&[11.0]),
        fact(
            SUPPORTED_LIVING,
            "days_to_source",
            "Days to source a placement",
            Value,
            "days",
            Low,
            Draw::Value { spread: 11.0, people: 5 },
            "Mean days from agreeing that a person needs a place to a provider saying yes, over those agreed in the month.",
        )
        .aim(42.0)
        .level(&[(0.0, 68.0), (35.0, 92.0)])
        .told(&[96.0]),
        fact(
            SUPPORTED_LIVING,
            "staff_turnover",
            "Staff turnover",
            Rolling,
            "percent",
            Low,
            Draw::RollingShare { people: 35 },
            "Staff of the six providers who left in the twelve months to the month's end, of those in post.",
        )
        .aim(28.0)
        .level(&[(-12.0, 30.0), (35.0, 34.0)])
        .told(&[34.0]),
        fact(
            SUPPORTED_LIVING,
            "restraint_incidents",
            "Restraint incidents",
            Count,
            "count:incidents",
            Low,
            Draw::Events { spread: 0.0 },
            "Times in the month when a person of lot C was held against their will, each reported within a day.",
        )
        .level(&[(0.0, 0.15), (35.0, 0.1)])
        .told(&[0.0]),
    ]
}

fn hospital_link() -> Vec<Fact> {
    vec![
        fact(
            HOSPITAL_LINK,
            "days_delayed",
            "Days waiting to leave hospital",
            Value,
            "days",
            Low,
            Draw::Value { spread: 0.6, people: 1_150 },
            "Mean days from the ward saying a person aged 65 or over is ready to leave, to their leaving with help arranged.",
        )
        .also(&["discharge delay"])
        .aim(6.0)
        .floor(7.0)
        .places(1)
        .level(&[(0.0, 8.1)])
        .told(&[5.1, 4.8, 5.4, 4.9, 5.2, 4.7, 5.0, 5.3, 4.8, 5.1, 4.9, 5.2])
        .mean_before(8.1)
        .rebased("People leave first and are assessed at home, from November 2025. Agreed on 24 October 2025."),
        fact(
            HOSPITAL_LINK,
            "readmissions",
            "Back in hospital within 30 days",
            Proportion,
            "percent",
            Low,
            Draw::Share { people: 4_000, spread: 0.0 },
            "Of people aged 65 and over who left hospital in the month, those back in a bed, unplanned, within 30 days.",
        )
        .also(&["readmissions within 30 days"])
        .places(1)
        .every(Times::Months(24))
        .told(&[
            14.1, 13.2, 14.9, 14.4, 13.0, 14.6, 13.6, 14.8, 14.2, 13.3, 14.7, 13.7, 15.0, 16.1, 15.4, 16.6, 15.8, 15.2, 16.9, 16.0, 17.2,
            15.9, 16.7, 17.1,
        ]),
    ]
}
