//! Who may have a service: a table people can read, with thresholds that say whose they are to move.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{ServiceId, SourceId};

/// Rows of conditions, tried from the top; whoever meets none gets the last result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EligibilityTable {
    pub title: String,
    pub service: Option<ServiceId>,
    /// The calendar year its thresholds and costs are of.
    pub year: i16,
    /// What an outcome is counted in, in the plural: “nights with a safe way out”.
    pub outcome_unit: String,
    /// What people can get, the most help first.
    pub results: Vec<EligibilityResult>,
    pub thresholds: Vec<Threshold>,
    pub rules: Vec<EligibilityRule>,
    /// Invented people on whom the table is tried for everybody to see.
    #[serde(default)]
    pub samples: Vec<SamplePerson>,
    #[serde(default)]
    pub population: Option<PopulationFile>,
}

/// One thing people can get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EligibilityResult {
    pub name: String,
    /// A year, for each person, or for each of what `per` counts.
    pub cost: Money,
    /// The number of the population file by which cost goes: `km`; empty: by people.
    #[serde(default)]
    pub per: String,
    /// What it does for each person, in the table’s unit of outcome.
    pub outcome: f64,
}

/// A figure that decides who gets what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// Lasting and short: `vehicles`.
    pub code: String,
    pub name: String,
    pub unit: String,
    pub value: f64,
    pub kind: ThresholdKind,
    /// Where it is written; of a national one, the law.
    pub source: String,
}

/// Whose a threshold is to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdKind {
    National,
    LocalPolicy,
    Discretionary,
    Charging,
}

impl ThresholdKind {
    pub const ALL: [ThresholdKind; 4] =
        [ThresholdKind::National, ThresholdKind::LocalPolicy, ThresholdKind::Discretionary, ThresholdKind::Charging];

    pub fn words(self) -> &'static str {
        match self {
            ThresholdKind::National => "national",
            ThresholdKind::LocalPolicy => "local policy",
            ThresholdKind::Discretionary => "discretionary",
            ThresholdKind::Charging => "charging",
        }
    }

    pub fn parse(words: &str) -> Option<ThresholdKind> {
        ThresholdKind::ALL.into_iter().find(|kind| kind.words().eq_ignore_ascii_case(words.trim()))
    }

    pub fn is_movable(self) -> bool {
        self != ThresholdKind::National
    }
}

/// All its conditions met: this result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EligibilityRule {
    pub when: Vec<EligibilityCondition>,
    /// Name of a result.
    pub then: String,
}

/// What is known of somebody, held against a threshold or a word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EligibilityCondition {
    /// As the population file heads its column.
    pub fact: String,
    pub test: EligibilityTest,
    /// Code of a threshold, or a word.
    pub against: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EligibilityTest {
    AtLeast,
    Below,
    Is,
}

impl EligibilityTest {
    pub const ALL: [EligibilityTest; 3] = [EligibilityTest::AtLeast, EligibilityTest::Below, EligibilityTest::Is];

    pub fn words(self) -> &'static str {
        match self {
            EligibilityTest::AtLeast => "at least",
            EligibilityTest::Below => "below",
            EligibilityTest::Is => "is",
        }
    }
}

/// Somebody invented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamplePerson {
    pub name: String,
    /// What is known of them, by the heading of the population file.
    pub facts: Vec<(String, String)>,
}

/// How many people are alike in what the table asks, from one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PopulationFile {
    pub source: SourceId,
    /// The calendar year it counts people of.
    pub year: i16,
    pub rows: Vec<PopulationRow>,
    /// Rows left out, with the reason.
    #[serde(default)]
    pub noticed: Vec<String>,
    pub loaded_on: Date,
    pub by_role: String,
}

/// People alike in age, group, level of need and every other column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationRow {
    pub age_band: String,
    pub group: String,
    pub need_level: String,
    pub count: u64,
    /// The other columns, heading and cell.
    #[serde(default)]
    pub facts: Vec<(String, String)>,
}

impl PopulationFile {
    pub fn people(&self) -> u64 {
        self.rows.iter().fold(0, |sum, row| sum.saturating_add(row.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_its_words_and_only_a_national_one_stays_where_it_is() {
        for kind in ThresholdKind::ALL {
            assert_eq!(ThresholdKind::parse(&kind.words().to_uppercase()), Some(kind));
            assert_eq!(kind.is_movable(), kind != ThresholdKind::National);
        }
        assert_eq!(ThresholdKind::parse("regional"), None);
    }
}
