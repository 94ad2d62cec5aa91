//! What the options of a case cost and bring, line by line and year by year, and what is uncertain about it.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, OrganisationId, PlanLineId};

/// The lines of all options of one case, with what they are worked with. One a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Costing {
    pub case: CaseId,
    /// The calendar year in which year 0, a financial year, begins.
    pub first_year: i16,
    /// How many years, year 0 among them: 1 to 100.
    pub years: u32,
    /// The last year of the shorter horizon, from 0.
    pub short_until: u32,
    /// The discount schedule in force on this day is used.
    pub priced_on: Date,
    pub lines: Vec<CostLine>,
    pub costs_nothing: Vec<CostsNothing>,
    pub drivers: Vec<Driver>,
    pub scenarios: Vec<Scenario>,
    /// The authority's own forecasts of the kind, and what they came to.
    pub past_forecasts: Vec<PastForecast>,
    /// Code of the kind of work in the dated table of optimism bias, where there are too few forecasts of our own.
    pub works_kind: String,
    /// Take the correction of its grade of confidence off each benefit; else grades are shown and change nothing.
    pub correct_by_grade: bool,
    /// Seed of the draws: the same seed gives the same figures.
    pub seed: u64,
    #[serde(default)]
    pub returns: Vec<SocialReturn>,
    /// Parts of the full cost that nobody can put money on yet.
    #[serde(default)]
    pub not_known: Vec<CostNotKnown>,
    /// Savings promised, one an option, each taken apart.
    #[serde(default)]
    pub savings: Vec<PromisedSaving>,
    /// The price index that amounts of other years are brought to year 0 by; none where nobody has written one down.
    #[serde(default)]
    pub price_index: Option<PriceIndex>,
}

/// A published price index by financial year, as somebody wrote it down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriceIndex {
    /// The release it was taken from.
    pub source: String,
    pub published: Date,
    /// The calendar year in which each financial year begins, with its index: in order, none left out.
    pub years: Vec<(i16, f64)>,
    /// How much prices are taken to rise in a year beyond the last of them: 0.02 is two per cent. −0.1 to 0.2.
    pub later: f64,
}

/// A line of money of one option. Amounts are never negative: a cost that falls is a benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostLine {
    /// Code of the option.
    pub option: String,
    pub name: String,
    pub kind: LineKind,
    /// Who pays a cost, gains a benefit, bears a harm or hands over a transfer; none is residents themselves.
    pub organisation: Option<OrganisationId>,
    /// Who receives a transfer.
    #[serde(default)]
    pub to: Option<OrganisationId>,
    pub amount: Amount,
    /// Share of the full amount in its first year, its second, and so on; all of it from then.
    #[serde(default)]
    pub ramp: Vec<Share>,
    /// Share lost each year after that.
    #[serde(default)]
    pub drop_off: Option<Share>,
    /// Growth a year beyond general inflation: 0.02 is two per cent. −0.5 to 0.5.
    #[serde(default)]
    pub real_growth: f64,
    /// Grade 1 (best) to 6 of the evidence for a benefit.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// The one role that answers for the benefit.
    #[serde(default)]
    pub owner_role: String,
    /// Share of a benefit that becomes money to spend elsewhere.
    #[serde(default)]
    pub cashable: Option<Share>,
    #[serde(default)]
    pub preconditions: Vec<Precondition>,
    /// Spent or committed whatever is decided.
    #[serde(default)]
    pub is_sunk: bool,
    /// Code of the kind of thing estimated (works, equipment, operating_cost, timetable), for optimism bias.
    #[serde(default)]
    pub thing: String,
    /// Code of the part of the full cost it is.
    #[serde(default)]
    pub part: String,
    /// How far it may be out, as multiples of what was written: 0.8 and 1.3.
    #[serde(default)]
    pub range: Option<(f64, f64)>,
    /// The calendar year in which the financial year begins in whose prices the amounts are; none: prices of year 0.
    #[serde(default)]
    pub prices_of: Option<i16>,
    /// Code of the income group it falls on, where it falls on people; empty where none is named.
    #[serde(default)]
    pub falls_on: String,
}

/// What a line is over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// The same every year from `start` (none: not said) to `until` (none: the last).
    EachYear { full: Money, start: Option<u32>, until: Option<u32> },
    /// One for each year from 0; none where it is missing.
    ByYear(Vec<Option<Money>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Cost,
    Benefit,
    /// Harm, or a cost that falls on people.
    Disbenefit,
    /// Money that changes hands and uses nothing up.
    Transfer,
}

impl LineKind {
    pub const ALL: [LineKind; 4] = [LineKind::Cost, LineKind::Benefit, LineKind::Disbenefit, LineKind::Transfer];

    pub fn code(self) -> &'static str {
        match self {
            LineKind::Cost => "cost",
            LineKind::Benefit => "benefit",
            LineKind::Disbenefit => "disbenefit",
            LineKind::Transfer => "transfer",
        }
    }

    pub fn parse(code: &str) -> Option<LineKind> {
        LineKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            LineKind::Cost => "a cost",
            LineKind::Benefit => "a benefit",
            LineKind::Disbenefit => "a harm, or a cost that falls on people",
            LineKind::Transfer => "money that changes hands",
        }
    }
}

/// Something that has to be so before a benefit can begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Precondition {
    pub what: String,
    /// The year, from 0, by which it will be so; none where nobody can say, and then the benefit does not count.
    pub met_by: Option<u32>,
}

/// A part of the full cost that truly costs nothing under an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostsNothing {
    pub option: String,
    /// Code of the part.
    pub part: String,
    pub reason: String,
}

/// A part of the full cost that nobody can put money on yet: an answer, and the cost is not full while it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostNotKnown {
    pub option: String,
    /// Code of the part.
    pub part: String,
    /// What it would take to know.
    pub would_take: String,
}

/// What an option is promised to save in a year, taken apart into what it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisedSaving {
    /// Code of the option.
    pub option: String,
    pub total: Money,
    pub parts: Vec<SavingPart>,
    /// Posts that leave the authority by it; none where nobody has said.
    pub posts: Option<Posts>,
    /// What the line of the medium-term financial plan was called when it was chosen, or what was typed before lines were kept; empty where
    /// it answers none.
    pub plan_line: String,
    #[serde(default)]
    pub line: Option<PlanLineId>,
    /// How much of it counts to that line, by the calendar year in which the financial year begins that it begins in. Empty: all of it that
    /// the line can count, in year 0.
    #[serde(default)]
    pub counts: Vec<(i16, Money)>,
}

/// What one mechanism saves in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavingPart {
    /// Code of the mechanism.
    pub mechanism: String,
    pub amount: Money,
    /// The outcome that gets worse where it is taken; empty where none does.
    pub worse: String,
    /// Who takes the cost up, where it goes to somebody else.
    pub taken_up_by: String,
}

/// Posts that leave the authority, and what becomes of the people in them. Whole posts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posts {
    pub leaving: u32,
    /// Move to whoever provides it then, and are paid there.
    pub transferred: u32,
    pub vacant: u32,
    pub redundant: u32,
}

/// One figure that lines hang on, in every option alike: take-up, completion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    pub name: String,
    /// As used in the lines, which move in proportion to it.
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Names of the lines.
    pub lines: Vec<String>,
}

/// A state of the world: drivers at other values, lines at multiples of theirs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    pub name: String,
    /// Driver and its value.
    pub drivers: Vec<(String, f64)>,
    /// Line and its multiple.
    pub lines: Vec<(String, f64)>,
}

/// What was forecast once and what it came to, in the same prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastForecast {
    pub what: String,
    /// Code of the kind of thing.
    pub thing: String,
    pub forecast: Money,
    pub outturn: Money,
}

/// The social return of one option: what changes for whom, beside what is put in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SocialReturn {
    /// Code of the option.
    pub option: String,
    pub changes: Vec<Change>,
    pub inputs: Vec<Input>,
}

/// One change for one group of people, with what has to be taken off before it is claimed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub what: String,
    /// For whom.
    pub people: String,
    pub measured_by: String,
    /// How many.
    pub quantity: f64,
    /// What one is worth in a year.
    pub value_each: Money,
    pub value_source: String,
    /// Would have happened anyway.
    pub deadweight: Share,
    /// Moved elsewhere.
    pub displacement: Share,
    /// Due to others.
    pub attribution: Share,
    /// Lost each year after the first.
    pub drop_off: Share,
    pub years: u32,
    /// How many of the people were asked whether it matters to them; none where nobody has said.
    pub people_asked: Option<u32>,
    pub is_harm: bool,
    /// The chain of causes it stands in, where one change leads to another; empty where it stands alone.
    #[serde(default)]
    pub chain: String,
    /// Share of the chain's value counted here; none is all of it.
    #[serde(default)]
    pub chain_share: Option<Share>,
}

/// What is put in: money, time or things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    pub what: String,
    pub amount: Money,
}
