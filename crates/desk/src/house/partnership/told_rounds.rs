//! What may be seen of a round: of an open one, nothing before one's own answer is given; of a closed one, each side's own beside the
//! others'. The one place where answers of several bodies meet.

use std::collections::BTreeMap;

use methods::relationships::partnership_check::{self, Answer};
pub use methods::relationships::partnership_check::{Reading, SideScore, Standing};
use model::id::{OrganisationId, PriorityId};
use model::partnership::{Asks, PartIn, Partnership, Round};
use model::partnership_answer::PartnershipAnswer;
use quantity::Date;

use super::speaks_as;
use crate::actor::Actor;
use crate::config::relationships::Relationships;
use crate::plan::thread::differences;

#[derive(Debug, Clone)]
pub struct RoundTold {
    /// Which round, from 0.
    pub at: u32,
    pub round: Round,
    pub is_open: bool,
    /// Bodies that were asked, with how many of their people answered.
    pub answered: Vec<(OrganisationId, usize)>,
    /// The reader is asked, has not answered, and still can.
    pub may_answer: bool,
    pub seen: Seen,
}

#[derive(Debug, Clone)]
pub enum Seen {
    /// Why nothing is shown.
    Hidden(String),
    Check(Reading),
    Order(OrdersTold),
}

/// The orders that were given, with how far they agree.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdersTold {
    pub orders: Vec<(String, Vec<PriorityId>)>,
    /// None of fewer than two.
    pub agreement: Option<Agreement>,
}

impl RoundTold {
    /// Bodies that were asked and have not answered.
    pub fn silent(&self) -> Vec<OrganisationId> {
        self.answered.iter().filter(|(_, people)| *people == 0).map(|(body, _)| *body).collect()
    }

    pub fn orders(&self) -> Option<&OrdersTold> {
        match &self.seen {
            Seen::Order(told) => Some(told),
            _ => None,
        }
    }

    pub fn check(&self) -> Option<&Reading> {
        match &self.seen {
            Seen::Check(reading) => Some(reading),
            _ => None,
        }
    }
}

pub(super) fn told(
    partnership: &Partnership,
    given: &[PartnershipAnswer],
    names: &BTreeMap<OrganisationId, String>,
    actor: &Actor,
    rules: &Relationships,
    today: Date,
) -> Vec<RoundTold> {
    let one = |(at, round): (usize, &Round)| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let answers: Vec<&PartnershipAnswer> = given.iter().filter(|answer| answer.round == at).collect();
        let asked = if round.asks == Asks::Check { partnership.asked() } else { partnership.deciding() };
        let speaks = match speaks_as(actor, partnership) {
            Some(PartIn::Decides) => true,
            Some(PartIn::Advises) => round.asks == Asks::Check,
            _ => false,
        };
        let own = has_given(round.asks, &answers, actor);
        let is_open = round.is_open(today);
        let seen =
            if is_open && !(speaks && own) { Seen::Hidden(why_hidden(speaks)) } else { shown(round.asks, &asked, &answers, names, rules) };
        let count = |body: OrganisationId| answers.iter().filter(|answer| answer.body == body).count();
        let answered = asked.iter().map(|body| (*body, count(*body))).collect();
        RoundTold { at, round: round.clone(), is_open, answered, may_answer: is_open && speaks && !own, seen }
    };
    partnership.rounds.iter().enumerate().map(one).collect()
}

/// Of the check, this person's answer; of an order, their organisation's.
fn has_given(asks: Asks, answers: &[&PartnershipAnswer], actor: &Actor) -> bool {
    answers.iter().any(|answer| {
        answer.body == actor.organisation && (asks == Asks::Order || (answer.by, &answer.by_role) == (actor.person, &actor.role))
    })
}

fn why_hidden(speaks: bool) -> String {
    if speaks {
        "What the others said is shown once you have given your own answer.".to_owned()
    } else {
        "What each body said is shown once this round is closed.".to_owned()
    }
}

fn shown(
    asks: Asks,
    asked: &[OrganisationId],
    answers: &[&PartnershipAnswer],
    names: &BTreeMap<OrganisationId, String>,
    rules: &Relationships,
) -> Seen {
    let name = |body: OrganisationId| names.get(&body).cloned().unwrap_or_else(|| "a body you cannot see".to_owned());
    // A body that left keeps what it said.
    let mut sides = asked.to_vec();
    answers.iter().map(|answer| answer.body).for_each(|body| {
        if !sides.contains(&body) {
            sides.push(body)
        }
    });
    match asks {
        Asks::Order => {
            let of = |body: &OrganisationId| {
                answers.iter().find(|answer| answer.body == *body).map(|answer| (name(*body), answer.order.clone()))
            };
            let orders: Vec<(String, Vec<PriorityId>)> = sides.iter().filter_map(of).collect();
            let agreement = agreement_of(&orders);
            Seen::Order(OrdersTold { orders, agreement })
        }
        Asks::Check => {
            let sides: Vec<String> = sides.into_iter().map(name).collect();
            let answer = |answer: &&PartnershipAnswer| Answer { side: name(answer.body), scores: answer.scores.clone() };
            let answers: Vec<Answer> = answers.iter().map(answer).collect();
            match partnership_check::read(&sides, &answers, &rules.check_settings()) {
                Ok(reading) => Seen::Check(reading),
                Err(refusal) => Seen::Hidden(refusal.to_string()),
            }
        }
    }
}

/// How far orders agree: over what stands in all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Kendall’s W, 0 none to 1 one order.
    pub overall: f64,
    /// Kendall’s tau of every two, −1 opposite to 1 the same.
    pub pairs: Vec<(String, String, f64)>,
    /// What they put in different places, the farthest apart first, with the best and the worst place.
    pub apart: Vec<(PriorityId, usize, usize)>,
}

fn agreement_of(orders: &[(String, Vec<PriorityId>)]) -> Option<Agreement> {
    let orders: Vec<(String, &[PriorityId])> = orders.iter().map(|(name, order)| (name.clone(), order.as_slice())).collect();
    let found = differences::of_orders(&orders, |_| String::new())?;
    let name = |at: usize| found.lists.names.get(at).cloned();
    let pairs = found.map.pairs.iter().filter_map(|pair| Some((name(pair.one)?, name(pair.other)?, pair.tau?))).collect();
    let apart = found.map.items.iter().filter(|spread| spread.apart() > 0.0);
    let apart =
        apart.filter_map(|spread| Some((*found.priorities.get(spread.item)?, spread.best as usize, spread.worst as usize))).collect();
    Some(Agreement { overall: found.map.overall?, pairs, apart })
}
