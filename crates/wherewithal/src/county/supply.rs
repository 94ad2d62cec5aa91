//! Northvale's empty market: homes for people who leave long-stay hospital, six providers of which one is able. All of it is invented.

use jiff::civil::{Date, date};
use model::way_to_market::LearnedKind;

/// The day it was all written down.
pub const ON: Date = date(2026, 11, 18);
pub const ASKED: Date = date(2026, 11, 3);
pub const CASE: &str = "supported_living";

pub const OUTCOME: &str = "People who leave long-stay hospital have a home of their own near people they know";
pub const OUTCOME_PEOPLE: &str = "25 people with the most complex needs";
pub const TITLE: &str = "Homes with support day and night, lot C";
pub const UNIT: &str = "places";
pub const LOT: &str = "C";

/// Financial year, least, expected and most places needed, and where that comes from.
pub const NEEDED: [(i64, f64, f64, f64, &str); 3] = [
    (2026, 14.0, 14.0, 15.0, "Those who live there, by the team’s own list"),
    (2027, 16.0, 18.0, 20.0, "Discharge plans of the ICB, October 2026"),
    (2028, 22.0, 25.0, 27.0, "Discharge plans of the ICB, October 2026"),
];

/// Provider, what it can do, whether it is able, places free for us in each year, and who said so.
pub const CAPACITY: [(&str, &str, bool, f64, &str); 6] = [
    ("Orrin Court Living", "Homes for one or two, staff awake at night", true, 14.0, "Meeting with its director"),
    ("Sallow Living", "Shared homes; would take two smaller homes on", false, 5.0, "A call; the insurance asked for shuts it out"),
    ("Harrowdene Support", "Support at home, no staff awake at night yet", false, 6.0, "A call; three years of accounts shut it out"),
    ("Ash Tree Trust", "Homes for one; a charity founded in 2024", false, 4.0, "Meeting; insurance and accounts shut it out"),
    ("Fernhollow Care", "Shared homes for people with fewer needs", false, 8.0, "A letter: not this work"),
    ("Linden Homes for Life", "Homes with support by day", false, 10.0, "A call: no staff for nights, and none planned"),
];

/// What was thought through first: three lots of five, for seven years, without the two rules on money.
pub const SMALLER: &str = "Three lots of five places for seven years, without the two rules on money";
pub const SMALLER_ASKED: &str = "Orrin Court Living; able; 90%; 100%; Meeting, 3 November 2026\nSallow Living; able; 70%; 80%; A call, 3 November 2026\nHarrowdene Support; able; 75%; 80%; A call, 3 November 2026\nAsh Tree Trust; able; 60%; 90%; Meeting, 3 November 2026\nFernhollow Care; not able; ; ; A letter: not this work\nLinden Homes for Life; not able; ; ; A call: no staff for it";
/// As it stands.
pub const AS_IT_IS: &str = "Lot C let again as it is, for four years";
pub const AS_IT_IS_ASKED: &str = "Orrin Court Living; able; 90%; 100%; Meeting, 3 November 2026\nSallow Living; not able; 70%; 80%; Shut out by the insurance asked for\nHarrowdene Support; not able; 75%; 80%; Shut out by three years of accounts\nAsh Tree Trust; not able; 60%; 90%; Shut out by both\nFernhollow Care; not able; ; ; A letter: not this work\nLinden Homes for Life; not able; ; ; A call: no staff for it";

/// Points of the five items, in order, each with what shows it.
pub const MATURITY: [(u8, &str); 5] = [
    (1, "One of six is able; four more could be, without two rules on money."),
    (0, "14 places, and 25 needed by 2028/29."),
    (2, "Six providers were asked; nobody has published what homes like these cost."),
    (2, "Discharge plans are known for two years; money for homes is not."),
    (1, "One charity came in since 2024; nobody tried another way."),
];

/// From whom, who exactly, and what was learned.
pub const LEARNED: [(LearnedKind, &str, &str); 3] = [
    (LearnedKind::Own, "The team’s list of homes", "14 places, all let; nobody moved in the last two years."),
    (LearnedKind::Provider, "Ash Tree Trust", "Would come in for five places if it may insure for what five places need."),
    (LearnedKind::Peer, "The county to the south", "Let three small lots for seven years in 2024, and had three bids."),
];
