//! What SMAA refuses, by name. Options and criteria are counted from 1, as people count rows and columns.

use quantity::rounding::shown;

use super::ask::{MOST_CELLS, MOST_DRAWS, MOST_OPTIONS};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are too few options: {0}. Ranking needs at least two.")]
    TooFewOptions(usize),
    #[error("There are no criteria. Give each option a value on at least one.")]
    NoCriteria,
    #[error(
        "There are {0} options, and a full table of ranks is kept for up to {MOST_OPTIONS}. Leave out those that others beat on every criterion, then ask again."
    )]
    TooManyOptions(usize),
    #[error("Option {option} has {have} values, but the first has {need}. Give every option one value for each criterion.")]
    LengthsDiffer { option: usize, have: usize, need: usize },
    #[error(
        "The value of option {option} on criterion {criterion} is not a number, or is beyond 10¹⁵. Correct it; values are scaled first."
    )]
    NotANumber { option: usize, criterion: usize },
    #[error("{0} draws cannot be made: ask for 1 to {MOST_DRAWS}, and for no more than {MOST_CELLS} options times draws.")]
    DrawsOutOfRange(u32),
    #[error("There are {have} {what}, but {need} criteria. Give one for each.")]
    OneForEach { what: &'static str, have: usize, need: usize },
    #[error("The weights sum to {}, not to 1. Give shares of one whole, or swings, which are scaled for you.", shown(*.0, 6))]
    WeightsDoNotSum(f64),
    #[error("The range of the weight of criterion {0} runs backwards, or leaves 0 to 1. Give its lower end first.")]
    RangeCrossed(usize),
    #[error(
        "The ranges of the weights come to {} at the least and {} at the most, and cannot make 1. Widen some of them.",
        shown(*.least, 3), shown(*.most, 3)
    )]
    RangesMakeNoWhole { least: f64, most: f64 },
    #[error("The weight of criterion {0} is negative or not a number. Turn the criterion round instead.")]
    NegativeWeight(usize),
    #[error("A standard deviation on criterion {0} is negative or not a number. Give 0 where a score is certain.")]
    NegativeDeviation(usize),
    #[error("Standard deviations are given for {have} options, but there are {need}. Give a row for each.")]
    DeviationsDiffer { have: usize, need: usize },
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooFewOptions(_) => "too_few_options",
            Refusal::NoCriteria => "no_criteria",
            Refusal::TooManyOptions(_) => "too_many_options",
            Refusal::LengthsDiffer { .. } => "lengths_differ",
            Refusal::NotANumber { .. } => "not_a_number",
            Refusal::DrawsOutOfRange(_) => "draws_out_of_range",
            Refusal::OneForEach { .. } => "one_for_each",
            Refusal::WeightsDoNotSum(_) => "weights_do_not_sum",
            Refusal::RangeCrossed(_) => "range_crossed",
            Refusal::RangesMakeNoWhole { .. } => "ranges_make_no_whole",
            Refusal::NegativeWeight(_) => "negative_weight",
            Refusal::NegativeDeviation(_) => "negative_deviation",
            Refusal::DeviationsDiffer { .. } => "deviations_differ",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
