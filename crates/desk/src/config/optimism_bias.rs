//! Optimism bias where an authority has too few forecasts of its own, and grades of confidence, from `config/optimism_bias.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use methods::appraisal::bias::{DatedTable, TablePart, Thing};
use quantity::Date;
use serde::Deserialize;

use super::ConfigError;
use super::checked::{Checked, Origin};

const FILE: &str = "config/optimism_bias.toml";
const DEFAULTS: &str = include_str!("../../../../config/optimism_bias.toml");

/// Upper and lower bound, as shares.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    pub upper: f64,
    pub lower: f64,
}

/// One kind of work of the table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub code: String,
    pub title: String,
    #[serde(default)]
    pub works_duration: Option<Bounds>,
    #[serde(default)]
    pub capital: Option<Bounds>,
    #[serde(default)]
    pub operating: Option<Bounds>,
}

/// A grade of confidence 1 to 6 and what it takes off a benefit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub grade: u8,
    pub means: String,
    pub correction: f64,
}

/// The table with its source, date and sample.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptimismBias {
    pub source: String,
    #[serde(deserialize_with = "super::date")]
    pub published: Date,
    pub sample: String,
    #[serde(default)]
    pub checked: Checked,
    pub kind: Vec<Kind>,
    /// Where the grades come from.
    pub grades: Origin,
    pub grade: Vec<Grade>,
}

impl OptimismBias {
    /// The bounds of one kind of work for a thing estimated. None where the table says nothing of it: of benefits it never does.
    pub fn table(&self, kind: &str, thing: Thing) -> Option<DatedTable> {
        let kind = self.kind.iter().find(|k| k.code == kind)?;
        let Bounds { upper, lower } = match thing {
            Thing::Works | Thing::Equipment => kind.capital?,
            Thing::Timetable => kind.works_duration?,
            Thing::OperatingCost => kind.operating?,
            Thing::Benefit => return None,
        };
        Some(DatedTable {
            parts: vec![TablePart { kind: kind.title.clone(), share: 1.0, upper, lower }],
            mitigation: 0.0,
            mitigation_evidence: None,
            source: format!("{} ({})", self.source, self.published.year()),
            sample: self.sample.clone(),
        })
    }

    /// Corrections of benefits by grade, as an appraisal takes them.
    pub fn corrections(&self) -> BTreeMap<u8, f64> {
        self.grade.iter().map(|grade| (grade.grade, grade.correction)).collect()
    }
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<OptimismBias, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<OptimismBias, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key. A kind there twice, bounds the wrong way round or written as percentages, grades that are not 1 to 6 once each.
pub fn read(text: &str) -> Result<OptimismBias, ConfigError> {
    let table: OptimismBias = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(table.kind.iter().map(|k| k.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the kind {code} is there twice: keep one")));
    }
    for kind in &table.kind {
        let bounds = [kind.works_duration, kind.capital, kind.operating];
        if bounds.iter().all(Option::is_none) {
            return Err(ConfigError::new(FILE, None, format!("{} has no bounds: give works_duration, capital or operating", kind.code)));
        }
        if bounds.iter().flatten().any(|b| !(0.0 <= b.lower && b.lower <= b.upper && b.upper <= 5.0)) {
            return Err(ConfigError::new(FILE, None, format!("{}: the upper bound has to be at least the lower; 41% is 0.41", kind.code)));
        }
    }
    let grades: Vec<u8> = table.grade.iter().map(|g| g.grade).collect();
    if grades != [1, 2, 3, 4, 5, 6] || table.grade.iter().any(|g| !(0.0..=1.0).contains(&g.correction)) {
        return Err(ConfigError::new(FILE, None, "grades have to be 1 to 6, once each and in order, with corrections from 0 to 1"));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::appraisal::bias::BiasEvidence;

    #[test]
    fn the_table_is_read_and_weighed_with_its_sample() {
        let table = defaults().expect("a table");
        let weigh = |kind: &str, thing| BiasEvidence { thing, own: Vec::new(), table: table.table(kind, thing) }.weigh();
        assert_eq!(weigh("non_standard_buildings", Thing::Works).expect("a bias").share, 0.51);
        assert_eq!(weigh("operating_cost", Thing::OperatingCost).expect("a bias").share, 0.41);
        assert_eq!(weigh("standard_buildings", Thing::Timetable).expect("a bias").share, 0.04);
        assert!(weigh("standard_buildings", Thing::Benefit).is_err(), "the table says nothing of benefits");
        assert!(table.table("equipment", Thing::Equipment).expect("a table").sample.contains("50 projects"));
        assert_eq!(table.corrections()[&6], 0.4);
    }

    #[test]
    fn a_fault_in_the_file_is_named() {
        assert!(read(&DEFAULTS.replacen("upper = 0.51", "upper = 51", 1)).expect_err("refused").text.contains("0.41"));
        assert!(read(&DEFAULTS.replacen("grade = 6", "grade = 5", 1)).is_err());
        assert!(read(&DEFAULTS.replacen("[[kind]]", "[[kinds]]", 1)).expect_err("refused").line.is_some());
    }
}
