//! The known issues of Northvale: who raised them, what is being done, what would show them fixed, and who was asked.

use jiff::civil::date;
use model::control::{Control, Hold};
use model::issue::{RaisedBy, Severity};
use model::test_period::Asked;
use quantity::Date;

use super::services::{HOME_CARE, HOSPITAL_LINK, HOUSING, PLACEMENTS, REABLEMENT, SUPPORTED_LIVING, TRANSPORT};

/// A known issue as the county file tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    pub key: &'static str,
    pub service: u8,
    pub title: &'static str,
    pub describes: &'static str,
    pub severity: Severity,
    pub raised_by: RaisedBy,
    pub raised_on: Date,
    /// Looked at by the lead: the day, and what was said. None: waiting.
    pub triage: Option<(Date, &'static str)>,
    /// Confirmed from outside as one that matters most.
    pub material: Option<(Date, &'static str)>,
    /// Key of its measure.
    pub measure: &'static str,
    pub fixes: Vec<Fix>,
    pub test: Option<Test>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    pub what: &'static str,
    pub owner: &'static str,
    pub started: Date,
    pub needs: Control,
    pub needs_words: &'static str,
}

/// The test period, and all that was put to it since.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    pub locked_on: Date,
    /// Periods as `Period::parse` reads them.
    pub baseline: (&'static str, &'static str),
    pub starts: &'static str,
    /// Keys of the measures watched beside it.
    pub beside: &'static [&'static str],
    pub mechanism: Option<(Date, &'static str)>,
    /// Who, could be asked, answered, agree, what the others were told, when.
    pub asked: Vec<(Asked, u32, u32, u32, &'static str, Date)>,
    /// Looked at by someone outside the service.
    pub data_checked: Option<(Date, &'static str)>,
    /// A measure beside it looked worse, and a person outside said whether the issue moved there.
    pub moved: Option<(Date, &'static str, &'static str)>,
    /// A test agreed before this one, and given up.
    pub first: Option<First>,
    /// Period, account, evidence, and when it was offered. None has been accepted yet.
    pub explained: Option<(&'static str, &'static str, &'static str, Date)>,
}

/// A test that was given up before it began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct First {
    pub locked_on: Date,
    pub baseline: (&'static str, &'static str),
    pub starts: &'static str,
    pub voided_on: Date,
    pub why: &'static str,
}

const fn control(people: Hold, budget: Hold, environment: Hold) -> Control {
    Control { people, budget, environment }
}

/// The day most tests were locked: before November 2025 began.
pub const LOCKED: Date = date(2025, 10, 24);
const BEFORE: (&str, &str) = ("2023-11", "2025-10");

fn test(beside: &'static [&'static str]) -> Test {
    Test {
        locked_on: LOCKED,
        baseline: BEFORE,
        starts: "2025-11",
        beside,
        mechanism: None,
        asked: Vec::new(),
        data_checked: None,
        moved: None,
        first: None,
        explained: None,
    }
}

const TRIAGED: Date = date(2025, 9, 9);
const CONFIRMED: Date = date(2025, 9, 16);
const CHECKED: Date = date(2026, 11, 12);

/// Every known issue, in the order they were raised.
pub fn issues() -> Vec<Issue> {
    let mut all = [housing(), home_care(), reablement(), elsewhere()].concat();
    all.sort_by_key(|issue| issue.raised_on);
    all
}

fn housing() -> Vec<Issue> {
    vec![
        Issue {
            key: "stays_too_long",
            service: HOUSING,
            title: "People stay too long before moving on",
            describes: "Half of the people who leave our flats have waited more than 34 weeks for a home of their own. Some lose heart, and others wait outside for their flat.",
            severity: Severity::High,
            raised_by: RaisedBy::Partners,
            raised_on: date(2025, 9, 2),
            triage: Some((
                TRIAGED,
                "Seen with five districts: it is the waits for a home that are long, not the support. A move-on worker in each scheme is to be tried.",
            )),
            material: Some((CONFIRMED, "Five districts and nine people who have lived in the flats agree that this matters most.")),
            measure: "weeks_to_move_on",
            fixes: vec![
                Fix {
                    what: "One move-on worker in each scheme",
                    owner: "Service manager, housing-related support",
                    started: date(2025, 11, 3),
                    needs: control(Hold::Full, Hold::Part, Hold::None),
                    needs_words: "The workers, and the budget for their posts",
                },
                Fix {
                    what: "Weekly move-on meeting with the districts",
                    owner: "Service manager, housing-related support",
                    started: date(2025, 11, 6),
                    needs: control(Hold::Part, Hold::None, Hold::None),
                    needs_words: "Who comes to the meeting, and the right to call it",
                },
            ],
            test: Some(Test {
                data_checked: Some((
                    CHECKED,
                    "36 of 36 months are there, counted one way; three months were counted again from the tenancy files and agreed.",
                )),
                mechanism: Some((
                    date(2026, 10, 15),
                    "The worker finds a home while the person is still settling in, and the meeting clears what stands in the way within a week.",
                )),
                explained: Some((
                    "2026-10",
                    "The figure is right. Nine of October’s 25 had waited for one block in Harrowdene that opened late. They are home now, and that is good. Counting only the people who leave makes it look worse than it is.",
                    "Dates of the nine moves, without names, sent to be checked; the landlord’s letter about the late opening.",
                    date(2026, 11, 20),
                )),
                ..test(&["tenancy_kept_six_months"])
            }),
        },
        Issue {
            key: "flats_empty",
            service: HOUSING,
            title: "Flats stand empty too long",
            describes: "Between one person leaving and the next moving in, a flat stands empty for 41 days, mostly waiting for repairs.",
            severity: Severity::Medium,
            raised_by: RaisedBy::Partners,
            raised_on: date(2026, 2, 2),
            triage: Some((date(2026, 2, 9), "Seen with the repairs team: three weeks of the six go on waiting for a contractor.")),
            material: Some((
                date(2026, 2, 16),
                "Five districts and nine people who have lived in the flats agree that it is the second that matters most.",
            )),
            measure: "void_days",
            fixes: vec![Fix {
                what: "Repairs within ten days between lettings",
                owner: "Service manager, housing-related support",
                started: date(2026, 4, 1),
                needs: control(Hold::None, Hold::Full, Hold::Full),
                needs_words: "The repairs budget, and the right to send a contractor the same day",
            }],
            test: Some(Test {
                locked_on: date(2026, 3, 27),
                baseline: ("2023-11", "2026-03"),
                starts: "2026-04",
                first: Some(First {
                    locked_on: date(2026, 2, 20),
                    baseline: ("2023-11", "2026-02"),
                    starts: "2026-03",
                    voided_on: date(2026, 3, 24),
                    why: "The contractor could not begin before April, so March would have been one more month of the old way.",
                }),
                data_checked: Some((
                    CHECKED,
                    "All months are there, counted one way; a month was counted again from the repairs orders and agreed.",
                )),
                ..test(&["tenancy_kept_six_months"])
            }),
        },
        Issue {
            key: "posts_empty",
            service: HOUSING,
            title: "Too many posts are empty",
            describes: "Twelve of the team’s 62 posts have nobody in them. Those who are left cover two schemes at once.",
            severity: Severity::Medium,
            raised_by: RaisedBy::Staff,
            raised_on: date(2026, 11, 19),
            triage: None,
            material: None,
            measure: "posts_empty",
            fixes: Vec::new(),
            test: None,
        },
    ]
}

fn home_care() -> Vec<Issue> {
    vec![Issue {
        key: "visits_late",
        service: HOME_CARE,
        title: "Visits come late",
        describes: "One visit in five begins more than half an hour from when it was agreed. People miss medicines, or sit in bed until noon.",
        severity: Severity::High,
        raised_by: RaisedBy::Users,
        raised_on: date(2025, 9, 3),
        triage: Some((TRIAGED, "Seen with six agencies: rounds cross the county, and travel is not paid for.")),
        material: Some((CONFIRMED, "Healthwatch and the hospitals agree that late visits matter most.")),
        measure: "visits_on_time",
        fixes: vec![Fix {
            what: "Rounds planned by district, with travel paid",
            owner: "Framework manager, home care",
            started: date(2025, 11, 1),
            needs: control(Hold::None, Hold::Part, Hold::Part),
            needs_words: "The price for travel, and the areas of the framework",
        }],
        test: Some(Test {
            data_checked: Some((
                CHECKED,
                "All months are there; one agency’s change of definition in April 2025 was found and its gain is not counted.",
            )),
            asked: vec![(
                Asked::Users,
                412,
                388,
                306,
                "The 82 were written to in October, each with the name of their round’s planner.",
                date(2026, 10, 9),
            )],
            ..test(&["missed_visits", "packages_handed_back"])
        }),
    }]
}

fn reablement() -> Vec<Issue> {
    let asked = || {
        vec![
            (
                Asked::Staff,
                14,
                14,
                11,
                "The three were answered in writing on 6 November: weekend cover in High Tarrow begins in January.",
                date(2026, 10, 23),
            ),
            (Asked::Users, 38, 38, 33, "The five were visited; two had been told another day by the ward.", date(2026, 10, 30)),
        ]
    };
    vec![
        Issue {
            key: "first_visit_late",
            service: REABLEMENT,
            title: "The first visit comes too late",
            describes: "People wait nearly twelve days at home for the first visit, and lose the strength they came to regain.",
            severity: Severity::High,
            raised_by: RaisedBy::Partners,
            raised_on: date(2025, 9, 4),
            triage: Some((TRIAGED, "Seen with the wards: visits are booked only once the papers arrive.")),
            material: Some((CONFIRMED, "The ICB and the hospitals agree that this is one of the two that matter most.")),
            measure: "days_to_first_visit",
            fixes: vec![Fix {
                what: "Visits booked by the ward before people leave, seven days a week",
                owner: "Service manager, reablement",
                started: date(2025, 11, 1),
                needs: control(Hold::Part, Hold::None, Hold::None),
                needs_words: "Who plans the rota at weekends",
            }],
            test: Some(Test {
                mechanism: Some((
                    date(2026, 11, 2),
                    "The ward books the visit into the team’s rota before the person leaves, so no day is lost to papers.",
                )),
                asked: asked(),
                data_checked: Some((
                    CHECKED,
                    "All 36 months are there, counted one way; 60 visits were followed back to the ward’s record and agreed.",
                )),
                ..test(&["no_ongoing_care", "refused_for_staff"])
            }),
        },
        Issue {
            key: "not_at_home",
            service: REABLEMENT,
            title: "Too few are still at home after 91 days",
            describes: "More than one in four people are back in hospital or in a care home three months after they began.",
            severity: Severity::High,
            raised_by: RaisedBy::Partners,
            raised_on: date(2025, 9, 4),
            triage: Some((TRIAGED, "Seen with therapists: the first visit was made without one.")),
            material: Some((CONFIRMED, "The ICB and the hospitals agree that this is one of the two that matter most.")),
            measure: "still_at_home",
            fixes: vec![Fix {
                what: "A therapist on the first visit, and the family at the table",
                owner: "Service manager, reablement",
                started: date(2025, 11, 1),
                needs: control(Hold::Part, Hold::None, Hold::None),
                needs_words: "Which therapists go on first visits",
            }],
            test: Some(Test {
                mechanism: Some((
                    date(2026, 11, 2),
                    "The therapist sets the goals on the first visit with the family there, so that help tapers to a plan and does not just stop.",
                )),
                asked: asked(),
                data_checked: Some((
                    CHECKED,
                    "All 36 months are there, counted one way; the day-91 checks of one month were made again and agreed.",
                )),
                ..test(&["no_ongoing_care", "refused_for_staff"])
            }),
        },
    ]
}

fn elsewhere() -> Vec<Issue> {
    vec![
        Issue {
            key: "placements_break_down",
            service: PLACEMENTS,
            title: "Placements break down",
            describes: "More than a third of children in long-term care have had to move in the last two years.",
            severity: Severity::High,
            raised_by: RaisedBy::Inspectors,
            raised_on: date(2025, 3, 10),
            triage: Some((date(2025, 3, 14), "Seen with the children in care council: the first year is when placements fail.")),
            material: Some((date(2025, 3, 18), "The children in care council and the ICB agree that this matters most.")),
            measure: "placement_stability",
            fixes: vec![Fix {
                what: "A worker for each placement in its first year",
                owner: "Head of placements",
                started: date(2025, 4, 1),
                needs: control(Hold::Full, Hold::Part, Hold::None),
                needs_words: "The workers and their posts",
            }],
            test: Some(Test {
                locked_on: date(2025, 3, 24),
                baseline: ("2023-Q2", "2025-Q1"),
                starts: "2025-Q2",
                data_checked: Some((CHECKED, "All quarters are there, counted one way.")),
                ..test(&["three_moves"])
            }),
        },
        Issue {
            key: "reviews_late",
            service: SUPPORTED_LIVING,
            title: "Reviews come late",
            describes: "Three of the 14 people of lot C had not had a full review for more than a year.",
            severity: Severity::Medium,
            raised_by: RaisedBy::Inspectors,
            raised_on: date(2025, 9, 5),
            triage: Some((TRIAGED, "Seen with the reviewers: nobody held the dates for lot C.")),
            material: Some((CONFIRMED, "Two families and the ICB agree that this matters most.")),
            measure: "reviews_in_time",
            fixes: vec![Fix {
                what: "One reviewer for lot C, with dates set a year ahead",
                owner: "Team manager, complex care",
                started: date(2025, 11, 1),
                needs: control(Hold::Part, Hold::None, Hold::None),
                needs_words: "The reviewer’s time",
            }],
            test: Some(Test {
                data_checked: Some((CHECKED, "All months are there; each of the 14 was followed back to the file.")),
                ..test(&["restraint_incidents"])
            }),
        },
        Issue {
            key: "arrivals_late",
            service: TRANSPORT,
            title: "Children arrive late",
            describes: "One journey in twelve arrives after the bell. Children who need the start of the day most miss it.",
            severity: Severity::High,
            raised_by: RaisedBy::Users,
            raised_on: date(2025, 9, 8),
            triage: Some((date(2025, 9, 12), "Seen with four schools: routes planned in July no longer fit by October.")),
            material: Some((CONFIRMED, "Four head teachers and the parents’ forum agree that this matters most.")),
            measure: "arrivals_on_time",
            fixes: vec![Fix {
                what: "Routes planned again with the schools each half term",
                owner: "Passenger transport manager",
                started: date(2025, 11, 1),
                needs: control(Hold::Part, Hold::None, Hold::Part),
                needs_words: "The planners’ time, and the system the routes are planned in",
            }],
            test: Some(Test {
                data_checked: Some((CHECKED, "All months are there, counted one way, from the operators’ trackers.")),
                ..test(&["complaints"])
            }),
        },
        Issue {
            key: "discharge_delayed",
            service: HOSPITAL_LINK,
            title: "People wait too long to leave hospital",
            describes: "People who are ready to leave wait more than eight days for the help they need at home.",
            severity: Severity::High,
            raised_by: RaisedBy::Partners,
            raised_on: date(2025, 9, 9),
            triage: Some((date(2025, 9, 12), "Seen with the wards and the ICB: everyone is assessed in hospital, in turn.")),
            material: Some((CONFIRMED, "The ICB agrees that this matters most.")),
            measure: "days_delayed",
            fixes: vec![Fix {
                what: "People leave first and are assessed at home",
                owner: "Discharge lead, Northvale Hospitals",
                started: date(2025, 11, 1),
                needs: control(Hold::Part, Hold::Part, Hold::None),
                needs_words: "The assessors’ time, and the fund for the first four weeks",
            }],
            test: Some(Test {
                data_checked: Some((CHECKED, "All months are there; the hospitals’ and the council’s counts agree to within two people.")),
                moved: Some((
                    date(2026, 11, 18),
                    "readmissions",
                    "Looked at 40 of the people who came back: 26 had gone home before help was there. The wait has moved, not gone.",
                )),
                ..test(&["readmissions"])
            }),
        },
    ]
}

#[cfg(test)]
mod tests;
