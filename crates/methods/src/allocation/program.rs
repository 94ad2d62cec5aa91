//! The question as rows: every limit becomes “the sum of these amounts is at most that”, whole numbers throughout.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::check;
use super::problem::{Budget, Problem};
use super::refusal::Refusal;

/// Services as groups of options of which at most one is chosen, and the rows they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    pub options: Vec<Candidate>,
    pub groups: Vec<Group>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub id: String,
    pub group: usize,
    pub outcome: i64,
    /// Row and amount, by row, none twice, none zero.
    pub cells: Vec<(usize, i64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub id: String,
    pub must: bool,
    pub options: Vec<usize>,
}

/// `sum of amounts ≤ at_most`. A floor is kept with its sign turned.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: RowName,
    pub at_most: i64,
}

/// What a row is to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum RowName {
    /// Costs of the years `from` to `to` under a budget.
    Budget {
        id: String,
        from: usize,
        to: usize,
    },
    Floor {
        group: String,
    },
    Capacity {
        id: String,
    },
    Prerequisite {
        service: String,
        needs: String,
    },
    Exclusion {
        services: Vec<String>,
    },
    AtLeastOne {
        services: Vec<String>,
    },
}

impl Program {
    /// The rows of a question that can be answered.
    ///
    /// # Errors
    /// The first thing wrong with the question.
    pub fn of(problem: &Problem) -> Result<Program, Refusal> {
        check(problem)?;
        let mut made = Program { options: Vec::new(), groups: Vec::new(), rows: Vec::new() };
        let group_of: BTreeMap<&str, usize> = problem.services.iter().enumerate().map(|(at, s)| (s.id.as_str(), at)).collect();
        for (group, service) in problem.services.iter().enumerate() {
            let first = made.options.len();
            made.options.extend(service.versions.iter().map(|v| Candidate {
                id: v.id.clone(),
                group,
                outcome: v.outcome,
                cells: Vec::new(),
            }));
            let options = (first..made.options.len()).collect();
            made.groups.push(Group { id: service.id.clone(), must: service.must, options });
        }
        for budget in &problem.budgets {
            made.budget(problem, budget);
        }
        for floor in &problem.floors {
            let name = RowName::Floor { group: floor.group.clone() };
            made.row(problem, name, -floor.at_least, |version| -version.reach.get(&floor.group).copied().unwrap_or(0));
        }
        for capacity in &problem.capacities {
            let name = RowName::Capacity { id: capacity.id.clone() };
            made.row(problem, name, capacity.at_most, |version| version.uses.get(&capacity.id).copied().unwrap_or(0));
        }
        let at = |name: &String| group_of.get(name.as_str()).copied();
        for rule in &problem.prerequisites {
            let name = RowName::Prerequisite { service: rule.service.clone(), needs: rule.needs.clone() };
            made.of_groups(name, 0, at(&rule.service).map(|g| (g, 1)).into_iter().chain(at(&rule.needs).map(|g| (g, -1))));
        }
        for rule in &problem.exclusions {
            let mut services = rule.services.clone();
            services.sort();
            services.dedup();
            let groups: Vec<(usize, i64)> = services.iter().filter_map(at).map(|g| (g, 1)).collect();
            made.of_groups(RowName::Exclusion { services }, 1, groups.into_iter());
        }
        for rule in &problem.at_least_one {
            let mut services = rule.services.clone();
            services.sort();
            services.dedup();
            let groups: Vec<(usize, i64)> = services.iter().filter_map(at).map(|g| (g, -1)).collect();
            made.of_groups(RowName::AtLeastOne { services }, -1, groups.into_iter());
        }
        Ok(made)
    }

    fn budget(&mut self, problem: &Problem, budget: &Budget) {
        let mut spans = Vec::new();
        match (budget.amounts.as_slice(), budget.carry_at_most) {
            ([whole], _) => spans.push((0, problem.years - 1, *whole)),
            (amounts, None) => spans.extend(amounts.iter().enumerate().map(|(year, amount)| (year, year, *amount))),
            // Money carried over is a store of at most `carry`: no stretch of years spends more than its own amounts and what
            // could have been carried into it. These rows together are exactly the plans that can be paid for.
            (amounts, Some(carry)) => {
                for from in 0..amounts.len() {
                    let mut sum = if from == 0 { 0 } else { carry };
                    for (to, amount) in amounts.iter().enumerate().skip(from) {
                        sum += amount;
                        spans.push((from, to, sum));
                    }
                }
            }
        }
        for (from, to, at_most) in spans {
            let name = RowName::Budget { id: budget.id.clone(), from, to };
            self.row(problem, name, at_most, |version| {
                let paid = version.costs.iter().filter(|c| (from..=to).contains(&c.year) && budget.pays(c));
                paid.map(|c| c.amount).sum()
            });
        }
    }

    fn row(&mut self, problem: &Problem, name: RowName, at_most: i64, amount: impl Fn(&super::problem::Version) -> i64) {
        let row = self.rows.len();
        for (option, version) in self.options.iter_mut().zip(problem.services.iter().flat_map(|s| &s.versions)) {
            let amount = amount(version);
            if amount != 0 {
                option.cells.push((row, amount));
            }
        }
        self.rows.push(Row { name, at_most });
    }

    fn of_groups(&mut self, name: RowName, at_most: i64, groups: impl Iterator<Item = (usize, i64)>) {
        let row = self.rows.len();
        for (group, amount) in groups {
            for option in self.groups.get(group).map(|g| g.options.clone()).unwrap_or_default() {
                self.options[option].cells.push((row, amount));
            }
        }
        self.rows.push(Row { name, at_most });
    }

    /// The same with only these of its rows.
    pub(super) fn with_rows(&self, kept: &[usize]) -> Program {
        let mut made = self.clone();
        let mut place = vec![None; self.rows.len()];
        kept.iter().enumerate().for_each(|(at, row)| place[*row] = Some(at));
        made.rows = kept.iter().map(|row| self.rows[*row].clone()).collect();
        for option in &mut made.options {
            option.cells = option.cells.iter().filter_map(|(row, amount)| Some((place[*row]?, *amount))).collect();
            option.cells.sort_unstable();
        }
        made
    }

    /// What each row's overrun is measured against, so that pounds and people can be compared.
    pub(crate) fn scales(&self) -> Vec<f64> {
        let mut scales: Vec<f64> = self.rows.iter().map(|_| 1.0).collect();
        for option in &self.options {
            for (row, amount) in &option.cells {
                scales[*row] = scales[*row].max(amount.abs() as f64);
            }
        }
        scales
    }
}

impl RowName {
    pub fn in_words(&self) -> String {
        let list = |names: &[String]| names.join(", ");
        match self {
            RowName::Budget { id, from, to } if from == to => format!("the budget “{id}” of year {from}"),
            RowName::Budget { id, from, to } => format!("the budget “{id}” of years {from} to {to}"),
            RowName::Floor { group } => format!("the floor on the reach of “{group}”"),
            RowName::Capacity { id } => format!("the capacity “{id}”"),
            RowName::Prerequisite { service, needs } => format!("“{service}” needs “{needs}”"),
            RowName::Exclusion { services } => format!("no two of {}", list(services)),
            RowName::AtLeastOne { services } => format!("at least one of {}", list(services)),
        }
    }
}
