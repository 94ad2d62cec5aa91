//! The card of a method.

use serde::Serialize;

/// What a method is called, in which edition, and who says so. A change that moves any figure raises `edition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Method {
    /// Lower-case and lasting: the name of its page in `docs/methods`, and of every result kept.
    pub code: &'static str,
    pub edition: u16,
    pub title: &'static str,
    pub sources: &'static [&'static str],
}

impl Method {
    /// As it is printed beside what was worked out by it: `allocation, edition 1`.
    pub fn with_edition(&self) -> String {
        format!("{}, edition {}", self.code, self.edition)
    }
}
