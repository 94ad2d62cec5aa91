//! The headline figures of one option over one horizon.

use serde::Serialize;

use super::ask::Kind;
use super::flow::Line;
use crate::numeric::order::Sum;

/// Present values in the question's unit, of year 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Costs to whoever pays them, corrected for optimism.
    pub present_value_costs: f64,
    /// Benefits less disbenefits.
    pub present_value_benefits: f64,
    pub net_present_value: f64,
    /// Benefits over costs; none without costs. Never to rank by alone.
    pub benefit_cost_ratio: Option<f64>,
    /// First year after year 0 in which the discounted running total is not negative.
    pub payback_year: Option<u32>,
    /// Share by which benefits have to change for the net present value to be 0.
    pub benefit_change_to_break_even: Option<f64>,
    pub cost_change_to_break_even: Option<f64>,
}

/// The figures of lines to the year `last`, each line counted `weight` times.
pub fn figures(lines: &[Line], last: usize, weight: &dyn Fn(&Line) -> f64) -> Figures {
    let total = |kind: Kind| {
        let of_kind = lines.iter().filter(|line| line.flow.kind == kind);
        of_kind.map(|line| weight(line) * line.present_value(last)).collect::<Sum>().total()
    };
    let costs = total(Kind::Cost);
    let benefits = total(Kind::Benefit) - total(Kind::Disbenefit);
    let over = |upper: f64, lower: f64| (lower != 0.0).then(|| upper / lower);
    Figures {
        present_value_costs: costs,
        present_value_benefits: benefits,
        net_present_value: benefits - costs,
        benefit_cost_ratio: over(benefits, costs),
        payback_year: payback(lines, last, weight),
        benefit_change_to_break_even: over(costs, benefits).filter(|_| benefits > 0.0).map(|ratio| ratio - 1.0),
        cost_change_to_break_even: over(benefits, costs).map(|ratio| ratio - 1.0),
    }
}

fn payback(lines: &[Line], last: usize, weight: &dyn Fn(&Line) -> f64) -> Option<u32> {
    let (mut running, mut size) = (Sum::default(), 0.0);
    for year in 0..=last {
        for line in lines.iter().filter(|line| line.counts()) {
            let amount = weight(line) * line.discounted.get(year).copied().unwrap_or(0.0);
            running.add(line.flow.kind.sign() * amount);
            size += amount;
        }
        // Discounting leaves dust in the last digit; what it leaves of a total of nothing is not a loss.
        if year > 0 && running.total() >= -1e-14 * size {
            return Some(year as u32);
        }
    }
    None
}
