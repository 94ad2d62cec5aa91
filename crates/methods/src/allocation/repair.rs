//! From a choice that breaks rows to a plan that can be carried out: the least worth given up for each unit of overrun.

use super::mask::Mask;
use super::plan::Plan;
use super::program::Program;

const BLEND: f64 = 0.5;
fn over(used: i64, at_most: i64, scale: f64) -> f64 {
    (used - at_most).max(0) as f64 / scale
}

/// A plan that keeps every row, or none where this way finds none. `worth` is by option, once every row is paid for.
pub fn repair(program: &Program, mask: &Mask, scales: &[f64], worth: &[f64], chosen: &[Option<usize>]) -> Option<Plan> {
    let mut plan = Plan::of(program, chosen);
    let mut changed = vec![0i64; program.rows.len()];
    for group in 0..program.groups.len() {
        if !mask.allows(group, plan.chosen[group]) {
            let open = program.groups[group].options.iter().filter(|o| mask.open[**o]);
            let best = open.max_by(|a, b| worth[**a].total_cmp(&worth[**b])).copied();
            plan.choose(program, group, best);
        }
    }
    for _ in 0..4 * program.groups.len() + 20 {
        let total: f64 = (0..program.rows.len()).map(|r| over(plan.used[r], program.rows[r].at_most, scales[r])).sum();
        if total <= 0.0 {
            return Some(plan).filter(|plan| plan.feasible(program));
        }
        let mut best: Option<(f64, usize, Option<usize>)> = None;
        for (group, candidates) in program.groups.iter().enumerate() {
            let now = plan.chosen[group];
            let others = candidates.options.iter().filter(|o| mask.open[**o]).map(|o| Some(*o));
            let out = [None].into_iter().filter(|_| mask.none[group]);
            for other in others.chain(out).filter(|other| *other != now) {
                let cells = |o: Option<usize>| o.map_or(&[][..], |o| program.options[o].cells.as_slice());
                for (row, amount) in cells(now) {
                    changed[*row] -= amount;
                }
                for (row, amount) in cells(other) {
                    changed[*row] += amount;
                }
                let mut gone = 0.0;
                for (row, _) in cells(now).iter().chain(cells(other)) {
                    if changed[*row] != 0 {
                        let limit = program.rows[*row].at_most;
                        gone += over(plan.used[*row], limit, scales[*row]) - over(plan.used[*row] + changed[*row], limit, scales[*row]);
                        changed[*row] = 0;
                    }
                }
                if gone > 1e-12 {
                    let of = |o: Option<usize>| o.map_or(0.0, |o| BLEND * worth[o] + (1.0 - BLEND) * program.options[o].outcome as f64);
                    let lost = (of(now) - of(other)).max(0.0) + 0.5;
                    let gone = gone.min(total);
                    if best.is_none_or(|(most, ..)| gone / lost > most) {
                        best = Some((gone / lost, group, other));
                    }
                }
            }
        }
        let (_, group, other) = best?;
        plan.choose(program, group, other);
    }
    None
}
