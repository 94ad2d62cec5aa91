//! What Northvale does to make markets that can answer: barriers of the empty one, the pipeline, an open day, a plan, a statement. All of it
//! is invented.

use jiff::civil::{Date, date};

/// Days on which it happened.
pub const TOLD: Date = date(2026, 3, 2);
pub const CHANGED: Date = date(2026, 10, 5);
pub const MET: Date = date(2026, 11, 3);
pub const AUDITED: Date = date(2026, 11, 17);
pub const STATED: Date = date(2026, 11, 18);

pub const AUDIT: &str = "Homes with support day and night, lot C";
pub const LOTS: &str = "Lot C; £3,100,000";
pub const ASKS: &str = "insurance; £5m; asked of every contract over £1m\naccounts; 3; asked by finance in 2019\ntime to bid; 90; the questions of the last tender";
pub const PROVIDERS: &str = "Orrin Court Living; large; turnover = £11.8m; insurance = £10m; accounts = 14; hours = 200; source = accounts to March 2026
Sallow Living; small; turnover = £2.9m; insurance = £2m; accounts = 9; hours = 120; source = accounts to March 2026, and a call
Harrowdene Support; small; turnover = £2.2m; insurance = £5m; accounts = 2; hours = 100; source = accounts to March 2026, and a call
Ash Tree Trust; small; voluntary; turnover = £1.3m; insurance = £2m; accounts = 2; hours = 90; source = accounts to March 2026, and a meeting
Fernhollow Care; large; turnover = £6.6m; insurance = £5m; accounts = 11; hours = 150; source = accounts to March 2026
Linden Homes for Life; small; voluntary; turnover = £3.4m; insurance = £2m; accounts = 21; hours = 110; source = accounts to March 2026";
pub const LOWERED: &str = "Each bidder insures for the places it takes on, and may do so once it is chosen.";

/// A line: what, how much, worth, when the market is asked, months, where, way, code, ground (law, money until, parties, evidence, reversals).
pub struct LineTold {
    pub what: &'static str,
    pub volume: &'static str,
    pub pounds: i64,
    pub expected: Date,
    pub months: u16,
    pub place: &'static str,
    pub way: &'static str,
    pub cpv: &'static str,
    pub law: &'static str,
    pub funded_until: Option<Date>,
    pub parties: &'static str,
    pub evidence: Option<u8>,
    pub reversals: Option<u32>,
    pub source: &'static str,
}

pub const CONTACT: &str = "Commissioning team, commissioning@northvale.example";
pub const LOT_C: &str = "Homes with support day and night, lot C";
pub const TECHNOLOGY: &str = "Sensors at home for everybody over 80";
pub const HOME_CARE: &str = "Home care from 2028";

pub const LINES: [LineTold; 4] = [
    LineTold {
        what: HOME_CARE,
        volume: "31,000 hours a week",
        pounds: 175_200_000,
        expected: date(2027, 6, 1),
        months: 48,
        place: "All eight districts, in lots by district",
        way: "Competitive flexible procedure, light touch",
        cpv: "85312000",
        law: "act",
        funded_until: Some(date(2029, 3, 31)),
        parties: "all",
        evidence: Some(4),
        reversals: Some(0),
        source: "Care Act 2014, sections 5 and 18; budget report of February 2026",
    },
    LineTold {
        what: LOT_C,
        volume: "25 places by 2028, 14 of them let today",
        pounds: 21_700_000,
        expected: date(2026, 9, 1),
        months: 84,
        place: "Anywhere within 40 miles",
        way: "Three lots of five, light touch",
        cpv: "85311200",
        law: "act",
        funded_until: Some(date(2028, 3, 31)),
        parties: "several",
        evidence: Some(3),
        reversals: Some(1),
        source: "Care Act 2014; discharge plans of the ICB, October 2026",
    },
    LineTold {
        what: TECHNOLOGY,
        volume: "4,200 homes",
        pounds: 3_400_000,
        expected: date(2026, 12, 1),
        months: 36,
        place: "All of the county",
        way: "Not yet known",
        cpv: "",
        law: "announced",
        funded_until: Some(date(2027, 3, 31)),
        parties: "one_against_others",
        evidence: Some(1),
        reversals: Some(2),
        source: "The leader’s speech of January 2026",
    },
    LineTold {
        what: "Drug and alcohol treatment from October 2027",
        volume: "2,980 adults in treatment",
        pounds: 21_600_000,
        expected: date(2027, 2, 1),
        months: 36,
        place: "All of the county",
        way: "Provider Selection Regime: most suitable provider, or competition",
        cpv: "85312500",
        law: "regulations",
        funded_until: None,
        parties: "several",
        evidence: Some(5),
        reversals: Some(0),
        source: "Conditions of the public health grant",
    },
];

pub const LATER: Date = date(2027, 2, 1);
pub const LATER_BECAUSE: &str = "Two providers asked for time to find homes, and the lots are made smaller.";
pub const GONE_BECAUSE: &str = "The money ends in March 2027 and no other was found.";
pub const ALL_THE_SAME: &str = "We publish the terms as they stand and ask at the open day what would make it worth while.";

pub const LEARNED: &str = "What stops you?; Insurance of £5m before we are chosen, and three years of accounts
What would make you bid?; Lots of five places and seven years, so that we can borrow for a house
What would you invest?; Nothing while only four years are certain";
pub const MET_BODIES: &str = "Orrin Court Living\nSallow Living\nHarrowdene Support\nAsh Tree Trust";
pub const STRANDED: &str =
    "Sallow Living; two houses adapted; £240,000; 2023; the placements were stopped for want of money; its letter of May 2024";

pub const PLAN: &str = "Homes for people who leave long-stay hospital";
pub const PLAN_BECAUSE: &str = "One of six providers is able to take people on, and 11 more places are needed by 2028.";
pub const ENTRANTS: &str = "Ash Tree Trust; local; 2026-09-14; first placement\nAsh Tree Trust Ltd; local; 2026-10-02; payments of October";
pub const JOBS: &str = "Ash Tree Trust; 22; 20%; 45%; its payroll; 2026-10-31";

pub const STATEMENT: &str = "Home care";
pub const DEMAND: &str = "More people of 85 and over will live at home and need help to do so, most of all in High Tarrow and Fenwold.";
pub const SUPPLY: &str = "Forty-one agencies take packages, and none has more than a tenth of the hours. In High Tarrow seven packages a month are handed back, and a package takes more than twelve days to find.";
pub const FIGURES: &str = "Agencies that take packages; 41; call-off record, October 2026\nHours of the largest agency; 9.5% of all; call-off record, October 2026\nPackages handed back in a month; 11, of them 7 in High Tarrow; brokerage record, October 2026\nDays to find a package; 3.8, in High Tarrow 12.6; brokerage record, October 2026";
pub const INTENTIONS: &str = "We mean to let the work again from April 2028 in lots by district, with a lot of its own for High Tarrow, and to pay for travel there.";
pub const FUNDING: &str = "£43.8m a year. The budget is set until March 2029; after that it is the new councils’ to set.";
pub const WANTED: &str = "Small teams that know their valley, mutuals of care workers, and agencies that train their own.";
