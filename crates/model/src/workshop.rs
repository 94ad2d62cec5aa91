//! A criteria workshop: what options are weighed on, what people say each criterion counts for, and scores given blind.

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, PersonId};

/// One a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workshop {
    pub case: CaseId,
    pub criteria: Vec<Criterion>,
    /// What people say the criteria count for, one by one.
    pub voices: Vec<Voice>,
    /// Swings agreed together, one a criterion; empty where none were agreed.
    pub agreed: Vec<f64>,
    /// Every score in the order given; the newest of an option and a criterion counts.
    pub scores: Vec<Score>,
    /// When it was shown which option is whose.
    pub revealed: Option<Revealed>,
}

/// One thing by which options are told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    pub name: String,
    /// What a figure is counted in: points, people, pounds a year.
    pub unit: String,
    /// What counts as worst and as best, in the unit: a weight without a range means nothing.
    pub worst: f64,
    pub best: f64,
    /// The figure that is worth half as much as the best; none where value grows straight.
    pub half: Option<f64>,
    /// It scores who provides, and not what comes of it.
    pub about_delivery_model: bool,
    /// Why the delivery model itself counts, as published.
    pub published_reason: String,
}

/// One person's swings: what each criterion's step from worst to best counts for, the largest 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The group this person speaks for: residents, elected members, officers.
    pub group: String,
    /// Who typed it in, where they sign in.
    pub by: Option<PersonId>,
    /// One a criterion, in their order.
    pub swings: Vec<f64>,
    /// Between which shares of the whole weight each criterion may lie for this person; empty where they did not say.
    #[serde(default)]
    pub ranges: Vec<(Share, Share)>,
    pub on: Date,
}

/// What an option achieves on a criterion, in its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Code of the option.
    pub option: String,
    pub criterion: String,
    pub figure: f64,
    /// Between what it is likely to lie, nine times in ten.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Given before anybody was shown whose option it is.
    pub was_blind: bool,
    /// Why it was changed, where it was changed after that.
    pub reason: String,
    pub on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    pub on: Date,
    pub by_role: String,
}

impl Workshop {
    /// The score that counts: the newest.
    pub fn score(&self, option: &str, criterion: &str) -> Option<&Score> {
        self.scores.iter().rfind(|score| score.option == option && score.criterion == criterion)
    }

    /// The score given before the options were revealed.
    pub fn blind_score(&self, option: &str, criterion: &str) -> Option<&Score> {
        self.scores.iter().rfind(|score| score.was_blind && score.option == option && score.criterion == criterion)
    }
}
