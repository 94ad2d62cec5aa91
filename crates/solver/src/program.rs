//! The rows of an allocation as HiGHS reads them, and its answer read back.

use std::time::Instant;

use highs::{Col, HighsModelStatus, RowProblem, Sense};
use methods::allocation::{Limit, Mask, Plan, Program};

use crate::watch::Watch;

/// What HiGHS says, already checked against the rows.
#[derive(Debug, Clone)]
pub struct Found {
    pub plan: Option<Plan>,
    /// No plan made of the open options is worth more.
    pub bound: Option<f64>,
    pub infeasible: bool,
}

/// Solves over the open options only, beginning with `start`, until it is shown to be the optimum, the nodes are used or the time has come.
pub fn solve(program: &Program, mask: &Mask, start: Option<&Plan>, limit: &Limit, until: Option<Instant>, watch: &Watch) -> Found {
    let nothing = Found { plan: None, bound: None, infeasible: false };
    let mut problem = RowProblem::default();
    // An option that its service does not list is not on offer.
    let mut listed = vec![false; program.options.len()];
    program.groups.iter().flat_map(|g| &g.options).for_each(|o| listed[*o] = true);
    let columns: Vec<Option<Col>> = program
        .options
        .iter()
        .enumerate()
        .map(|(at, option)| (listed[at] && mask.open[at]).then(|| problem.add_integer_column(option.outcome as f64, 0.0..=1.0)))
        .collect();
    let mut rows: Vec<Vec<(Col, f64)>> = vec![Vec::new(); program.rows.len()];
    for (option, column) in program.options.iter().zip(&columns) {
        if let Some(column) = column {
            option.cells.iter().for_each(|(row, amount)| rows[*row].push((*column, *amount as f64)));
        }
    }
    for (row, cells) in program.rows.iter().zip(rows) {
        if cells.is_empty() && row.at_most < 0 {
            return Found { infeasible: true, ..nothing };
        }
        if !cells.is_empty() {
            problem.add_row(..=row.at_most as f64, cells);
        }
    }
    for (at, group) in program.groups.iter().enumerate() {
        let cells: Vec<(Col, f64)> = group.options.iter().filter_map(|o| columns[*o].map(|column| (column, 1.0))).collect();
        if cells.is_empty() && mask.none[at] {
            continue;
        }
        problem.add_row(if mask.none[at] { 0.0..=1.0 } else { 1.0..=1.0 }, cells);
    }
    let Ok(mut model) = problem.try_optimise(Sense::Maximise) else { return nothing };
    // Whole outcomes: within less than one of the bound is the optimum. One thread, so that a run can be done again.
    let settings = [
        model.try_set_option("threads", 1).is_ok(),
        model.try_set_option("parallel", c"off").is_ok(),
        model.try_set_option("random_seed", (limit.seed % 2_147_483_647) as i32).is_ok(),
        model.try_set_option("mip_rel_gap", 0.0).is_ok(),
        model.try_set_option("mip_abs_gap", 0.99).is_ok(),
        model.try_set_option("mip_max_nodes", limit.nodes.min(2_000_000_000) as i32).is_ok(),
        // The watch is not asked everywhere; HiGHS's own clock is.
        until.is_none_or(|until| model.try_set_option("time_limit", until.saturating_duration_since(Instant::now()).as_secs_f64()).is_ok()),
    ];
    if settings.contains(&false) {
        return nothing;
    }
    if let Some(start) = start {
        let mut values = vec![0.0; columns.iter().flatten().count()];
        start.chosen.iter().flatten().filter_map(|o| columns[*o]).for_each(|column| values[column.index()] = 1.0);
        // A start that is not taken costs time and nothing else.
        let _ = model.try_set_solution(Some(&values), None, None, None);
    }
    let Ok(solved) = watch.over(model, |model| model.try_solve()) else { return nothing };
    let status = solved.status();
    let bound = solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite());
    let values = solved.get_solution();
    let mut chosen = vec![None; program.groups.len()];
    for (at, column) in columns.iter().enumerate() {
        let value = column.and_then(|column| values.columns().get(column.index()).copied()).unwrap_or(0.0);
        if value > 0.5 {
            chosen[program.options[at].group] = Some(at);
        }
    }
    let plan = Some(Plan::of(program, &chosen)).filter(|plan| plan.feasible(program));
    Found { plan, bound, infeasible: status == HighsModelStatus::Infeasible }
}
