//! The answer of a funnel.

use serde::{Deserialize, Serialize};

use super::{Ask, Group, Limits, Refusal, limits, overdispersion};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub ask: Ask,
    /// The average of all places, times the multiplier; 1 (times it) for a ratio of observed to expected.
    pub target: f64,
    /// Mean squared distance from the average in standard errors; about 1 where chance is all. 0 where not asked.
    pub phi: f64,
    /// Variance between places beyond chance, on the scale of judging.
    pub tau2: f64,
    /// Places are judged by the widened lines.
    pub is_adjusted: bool,
    pub groups: Vec<GroupReading>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupReading {
    pub name: String,
    pub denominator: f64,
    /// Numerator over denominator, times the multiplier.
    pub figure: f64,
    /// Distance from the average in standard errors, on the scale of judging.
    pub distance: f64,
    /// The same with the extremes pulled in; `None` where the place was left out of measuring overdispersion.
    pub kept: Option<f64>,
    pub plain: Limits,
    pub widened: Limits,
    /// −1 below the lines of the level asked, +1 above, 0 within.
    pub side: i8,
}

/// Which places differ from the average by more than chance, by lines that know how large each is.
///
/// # Errors
/// A `Refusal` that names the place or the setting.
pub fn read(groups: &[Group], ask: &Ask) -> Result<Reading, Refusal> {
    ask.check(groups)?;
    let data = ask.data;
    let target = data.target(groups);
    let centre = data.to_scale(target);
    let errors: Vec<f64> = groups.iter().map(|g| data.error(g)).collect();
    let distances: Vec<f64> = groups.iter().zip(&errors).map(|(g, s)| if *s > 0.0 { (data.scaled(g) - centre) / s } else { 0.0 }).collect();
    let found = overdispersion::measured(ask, &distances, &errors);
    let is_adjusted = ask.adjust && found.phi > 1.0;
    let tau2 = if is_adjusted { found.tau2 } else { 0.0 };
    let groups = groups
        .iter()
        .zip(&distances)
        .zip(&found.kept)
        .map(|((group, distance), kept)| {
            let plain = limits::plain(data, ask.lines, target, group.denominator).times(ask.multiplier);
            let widened = limits::widened(data, target, group.denominator, tau2).times(ask.multiplier);
            let figure = ask.multiplier * group.numerator / group.denominator;
            let side = if is_adjusted { widened } else { plain }.side(figure, ask.level);
            GroupReading {
                name: group.name.clone(),
                denominator: group.denominator,
                figure,
                distance: *distance,
                kept: *kept,
                plain,
                widened,
                side,
            }
        })
        .collect();
    Ok(Reading { ask: *ask, target: target * ask.multiplier, phi: found.phi, tau2: found.tau2, is_adjusted, groups })
}

impl Reading {
    /// Places beyond the lines, in the order they were given.
    pub fn outliers(&self) -> impl Iterator<Item = &GroupReading> {
        self.groups.iter().filter(|g| g.side != 0)
    }

    pub fn find(&self, name: &str) -> Option<&GroupReading> {
        self.groups.iter().find(|g| g.name == name)
    }

    /// The lines places are judged by, at any denominator, to draw the funnel with. `None` for a denominator not above nought.
    pub fn lines_at(&self, denominator: f64) -> Option<Limits> {
        let data = self.ask.data;
        let target = self.target / self.ask.multiplier;
        let is_fit = denominator.is_finite() && data.denominator(denominator) > 0.0;
        is_fit.then(|| {
            let lines = if self.is_adjusted {
                limits::widened(data, target, denominator, self.tau2)
            } else {
                limits::plain(data, self.ask.lines, target, denominator)
            };
            lines.times(self.ask.multiplier)
        })
    }
}
