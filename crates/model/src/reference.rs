//! The short references people see and say: C-12.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One or two letters for the noun and a number counted up by the store, from 1: `C-12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    pub prefix: String,
    pub number: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a reference: write it as C-12")]
pub struct NotAReference(pub String);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.prefix, self.number)
    }
}

impl FromStr for Reference {
    type Err = NotAReference;
    fn from_str(text: &str) -> Result<Reference, NotAReference> {
        let refuse = || NotAReference(text.to_owned());
        let (prefix, number) = text.trim().split_once('-').ok_or_else(refuse)?;
        let number: i64 = number.parse().map_err(|_| refuse())?;
        let letters = (1..=2).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_alphabetic());
        if letters && number >= 1 { Ok(Reference { prefix: prefix.to_uppercase(), number }) } else { Err(refuse()) }
    }
}

impl TryFrom<String> for Reference {
    type Error = NotAReference;
    fn try_from(text: String) -> Result<Reference, NotAReference> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_as_it_is_said() {
        assert_eq!("c-12".parse::<Reference>().map(|r| r.to_string()), Ok("C-12".into()));
        for text in ["C12", "C-", "C-0", "-1", "CAS-1", "C--1"] {
            assert!(text.parse::<Reference>().is_err(), "{text}");
        }
    }
}
