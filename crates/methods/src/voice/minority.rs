//! Whose wishes a budget answers: of each group, how many have something that is funded, and how much of the budget that is.

use quantity::Share;

use super::Refusal;
use super::count::{Counted, count};
use super::election::Election;
use super::outcome::GroupShare;

/// The share of each group in what is funded, by whatever rule it was chosen. Places that are not of the election are passed over.
///
/// # Errors
/// What `equal_shares` refuses of the election.
pub fn minority(election: &Election, funded: &[usize]) -> Result<Vec<GroupShare>, Refusal> {
    Ok(shares(&count(election)?, funded))
}

pub(super) fn shares(counted: &Counted, funded: &[usize]) -> Vec<GroupShare> {
    let election = counted.election;
    let mut chosen = vec![false; election.projects.len()];
    for project in funded {
        if let Some(chosen) = chosen.get_mut(*project) {
            *chosen = true;
        }
    }
    let group = |group: usize| {
        let (mut people, mut with_something) = (0u64, 0u64);
        for ballot in election.ballots.iter().filter(|ballot| ballot.group == Some(group)) {
            let weight = u64::from(ballot.weight);
            people += weight;
            let has = ballot.approves.iter().any(|project| chosen.get(*project).copied().unwrap_or(false));
            with_something += if has { weight } else { 0 };
        }
        // Each project's cost is split evenly among those who approve of it.
        let pence: f64 = (0..election.projects.len())
            .filter(|project| chosen.get(*project).copied().unwrap_or(false) && counted.votes(*project) > 0)
            .map(|project| {
                let of_group = counted.by_group.get(project).and_then(|row| row.get(group)).copied().unwrap_or(0);
                counted.cost(project).pence() as f64 * (of_group as f64 / counted.votes(project) as f64)
            })
            .sum();
        // Above the whole only by the last digit of a sum that is the whole.
        let of_budget = Share::new((pence / election.budget.pence() as f64).min(1.0)).unwrap_or(Share::NONE);
        let of_people = Share::of(people, counted.people).unwrap_or(Share::NONE);
        GroupShare { group, people, of_people, with_something, of_budget }
    };
    (0..election.groups.len()).map(group).collect()
}
