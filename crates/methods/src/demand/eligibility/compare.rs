//! A table as it is beside the same with thresholds moved, over a population.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Condition, Fact, People, Refusal, Table};
use crate::working::{Column, Table as Shown, Working};

/// People who get one thing and would get another, by the places of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub from: usize,
    pub to: usize,
    pub count: u64,
}

/// What a move of thresholds does to one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupChange {
    /// What the groups are of, and which it is.
    pub of: String,
    pub name: String,
    pub people: u64,
    pub gain: u64,
    pub lose: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// People by what they get, in the order of the results.
    pub before: Vec<u64>,
    pub after: Vec<u64>,
    /// Everybody whose result changes; the largest first.
    pub moves: Vec<Move>,
    /// Who would get something higher up the list of results.
    pub gain: u64,
    /// Who would get something further down.
    pub lose: u64,
    /// Pounds a year.
    pub cost_before: f64,
    pub cost_after: f64,
    /// In the table's unit of outcome.
    pub outcome_before: f64,
    pub outcome_after: f64,
    pub groups: Vec<GroupChange>,
    pub working: Working,
}

/// The place of the result somebody gets, each threshold at the value given.
///
/// # Errors
/// Where the table asks what is not known of them; `row` is theirs, counted from 1.
pub fn gets(table: &Table, values: &BTreeMap<String, f64>, facts: &BTreeMap<String, Fact>, row: usize) -> Result<usize, Refusal> {
    let last = table.results.len().saturating_sub(1);
    for rule in &table.rows {
        let mut is_met = true;
        for condition in &rule.when {
            let fact = facts.get(condition.fact()).ok_or_else(|| Refusal::NotSaid { row, fact: condition.fact().to_owned() })?;
            let against = |threshold: &str| values.get(threshold).copied().ok_or_else(|| Refusal::NoSuchThreshold(threshold.to_owned()));
            let holds = match condition {
                Condition::AtLeast { fact: name, threshold } => number(fact, name, row)? >= against(threshold)?,
                Condition::Below { fact: name, threshold } => number(fact, name, row)? < against(threshold)?,
                Condition::Is { word, .. } => match fact {
                    Fact::Word(said) => said.eq_ignore_ascii_case(word),
                    Fact::Number(said) => word.parse() == Ok(*said),
                },
            };
            is_met &= holds;
        }
        if is_met {
            return table
                .results
                .iter()
                .position(|result| result.name == rule.then)
                .ok_or_else(|| Refusal::NoSuchResult(rule.then.clone()));
        }
    }
    Ok(last)
}

fn number(fact: &Fact, name: &str, row: usize) -> Result<f64, Refusal> {
    match fact {
        Fact::Number(value) => Ok(*value),
        Fact::Word(_) => Err(Refusal::NotANumberSaid { row, fact: name.to_owned() }),
    }
}

/// # Errors
/// A [`Refusal`]: a national threshold moved, something the table names and has not, a fact that is missing.
pub fn compare(table: &Table, moved: &BTreeMap<String, f64>, people: &[People]) -> Result<Reading, Refusal> {
    check(table)?;
    let before: BTreeMap<String, f64> = table.thresholds.iter().map(|one| (one.code.clone(), one.value)).collect();
    let mut after = before.clone();
    for (code, value) in moved {
        let threshold = table.thresholds.iter().find(|one| one.code == *code).ok_or_else(|| Refusal::NoSuchThreshold(code.clone()))?;
        if !value.is_finite() {
            return Err(Refusal::NotANumber(code.clone()));
        }
        if *value != threshold.value && !threshold.kind.is_movable() {
            return Err(Refusal::National { code: code.clone(), source_says: threshold.source.clone() });
        }
        after.insert(code.clone(), *value);
    }
    let size = table.results.len();
    let mut reading = Reading {
        before: vec![0; size],
        after: vec![0; size],
        moves: Vec::new(),
        gain: 0,
        lose: 0,
        cost_before: 0.0,
        cost_after: 0.0,
        outcome_before: 0.0,
        outcome_after: 0.0,
        groups: Vec::new(),
        working: Working::default(),
    };
    let mut moves: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut groups: BTreeMap<(String, String), GroupChange> = BTreeMap::new();
    people.iter().try_fold(0u64, |sum, one| sum.checked_add(one.count)).ok_or(Refusal::TooMany)?;
    for (at, one) in people.iter().enumerate() {
        let row = at + 1;
        let (from, to) = (gets(table, &before, &one.facts, row)?, gets(table, &after, &one.facts, row)?);
        reading.before[from] += one.count;
        reading.after[to] += one.count;
        reading.cost_before += cost(table, from, one, row)?;
        reading.cost_after += cost(table, to, one, row)?;
        reading.outcome_before += table.results[from].outcome * one.count as f64;
        reading.outcome_after += table.results[to].outcome * one.count as f64;
        let (gain, lose) = if to < from {
            (one.count, 0)
        } else if to > from {
            (0, one.count)
        } else {
            (0, 0)
        };
        reading.gain += gain;
        reading.lose += lose;
        if from != to {
            *moves.entry((from, to)).or_default() += one.count;
        }
        for (of, name) in &one.groups {
            let change = groups.entry((of.clone(), name.clone())).or_insert_with(|| GroupChange {
                of: of.clone(),
                name: name.clone(),
                people: 0,
                gain: 0,
                lose: 0,
            });
            change.people += one.count;
            change.gain += gain;
            change.lose += lose;
        }
    }
    reading.moves = moves.into_iter().map(|((from, to), count)| Move { from, to, count }).collect();
    reading.moves.sort_by_key(|one| std::cmp::Reverse(one.count));
    reading.groups = groups.into_values().collect();
    reading.working = working(table, &before, &after, &reading);
    Ok(reading)
}

fn check(table: &Table) -> Result<(), Refusal> {
    if table.results.len() < 2 {
        return Err(Refusal::Results);
    }
    let mut seen = BTreeSet::new();
    for name in table.results.iter().map(|one| &one.name) {
        if !seen.insert(name) {
            return Err(Refusal::Twice(name.clone()));
        }
    }
    let mut codes = BTreeSet::new();
    for threshold in &table.thresholds {
        if !codes.insert(threshold.code.as_str()) {
            return Err(Refusal::Twice(threshold.code.clone()));
        }
        if !threshold.value.is_finite() {
            return Err(Refusal::NotANumber(threshold.code.clone()));
        }
    }
    for row in &table.rows {
        if !seen.contains(&row.then) {
            return Err(Refusal::NoSuchResult(row.then.clone()));
        }
        for condition in &row.when {
            if let Condition::AtLeast { threshold, .. } | Condition::Below { threshold, .. } = condition
                && !codes.contains(threshold.as_str())
            {
                return Err(Refusal::NoSuchThreshold(threshold.clone()));
            }
        }
    }
    match table.results.iter().find(|one| !one.cost.is_finite() || !one.outcome.is_finite()) {
        Some(one) => Err(Refusal::NotANumber(one.name.clone())),
        None => Ok(()),
    }
}

fn cost(table: &Table, at: usize, people: &People, row: usize) -> Result<f64, Refusal> {
    let result = &table.results[at];
    match &result.per {
        None => Ok(result.cost * people.count as f64),
        Some(fact) => {
            let said = people.facts.get(fact).ok_or_else(|| Refusal::NotSaid { row, fact: fact.clone() })?;
            Ok(result.cost * number(said, fact, row)?)
        }
    }
}

fn working(table: &Table, before: &BTreeMap<String, f64>, after: &BTreeMap<String, f64>, reading: &Reading) -> Working {
    let word = |text: &str| Cow::Owned(text.to_owned());
    let values = |of: &BTreeMap<String, f64>| table.thresholds.iter().map(|one| of.get(&one.code).copied()).collect();
    let thresholds = Shown::new(
        "Thresholds",
        vec![
            Column::words("", "threshold", table.thresholds.iter().map(|one| word(&one.code)).collect()),
            Column::numbers("", "as it is", values(before)),
            Column::numbers("", "moved", values(after)),
        ],
    );
    let counts = |of: &[u64]| of.iter().map(|count| Some(*count as f64)).collect();
    let results = Shown::new(
        "People by what they get",
        vec![
            Column::words("", "result", table.results.iter().map(|one| word(&one.name)).collect()),
            Column::numbers("", "as it is", counts(&reading.before)),
            Column::numbers("", "moved", counts(&reading.after)),
        ],
    );
    Working { tables: vec![thresholds, results] }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Outcome, Row, Threshold};
    use super::*;

    fn table() -> Table {
        let outcome = |name: &str, cost, per: Option<&str>, outcome| Outcome { name: name.into(), cost, per: per.map(Into::into), outcome };
        let threshold = |code: &str, kind, value| Threshold { code: code.into(), kind, value, source: "Winter plan 2025".into() };
        let at_least = |fact: &str, threshold: &str| Condition::AtLeast { fact: fact.into(), threshold: threshold.into() };
        Table {
            results: vec![
                outcome("treated", 600.0, Some("km"), 58.0),
                outcome("heap", 80.0, Some("heaps"), 20.0),
                outcome("nothing", 0.0, None, 0.0),
            ],
            thresholds: vec![
                threshold("vehicles", Kind::LocalPolicy, 3_000.0),
                threshold("points", Kind::LocalPolicy, 6.0),
                threshold("law", Kind::National, 2.0),
            ],
            rows: vec![
                Row { when: vec![at_least("traffic", "vehicles")], then: "treated".into() },
                Row { when: vec![at_least("score", "points")], then: "heap".into() },
            ],
        }
    }

    fn people(count: u64, traffic: f64, score: f64, age: &str) -> People {
        let facts = [("traffic", traffic), ("score", score), ("km", 10.0), ("heaps", 2.0)];
        People {
            count,
            facts: facts.into_iter().map(|(name, value)| (name.to_owned(), Fact::Number(value))).collect(),
            groups: [("age".to_owned(), age.to_owned())].into(),
        }
    }

    fn moved(values: &[(&str, f64)]) -> BTreeMap<String, f64> {
        values.iter().map(|(code, value)| ((*code).to_owned(), *value)).collect()
    }

    #[test]
    fn who_gains_and_who_loses_sum_to_the_change_with_cost_outcome_and_groups() {
        let all = [
            people(100, 3_500.0, 5.0, "65 and over"),
            people(200, 3_500.0, 1.0, "under 65"),
            people(50, 100.0, 4.0, "under 65"),
            people(9, 9_000.0, 9.0, "under 65"),
        ];
        let reading = compare(&table(), &moved(&[("vehicles", 4_000.0), ("points", 4.0)]), &all).expect("is compared");
        assert_eq!((&reading.before[..], &reading.after[..]), (&[309, 0, 50][..], &[9, 150, 200][..]));
        assert_eq!((reading.gain, reading.lose), (50, 300));
        assert_eq!(reading.moves[0], Move { from: 0, to: 2, count: 200 });
        assert!((reading.cost_before - 3.0 * 6_000.0).abs() < 1e-9 && (reading.cost_after - (6_000.0 + 320.0)).abs() < 1e-9);
        assert!((reading.outcome_after - reading.outcome_before - (-300.0 * 58.0 + 150.0 * 20.0)).abs() < 1e-9);
        assert_eq!(reading.groups[0], GroupChange { of: "age".into(), name: "65 and over".into(), people: 100, gain: 0, lose: 100 });
    }

    #[test]
    fn a_national_threshold_is_refused_with_its_source_and_a_missing_fact_by_its_row() {
        let all = [people(1, 1.0, 1.0, "x")];
        let refused = compare(&table(), &moved(&[("law", 3.0)]), &all).expect_err("is refused");
        assert_eq!(refused.to_string(), "“law” is set nationally and cannot be moved here: Winter plan 2025.");
        assert!(compare(&table(), &moved(&[("law", 2.0)]), &all).is_ok(), "left where it is, it is not moved");
        let mut bare = all.to_vec();
        bare.push(People { count: 1, facts: BTreeMap::new(), groups: BTreeMap::new() });
        assert_eq!(compare(&table(), &moved(&[]), &bare), Err(Refusal::NotSaid { row: 2, fact: "traffic".into() }));
        assert_eq!(compare(&table(), &moved(&[("speed", 1.0)]), &all), Err(Refusal::NoSuchThreshold("speed".into())));
    }
}
