//! What stands at the end of a paper: the table of every chart in it.

use report::page::{Block, Figure};

/// The heading over the tables of the charts.
pub const BEHIND: &str = "The figures behind the charts";

/// Every figure of the blocks, in their order, folded ones too.
pub fn figures(blocks: &[Block]) -> Vec<&Figure> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Figure(figure) => found.push(&**figure),
            Block::Folded { blocks, .. } => found.extend(figures(blocks)),
            _ => {}
        }
    }
    found
}
