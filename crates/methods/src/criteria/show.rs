//! The working of an appraisal, from the reading's own figures.

use std::borrow::Cow;

use quantity::rounding::shown;

use super::appraise::{Reading, WeightsFrom};
use super::weights::Answer;
use super::{Case, Shape};
use crate::working::{Column, Table, Working};

impl Reading {
    /// Every table between the figures and the ranks.
    pub fn working(&self, case: &Case) -> Working {
        let mut tables = vec![self.criteria_table(case), self.options_table(case)];
        tables.extend(self.voices_table(case));
        Working { tables }
    }

    fn criteria_table(&self, case: &Case) -> Table {
        let names = case.criteria.iter().map(|c| Cow::Owned(c.name.clone())).collect();
        let shape = |shape: &Shape| match shape {
            Shape::Linear => Cow::Borrowed("straight"),
            Shape::Piecewise(points) => Cow::Owned(format!("straight between {} points", points.len())),
            Shape::Exponential(c) => Cow::Owned(format!("curved by {}", shown(*c, 2))),
        };
        let column = |symbol, caption, of: &dyn Fn(usize) -> Option<f64>| {
            Column::numbers(symbol, caption, (0..self.weights.len()).map(of).collect())
        };
        Table::new(
            "Criteria: w = s / Σ s",
            vec![
                Column::words("", "criterion", names),
                column("x₀", "worst", &|at| self.functions.get(at).map(|f| f.worst)),
                column("x₁", "best", &|at| self.functions.get(at).map(|f| f.best)),
                Column::words("v", "value between them", self.functions.iter().map(|f| shape(&f.shape)).collect()),
                column("s", "swing", &|at| case.criteria.get(at).and_then(|c| c.swing)),
                column("w", "weight", &|at| self.weights.get(at).copied()),
            ],
        )
    }

    fn options_table(&self, case: &Case) -> Table {
        let mut columns = vec![Column::words("", "option", case.options.iter().map(|o| Cow::Owned(o.clone())).collect())];
        for (at, criterion) in case.criteria.iter().enumerate() {
            let of = |rows: &[Vec<f64>], scale: f64| rows.iter().map(|row| row.get(at).map(|x| x * scale)).collect::<Vec<_>>();
            let named = |word: &str| Cow::Owned(format!("{word} on {}", criterion.name));
            columns.push(Column { caption: named("figure"), ..Column::numbers("x", "", of(&self.figures, 1.0)) });
            columns.push(Column { caption: named("value"), ..Column::numbers("v", "", of(&self.values, 1.0)) });
            let weight = self.weights.get(at).copied().unwrap_or(0.0);
            columns.push(Column { caption: named("weight times value"), ..Column::numbers("w v", "", of(&self.values, weight)) });
        }
        columns.push(Column::numbers("V", "value of the option", self.totals.iter().copied().map(Some).collect()));
        columns.push(Column::numbers("", "rank", self.ranks.iter().map(|r| Some(f64::from(*r))).collect()));
        Table::new("Options: V = Σ w v", columns)
    }

    fn voices_table(&self, case: &Case) -> Option<Table> {
        let groups = &self.voices.as_ref()?.groups;
        let mut columns = vec![
            Column::words("", "group", groups.iter().map(|g| Cow::Owned(g.name.clone())).collect()),
            Column::numbers("n", "people", groups.iter().map(|g| Some(g.people as f64)).collect()),
        ];
        for (at, criterion) in case.criteria.iter().enumerate() {
            let weights = groups.iter().map(|g| g.weights.get(at).copied()).collect();
            let caption = Cow::Owned(format!("weight of {}", criterion.name));
            columns.push(Column { caption, ..Column::numbers("w", "", weights) });
        }
        columns.push(Column::numbers("", "spread within the group", groups.iter().map(|g| Some(g.spread)).collect()));
        Some(Table::new("Weights by group of people: the mean of its people's", columns))
    }

    /// Sentences for a page: what comes first, on what weights, who agrees, and what would change it.
    pub fn in_words(&self, case: &Case) -> Vec<String> {
        let option = |at: usize| case.options.get(at).map_or("an option", String::as_str);
        let name = |at: usize| case.criteria.get(at).map_or("a criterion", |c| c.name.as_str());
        let mut said = Vec::new();
        let firsts: Vec<usize> = self.ranks.iter().enumerate().filter(|(_, rank)| **rank == 1).map(|(at, _)| at).collect();
        if let [first] = firsts.as_slice() {
            let total = self.totals.get(*first).copied().unwrap_or(0.0);
            said.push(format!("“{}” is worth most: {} of 100.", option(*first), shown(100.0 * total, 1)));
        } else {
            let names: Vec<String> = firsts.iter().map(|at| format!("“{}”", option(*at))).collect();
            said.push(format!("{} are worth the same, and most.", names.join(" and ")));
        }
        if self.weights_from == WeightsFrom::MeanOfGroups {
            said.push("No weights were agreed: these are the mean of the groups, each group counting alike.".to_owned());
        }
        if self.is_local {
            said.push(
                "Some ranges run from the worst to the best option here: add or drop an option and the weights have to be asked again."
                    .to_owned(),
            );
        }
        said.push(if self.beside.same_first {
            "Asked by distance from the best (TOPSIS) and two by two (PROMETHEE II), the same comes first.".to_owned()
        } else {
            let other = |other: &super::beside::Other| {
                let firsts = other.ranks.iter().enumerate().filter(|(_, rank)| **rank == 1);
                firsts.map(|(at, _)| format!("“{}”", option(at))).collect::<Vec<_>>().join(" and ")
            };
            format!(
                "The methods differ. First by distance from the best (TOPSIS): {}; two by two (PROMETHEE II): {}.",
                other(&self.beside.topsis),
                other(&self.beside.promethee)
            )
        });
        for checked in self.checks.iter().filter(|c| !c.agrees) {
            let side = |names: &[String]| names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(" and ");
            let asked = match checked.check.answer {
                Answer::LeftMore => "was said to count for more than",
                Answer::RightMore => "was said to count for less than",
                Answer::Equal => "was said to count for as much as",
            };
            said.push(format!(
                "{} {asked} {}, but the weights are {} against {} of 100. Ask again.",
                side(&checked.check.left),
                side(&checked.check.right),
                shown(100.0 * checked.left, 1),
                shown(100.0 * checked.right, 1)
            ));
        }
        if let Some(voices) = self.voices.as_ref().filter(|v| v.groups.len() > 1) {
            let same = if voices.same_first {
                "Every group's weights put the same option first"
            } else {
                "The groups' weights do not put the same option first"
            };
            let group = |at: usize| voices.groups.get(at).map_or("a group", |g| g.name.as_str());
            let apart = voices.distances.first().map_or_else(String::new, |d| {
                format!("; farthest apart are “{}” and “{}”, by {}% of the weight", group(d.one), group(d.other), shown(100.0 * d.share, 1))
            });
            let disputed = voices.most_disputed.map_or_else(String::new, |(at, _)| format!(", most of all on “{}”", name(at)));
            said.push(format!("{same}{apart}{disputed}."));
        }
        if let Some(flip) = self.flips.first() {
            said.extend(flip.in_words(&case.options, &case.criteria));
        }
        said
    }
}
