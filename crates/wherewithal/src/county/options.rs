//! Options of two cases with what they cost and bring, and the priorities of the place: the county file, sections 5 and 6.

use jiff::civil::{Date, date};
use model::costing::LineKind::{self, Benefit, Cost, Disbenefit};
use model::option_sheet::Characteristic;
use model::option_sheet::Contributor::{self, OtherProviders, Partners, Procurement, Staff, Users};
use model::priority::{AgainstPeers, NeedTrend};

/// What is known of the options of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionsTold {
    /// Key of the case.
    pub case: &'static str,
    pub on: Date,
    pub first_year: i64,
    pub years: i64,
    pub short_until: i64,
    /// Code of the kind of works.
    pub works_kind: &'static str,
    pub sheets: Vec<SheetTold>,
    pub lines: Vec<LineTold>,
    pub full_costs: Vec<FullCostTold>,
    pub savings: Vec<SavingTold>,
    pub driver: Option<DriverTold>,
    /// Name, what is otherwise, and its value.
    pub scenario: (&'static str, &'static str, f64),
    /// A kind of option the list does without, and why.
    pub left_out: Option<(&'static str, &'static str)>,
    pub criteria: Vec<CriterionTold>,
    /// Group, swings, and for each criterion the least and the most of the whole weight, in per cent; empty where they did not say.
    pub voices: Vec<(&'static str, Vec<f64>, Vec<(f64, f64)>)>,
    /// Option, and for each criterion a score with its low and high end.
    pub scores: Vec<(&'static str, Vec<(f64, f64, f64)>)>,
    pub preferred: (&'static str, &'static str),
    /// For whom, what the change as a whole does, and what is done about it.
    pub package: (Characteristic, &'static str, &'static str),
}

#[derive(Debug, Clone, PartialEq)]
pub struct SheetTold {
    pub option: &'static str,
    pub brings: &'static str,
    /// Pounds in a year.
    pub cost: Option<i64>,
    pub contributed_by: Vec<Contributor>,
    pub like_for_like: bool,
    pub builds_on: &'static str,
    /// Pounds.
    pub estimated_value: Option<i64>,
    pub why_not: &'static str,
    /// What, code of a delivery model, key of the body.
    pub parts: Vec<(&'static str, &'static str, &'static str)>,
    /// Social, economic and environmental: known or not, and what.
    pub impact: [(bool, &'static str); 3],
    pub equality: Vec<(Characteristic, &'static str, &'static str, &'static str)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineTold {
    pub option: &'static str,
    pub name: &'static str,
    pub kind: LineKind,
    /// Key of the body; empty: residents.
    pub whose: &'static str,
    pub pounds: i64,
    pub start: i64,
    pub until: Option<i64>,
    /// Per cent.
    pub cashable: Option<f64>,
    pub confidence: Option<i64>,
    /// Multiples.
    pub range: Option<(f64, f64)>,
    /// Code of the kind of thing.
    pub thing: &'static str,
    pub part: &'static str,
    pub growth: f64,
}

/// Parts of the full cost of an option that no line states.
#[derive(Debug, Clone, PartialEq)]
pub struct FullCostTold {
    pub option: &'static str,
    /// Code of the part, and why it costs nothing.
    pub nothing: Vec<(&'static str, &'static str)>,
    /// Code of the part, and what it would take to know.
    pub not_known: Vec<(&'static str, &'static str)>,
}

/// A saving taken apart, in pounds a year.
#[derive(Debug, Clone, PartialEq)]
pub struct SavingTold {
    pub option: &'static str,
    pub total: i64,
    /// Code of the mechanism, what it saves, the outcome that gets worse by it.
    pub parts: Vec<(&'static str, i64, &'static str)>,
    pub taken_up_by: &'static str,
    /// Leaving, transferred, vacant, redundant.
    pub posts: [i64; 4],
    /// Key of the line of a financial plan it answers; empty where it answers none.
    pub line: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DriverTold {
    pub name: &'static str,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub lines: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriterionTold {
    pub name: &'static str,
    pub unit: &'static str,
    pub worst: f64,
    pub best: f64,
}

const fn line(option: &'static str, name: &'static str, kind: LineKind, whose: &'static str, pounds: i64) -> LineTold {
    LineTold {
        option,
        name,
        kind,
        whose,
        pounds,
        start: 0,
        until: None,
        cashable: None,
        confidence: None,
        range: None,
        thing: "",
        part: "delivery",
        growth: 0.0,
    }
}

fn sheet(option: &'static str, brings: &'static str) -> SheetTold {
    SheetTold {
        option,
        brings,
        cost: None,
        contributed_by: Vec::new(),
        like_for_like: false,
        builds_on: "",
        estimated_value: None,
        why_not: "",
        parts: Vec::new(),
        impact: [
            (false, "A count of who is helped, and how."),
            (false, "A look at who spends less and who earns more."),
            (false, "A count of journeys."),
        ],
        equality: Vec::new(),
    }
}

pub fn options() -> Vec<OptionsTold> {
    vec![falls(), leisure()]
}

const AMBULANCE: &str = "Fewer ambulance journeys";
const EMERGENCY: &str = "Fewer visits to the emergency department";
const ADMISSIONS: &str = "Fewer admissions after a fall";
const HIPS: &str = "Fewer hip fractures treated";
const COMMUNITY: &str = "Less community health care after a fall";
const CARE_HIP: &str = "Less care after a hip fracture";
const CARE_STAY: &str = "Less care after a stay in hospital";

/// Shares of the gains an option brings: 1 is all of them.
fn gains(option: &'static str, share: f64) -> Vec<LineTold> {
    let nhs = |name, pounds: f64| LineTold {
        cashable: Some(15.0),
        confidence: Some(3),
        range: Some((340.0 / 609.0, 880.0 / 609.0)),
        part: "",
        ..line(option, name, Benefit, "icb", (pounds * share).round() as i64)
    };
    let council = |name, pounds: f64| LineTold {
        cashable: Some(60.0),
        confidence: Some(4),
        range: Some((40.0 / 105.0, 190.0 / 105.0)),
        part: "",
        ..line(option, name, Benefit, super::organisations::COUNTY, (pounds * share).round() as i64)
    };
    vec![
        nhs(AMBULANCE, 39_800.0),
        nhs(EMERGENCY, 23_900.0),
        nhs(ADMISSIONS, 286_800.0),
        nhs(HIPS, 114_800.0),
        nhs(COMMUNITY, 143_700.0),
        council(CARE_HIP, 46_000.0),
        council(CARE_STAY, 59_000.0),
    ]
}

fn falls() -> OptionsTold {
    let county = super::organisations::COUNTY;
    let mut lines = vec![
        LineTold {
            part: "",
            growth: 0.015,
            confidence: Some(4),
            start: 1,
            ..line("now", "More falls as more people reach 85", Disbenefit, "icb", 12_000)
        },
        line("A", "Classes, from the public health grant", Cost, county, 300_000),
        LineTold { part: "client_side", ..line("A", "Coordination, from the council’s own", Cost, county, 100_000) },
        line("A", "Home hazard checks", Cost, "icb", 80_000),
        line("A", "Halls and leaders", Cost, "aldermere", 40_000),
        line("B", "Classes run by council staff", Cost, county, 400_000),
        line("C", "Fee of a contractor", Cost, county, 500_000),
        LineTold { part: "client_side", ..line("C", "Letting and managing the contract", Cost, county, 60_000) },
        line("D", "Grants to village halls", Cost, county, 150_000),
        LineTold { part: "client_side", ..line("D", "A grants officer", Cost, county, 40_000) },
        line("E", "Prompts by GPs, home checks by fire crews", Cost, "icb", 70_000),
    ];
    for (option, share) in [("A", 1.0), ("B", 0.67), ("C", 0.9), ("D", 0.42), ("E", 0.2)] {
        lines.extend(gains(option, share));
    }
    let impact = [
        (true, "Older people who meet every week, and fewer who are alone after a fall."),
        (false, "A count of carers who keep their work."),
        (true, "Classes within three miles of most homes: shorter journeys than to a centre."),
    ];
    OptionsTold {
        case: "falls",
        on: date(2026, 11, 17),
        first_year: 2027,
        years: 10,
        short_until: 2,
        works_kind: "",
        sheets: vec![
            SheetTold {
                cost: Some(0),
                why_not: "Falls would go on rising, and the NHS would go on paying for them.",
                ..sheet(
                    "now",
                    "Falls rise from 2,130 to about 2,240 admissions per 100,000 by 2029/30, as more people reach 85; today’s classes go on where volunteers hold them.",
                )
            },
            SheetTold {
                cost: Some(520_000),
                contributed_by: vec![Users, Partners, OtherProviders, Procurement],
                builds_on: "118 village halls, 60 volunteers who lead classes, and fire crews whom people let in.",
                parts: vec![
                    ("Village-hall strength classes", "grant", "alliance"),
                    ("Home hazard checks", "cooperation", "fire"),
                    ("Coordination", "section_75", county),
                ],
                impact,
                equality: vec![
                    (Characteristic::Age, "Better for people aged 65 and over; nobody younger loses", "Falls by age, 2023 to 2026", ""),
                    (
                        Characteristic::Disability,
                        "Better where classes are step-free: 97 of 118 halls are",
                        "A survey of halls, June 2026",
                        "Chairs and transport for the other 21",
                    ),
                ],
                ..sheet("A", "462 falls avoided a year")
            },
            SheetTold {
                cost: Some(400_000),
                contributed_by: vec![Staff],
                like_for_like: true,
                why_not: "Six centres are too far for most people, and the council would pay for what the NHS gains.",
                impact: [impact[0], impact[1], (true, "Classes at six centres: longer journeys.")],
                ..sheet("B", "About 310 falls avoided a year, at six centres")
            },
            SheetTold {
                cost: Some(560_000),
                contributed_by: vec![OtherProviders, Procurement],
                like_for_like: true,
                estimated_value: Some(700_000),
                ..sheet("C", "About 415 falls avoided a year")
            },
            SheetTold {
                cost: Some(190_000),
                contributed_by: vec![Users, OtherProviders],
                builds_on: "Volunteers who lead classes already.",
                why_not: "It reaches fewer than half as many people: halls without a leader stay shut.",
                impact,
                ..sheet("D", "About 195 falls avoided a year")
            },
            SheetTold {
                cost: Some(70_000),
                contributed_by: vec![Partners],
                why_not: "A prompt with no class near by helps few; it is part of what is put forward.",
                impact,
                ..sheet("E", "About 90 falls avoided a year")
            },
        ],
        lines,
        full_costs: falls_in_full(),
        savings: Vec::new(),
        driver: Some(DriverTold {
            name: "People who finish the classes, of 100",
            value: 62.0,
            low: 40.0,
            high: 75.0,
            lines: vec![AMBULANCE, EMERGENCY, ADMISSIONS, HIPS, COMMUNITY, CARE_HIP, CARE_STAY],
        }),
        scenario: ("Fewer finish", "People who finish the classes, of 100", 45.0),
        left_out: None,
        criteria: vec![
            CriterionTold { name: "Falls avoided", unit: "a year", worst: 0.0, best: 500.0 },
            CriterionTold { name: "Within three miles of home", unit: "% of people aged 65 and over", worst: 30.0, best: 90.0 },
            CriterionTold { name: "Cost to all", unit: "£000 a year", worst: 600.0, best: 0.0 },
        ],
        voices: vec![
            ("residents", vec![90.0, 100.0, 20.0], vec![(30.0, 50.0), (40.0, 60.0), (5.0, 20.0)]),
            ("residents", vec![100.0, 80.0, 30.0], vec![(40.0, 55.0), (30.0, 45.0), (10.0, 25.0)]),
            ("council officers", vec![100.0, 40.0, 70.0], vec![(40.0, 60.0), (10.0, 30.0), (25.0, 45.0)]),
            ("NHS officers", vec![100.0, 30.0, 50.0], vec![(45.0, 70.0), (10.0, 25.0), (20.0, 40.0)]),
        ],
        scores: vec![
            ("now", vec![(0.0, 0.0, 0.0), (40.0, 35.0, 45.0), (0.0, 0.0, 0.0)]),
            ("A", vec![(462.0, 290.0, 500.0), (71.0, 66.0, 76.0), (520.0, 500.0, 560.0)]),
            ("B", vec![(310.0, 200.0, 360.0), (38.0, 34.0, 42.0), (400.0, 380.0, 430.0)]),
            ("D", vec![(195.0, 90.0, 260.0), (71.0, 60.0, 78.0), (190.0, 180.0, 220.0)]),
            ("E", vec![(90.0, 30.0, 150.0), (60.0, 50.0, 70.0), (70.0, 60.0, 90.0)]),
        ],
        preferred: ("A", "It avoids most falls for each pound, and every partner gains once the split is aligned."),
        package: (
            Characteristic::Age,
            "Better for older people in every district, least in High Tarrow until its three halls are open",
            "Open the three halls first",
        ),
    }
}

const NOBODY_MOVES: (&str, &str) = ("workforce", "Nobody’s employer changes.");

fn falls_in_full() -> Vec<FullCostTold> {
    let refunded = ("vat", "The council is refunded what it pays.");
    let in_the_line = |what| ("pensions", what);
    vec![
        FullCostTold {
            option: "now",
            nothing: vec![
                ("delivery", "Volunteers hold today’s classes in halls that are lent to them."),
                ("support_that_remains", "No support service works for them."),
                ("pensions", "Nobody is employed for them."),
                ("vat", "Nothing is bought."),
                NOBODY_MOVES,
                ("client_side", "Nobody manages them."),
                ("transition", "Nothing changes."),
                ("exit", "There is no agreement to end."),
            ],
            not_known: Vec::new(),
        },
        FullCostTold {
            option: "A",
            nothing: vec![
                ("support_that_remains", "Nothing leaves the council."),
                in_the_line("Two coordinators: counted in their line."),
                ("vat", "Grants carry none, and fire crews and the ICB charge none."),
                NOBODY_MOVES,
                ("exit", "Grants end with three months’ notice, and no penalty."),
            ],
            not_known: vec![("transition", "A price from the alliance for training new leaders of classes.")],
        },
        FullCostTold {
            option: "B",
            nothing: vec![
                ("support_that_remains", "Nothing leaves the council."),
                in_the_line("Counted with the staff."),
                refunded,
                NOBODY_MOVES,
                ("client_side", "The service’s own manager is counted with the staff."),
                ("transition", "Six centres are equipped already."),
                ("exit", "There is no agreement to end."),
            ],
            not_known: Vec::new(),
        },
        FullCostTold {
            option: "D",
            nothing: vec![
                ("support_that_remains", "Nothing leaves the council."),
                in_the_line("The grants officer: counted in that line."),
                NOBODY_MOVES,
                ("transition", "Halls hold classes already."),
                ("exit", "Grants end with three months’ notice, and no penalty."),
            ],
            not_known: vec![("vat", "What the halls’ committees pay on repairs and heating and are not refunded.")],
        },
        FullCostTold {
            option: "E",
            nothing: vec![
                ("support_that_remains", "Nothing leaves the council."),
                ("pensions", "Nobody is employed for it beside those who are now."),
                ("vat", "Nothing is bought."),
                NOBODY_MOVES,
                ("client_side", "Fire and the ICB look after their own part."),
                ("transition", "Crews are trained already."),
                ("exit", "There is no agreement to end."),
            ],
            not_known: Vec::new(),
        },
    ]
}

fn leisure_in_full() -> Vec<FullCostTold> {
    let own = |option, client: &'static str| FullCostTold {
        option,
        nothing: vec![
            ("support_that_remains", "Nothing leaves the district."),
            ("pensions", "Counted with the staff."),
            NOBODY_MOVES,
            ("client_side", client),
        ],
        not_known: vec![("vat", "Advice on which fees are no business of a council any more.")],
    };
    vec![
        own("now", "The service’s own manager is counted with the staff."),
        own("A", "The officer who gives the grants is counted with the staff."),
        own("B", "The service’s own manager is counted with the staff."),
        FullCostTold {
            option: "C",
            nothing: Vec::new(),
            not_known: vec![
                ("support_that_remains", "How much of payroll and estates stays when 41 posts leave."),
                ("pensions", "The pension fund’s figure for a bond, and for 41 people who would move."),
                ("vat", "What an operator is not refunded and puts in its fee."),
                ("workforce", "On which terms those 41 would move, and those hired beside them."),
            ],
        },
    ]
}

fn leisure() -> OptionsTold {
    const ACTIVE: &str = "Less illness from not moving";
    let gain = |option, pounds| LineTold {
        cashable: Some(10.0),
        confidence: Some(4),
        range: Some((0.5, 1.4)),
        part: "",
        start: 1,
        ..line(option, ACTIVE, Benefit, "icb", pounds)
    };
    let roof = |option| LineTold {
        until: Some(0),
        thing: "works",
        part: "transition",
        ..line(option, "Repair of the roof", Cost, "stourbeck", 1_900_000)
    };
    OptionsTold {
        case: "leisure",
        on: date(2026, 11, 12),
        first_year: 2027,
        years: 10,
        short_until: 2,
        works_kind: "standard_buildings",
        sheets: vec![
            SheetTold {
                cost: Some(940_000),
                ..sheet("now", "Visits fall by about 3% a year; the roof is expected to close the larger centre in 2029/30.")
            },
            SheetTold {
                cost: Some(610_000),
                contributed_by: vec![Users, Partners, OtherProviders, Procurement],
                builds_on: "38 village halls, walking groups that meet already, and a pool the district keeps.",
                parts: vec![
                    ("38 village-hall classes", "grant", "alliance"),
                    ("Prompts by GPs", "social_prescribing", "icb"),
                    ("Walking groups", "behaviour_change", "alliance"),
                    ("One pool", "in_house", "stourbeck"),
                ],
                impact: [
                    (true, "More people active near home: 71% of users live within three miles of a hall."),
                    (true, "Hall committees and class leaders are paid locally."),
                    (true, "One heated building in place of two, and the roof is not rebuilt."),
                ],
                equality: vec![(
                    Characteristic::Disability,
                    "260 disabled swimmers have farther to go to the one pool",
                    "Membership records, September 2026",
                    "A transport plan, agreed with them before anything closes",
                )],
                ..sheet("A", "More people active each week than now, in 38 halls, on foot and in one pool")
            },
            SheetTold { cost: Some(940_000), contributed_by: vec![Staff], like_for_like: true, ..sheet("B", "Both centres stay open") },
            SheetTold {
                cost: Some(920_000),
                contributed_by: vec![OtherProviders, Procurement],
                like_for_like: true,
                estimated_value: Some(-9_000_000),
                ..sheet("C", "Both centres stay open, run by an operator")
            },
        ],
        lines: vec![
            line("now", "Running two centres", Cost, "stourbeck", 940_000),
            LineTold { until: Some(2), ..gain("now", 150_000) },
            line("A", "Classes, prompts, walking groups and one pool", Cost, "stourbeck", 565_000),
            LineTold { part: "transition", ..line("A", "Transport plan for disabled swimmers", Cost, "stourbeck", 45_000) },
            gain("A", 210_000),
            line("B", "Running two centres", Cost, "stourbeck", 940_000),
            roof("B"),
            gain("B", 180_000),
            line("C", "Fee of an operator", Cost, "stourbeck", 880_000),
            LineTold { part: "client_side", ..line("C", "Letting and managing the contract", Cost, "stourbeck", 40_000) },
            roof("C"),
            gain("C", 180_000),
        ],
        full_costs: leisure_in_full(),
        savings: vec![
            SavingTold {
                option: "A",
                total: 330_000,
                parts: vec![
                    ("efficiency", 75_000, ""),
                    ("less_service", 210_000, "Swimming near home, for 260 disabled swimmers above all"),
                    ("shifted_to_others", 45_000, ""),
                ],
                taken_up_by: "the committees of 38 village halls",
                posts: [14, 0, 5, 9],
                line: "leisure",
            },
            SavingTold { option: "C", total: 20_000, parts: vec![("price", 20_000, "")], taken_up_by: "", posts: [41, 41, 0, 0], line: "" },
        ],
        driver: None,
        scenario: ("Half as many come to the halls", ACTIVE, 0.5),
        left_out: Some(("public_partner", "Asked on 2 October: Aldermere’s centres are full, and the ICB does not run buildings.")),
        criteria: vec![
            CriterionTold { name: "People active each week", unit: "people", worst: 0.0, best: 6_000.0 },
            CriterionTold { name: "Users within three miles", unit: "% of users", worst: 30.0, best: 90.0 },
            CriterionTold { name: "Cost to the district", unit: "£000 a year", worst: 1_200.0, best: 500.0 },
        ],
        voices: vec![("users", vec![100.0, 90.0, 20.0], Vec::new()), ("members", vec![80.0, 60.0, 100.0], Vec::new())],
        scores: vec![
            ("now", vec![(3_900.0, 3_500.0, 4_300.0), (52.0, 50.0, 54.0), (940.0, 940.0, 1_100.0)]),
            ("A", vec![(5_100.0, 3_800.0, 5_700.0), (71.0, 68.0, 74.0), (610.0, 580.0, 680.0)]),
            ("B", vec![(4_300.0, 3_900.0, 4_700.0), (52.0, 50.0, 54.0), (1_170.0, 1_120.0, 1_200.0)]),
            ("C", vec![(4_300.0, 3_700.0, 4_700.0), (52.0, 50.0, 54.0), (1_150.0, 1_050.0, 1_200.0)]),
        ],
        preferred: ("A", "More people are active for less, nearer home; nothing has to be bought to begin."),
        package: (
            Characteristic::Disability,
            "Worse for disabled swimmers unless the transport plan comes first",
            "Nothing closes before the plan runs",
        ),
    }
}

/// What the place puts first; lists name them by letter.
pub const PRIORITIES: [(&str, &str, &str); 10] = [
    ("A bed tonight", "Adults in crisis", "Nobody should sleep outside or in a cell because there is no bed."),
    ("Out of hospital in time", "Adults in crisis", "A ward is no home: people lose strength every week they wait."),
    ("A home kept", "Adults in crisis", "Most crises begin or end with a tenancy."),
    ("Safe at home", "Adults in crisis", "Violence at home is behind a third of calls."),
    ("Help before a crisis", "Adults in crisis", "People said they asked three times before anybody came."),
    ("Work and company", "Adults in crisis", "What people hope for is a reason to get up."),
    ("Fewer calls at night", "Adults in crisis", "Police officers wait for hours with people who need a nurse."),
    ("Off drink and drugs", "Adults in crisis", "Treatment has to be there in the week somebody asks."),
    ("Older people on their feet", "People aged 65 and over", "A fall is how many lose their home; people hope to stay in theirs."),
    ("Everybody active", "Everybody in Northvale", "People hope to move more, near home and with others."),
];

/// Who puts them in which order.
pub const LISTS: [(&str, &str); 3] = [(super::organisations::COUNTY, "BAEDCHGF"), ("icb", "CABFEGDH"), ("police", "DGHAFCEB")];

/// What is known of the need: letter, unmet per cent, trend, against peers. What is not here nobody knows yet.
pub const NEEDS: [(char, Option<f64>, Option<NeedTrend>, Option<AgainstPeers>); 8] = [
    ('A', Some(34.0), Some(NeedTrend::Growing), Some(AgainstPeers::Worse)),
    ('B', Some(12.0), Some(NeedTrend::Steady), Some(AgainstPeers::Worse)),
    ('C', Some(27.0), Some(NeedTrend::Growing), Some(AgainstPeers::Alike)),
    ('D', Some(41.0), Some(NeedTrend::Steady), Some(AgainstPeers::Alike)),
    ('E', Some(48.0), Some(NeedTrend::Growing), None),
    ('G', Some(9.0), Some(NeedTrend::Shrinking), Some(AgainstPeers::Better)),
    ('H', Some(57.0), Some(NeedTrend::Growing), Some(AgainstPeers::Worse)),
    ('I', None, Some(NeedTrend::Steady), Some(AgainstPeers::Worse)),
];
pub const NEEDS_FROM: (&str, Date) = ("Adults in crisis: a joint needs assessment, part 2", date(2026, 9, 30));

/// How many put it among their first three: of 58 people who have been in crisis, and of 106 who care for somebody.
pub const ASKED: [(&str, u32); 2] = [("People who have been in crisis", 58), ("Family and carers", 106)];
pub const SAID: [(char, [u32; 2]); 8] =
    [('A', [39, 41]), ('B', [14, 48]), ('C', [44, 52]), ('D', [28, 71]), ('E', [47, 83]), ('F', [31, 22]), ('G', [8, 19]), ('H', [22, 61])];
pub const SAID_IN: (&str, Date) = ("Adults in crisis: having your say, September 2026", date(2026, 9, 28));

/// What members set, apart from evidence.
pub const SET_BY_MEMBERS: (char, &str, &str) =
    ('J', "Every resident is to have somewhere to be active within three miles.", "Full Council, 14 July 2026");

/// Orders kept before costs were looked at and after, each with what was moved and why.
pub const BEFORE_COSTS: (&str, char, &str) =
    ("EDCAHIBFGJ", 'J', "Nothing is known of the need yet; it waits for the needs assessment of the spring.");
pub const AFTER_COSTS: (&str, char, &str) =
    ("EDCAFHIBGJ", 'F', "Volunteers and village halls would do most of it: it costs a tenth of what stands before it.");
pub const AFTER_COSTS_ON: Date = date(2026, 11, 17);

pub const VISION: &str = "Everybody in Northvale has a home, company and help in time.";
pub const LEADERS_MEET: Date = date(2026, 12, 10);
pub const LISTED_ON: Date = date(2026, 11, 10);
/// Before anybody puts them in order.
pub const NAMED_ON: Date = date(2026, 11, 2);

/// Case and letter of the priority its outcomes serve. What is not here is an orphan.
pub const SERVES: [(&str, char); 5] = [("housing", 'C'), ("reablement", 'B'), ("leaving_hospital", 'B'), ("falls", 'I'), ("leisure", 'J')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_on_your_feet_costs_and_gains_what_the_county_file_says() {
        let falls = falls();
        let sum = |kind, whose: &str| {
            falls.lines.iter().filter(|l| l.option == "A" && l.kind == kind && l.whose == whose).map(|l| l.pounds).sum::<i64>()
        };
        let county = crate::county::organisations::COUNTY;
        assert_eq!([sum(Cost, county), sum(Cost, "icb"), sum(Cost, "aldermere")], [400_000, 80_000, 40_000]);
        assert_eq!([sum(Benefit, "icb"), sum(Benefit, county)], [609_000, 105_000]);
    }
}
