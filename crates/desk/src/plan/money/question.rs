//! An allocation as the method takes it: amounts in pence, partners and services by name. And what the method refuses, as people name it.

use std::collections::BTreeMap;

use methods::allocation::problem::{
    AtLeastOne, Budget, Capacity, Cost, Exclusion, Floor, Kind, Prerequisite, Problem, Service, Term, Version,
};
use methods::allocation::{Program, Refusal};
use model::allocation::{Allocation, Candidate, MembersPriority, MoneyLimit};
use model::fund::{MoneyKind, MoneyTerm};
use quantity::{Money, Period};

/// How a row begins that holds what members set, so that it is told from what there is of staff and places.
pub const SET_BY_MEMBERS: &str = "set by members: ";

/// The whole question, with what members put in or leave out.
pub fn of(allocation: &Allocation) -> Problem {
    let mut problem = of_evidence_alone(allocation);
    for set in &allocation.priorities {
        hold(&mut problem, allocation, set);
    }
    problem
}

/// The question as it would be if members had set nothing.
pub fn of_evidence_alone(allocation: &Allocation) -> Problem {
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
        capacities: (allocation.capacities.iter()).map(|c| Capacity { id: c.name.clone(), at_most: i64::from(c.at_most) }).collect(),
        prerequisites: allocation.needs.iter().map(|n| Prerequisite { service: named(&n.code), needs: named(&n.needs) }).collect(),
        exclusions: allocation.not_together.iter().map(|codes| Exclusion { services: all(codes) }).collect(),
        at_least_one: allocation.at_least_one.iter().map(|codes| AtLeastOne { services: all(codes) }).collect(),
        today: allocation.today.clone(),
    }
}

/// What is to be done has to be, in this version and no other; what is not, takes of something of which there is nothing.
fn hold(problem: &mut Problem, allocation: &Allocation, set: &MembersPriority) {
    let Some(title) = allocation.candidates.iter().find(|c| c.code == set.code).map(|c| c.title.as_str()) else { return };
    let Some(service) = problem.services.iter_mut().find(|s| s.versions.iter().any(|v| v.id == set.code)) else { return };
    service.must |= set.is_done;
    let left_out = if set.is_done { format!("no other way than {title}") } else { format!("{title} is not to be done") };
    let row = format!("{SET_BY_MEMBERS}{left_out}");
    let mut is_any = false;
    for version in service.versions.iter_mut().filter(|v| (v.id == set.code) != set.is_done) {
        version.uses.insert(row.clone(), 1);
        is_any = true;
    }
    if is_any {
        problem.capacities.push(Capacity { id: row, at_most: 0 });
    }
}

/// The first thing that keeps an allocation from standing as it is: a limit or a cost that the method refuses, or money nobody limits.
pub fn fault(allocation: &Allocation) -> Option<String> {
    for (candidate, line) in allocation.candidates.iter().flat_map(|c| c.money.iter().map(move |line| (c, line))) {
        if !line.fund.is_empty() && !allocation.limits.iter().any(|limit| limit.fund == line.fund) {
            let known: Vec<String> =
                allocation.limits.iter().filter(|l| !l.fund.is_empty()).map(|limit| format!("“{}”", limit.fund)).collect();
            let known = if known.is_empty() { "no limit names a fund yet".to_owned() } else { format!("limits name {}", known.join(", ")) };
            return Some(format!(
                "“{}” is paid from “{}”, and no limit says what there is of that: {known}. Add a limit of that fund, or mend its name.",
                candidate.code, line.fund
            ));
        }
    }
    let mut problem = of(allocation);
    if problem.services.is_empty() {
        // Limits come before what could be done: they are held against something that costs nothing.
        let nothing = Version { id: "nothing".to_owned(), ..Version::default() };
        problem.services.push(Service { id: "nothing".to_owned(), must: false, versions: vec![nothing] });
    }
    Program::of(&problem).err().map(|refusal| refused(allocation, &refusal)).or_else(|| beyond_a_grant(allocation, &problem))
}

/// A grant pays for what is named, and not for another version of the same service: the method knows services only.
fn beyond_a_grant(allocation: &Allocation, problem: &Problem) -> Option<String> {
    let mut conditions = allocation.limits.iter().zip(&problem.budgets).filter(|(limit, _)| !limit.only_for.is_empty());
    conditions.find_map(|(limit, budget)| {
        let is_named = |candidate: &Candidate| limit.only_for.iter().any(|code| *code == candidate.code || *code == candidate.version_of);
        let spends = |candidate: &Candidate| version(candidate).costs.iter().any(|cost| cost.amount > 0 && budget.pays(cost));
        let beyond = allocation.candidates.iter().find(|candidate| !is_named(candidate) && spends(candidate))?;
        Some(spends_of_a_grant(&beyond.code, &limit.name, &limit.only_for))
    })
}

fn spends_of_a_grant(code: &str, limit: &str, only: &[String]) -> String {
    format!(
        "“{code}” spends money of “{limit}”, which may pay for {} only. Take its cost from other money, or add it to what “{limit}” may pay for.",
        only.join(", ")
    )
}

/// What the method refuses, with years and money as people name them.
pub fn refused(allocation: &Allocation, refusal: &Refusal) -> String {
    let year = |after: usize| Period::FinancialYear(allocation.year.saturating_add(i16::try_from(after).unwrap_or(0))).in_words();
    match refusal {
        Refusal::Unbounded(code, after, _) => format!(
            "No limit on money covers what “{code}” costs in {}. Add one that does: a limit that names no kind of money covers every pound.",
            year(*after)
        ),
        Refusal::YearOutside(code, after, last) => {
            format!("“{code}” has a cost in {}, and the plan ends with {}. Move the cost, or lengthen the plan.", year(*after), year(*last))
        }
        Refusal::YearMissing(limit, amounts, years) => format!(
            "“{limit}” has {amounts} amounts, and the plan has {years} years. Write one for each year with / between, or a single one for all years together."
        ),
        Refusal::NothingToCarry(limit) => format!(
            "“{limit}” is one amount for all years together, so nothing is carried forward. Leave that out, or write an amount for each year."
        ),
        Refusal::GrantCondition { version, budget, only } => {
            // People name codes; the method knows the services they are versions of.
            let named = allocation.limits.iter().find(|limit| limit.name == *budget).map_or(only, |limit| &limit.only_for);
            spends_of_a_grant(version, budget, named)
        }
        Refusal::Unknown { version, what: "the service", name } => {
            format!("“{version}” names “{name}”, which is not among what could be done. Add it first, or mend its code.")
        }
        Refusal::Unknown { version, what: "the capacity", name } => {
            format!("“{version}” uses “{name}”, and nothing says how much of that there is. Add it to the limits, or mend its name.")
        }
        other => other.message(),
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
        fund: (!line.fund.is_empty()).then(|| line.fund.clone()),
        organisation: line.partner.map(|partner| partner.to_string()),
    };
    Version {
        id: candidate.code.clone(),
        outcome: candidate.points,
        costs: candidate.money.iter().map(cost).collect(),
        reach: candidate.reach.iter().map(|(group, people)| (group.clone(), i64::from(*people))).collect(),
        uses: candidate.uses.iter().map(|(capacity, amount)| (capacity.clone(), i64::from(*amount))).collect(),
    }
}

fn budget(limit: &MoneyLimit, services: &impl Fn(&Vec<String>) -> Vec<String>) -> Budget {
    Budget {
        id: limit.name.clone(),
        kind: limit.kind.map(kind),
        term: limit.term.map(term),
        fund: (!limit.fund.is_empty()).then(|| limit.fund.clone()),
        organisation: limit.partner.map(|partner| partner.to_string()),
        amounts: limit.amounts.iter().copied().map(Money::pence).collect(),
        carry_at_most: limit.carry_at_most.map(Money::pence),
        only_for: (!limit.only_for.is_empty()).then(|| services(&limit.only_for)),
    }
}
