//! One thing that professions call by different words. Both are kept: nobody has to give theirs up.

use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedWord {
    /// The thing itself, in plain words.
    pub meaning: String,
    /// At least two.
    pub words: Vec<WordOf>,
}

/// What some people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordOf {
    pub word: String,
    /// Who says so: "housing officers", "hospital discharge teams".
    pub said_by: String,
    pub organisation: Option<OrganisationId>,
    /// Where it means a little more, or less, than the others; empty where it does not.
    pub differs: String,
}
