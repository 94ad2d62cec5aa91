//! Identifiers others issued: parsed, or absent. Never trusted by shape alone where a check digit exists.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $what:literal, $is:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Upper case, spaces dropped.
            pub fn parse(text: &str) -> Result<$name, NotACode> {
                let clean: String = text.trim().to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
                let is: fn(&str) -> bool = $is;
                if is(&clean) { Ok($name(clean)) } else { Err(NotACode { seen: text.to_owned(), what: $what }) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotACode;
            fn try_from(text: String) -> Result<$name, NotACode> {
                $name::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{seen}” is not {what}")]
pub struct NotACode {
    pub seen: String,
    pub what: &'static str,
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

code!(
    /// Office for National Statistics area code: a letter and eight digits.
    AreaCode, "an area code (a letter and eight digits, as E10000023)",
    |t| t.is_ascii() && t.len() == 9 && t.as_bytes()[0].is_ascii_uppercase() && digits(&t[1..])
);
code!(
    /// NHS organisation code: three to six letters and digits.
    OdsCode, "an NHS organisation code (three to six letters and digits)",
    |t| (3..=6).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric())
);
code!(
    /// Companies House number: eight digits, or two letters and six digits.
    CompanyNumber, "a company number (eight digits, or two letters and six digits)",
    |t| t.is_ascii() && t.len() == 8 && (digits(t) || (t[..2].bytes().all(|b| b.is_ascii_uppercase()) && digits(&t[2..])))
);
code!(
    /// Charity Commission number: six or seven digits.
    CharityNumber, "a charity number (six or seven digits)",
    |t| (6..=7).contains(&t.len()) && digits(t)
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_parsed_or_absent() {
        assert!(AreaCode::parse(" e10000023 ").is_ok_and(|c| c.as_str() == "E10000023"));
        assert!(AreaCode::parse("10000023E").is_err());
        assert!(CompanyNumber::parse("SC 123456").is_ok());
        assert!(CompanyNumber::parse("1234567").is_err());
        assert!(CharityNumber::parse("1089464").is_ok());
        assert!(OdsCode::parse("R1H").is_ok());
        assert!(OdsCode::parse("é1H").is_err());
    }
}
