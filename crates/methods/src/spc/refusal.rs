//! What a control chart refuses, by name. A refusal is a result a page can print.

use quantity::period::Cadence;
use quantity::{Date, MeasureKind, Period};

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("A control chart does not fit {}: {}", .0.words(), why_not(*.0))]
    WrongKind(MeasureKind),
    #[error("There are too few data points: {have}, and a chart needs at least {need}. Add earlier or later periods.")]
    TooFewPoints { have: usize, need: usize },
    #[error("There are too few events to chart: {have}, and at least {need} are needed. Show the counts as a table, or review the cases.")]
    TooFewEvents { have: u64, need: u64 },
    #[error("The value for {} is not a number. Correct it, or leave it empty.", .0.in_words())]
    NotANumber(Period),
    #[error("{} is given twice. Keep one of the two.", .0.in_words())]
    RepeatedPeriod(Period),
    #[error("{} is a {}, but the series begins with a {}. Give one figure for each {}.", .at.in_words(), .other.word(), .first.word(), .first.word())]
    MixedPeriods { first: Cadence, other: Cadence, at: Period },
    #[error("From {} to {} there are too many periods without a figure. Check the dates.", .from.in_words(), .to.in_words())]
    GapTooLong { from: Period, to: Period },
    #[error("The limits are set again on {0} without a reason. Say what changed, or leave the limits as they are.")]
    RebaseWithoutReason(Date),
    #[error("The limits are to be set again on {0}, but no data point falls there. Use the date of a data point.")]
    RebaseNotAPoint(Date),
    #[error("Limits cannot be fixed after {asked} points: the fewest is {need}.")]
    FixTooShort { asked: u32, need: u32 },
    #[error("A trend of {0} points is not offered: use 6 or 7.")]
    TrendLength(u8),
    #[error("A shift of {0} points is not offered: use 6 to 12.")]
    ShiftLength(u8),
    #[error("The target is not a number.")]
    TargetNotANumber,
    #[error("For {} the part is larger than the whole. Check the two numbers.", .0.in_words())]
    NumeratorAboveDenominator(Period),
    #[error("The count for {} is not a whole number of events.", .0.in_words())]
    CountNotWhole(Period),
    #[error("A running total needs months, quarters or years; {} is none of them.", .0.in_words())]
    NotWithinAYear(Period),
}

fn why_not(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Rolling => {
            "neighbouring figures share most of their months, so runs appear by themselves. Load the figures of the single periods; use this one beside them."
        }
        MeasureKind::Survey => "it is asked too seldom for a run to mean anything. Show it with its range, beside other evidence.",
        _ => "load the figures of the single periods instead.",
    }
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::WrongKind(_) => "wrong_kind",
            Refusal::TooFewPoints { .. } => "too_few_points",
            Refusal::TooFewEvents { .. } => "too_few_events",
            Refusal::NotANumber(_) => "not_a_number",
            Refusal::RepeatedPeriod(_) => "repeated_period",
            Refusal::MixedPeriods { .. } => "mixed_periods",
            Refusal::GapTooLong { .. } => "gap_too_long",
            Refusal::RebaseWithoutReason(_) => "rebase_without_reason",
            Refusal::RebaseNotAPoint(_) => "rebase_not_a_point",
            Refusal::FixTooShort { .. } => "fix_too_short",
            Refusal::TrendLength(_) => "trend_length",
            Refusal::ShiftLength(_) => "shift_length",
            Refusal::TargetNotANumber => "target_not_a_number",
            Refusal::NumeratorAboveDenominator(_) => "numerator_above_denominator",
            Refusal::CountNotWhole(_) => "count_not_whole",
            Refusal::NotWithinAYear(_) => "not_within_a_year",
        }
    }

    /// One sentence for a person: what is wrong, and the mend.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
