//! Who is who: which parties that files name are one organisation.
//!
//! Told in order: what a person says; numbers of registers; names evened out (`matching/name.rs`); the same words in another order; what a
//! body trades as; one slip of spelling borne out by something else (`matching/likeness.rs`). Numbers of one register that differ are
//! never put together (`matching/join.rs`), and what could be two is left as it is and shown. Work grows with the number of names and
//! the few that share a part of a name, not with pairs.

mod doubt;
mod join;
mod likeness;
mod name;
mod numbers;
mod passes;
mod reading;

pub use name::{Evened, Form, even, is_withheld};
pub use reading::{Belonging, Doubt, Member, Organisation, Owned, Reading, Step, Totals, Unsure};

use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "matching",
    edition: 1,
    title: "Who is who among suppliers",
    sources: &[
        "Fellegi and Sunter, A theory for record linkage, Journal of the American Statistical Association 64, 1969",
        "Christen, Data matching: concepts and techniques for record linkage, entity resolution and duplicate detection, Springer 2012",
        "Damerau, A technique for computer detection and correction of spelling errors, Communications of the ACM 7, 1964",
        "Open Contracting Data Standard 1.1, organisation identifiers (org-id.guide lists of registers)",
    ],
};

/// One party as one file names it. Rows of one key are one party, however its name is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Party {
    pub key: String,
    pub name: String,
    pub company: String,
    pub charity: String,
    pub mutual: String,
    pub ppon: String,
    /// Shared by the companies of a VAT group: it tells of one owner, never alone of one body.
    pub vat: String,
    /// `SCHEME-id`.
    pub other: String,
    pub postcode: String,
    /// Key of the body that owns it, where a list says so.
    pub owner: String,
    /// What hangs on it: pence paid or awarded, net.
    pub value: i64,
}

/// What a person says of two keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub a: String,
    pub b: String,
    /// One organisation, or two.
    pub are_one: bool,
}

/// A register whose numbers are given to organisations, once each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    Company,
    Charity,
    Mutual,
    Ppon,
    Other,
}

impl Register {
    pub fn words(self) -> &'static str {
        match self {
            Register::Company => "company number",
            Register::Charity => "charity number",
            Register::Mutual => "number in the Mutuals Public Register",
            Register::Ppon => "number in the central register of suppliers",
            Register::Other => "identifier",
        }
    }
}

/// Why two are held to be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Rows of one key.
    Key,
    Person,
    Identifier {
        register: Register,
        number: String,
    },
    Name,
    WordOrder,
    TradingName,
    Spelling {
        rare: bool,
    },
    Postcode {
        postcode: String,
    },
}

impl Reason {
    pub fn confidence(&self) -> Confidence {
        match self {
            Reason::Person => Confidence::Said,
            Reason::Key | Reason::Identifier { .. } => Confidence::Numbered,
            Reason::Name | Reason::WordOrder => Confidence::Named,
            Reason::TradingName | Reason::Spelling { .. } | Reason::Postcode { .. } => Confidence::Likely,
        }
    }

    /// Lasting code, as tables and `calc` hold it.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Key => "key",
            Reason::Person => "person",
            Reason::Identifier { .. } => "identifier",
            Reason::Name => "name",
            Reason::WordOrder => "word_order",
            Reason::TradingName => "trading_name",
            Reason::Spelling { .. } => "spelling",
            Reason::Postcode { .. } => "postcode",
        }
    }

    /// A whole sentence.
    pub fn sentence(&self) -> String {
        match self {
            Reason::Key => "The files name both by one key.".to_owned(),
            Reason::Person => "A person says that they are one.".to_owned(),
            Reason::Identifier { register, number } => format!("Both carry the {} {number}.", register.words()),
            Reason::Name => {
                "The names are the same once case, punctuation, legal form, abbreviations and account codes are evened out.".to_owned()
            }
            Reason::WordOrder => "The names have the same words in another order.".to_owned(),
            Reason::TradingName => "One trades, or traded, under the name of the other.".to_owned(),
            Reason::Spelling { rare: true } => {
                "The names differ by one slip of spelling and share a word that hardly any other name has.".to_owned()
            }
            Reason::Spelling { rare: false } => {
                "The names differ by one slip of spelling in a long word that no other name has.".to_owned()
            }
            Reason::Postcode { postcode } => format!("The names are nearly the same, and so is the postcode, {postcode}."),
        }
    }
}

/// How sure a match is. The weakest step between two counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Likely,
    Named,
    Numbered,
    Said,
}

impl Confidence {
    pub const ALL: [Confidence; 4] = [Confidence::Said, Confidence::Numbered, Confidence::Named, Confidence::Likely];

    pub fn code(self) -> &'static str {
        match self {
            Confidence::Said => "said",
            Confidence::Numbered => "numbered",
            Confidence::Named => "named",
            Confidence::Likely => "likely",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Confidence::Said => "Said by a person",
            Confidence::Numbered => "By number",
            Confidence::Named => "By name",
            Confidence::Likely => "Likely",
        }
    }

    /// What the class means.
    pub fn meaning(self) -> &'static str {
        match self {
            Confidence::Said => "Somebody who knows has said so, with a reason; it stands until somebody says otherwise.",
            Confidence::Numbered => "The files give one number of one register, or one key. Wrong only where a file is.",
            Confidence::Named => {
                "One name, however it is written, and no number against it. Two bodies of one name and without numbers would be taken for one."
            }
            Confidence::Likely => {
                "Names nearly the same, borne out by a rare word, a postcode or a trading name. Look before much hangs on it."
            }
        }
    }
}

/// How far the passes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Letters a name needs before one slip in it is thought of.
    pub fewest_letters: usize,
    /// Letters of a word that may carry a slip without other support.
    pub long_word: usize,
    /// Names that share a half or a postcode: more are not compared one by one.
    pub most_alike: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { fewest_letters: 10, long_word: 9, most_alike: 40 }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("There is no party to match.")]
    NoParty,
    #[error("A party without a key cannot be told from others: row {0}.")]
    NoKey(usize),
    #[error("The value of all parties is more than can be counted in pence.")]
    TooMuch,
    #[error("The setting “{0}” is out of range.")]
    SettingOutOfRange(&'static str),
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoParty => "no_party",
            Refusal::NoKey(_) => "no_key",
            Refusal::TooMuch => "too_much",
            Refusal::SettingOutOfRange(_) => "setting_out_of_range",
        }
    }
}

/// Says which parties are one. The order of parties changes nothing but the order of rows within the answer.
///
/// `said` is in force as it stands: of two sayings about the same keys the caller gives the later alone. Keys nobody names are passed over.
///
/// # Errors
/// Without parties or without a key, by row from 1; a value beyond 64 bits; a setting out of range.
pub fn read(parties: &[Party], said: &[Said], settings: Settings) -> Result<Reading, Refusal> {
    if parties.is_empty() {
        return Err(Refusal::NoParty);
    }
    if let Some(at) = parties.iter().position(|party| party.key.is_empty()) {
        return Err(Refusal::NoKey(at + 1));
    }
    if settings.fewest_letters < 4 || settings.long_word < 4 || !(2..=1_000).contains(&settings.most_alike) {
        return Err(Refusal::SettingOutOfRange("fewest_letters, long_word or most_alike"));
    }
    reading::assemble(parties, passes::run(parties, said, settings))
}
