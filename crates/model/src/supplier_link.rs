//! What a person says of two suppliers: that they are one organisation, or two. It stands across every load, until a later word.

use quantity::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplierLink {
    /// Key of the one, as files' parties carry it.
    pub one: String,
    /// Key of the other.
    pub other: String,
    /// Names as they were shown when it was said.
    pub one_name: String,
    pub other_name: String,
    pub word: LinkWord,
    pub why: String,
    pub said_on: Date,
    /// Role of whoever said it.
    pub said_by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkWord {
    AreOne,
    AreTwo,
    /// An earlier word is taken back: matching decides.
    LeaveToMatching,
}

impl LinkWord {
    pub const ALL: [LinkWord; 3] = [LinkWord::AreOne, LinkWord::AreTwo, LinkWord::LeaveToMatching];

    pub fn code(self) -> &'static str {
        match self {
            LinkWord::AreOne => "are_one",
            LinkWord::AreTwo => "are_two",
            LinkWord::LeaveToMatching => "leave_to_matching",
        }
    }

    pub fn parse(code: &str) -> Option<LinkWord> {
        LinkWord::ALL.into_iter().find(|word| word.code() == code)
    }

    /// What was said, after the names of both.
    pub fn words(self) -> &'static str {
        match self {
            LinkWord::AreOne => "are one organisation",
            LinkWord::AreTwo => "are two organisations",
            LinkWord::LeaveToMatching => "are left to matching again",
        }
    }
}

impl SupplierLink {
    /// The two keys in one order, whichever was named first.
    pub fn pair(&self) -> (&str, &str) {
        if self.one <= self.other { (&self.one, &self.other) } else { (&self.other, &self.one) }
    }
}
