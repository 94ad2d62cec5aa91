//! What the ratio turns on: the value of each figure that brings it to 1:1, and the ratio at each figure's low and high.

use serde::Serialize;

use super::ask::{Outcome, Settings};
use super::guards::shares;
use super::value::present_value;

/// The value of one figure at which the ratio is 1:1, all else as it is; none where no usable value does it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turning {
    pub outcome: String,
    pub field: &'static str,
    pub used: f64,
    pub at_one_to_one: Option<f64>,
}

/// The ratio with one figure at its low and its high.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    pub outcome: String,
    pub field: &'static str,
    pub low: f64,
    pub high: f64,
    pub ratio_at_low: f64,
    pub ratio_at_high: f64,
    /// The outcome gave the range; else it is the usual one.
    pub is_given: bool,
}

const FIELDS: [&str; 6] = ["quantity", "proxy", "deadweight", "displacement", "attribution", "drop_off"];

fn get(outcome: &Outcome, field: &str) -> f64 {
    match field {
        "quantity" => outcome.quantity,
        "proxy" => outcome.proxy,
        _ => shares(outcome).into_iter().find(|(known, _)| *known == field).map_or(0.0, |(_, value)| value),
    }
}

fn with(outcome: &Outcome, field: &str, value: f64) -> Outcome {
    let mut changed = outcome.clone();
    match field {
        "quantity" => changed.quantity = value,
        "proxy" => changed.proxy = value,
        "deadweight" => changed.deadweight = value,
        "displacement" => changed.displacement = value,
        "attribution" => changed.attribution = value,
        _ => changed.drop_off = value,
    }
    changed
}

/// Every figure of every outcome that counts.
pub fn turnings(outcomes: &[&Outcome], total: f64, investment: f64, settings: &Settings) -> Vec<Turning> {
    let mut turnings = Vec::new();
    for outcome in outcomes {
        let own = present_value(outcome, settings);
        // What this outcome would have to come to.
        let wanted = investment - (total - own);
        for field in FIELDS {
            if field == "drop_off" && outcome.duration_years < 2 {
                continue;
            }
            turnings.push(Turning {
                outcome: outcome.id.clone(),
                field,
                used: get(outcome, field),
                at_one_to_one: at(outcome, field, wanted, settings),
            });
        }
    }
    turnings
}

fn at(outcome: &Outcome, field: &str, wanted: f64, settings: &Settings) -> Option<f64> {
    let value = |x: f64| present_value(&with(outcome, field, x), settings);
    match field {
        // In proportion to it.
        "quantity" | "proxy" => {
            let one = value(1.0);
            let needed = wanted / one;
            (one != 0.0 && needed.is_finite() && (0.0..1e12).contains(&needed)).then_some(needed)
        }
        // In proportion to what the share leaves.
        "deadweight" | "displacement" | "attribution" => {
            let whole = value(0.0);
            let needed = 1.0 - wanted / whole;
            (whole != 0.0 && (0.0..=1.0).contains(&needed)).then_some(needed)
        }
        // The value only shrinks as the drop-off grows: halve the gap until nothing is left of it.
        _ => {
            let (mut low, mut high) = (0.0, 1.0);
            let (at_low, at_high) = (value(low) - wanted, value(high) - wanted);
            if at_low * at_high > 0.0 || at_low == at_high {
                return None;
            }
            for _ in 0..200 {
                let middle = 0.5 * (low + high);
                if (value(middle) - wanted) * at_low > 0.0 { low = middle } else { high = middle }
            }
            Some(0.5 * (low + high))
        }
    }
}

/// Bars of every figure that counts, widest first.
pub fn tornado(outcomes: &[&Outcome], total: f64, investment: f64, settings: &Settings) -> Vec<Bar> {
    let mut bars = Vec::new();
    for outcome in outcomes {
        let others = total - present_value(outcome, settings);
        for field in FIELDS {
            let used = get(outcome, field);
            let given = outcome.ranges.get(field).copied();
            let most = if matches!(field, "quantity" | "proxy") { f64::INFINITY } else { 1.0 };
            let usual = (used * (1.0 - settings.usual_range), (used * (1.0 + settings.usual_range)).min(most));
            let (low, high) = given.unwrap_or(usual);
            let ratio = |x: f64| (others + present_value(&with(outcome, field, x), settings)) / investment;
            let bar = Bar {
                outcome: outcome.id.clone(),
                field,
                low,
                high,
                ratio_at_low: ratio(low),
                ratio_at_high: ratio(high),
                is_given: given.is_some(),
            };
            if bar.ratio_at_low != bar.ratio_at_high {
                bars.push(bar);
            }
        }
    }
    let swing = |bar: &Bar| (bar.ratio_at_high - bar.ratio_at_low).abs();
    bars.sort_by(|a, b| swing(b).total_cmp(&swing(a)).then_with(|| (&a.outcome, a.field).cmp(&(&b.outcome, b.field))));
    bars
}
