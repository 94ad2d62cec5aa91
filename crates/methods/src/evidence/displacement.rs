//! Has the issue moved elsewhere (C8)?

use quantity::{Direction, Period};
use serde::{Deserialize, Serialize};

use super::{Outcome, Rule};
use crate::numeric::order::Sum;
use crate::spc::Point;
use crate::spc::xmr::{LIMIT, moving_range};

/// A measure beside the issue, named in advance, that would get worse if the issue had only moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balancing {
    pub name: String,
    pub better: Direction,
    pub before: Vec<Point>,
    pub after: Vec<Point>,
    /// What a person who looked into an alarm says: it moved here (true), it has another cause (false), nobody yet.
    pub confirmed: Option<bool>,
}

/// What a balancing measure says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BalanceReading {
    pub name: String,
    pub mean_before: Option<f64>,
    /// The limit on the bad side, set from before.
    pub limit: Option<f64>,
    pub mean_after: Option<f64>,
    /// Periods past the limit.
    pub past_limit: Vec<Period>,
    /// The longest run on the bad side of the mean before.
    pub longest_run: u32,
    /// Two separated signals or a shift: a person has to look.
    pub alarm: bool,
    pub confirmed: Option<bool>,
    pub outcome: Outcome,
}

impl Balancing {
    /// Points after are held against mean and limits of the points before.
    pub fn read(&self, rule: &Rule) -> BalanceReading {
        let judged = |points: &[Point]| points.iter().filter_map(Point::judged).collect::<Sum>();
        let (before, after) = (judged(&self.before), judged(&self.after));
        let ranges = moving_range(self.before.iter().map(Point::judged), false);
        let bad = -f64::from(self.better.sign());
        let mean = before.mean();
        let limit = mean.zip(ranges.after).map(|(mean, amr)| mean + bad * LIMIT * amr);
        let (mut past, mut rows, mut run, mut longest) = (Vec::new(), Vec::new(), 0, 0);
        for (row, point) in self.after.iter().enumerate() {
            let Some(value) = point.judged() else {
                run = 0;
                continue;
            };
            if limit.is_some_and(|limit| bad * (value - limit) > 0.0) {
                past.push(point.period);
                rows.push(row);
            }
            run = if mean.is_some_and(|mean| bad * (value - mean) > 0.0) { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let separated = rows.windows(2).any(|w| w[1] - w[0] >= 2);
        let alarm = self.better != Direction::Neither && (separated || longest >= u32::from(rule.shift));
        let outcome = match (alarm, self.confirmed) {
            _ if before.count() < 3 || after.count() == 0 || self.better == Direction::Neither => Outcome::Unknown,
            (false, _) | (true, Some(false)) => Outcome::Met,
            (true, Some(true)) => Outcome::NotMet,
            (true, None) => Outcome::Unknown,
        };
        BalanceReading {
            name: self.name.clone(),
            mean_before: mean,
            limit,
            mean_after: after.mean(),
            past_limit: past,
            longest_run: longest,
            alarm,
            confirmed: self.confirmed,
            outcome,
        }
    }
}
