//! What voting and ranking refuse, by name. Ballots are counted from 1, as people count them.

use quantity::Money;

use super::bradley_terry::MOST_ITEMS;
use super::election::MOST_PEOPLE;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("The budget is {0}. Give an amount above nothing.")]
    NoBudget(Money),
    #[error("There is nothing to vote on. Give at least one project with its cost.")]
    NoProjects,
    #[error("Two projects are called “{0}”. Give each an id of its own: ties are settled by it.")]
    SameId(String),
    #[error("“{id}” costs {cost}. Give a cost above nothing; what costs nothing needs no vote.")]
    NoCost { id: String, cost: Money },
    #[error("The budget of {budget} is below the cost of every project; the cheapest is “{cheapest}” at {cost}. Nothing could be funded.")]
    BudgetBelowEveryCost { budget: Money, cheapest: String, cost: Money },
    #[error("There are no ballots. Nobody has chosen anything yet.")]
    NoBallots,
    #[error("All {0} ballots are blank. Nobody has chosen anything.")]
    AllBlank(u64),
    #[error("There are {0} people, and up to {MOST_PEOPLE} are counted.")]
    TooManyPeople(u64),
    #[error("Amounts come to {0} or more: more than can be worked exactly.")]
    TooMuchMoney(Money),
    #[error("Ballot {ballot} names project number {project}, and there are {there}. Correct the ballot, or leave it out.")]
    UnknownProject { ballot: usize, project: usize, there: usize },
    #[error("Ballot {ballot} names “{id}” twice. A project is approved of once.")]
    NamedTwice { ballot: usize, id: String },
    #[error("Ballot {ballot} stands for nobody. Give a weight of at least 1, or leave it out.")]
    StandsForNobody { ballot: usize },
    #[error("Ballot {ballot} is of group number {group}, and there are {there}.")]
    UnknownGroup { ballot: usize, group: usize, there: usize },
    #[error("There are {0} items. Two are needed for a choice, and up to {MOST_ITEMS} are compared.")]
    ItemsOutOfRange(usize),
    #[error("Two items are called “{0}”. Give each a name of its own.")]
    SameItem(String),
    #[error("Choice {choice} names item number {item}, and there are {there}.")]
    UnknownItem { choice: usize, item: usize, there: usize },
    #[error("Choice {choice} is between “{item}” and itself, or was made no times. Correct it, or leave it out.")]
    NoChoice { choice: usize, item: String },
    #[error("Nobody has chosen between anything yet.")]
    NoChoices,
    #[error(
        "The choices fall into parts that were never compared with each other: {}. Ask about pairs across them; until then nothing orders one part against another.",
        parts(.0)
    )]
    NotConnected(Vec<Vec<String>>),
    #[error(
        "Nothing of {} was ever preferred to anything of {}, so no finite strength fits. Ask more people, or allow the weak prior of half a win each way.",
        quoted(.below), quoted(.above)
    )]
    NeverPreferred { above: Vec<String>, below: Vec<String> },
    #[error("The strengths did not settle. Ask with the weak prior of half a win each way.")]
    DidNotSettle,
    #[error("Two lists or more are set beside each other, and there are {0}, each with a name.")]
    TooFewLists(usize),
    #[error("The list of {list} has places for {have} of {need} items. Give each a place; those alike share one.")]
    ListIncomplete { list: String, have: usize, need: usize },
    #[error("Ballot {ballot} gives “{item}” {points} points. Points are whole numbers from 0 to {most}.")]
    PointsOutOfRange { ballot: usize, item: String, points: u64, most: u64 },
    #[error("Ballot {ballot} gives out {given} points, and {most} were to be given.")]
    TooManyPoints { ballot: usize, given: u64, most: u64 },
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoBudget(_) => "no_budget",
            Refusal::NoProjects => "no_projects",
            Refusal::SameId(_) => "same_id",
            Refusal::NoCost { .. } => "no_cost",
            Refusal::BudgetBelowEveryCost { .. } => "budget_below_every_cost",
            Refusal::NoBallots => "no_ballots",
            Refusal::AllBlank(_) => "all_blank",
            Refusal::TooManyPeople(_) => "too_many_people",
            Refusal::TooMuchMoney(_) => "too_much_money",
            Refusal::UnknownProject { .. } => "unknown_project",
            Refusal::NamedTwice { .. } => "named_twice",
            Refusal::StandsForNobody { .. } => "stands_for_nobody",
            Refusal::UnknownGroup { .. } => "unknown_group",
            Refusal::ItemsOutOfRange(_) => "items_out_of_range",
            Refusal::SameItem(_) => "same_item",
            Refusal::UnknownItem { .. } => "unknown_item",
            Refusal::NoChoice { .. } => "no_choice",
            Refusal::NoChoices => "no_choices",
            Refusal::NotConnected(_) => "not_connected",
            Refusal::NeverPreferred { .. } => "never_preferred",
            Refusal::DidNotSettle => "did_not_settle",
            Refusal::TooFewLists(_) => "too_few_lists",
            Refusal::ListIncomplete { .. } => "list_incomplete",
            Refusal::PointsOutOfRange { .. } => "points_out_of_range",
            Refusal::TooManyPoints { .. } => "too_many_points",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}

/// `“a” and “b”`, or the first few of many.
fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let first: Vec<String> = names.iter().take(SHOWN).map(|name| format!("“{name}”")).collect();
    match (names.len() - first.len(), first.split_last()) {
        (0, Some((last, []))) => last.clone(),
        (0, Some((last, rest))) => format!("{} and {last}", rest.join(", ")),
        (more, _) => format!("{} and {more} more", first.join(", ")),
    }
}

fn parts(parts: &[Vec<String>]) -> String {
    parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join("; apart from them ")
}
