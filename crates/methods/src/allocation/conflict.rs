//! Why nothing is possible: the smallest set of limits found that cannot hold together, and what each could reach.

use serde::Serialize;

use super::program::{Program, RowName};
use super::solver::{Limit, Solve};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// The limits, in words: without any one of them the rest can hold together.
    pub limits: Vec<String>,
    /// Whether that was shown of every one of them; else it is the smallest set found.
    pub smallest: bool,
    /// The same as rows of the question with what each allows, and as services that have to be provided.
    #[serde(skip)]
    pub rows: Vec<(RowName, i64)>,
    #[serde(skip)]
    pub must: Vec<String>,
    /// For each floor among them, the most it could be while the others hold.
    pub could: Vec<String>,
}

/// One limit as a person names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Row(usize),
    Must(usize),
}

/// The limits of an impossible question that conflict. None where a plan keeps them all, or where the limit of work came before either was shown.
pub fn conflict(program: &Program, solver: &dyn Solve, limit: &Limit) -> Option<Conflict> {
    if solver.feasible(program, limit) != Some(false) {
        return None;
    }
    let rows = (0..program.rows.len()).map(Named::Row);
    let mut kept: Vec<Named> = rows.chain((0..program.groups.len()).filter(|g| program.groups[*g].must).map(Named::Must)).collect();
    let mut smallest = true;
    // Halves first: most limits have no part in it, and go many at a time.
    let mut lot = kept.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        while at < kept.len() {
            let rest: Vec<Named> = kept.iter().enumerate().filter(|(i, _)| *i < at || *i >= at + lot).map(|(_, n)| *n).collect();
            match solver.feasible(&with(program, &rest), limit) {
                Some(false) => kept = rest,
                Some(true) => at += lot,
                None => {
                    smallest &= lot > 1;
                    at += lot;
                }
            }
        }
        if lot == 1 {
            break;
        }
        lot = lot.div_ceil(2);
    }
    let could = kept.iter().filter_map(|named| could(program, &kept, *named, solver, limit)).collect();
    let (mut rows, mut must) = (Vec::new(), Vec::new());
    for named in &kept {
        match named {
            Named::Row(row) => rows.push((program.rows[*row].name.clone(), program.rows[*row].at_most)),
            Named::Must(group) => must.push(program.groups[*group].id.clone()),
        }
    }
    Some(Conflict { limits: kept.iter().map(|named| in_words(program, *named)).collect(), smallest, rows, must, could })
}

fn in_words(program: &Program, named: Named) -> String {
    match named {
        Named::Row(row) => {
            let row = &program.rows[row];
            match row.name {
                RowName::Budget { .. } | RowName::Capacity { .. } => format!("{}: {}", row.name.in_words(), row.at_most),
                RowName::Floor { .. } => format!("{}: {}", row.name.in_words(), -row.at_most),
                _ => row.name.in_words(),
            }
        }
        Named::Must(group) => format!("“{}” has to be provided", program.groups[group].id),
    }
}

/// The programme with only these limits.
fn with(program: &Program, kept: &[Named]) -> Program {
    let rows = kept.iter().filter_map(|named| if let Named::Row(row) = named { Some(*row) } else { None });
    let mut made = program.with_rows(&rows.collect::<Vec<usize>>());
    for (at, group) in made.groups.iter_mut().enumerate() {
        group.must = kept.contains(&Named::Must(at));
    }
    made
}

/// How far a floor could go while the other limits of the conflict hold.
fn could(program: &Program, kept: &[Named], floor: Named, solver: &dyn Solve, limit: &Limit) -> Option<String> {
    let Named::Row(row) = floor else { return None };
    let RowName::Floor { group } = &program.rows[row].name else { return None };
    let others: Vec<Named> = kept.iter().filter(|named| **named != floor).copied().collect();
    let mut most = with(program, &others);
    for (option, old) in most.options.iter_mut().zip(&program.options) {
        option.outcome = old.cells.iter().filter(|(at, _)| *at == row).map(|(_, amount)| -amount).sum();
    }
    let answer = solver.solve(&most, limit, None);
    let reached = answer.plan.as_ref()?.outcome;
    let asked = -program.rows[row].at_most;
    Some(if answer.optimal() {
        format!("“{group}” can reach {reached} while the others hold; the floor asks for {asked}")
    } else {
        format!("“{group}” can reach {reached} to {} while the others hold; the floor asks for {asked}", answer.bound)
    })
}
