//! An allocation as the method takes it: amounts in pence, partners and services by name.

use std::collections::BTreeMap;

use methods::allocation::problem::{AtLeastOne, Budget, Cost, Exclusion, Floor, Kind, Prerequisite, Problem, Service, Term, Version};
use model::allocation::{Allocation, Candidate, MoneyLimit};
use model::fund::{MoneyKind, MoneyTerm};
use quantity::Money;

/// The whole question.
pub fn of(allocation: &Allocation) -> Problem {
    let service_of: BTreeMap<&str, &str> =
        allocation.candidates.iter().map(|candidate| (candidate.code.as_str(), service(candidate))).collect();
    let named = |code: &String| service_of.get(code.as_str()).map_or_else(|| code.clone(), |service| (*service).to_owned());
    let all = |codes: &Vec<String>| codes.iter().map(named).collect::<Vec<String>>();
    let mut services: Vec<Service> = Vec::new();
    for candidate in &allocation.candidates {
        let version = version(candidate);
        match services.iter_mut().find(|s| s.id == service(candidate)) {
            Some(service) => service.versions.push(version),
            None => services.push(Service { id: service(candidate).to_owned(), must: false, versions: vec![version] }),
        }
    }
    Problem {
        years: usize::from(allocation.years),
        services,
        budgets: allocation.limits.iter().map(|limit| budget(limit, &all)).collect(),
        floors: allocation.floors.iter().map(|f| Floor { group: f.group.clone(), at_least: i64::from(f.at_least) }).collect(),
        capacities: Vec::new(),
        prerequisites: allocation.needs.iter().map(|n| Prerequisite { service: named(&n.code), needs: named(&n.needs) }).collect(),
        exclusions: allocation.not_together.iter().map(|codes| Exclusion { services: all(codes) }).collect(),
        at_least_one: allocation.at_least_one.iter().map(|codes| AtLeastOne { services: all(codes) }).collect(),
        today: allocation.today.clone(),
    }
}

/// The same where any pound could pay for anything: limits that name a kind of money, a partner or a condition are left out.
pub fn of_any_pound(problem: &Problem) -> Problem {
    let mut any = problem.clone();
    any.budgets.retain(|b| b.kind.is_none() && b.term.is_none() && b.fund.is_none() && b.organisation.is_none() && b.only_for.is_none());
    any
}

fn service(candidate: &Candidate) -> &str {
    if candidate.version_of.is_empty() { &candidate.code } else { &candidate.version_of }
}

fn term(term: MoneyTerm) -> Term {
    match term {
        MoneyTerm::Recurrent => Term::Recurrent,
        MoneyTerm::OneOff => Term::OneOff,
    }
}

fn kind(kind: MoneyKind) -> Kind {
    match kind {
        MoneyKind::Revenue => Kind::Revenue,
        MoneyKind::Capital => Kind::Capital,
    }
}

fn version(candidate: &Candidate) -> Version {
    let cost = |line: &model::allocation::MoneyLine| Cost {
        year: usize::from(line.year),
        amount: line.amount.pence(),
        kind: kind(line.kind),
        term: term(line.term),
        fund: None,
        organisation: line.partner.map(|partner| partner.to_string()),
    };
    Version {
        id: candidate.code.clone(),
        outcome: candidate.points,
        costs: candidate.money.iter().map(cost).collect(),
        reach: candidate.reach.iter().map(|(group, people)| (group.clone(), i64::from(*people))).collect(),
        uses: BTreeMap::new(),
    }
}

fn budget(limit: &MoneyLimit, services: &impl Fn(&Vec<String>) -> Vec<String>) -> Budget {
    Budget {
        id: limit.name.clone(),
        kind: limit.kind.map(kind),
        term: limit.term.map(term),
        fund: None,
        organisation: limit.partner.map(|partner| partner.to_string()),
        amounts: limit.amounts.iter().copied().map(Money::pence).collect(),
        carry_at_most: limit.carry_at_most.map(Money::pence),
        only_for: (!limit.only_for.is_empty()).then(|| services(&limit.only_for)),
    }
}
