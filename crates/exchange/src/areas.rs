//! Areas: a register of authorities read from a file, the lookup that tells which area a file means, and published lists of which are alike.

mod gazetteer;
mod peer_lists;
mod register;

pub use gazetteer::{Found, Gazetteer};
pub use peer_lists::{Told, peer_lists};
pub use register::register;

use crate::note::Note;

/// What was read of a file, and what was noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded<T> {
    pub rows: T,
    /// What the reader took the file for, in a sentence.
    pub shape: String,
    pub notes: Vec<Note>,
}

/// Why nothing of areas could be read, and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAreas {
    #[error(transparent)]
    Unreadable(#[from] crate::Unreadable),
    #[error(
        "No register of areas was found. It has a row for each area, with at least a column of codes of the Office for National Statistics (‘gss-code’) and one of names (‘nice-name’)."
    )]
    NoRegister,
    #[error(
        "No list of neighbours was found. Four kinds are read: a row for each area with its neighbours in columns 1 to 20; the Department for Education’s, with SN1 to SN10; groups, with a column of areas and one or more of groups; and the peers of one area, one in a row."
    )]
    NoList,
    #[error("Say whose peers these are: the file lists {0} areas, and not of whom they are peers.")]
    WhosePeers(usize),
    #[error("“{0}” is no area that is known here. Write its code, for example E08000009, or load a register of areas first.")]
    UnknownArea(String),
    #[error("Say which model these neighbours are by, for example global: the file does not.")]
    WhichModel,
    #[error("None of the areas of this file is known by name. Load a register of areas first: wherewithal load areas FILE.")]
    NoneKnown,
}

/// Lower-case letters and digits with hyphens between: what a name is in a code.
pub fn slug(text: &str) -> String {
    let mut made = String::new();
    for letter in text.replace('%', " percent ").chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            made.push(letter);
        } else if !made.ends_with('-') && !made.is_empty() && !matches!(letter, '\'' | '’') {
            made.push('-');
        }
        if made.len() >= 80 {
            break;
        }
    }
    made.trim_end_matches('-').to_owned()
}
