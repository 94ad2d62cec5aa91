//! Nothing withheld can be worked back: tried by working it back.

use methods::disclosure::{Cell, Settings, Table, withhold};
use proptest::prelude::*;

/// Every filling of the withheld inner cells that agrees with what is shown, up to a limit of tries; the values each cell takes.
fn fillings(table: &Table, counts: &[Vec<u64>], most: u64) -> Vec<Vec<std::collections::BTreeSet<u64>>> {
    let (rows, width) = (counts.len(), counts[0].len());
    let mut taken = vec![vec![std::collections::BTreeSet::new(); width]; rows];
    let open: Vec<(usize, usize)> =
        (0..rows).flat_map(|r| (0..width).map(move |c| (r, c))).filter(|(r, c)| !table.cells[*r][*c].is_shown()).collect();
    let mut filling: Vec<Vec<u64>> = counts.to_vec();
    search(table, &open, 0, most, &mut filling, &mut taken);
    taken
}

fn search(
    table: &Table,
    open: &[(usize, usize)],
    at: usize,
    most: u64,
    filling: &mut Vec<Vec<u64>>,
    taken: &mut Vec<Vec<std::collections::BTreeSet<u64>>>,
) {
    let Some(&(r, c)) = open.get(at) else {
        let fits = |cell: &Cell, sum: u64| !matches!(cell, Cell::Shown(n) if *n != sum);
        let rows = filling.iter().zip(&table.row_totals).all(|(row, t)| fits(t, row.iter().sum()));
        let columns = table.column_totals.iter().enumerate().all(|(c, t)| fits(t, filling.iter().map(|row| row[c]).sum()));
        if rows && columns && fits(&table.total, filling.iter().flatten().sum()) {
            for &(r, c) in open {
                taken[r][c].insert(filling[r][c]);
            }
        }
        return;
    };
    for value in 0..=most {
        filling[r][c] = value;
        search(table, open, at + 1, most, filling, taken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_withheld_small_count_of_a_list_keeps_more_than_one_possible_value(list in prop::collection::vec(0u64..14, 2..5)) {
        let counts = vec![list];
        let table = withhold(&counts, &Settings::default()).expect("a table");
        let taken = fillings(&table, &counts, 60);
        for (cell, values) in table.cells[0].iter().zip(&taken[0]) {
            let open_total = !table.row_totals[0].is_shown();
            prop_assert!(cell.is_shown() || open_total || values.len() > 1, "{counts:?} {table:?}");
        }
    }

    #[test]
    fn a_withheld_count_of_a_small_table_keeps_more_than_one_possible_value(a in 0u64..9, b in 0u64..9, c in 0u64..9, d in 0u64..9) {
        let counts = vec![vec![a, b], vec![c, d]];
        let table = withhold(&counts, &Settings::default()).expect("a table");
        let taken = fillings(&table, &counts, 18);
        for (cells, values) in table.cells.iter().zip(&taken) {
            for (cell, values) in cells.iter().zip(values) {
                prop_assert!(cell.is_shown() || values.len() > 1, "{counts:?} {table:?}");
            }
        }
    }

    #[test]
    fn no_small_count_is_ever_shown(counts in (1usize..6, 1usize..6).prop_flat_map(|(r, c)| prop::collection::vec(prop::collection::vec(0u64..40, c), r))) {
        let settings = Settings::default();
        let table = withhold(&counts, &settings).expect("a table");
        let all = table.cells.iter().flatten().chain(&table.row_totals).chain(&table.column_totals).chain([&table.total]);
        for cell in all {
            prop_assert!(!matches!(cell, Cell::Shown(n) if settings.is_small(*n)));
        }
        for (row, total) in table.cells.iter().zip(&table.row_totals) {
            prop_assert!(!total.is_shown() || row.iter().filter(|c| !c.is_shown()).count() != 1);
        }
    }
}
