//! Cases of adults' services.

use jiff::civil::date;
use model::case::{LookAt, Part, Size};
use model::outcome::OutcomeKind::{Outcome, Process};
use model::promise::Kept;
use model::terms::Way;

use super::{ChoiceTold, Next, OutcomeTold, PromiseTold, Told, WayTold, pounds, told};
use crate::county::services::{HOME_CARE, HOSPITAL_LINK, HOUSING, REABLEMENT, SUPPORTED_LIVING};

pub(super) fn cases() -> Vec<Told> {
    vec![reablement(), home_care(), supported_living(), leaving_hospital(), housing()]
}

fn housing() -> Told {
    let choice = |title, model, part, outcome, cost, affects, how_sure| ChoiceTold {
        title,
        model,
        part,
        outcome,
        cost,
        affects,
        how_sure,
        on: date(2026, 9, 15),
        ruled_out: None,
    };
    let ruled_out = |title, model, reason| ChoiceTold {
        ruled_out: Some(reason),
        ..choice(title, model, "", "Not worked out", None, "148 flats, 62 staff", "Not asked")
    };
    Told {
        difference: "People leaving our 148 flats have a home of their own within 26 weeks, and keep it.",
        people: "Single homeless adults: about 25 move on each month.",
        with_whom: "Five districts that find the homes: Aldermere, Harrowdene, Castlebrook, Wexmoor and Fenwold.",
        partners: &["aldermere", "harrowdene", "castlebrook", "wexmoor", "fenwold", "lindle_trust"],
        size: Size::Major,
        strengths: "Staff cut the usual stay from 34 weeks to 24. Former residents meet new ones in every scheme. Lindle Tenancy Trust and 45 other charities already work with the same people.",
        saving_counted: pounds(680_000),
        next: Some(Next {
            what: "Choose what to do",
            by: date(2026, 12, 1),
            if_not: "No choice reaches Cabinet",
            because: "Savings of £680,000 are planned from a transfer; the service is not ready, because October slipped back to 32 weeks.",
            on: date(2026, 11, 20),
        }),
        outcomes: vec![
            OutcomeTold {
                statement: "People who leave our flats have a home of their own within 26 weeks.",
                kind: Outcome,
                measure: Some("weeks_to_move_on"),
                baseline: Some(34.2),
                target: Some(26.0),
                by: Some(date(2026, 10, 31)),
            },
            OutcomeTold {
                statement: "They keep it.",
                kind: Outcome,
                measure: Some("tenancy_kept_six_months"),
                baseline: Some(82.0),
                target: Some(85.0),
                by: None,
            },
        ],
        rooms: vec![
            (
                Part::Want,
                "Nine people with lived experience (paid £25 an hour), five districts, the head of commissioning",
                date(2026, 6, 9),
            ),
            (Part::Know, "The analyst, service staff, Lindle Tenancy Trust, two people with lived experience", date(2026, 7, 7)),
            (
                Part::Could,
                "Service staff, two districts, the head of procurement, the finance business partner. No residents yet",
                date(2026, 9, 15),
            ),
            (Part::Chose, "The head of commissioning", date(2026, 11, 16)),
            (Part::Learned, "Nine people with lived experience, the analyst", date(2026, 10, 20)),
        ],
        looks: vec![
            (LookAt::Need, date(2026, 6, 9), "Who comes, from where, and what they say they need: a tenancy kept, not a bed."),
            (
                LookAt::Market,
                date(2026, 6, 23),
                "A consultant’s letter went to possible providers before any option was written; four answered.",
            ),
            (LookAt::Performance, date(2026, 7, 7), "36 months of weeks, empty days, incidents and posts."),
            (LookAt::Options, date(2026, 9, 15), "Twelve ways of doing it, staying as we are among them."),
            (LookAt::Skills, date(2026, 9, 22), "Nobody here has run a transfer of staff for six years: help is to be found."),
            (LookAt::Relationships, date(2026, 9, 29), "The districts come to the weekly meeting; two would leave it after a transfer."),
        ],
        choices: vec![
            ChoiceTold {
                on: date(2026, 5, 18),
                ..choice(
                    "Transfer all six schemes",
                    "transfer_voluntary",
                    "",
                    "Not known",
                    pounds(2_720_000),
                    "148 flats, 62 staff",
                    "Not very: the saving is untested",
                )
            },
            choice(
                "Test with one scheme",
                "contract_voluntary",
                "One scheme, for six months",
                "24 or less",
                pounds(3_460_000),
                "25 flats, 10 staff",
                "Fairly: small, with a stop rule",
            ),
            ChoiceTold {
                on: date(2026, 11, 20),
                ..choice(
                    "Transfer outreach only",
                    "transfer_voluntary",
                    "Outreach",
                    "24",
                    pounds(3_310_000),
                    "No flats, 8 staff",
                    "Not very: the split of cost is a guess",
                )
            },
            choice(
                "Share it with the districts",
                "shared_service",
                "",
                "24 or less",
                pounds(3_300_000),
                "148 flats, 62 staff",
                "Not very: no district has costed it",
            ),
            choice(
                "Return it to one council in April 2028",
                "merge",
                "",
                "Not known",
                None,
                "148 flats, 62 staff",
                "Not known: there is no one to ask until May 2027",
            ),
            choice("A staff mutual", "mutual", "", "24", pounds(3_350_000), "148 flats, 62 staff", "Not very: no ballot has been held"),
            choice(
                "Redesign led by staff and residents",
                "staff_led_redesign",
                "",
                "23 or less",
                pounds(3_400_000),
                "148 flats, 62 staff",
                "Fairly: the last fix was theirs",
            ),
            ruled_out("Contract with a business", "contract", "Nobody who answered the letter would take the repairs as well."),
            ruled_out("A company of the council’s own", "local_authority_company", "Its overheads alone come to more than the saving."),
            ruled_out("Direct payments", "direct_payments", "Nobody can buy a flat with support alone; the market does not exist."),
            ruled_out("Stop", "stop", "148 people would be homeless, and the districts would owe them a duty."),
        ],
        ways: vec![
            WayTold {
                way: Way::FixFirst,
                what: "Explain October, bring empty days to 18, then ask again.",
                takes: "to March 2027",
                costs: "about £57,000 a month of saving put off",
                needs: "the repairs budget to stay with you",
            },
            WayTold {
                way: Way::TestSmall,
                what: "One of six schemes, about 25 flats, for six months. It can be undone.",
                takes: "six months",
                costs: "£60,000",
                needs: "one district’s agreement and a stop rule: empty days above 22, two months running",
            },
            WayTold {
                way: Way::TransferPart,
                what: "Outreach only. The flats, where the issues are, stay with you.",
                takes: "five months",
                costs: "nothing; it saves £90,000 a year",
                needs: "the cost split out and eight staff consulted",
            },
            WayTold {
                way: Way::TransferToFix,
                what: "Hand it over in order to fix it, with the issue on the table.",
                takes: "nine months",
                costs: "to be priced",
                needs: "the issue named and priced, the same measure, shared risk, a right to step in, a return date",
            },
            WayTold {
                way: Way::StayAndImprove,
                what: "Keep it, and let staff and residents lead the next fix.",
                takes: "a year",
                costs: "£3.40m, as now",
                needs: "£680,000 found elsewhere before budget council on 18 February 2027",
            },
        ],
        lessons: vec![(
            "Ask first. Nine people who had lived in the flats changed our question from “beds” to “a tenancy kept”.",
            "",
            date(2026, 10, 20),
        )],
        promises: vec![
            PromiseTold {
                what: "Housing-related support: under 26 weeks, every month for a year",
                made_on: date(2025, 10, 24),
                due: date(2026, 10, 31),
                measure: Some("weeks_to_move_on"),
                expected: Some(26.0),
                result: Some(("11 of 12 months; October was 32.0", Kept::PartKept, date(2026, 11, 20))),
            },
            PromiseTold {
                what: "Housing-related support: nobody loses a tenancy sooner because of it",
                made_on: date(2025, 10, 24),
                due: date(2026, 10, 31),
                measure: Some("tenancy_kept_six_months"),
                expected: Some(78.0),
                result: None,
            },
            PromiseTold {
                what: "Notice of December’s decisions, 28 days before Cabinet",
                made_on: date(2026, 10, 5),
                due: date(2026, 11, 16),
                measure: None,
                expected: None,
                result: None,
            },
        ],
        ..told("housing", HOUSING, date(2025, 9, 22), "Housing-related support for single homeless adults: who should run it?")
    }
}

fn reablement() -> Told {
    let choice = |title, model, cost, how_sure| ChoiceTold {
        title,
        model,
        part: "",
        outcome: "85 in 100 at home after 91 days",
        cost,
        affects: "3,050 people a year, 131 staff",
        how_sure,
        on: date(2026, 9, 8),
        ruled_out: None,
    };
    Told {
        difference: "People are home, steady and sure of themselves within six weeks of leaving hospital.",
        people: "3,050 people a year who leave hospital and could manage with a little help.",
        with_whom: "The ICB, Northvale Hospitals, and Vale Community and Mental Health NHS Trust.",
        partners: &["icb", "hospitals", "community_trust"],
        size: Size::Major,
        strengths: "131 staff who made first visits twice as fast in a month, and kept it so for a year.",
        next: Some(Next {
            what: "Put the agreement on Cabinet’s forward plan",
            by: date(2027, 1, 12),
            if_not: "The section 75 agreement misses February",
            because: "Both issues that matter most are shown to be fixed; a section 75 agreement could be decided.",
            on: date(2026, 11, 20),
        }),
        outcomes: vec![OutcomeTold {
            statement: "People are still at home 91 days after they began.",
            kind: Outcome,
            measure: Some("still_at_home"),
            baseline: Some(73.1),
            target: Some(82.0),
            by: Some(date(2026, 10, 31)),
        }],
        rooms: vec![
            (Part::Want, "Twelve people who had been through it, two wards, the ICB, the head of commissioning", date(2025, 12, 2)),
            (Part::Know, "The analyst, therapists, the hospitals", date(2026, 6, 16)),
            (Part::Could, "Front-line staff, the ICB, the community trust, the finance business partner", date(2026, 9, 8)),
        ],
        looks: vec![
            (LookAt::Need, date(2025, 12, 2), "Who leaves hospital, to what home, and who helps there."),
            (LookAt::Performance, date(2026, 6, 16), "First visits, 91 days, no ongoing care, refusals: 31 months."),
            (LookAt::Options, date(2026, 8, 25), "Four ways: as now, section 75, the community trust, a staff mutual."),
            (LookAt::Market, date(2026, 8, 25), "Nobody else in the county has therapists; the community trust has 40."),
            (LookAt::Skills, date(2026, 9, 1), "Finance and law of section 75 are here; the ICB has done three."),
            (LookAt::Relationships, date(2026, 9, 1), "Wards and team meet daily; the boards have agreed how to disagree."),
        ],
        choices: vec![
            choice(
                "Section 75 agreement with the ICB",
                "section_75",
                pounds(9_600_000),
                "Fairly: the same measures are written into the agreement",
            ),
            choice(
                "Transfer to the community trust",
                "transfer_public_partner",
                pounds(9_450_000),
                "Not very: the pensions are not costed",
            ),
        ],
        lessons: vec![(
            "A visit booked before the person leaves does more than a visit promised after.",
            "The ICB and both trusts",
            date(2026, 11, 10),
        )],
        promises: vec![PromiseTold {
            what: "Reablement: a first visit within 7 days, every month for a year",
            made_on: date(2025, 10, 24),
            due: date(2026, 10, 31),
            measure: Some("days_to_first_visit"),
            expected: Some(7.0),
            result: Some(("12 of 12 months, between 5.1 and 6.2 days", Kept::Kept, date(2026, 11, 20))),
        }],
        ..told("reablement", REABLEMENT, date(2025, 9, 23), "Reablement at home: an agreement with the NHS, or as now?")
    }
}

fn home_care() -> Told {
    Told {
        difference: "Help comes when it was promised, every week, in every valley.",
        people: "2,150 people with home care on any day, and those who wait for it.",
        with_whom: "41 agencies, the hospitals and the districts.",
        partners: &["hospitals", "high_tarrow"],
        size: Size::Major,
        strengths: "Three agencies owned by their carers have the fewest late visits.",
        next: Some(Next {
            what: "Find what makes two months in the year bad",
            by: date(2027, 1, 29),
            if_not: "The framework is let again in 2028 as it is",
            because: "The average is on target; the bad months are not yet dependable, by 0.7 of a point.",
            on: date(2026, 11, 20),
        }),
        outcomes: vec![OutcomeTold {
            statement: "Visits begin within half an hour of when they were agreed.",
            kind: Process,
            measure: Some("visits_on_time"),
            baseline: Some(80.9),
            target: Some(90.0),
            by: Some(date(2026, 10, 31)),
        }],
        rooms: vec![(Part::Want, "Fourteen people with home care, six agencies, Healthwatch", date(2026, 2, 24))],
        looks: vec![(LookAt::Performance, date(2026, 6, 30), "Visits on time by agency; one changed what it counts in April 2025.")],
        ..told("home_care", HOME_CARE, date(2026, 2, 9), "Home care: what has to change before the framework ends?")
    }
}

fn supported_living() -> Told {
    let choice = |title, model, outcome, how_sure| ChoiceTold {
        title,
        model,
        part: "Lot C",
        outcome,
        cost: pounds(3_100_000),
        affects: "14 people, 11 more by 2028",
        how_sure,
        on: date(2026, 10, 13),
        ruled_out: None,
    };
    Told {
        difference: "People who leave long-stay hospital live in a home of their own, near people they know.",
        people: "14 people with the most complex needs, and 11 more who wait in hospital.",
        with_whom: "The ICB, the community trust, six providers and the families.",
        partners: &["icb", "community_trust"],
        size: Size::Major,
        strengths: "Twelve of the fourteen have lived in the same home for three years.",
        next: Some(Next {
            what: "Choose how to keep 14 places",
            by: date(2026, 12, 15),
            if_not: "The contract ends on 21 January",
            because: "One provider could bid for lot C, and its contract ends in 61 days.",
            on: date(2026, 11, 20),
        }),
        rooms: vec![(Part::Want, "Five families, the ICB, two advocates", date(2026, 3, 24))],
        looks: vec![
            (LookAt::Need, date(2026, 3, 24), "14 people now; 11 more by 2028, each known by name to the team."),
            (LookAt::Market, date(2026, 9, 29), "One able provider within 40 miles; two rules on money shut out four of six."),
        ],
        choices: vec![
            choice("Let it again as it is", "re_let", "One bid, or none", "Fairly: the providers were asked"),
            choice("Three small lots for seven years", "contract", "Two or three bids", "Fairly: the providers were asked"),
            choice("Extend for six months", "extend", "14 places kept", "Very: the provider agrees"),
        ],
        ..told(
            "supported_living",
            SUPPORTED_LIVING,
            date(2026, 3, 2),
            "Complex supported living: how do we keep 14 places and find 11 more?",
        )
    }
}

fn leaving_hospital() -> Told {
    Told {
        difference: "People leave hospital when they are ready, and do not have to come back.",
        people: "About 4,000 people aged 65 and over who leave hospital each month.",
        with_whom: "The ICB and Northvale Hospitals.",
        partners: &["icb", "hospitals"],
        strengths: "One team of nurses and social workers, on the wards every morning.",
        next: Some(Next {
            what: "Agree what help has to be at home before anyone leaves",
            by: date(2026, 12, 17),
            if_not: "January begins as it is",
            because: "People wait 5 days, not 8, but more come back within 30 days.",
            on: date(2026, 11, 18),
        }),
        rooms: vec![(Part::Know, "The ICB, ward sisters, the discharge lead, the analyst", date(2026, 11, 18))],
        looks: vec![(LookAt::Performance, date(2026, 11, 18), "Days waited and people back within 30 days, side by side.")],
        ..told("leaving_hospital", HOSPITAL_LINK, date(2026, 4, 13), "Leaving hospital: is the wait solved, or has it moved?")
    }
}
