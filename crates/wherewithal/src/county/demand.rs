//! Northvale's demand and eligibility: the winter threshold, home care by age, and who goes where when a service is full. All of it is invented.

use model::demand::DriverKind::{self, Eligible, Growth, Intensity, Population, Rate, TakeUp, UnitCost};
use quantity::Date;

pub const ON: Date = jiff::civil::date(2026, 11, 13);

pub const WINTER_TITLE: &str = "Which roads are treated in winter";
pub const WINTER_OUTCOME: &str = "nights with a safe way out";
pub const WINTER_RESULTS: &str = "Road treated; £605.71; km of road; 58\nGrit heap; £82.61; heaps kept; 20\nNothing; £0; ; 0";
pub const WINTER_THRESHOLDS: &str = "vehicles; Vehicles a day; vehicles; 3,000; local policy; Winter service plan 2025, section 4\npoints; Points for a grit heap; points; 6; local policy; Grit heap policy 2019";
pub const WINTER_RULES: &str = "vehicles a day at least vehicles; Road treated\nheap points at least points; Grit heap";
pub const WINTER_SAMPLES: &str = "A carer who drives at five in the morning, road of 3,400 vehicles; vehicles a day = 3,400; heap points = 5\nA farm at the end of a lane; vehicles a day = 300; heap points = 5\nA family on the ring road; vehicles a day = 9,000; heap points = 2\nA widower of 84 in a village street; vehicles a day = 3,200; heap points = 1";

pub const CARE_TITLE: &str = "Care and support at home";
pub const CARE_OUTCOME: &str = "people who live as they choose";
pub const CARE_RESULTS: &str = "Care and support; £11,200; ; 0.8\nHelp to stay well; £640; ; 0.3\nAdvice; £40; ; 0.05";
pub const CARE_THRESHOLDS: &str = "outcomes; Outcomes an adult cannot achieve; outcomes; 2; national; care_outcomes\nearly; Outcomes at risk before help to stay well; outcomes; 1; discretionary; Prevention offer 2024, page 3";
pub const CARE_RULES: &str = "outcomes not achieved at least outcomes; significant impact is yes; Care and support\noutcomes not achieved at least early; Help to stay well";
pub const CARE_SAMPLES: &str = "A man of 79 who cannot wash or dress without help; outcomes not achieved = 3; significant impact = yes\nA woman of 66 who gets out less since a fall; outcomes not achieved = 1; significant impact = no";
pub const CARE_NAME: &str = "northvale-assessments-2026.csv";
/// People assessed in a year, by what they cannot achieve; a few are very few.
pub const CARE_PEOPLE: &str = "age band,group,need level,count,year,outcomes not achieved,significant impact\r\n18 to 64,Learning disability,high,410,2026,3,yes\r\n18 to 64,Learning disability,some,96,2026,1,no\r\n18 to 64,Physical disability,high,350,2026,2,yes\r\n18 to 64,Physical disability,some,3,2026,1,no\r\n65 to 84,Frailty,high,1240,2026,3,yes\r\n65 to 84,Frailty,some,830,2026,1,no\r\n65 to 84,Dementia,high,520,2026,4,yes\r\n85 and over,Frailty,high,980,2026,3,yes\r\n85 and over,Frailty,some,260,2026,1,no\r\n85 and over,Dementia,high,610,2026,5,yes\r\n";

pub const CARE_DEMAND: &str = "Home care, adults of every age";
pub const CARE_UNIT: &str = "hours of home care";

/// Group, driver, low, central, high, and where it comes from.
pub type Stated = (&'static str, DriverKind, &'static str, &'static str, &'static str, &'static str);

const CENSUS: &str = "County population estimate, mid-2026";
const PROJECTED: &str = "County population projection, round of 2025";
const SURVEY: &str = "Health and care survey of Northvale, 2024: 4,100 people asked";
const OWN: &str = "Our own assessments, April to October 2026";
const CALL_OFFS: &str = "Call-offs of the home care framework, October 2026";

pub const STATED: [Stated; 21] = [
    ("18 to 64", Population, "", "321,400", "", CENSUS),
    ("18 to 64", Growth, "0%", "0.2%", "0.4%", PROJECTED),
    ("18 to 64", Rate, "3.8 per 1,000", "4.2 per 1,000", "4.6 per 1,000", SURVEY),
    ("18 to 64", Eligible, "", "40%", "", OWN),
    ("18 to 64", TakeUp, "72%", "75%", "78%", OWN),
    ("18 to 64", Intensity, "720", "752", "790", CALL_OFFS),
    ("18 to 64", UnitCost, "£26.40", "£27.10", "£28.60", CALL_OFFS),
    ("65 to 84", Population, "", "111,900", "", CENSUS),
    ("65 to 84", Growth, "1%", "1.4%", "1.8%", PROJECTED),
    ("65 to 84", Rate, "27 per 1,000", "30 per 1,000", "33 per 1,000", SURVEY),
    ("65 to 84", Eligible, "", "45%", "", OWN),
    ("65 to 84", TakeUp, "62%", "65%", "68%", OWN),
    ("65 to 84", Intensity, "720", "752", "790", CALL_OFFS),
    ("65 to 84", UnitCost, "£26.40", "£27.10", "£28.60", CALL_OFFS),
    ("85 and over", Population, "", "17,400", "", CENSUS),
    ("85 and over", Growth, "2.4%", "3.1%", "3.9%", PROJECTED),
    ("85 and over", Rate, "14%", "15%", "16%", SURVEY),
    ("85 and over", Eligible, "", "50%", "", OWN),
    ("85 and over", TakeUp, "56%", "58.5%", "61%", OWN),
    ("85 and over", Intensity, "720", "752", "790", CALL_OFFS),
    ("85 and over", UnitCost, "£26.40", "£27.10", "£28.60", CALL_OFFS),
];

pub const MAP_TITLE: &str = "Who goes where after a stay in hospital";
pub const MAP_NODES: &str = "Reablement at home; 254; 260; Service return, October 2026\nHome care; 180; 190; Framework call-offs, October 2026\nA bed in hospital; 900; ; Trust\u{2019}s monthly return, October 2026\nFamily and friends; 410; ; Carers\u{2019} survey, 2025";
pub const MAP_ARROWS: &str = "Reablement at home; Home care; 55%; 0; Sample of 60 cases, summer 2026\nReablement at home; A bed in hospital; 25%; 1; Sample of 60 cases, summer 2026\nReablement at home; Family and friends; 15%; 0; Sample of 60 cases, summer 2026\nHome care; A bed in hospital; 40%; 1; Sample of 60 cases, summer 2026\nHome care; Family and friends; 45%; 0; Sample of 60 cases, summer 2026";

pub const STARTS: &str = "People who started reablement";
pub const STARTS_FILE: &str = "reablement-starts-october-2026.csv";
/// A month, from November 2023 on.
const STARTED: [u16; 36] = [
    254, 256, 273, 260, 254, 246, 221, 223, 213, 229, 224, 245, 252, 273, 269, 272, 250, 249, 239, 222, 216, 233, 236, 245, 266, 266, 278,
    280, 260, 251, 244, 222, 229, 229, 246, 252,
];

/// Three years of starts, as the team sent them when demand was first asked about.
pub fn starts() -> Vec<u8> {
    let mut text = String::from("Month,Measure,Value\r\n");
    for (after, started) in (0i32..).zip(STARTED) {
        if let Ok(first) = quantity::Month::new(2023, 11) {
            let month = first.plus(after);
            text.push_str(&format!("{}-{:02},{STARTS},{started}\r\n", month.name().get(..3).unwrap_or_default(), month.year() % 100));
        }
    }
    text.into_bytes()
}
