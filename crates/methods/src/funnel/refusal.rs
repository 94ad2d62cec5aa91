//! What a funnel refuses, by name.

use quantity::rounding::shown;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are {have} places, and a funnel needs at least {need}. Show the figures with their ranges instead.")]
    TooFewGroups { have: usize, need: usize },
    #[error("“{0}” is given twice. Keep one of the two.")]
    NamedTwice(String),
    #[error("A figure of “{0}” is not a number. Correct it, or leave the place out.")]
    NotANumber(String),
    #[error("A figure of “{0}” is under nought. Correct it, or leave the place out.")]
    Negative(String),
    #[error("“{0}” has nothing to count from: its denominator is nought. Leave the place out, or find its denominator.")]
    NoDenominator(String),
    #[error("For “{0}” the part is larger than the whole. Check the two numbers.")]
    MoreThanAll(String),
    #[error("Nothing was counted anywhere: there is no average to compare with.")]
    NothingCounted,
    #[error("“{0}” has nought, which has no logarithm. Ask with the square root (CQC) instead.")]
    NoLogarithm(String),
    #[error("The share trimmed at each end has to be from 0 to 0.45; {} was asked.", shown(*.0, 2))]
    TrimOutOfRange(f64),
    #[error("The multiplier has to be above nought; {} was asked.", shown(*.0, 2))]
    MultiplierOutOfRange(f64),
    #[error("Wilson's lines are for proportions. Use transformed or exact lines.")]
    WilsonOfProportionsOnly,
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooFewGroups { .. } => "too_few_groups",
            Refusal::NamedTwice(_) => "named_twice",
            Refusal::NotANumber(_) => "not_a_number",
            Refusal::Negative(_) => "negative",
            Refusal::NoDenominator(_) => "no_denominator",
            Refusal::MoreThanAll(_) => "more_than_all",
            Refusal::NothingCounted => "nothing_counted",
            Refusal::NoLogarithm(_) => "no_logarithm",
            Refusal::TrimOutOfRange(_) => "trim_out_of_range",
            Refusal::MultiplierOutOfRange(_) => "multiplier_out_of_range",
            Refusal::WilsonOfProportionsOnly => "wilson_of_proportions_only",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
