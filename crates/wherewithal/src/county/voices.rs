//! How the people of Northvale had their say: Fenwold's needs and its £180,000, the grants, the panel, and nine people who had been through it.

use desk::analyse::involvement::bring_in_ballots::Alike;
use jiff::civil::{Date, date};
use model::ballot::VoteKind;
use model::involvement::{Depth, Stage, StepKind};

/// A round as it was planned. Lists are lines, as the forms take them.
pub struct Round {
    pub key: &'static str,
    /// Of the case it is about, if any.
    pub case: Option<&'static str>,
    pub title: &'static str,
    pub about: &'static str,
    pub stage: Stage,
    pub depth: Depth,
    pub opens: Date,
    pub closes: Date,
    pub answer_by: Date,
    pub decided_by: &'static str,
    pub decided_on: Date,
    pub not_up: &'static str,
    pub other_ways: &'static str,
    pub groups: &'static str,
    pub supports: &'static str,
    pub powers: &'static str,
    pub time_reason: &'static str,
    pub vote: Option<Asked>,
    pub steps: &'static [Told],
    pub changed: &'static [(&'static str, &'static str, bool)],
}

/// What could be voted on: kind, budget in pounds, choices as lines.
#[derive(Clone, Copy)]
pub struct Asked {
    pub kind: VoteKind,
    pub pounds: Option<i64>,
    pub choices: &'static str,
}

/// A step: what, when, the document, whether it gives reasons, how many alternatives, the duty it answers.
#[derive(Clone, Copy)]
pub struct Told {
    pub kind: StepKind,
    pub on: Date,
    pub document: &'static str,
    pub reasons: bool,
    pub alternatives: u32,
    pub duty: &'static str,
}

const fn step(kind: StepKind, on: Date, document: &'static str) -> Told {
    Told { kind, on, document, reasons: false, alternatives: 0, duty: "" }
}

const fn set_out(on: Date, document: &'static str, alternatives: u32) -> Told {
    Told { kind: StepKind::SetOut, on, document, reasons: true, alternatives, duty: "" }
}

pub const NEEDS: &str = "fenwold_needs";
pub const GRANTS: &str = "grants";
pub const FENWOLD: &str = "fenwold";
pub const NEXT_YEAR: &str = "panel_next";
pub const PANEL: &str = "panel_survey";
pub const HOUSING: &str = "housing_group";

const FENWOLD_GROUPS: &str = "town; 50%\nvillages; 35%\naged 16 to 24; 15%";
const FENWOLD_SUPPORTS: &str = "Easy Read; A short version with pictures, at the library\nPaper copies; At the library and in both shops\nBy phone; Ring the parish clerk on weekday mornings\nOther languages; Polish and Romanian at the library";

pub const ROUNDS: [Round; 6] = [
    Round {
        key: NEEDS,
        case: None,
        title: "What matters most in Fenwold?",
        about: "Of two things at a time, tell us which should come first. What comes out decides what you can vote on in the autumn.",
        stage: Stage::Analyse,
        depth: Depth::Collaborate,
        opens: date(2026, 9, 1),
        closes: date(2026, 10, 12),
        answer_by: date(2026, 11, 2),
        decided_by: "Fenwold’s five parishes",
        decided_on: date(2026, 10, 27),
        not_up: "The total, £180,000; The county set it in the budget",
        other_ways: "Come to one of six meetings, or fill in a card at the library.",
        groups: FENWOLD_GROUPS,
        supports: FENWOLD_SUPPORTS,
        powers: "Residents; analyse; collaborate\nFenwold’s five parishes; analyse; empower",
        time_reason: "",
        vote: Some(Asked {
            kind: VoteKind::Pairs,
            pounds: None,
            choices: "meet; A place to meet; So that clubs can run all year\nmove; A way to get about; For people without a car\nsafe; A safe way on foot; To school and to the bus stop\nyoung; Something for the young; In the evenings",
        }),
        steps: &[
            step(StepKind::NothingDecided, date(2026, 8, 20), "Letter to every home"),
            set_out(date(2026, 8, 31), "Four things you told us, and why", 4),
            step(StepKind::Reported, date(2026, 10, 20), "What Fenwold said"),
            step(StepKind::Considered, date(2026, 10, 27), "Minutes of the five parishes"),
        ],
        changed: &[(
            "A place to meet came first, and a way to get about came second.",
            "The hall and the evening bus are on the list you can vote on. So are a youth space and a path, which you also asked for.",
            true,
        )],
    },
    Round {
        key: GRANTS,
        case: Some("grants"),
        title: "Grants for carers and clubs from April 2027",
        about: "The council plans to spend less on grants. Tell us what that would do, and what would be better.",
        stage: Stage::Plan,
        depth: Depth::Consult,
        opens: date(2026, 10, 12),
        closes: date(2026, 12, 6),
        answer_by: date(2027, 1, 15),
        decided_by: "Cabinet",
        decided_on: date(2026, 12, 15),
        not_up: "How much the council has to save in all; The full council decides that in February\nGrants that were promised until March 2027; A promise is kept",
        other_ways: "Write to the grants team at County Hall, Aldermere, or come to one of four meetings.",
        groups: "charities that have a grant; ; 46; 22; 9\npeople who use what they run; ; ; 40; 17; 0; 6",
        supports: "Easy Read; Eight pages with pictures\nLarge print; Ask for it at any library\nSomeone to speak up for you; Healthwatch Northvale can come with you",
        powers: "Charities and the people they help; plan; consult\nCabinet; plan; empower",
        time_reason: "",
        vote: None,
        steps: &[
            step(StepKind::NothingDecided, date(2026, 10, 9), "Letter to 46 charities"),
            set_out(date(2026, 10, 12), "Grants from April 2027", 0),
            Told {
                kind: StepKind::Asked,
                on: date(2026, 10, 12),
                document: "Letter to 46 charities",
                reasons: false,
                alternatives: 0,
                duty: "voluntary_notice",
            },
            set_out(date(2026, 11, 2), "Grants from April 2027, second issue", 3),
        ],
        changed: &[],
    },
    Round {
        key: FENWOLD,
        case: None,
        title: "How should Fenwold spend £180,000?",
        about: "This is real money for your town and villages. Pick what you would pay for. You can spend less than all of it.",
        stage: Stage::Plan,
        depth: Depth::Empower,
        opens: date(2026, 10, 28),
        closes: date(2026, 11, 20),
        answer_by: date(2027, 1, 15),
        decided_by: "Fenwold’s five parishes",
        decided_on: date(2026, 12, 8),
        not_up: "The total, £180,000; The county set it in the budget\nAnything over £50,000; It needs the county’s yes as well as yours\nServices you have now; None of them closes because of this vote",
        other_ways: "Vote on paper at the library or in both shops. Or come to the village hall on Saturday morning.",
        groups: FENWOLD_GROUPS,
        supports: FENWOLD_SUPPORTS,
        powers: "Residents; plan; empower\nFenwold’s five parishes; plan; collaborate\nNorthvale County Council, over £50,000 a project; plan; collaborate",
        time_reason: "The parishes set the dates in June with the school and both clubs, and every home had a letter in September",
        vote: Some(Asked {
            kind: VoteKind::Approval,
            pounds: Some(180_000),
            choices: "hall; Village hall; A new roof and heating; 62,000\npitch; Sports pitch; Level ground that drains; 54,000\npath; Path to the school; Off the road, for feet and wheels; 48,000\nbus; Evening bus; Fridays and Saturdays, one year; 36,000\nyouth; Youth space; Two evenings a week; 32,000\nlights; Lights; On the way to the bus stop; 27,000\ngarden; Garden; Shared, with raised beds; 14,000\ncafe; Café; One day a week, in the hall; 9,000",
        }),
        steps: &[
            step(StepKind::NothingDecided, date(2026, 10, 26), "Notice of the five parishes"),
            set_out(date(2026, 10, 28), "Eight things Fenwold could pay for", 8),
        ],
        changed: &[],
    },
    Round {
        key: NEXT_YEAR,
        case: None,
        title: "What should the residents’ panel look at first in 2027?",
        about: "Put four things in order. The panel works on the first two.",
        stage: Stage::Review,
        depth: Depth::Empower,
        opens: date(2026, 11, 16),
        closes: date(2026, 12, 31),
        answer_by: date(2027, 1, 31),
        decided_by: "The residents’ panel",
        decided_on: date(2027, 1, 20),
        not_up: "How many things the panel works on; There is time for two",
        other_ways: "Ring the panel at County Hall, or ask for a paper copy with an envelope that needs no stamp.",
        groups: "aged 55 and over; 39%\nunder 55; 61%",
        supports: "Large print; On any paper copy\nBy phone; We read it to you and write down what you say",
        powers: "Residents’ panel; review; empower",
        time_reason: "",
        vote: Some(Asked {
            kind: VoteKind::Ranking,
            pounds: None,
            choices: "buses; Buses in the country; Do they come when they should?\ncarers; Help for carers; Does it come in time?\nhomes; A home of one’s own; Do people keep it?\nwinter; Roads in winter; Which are gritted?",
        }),
        steps: &[
            step(StepKind::NothingDecided, date(2026, 11, 12), "Letter to 1,240 panel members"),
            set_out(date(2026, 11, 13), "Four things the panel could look at", 4),
        ],
        changed: &[],
    },
    Round {
        key: PANEL,
        case: None,
        title: "What should come first for Northvale?",
        about: "We asked all 1,240 people on the panel what should come first.",
        stage: Stage::Analyse,
        depth: Depth::Consult,
        opens: date(2026, 5, 25),
        closes: date(2026, 7, 10),
        answer_by: date(2026, 9, 30),
        decided_by: "Cabinet",
        decided_on: date(2026, 9, 15),
        not_up: "What the law says the council has to do; Only Parliament can change that",
        other_ways: "Fill in the paper copy in your letter, or ring the panel.",
        groups: "aged 55 and over; 39%; 756; 131; 118; 13\nunder 55; 61%; 484; 119; 5",
        supports: "Paper copies; To everybody on the panel\nLarge print; Ask the panel",
        powers: "Residents’ panel; analyse; consult\nCabinet; plan; empower",
        time_reason: "",
        vote: None,
        steps: &[
            step(StepKind::NothingDecided, date(2026, 5, 18), "Letter to 1,240 panel members"),
            set_out(date(2026, 5, 25), "Eight things that could come first", 8),
            step(StepKind::Reported, date(2026, 9, 1), "What the panel said"),
            step(StepKind::Considered, date(2026, 9, 15), "Minutes of Cabinet, item 7"),
        ],
        changed: &[(
            "212 of the 386 people who answered put help to get about in the country in their top three.",
            "Volunteer drivers are now in the plan. It is not decided yet. We will tell you by 19 February 2027.",
            true,
        )],
    },
    Round {
        key: HOUSING,
        case: Some("housing"),
        title: "What does good help with a home look like?",
        about: "Nine people who have lived in our flats told us what should be different.",
        stage: Stage::Analyse,
        depth: Depth::Collaborate,
        opens: date(2026, 3, 2),
        closes: date(2026, 4, 24),
        answer_by: date(2026, 6, 30),
        decided_by: "The director of adults and housing",
        decided_on: date(2026, 5, 12),
        not_up: "Whether there is help at all; The council has promised it",
        other_ways: "Four meetings with food, at a time the group chose.",
        groups: "",
        supports: "Paid seats for people who have been through it; Nine seats, four meetings; £25 an hour\nSomeone to speak up for you; Healthwatch Northvale came to each meeting\nTime to talk it over; Two weeks between meetings",
        powers: "Nine people who have been through it; analyse; collaborate\nThe director of adults and housing; plan; empower",
        time_reason: "",
        vote: None,
        steps: &[
            step(StepKind::NothingDecided, date(2026, 2, 20), "Letter from the director"),
            set_out(date(2026, 3, 2), "What we know, and three ways to count it", 3),
            step(StepKind::Reported, date(2026, 5, 8), "In our words"),
            step(StepKind::Considered, date(2026, 5, 12), "The director’s reply, point by point"),
        ],
        changed: &[(
            "A bed is not what counts. What counts is a home that you keep.",
            "We now ask if people keep their home for six months. Before, we counted beds.",
            true,
        )],
    },
];

/// So many people of a group who chose the same.
fn alike(lines: &[(u32, &str, &str)]) -> Vec<Alike> {
    let split = |codes: &str| codes.split(',').map(str::to_owned).collect();
    lines.iter().map(|(people, group, codes)| Alike { people: *people, group: (*group).to_owned(), codes: split(codes) }).collect()
}

/// Of the 412 who voted, those who voted on paper at the polling tables; twelve young people voted online.
pub fn fenwold_ballots() -> Vec<Alike> {
    alike(&[
        (118, "town", "hall,path"),
        (56, "town", "hall,lights"),
        (46, "town", "path,lights,cafe"),
        (70, "villages", "bus,garden"),
        (48, "villages", "bus,lights"),
        (40, "aged 16 to 24", "youth,pitch"),
        (22, "aged 16 to 24", "youth,cafe"),
    ])
}

pub const ONLINE: (u32, &str, [&str; 2]) = (12, "aged 16 to 24", ["youth", "pitch"]);

/// What 190 people said at six meetings, of two things at a time.
pub fn fenwold_pairs() -> Vec<Alike> {
    alike(&[
        (60, "town", "meet/move=meet,meet/safe=meet,meet/young=meet,move/safe=safe,move/young=move,safe/young=safe"),
        (36, "town", "meet/move=meet,meet/safe=safe,meet/young=meet,move/safe=safe,move/young=move,safe/young=safe"),
        (41, "villages", "meet/move=move,meet/safe=meet,meet/young=meet,move/safe=move,move/young=move,safe/young=same"),
        (20, "villages", "meet/move=move,meet/safe=meet,meet/young=young,move/safe=move,move/young=move,safe/young=young"),
        (33, "aged 16 to 24", "meet/move=meet,meet/safe=meet,meet/young=young,move/safe=move,move/young=young,safe/young=young"),
    ])
}

/// Twenty-three people at the panel's meeting of 18 November.
pub fn panel_lists() -> Vec<Alike> {
    alike(&[
        (9, "aged 55 and over", "buses,carers,winter,homes"),
        (6, "aged 55 and over", "carers,buses,homes,winter"),
        (8, "under 55", "homes,buses,carers,winter"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_hundred_and_twelve_people_of_fenwold_voted() {
        let by_group = |group: &str| fenwold_ballots().iter().filter(|line| line.group == group).map(|line| line.people).sum::<u32>();
        let online = ONLINE.0;
        assert_eq!((by_group("town"), by_group("villages"), by_group("aged 16 to 24") + online), (220, 118, 74));
        assert_eq!(fenwold_ballots().iter().map(|line| line.people).sum::<u32>() + online, 412);
        assert_eq!(fenwold_pairs().iter().map(|line| line.people).sum::<u32>(), 190);
    }
}
