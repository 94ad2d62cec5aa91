//! Optimism bias: how far estimates of a kind of thing have been out, applied alike to every delivery model.
//!
//! The authority's own past forecasts against what came of them come first. A dated table stands in where there are too few,
//! and is printed with its source and its sample: it is never the default of one delivery model.

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::numeric::order::{mean, standard_deviation};

/// With fewer past forecasts than this a table is used, if there is one.
pub const FEWEST_FORECASTS: usize = 5;

/// The kind of thing estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Works,
    Equipment,
    OperatingCost,
    Benefit,
    /// Years until benefits begin.
    Timetable,
}

impl Thing {
    pub fn words(self) -> &'static str {
        match self {
            Thing::Works => "works",
            Thing::Equipment => "equipment",
            Thing::OperatingCost => "operating cost",
            Thing::Benefit => "benefits",
            Thing::Timetable => "the timetable",
        }
    }
}

/// What was forecast and what it came to, in the same unit and prices.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastForecast {
    pub forecast: f64,
    pub outturn: f64,
}

/// A published table's bounds for one kind of work, or the mix of kinds a project is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePart {
    pub kind: String,
    /// Share of the project that is of this kind; the shares of a mix sum to 1.
    #[serde(default = "whole")]
    pub share: f64,
    pub upper: f64,
    pub lower: f64,
}

fn whole() -> f64 {
    1.0
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedTable {
    pub parts: Vec<TablePart>,
    /// Share of the causes shown to be dealt with, 0 to 1.
    #[serde(default)]
    pub mitigation: f64,
    /// What shows it. Without it the bias does not go below the lower bound.
    #[serde(default)]
    pub mitigation_evidence: Option<String>,
    pub source: String,
    pub sample: String,
}

/// The evidence for one kind of thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BiasEvidence {
    pub thing: Thing,
    #[serde(default)]
    pub own: Vec<PastForecast>,
    #[serde(default)]
    pub table: Option<DatedTable>,
}

/// The correction used, and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bias {
    pub thing: Thing,
    /// A cost is multiplied by 1 + share, a benefit by 1 − share, the time to a benefit by 1 + share.
    pub share: f64,
    pub basis: Basis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    OwnForecasts {
        count: usize,
        /// Standard deviation of how far each was out.
        spread: Option<f64>,
        /// Fewer than five, and no table to set beside them.
        few: bool,
    },
    Table {
        source: String,
        sample: String,
        own_forecasts: usize,
    },
}

/// Upper bound × (1 − mitigation); not below the lower bound unless something shows the mitigation.
pub fn managed(upper: f64, lower: f64, mitigation: f64, is_shown: bool) -> f64 {
    let managed = (1.0 - mitigation) * upper;
    if is_shown { managed } else { managed.max(lower) }
}

impl BiasEvidence {
    /// The correction this evidence gives.
    ///
    /// # Errors
    /// `Bias`, naming what is wrong with the evidence.
    pub fn weigh(&self) -> Result<Bias, Refusal> {
        let thing = self.thing;
        let wrong = |what| Refusal::Bias { thing: thing.words(), what };
        if self.own.iter().any(|p| !(p.forecast.is_finite() && p.forecast > 0.0 && p.outturn.is_finite() && p.outturn >= 0.0)) {
            return Err(wrong("a past forecast has to be above 0, and its outturn a number of 0 or more."));
        }
        // A cost is out by what it came to over the forecast; a benefit by what it fell short.
        let toward = if thing == Thing::Benefit { -1.0 } else { 1.0 };
        let out: Vec<f64> = self.own.iter().map(|p| toward * (p.outturn / p.forecast - 1.0)).collect();
        let own = |few| {
            mean(&out).map(|share| Bias {
                thing,
                share,
                basis: Basis::OwnForecasts { count: out.len(), spread: standard_deviation(&out), few },
            })
        };
        let bias = match &self.table {
            Some(table) if out.len() < FEWEST_FORECASTS => Bias {
                thing,
                share: table.share(thing)?,
                basis: Basis::Table { source: table.source.clone(), sample: table.sample.clone(), own_forecasts: out.len() },
            },
            _ => own(out.len() < FEWEST_FORECASTS).ok_or(Refusal::BiasMissing(thing.words()))?,
        };
        if thing == Thing::Benefit && bias.share > 1.0 {
            return Err(wrong("a benefit cannot be corrected by more than all of it."));
        }
        Ok(bias)
    }
}

impl DatedTable {
    fn share(&self, thing: Thing) -> Result<f64, Refusal> {
        let wrong = |what| Refusal::Bias { thing: thing.words(), what };
        let is_fine =
            |p: &TablePart| (0.0..=1.0).contains(&p.share) && (0.0..=5.0).contains(&p.lower) && (p.lower..=5.0).contains(&p.upper);
        if self.parts.is_empty() || !self.parts.iter().all(is_fine) {
            return Err(wrong(
                "each part of the table needs a share from 0 to 1, and an upper bound not below the lower; 41% is written 0.41.",
            ));
        }
        if (self.parts.iter().map(|p| p.share).sum::<f64>() - 1.0).abs() > 1e-9 {
            return Err(wrong("the shares of the kinds of work do not sum to 1."));
        }
        if !(0.0..=1.0).contains(&self.mitigation) {
            return Err(wrong("the mitigation has to be a share from 0 to 1."));
        }
        if self.source.trim().is_empty() || self.sample.trim().is_empty() {
            return Err(wrong("a table needs its source and date, and the sample it rests on."));
        }
        let is_shown = self.mitigation_evidence.as_deref().is_some_and(|e| !e.trim().is_empty());
        Ok(self.parts.iter().map(|p| p.share * managed(p.upper, p.lower, self.mitigation, is_shown)).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(parts: &[(f64, f64, f64)], mitigation: f64, evidence: Option<&str>) -> BiasEvidence {
        let parts =
            parts.iter().map(|(share, upper, lower)| TablePart { kind: "a kind".into(), share: *share, upper: *upper, lower: *lower });
        BiasEvidence {
            thing: Thing::Works,
            own: Vec::new(),
            table: Some(DatedTable {
                parts: parts.collect(),
                mitigation,
                mitigation_evidence: evidence.map(str::to_owned),
                source: "a report, 2002".into(),
                sample: "50 projects over £40m".into(),
            }),
        }
    }

    #[test]
    fn a_mixed_project_takes_the_mix_of_the_table() {
        let capital = table(&[(0.3, 0.51, 0.04), (0.7, 0.24, 0.02)], 0.0, None).weigh().expect("a bias");
        assert!((capital.share - 0.321).abs() < 1e-12);
        let duration = table(&[(0.3, 0.39, 0.02), (0.7, 0.04, 0.01)], 0.0, None).weigh().expect("a bias");
        assert!((duration.share - 0.145).abs() < 1e-12);
    }

    #[test]
    fn mitigation_takes_off_what_is_shown_and_never_goes_below_the_lower_bound_unshown() {
        assert!((managed(0.51, 0.04, 0.92, true) - 0.0408).abs() < 1e-12);
        assert_eq!(table(&[(1.0, 0.51, 0.04)], 0.98, None).weigh().expect("a bias").share, 0.04);
        assert!((table(&[(1.0, 0.51, 0.04)], 0.98, Some("surveys done")).weigh().expect("a bias").share - 0.0102).abs() < 1e-12);
    }

    #[test]
    fn five_forecasts_of_our_own_go_before_a_table_and_four_do_not() {
        let past = |n: usize| (0..n).map(|_| PastForecast { forecast: 100.0, outturn: 110.0 }).collect::<Vec<_>>();
        let mut evidence = BiasEvidence { own: past(4), ..table(&[(1.0, 0.51, 0.04)], 0.0, None) };
        assert_eq!(evidence.weigh().expect("a bias").share, 0.51);
        evidence.own = past(5);
        let bias = evidence.weigh().expect("a bias");
        assert!((bias.share - 0.1).abs() < 1e-12 && matches!(bias.basis, Basis::OwnForecasts { count: 5, few: false, .. }));
        evidence = BiasEvidence { own: past(2), table: None, ..evidence };
        assert!(matches!(evidence.weigh().expect("a bias").basis, Basis::OwnForecasts { few: true, .. }));
        evidence.thing = Thing::Benefit;
        assert!((evidence.weigh().expect("a bias").share + 0.1).abs() < 1e-12, "benefits that came in above forecast");
        evidence.own.clear();
        assert_eq!(evidence.weigh(), Err(Refusal::BiasMissing("benefits")));
    }
}
