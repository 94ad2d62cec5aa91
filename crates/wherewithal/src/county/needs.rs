//! Eight needs of Northvale with what is good about those concerned, words for one thing, and the neighbourhood that commissions. All of it
//! is invented.

use jiff::civil::{Date, date};
use model::need::{EvidenceGrade, NeedLevel, Trend};
use model::option_sheet::Contributor;

pub const WRITTEN: Date = date(2026, 3, 3);
pub const LOADED: Date = date(2026, 5, 12);
pub const REDEFINED: Date = date(2026, 6, 10);
pub const COUNTED: Date = date(2026, 10, 5);
pub const SIGNED: Date = date(2026, 11, 5);
pub const DELEGATED: Date = date(2026, 11, 12);
pub const LINKED: Date = date(2026, 11, 13);

pub struct NeedTold {
    pub key: &'static str,
    pub title: &'static str,
    pub people: &'static str,
    pub level: NeedLevel,
    pub part_of: Option<&'static str>,
    pub places: &'static str,
    /// Letter of the priority it serves.
    pub priority: Option<char>,
    pub measure: Option<&'static str>,
    pub indicator: &'static str,
    pub definition: &'static str,
    pub hopes: &'static str,
    pub strengths: &'static str,
    pub capabilities: &'static str,
    /// Names of strengths that could be a means.
    pub helped_by: &'static [&'static str],
    /// How many, on which day, and where it stands.
    pub counts: &'static [(u32, Date, &'static str)],
    /// Hundredths unmet, on which day, and where it stands.
    pub unmet: Option<(f64, Date, &'static str)>,
    pub trend: Option<(Trend, Date, &'static str)>,
    pub evidence: &'static [(&'static str, EvidenceGrade, Date, &'static str)],
    /// Who, which group, need (true) or hope, in their words, when, where.
    pub voices: &'static [(Contributor, &'static str, bool, &'static str, Date, &'static str)],
    pub shared_with: &'static [&'static str],
    /// Of those, who signed what is written now.
    pub signed_by: &'static [&'static str],
    pub is_public: bool,
    /// What people chose: what, how many, £ in a year, more for themselves.
    pub choices: &'static [(&'static str, u32, i64, bool)],
}

const NONE: NeedTold = NeedTold {
    key: "",
    title: "",
    people: "",
    level: NeedLevel::Strategic,
    part_of: None,
    places: "",
    priority: None,
    measure: None,
    indicator: "",
    definition: "",
    hopes: "",
    strengths: "",
    capabilities: "",
    helped_by: &[],
    counts: &[],
    unmet: None,
    trend: None,
    evidence: &[],
    voices: &[],
    shared_with: &[],
    signed_by: &[],
    is_public: true,
    choices: &[],
};

pub const NEEDS: [NeedTold; 8] = [
    NeedTold {
        key: "home",
        title: "A home of one’s own",
        people: "Single adults without a home",
        places: "Aldermere, Harrowdene, Castlebrook, Wexmoor, Stourbeck",
        priority: Some('C'),
        measure: Some("weeks_to_move_on"),
        definition: "Adults without children who sleep outside, in a hostel or in our supported flats.",
        hopes: "A front door, a job, and nobody moving them on.",
        strengths: "Most have kept a home before, and look out for each other.",
        capabilities: "Cooking, mending and trades: a third have one.",
        helped_by: &["Nine people who have lived in our flats", "Lindle Repair Shed"],
        counts: &[
            (612, date(2024, 11, 30), "Housing registers of five districts"),
            (655, date(2025, 11, 30), "Housing registers of five districts"),
        ],
        unmet: Some((38.0, date(2025, 11, 30), "Housing registers of five districts")),
        trend: Some((Trend::Rising, date(2025, 11, 30), "Housing registers of five districts")),
        evidence: &[
            (
                "Registers and the autumn count agree within twenty people.",
                EvidenceGrade::Strong,
                date(2025, 11, 30),
                "Joint count, November 2025",
            ),
            (
                "Half had asked for help three times before they lost their home.",
                EvidenceGrade::Moderate,
                date(2026, 1, 20),
                "Survey of 140 people in hostels",
            ),
        ],
        voices: &[
            (
                Contributor::Users,
                "Nine people who have lived in the flats",
                true,
                "A bed is not a home. What we lack is a tenancy that lasts.",
                date(2026, 5, 19),
                "Notes of the lived-experience group",
            ),
            (
                Contributor::Users,
                "Nine people who have lived in the flats",
                false,
                "To have the keys, and to be trusted with them.",
                date(2026, 5, 19),
                "Notes of the lived-experience group",
            ),
        ],
        shared_with: &["icb", "aldermere", "harrowdene", "police"],
        signed_by: &["icb", "aldermere", "harrowdene", "police"],
        ..NONE
    },
    NeedTold {
        key: "move_on",
        title: "Somewhere to move on to",
        people: "People in supported flats who are ready to leave",
        level: NeedLevel::Service,
        part_of: Some("home"),
        places: "Aldermere, Harrowdene, Castlebrook, Wexmoor, Stourbeck",
        priority: Some('C'),
        definition: "People whose support plan says they are ready, and who wait for move-on accommodation.",
        hopes: "To choose the street.",
        strengths: "They know what helped, and tell those who come after them.",
        capabilities: "Nine in ten keep up their rent and their bills.",
        helped_by: &["Nine people who have lived in our flats"],
        counts: &[(61, date(2026, 9, 30), "Move-on list")],
        unmet: Some((66.0, date(2026, 9, 30), "Move-on list")),
        evidence: &[(
            "Sixty-one people are ready and wait; the oldest wait is 71 weeks.",
            EvidenceGrade::Strong,
            date(2026, 9, 30),
            "Move-on list, checked by two districts",
        )],
        voices: &[(
            Contributor::Staff,
            "Eleven support workers",
            true,
            "We have people ready for a year.",
            date(2026, 2, 11),
            "Team day notes",
        )],
        shared_with: &["icb", "aldermere"],
        signed_by: &["icb", "aldermere"],
        choices: &[
            ("A flat with a floating support worker", 24, 118_000, true),
            ("A room in a shared house", 14, 61_000, true),
            ("A guarantee for the rent and nothing else", 7, 12_600, true),
            ("To stay where they are for now", 3, 19_000, false),
        ],
        ..NONE
    },
    NeedTold {
        key: "own_home",
        title: "Living at home as long as one likes",
        people: "People aged 65 and over",
        priority: Some('I'),
        indicator: "Older people still at home 91 days after reablement",
        definition: "People aged 65 and over who cannot do without help at home, now or within a year.",
        hopes: "To stay in their own home, and to decide themselves.",
        strengths: "They hold up the village halls, the choirs and the allotments.",
        capabilities: "Four in ten look after somebody else; many lead a group.",
        helped_by: &["Village halls that open in the daytime", "Volunteers who lead exercise classes"],
        counts: &[(16_900, date(2024, 3, 31), "Care records and survey"), (17_800, date(2026, 3, 31), "Care records and survey")],
        unmet: Some((21.0, date(2026, 3, 31), "Care records and survey")),
        trend: Some((Trend::Rising, date(2026, 3, 31), "Population projections, 2022-based")),
        evidence: &[(
            "Records and a survey of 2,100 people agree.",
            EvidenceGrade::Strong,
            date(2026, 3, 31),
            "Joint needs survey, March 2026",
        )],
        voices: &[(
            Contributor::Users,
            "386 members of the residents’ panel",
            false,
            "Let us stay where we know people.",
            date(2026, 6, 30),
            "Panel survey, June 2026",
        )],
        shared_with: &["icb", "community_trust", "alliance"],
        signed_by: &["icb", "community_trust", "alliance"],
        ..NONE
    },
    NeedTold {
        key: "feet",
        title: "Staying on one’s feet",
        people: "People aged 65 and over who have fallen, or fear to",
        level: NeedLevel::Service,
        part_of: Some("own_home"),
        places: "Fenwold, High Tarrow, Lindle Vale",
        priority: Some('I'),
        definition: "People who fell in the last year, or stay in for fear of falling.",
        hopes: "To get to the shop and back without thinking of it.",
        strengths: "They turn up, and bring a neighbour.",
        capabilities: "Those who finished the classes lead them now.",
        helped_by: &[
            "Village halls that open in the daytime",
            "Volunteers who lead exercise classes",
            "Fire crews whom people let in",
            "Steady Steps Fenwold",
        ],
        counts: &[(2_400, date(2026, 3, 31), "General practice registers")],
        unmet: Some((54.0, date(2026, 3, 31), "General practice registers")),
        evidence: &[(
            "Registers of all practices, read with ambulance calls.",
            EvidenceGrade::Strong,
            date(2026, 3, 31),
            "Falls audit 2026",
        )],
        voices: &[(
            Contributor::Partners,
            "Crews of six fire stations",
            true,
            "We are let in, and see the stairs.",
            date(2026, 4, 14),
            "Home visit reports",
        )],
        shared_with: &["icb", "fire", "fenwold"],
        signed_by: &["icb", "fire", "fenwold"],
        ..NONE
    },
    NeedTold {
        key: "care",
        title: "Help at home that fits one’s own day",
        people: "People who have care at home",
        level: NeedLevel::Individual,
        part_of: Some("own_home"),
        priority: Some('I'),
        measure: Some("visits_on_time"),
        definition: "People with a care plan who say when and by whom they want to be helped.",
        hopes: "One carer whom they know, at the time they get up.",
        strengths: "Families and neighbours who do far more than is written down.",
        capabilities: "Many can employ a helper themselves once somebody shows them how.",
        helped_by: &["Lindle Neighbours’ payroll help", "Kettle and Company"],
        counts: &[(2_150, date(2026, 9, 30), "Care records")],
        unmet: Some((12.0, date(2026, 9, 30), "Care records")),
        evidence: &[("Care records of every person on one day.", EvidenceGrade::Strong, date(2026, 9, 30), "Care records")],
        voices: &[(
            Contributor::Users,
            "Fourteen people with home care",
            true,
            "A different face every morning.",
            date(2026, 2, 24),
            "Notes of two afternoons in Wexmoor",
        )],
        shared_with: &["icb", "healthwatch"],
        signed_by: &["icb", "healthwatch"],
        choices: &[
            ("An agency of the framework", 1_912, 38_400_000, false),
            ("A personal assistant, with a direct payment", 214, 4_300_000, true),
            ("A live-in helper shared by two", 21, 980_000, true),
            ("Money for a neighbour who helps", 3, 14_000, true),
        ],
        ..NONE
    },
    NeedTold {
        key: "crisis",
        title: "Help before a crisis",
        people: "Adults in crisis",
        places: "Harrowdene, Aldermere",
        priority: Some('E'),
        definition: "Adults who called three services or more in the month before they were admitted or arrested.",
        hopes: "A reason to get up.",
        strengths: "Those who came through it are who others trust.",
        capabilities: "Eleven have trained to support others.",
        helped_by: &["Open Door Harrowdene"],
        counts: &[(480, date(2021, 3, 31), "Police and ambulance logs, matched once")],
        evidence: &[("Logs of three services matched by hand, once.", EvidenceGrade::Moderate, date(2021, 3, 31), "Crisis review 2021")],
        voices: &[(
            Contributor::Partners,
            "Custody officers of two stations",
            true,
            "Nobody comes until it is us.",
            date(2026, 2, 3),
            "Partnership meeting",
        )],
        shared_with: &["icb", "police"],
        signed_by: &["police"],
        ..NONE
    },
    NeedTold {
        key: "talk",
        title: "Somebody to talk to",
        people: "Young people aged 16 to 24",
        places: "Harrowdene",
        definition: "Young people who say they have nobody to turn to on a bad day.",
        counts: &[(1_130, date(2026, 1, 31), "School and college survey, weighted")],
        unmet: Some((71.0, date(2026, 1, 31), "School and college survey, weighted")),
        evidence: &[(
            "A survey of 940 young people; one in nine has nobody.",
            EvidenceGrade::Moderate,
            date(2026, 1, 31),
            "School and college survey 2026",
        )],
        shared_with: &["icb", "harrowdene"],
        signed_by: &["harrowdene"],
        is_public: false,
        ..NONE
    },
    NeedTold {
        key: "about",
        title: "Getting about without a car",
        people: "People in villages and on estates without a car",
        places: "High Tarrow, Fenwold, Stourbeck",
        priority: Some('J'),
        definition: "Adults in villages and on estates with fewer than four buses a day and no car in the household.",
        hopes: "To see somebody on a Sunday.",
        strengths: "Lifts are shared, and the post van stops for people.",
        capabilities: "Twenty-six people drive others already, unpaid.",
        helped_by: &["Fenwold Lifts", "Fenwold neighbourhood fund"],
        counts: &[(3_900, date(2022, 5, 31), "Estimate from a county travel survey")],
        evidence: &[("An estimate from a survey of another county.", EvidenceGrade::Weak, date(2022, 5, 31), "Travel survey, 2022")],
        voices: &[(
            Contributor::Users,
            "212 members of the residents’ panel",
            true,
            "Rural transport: among our first three.",
            date(2026, 6, 30),
            "Panel survey, June 2026",
        )],
        shared_with: &["parishes", "high_tarrow"],
        signed_by: &["parishes", "high_tarrow"],
        ..NONE
    },
];

/// Defined anew: the lived-experience group asked that people on sofas are counted.
pub const NEW_MEANING: (&str, &str, &str, f64) = (
    "home",
    "Adults without children who have no tenancy of their own: outside, in a hostel, in our supported flats, or on somebody’s sofa.",
    "The lived-experience group: people on sofas were left out. The autumn count found 12 of them for every 100 others.",
    1.12,
);

/// Counted under the new meaning.
pub const COUNT_AFTER: (&str, u32, Date, &str) = ("home", 768, date(2026, 9, 30), "Housing registers and day centres of five districts");

/// Case and the need its outcomes answer.
pub const ANSWERS: [(&str, &str); 5] =
    [("housing", "home"), ("reablement", "own_home"), ("falls", "feet"), ("home_care", "care"), ("leisure", "about")];

/// Meaning, then each word, who says it, the body, and where it differs.
pub const WORDS: [(&str, [(&str, &str, &str, &str); 2]); 2] = [
    (
        "A place to live for those who no longer need the support they have now.",
        [
            ("move-on", "housing officers", "aldermere", "Always a tenancy or a licence."),
            ("step-down", "hospital discharge teams", "icb", "A bed for some weeks too, before home."),
        ],
    ),
    (
        "Asking what somebody wants and what they can do, before anything is arranged.",
        [
            ("strengths-based conversation", "social workers", "county", ""),
            ("what matters to you", "community nurses", "community_trust", "Asked at every visit."),
        ],
    ),
];

/// Place, body, year, budget and limit in pounds, where the delegation is written.
pub const NEIGHBOURHOOD: (&str, &str, i16, i64, i64, &str) = (
    "Fenwold",
    "parishes",
    2026,
    180_000,
    50_000,
    "Constitution of the county council, part 3, scheme of delegation to neighbourhoods, as agreed by full council on 16 July 2026",
);

pub const HOW_CHOSEN: &str = "412 ballots, counted so that every group has an equal share; the money left over went by votes.";

/// Title, £ thousands, need, letter of the priority, chosen or not.
pub const PROJECTS: [(&str, i64, Option<&str>, char, bool); 8] = [
    ("Repair the hall roof", 62, Some("feet"), 'J', true),
    ("Sunday bus", 36, Some("about"), 'J', true),
    ("A room for young people", 32, None, 'F', true),
    ("Lights on the lane", 27, Some("feet"), 'J', true),
    ("Shared garden", 14, None, 'F', true),
    ("Café on Wednesdays", 9, None, 'F', true),
    ("Path to the surgery", 48, Some("about"), 'J', false),
    ("All-weather pitch", 54, None, 'J', false),
];
