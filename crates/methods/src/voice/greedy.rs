//! The usual count beside equal shares: the project that most people want for its cost first, then the next that still fits.

use std::cmp::Ordering;

use quantity::Money;

use super::Refusal;
use super::count::{Counted, count};
use super::election::{Election, Ties, Utility};
use super::outcome::{Funded, How, Outcome};

/// What is funded by satisfaction per pound: by votes under cost utility, by votes for each pound under cardinality. Ties go by id.
///
/// # Errors
/// A `Refusal` that names what is wrong: the money, a project, or a ballot by its number.
pub fn greedy(election: &Election, utility: Utility) -> Result<Outcome, Refusal> {
    let counted = count(election)?;
    let mut funded = Vec::new();
    let none = vec![false; election.projects.len()];
    fill(&counted, utility, Ties::ById, election.budget, &none, &How::Greedy, &mut funded);
    Ok(Outcome::of(&counted, funded, &[]))
}

/// Adds, in order, each project not taken that still fits. What nobody approves of is never funded.
pub(super) fn fill(counted: &Counted, utility: Utility, ties: Ties, mut left: Money, taken: &[bool], how: &How, funded: &mut Vec<Funded>) {
    let is_open = |project: &usize| counted.votes(*project) > 0 && !taken.get(*project).copied().unwrap_or(true);
    let mut order: Vec<usize> = (0..counted.election.projects.len()).filter(is_open).collect();
    order.sort_by(|one, other| denser(counted, utility, *one, *other).then_with(|| counted.first(ties, *one, *other)));
    for (place, project) in order.iter().enumerate() {
        let cost = counted.cost(*project);
        if cost > left {
            continue;
        }
        left = left - cost;
        // Those after it that stand alike: the rule for ties put them there.
        let alike = order.iter().skip(place + 1).take_while(|other| denser(counted, utility, *project, **other).is_eq());
        funded.push(Funded {
            project: *project,
            how: how.clone(),
            supporters: counted.supporters_by_group(*project),
            tied_with: alike.copied().collect(),
        });
    }
}

/// More satisfaction per pound goes first; exact.
fn denser(counted: &Counted, utility: Utility, one: usize, other: usize) -> Ordering {
    let (votes, of_other) = (counted.votes(one), counted.votes(other));
    match utility {
        Utility::Cost => of_other.cmp(&votes),
        Utility::Cardinality => {
            let times = |votes: u64, cost: Money| u128::from(votes) * u128::from(cost.pence().unsigned_abs());
            times(of_other, counted.cost(one)).cmp(&times(votes, counted.cost(other)))
        }
    }
}
