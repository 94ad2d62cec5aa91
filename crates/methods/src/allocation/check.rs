//! Whether a question can be answered at all, said by name before any search.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Budget, Cost, Kind, Problem, Term, Version};
use super::refusal::Refusal;

/// Past this a person cannot weigh the answer, and the question is asked in parts.
pub const MOST_VERSIONS: usize = 10_000;
/// £100bn in pence: past it, a unit was mixed up.
pub const LARGEST: i64 = 10_000_000_000_000;

/// The first thing that is wrong with the question.
///
/// # Errors
/// The refusal, with what to mend.
pub fn check(problem: &Problem) -> Result<(), Refusal> {
    if !(1..=100).contains(&problem.years) {
        return Err(Refusal::Years(problem.years));
    }
    let versions = problem.services.iter().map(|s| s.versions.len()).sum::<usize>();
    if versions == 0 {
        return Err(Refusal::NothingToChoose);
    }
    if versions > MOST_VERSIONS {
        return Err(Refusal::TooMany(versions));
    }
    let services = once(problem.services.iter().map(|s| &s.id), "services")?;
    let names = once(problem.services.iter().flat_map(|s| &s.versions).map(|v| &v.id), "versions")?;
    once(problem.budgets.iter().map(|b| &b.id), "budgets")?;
    let capacities = once(problem.capacities.iter().map(|c| &c.id), "capacities")?;
    once(problem.floors.iter().map(|f| &f.group), "floors")?;
    for budget in &problem.budgets {
        of_budget(budget, problem.years)?;
        for name in budget.only_for.iter().flatten() {
            known(&services, &budget.id, "the service", name)?;
        }
    }
    for service in &problem.services {
        if service.versions.is_empty() {
            return Err(Refusal::NoVersion(service.id.clone()));
        }
        for version in &service.versions {
            of_version(version, &service.id, problem, &capacities)?;
        }
    }
    for floor in &problem.floors {
        sized(&floor.group, "a floor", floor.at_least)?;
    }
    for capacity in &problem.capacities {
        sized(&capacity.id, "a capacity", capacity.at_most)?;
    }
    for rule in &problem.prerequisites {
        known(&services, "A prerequisite", "the service", &rule.service)?;
        known(&services, "A prerequisite", "the service", &rule.needs)?;
        if rule.service == rule.needs {
            return Err(Refusal::NeedsItself(rule.service.clone()));
        }
    }
    for (what, least, lists) in [
        ("An exclusion", 2, problem.exclusions.iter().map(|e| &e.services).collect::<Vec<_>>()),
        ("“At least one of”", 1, problem.at_least_one.iter().map(|e| &e.services).collect()),
    ] {
        for list in lists {
            for name in list {
                known(&services, what, "the service", name)?;
            }
            if list.iter().collect::<BTreeSet<_>>().len() < least {
                return Err(Refusal::TooFewServices(what, least));
            }
        }
    }
    today(problem, &names)
}

fn once<'a>(names: impl Iterator<Item = &'a String>, what: &'static str) -> Result<BTreeSet<&'a str>, Refusal> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.as_str()) {
            return Err(Refusal::Twice(name.clone(), what));
        }
    }
    Ok(seen)
}

fn known(names: &BTreeSet<&str>, by: &str, what: &'static str, name: &str) -> Result<(), Refusal> {
    if names.contains(name) {
        return Ok(());
    }
    Err(Refusal::Unknown { version: by.to_owned(), what, name: name.to_owned() })
}

fn sized(name: &str, what: &'static str, amount: i64) -> Result<(), Refusal> {
    if amount < 0 {
        return Err(Refusal::Negative(name.to_owned(), what, amount));
    }
    if amount > LARGEST {
        return Err(Refusal::TooLarge(name.to_owned(), amount));
    }
    Ok(())
}

fn of_budget(budget: &Budget, years: usize) -> Result<(), Refusal> {
    if budget.amounts.len() != years && budget.amounts.len() != 1 {
        return Err(Refusal::YearMissing(budget.id.clone(), budget.amounts.len(), years));
    }
    if let Some(most) = budget.carry_at_most {
        if budget.amounts.len() == 1 {
            return Err(Refusal::NothingToCarry(budget.id.clone()));
        }
        sized(&budget.id, "an amount to carry", most)?;
    }
    budget.amounts.iter().try_for_each(|amount| sized(&budget.id, "an amount", *amount))
}

fn of_version(version: &Version, service: &str, problem: &Problem, capacities: &BTreeSet<&str>) -> Result<(), Refusal> {
    if version.outcome.unsigned_abs() > LARGEST.unsigned_abs() / 1_000 {
        return Err(Refusal::TooLarge(version.id.clone(), version.outcome));
    }
    for cost in &version.costs {
        if cost.amount < 0 {
            return Err(Refusal::NegativeCost(version.id.clone(), cost.amount));
        }
        if cost.amount > LARGEST {
            return Err(Refusal::TooLarge(version.id.clone(), cost.amount));
        }
        if cost.year >= problem.years {
            return Err(Refusal::YearOutside(version.id.clone(), cost.year, problem.years - 1));
        }
        if !problem.budgets.iter().any(|budget| budget.pays(cost)) {
            return Err(Refusal::Unbounded(version.id.clone(), cost.year, in_words(cost)));
        }
        for budget in problem.budgets.iter().filter(|b| cost.amount > 0 && b.pays(cost)) {
            if let Some(only) = budget.only_for.as_ref().filter(|only| !only.iter().any(|s| s == service)) {
                return Err(Refusal::GrantCondition { version: version.id.clone(), budget: budget.id.clone(), only: only.clone() });
            }
        }
    }
    version.reach.values().try_for_each(|amount| sized(&version.id, "a reach", *amount))?;
    version.uses.iter().try_for_each(|(name, amount)| {
        known(capacities, &version.id, "the capacity", name)?;
        sized(&version.id, "a use of capacity", *amount)
    })
}

fn in_words(cost: &Cost) -> String {
    let kind = if cost.kind == Kind::Revenue { "revenue" } else { "capital" };
    let term = if cost.term == Term::Recurrent { "recurrent" } else { "one-off" };
    let of = |name: &Option<String>| name.as_ref().map(|n| format!(", {n}")).unwrap_or_default();
    format!("{term} {kind}{}{}", of(&cost.fund), of(&cost.organisation))
}

fn today(problem: &Problem, names: &BTreeSet<&str>) -> Result<(), Refusal> {
    let owner: BTreeMap<&str, &str> =
        problem.services.iter().flat_map(|s| s.versions.iter().map(|v| (v.id.as_str(), s.id.as_str()))).collect();
    let mut seen = BTreeSet::new();
    for name in &problem.today {
        known(names, "Today's plan", "the version", name)?;
        if let Some(service) = owner.get(name.as_str()).filter(|service| !seen.insert(**service)) {
            return Err(Refusal::TodayTwice((*service).to_owned()));
        }
    }
    Ok(())
}
