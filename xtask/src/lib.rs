//! Tidy checks of the workspace: walls, names, sizes, words on pages, the vocabulary. `cargo run -p xtask -- tidy` runs them all.
//! And what the whole program takes: `make bench`.

pub mod bench;
pub mod literals;
pub mod settings;
pub mod tidy;
pub mod tree;
pub mod vocabulary;
pub mod walls;
pub mod words;

use std::fmt;

/// Something that is not as it should be, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A file, with its line where one is at fault.
    pub place: String,
    /// What is wrong, and the mend.
    pub says: String,
}

impl Fault {
    pub fn new(place: impl Into<String>, says: impl Into<String>) -> Fault {
        Fault { place: place.into(), says: says.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.says)
    }
}

/// For tests: the faults as one text, or nothing.
pub fn listed(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
