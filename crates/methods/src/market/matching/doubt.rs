//! What is told and not put together: two that may be one, and two of one owner.

/// Why two that are alike were left as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A name without a number that more than one numbered body has.
    SeveralOfThatName,
    /// One name, two numbers of one register.
    NumbersDiffer,
    Slip,
    /// The names differ by a word such as group, services or UK.
    OneWordMore,
}

impl Doubt {
    pub fn code(self) -> &'static str {
        match self {
            Doubt::SeveralOfThatName => "several_of_that_name",
            Doubt::NumbersDiffer => "numbers_differ",
            Doubt::Slip => "slip",
            Doubt::OneWordMore => "one_word_more",
        }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Doubt::SeveralOfThatName => "More than one body with a number of its own has this name.",
            Doubt::NumbersDiffer => "The names are the same and their numbers differ: a file is wrong, or they are two.",
            Doubt::Slip => "The names differ by one slip of spelling, and nothing else bears it out.",
            Doubt::OneWordMore => "The names differ by a word such as group, services or UK: one body, or two of one owner.",
        }
    }
}

/// Why one body is held to belong to another, and not to be it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Belonging {
    /// A list says who owns it.
    Stated,
    /// Its name says what it is a part of.
    InItsName,
    /// One VAT number for two bodies.
    VatGroup,
}

impl Belonging {
    pub fn sentence(self) -> &'static str {
        match self {
            Belonging::Stated => "A list says who owns it.",
            Belonging::InItsName => "Its name says what it is a part of.",
            Belonging::VatGroup => "Both have one VAT number, which companies of one owner may share.",
        }
    }
}
