//! Roles as they were for the same headings before.
//!
//! Only what is known is recalled: what a person answered, and what was made of columns that held cells. Of a column that was
//! empty then nothing is known, so it is looked at as if for the first time. Where such a column holds cells now, the guesses
//! of the columns beside it were made without it: all are made again, and only people's answers stand.

use std::collections::BTreeMap;

use crate::heading::bare;
use crate::mapping::{ColumnMeaning, Confidence, Mapping};

/// Period columns may have moved on: they go by the rest of the heading, and are left alone here.
pub(super) fn recall(meanings: &mut [ColumnMeaning], remembered: &Mapping, across: &BTreeMap<u32, (String, String)>) {
    let mut before = remembered.columns.iter();
    let mut pairs: Vec<(&mut ColumnMeaning, &ColumnMeaning)> = Vec::new();
    for meaning in meanings.iter_mut().filter(|meaning| !across.contains_key(&meaning.column)) {
        let same = before.clone().position(|old| bare(&old.heading) == bare(&meaning.heading));
        if let Some(old) = same.and_then(|at| before.nth(at)) {
            pairs.push((meaning, old));
        }
    }
    let newly_filled = pairs.iter().any(|(meaning, old)| meaning.held && !old.held);
    for (meaning, old) in pairs {
        if old.answered || (old.held && !newly_filled) {
            (meaning.role, meaning.confidence, meaning.reason, meaning.answered) =
                (old.role, Confidence::Sure, "as in the file before".into(), old.answered);
        }
        // An empty quarter does not make us forget what the column was; guesses made again are of the columns filled now.
        meaning.held |= old.held && !newly_filled;
    }
}
