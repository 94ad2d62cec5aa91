//! Spend beside outcome: a reason to look, and no more. What a place spends does not say what its outcome cost.

use quantity::Direction;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::robust::robust;

/// Within so many MADs of the middle on both, a place is like most.
pub const NEAR: f64 = 1.0;

/// A place's spend and its outcome, each in its own unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    pub place: String,
    pub spend: f64,
    pub outcome: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    SpendsMoreOutcomeWorse,
    SpendsMoreOutcomeBetter,
    SpendsLessOutcomeWorse,
    SpendsLessOutcomeBetter,
    NearTheMiddle,
}

impl Quadrant {
    /// What to do about it: always to look, never a judgement of value.
    pub fn words(self) -> &'static str {
        match self {
            Quadrant::SpendsMoreOutcomeWorse => "Spends more than most, and the outcome is less good than in most. Investigate why.",
            Quadrant::SpendsMoreOutcomeBetter => {
                "Spends more than most, and the outcome is better than in most. Investigate whether the one comes of the other."
            }
            Quadrant::SpendsLessOutcomeWorse => {
                "Spends less than most, and the outcome is less good than in most. Investigate who goes without."
            }
            Quadrant::SpendsLessOutcomeBetter => {
                "Spends less than most, and the outcome is better than in most. Investigate what others could learn, and what is not counted."
            }
            Quadrant::NearTheMiddle => "Near the middle of the places compared, in spend and in outcome.",
        }
    }
}

/// A place in MADs from the middle: spend to the right, a better outcome up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    pub place: String,
    pub spend: f64,
    pub outcome: f64,
    pub quadrant: Quadrant,
}

/// # Errors
/// A `Refusal` where neither direction is good, with under three places, where most are alike, or for what is not a number.
pub fn read(pairs: &[Pair], better: Direction) -> Result<Vec<Placed>, Refusal> {
    if better == Direction::Neither {
        return Err(Refusal::NoDirection);
    }
    if let Some(bad) = pairs.iter().find(|p| !p.spend.is_finite() || !p.outcome.is_finite()) {
        return Err(Refusal::NotANumber(bad.place.clone()));
    }
    if pairs.len() < 3 {
        return Err(Refusal::TooFewPeers { have: pairs.len(), need: 3 });
    }
    let of = |what: fn(&Pair) -> f64, name: &str| {
        let values: Vec<f64> = pairs.iter().map(what).collect();
        robust(&values).filter(|r| r.mad > 0.0).ok_or_else(|| Refusal::AllAlike { feature: name.to_owned() })
    };
    let (spend, outcome) = (of(|p| p.spend, "spend")?, of(|p| p.outcome, "outcome")?);
    let sign = f64::from(better.sign());
    let placed = |pair: &Pair| {
        let (x, y) = ((pair.spend - spend.median) / spend.mad, sign * (pair.outcome - outcome.median) / outcome.mad);
        let quadrant = match (x.abs() < NEAR && y.abs() < NEAR, x >= 0.0, y >= 0.0) {
            (true, ..) => Quadrant::NearTheMiddle,
            (_, true, true) => Quadrant::SpendsMoreOutcomeBetter,
            (_, true, false) => Quadrant::SpendsMoreOutcomeWorse,
            (_, false, true) => Quadrant::SpendsLessOutcomeBetter,
            (_, false, false) => Quadrant::SpendsLessOutcomeWorse,
        };
        Placed { place: pair.place.clone(), spend: x, outcome: y, quadrant }
    };
    Ok(pairs.iter().map(placed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_the_quadrant_nothing_is_said_of_value() {
        let pair = |place: &str, spend: f64, outcome: f64| Pair { place: place.into(), spend, outcome };
        let pairs = [pair("a", 10.0, 1.0), pair("b", 20.0, 2.0), pair("c", 30.0, 3.0), pair("d", 90.0, -9.0), pair("e", 5.0, 9.0)];
        let placed = read(&pairs, Direction::High).expect("placed");
        assert_eq!(
            placed.iter().map(|p| p.quadrant).collect::<Vec<_>>()[1..4],
            [Quadrant::NearTheMiddle, Quadrant::SpendsMoreOutcomeBetter, Quadrant::SpendsMoreOutcomeWorse]
        );
        assert!(placed.iter().all(|p| !p.quadrant.words().to_lowercase().contains("value for money")));
        assert_eq!(read(&pairs, Direction::Neither).map_err(|r| r.code()), Err("no_direction"));
        assert_eq!(read(&pairs[..2], Direction::High).map_err(|r| r.code()), Err("too_few_peers"));
    }
}
