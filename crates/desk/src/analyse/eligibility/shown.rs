//! What of a trial may be shown: small counts of people withheld, and whatever would give them away.

use std::collections::BTreeMap;

use methods::demand::eligibility::Reading;
use methods::disclosure::{Cell, Settings as Small, withhold};

/// A count, or why it is not shown.
pub type Shown = Cell;

/// Who gains, who loses and who stays as they are, in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupShown {
    pub of: String,
    pub name: String,
    pub people: Shown,
    pub gain: Shown,
    pub lose: Shown,
    pub same: Shown,
}

#[derive(Debug, Clone, PartialEq)]
pub struct TrialShown {
    /// From each result (row) to each (column), in their order.
    pub moves: Vec<Vec<Shown>>,
    pub before: Vec<Shown>,
    pub after: Vec<Shown>,
    pub gain: Shown,
    pub lose: Shown,
    pub groups: Vec<GroupShown>,
    /// Pounds a year and outcomes, after less before; none where they would give a withheld count away.
    pub cost: Option<f64>,
    pub outcome: Option<f64>,
}

/// What may be shown of a reading; an error where the table is larger than disclosure control takes.
pub fn shown(reading: &Reading, small: &Small) -> Result<TrialShown, String> {
    let size = reading.before.len();
    let mut counts = vec![vec![0u64; size]; size];
    for (at, row) in counts.iter_mut().enumerate() {
        row[at] = reading.before[at];
    }
    for one in &reading.moves {
        counts[one.from][one.from] = counts[one.from][one.from].saturating_sub(one.count);
        counts[one.from][one.to] = one.count;
    }
    let moves = withhold(&counts, small).map_err(|refusal| refusal.message())?;
    let mut by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, group) in reading.groups.iter().enumerate() {
        by.entry(group.of.as_str()).or_default().push(at);
    }
    let mut groups = Vec::new();
    let mut totals = Vec::new();
    for places in by.values() {
        let of =
            |at: usize| reading.groups.get(at).map(|group| [group.gain, group.lose, group.people.saturating_sub(group.gain + group.lose)]);
        let counts: Vec<[u64; 3]> = places.iter().filter_map(|at| of(*at)).collect();
        // What is nobody in every group tells nothing of anybody, and protects nothing.
        let kept: Vec<usize> = (0..3).filter(|column| counts.iter().any(|row| row[*column] > 0)).collect();
        if kept.is_empty() {
            continue;
        }
        let rows: Vec<Vec<u64>> = counts.iter().map(|row| kept.iter().map(|column| row[*column]).collect()).collect();
        let table = withhold(&rows, small).map_err(|refusal| refusal.message())?;
        let cell = |cells: &[Cell], column: usize| match kept.iter().position(|kept| *kept == column) {
            Some(place) => cells.get(place).copied().unwrap_or(Cell::Shown(0)),
            None => Cell::Shown(0),
        };
        totals.push((cell(&table.column_totals, 0), cell(&table.column_totals, 1)));
        for ((at, cells), people) in places.iter().zip(&table.cells).zip(&table.row_totals) {
            let Some(group) = reading.groups.get(*at) else { continue };
            let (gain, lose, same) = (cell(cells, 0), cell(cells, 1), cell(cells, 2));
            groups.push(GroupShown { of: group.of.clone(), name: group.name.clone(), people: *people, gain, lose, same });
        }
    }
    // A total is shown where nothing on the page keeps it back.
    let total = |own: u64, of: fn(&(Cell, Cell)) -> Cell| totals.iter().map(of).find(|cell| !cell.is_shown()).unwrap_or(Cell::Shown(own));
    let (mut gain, mut lose) = (total(reading.gain, |t| t.0), total(reading.lose, |t| t.1));
    if small.is_small(reading.gain) {
        gain = Cell::Withheld(methods::disclosure::table::Withheld::Small);
    }
    if small.is_small(reading.lose) {
        lose = Cell::Withheld(methods::disclosure::table::Withheld::Small);
    }
    let is_whole = moves.cells.iter().enumerate().all(|(from, row)| row.iter().enumerate().all(|(to, cell)| from == to || cell.is_shown()));
    let may = is_whole && gain.is_shown() && lose.is_shown();
    Ok(TrialShown {
        moves: moves.cells,
        before: moves.row_totals,
        after: moves.column_totals,
        gain,
        lose,
        groups,
        cost: may.then_some(reading.cost_after - reading.cost_before),
        outcome: may.then_some(reading.outcome_after - reading.outcome_before),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::demand::eligibility::{GroupChange, Move};
    use methods::working::Working;

    fn reading(lose: u64) -> Reading {
        let group = |name: &str, people, lose| GroupChange { of: "age band".into(), name: name.into(), people, gain: 0, lose };
        Reading {
            before: vec![100, 200],
            after: vec![100 - lose, 200 + lose],
            moves: if lose > 0 { vec![Move { from: 0, to: 1, count: lose }] } else { vec![] },
            gain: 0,
            lose,
            cost_before: 900.0,
            cost_after: 900.0 - lose as f64,
            outcome_before: 0.0,
            outcome_after: 0.0,
            groups: vec![group("65 and over", 120, lose / 2), group("under 65", 180, lose - lose / 2)],
            working: Working::default(),
        }
    }

    #[test]
    fn three_people_who_lose_are_not_shown_and_neither_is_the_cost_that_would_give_them_away() {
        let small = Small::default();
        let three = shown(&reading(3), &small).expect("is shown");
        assert!(!three.lose.is_shown() && three.cost.is_none() && !three.moves[0][1].is_shown());
        assert!(three.groups.iter().all(|group| !group.lose.is_shown()));
        let many = shown(&reading(60), &small).expect("is shown");
        assert_eq!((many.lose, many.cost, many.moves[0][1]), (Cell::Shown(60), Some(-60.0), Cell::Shown(60)));
    }
}
