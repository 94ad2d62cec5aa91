//! A table of counts whose row and column totals are shown.
//!
//! Small cells are withheld first. Then more, the smallest first, until no line with a shown total has its withheld cells
//! pinned: a line with one withheld cell gives it away, and so does a line whose withheld cells sum to less than the
//! threshold. Last, what an outsider can work out is worked out (every cell's least and most, line by line, until
//! nothing narrows), and any cell that can still be known exactly makes more be withheld.

use serde::{Deserialize, Serialize};

use super::Settings;

/// Why a cell is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// The count itself is small.
    Small,
    /// To keep another from being worked back.
    Protecting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    Shown(u64),
    Withheld(Withheld),
}

impl Cell {
    pub fn is_shown(self) -> bool {
        matches!(self, Cell::Shown(_))
    }
}

/// What may be shown: cells by row, then the totals of rows, of columns and of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub cells: Vec<Vec<Cell>>,
    pub row_totals: Vec<Cell>,
    pub column_totals: Vec<Cell>,
    pub total: Cell,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("The rows of the table differ in length.")]
    RowsDiffer,
    #[error("The table is larger than 4,000 cells.")]
    TooLarge,
    #[error("The counts of the table add up to more than can be counted.")]
    TooMany,
    #[error("The threshold has to be at least 2.")]
    Threshold,
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::RowsDiffer => "rows_differ",
            Refusal::TooLarge => "too_large",
            Refusal::TooMany => "too_many",
            Refusal::Threshold => "threshold",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}

/// The table with its totals as the last row and column: every line then sums to its last cell.
struct Grid {
    counts: Vec<Vec<u64>>,
    withheld: Vec<Vec<Option<Withheld>>>,
    lines: Vec<Vec<(usize, usize)>>,
    settings: Settings,
}

/// Withholds the small counts of a table with totals, and as many more as it takes.
///
/// A table of one row is a list with its total. Everything withheld stays between at least two values for an outsider
/// who knows the method and every shown cell.
///
/// # Errors
/// A `Refusal` for a ragged, too large or uncountable table, or a threshold under 2.
pub fn withhold(counts: &[Vec<u64>], settings: &Settings) -> Result<Table, Refusal> {
    if settings.below < 2 {
        return Err(Refusal::Threshold);
    }
    let width = counts.first().map_or(0, Vec::len);
    if counts.iter().any(|row| row.len() != width) {
        return Err(Refusal::RowsDiffer);
    }
    if (counts.len() + 1) * (width + 1) > 4_000 {
        return Err(Refusal::TooLarge);
    }
    let mut grid = Grid::new(counts, width, *settings)?;
    grid.primary();
    grid.protect();
    Ok(grid.shown(counts.len(), width))
}

impl Grid {
    fn new(counts: &[Vec<u64>], width: usize, settings: Settings) -> Result<Grid, Refusal> {
        let add = |cells: &mut dyn Iterator<Item = u64>| {
            cells.map(Some).reduce(|a, b| a?.checked_add(b?)).unwrap_or(Some(0)).ok_or(Refusal::TooMany)
        };
        let mut full: Vec<Vec<u64>> = Vec::with_capacity(counts.len() + 1);
        for row in counts {
            let total = add(&mut row.iter().copied())?;
            full.push(row.iter().copied().chain([total]).collect());
        }
        let bottom = (0..=width).map(|c| add(&mut full.iter().map(|row| row[c]))).collect::<Result<Vec<u64>, Refusal>>()?;
        full.push(bottom);
        let (rows, columns) = (full.len(), width + 1);
        let across = (0..rows).map(|r| (0..columns).map(|c| (r, c)).collect());
        let down = (0..columns).map(|c| (0..rows).map(|r| (r, c)).collect());
        // A list of one row or one column has its total once; the copy would only protect itself.
        let lines = if counts.len() == 1 {
            vec![(0..columns).map(|c| (0, c)).collect()]
        } else if width == 1 {
            vec![(0..rows).map(|r| (r, 0)).collect()]
        } else {
            across.chain(down).collect()
        };
        Ok(Grid { withheld: vec![vec![None; columns]; rows], counts: full, lines, settings })
    }

    fn is_withheld(&self, (r, c): (usize, usize)) -> bool {
        self.withheld[r][c].is_some()
    }

    fn count(&self, (r, c): (usize, usize)) -> u64 {
        self.counts[r][c]
    }

    fn primary(&mut self) {
        for line in self.lines.clone() {
            for at in line {
                if self.settings.is_small(self.count(at)) {
                    self.withheld[at.0][at.1] = Some(Withheld::Small);
                }
            }
        }
    }

    /// Every round withholds at least one cell more, so it ends.
    fn protect(&mut self) {
        loop {
            let weak = self.lines.iter().position(|line| self.gives_away(line)).or_else(|| self.line_of_known_cell());
            let Some(next) = weak.and_then(|line| self.cheapest(line)) else { return };
            self.withheld[next.0][next.1] = Some(Withheld::Protecting);
        }
    }

    /// One withheld cell, or withheld cells that together hold less than the threshold.
    fn gives_away(&self, line: &[(usize, usize)]) -> bool {
        let hidden: Vec<u64> = line.iter().filter(|at| self.is_withheld(**at)).map(|at| self.count(*at)).collect();
        let total_hidden = line.last().is_some_and(|at| self.is_withheld(*at));
        hidden.len() == 1 || (hidden.len() > 1 && !total_hidden && hidden.iter().sum::<u64>() < self.settings.below)
    }

    /// The cell of a line to withhold next: rather one whose crossing line has a withheld cell already, so that few are needed;
    /// of those the smallest, and nobody last. A total only where no other is left.
    fn cheapest(&self, line: usize) -> Option<(usize, usize)> {
        let line = self.lines.get(line)?;
        let (total, cells) = line.split_last()?;
        let crossed = |at: &(usize, usize)| {
            let mut crossing = self.lines.iter().filter(|other| *other != line && other.contains(at));
            crossing.any(|other| other.iter().any(|cell| self.is_withheld(*cell)))
        };
        let cost = |at: &&(usize, usize)| (self.count(**at) == 0, !crossed(at), self.count(**at));
        let inner = cells.iter().filter(|at| !self.is_withheld(**at)).min_by_key(cost);
        inner.copied().or_else(|| Some(*total).filter(|at| !self.is_withheld(*at)))
    }

    /// A line through a withheld cell whose value an outsider can work out.
    fn line_of_known_cell(&self) -> Option<usize> {
        let bounds = self.bounds();
        let known = |at: &(usize, usize)| self.is_withheld(*at) && bounds[at.0][at.1].0 == bounds[at.0][at.1].1;
        (0..self.lines.len()).find(|i| self.lines[*i].iter().any(known) && self.cheapest(*i).is_some())
    }

    /// The least and most of every cell for an outsider who knows the shown ones and the threshold: narrowed line by line.
    fn bounds(&self) -> Vec<Vec<(u64, u64)>> {
        let least = u64::from(!self.settings.zero_is_small);
        let mut bounds: Vec<Vec<(u64, u64)>> = self
            .counts
            .iter()
            .zip(&self.withheld)
            .map(|(counts, withheld)| {
                let start = |(count, withheld): (&u64, &Option<Withheld>)| match withheld {
                    None => (*count, *count),
                    // An outsider may tell small cells from protecting ones at worst.
                    Some(Withheld::Small) => (least, self.settings.below - 1),
                    Some(Withheld::Protecting) => (0, u64::MAX),
                };
                counts.iter().zip(withheld).map(start).collect()
            })
            .collect();
        for _ in 0..64 {
            let mut changed = false;
            for line in &self.lines {
                let Some((total, cells)) = line.split_last() else { continue };
                let low = cells.iter().map(|at| bounds[at.0][at.1].0).fold(0u64, u64::saturating_add);
                let high = cells.iter().map(|at| bounds[at.0][at.1].1).fold(0u64, u64::saturating_add);
                let (t_low, t_high) = bounds[total.0][total.1];
                let narrowed = (t_low.max(low), t_high.min(high));
                changed |= narrowed != (t_low, t_high);
                bounds[total.0][total.1] = narrowed;
                for at in cells {
                    let (c_low, c_high) = bounds[at.0][at.1];
                    let others_low = low.saturating_sub(c_low);
                    let most = narrowed.1.saturating_sub(others_low);
                    let fewest = if high == u64::MAX { 0 } else { narrowed.0.saturating_sub(high - c_high) };
                    let new = (c_low.max(fewest), c_high.min(most));
                    changed |= new != (c_low, c_high);
                    bounds[at.0][at.1] = new;
                }
            }
            if !changed {
                break;
            }
        }
        bounds
    }

    fn shown(&self, rows: usize, width: usize) -> Table {
        let cell = |r: usize, c: usize| self.withheld[r][c].map_or(Cell::Shown(self.counts[r][c]), Cell::Withheld);
        let (mut bottom, mut side): (Vec<Cell>, Vec<Cell>) =
            ((0..width).map(|c| cell(rows, c)).collect(), (0..rows).map(|r| cell(r, width)).collect());
        let mut total = cell(rows, width);
        if rows == 1 {
            // The copies of a list's cells say what the list says.
            (bottom, total) = ((0..width).map(|c| cell(0, c)).collect(), cell(0, width));
        } else if width == 1 {
            (side, total) = ((0..rows).map(|r| cell(r, 0)).collect(), cell(rows, 0));
        }
        Table {
            cells: (0..rows).map(|r| (0..width).map(|c| cell(r, c)).collect()).collect(),
            row_totals: side,
            column_totals: bottom,
            total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(counts: &[Vec<u64>]) -> Vec<Vec<bool>> {
        let table = withhold(counts, &Settings::default()).expect("a table");
        table.cells.iter().map(|row| row.iter().map(|c| !c.is_shown()).collect()).collect()
    }

    #[test]
    fn a_small_count_in_a_list_takes_the_next_smallest_with_it() {
        assert_eq!(hidden(&[vec![40, 3, 12, 25]]), [[false, true, true, false]]);
        assert_eq!(hidden(&[vec![40, 12, 25]]), [[false, false, false]]);
        assert_eq!(hidden(&[vec![40, 0, 12]]), [[false, false, false]], "nobody is no one in particular");
    }

    #[test]
    fn several_small_counts_that_sum_to_few_are_not_left_alone_together() {
        assert_eq!(hidden(&[vec![40, 1, 1, 25]]), [[false, true, true, true]]);
        assert_eq!(hidden(&[vec![40, 3, 4, 25]]), [[false, true, true, false]]);
    }

    #[test]
    fn in_a_table_a_small_count_is_protected_along_its_row_and_its_column() {
        let hidden = hidden(&[vec![3, 20, 30], vec![10, 40, 50], vec![60, 15, 70]]);
        assert!(hidden[0][0]);
        for (row, cells) in hidden.iter().enumerate() {
            assert_ne!(cells.iter().filter(|h| **h).count(), 1, "row {row}");
            assert_ne!(hidden.iter().filter(|other| other[row]).count(), 1, "column {row}");
        }
    }

    #[test]
    fn a_rectangle_is_enough_where_one_closes() {
        let hidden = hidden(&[vec![9, 6, 7], vec![12, 3, 8], vec![10, 11, 14], vec![7, 5, 20]]);
        assert_eq!(hidden.iter().flatten().filter(|h| **h).count(), 4, "{hidden:?}");
    }

    #[test]
    fn what_is_no_table_is_refused_by_name() {
        assert_eq!(withhold(&[vec![1], vec![1, 2]], &Settings::default()), Err(Refusal::RowsDiffer));
        assert_eq!(withhold(&vec![vec![9; 100]; 100], &Settings::default()), Err(Refusal::TooLarge));
        assert_eq!(withhold(&[vec![u64::MAX, 9]], &Settings::default()), Err(Refusal::TooMany));
        assert_eq!(withhold(&[vec![9]], &Settings { below: 1, ..Settings::default() }), Err(Refusal::Threshold));
    }
}
