//! Ballots read and counted: checked, and people who approve of the same taken together, so that no order of ballots matters.

use std::collections::BTreeSet;

use quantity::Money;

use super::Refusal;
use super::election::{Election, MOST_PEOPLE, Ties};

/// Pence up to which everything is worked exactly: ninety thousand billion pounds.
const MOST_MONEY: Money = Money::from_pence(9_000_000_000_000_000);

/// People who approve of exactly the same projects.
pub(super) struct Alike {
    /// Places of projects, ascending.
    pub approves: Vec<u32>,
    pub people: u64,
}

pub(super) struct Counted<'a> {
    pub election: &'a Election,
    pub alike: Vec<Alike>,
    /// For each ballot, its place in `alike`.
    pub of_ballot: Vec<u32>,
    /// For each project, places in `alike` of those who approve of it.
    pub supporters: Vec<Vec<u32>>,
    pub votes: Vec<u64>,
    /// The same by group: a row a project, a column a group.
    pub by_group: Vec<Vec<u64>>,
    pub people: u64,
}

/// An election that can be counted, counted.
///
/// # Errors
/// A `Refusal` that names what is wrong: the money, a project, or a ballot by its number.
pub(super) fn count(election: &Election) -> Result<Counted<'_>, Refusal> {
    money(election)?;
    let people = people(election)?;
    let mut sorted: Vec<(Vec<u32>, usize)> = Vec::with_capacity(election.ballots.len());
    for (at, ballot) in election.ballots.iter().enumerate() {
        let mut approves: Vec<u32> = ballot.approves.iter().map(|project| *project as u32).collect();
        approves.sort_unstable();
        sorted.push((approves, at));
    }
    sorted.sort_unstable();
    let mut alike: Vec<Alike> = Vec::new();
    let mut of_ballot = vec![0; sorted.len()];
    for (approves, at) in sorted {
        let weight = election.ballots.get(at).map_or(0, |ballot| u64::from(ballot.weight));
        match alike.last_mut().filter(|last| last.approves == approves) {
            Some(last) => last.people += weight,
            None => alike.push(Alike { approves, people: weight }),
        }
        if let Some(place) = of_ballot.get_mut(at) {
            *place = alike.len() as u32 - 1;
        }
    }
    let mut supporters = vec![Vec::new(); election.projects.len()];
    let mut votes = vec![0; election.projects.len()];
    for (at, one) in alike.iter().enumerate() {
        for project in &one.approves {
            if let (Some(list), Some(sum)) = (supporters.get_mut(*project as usize), votes.get_mut(*project as usize)) {
                list.push(at as u32);
                *sum += one.people;
            }
        }
    }
    Ok(Counted { by_group: by_group(election), election, alike, of_ballot, supporters, votes, people })
}

fn money(election: &Election) -> Result<(), Refusal> {
    if election.budget <= Money::ZERO {
        return Err(Refusal::NoBudget(election.budget));
    }
    if election.budget > MOST_MONEY {
        return Err(Refusal::TooMuchMoney(election.budget));
    }
    let Some(cheapest) = election.projects.iter().min_by_key(|project| project.cost) else { return Err(Refusal::NoProjects) };
    let mut ids = BTreeSet::new();
    for project in &election.projects {
        if !ids.insert(&project.id) {
            return Err(Refusal::SameId(project.id.clone()));
        }
        if project.cost <= Money::ZERO {
            return Err(Refusal::NoCost { id: project.id.clone(), cost: project.cost });
        }
        if project.cost > MOST_MONEY {
            return Err(Refusal::TooMuchMoney(project.cost));
        }
    }
    if cheapest.cost > election.budget {
        return Err(Refusal::BudgetBelowEveryCost { budget: election.budget, cheapest: cheapest.id.clone(), cost: cheapest.cost });
    }
    Ok(())
}

fn people(election: &Election) -> Result<u64, Refusal> {
    let there = election.projects.len();
    // The ballot that last named each project.
    let mut last = vec![0usize; there];
    let mut people = 0u64;
    for (at, ballot) in election.ballots.iter().enumerate() {
        let number = at + 1;
        if ballot.weight == 0 {
            return Err(Refusal::StandsForNobody { ballot: number });
        }
        if let Some(group) = ballot.group.filter(|group| *group >= election.groups.len()) {
            return Err(Refusal::UnknownGroup { ballot: number, group: group + 1, there: election.groups.len() });
        }
        for project in &ballot.approves {
            let Some(named) = last.get_mut(*project) else {
                return Err(Refusal::UnknownProject { ballot: number, project: project.saturating_add(1), there });
            };
            if *named == number {
                let id = election.projects.get(*project).map_or_else(String::new, |project| project.id.clone());
                return Err(Refusal::NamedTwice { ballot: number, id });
            }
            *named = number;
        }
        people += u64::from(ballot.weight);
    }
    if people == 0 {
        return Err(Refusal::NoBallots);
    }
    if people > MOST_PEOPLE {
        return Err(Refusal::TooManyPeople(people));
    }
    if last.iter().all(|named| *named == 0) {
        return Err(Refusal::AllBlank(people));
    }
    Ok(people)
}

impl Counted<'_> {
    pub fn cost(&self, project: usize) -> Money {
        self.election.projects.get(project).map_or(Money::ZERO, |project| project.cost)
    }

    pub fn id(&self, project: usize) -> &str {
        self.election.projects.get(project).map_or("", |project| project.id.as_str())
    }

    pub fn votes(&self, project: usize) -> u64 {
        self.votes.get(project).copied().unwrap_or(0)
    }

    /// Which of two that stand alike goes first.
    pub fn first(&self, ties: Ties, one: usize, other: usize) -> std::cmp::Ordering {
        let by_id = || self.id(one).cmp(self.id(other));
        match ties {
            Ties::ById => by_id(),
            Ties::Cheapest => self.cost(one).cmp(&self.cost(other)).then_with(by_id),
            Ties::MostVotes => self.votes(other).cmp(&self.votes(one)).then_with(by_id),
        }
    }

    /// People of each group who approve of a project.
    pub fn supporters_by_group(&self, project: usize) -> Vec<u64> {
        self.by_group.get(project).cloned().unwrap_or_default()
    }
}

fn by_group(election: &Election) -> Vec<Vec<u64>> {
    let mut counted = vec![vec![0; election.groups.len()]; election.projects.len()];
    for ballot in &election.ballots {
        let Some(group) = ballot.group else { continue };
        for project in &ballot.approves {
            if let Some(sum) = counted.get_mut(*project).and_then(|row| row.get_mut(group)) {
                *sum += u64::from(ballot.weight);
            }
        }
    }
    counted
}
