//! The question: options, criteria, what each option achieves on each, and what people say the criteria count for.

use serde::{Deserialize, Serialize};

use super::{Criterion, FEWEST_OPTIONS, MOST_OPTIONS, Refusal, SwingCheck, neutral};

/// Beyond this a figure is a mistake of unit.
const LARGEST: f64 = 1e15;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Names as they are shown. They change no score, and nor does who stands behind them.
    pub options: Vec<String>,
    pub criteria: Vec<Criterion>,
    /// A row an option, a column a criterion, in the criterion's unit. `None` is not known, and is refused by name.
    pub performance: Vec<Vec<Option<f64>>>,
    /// What people say, one by one; shown by group.
    pub voices: Vec<Voice>,
    pub checks: Vec<SwingCheck>,
}

/// One person's swings: what each criterion's step from worst to best counts for, the largest 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// The group this person speaks for: residents, members, officers.
    pub group: String,
    /// One a criterion, in their order.
    pub swings: Vec<f64>,
    /// Between which shares of the whole weight each criterion may lie for this person, 0 to 1; empty where they did not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<(f64, f64)>,
}

impl Case {
    pub fn new(options: Vec<String>, criteria: Vec<Criterion>, performance: &[Vec<f64>]) -> Case {
        let performance = performance.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        Case { options, criteria, performance, voices: Vec::new(), checks: Vec::new() }
    }

    /// The figures, once everything about them holds.
    pub(super) fn figures(&self) -> Result<Vec<Vec<f64>>, Refusal> {
        let names: Vec<&str> = self.criteria.iter().map(|c| c.name.as_str()).collect();
        self.criteria.iter().try_for_each(neutral::check)?;
        let known = |(row, option): (&Vec<Option<f64>>, &String)| {
            let figure = |(at, figure): (usize, &Option<f64>)| {
                let criterion = names.get(at).copied().unwrap_or_default().to_owned();
                figure.ok_or_else(|| Refusal::ScoreMissing { option: option.clone(), criterion })
            };
            row.iter().enumerate().map(figure).collect::<Result<Vec<f64>, Refusal>>()
        };
        let rows = self.performance.iter().zip(&self.options).map(known).collect::<Result<Vec<Vec<f64>>, Refusal>>()?;
        if self.performance.len() != self.options.len() {
            let (have, need) = (self.performance.len(), self.options.len());
            return Err(Refusal::OneForEach { what: "rows of figures", have, need, of: "options" });
        }
        check_table(&self.options, &names, &rows)?;
        Ok(rows)
    }
}

/// A table with names of its rows and columns: as many figures as names, every one a number, every name its own.
///
/// # Errors
/// The first of these that does not hold, by name.
pub fn check_table(options: &[String], criteria: &[&str], rows: &[Vec<f64>]) -> Result<(), Refusal> {
    if options.len() < FEWEST_OPTIONS {
        return Err(Refusal::TooFewOptions(options.len()));
    }
    if options.len() > MOST_OPTIONS {
        return Err(Refusal::TooManyOptions(options.len()));
    }
    if criteria.is_empty() {
        return Err(Refusal::NoCriteria);
    }
    if rows.len() != options.len() {
        return Err(Refusal::OneForEach { what: "rows of figures", have: rows.len(), need: options.len(), of: "options" });
    }
    check_names("option", options.iter().map(String::as_str))?;
    check_names("criterion", criteria.iter().copied())?;
    for (row, option) in rows.iter().zip(options) {
        if row.len() != criteria.len() {
            return Err(Refusal::LengthsDiffer { option: option.clone(), have: row.len(), need: criteria.len() });
        }
        if let Some((_, criterion)) = row.iter().zip(criteria).find(|(figure, _)| !figure.is_finite() || figure.abs() > LARGEST) {
            return Err(Refusal::NotANumber { option: option.clone(), criterion: (*criterion).to_owned() });
        }
    }
    Ok(())
}

fn check_names<'n>(what: &'static str, names: impl Iterator<Item = &'n str>) -> Result<(), Refusal> {
    let mut sorted: Vec<&str> = names.map(str::trim).collect();
    sorted.sort_unstable();
    if sorted.first().is_some_and(|name| name.is_empty()) {
        return Err(Refusal::NoName(what));
    }
    match sorted.windows(2).find_map(|pair| pair.first().filter(|one| Some(*one) == pair.last())) {
        Some(name) => Err(Refusal::RepeatedName { what, name: (*name).to_owned() }),
        None => Ok(()),
    }
}
