//! *Adults in crisis*: three bodies that decide together, with opposite incentives and lists of their own; and what else Northvale has
//! written down of skills, roles and a change. Everything is invented.

use jiff::civil::date;
use model::partnership::{OwnCost, PartIn, WhatNext};
use model::skill::ComesFrom;
use quantity::Date;

pub const NAME: &str = "Adults in crisis";
pub const PURPOSE: &str = "One way in for adults in crisis, day and night, whoever is called first.";
pub const SENIORITY: &str = "chief officers, or directors in their place";
pub const EVERY_WEEKS: u8 = 6;
pub const SET_UP_ON: Date = date(2026, 1, 19);
/// The day its fund is named in it: funds are written down in October.
pub const FUND_NAMED_ON: Date = date(2026, 10, 6);

/// Keys of bodies, with what each may do there.
pub const BODIES: [(&str, PartIn); 5] = [
    ("county", PartIn::Decides),
    ("icb", PartIn::Decides),
    ("police", PartIn::Decides),
    ("alliance", PartIn::Advises),
    ("aldermere", PartIn::LooksOn),
];

/// Of a body without a sign-in of its own here: who speaks for it.
pub const SPEAKS_FOR_POLICE: &str = "Superintendent, partnerships";

pub const DIRECTION: &str =
    "Whoever reaches us first, a person in crisis meets somebody who can help within the hour, and tells their story once.";
pub const DIRECTION_ON: Date = date(2026, 2, 2);
/// The police have not signed.
pub const SIGNED: [(&str, Date); 2] = [("county", date(2026, 2, 2)), ("icb", date(2026, 2, 9))];

/// Day, seats (body, as senior as agreed, role), elected members, decisions as they are typed.
pub type MeetingTold = (Date, &'static [(&'static str, bool, &'static str)], Option<u32>, &'static str);

const COUNTY: (&str, bool, &str) = ("county", true, "Executive director, adults and housing");
const ICB: (&str, bool, &str) = ("icb", true, "Chief officer");
const POLICE: (&str, bool, &str) = ("police", true, "Assistant chief constable");
const ALLIANCE: (&str, bool, &str) = ("alliance", true, "Chief executive");

pub const MEETINGS: [MeetingTold; 6] = [
    (date(2026, 2, 2), &[COUNTY, ICB, POLICE, ALLIANCE], Some(1), "One number for officers who are with somebody in crisis; planned"),
    (
        date(2026, 3, 16),
        &[COUNTY, ICB, ("police", false, "Inspector"), ALLIANCE],
        Some(0),
        "Ask the alliance for a room where people can sit at night; came up",
    ),
    (date(2026, 4, 27), &[COUNTY, ("icb", false, "Commissioning manager")], Some(0), ""),
    (date(2026, 7, 6), &[COUNTY, ICB, POLICE, ALLIANCE], Some(0), "Open the night room in Harrowdene on Fridays and Saturdays; planned"),
    (date(2026, 9, 21), &[COUNTY, ICB, ALLIANCE], Some(0), "Pay for the night room until Christmas; came up"),
    (date(2026, 11, 10), &[COUNTY, ICB, ALLIANCE], Some(0), "Leaders meet on one list of priorities; came up"),
];

/// What the decision of a meeting changed: day of the meeting, which, what, since when, and when that was written down.
pub const CHANGED: (Date, usize, &str, Date, Date) = (
    date(2026, 7, 6),
    0,
    "41 people sat the night there in August and September, and not in a cell or a waiting room.",
    date(2026, 8, 7),
    date(2026, 10, 5),
);

/// Each body puts the first eight priorities in order before hearing the others; their letters are in `options.rs`.
pub const ORDER_OPENED: Date = date(2026, 11, 3);
pub const ORDER_CLOSES: Date = date(2026, 11, 9);
pub const NOT_AGREED_ON: Date = date(2026, 11, 10);
pub const NOT_AGREED: &str =
    "The police put calls at night second, the council last but one; nobody wants to give theirs up without the leaders.";

pub const CHECK_OPENED: Date = date(2026, 11, 10);
pub const CHECK_CLOSES: Date = date(2026, 11, 20);

/// Who answered the check, by sign-in, with six scores a principle. Nobody of the alliance did.
pub const CHECK: [(Who, [[u8; 6]; 6]); 4] = [
    (Who::Helen, [[4, 3, 3, 4, 3, 4], [3, 4, 3, 3, 4, 3], [3, 3, 3, 4, 3, 3], [3, 3, 3, 3, 2, 3], [3, 3, 2, 3, 3, 2], [2, 2, 2, 3, 2, 2]]),
    (Who::Dan, [[3, 3, 3, 4, 3, 3], [3, 3, 3, 3, 3, 2], [3, 2, 2, 3, 3, 3], [3, 3, 2, 3, 2, 3], [2, 3, 2, 2, 2, 2], [2, 1, 2, 2, 2, 2]]),
    (Who::Amara, [[4, 3, 3, 4, 4, 4], [3, 3, 3, 3, 3, 3], [3, 3, 3, 3, 3, 3], [3, 3, 3, 3, 3, 3], [2, 2, 2, 2, 2, 2], [2, 2, 1, 2, 2, 2]]),
    (Who::Police, [[3, 3, 3, 3, 3, 3], [2, 2, 3, 2, 2, 2], [2, 2, 1, 2, 1, 2], [2, 1, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2]]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Helen,
    Dan,
    Amara,
    Police,
}

pub const OUTCOME: &str = "Fewer adults reach crisis, and those who do are helped within the hour.";
/// Key of the body, £ thousands a year, hundredths gained, and what it has to spend itself because of it.
pub const PAYS_AND_GAINS: [(&str, i64, f64, OwnCost); 3] =
    [("county", 1_000, 15.0, OwnCost::Rises), ("icb", 900, 55.0, OwnCost::Falls), ("police", 500, 30.0, OwnCost::Falls)];
pub const GAINS_SOURCE: &str =
    "Papers of 10 November 2026: admissions, custody and homelessness avoided, priced by the three finance leads.";

/// Day, hours, £ an hour, other £, outcome traced, its worth in £, source, what now, by when, why.
pub struct LookedBack {
    pub on: Date,
    pub hours: f64,
    pub hour: i64,
    pub direct: i64,
    pub traced_to: &'static str,
    pub worth: Option<i64>,
    pub source: &'static str,
    pub next: WhatNext,
    pub by: Date,
    pub because: &'static str,
}

pub const LOOKED_BACK: [LookedBack; 2] = [
    LookedBack {
        on: date(2026, 5, 18),
        hours: 310.0,
        hour: 46,
        direct: 4_200,
        traced_to: "",
        worth: None,
        source: "Diaries of the three bodies, February to April 2026.",
        next: WhatNext::Fix,
        by: date(2026, 9, 30),
        because: "Three meetings changed nothing for anybody: the next one decides on the night room, or there is none after it.",
    },
    LookedBack {
        on: date(2026, 11, 10),
        hours: 420.0,
        hour: 46,
        direct: 6_100,
        traced_to: "41 people sat the night in the room they opened, and not in a cell or a waiting room.",
        worth: Some(31_000),
        source: "Diaries of the three bodies; custody and emergency department counts, priced by the finance business partner.",
        next: WhatNext::CarryOn,
        by: date(2027, 5, 10),
        because: "It has begun to change something; in May the whole winter can be seen.",
    },
];

/// What changes, from when, and what is done beside it: what, role, by.
pub const STRUCTURE: [(&str, Date, Option<(&str, &str, Date)>); 2] = [
    ("One commissioning unit of the council and the ICB for crisis care.", date(2027, 4, 1), None),
    (
        "Two unitary councils take the county council’s place.",
        date(2028, 4, 1),
        Some(("Chief officers of both shadow councils sit at every meeting from May 2027.", "Head of commissioning", date(2027, 5, 10))),
    ),
];

/// Who says what of a question of the conversation.
pub const NOTES: [(Who, &str, &str); 3] = [
    (Who::Helen, "same_order", "We agree on homes and beds; what we argue about is who answers at night."),
    (Who::Amara, "same_order", "Every week a person waits on a ward costs us more than the whole fund. That has to come first."),
    (Who::Police, "sat", "We sent somebody until July. Since then nobody told us what our money buys."),
];
pub const NOTED_ON: Date = date(2026, 11, 18);

/// Skill, body, role, full-time equivalent, where it comes from, from when, interest.
pub type HeldTold = (&'static str, &'static str, &'static str, f64, ComesFrom, Date, &'static str);

pub const HELD_ON: Date = date(2026, 11, 19);
pub const HELD: [HeldTold; 5] = [
    ("Law of section 75 agreements", "icb", "Head of legal services", 0.1, ComesFrom::InPost, date(2026, 4, 1), ""),
    ("Counting falls avoided, person by person", "county", "Analyst", 0.2, ComesFrom::InPost, date(2026, 4, 1), ""),
    ("Teaching people to lead strength classes", "community_trust", "Physiotherapy lead", 0.2, ComesFrom::Lent, date(2026, 9, 1), ""),
    ("Teaching people to lead strength classes", "county", "Leisure development officer", 0.3, ComesFrom::Training, date(2027, 2, 1), ""),
    ("Market shaping in adult social care", "alliance", "Development director", 0.1, ComesFrom::Lent, date(2026, 6, 1), ""),
];

pub const SEPARATED_ON: Date = date(2026, 3, 12);
pub const SEPARATION_REVIEW: Date = date(2027, 3, 10);
/// Who commissions, who provides, how, and where it stands.
pub const SEPARATION: (&str, &str, &str, &str) = (
    "Head of commissioning",
    "Head of provider services",
    "Provider services see no prices, score nothing, and leave the room when a choice between them and others is weighed.",
    "Cabinet, 10 March 2026, item 7",
);

pub const CHANGE_TITLE: &str = "From buying visits to buying days at home";
pub const CHANGE_BECAUSE: &str = "Agencies and brokers plan a person’s week for what should be different in it.";
pub const CHANGE_SPONSOR: &str = "Executive director, adults and housing";
/// Who is touched; who is told; what is learned. What those who doubt it say, and what keeps it up, nobody has written yet.
pub const CHANGE_SAYS: [&str; 3] = [
    "14 brokers, who order by outcome; 41 agencies, whose planners choose the visits.",
    "A meeting with agencies each month; brokers meet every Tuesday, and answer there.",
    "Two days for each broker with two agencies that plan so already.",
];
pub const CHANGE_ON: Date = date(2026, 9, 14);
/// Step, role, by when, how we will know.
pub const CHANGE_STEPS: [(&str, &str, Date, &str); 3] = [
    (
        "Try it with two agencies and 30 people.",
        "Head of commissioning",
        date(2026, 10, 16),
        "Thirty plans name outcomes, and the people say they chose them.",
    ),
    ("Teach the brokers.", "Brokerage lead", date(2026, 11, 13), "Each broker has written three orders that another broker could read."),
    ("Order all new packages so in Lindle Vale.", "Brokerage lead", date(2027, 2, 26), "Nine of ten new orders name no visits."),
];
/// Which step was seen to have happened, when, what was seen, and when that was written down.
pub const CHANGE_SEEN: (usize, Date, &str, Date) =
    (0, date(2026, 10, 22), "28 of 30 plans name outcomes; 24 of 28 people asked say that they chose them.", date(2026, 10, 26));
