//! Two people at once: what the other saved, beside what was typed. Nothing is lost, and nothing is chosen for anybody.

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;

/// Both versions of each answer that differs: name, as saved by somebody else, as typed here.
pub fn both(answers: &[(&str, &String, &str)]) -> Markup {
    let said = "Somebody else changed this while you were working on it. What you typed is still in the form below. Compare the two, then save again.";
    let mut table = CardTable::new("What differs").column("Answer").column("As it is saved now").column("As you typed it");
    for (name, theirs, ours) in answers.iter().filter(|(_, theirs, ours)| theirs.trim() != ours.trim()) {
        table = table.row([Words::from(*name), Words::from(theirs.as_str()), Words::from(*ours)]);
    }
    let warning = Markup::from(WarningText::new(said));
    // What differs may be outside the form: then there is nothing to set side by side.
    if table.rows.is_empty() { warning } else { warning.and(table) }
}
