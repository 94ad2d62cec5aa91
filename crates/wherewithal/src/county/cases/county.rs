//! Cases of prevention, children's services and places; a light one among them.

use jiff::civil::date;
use model::buy_in::Level;
use model::case::{LookAt, Part, Size};
use model::outcome::OutcomeKind::Outcome;
use model::promise::Kept;
use model::skill::SkillUnit;

use super::{AskedTold, ChoiceTold, Next, OutcomeTold, PromiseTold, SkillTold, Told, Whom, pounds, told};
use crate::county::services::{FALLS, FENWOLD_FUND, GRANTS, LEISURE, TRANSPORT, WASTE};

pub(super) fn cases() -> Vec<Told> {
    vec![waste(), school_transport(), falls(), grants(), warm_room(), leisure()]
}

fn falls() -> Told {
    let another = |title, model, ruled_out| ChoiceTold {
        title,
        model,
        part: "",
        outcome: "Fewer falls",
        cost: None,
        affects: "2,400 older people a year",
        how_sure: "Not very: nobody has tried it here",
        on: date(2026, 10, 22),
        ruled_out,
    };
    Told {
        difference: "Older people stay on their feet, and out of hospital.",
        people: "2,400 people aged 65 and over a year who have fallen or fear to.",
        with_whom: "The ICB, Northvale Fire and Rescue, and eight districts.",
        partners: &["icb", "fire", "aldermere", "high_tarrow"],
        strengths: "118 village halls, 60 volunteers who lead classes, and fire crews whom people let in.",
        next: Some(Next {
            what: "Agree the split",
            by: date(2026, 12, 8),
            if_not: "£520,000 has no agreed payers",
            because: "The NHS would gain nearly £6 for every £1 the council gains, and the council pays most.",
            on: date(2026, 11, 17),
        }),
        outcomes: vec![OutcomeTold {
            statement: "Fewer people aged 65 and over are taken to hospital after a fall.",
            kind: Outcome,
            measure: Some("falls_admissions"),
            baseline: Some(2_240.0),
            target: None,
            by: Some(date(2028, 3, 31)),
        }],
        rooms: vec![
            (Part::Want, "Eleven older people of three villages, the ICB, the fire service", date(2026, 6, 18)),
            (Part::Could, "Leaders of the four bodies, nine of their managers", date(2026, 10, 22)),
        ],
        looks: vec![
            (LookAt::Need, date(2026, 6, 18), "Who falls, where, and how far the nearest class is."),
            (LookAt::Relationships, date(2026, 10, 22), "Leaders: 4 of 4 for it. Managers: 5 of 9."),
        ],
        choices: vec![
            ChoiceTold {
                title: "Pay for it together",
                model: "section_75",
                part: "",
                outcome: "462 falls avoided a year",
                cost: pounds(520_000),
                affects: "2,400 older people a year",
                how_sure: "Fairly: it turns on how many finish the classes",
                on: date(2026, 10, 22),
                ruled_out: None,
            },
            another("The council alone", "in_house", None),
            another(
                "A contract for classes",
                "contract",
                Some("Two of 60 class leaders would work for a contractor; halls would close their doors."),
            ),
            another("Grants to village halls", "grant", None),
            another("Prompts by GPs and fire crews", "behaviour_change", None),
        ],
        asked: falls_asked(),
        skills: falls_skills(),
        ..told("falls", FALLS, date(2026, 6, 1), "Steady on your feet: who pays, and who gains?")
    }
}

/// Each group for itself. Nobody has asked High Tarrow.
fn falls_asked() -> Vec<AskedTold> {
    let said = |whom, who, how, figures, words, on, source| AskedTold { whom, who, how, figures, words, on, source };
    let meeting = "At the leaders’ meeting, one by one";
    let (day, note) = (date(2026, 10, 22), "Note of the meeting of 22 October");
    let leader = |body, words| said(Whom::Partner(body, Level::Leaders), "", meeting, [1, 1, 1, 0, 0], words, day, note);
    let political = |leads, who, figures, words| {
        said(
            Whom::Political(leads),
            who,
            "Each group was sent two pages and answered by its whip",
            figures,
            words,
            date(2026, 11, 11),
            "Letters of 11 November",
        )
    };
    vec![
        said(
            Whom::Staff,
            "public health and adult care",
            "A survey by e-mail, open for two weeks",
            [26, 19, 14, 5, 0],
            "Classes work. We do not know who would ring people who stop coming.",
            date(2026, 10, 30),
            "Survey of 16 to 30 October",
        ),
        leader("icb", "For it, once the split is agreed."),
        leader("fire", "Our crews are in these homes already."),
        leader("aldermere", "For it, if the halls are paid for."),
        said(
            Whom::Partner("icb", Level::Managers),
            "",
            "A call with each",
            [6, 6, 1, 5, 0],
            "The money is counted once for winter beds already.",
            date(2026, 10, 28),
            "Notes of six calls, 26 to 28 October",
        ),
        said(
            Whom::Partner("fire", Level::FrontLine),
            "crews of three stations",
            "At the change of a shift, on paper",
            [62, 44, 31, 13, 0],
            "Ten minutes more at each home, and people ask us in.",
            date(2026, 11, 4),
            "Returns of three stations, 4 November",
        ),
        said(
            Whom::Partner("icb", Level::FrontLine),
            "physiotherapists",
            "A survey by e-mail, open for one week",
            [48, 15, 11, 4, 0],
            "Send us those who fell twice.",
            date(2026, 11, 6),
            "Survey of 30 October to 6 November",
        ),
        political(true, "the Vale Alliance", [24, 22, 22, 0, 0], "It keeps people at home, and the NHS pays its part."),
        political(false, "Northvale Independents", [17, 15, 0, 15, 0], "We would see the split before we say."),
        political(false, "the Civic group", [9, 9, 0, 0, 9], "The council pays for what the NHS gains."),
    ]
}

fn falls_skills() -> Vec<SkillTold> {
    let skill = |skill, option, amount, unit, by, lender| SkillTold { skill, option, amount, unit, by, lender, on: date(2026, 11, 18) };
    vec![
        skill("Law of section 75 agreements", "A", 12.0, SkillUnit::Days, date(2027, 1, 15), Some(("icb", "Head of legal services"))),
        skill("Teaching people to lead strength classes", "", 0.5, SkillUnit::FullTime, date(2027, 3, 1), None),
        skill("Counting falls avoided, person by person", "", 20.0, SkillUnit::Days, date(2027, 4, 1), Some(("county", "Analyst"))),
        skill("Sharing records between NHS and council lawfully", "A", 8.0, SkillUnit::Days, date(2027, 2, 1), None),
    ]
}

/// Under £100,000: five answers, done in one sitting.
fn warm_room() -> Told {
    Told {
        size: Size::Light,
        annual_cost: pounds(4_800),
        difference: "Nobody in Fenwold is cold and alone on a winter Sunday.",
        people: "About 40 people, most of them over 70, who come to the hall on weekdays.",
        with_whom: "The parish cluster, the hall’s volunteers and Fenwold District Council.",
        partners: &["fenwold"],
        strengths: "Eleven volunteers hold the keys, and the heating is already paid for on Saturdays.",
        rooms: vec![(Part::Want, "Six people who come on weekdays, two of the volunteers, the parish clerk", date(2026, 11, 3))],
        ..told("warm_room", FENWOLD_FUND, date(2026, 11, 3), "Fenwold: should the hall’s warm room open on Sundays?")
    }
}

fn leisure() -> Told {
    let choice = |title, model, outcome, how_sure, ruled_out| ChoiceTold {
        title,
        model,
        part: "",
        outcome,
        cost: None,
        affects: "4,000 people who use the two centres, 260 disabled swimmers among them",
        how_sure,
        on: date(2026, 11, 9),
        ruled_out,
    };
    Told {
        difference: "More people in Stourbeck are active each week, near home.",
        people: "61,700 people of Stourbeck, 4,000 of whom use the two centres.",
        with_whom: "Stourbeck District Council, hall committees, GPs and swimmers.",
        partners: &["stourbeck", "alliance", "icb"],
        strengths: "38 village halls, walking groups that meet already, and a pool people love.",
        outcomes: vec![OutcomeTold {
            statement: "More people in Stourbeck are active each week.",
            kind: Outcome,
            measure: None,
            baseline: Some(3_900.0),
            target: Some(5_000.0),
            by: Some(date(2029, 3, 31)),
        }],
        rooms: vec![(Part::Want, "Fourteen swimmers, six hall committees, two GPs", date(2026, 10, 14))],
        looks: vec![(LookAt::Need, date(2026, 10, 14), "Who comes, from how far, and who never does.")],
        choices: vec![
            choice(
                "Halls, walking groups and one pool",
                "behaviour_change",
                "More people active each week, nearer home",
                "Fairly: 12 halls have tried it",
                None,
            ),
            choice(
                "Repair the roof and go on",
                "in_house",
                "Both centres stay open",
                "Fairly: roofs of this kind cost more than was said",
                None,
            ),
            choice("Let both centres to an operator", "contract", "Both centres stay open", "Not very: one operator asked", None),
        ],
        ..told("leisure", LEISURE, date(2026, 10, 5), "Stourbeck leisure: mend the roof, or keep people active another way?")
    }
}

fn grants() -> Told {
    Told {
        difference: "Carers and lonely people find help near home, and it is still there next year.",
        people: "9,400 people whom 46 charities help.",
        with_whom: "46 charities and the Northvale Voluntary Alliance.",
        partners: &["alliance", "lindle_trust"],
        strengths: "Volunteers give 41,200 hours a quarter.",
        next: Some(Next {
            what: "Give notice, or say that the grants go on",
            by: date(2026, 12, 31),
            if_not: "Charities have less than three months’ notice",
            because: "Grants end on 31 March. 94 replies so far; asking closes nine days before Cabinet.",
            on: date(2026, 11, 17),
        }),
        rooms: vec![(Part::Want, "Nineteen carers, seven charities, the alliance", date(2026, 9, 21))],
        looks: vec![(LookAt::Need, date(2026, 9, 21), "Who is helped, by whom, and who is not.")],
        choices: vec![ChoiceTold {
            title: "One grants process for all",
            model: "grant",
            part: "",
            outcome: "The same help, less paper",
            cost: pounds(2_060_000),
            affects: "46 charities, 9,400 people",
            how_sure: "Fairly: the charities asked for it",
            on: date(2026, 11, 2),
            ruled_out: None,
        }],
        promises: vec![PromiseTold {
            what: "Grants: set out the alternatives",
            made_on: date(2026, 9, 21),
            due: date(2026, 10, 12),
            measure: None,
            expected: None,
            result: Some(("Not in the first document; three set out on 2 November", Kept::KeptLate, date(2026, 11, 2))),
        }],
        ..told("grants", GRANTS, date(2026, 9, 7), "Carers and prevention grants: what instead of an even cut?")
    }
}

fn school_transport() -> Told {
    Told {
        difference: "Children arrive in time and calm, and more of them learn to travel by themselves.",
        people: "2,940 pupils with special needs.",
        with_whom: "118 operators, the special schools and the parents’ forum.",
        partners: &[],
        size: Size::Major,
        strengths: "Drivers who have taken the same child for years.",
        next: Some(Next {
            what: "Find what changed in March",
            by: date(2026, 12, 18),
            if_not: "The spring term begins late",
            because: "Arrivals on time have fallen since March, to 88 in 100.",
            on: date(2026, 11, 19),
        }),
        outcomes: vec![OutcomeTold {
            statement: "Children arrive before the bell.",
            kind: Outcome,
            measure: Some("arrivals_on_time"),
            baseline: Some(92.0),
            target: Some(96.0),
            by: Some(date(2026, 10, 31)),
        }],
        rooms: vec![(Part::Want, "Sixteen parents, four head teachers, five drivers", date(2026, 1, 27))],
        looks: vec![(LookAt::Performance, date(2026, 11, 19), "Arrivals by route and operator, month by month.")],
        ..told("school_transport", TRANSPORT, date(2026, 1, 12), "School transport: why do children arrive late again?")
    }
}

fn waste() -> Told {
    Told {
        difference: "We pay for what the plant does, and less of what we throw away is buried.",
        people: "Everyone who puts a bin out.",
        with_whom: "Vale Renewables and eight districts.",
        partners: &["aldermere", "fenwold"],
        size: Size::Major,
        strengths: "The plant was open 96 hours in 100, and its neighbours tell us at once when it smells.",
        next: Some(Next {
            what: "Take the deductions that are due",
            by: date(2027, 1, 15),
            if_not: "Another £316,000 is not taken",
            because: "£412,000 was due to us in 2025/26 and £96,000 was taken.",
            on: date(2026, 11, 12),
        }),
        looks: vec![(LookAt::Performance, date(2026, 5, 12), "Deductions due and taken, month by month.")],
        promises: vec![PromiseTold {
            what: "Waste treatment: compare the price with others",
            made_on: date(2025, 12, 1),
            due: date(2026, 6, 30),
            measure: None,
            expected: None,
            result: Some((
                "Not done; it was due in 2023 already. £96k of £412k due to us was taken in 2025/26",
                Kept::NotKept,
                date(2026, 7, 3),
            )),
        }],
        ..told("waste", WASTE, date(2025, 12, 1), "Waste treatment: what is the old agreement still worth?")
    }
}
