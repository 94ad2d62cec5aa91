//! Choices between two: what was asked, and how strong each item comes out.

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::Working;

/// Items, and who preferred which of two.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comparisons {
    /// Names, each unlike the others.
    pub items: Vec<String>,
    pub choices: Vec<Choice>,
    /// Names of the groups that choices belong to; empty where nobody was asked.
    #[serde(default)]
    pub groups: Vec<String>,
    #[serde(default)]
    pub prior: Prior,
}

/// One of two was preferred, so many times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Places in `Comparisons::items`.
    pub winner: usize,
    pub loser: usize,
    /// How many times, at least 1.
    pub count: u64,
    /// Place in `Comparisons::groups`.
    #[serde(default)]
    pub group: Option<usize>,
}

/// What is supposed before anybody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// Nothing. An item that nobody, or everybody, preferred has no strength then.
    #[default]
    None,
    /// Half a win each way between every two items: weak, and it makes strengths of all finite.
    HalfAWin,
}

/// How strong each item is: the chance that the first of two is preferred is p₁ / (p₁ + p₂).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strengths {
    /// p, above 0; they sum to 1.
    pub strength: Vec<f64>,
    /// Natural logarithms of p, moved so that they sum to 0.
    pub log_strength: Vec<f64>,
    /// Standard errors of those, from the inverse of the information.
    pub standard_error: Vec<f64>,
    /// Places in `Comparisons::items`, the strongest first; alike, by name.
    pub ranking: Vec<usize>,
    /// Choices counted.
    pub choices: u64,
    /// The same for each group alone, or why it cannot be said.
    pub by_group: Vec<OfGroup>,
    pub working: Working,
}

impl Strengths {
    /// The chance that `one` is preferred to `other`, 0 to 1. `None` of what is not there.
    pub fn chance(&self, one: usize, other: usize) -> Option<f64> {
        let (a, b) = (self.strength.get(one)?, self.strength.get(other)?);
        Some(a / (a + b))
    }
}

/// Strengths as one group has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfGroup {
    /// Place in `Comparisons::groups`.
    pub group: usize,
    pub answer: Result<Box<Strengths>, GroupRefused>,
}

/// Why a group's strengths cannot be said, as the refusal says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRefused {
    pub code: String,
    pub message: String,
}

impl From<Refusal> for GroupRefused {
    fn from(refusal: Refusal) -> GroupRefused {
        GroupRefused { code: refusal.code().to_owned(), message: refusal.message() }
    }
}
