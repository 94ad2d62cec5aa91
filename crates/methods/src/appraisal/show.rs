//! The working of an appraisal: every line, every year, every factor.

use std::borrow::Cow;

use super::ask::{Ask, Kind};
use super::flow::Line;
use crate::working::{Column, Table, Working};

/// Beyond so many options the working of each is left to its own question.
const MOST_SHOWN: usize = 50;

pub(super) fn working(ask: &Ask, lines: &[Vec<Line>], factors: &[f64]) -> Working {
    let count = |n: usize| (0..n).map(|year| Some(year as f64)).collect::<Vec<_>>();
    let mut tables = vec![Table::new(
        "Discount factors: D(0) = 1, D(t) = D(t−1) ÷ (1 + r(t))",
        vec![
            Column::numbers("t", "year", count(factors.len())),
            Column::numbers("D(t)", "discount factor", factors.iter().copied().map(Some).collect()),
        ],
    )];
    for (option, lines) in ask.options.iter().zip(lines).take(MOST_SHOWN) {
        let last = factors.len().saturating_sub(1);
        let words = |of: &dyn Fn(&Line) -> String| lines.iter().map(|line| Cow::Owned(of(line))).collect::<Vec<Cow<'static, str>>>();
        let numbers = |of: &dyn Fn(&Line) -> f64| lines.iter().map(|line| Some(of(line))).collect::<Vec<_>>();
        tables.push(Table::new(
            format!("Lines of {}", option.id),
            vec![
                Column::words("", "line", words(&|line| line.flow.name.clone())),
                Column::words("", "kind", words(&|line| line.flow.kind.word().to_owned())),
                Column::words("", "organisation", words(&|line| line.flow.organisation.clone())),
                Column::numbers("b", "correction for optimism", numbers(&|line| line.bias)),
                Column::numbers("", "years later by the timetable's", numbers(&|line| line.later)),
                Column::numbers("PV", "present value", numbers(&|line| line.present_value(last))),
            ],
        ));
        let year = |kind: &dyn Fn(Kind) -> f64, discounted: bool| {
            (0..factors.len())
                .map(|year| {
                    let of = |line: &Line| if discounted { line.discounted.get(year).copied() } else { line.amounts.get(year).copied() };
                    Some(lines.iter().filter(|l| l.counts()).map(|line| kind(line.flow.kind) * of(line).unwrap_or(0.0)).sum::<f64>() + 0.0)
                })
                .collect::<Vec<Option<f64>>>()
        };
        let net = year(&Kind::sign, true);
        let running = net.iter().scan(0.0, |sum, net| {
            *sum += net.unwrap_or(0.0);
            Some(Some(*sum))
        });
        let costs = |kind| f64::from(u8::from(kind == Kind::Cost));
        let benefits = |kind: Kind| if kind == Kind::Cost { 0.0 } else { kind.sign() };
        tables.push(Table::new(
            format!("Years of {}", option.id),
            vec![
                Column::numbers("t", "year", count(factors.len())),
                Column::numbers("C", "costs, corrected", year(&costs, false)),
                Column::numbers("B", "benefits, corrected", year(&benefits, false)),
                Column::numbers("(B − C) D", "discounted", net.clone()),
                Column::numbers("Σ", "running total", running.collect()),
            ],
        ));
    }
    Working { tables }
}
