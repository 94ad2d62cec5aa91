//! What weighing options refuses, by name.

use quantity::rounding::shown;

use super::{FEWEST_OPTIONS, MOST_OPTIONS};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are too few options: {0}. A choice needs at least {FEWEST_OPTIONS}; staying as you are is one.")]
    TooFewOptions(usize),
    #[error(
        "There are {0} options; up to {MOST_OPTIONS} can be weighed at once. Leave out those that others beat on every criterion, then ask again."
    )]
    TooManyOptions(usize),
    #[error("There are no criteria. Name at least one, with its range.")]
    NoCriteria,
    #[error("The {what} “{name}” is there twice. Give each its own name.")]
    RepeatedName { what: &'static str, name: String },
    #[error("A {0} has no name. Name it, so that its figures can be found.")]
    NoName(&'static str),
    #[error("“{option}” has {have} figures, but there are {need} criteria. Give one for each.")]
    LengthsDiffer { option: String, have: usize, need: usize },
    #[error("There are {have} {what}, but {need} {of}. Give one for each.")]
    OneForEach { what: &'static str, have: usize, need: usize, of: &'static str },
    #[error("“{option}” has no figure on “{criterion}”. Give one with how uncertain it is, or leave the criterion or the option out.")]
    ScoreMissing { option: String, criterion: String },
    #[error("The figure of “{option}” on “{criterion}” is not a number that can be worked with. Correct it.")]
    NotANumber { option: String, criterion: String },
    #[error("“{0}” has no range. Say what counts as worst and as best on it: a weight without a range means nothing.")]
    NoRange(String),
    #[error("On “{0}” worst and best are the same. Give a range it can differ over, or leave it out: it cannot tell options apart.")]
    EmptyRange(String),
    #[error("The range of “{0}” runs against its direction of good. Turn one of the two round.")]
    RangeAgainstDirection(String),
    #[error(
        "“{option}” is at {figure} on “{criterion}”, outside its range of {worst} to {best}. Correct the figure, or widen the range and ask for the swings again."
    )]
    OutsideRange { option: String, criterion: String, figure: f64, worst: f64, best: f64 },
    #[error("The value function of “{criterion}” cannot be used: {why}")]
    BadShape { criterion: String, why: &'static str },
    #[error("“{0}” has no direction of good, so no option is better on it. Say whether good is high or low.")]
    NoDirection(String),
    #[error("“{0}” has no swing, though others have. Ask what its step from worst to best counts for beside the largest.")]
    SwingMissing(String),
    #[error("There are no weights: neither swings agreed for each criterion nor swings of people.")]
    NoWeights,
    #[error("The swing or weight of “{0}” is negative or not a number. Give 0 or more; turn the criterion round instead.")]
    NegativeWeight(String),
    #[error("Every swing is 0. At least one criterion has to count.")]
    NothingCounts,
    #[error("The weights sum to {}, not to 1. Give shares of one whole, or swings, which are scaled for you.", shown(*.0, 6))]
    WeightsDoNotSum(f64),
    #[error("The range of “{criterion}” runs from {}% to {}%. Its lower end comes first, and both lie between 0 and 100%.", shown(100.0 * .low, 1), shown(100.0 * .high, 1))]
    RangeCrossed { criterion: String, low: f64, high: f64 },
    #[error("At the least the ranges come to {}% of the weight already. Lower some, so that together they can make 100%.", shown(100.0 * .0, 1))]
    RangesTooHigh(f64),
    #[error("At the most the ranges come to {}% of the weight. Raise some, so that together they can make 100%.", shown(100.0 * .0, 1))]
    RangesTooLow(f64),
    #[error(
        "By the figures given “{criterion}” has {}% of the weight, outside its range of {}% to {}%. Mend the figures or the range.",
        shown(100.0 * .weight, 1), shown(100.0 * .low, 1), shown(100.0 * .high, 1)
    )]
    WeightOutsideRange { criterion: String, weight: f64, low: f64, high: f64 },
    #[error("A consistency check names “{0}”, which is no criterion. Use the names of the criteria.")]
    UnknownCriterion(String),
    #[error("A consistency check needs at least one criterion on each side, and none on both.")]
    BadCheck,
    #[error(
        "“{0}” scores the delivery model itself: who provides, not what comes of it. Score what the model would change (outcome, cost, risk), or give the published reason why the model itself is to count."
    )]
    DeliveryModelScored(String),
    #[error("“{criterion}” cannot be scaled by “{how}”: {why}")]
    CannotScale { criterion: String, how: &'static str, why: &'static str },
    #[error("The preference function of “{criterion}” cannot be used: {why}")]
    BadPreference { criterion: String, why: &'static str },
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooFewOptions(_) => "too_few_options",
            Refusal::TooManyOptions(_) => "too_many_options",
            Refusal::NoCriteria => "no_criteria",
            Refusal::RepeatedName { .. } => "repeated_name",
            Refusal::NoName(_) => "no_name",
            Refusal::LengthsDiffer { .. } => "lengths_differ",
            Refusal::OneForEach { .. } => "one_for_each",
            Refusal::ScoreMissing { .. } => "score_missing",
            Refusal::NotANumber { .. } => "not_a_number",
            Refusal::NoRange(_) => "no_range",
            Refusal::EmptyRange(_) => "empty_range",
            Refusal::RangeAgainstDirection(_) => "range_against_direction",
            Refusal::OutsideRange { .. } => "outside_range",
            Refusal::BadShape { .. } => "bad_shape",
            Refusal::NoDirection(_) => "no_direction",
            Refusal::SwingMissing(_) => "swing_missing",
            Refusal::NoWeights => "no_weights",
            Refusal::NegativeWeight(_) => "negative_weight",
            Refusal::NothingCounts => "nothing_counts",
            Refusal::WeightsDoNotSum(_) => "weights_do_not_sum",
            Refusal::RangeCrossed { .. } => "range_crossed",
            Refusal::RangesTooHigh(_) => "ranges_too_high",
            Refusal::RangesTooLow(_) => "ranges_too_low",
            Refusal::WeightOutsideRange { .. } => "weight_outside_range",
            Refusal::UnknownCriterion(_) => "unknown_criterion",
            Refusal::BadCheck => "bad_check",
            Refusal::DeliveryModelScored(_) => "delivery_model_scored",
            Refusal::CannotScale { .. } => "cannot_scale",
            Refusal::BadPreference { .. } => "bad_preference",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
