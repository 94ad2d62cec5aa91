//! What social return refuses, by name, with the mend.

/// A refusal is a result a page can print.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are no outcomes. Give at least one, with how many people and what it is worth.")]
    NoOutcomes,
    #[error("There are {0} outcomes. At most 1,000 are worked at once.")]
    TooMany(usize),
    #[error("Nothing is put in, so there is no return on it. Give money, volunteers' time and gifts in kind.")]
    NoInputs,
    #[error("“{0}” is given twice. Give each outcome and each input its own id.")]
    Twice(String),
    #[error("“{outcome}”: {field} is {value}. It has to be a share from 0 to 1; 20% is written 0.2.")]
    Share { outcome: String, field: &'static str, value: f64 },
    #[error("“{outcome}”: {field} is {value}. It has to be 0 or more; a harm is marked “negative”.")]
    Number { outcome: String, field: &'static str, value: f64 },
    #[error("“{outcome}” lasts {years} years. Give 1 to 100.")]
    Duration { outcome: String, years: u32 },
    #[error(
        "The outcomes of the chain “{chain}” ({outcomes}) are counted for {sum} of its value together. One leads to the other: give each a “chain_share”, 1 in all."
    )]
    ChainTwice { chain: String, outcomes: String, sum: f64 },
    #[error(
        "The outcomes for “{cohort}” ({outcomes}) claim {sum} of the same change between them. Raise what is attributed to others until the claims sum to 1 at most."
    )]
    CohortOverClaimed { cohort: String, outcomes: String, sum: f64 },
    #[error("The input “{0}” has to have a value of 0 or more, or hours and the value of an hour.")]
    Input(String),
    #[error("{0} is not a discount rate. Write 3.5% as 0.035.")]
    Rate(f64),
    #[error("“{outcome}”: the range of “{field}” has to go from a lower to a higher usable value, and hold the one used.")]
    Range { outcome: String, field: String },
    #[error("The usual range is {0}. It has to be a share above 0 and up to 1.")]
    UsualRange(f64),
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoOutcomes => "no_outcomes",
            Refusal::TooMany(_) => "too_many_outcomes",
            Refusal::NoInputs => "no_inputs",
            Refusal::Twice(_) => "given_twice",
            Refusal::Share { .. } => "share_out_of_range",
            Refusal::Number { .. } => "negative_number",
            Refusal::Duration { .. } => "duration",
            Refusal::ChainTwice { .. } => "chain_counted_twice",
            Refusal::CohortOverClaimed { .. } => "claims_over_one",
            Refusal::Input(_) => "input",
            Refusal::Rate(_) => "discount_rate",
            Refusal::Range { .. } => "range",
            Refusal::UsualRange(_) => "usual_range",
        }
    }

    /// One sentence for a person: what is wrong, and the mend.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
