//! The method of equal shares: the budget is split evenly among all who took part, and a project is funded where those who approve of it
//! can pay for it from their shares, the cheapest for what it gives first.

use super::Refusal;
use super::count::{Counted, count};
use super::election::{Completion, Election, Rule, Utility};
use super::greedy::fill;
use super::outcome::{Funded, How, Outcome, Paid};
use super::purse::{Near, Price, Purses, pence};
use crate::Method;
use quantity::Money;

pub const METHOD: Method = Method {
    code: "equal-shares",
    edition: 1,
    title: "A budget decided by votes, with an equal share for everyone (method of equal shares)",
    sources: &[
        "Peters and Skowron, Proportionality and the limits of welfarism, ACM Conference on Economics and Computation, 2020",
        "Peters, Pierczyński and Skowron, Proportional participatory budgeting with additive utilities, Advances in Neural Information Processing Systems 34, 2021",
        "Faliszewski and others, Participatory budgeting: data, tools and analysis, International Joint Conference on Artificial Intelligence, 2023 (Pabulib)",
    ],
};

/// What equal shares funds. The order of ballots and of projects changes nothing; never more than the budget is spent.
///
/// # Errors
/// A `Refusal` that names what is wrong: the money, a project, or a ballot by its number.
pub fn equal_shares(election: &Election, rule: &Rule) -> Result<Outcome, Refusal> {
    let mut counted = count(election)?;
    let supporters = std::mem::take(&mut counted.supporters);
    let mut race = Race::of(&counted, rule, supporters);
    let mut funded = Vec::new();
    while let Some(next) = race.following() {
        funded.push(next);
    }
    let spent: Money = funded.iter().map(|one| counted.cost(one.project)).sum();
    let paid = race.purses.spent_pence();
    let utility = match rule.completion {
        Completion::None => None,
        Completion::Votes => Some(Utility::Cost),
        Completion::UtilitarianGreedy => Some(rule.utility),
    };
    if let Some(utility) = utility {
        let mut taken = vec![false; election.projects.len()];
        for one in &funded {
            if let Some(taken) = taken.get_mut(one.project) {
                *taken = true;
            }
        }
        fill(&counted, utility, rule.ties, election.budget - spent, &taken, &How::Completion, &mut funded);
    }
    Ok(Outcome::of(&counted, funded, &paid))
}

/// A project that may still be funded.
struct Runner {
    project: usize,
    cost: i64,
    /// Those who approve of it and have something left.
    supporters: Vec<u32>,
    /// The rate it had when last looked at, at the least: rates only rise, as shares are spent.
    at_least: f64,
}

struct Race<'a> {
    counted: &'a Counted<'a>,
    rule: &'a Rule,
    purses: Purses<'a>,
    runners: Vec<Runner>,
}

/// A runner of this round with its rate, which lies within `error` of the exact one.
struct Seen {
    runner: usize,
    near: Near,
    rate: f64,
    error: f64,
}

impl<'a> Race<'a> {
    fn of(counted: &'a Counted<'a>, rule: &'a Rule, supporters: Vec<Vec<u32>>) -> Race<'a> {
        let runner =
            |(project, supporters): (usize, Vec<u32>)| Runner { project, cost: counted.cost(project).pence(), supporters, at_least: 0.0 };
        let runners = supporters.into_iter().enumerate().filter(|(_, who)| !who.is_empty()).map(runner).collect();
        Race { counted, rule, purses: Purses::of(counted), runners }
    }

    /// What a project is worth to each who approves of it.
    fn worth(&self, cost: i64) -> u64 {
        match self.rule.utility {
            Utility::Cost => cost.unsigned_abs(),
            Utility::Cardinality => 1,
        }
    }

    /// Funds the project with the lowest rate; none once nobody can pay for anything.
    fn following(&mut self) -> Option<Funded> {
        loop {
            let seen = self.look();
            let best = seen.iter().map(|one| one.rate + one.error).fold(f64::INFINITY, f64::min);
            let close: Vec<&Seen> = seen.iter().filter(|one| one.rate - one.error <= best).collect();
            let mut priced: Vec<(usize, f64, Price)> = Vec::new();
            let mut cannot = Vec::new();
            for one in close {
                let Some(runner) = self.runners.get(one.runner) else { continue };
                match self.purses.exact(&runner.supporters, runner.cost, one.near) {
                    Some(price) => priced.push((one.runner, one.rate, price)),
                    None => cannot.push(one.runner),
                }
            }
            if priced.is_empty() && cannot.is_empty() {
                return None;
            }
            // Somebody who looked best cannot pay after all: look again without it.
            if !cannot.is_empty() {
                cannot.sort_unstable();
                for runner in cannot.into_iter().rev() {
                    self.runners.remove(runner);
                }
                continue;
            }
            return self.fund(priced);
        }
    }

    /// Runners whose rate may be the lowest, looked at in the order of what they had before. Those who cannot be paid for leave.
    fn look(&mut self) -> Vec<Seen> {
        self.runners.sort_by(|one, other| one.at_least.total_cmp(&other.at_least).then(one.project.cmp(&other.project)));
        let mut seen = Vec::new();
        let mut best = f64::INFINITY;
        let mut gone = Vec::new();
        for at in 0..self.runners.len() {
            let purses = &self.purses;
            let Some(runner) = self.runners.get_mut(at) else { break };
            if runner.at_least > best {
                break;
            }
            runner.supporters.retain(|who| !purses.is_gone(*who));
            let Some(near) = purses.near(&runner.supporters, runner.cost) else {
                gone.push(at);
                continue;
            };
            let worth = match self.rule.utility {
                Utility::Cost => runner.cost as f64,
                Utility::Cardinality => 1.0,
            };
            let rate = pence(near.price) / worth;
            let error = pence(near.within) / worth + rate * 1e-12;
            runner.at_least = (rate - error).max(runner.at_least);
            best = best.min(rate + error);
            seen.push(Seen { runner: at, near, rate, error });
        }
        for at in gone.iter().rev() {
            self.runners.remove(*at);
        }
        // Places move up by as many as left before them.
        for one in &mut seen {
            one.runner -= gone.partition_point(|at| *at < one.runner);
        }
        seen
    }

    /// Of those that stand closest, the exactly lowest; of those that stand alike, the first by the rule for ties.
    fn fund(&mut self, priced: Vec<(usize, f64, Price)>) -> Option<Funded> {
        let of = |runner: usize| self.runners.get(runner).map_or((0, 0), |runner| (runner.project, runner.cost));
        let compare = |one: &(usize, f64, Price), other: &(usize, f64, Price)| {
            one.2.compare(self.worth(of(one.0).1), &other.2, self.worth(of(other.0).1))
        };
        let lowest = priced.iter().min_by(|one, other| compare(one, other))?;
        let tied: Vec<&(usize, f64, Price)> = priced.iter().filter(|one| compare(one, lowest).is_eq()).collect();
        let first = *tied.iter().min_by(|one, other| self.counted.first(self.rule.ties, of(one.0).0, of(other.0).0))?;
        let mut tied_with: Vec<usize> = tied.iter().map(|one| of(one.0).0).filter(|project| *project != of(first.0).0).collect();
        tied_with.sort_unstable();
        let (place, price) = (first.0, &first.2);
        let runner = self.runners.remove(place);
        let each_pence = self.purses.pay(&runner.supporters, price)?;
        let paid = Paid {
            each_pence,
            in_full: price.payers,
            with_less: self.counted.votes(runner.project) - price.payers,
            rate: each_pence / self.worth(runner.cost) as f64,
        };
        Some(Funded {
            project: runner.project,
            how: How::Shares(paid),
            supporters: self.counted.supporters_by_group(runner.project),
            tied_with,
        })
    }
}
