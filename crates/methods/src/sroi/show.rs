//! The working of a social return: each outcome from gross to present value, and the factors.

use std::borrow::Cow;

use super::ask::{Ask, Settings};
use super::reading::OutcomeReading;
use super::value::{factor, worth};
use crate::working::{Column, Table, Working};

pub(super) fn working(outcomes: &[OutcomeReading], ask: &Ask, settings: &Settings) -> Working {
    let longest = outcomes.iter().map(|o| o.years.len() as u32).max().unwrap_or(0);
    let of = |get: &dyn Fn(&OutcomeReading) -> f64| outcomes.iter().map(|o| Some(get(o))).collect::<Vec<_>>();
    let taken = |get: &dyn Fn(&super::Outcome) -> f64| ask.outcomes.iter().map(|o| Some(get(o))).collect::<Vec<_>>();
    let ids = outcomes.iter().map(|o| Cow::Owned(o.id.clone())).collect();
    let inputs = ask.inputs.iter().map(|i| Cow::Owned(i.id.clone())).collect();
    Working {
        tables: vec![
            Table::new(
                "Outcomes",
                vec![
                    Column::words("", "outcome", ids),
                    Column::numbers("q × p", "gross a year", of(&|o| o.gross)),
                    Column::numbers("dw", "would have happened anyway", taken(&|o| o.deadweight)),
                    Column::numbers("di", "moved from elsewhere", taken(&|o| o.displacement)),
                    Column::numbers("at", "the doing of others", taken(&|o| o.attribution)),
                    Column::numbers("I₁", "first year's effect", of(&|o| o.first_year_impact)),
                    Column::numbers("do", "lost each year after", taken(&|o| o.drop_off)),
                    Column::numbers("PV", "present value", of(&|o| o.present_value)),
                ],
            ),
            Table::new(
                "Discount factors",
                vec![
                    Column::numbers("k", "year of effect", (1..=longest).map(|k| Some(f64::from(k))).collect()),
                    Column::numbers("D", "factor", (1..=longest).map(|k| Some(factor(k, settings))).collect()),
                ],
            ),
            Table::new(
                "What is put in",
                vec![
                    Column::words("", "input", inputs),
                    Column::numbers("PV", "worth in year 0", ask.inputs.iter().map(|i| worth(i, settings)).collect()),
                ],
            ),
        ],
    }
}
