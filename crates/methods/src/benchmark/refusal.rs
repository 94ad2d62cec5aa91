//! What a comparison refuses, by name. A refusal is a result a page can print.

use quantity::rounding::shown;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error(
        "{have} other places have a figure, and a comparison needs at least {need}. Choose a wider group, or show the figure by itself."
    )]
    TooFewPeers { have: usize, need: usize },
    #[error("“{0}” is given twice. Keep one of the two.")]
    NamedTwice(String),
    #[error("The figure of “{0}” is not a number. Correct it, or leave the place out.")]
    NotANumber(String),
    #[error("The range of “{0}” does not hold its figure. Check the two ends.")]
    RangeCrossed(String),
    #[error("“{0}” is not among the places. Check its name or code.")]
    NotThere(String),
    #[error("“{0}” has nothing to count from: its denominator is nought or not given. Find the denominator, or show the count by itself.")]
    NoDenominator(String),
    #[error("For “{0}” the part is larger than the whole, over 100%. Check the two numbers.")]
    MoreThanAll(String),
    #[error("A figure of “{0}” is under nought. Correct it.")]
    Negative(String),
    #[error(
        "Only {have} events were counted, and a standardised rate needs at least {need}. Show the count, or put years or areas together."
    )]
    TooFewEvents { have: u64, need: u64 },
    #[error("The level has to be above 0 and under 1; {} was asked. Write 0.95 for 95%.", shown(*.0, 3))]
    LevelOutOfRange(f64),
    #[error("The multiplier has to be above nought; {} was asked.", shown(*.0, 2))]
    MultiplierOutOfRange(f64),
    #[error("There are no age bands to work from.")]
    NoBands,
    #[error("The weights of the standard population add up to nothing.")]
    NoStandard,
    #[error("A trend is told from at least {need} figures that do not overlap, and {have} can be used. Show the figures without one.")]
    TooFewPoints { have: usize, need: usize },
    #[error("The periods of “{0}” and the one before overlap, so their figures share most of what they count. Use single periods.")]
    Overlapping(String),
    #[error("Neither direction is good for this measure, so spend and outcome cannot be set against each other.")]
    NoDirection,
    #[error("There is no feature to compare places by.")]
    NoFeature,
    #[error("“{feature}” is alike in every place, so it tells none apart. Leave it out.")]
    AllAlike { feature: String },
    #[error("The weight of “{feature}” has to be above nought and a number. Leave the feature out instead.")]
    BadWeight { feature: String },
    #[error("“{place}” has {have} figures for {need} features. Give one for each, empty where it is missing.")]
    FeaturesDiffer { place: String, have: usize, need: usize },
    #[error("“{place}” has no figure for “{feature}”, so nothing can be said to be near it. Find the figure, or leave the feature out.")]
    OwnMissing { place: String, feature: String },
    #[error("The setting “{0}” is out of range.")]
    SettingOutOfRange(&'static str),
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooFewPeers { .. } => "too_few_peers",
            Refusal::NamedTwice(_) => "named_twice",
            Refusal::NotANumber(_) => "not_a_number",
            Refusal::RangeCrossed(_) => "range_crossed",
            Refusal::NotThere(_) => "not_there",
            Refusal::NoDenominator(_) => "no_denominator",
            Refusal::MoreThanAll(_) => "more_than_all",
            Refusal::Negative(_) => "negative",
            Refusal::TooFewEvents { .. } => "too_few_events",
            Refusal::LevelOutOfRange(_) => "level_out_of_range",
            Refusal::MultiplierOutOfRange(_) => "multiplier_out_of_range",
            Refusal::NoBands => "no_bands",
            Refusal::NoStandard => "no_standard",
            Refusal::TooFewPoints { .. } => "too_few_points",
            Refusal::Overlapping(_) => "overlapping",
            Refusal::NoDirection => "no_direction",
            Refusal::NoFeature => "no_feature",
            Refusal::AllAlike { .. } => "all_alike",
            Refusal::BadWeight { .. } => "bad_weight",
            Refusal::FeaturesDiffer { .. } => "features_differ",
            Refusal::OwnMissing { .. } => "own_missing",
            Refusal::SettingOutOfRange(_) => "setting_out_of_range",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
