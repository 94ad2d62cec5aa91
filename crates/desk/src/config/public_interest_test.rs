//! The fields of a Public Interest Test record, from `config/public_interest_test.toml`: dated data.

use std::sync::OnceLock;

use quantity::{Date, Money};
use serde::Deserialize;

use super::ConfigError;
use super::checked::Checked;

const FILE: &str = "config/public_interest_test.toml";
const DEFAULTS: &str = include_str!("../../../../config/public_interest_test.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: String,
    title: String,
    #[serde(deserialize_with = "super::date")]
    dated: Date,
    #[serde(default, deserialize_with = "super::some_date")]
    mandatory_from: Option<Date>,
    mandatory_for: String,
    encouraged_for: String,
    applies_to: String,
    over: String,
    #[serde(default)]
    leaves_out: Vec<String>,
    jurisdiction: String,
    source: String,
    #[serde(default, deserialize_with = "super::some_date")]
    verified_on: Option<Date>,
    approved_by: Vec<String>,
    approval_reason: String,
    #[serde(default)]
    seen_at: Option<String>,
    #[serde(default)]
    remark: Option<String>,
    #[serde(default)]
    still_to_check: Option<String>,
    field: Vec<Field>,
    part: Vec<RawPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    title: String,
    question: Vec<Question>,
}

/// One field of the record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub code: String,
    pub title: String,
    pub filled_from: FilledFrom,
    pub required: bool,
}

/// The records a field is filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledFrom {
    Service,
    Case,
    Choice,
    Choices,
    Arrangement,
    DeliveryModel,
    Readiness,
    Decision,
    Exception,
}

/// One question of the test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub code: String,
    pub asks: String,
}

/// Questions that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub title: String,
    pub questions: Vec<Question>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicInterestTest {
    pub code: String,
    pub title: String,
    pub dated: Date,
    pub mandatory_from: Option<Date>,
    pub mandatory_for: String,
    pub encouraged_for: String,
    pub applies_to: String,
    /// Asked of services over this value.
    pub over: Money,
    /// Asked of none of these.
    pub leaves_out: Vec<String>,
    pub jurisdiction: String,
    pub source: String,
    /// Codes of the roles that may approve a record.
    pub approved_by: Vec<String>,
    /// Why those.
    pub approval_reason: String,
    pub checked: Checked,
    /// What of it nobody has held against the source yet.
    pub still_to_check: Option<String>,
    pub fields: Vec<Field>,
    pub parts: Vec<Part>,
}

impl PublicInterestTest {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().flat_map(|part| &part.questions)
    }
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<PublicInterestTest, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<PublicInterestTest, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key; a value that is not money; the code of a field or of a question used twice; nobody who may approve.
pub fn read(text: &str) -> Result<PublicInterestTest, ConfigError> {
    let file: File = super::read(FILE, text)?;
    if file.approved_by.is_empty() {
        return Err(ConfigError::new(
            FILE,
            None,
            "no role may approve a record, so it would stay a draft for ever: name one in approved_by",
        ));
    }
    if let Some(code) = super::used_twice(file.field.iter().map(|field| field.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the field {code} is there twice: keep one")));
    }
    let asked = || file.part.iter().flat_map(|part| &part.question);
    if let Some(code) = super::used_twice(asked().map(|question| question.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the question {code} is there twice: keep one")));
    }
    Ok(PublicInterestTest {
        over: Money::parse(&file.over).map_err(|error| ConfigError::new(FILE, None, format!("over: {error}")))?,
        code: file.code,
        title: file.title,
        dated: file.dated,
        mandatory_from: file.mandatory_from,
        mandatory_for: file.mandatory_for,
        encouraged_for: file.encouraged_for,
        applies_to: file.applies_to,
        jurisdiction: file.jurisdiction,
        source: file.source,
        approved_by: file.approved_by,
        approval_reason: file.approval_reason,
        leaves_out: file.leaves_out,
        checked: Checked { verified_on: file.verified_on, seen_at: file.seen_at, remark: file.remark },
        still_to_check: file.still_to_check,
        fields: file.field,
        parts: file.part.into_iter().map(|part| Part { title: part.title, questions: part.question }).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_nobody_may_approve_is_refused_and_those_who_may_are_roles_of_this_place() {
        let nobody = DEFAULTS.replacen("approved_by = [\"executive_director\", \"cabinet\"]", "approved_by = []", 1);
        assert!(read(&nobody).expect_err("refused").text.contains("approved_by"));
        let roles = crate::config::roles::defaults().expect("roles");
        let known =
            |code: &String| roles.iter().any(|role| role.code == *code && role.permissions.contains(&model::role::Permission::Decide));
        assert!(defaults().expect("the test").approved_by.iter().all(known), "each is a role, and may decide");
    }
}
