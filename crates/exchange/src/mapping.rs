//! What each column means: roles, each with the reason of the guess, editable, and remembered by the headings.

use serde::{Deserialize, Serialize};

use crate::note::fnv;
use crate::table::column_letter;

/// What a column is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Period,
    Measure,
    /// Who or where: provider, council, district; also a breakdown such as age. Several are joined.
    Part,
    Value,
    Numerator,
    Denominator,
    Target,
    Floor,
    LowerLimit,
    UpperLimit,
    /// Says provisional or revised.
    Status,
    Comment,
    Ignore,
}

impl Role {
    pub const ALL: [Role; 13] = [
        Role::Period,
        Role::Measure,
        Role::Part,
        Role::Value,
        Role::Numerator,
        Role::Denominator,
        Role::Target,
        Role::Floor,
        Role::LowerLimit,
        Role::UpperLimit,
        Role::Status,
        Role::Comment,
        Role::Ignore,
    ];

    /// As in a list to choose from.
    pub fn words(self) -> &'static str {
        match self {
            Role::Period => "Month or other period",
            Role::Measure => "Measure",
            Role::Part => "Provider, place or group",
            Role::Value => "Figure",
            Role::Numerator => "Numerator",
            Role::Denominator => "Denominator",
            Role::Target => "Target",
            Role::Floor => "Floor",
            Role::LowerLimit => "Lower limit",
            Role::UpperLimit => "Upper limit",
            Role::Status => "Provisional or final",
            Role::Comment => "Comment",
            Role::Ignore => "Leave out",
        }
    }

    /// Lasting code, as in a form.
    pub fn code(self) -> &'static str {
        match self {
            Role::Period => "period",
            Role::Measure => "measure",
            Role::Part => "part",
            Role::Value => "value",
            Role::Numerator => "numerator",
            Role::Denominator => "denominator",
            Role::Target => "target",
            Role::Floor => "floor",
            Role::LowerLimit => "lower_limit",
            Role::UpperLimit => "upper_limit",
            Role::Status => "status",
            Role::Comment => "comment",
            Role::Ignore => "ignore",
        }
    }

    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// How sure the guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Guess,
    Likely,
    Sure,
}

impl Confidence {
    pub fn words(self) -> &'static str {
        match self {
            Confidence::Guess => "Guess",
            Confidence::Likely => "Likely",
            Confidence::Sure => "Sure",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMeaning {
    /// From 1.
    pub column: u32,
    pub heading: String,
    /// The first filled cell under the heading.
    pub example: String,
    pub role: Role,
    pub confidence: Confidence,
    pub reason: String,
    /// A person said so, here or in a file before.
    pub answered: bool,
    /// It held cells, here or in a file before. Of one that never did, and of which nobody said anything, nothing is known.
    #[serde(default)]
    pub held: bool,
}

impl ColumnMeaning {
    /// `M`.
    pub fn letter(&self) -> String {
        column_letter(self.column)
    }

    /// `Sure: 38 of 41 names known`.
    pub fn how_sure(&self) -> String {
        if self.reason.is_empty() { self.confidence.words().to_owned() } else { format!("{}: {}", self.confidence.words(), self.reason) }
    }
}

/// The meanings of a sheet's columns. Kept as a profile, it reads the next file of the same headings without asking.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// Empty in a text file.
    pub sheet: String,
    /// Of the headings; the same next quarter (see [`signature`]).
    pub signature: String,
    pub columns: Vec<ColumnMeaning>,
    /// Names as files spell them, with what a person said they are: read so silently next time.
    #[serde(default)]
    pub spellings: Vec<Spelling>,
    /// It came from a remembered layout.
    #[serde(default)]
    pub remembered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spelling {
    pub seen: String,
    pub means: String,
    /// Of a measure; else of a part.
    pub of_measure: bool,
}

impl Mapping {
    pub fn role(&self, column: u32) -> Option<Role> {
        self.columns.iter().find(|meaning| meaning.column == column).map(|meaning| meaning.role)
    }

    /// Columns of a role, in order.
    pub fn of(&self, role: Role) -> Vec<u32> {
        self.columns.iter().filter(|meaning| meaning.role == role).map(|meaning| meaning.column).collect()
    }

    /// How many columns are used.
    pub fn used(&self) -> usize {
        self.columns.iter().filter(|meaning| meaning.role != Role::Ignore).count()
    }
}

/// A digest of headings in order, without case, spaces, marks, and the periods among them, so that next quarter's file
/// (whose periods moved on, and of which there may be more) has the same one.
pub fn signature<'a>(headings: impl Iterator<Item = (&'a str, bool)>) -> String {
    let mut words: Vec<String> = Vec::new();
    for (heading, is_period) in headings {
        let word = if is_period {
            "<period>".to_owned()
        } else {
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, '%' | '£')).collect()
        };
        if !(is_period && words.last() == Some(&word)) {
            words.push(word);
        }
    }
    let bytes: Vec<&[u8]> = words.iter().map(|word| word.as_bytes()).collect();
    format!("{:012x}-{}", fnv(&bytes), words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_quarters_headings_have_the_same_signature() {
        let now = signature([("Agency", false), ("Apr-26", true), ("May-26", true), ("% on time", false)].into_iter());
        let then = signature([("agency ", false), ("Jul-26", true), ("Aug-26", true), ("Sep-26", true), ("% On Time", false)].into_iter());
        let other = signature([("Agency", false), ("Apr-26", true), ("on time", false)].into_iter());
        assert_eq!(now, then);
        assert_ne!(now, other);
    }

    #[test]
    fn every_role_is_found_by_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
        }
    }
}
