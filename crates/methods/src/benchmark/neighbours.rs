//! Which places are most like one: standardised, weighted distance on features somebody chose.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use crate::numeric::order::{mean, standard_deviation};
use crate::working::{Column, Table, Working};

/// What places are compared by, and how much it counts beside the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    pub name: String,
    #[serde(default = "one")]
    pub weight: f64,
}

fn one() -> f64 {
    1.0
}

/// A place, with one figure a feature, in the order of the features.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub name: String,
    pub values: Vec<Option<f64>>,
}

/// A place, its distance, and what each feature adds to the square of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    pub name: String,
    /// Root of the weighted mean of squared differences, in standard deviations: 0 is alike in everything.
    pub distance: f64,
    /// Own less other, in standard deviations, a figure a feature.
    pub differences: Vec<f64>,
    /// Shares of the squared distance, summing to 1; all 0 where the places are alike.
    pub shares: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub of: String,
    pub features: Vec<Feature>,
    /// Mean and standard deviation of each feature over the places compared.
    pub scales: Vec<(f64, f64)>,
    /// Nearest first; places alike stand in the order of their names.
    pub nearest: Vec<Neighbour>,
    /// Places left out, with the feature they have no figure for.
    pub left_out: Vec<(String, String)>,
}

/// The places nearest to `of`, nearest first. The unit of a feature and the order of places change nothing.
///
/// # Errors
/// A `Refusal` that names the place or the feature.
pub fn read(of: &str, features: &[Feature], places: &[Place]) -> Result<Reading, Refusal> {
    if features.is_empty() {
        return Err(Refusal::NoFeature);
    }
    if let Some(bad) = features.iter().find(|f| !(f.weight > 0.0 && f.weight.is_finite())) {
        return Err(Refusal::BadWeight { feature: bad.name.clone() });
    }
    let mut names: Vec<&str> = places.iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
        return Err(Refusal::NamedTwice((*twice).to_owned()));
    }
    let mut whole: Vec<(&Place, Vec<f64>)> = Vec::with_capacity(places.len());
    let mut left_out = Vec::new();
    for place in places {
        if place.values.len() != features.len() {
            return Err(Refusal::FeaturesDiffer { place: place.name.clone(), have: place.values.len(), need: features.len() });
        }
        if place.values.iter().flatten().any(|v| !v.is_finite()) {
            return Err(Refusal::NotANumber(place.name.clone()));
        }
        let missing = place.values.iter().zip(features).find(|(value, _)| value.is_none()).map(|(_, feature)| feature.name.clone());
        match missing {
            Some(feature) if place.name == of => return Err(Refusal::OwnMissing { place: of.to_owned(), feature }),
            Some(feature) => left_out.push((place.name.clone(), feature)),
            None => whole.push((place, place.values.iter().flatten().copied().collect())),
        }
    }
    let (_, own) = whole.iter().find(|(place, _)| place.name == of).ok_or_else(|| Refusal::NotThere(of.to_owned()))?;
    if whole.len() < 3 {
        return Err(Refusal::TooFewPeers { have: whole.len().saturating_sub(1), need: 2 });
    }
    let scales = features.iter().enumerate().map(|(at, feature)| scale(at, feature, &whole)).collect::<Result<Vec<_>, _>>()?;
    let weights: f64 = features.iter().map(|f| f.weight).sum();
    let mut nearest: Vec<Neighbour> = whole
        .iter()
        .filter(|(place, _)| place.name != of)
        .map(|(place, values)| {
            let differences: Vec<f64> = own.iter().zip(values).zip(&scales).map(|((a, b), (_, sd))| (a - b) / sd).collect();
            let parts: Vec<f64> = differences.iter().zip(features).map(|(d, f)| f.weight * d * d / weights).collect();
            let square: f64 = parts.iter().sum();
            let shares = parts.iter().map(|part| if square > 0.0 { part / square } else { 0.0 }).collect();
            Neighbour { name: place.name.clone(), distance: square.sqrt(), differences, shares }
        })
        .collect();
    nearest.sort_by(|a, b| a.distance.total_cmp(&b.distance).then_with(|| a.name.cmp(&b.name)));
    left_out.sort();
    Ok(Reading { of: of.to_owned(), features: features.to_vec(), scales, nearest, left_out })
}

fn scale(at: usize, feature: &Feature, places: &[(&Place, Vec<f64>)]) -> Result<(f64, f64), Refusal> {
    let mut values: Vec<f64> = places.iter().filter_map(|(_, values)| values.get(at).copied()).collect();
    // Summed in the order of size, so that the order of places does not show in the last digit.
    values.sort_by(f64::total_cmp);
    let alike = || Refusal::AllAlike { feature: feature.name.clone() };
    let sd = standard_deviation(&values).filter(|sd| *sd > 0.0).ok_or_else(alike)?;
    Ok((mean(&values).ok_or_else(alike)?, sd))
}

impl Neighbour {
    /// The feature on which the two are nearest, and the one that keeps them furthest apart, by place.
    pub fn most_and_least_alike(&self) -> Option<(usize, usize)> {
        let by = |a: &(usize, &f64), b: &(usize, &f64)| a.1.abs().total_cmp(&b.1.abs());
        let most = self.differences.iter().enumerate().min_by(by)?.0;
        let least = self.shares.iter().enumerate().max_by(by)?.0;
        Some((most, least))
    }
}

impl Reading {
    pub fn working(&self) -> Working {
        let features = Table::new(
            "Features: each is put in standard deviations of the places compared",
            vec![
                Column::words("", "feature", self.features.iter().map(|f| Cow::Owned(f.name.clone())).collect()),
                Column::numbers("w", "weight", self.features.iter().map(|f| Some(f.weight)).collect()),
                Column::numbers("x̄", "mean", self.scales.iter().map(|s| Some(s.0)).collect()),
                Column::numbers("s", "standard deviation", self.scales.iter().map(|s| Some(s.1)).collect()),
            ],
        );
        let mut columns = vec![
            Column::words("", "place", self.nearest.iter().map(|n| Cow::Owned(n.name.clone())).collect()),
            Column::numbers("d", "distance", self.nearest.iter().map(|n| Some(n.distance)).collect()),
        ];
        for (at, feature) in self.features.iter().enumerate() {
            let cells = self.nearest.iter().map(|n| n.differences.get(at).copied()).collect();
            columns.push(Column { caption: Cow::Owned(format!("difference on {}", feature.name)), ..Column::numbers("z", "", cells) });
        }
        Working { tables: vec![features, Table::new("Places: d = √(Σ w z² / Σ w)", columns)] }
    }
}
