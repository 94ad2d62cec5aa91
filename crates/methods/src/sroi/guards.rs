//! Guards against claiming too much: what is refused, and what is kept out of the headline.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Refusal;
use super::ask::{Ask, Claim, Outcome, Settings};

/// Why an outcome is shown and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// Nobody it is for was asked.
    NobodyAsked,
    NotMaterial,
    /// What a supplier does is not what changes for people.
    SupplierAction,
}

/// Whether an outcome is kept out of the headline, and why.
pub fn not_counted(outcome: &Outcome) -> Option<NotCounted> {
    match outcome {
        Outcome { claim: Claim::SupplierAction, .. } => Some(NotCounted::SupplierAction),
        Outcome { people_asked: Some(0), .. } => Some(NotCounted::NobodyAsked),
        Outcome { material: false, .. } => Some(NotCounted::NotMaterial),
        _ => None,
    }
}

/// The fields of the method that an outcome leaves empty.
pub fn not_stated(outcome: &Outcome) -> Vec<&'static str> {
    let empty = |text: &Option<String>| text.as_deref().is_none_or(|t| t.trim().is_empty());
    [
        ("who", empty(&outcome.who)),
        ("what_changes", empty(&outcome.what_changes)),
        ("measured_by", empty(&outcome.measured_by)),
        ("proxy_source", empty(&outcome.proxy_source)),
        ("people_asked", outcome.people_asked.is_none()),
    ]
    .into_iter()
    .filter_map(|(field, is_empty)| is_empty.then_some(field))
    .collect()
}

/// The shares of an outcome by name.
pub fn shares(outcome: &Outcome) -> [(&'static str, f64); 5] {
    [
        ("deadweight", outcome.deadweight),
        ("displacement", outcome.displacement),
        ("attribution", outcome.attribution),
        ("drop_off", outcome.drop_off),
        ("chain_share", outcome.chain_share),
    ]
}

/// # Errors
/// The first claim that cannot stand, by name.
pub fn check(ask: &Ask, settings: &Settings) -> Result<(), Refusal> {
    if ask.outcomes.is_empty() {
        return Err(Refusal::NoOutcomes);
    }
    if ask.outcomes.len() > 1_000 {
        return Err(Refusal::TooMany(ask.outcomes.len()));
    }
    if !(-0.1..0.5).contains(&settings.rate) {
        return Err(Refusal::Rate(settings.rate));
    }
    if !(settings.usual_range > 0.0 && settings.usual_range <= 1.0) {
        return Err(Refusal::UsualRange(settings.usual_range));
    }
    let mut seen = BTreeSet::new();
    if let Some(outcome) = ask.outcomes.iter().find(|o| !seen.insert(o.id.as_str())) {
        return Err(Refusal::Twice(outcome.id.clone()));
    }
    let mut inputs = BTreeSet::new();
    if let Some(input) = ask.inputs.iter().find(|i| !inputs.insert(i.id.as_str())) {
        return Err(Refusal::Twice(input.id.clone()));
    }
    for outcome in &ask.outcomes {
        let name = || outcome.id.clone();
        if let Some((field, value)) = shares(outcome).into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(Refusal::Share { outcome: name(), field, value });
        }
        let numbers = [("quantity", outcome.quantity), ("proxy", outcome.proxy)];
        if let Some((field, value)) = numbers.into_iter().find(|(_, number)| !(0.0..1e12).contains(number)) {
            return Err(Refusal::Number { outcome: name(), field, value });
        }
        if !(1..=100).contains(&outcome.duration_years) {
            return Err(Refusal::Duration { outcome: name(), years: outcome.duration_years });
        }
        for (field, (low, high)) in &outcome.ranges {
            let used = match field.as_str() {
                "quantity" => Some((outcome.quantity, 1e12)),
                "proxy" => Some((outcome.proxy, 1e12)),
                _ => shares(outcome).into_iter().find(|(known, _)| known == field).map(|(_, value)| (value, 1.0)),
            };
            if !used.is_some_and(|(used, most)| (0.0..=used).contains(low) && (used..=most).contains(high)) {
                return Err(Refusal::Range { outcome: name(), field: field.clone() });
            }
        }
    }
    chains(ask)?;
    cohorts(ask)
}

/// Two outcomes of one chain of causes cannot both be counted whole.
fn chains(ask: &Ask) -> Result<(), Refusal> {
    let (sums, names) = grouped(ask, |o| o.chain.as_deref(), |o| o.chain_share);
    match sums.into_iter().find(|(_, sum)| *sum > 1.0 + 1e-9) {
        Some((chain, sum)) => Err(Refusal::ChainTwice { chain: chain.to_owned(), outcomes: joined(&names, chain), sum }),
        None => Ok(()),
    }
}

/// Services that work for the same change of the same people cannot claim more than all of it.
fn cohorts(ask: &Ask) -> Result<(), Refusal> {
    let (sums, names) = grouped(ask, |o| o.cohort.as_deref(), |o| 1.0 - o.attribution);
    match sums.into_iter().find(|(_, sum)| *sum > 1.0 + 1e-9) {
        Some((cohort, sum)) => Err(Refusal::CohortOverClaimed { cohort: cohort.to_owned(), outcomes: joined(&names, cohort), sum }),
        None => Ok(()),
    }
}

type Grouped<'a> = (BTreeMap<&'a str, f64>, BTreeMap<&'a str, Vec<&'a str>>);

fn grouped<'a>(ask: &'a Ask, by: impl Fn(&'a Outcome) -> Option<&'a str>, share: impl Fn(&Outcome) -> f64) -> Grouped<'a> {
    let (mut sums, mut names): Grouped = Default::default();
    for outcome in ask.outcomes.iter().filter(|o| not_counted(o).is_none()) {
        if let Some(group) = by(outcome) {
            *sums.entry(group).or_default() += share(outcome);
            names.entry(group).or_default().push(&outcome.id);
        }
    }
    (sums, names)
}

fn joined(names: &BTreeMap<&str, Vec<&str>>, group: &str) -> String {
    names.get(group).map(|names| names.join(", ")).unwrap_or_default()
}
