//! The best value line of things that can be done in part or in order: value-for-money triangles stacked by slope.

use serde::Serialize;

use super::plan::Plan;
use super::program::{Program, RowName};
use super::refusal::Refusal;
use super::solver::{Answer, Limit, Solve};

/// A thing with what it costs and is worth, both above or equal to zero.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub id: String,
    /// Levels of one service are taken one after another; each level is the whole service at that size.
    pub service: String,
    pub cost: i64,
    pub value: i64,
}

/// One step of the line: a triangle with the cost as its base and the value as its height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Triangle {
    pub id: String,
    pub service: String,
    /// More than the level before it of the same service.
    pub cost: i64,
    pub value: i64,
    /// Value for each unit of cost; none where it costs nothing more.
    pub slope: Option<f64>,
    /// All steps up to here.
    pub cost_so_far: i64,
    pub value_so_far: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frontier {
    /// Steepest first.
    pub triangles: Vec<Triangle>,
    /// Levels that are never best: another, or a mix of two others, gives more for the same money.
    pub left_out: Vec<String>,
}

/// The line for levels of services.
///
/// # Errors
/// A cost or value below zero, or nothing to draw.
pub fn frontier(levels: &[Level]) -> Result<Frontier, Refusal> {
    if levels.is_empty() {
        return Err(Refusal::NothingToChoose);
    }
    if let Some(level) = levels.iter().find(|l| l.cost < 0) {
        return Err(Refusal::NegativeCost(level.id.clone(), level.cost));
    }
    if let Some(level) = levels.iter().find(|l| l.value < 0) {
        return Err(Refusal::Negative(level.id.clone(), "a value", level.value));
    }
    let mut services: Vec<&str> = levels.iter().map(|l| l.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let mut triangles = Vec::new();
    let mut left_out = Vec::new();
    for service in services {
        let mut own: Vec<&Level> = levels.iter().filter(|l| l.service == service).collect();
        own.sort_by(|a, b| (a.cost, b.value, &a.id).cmp(&(b.cost, a.value, &b.id)));
        let mut hull: Vec<&Level> = Vec::new();
        for level in own {
            let at = |from: Option<&&Level>| from.map_or((0, 0), |l| (i128::from(l.cost), i128::from(l.value)));
            if i128::from(level.value) <= at(hull.last()).1 {
                left_out.push(level.id.clone());
                continue;
            }
            // Of three points the middle one is left out where it lies on or below the line between the other two.
            while let Some(last) = hull.last() {
                let (a, b, c) = (at(hull.len().checked_sub(2).and_then(|i| hull.get(i))), at(Some(last)), at(Some(&level)));
                if (c.1 - b.1) * (b.0 - a.0) < (b.1 - a.1) * (c.0 - b.0) {
                    break;
                }
                left_out.push(last.id.clone());
                hull.pop();
            }
            hull.push(level);
        }
        let mut before = (0, 0);
        for level in hull {
            let (cost, value) = (level.cost - before.0, level.value - before.1);
            let slope = (cost > 0).then(|| value as f64 / cost as f64);
            let service = service.to_owned();
            triangles.push(Triangle { id: level.id.clone(), service, cost, value, slope, cost_so_far: 0, value_so_far: 0 });
            before = (level.cost, level.value);
        }
    }
    let slope = |t: &Triangle| t.slope.unwrap_or(f64::INFINITY);
    triangles.sort_by(|a, b| slope(b).total_cmp(&slope(a)).then(a.cost.cmp(&b.cost)).then(a.id.cmp(&b.id)));
    let (mut cost, mut value) = (0, 0);
    for triangle in &mut triangles {
        cost += triangle.cost;
        value += triangle.value;
        (triangle.cost_so_far, triangle.value_so_far) = (cost, value);
    }
    Ok(Frontier { triangles, left_out })
}

impl Frontier {
    /// The most value for so much money where the last step may be taken in part.
    pub fn value_at(&self, money: i64) -> f64 {
        let mut value = 0.0;
        let mut left = money.max(0);
        for triangle in &self.triangles {
            if triangle.cost <= left {
                value += triangle.value as f64;
                left -= triangle.cost;
            } else {
                return value + triangle.value as f64 * left as f64 / triangle.cost as f64;
            }
        }
        value
    }

    /// How far a plan of this cost and value stays below the line: 1 − value / line. None where the line is at 0 there.
    pub fn gap(&self, cost: i64, value: i64) -> Option<f64> {
        let best = self.value_at(cost);
        (best > 0.0).then(|| 1.0 - value as f64 / best)
    }

    /// What the same value would cost on the line. None where the line does not reach it.
    pub fn cost_of(&self, value: i64) -> Option<f64> {
        let (mut left, mut cost) = (value as f64, 0.0);
        for triangle in &self.triangles {
            if left <= 0.0 {
                break;
            }
            let part = (left / triangle.value as f64).min(1.0);
            left -= part * triangle.value as f64;
            cost += part * triangle.cost as f64;
        }
        (left <= 1e-9).then_some(cost)
    }
}

/// One point of the line of whole plans: every budget at this share of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Thousandths of today's budgets.
    pub thousandths: u32,
    pub answer: Answer,
}

/// Whole plans along the budgets, every other limit as it is. More money never shows less value: a plan is offered to the next
/// larger budget, and a bound holds for every smaller one. `whole` is the answer for the budgets as they are, where it is known already.
pub fn of_plans(program: &Program, thousandths: &[u32], whole: Option<&Answer>, solver: &dyn Solve, limit: &Limit) -> Vec<Point> {
    let mut steps = thousandths.to_vec();
    steps.sort_unstable();
    steps.dedup();
    let mut points: Vec<Point> = Vec::with_capacity(steps.len());
    let points_of = |plan: Option<&Plan>| plan.map(|plan| plan.outcome);
    for step in steps {
        let mut scaled = program.clone();
        for row in scaled.rows.iter_mut().filter(|row| matches!(row.name, RowName::Budget { .. })) {
            row.at_most = (i128::from(row.at_most) * i128::from(step) / 1_000) as i64;
        }
        let start: Option<&Plan> = points.last().and_then(|point| point.answer.plan.as_ref());
        let known = whole.filter(|_| step == 1_000).filter(|known| points_of(known.plan.as_ref()) >= points_of(start));
        let answer = known.cloned().unwrap_or_else(|| solver.solve(&scaled, limit, start));
        points.push(Point { thousandths: step, answer });
    }
    let mut least = i64::MAX;
    for point in points.iter_mut().rev().filter(|p| !p.answer.infeasible) {
        point.answer.bound = point.answer.bound.min(least);
        least = point.answer.bound;
    }
    points
}
