//! Why a table, a move or a population is not tried.

/// Each names the threshold, the row or the fact.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("The table needs at least two results: something, and nothing.")]
    Results,
    #[error("“{0}” is there twice.")]
    Twice(String),
    #[error("There is no threshold called “{0}”.")]
    NoSuchThreshold(String),
    #[error("There is no result called “{0}”.")]
    NoSuchResult(String),
    #[error("“{code}” is set nationally and cannot be moved here: {source_says}.")]
    National { code: String, source_says: String },
    #[error("“{0}” has to be a number.")]
    NotANumber(String),
    #[error("Row {row} of the people does not say “{fact}”, which the table asks of them.")]
    NotSaid { row: usize, fact: String },
    #[error("Row {row} of the people says “{fact}” in words, and the table asks for a number.")]
    NotANumberSaid { row: usize, fact: String },
    #[error("There are more people than can be counted.")]
    TooMany,
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Results => "results",
            Refusal::Twice(_) => "twice",
            Refusal::NoSuchThreshold(_) => "no_such_threshold",
            Refusal::NoSuchResult(_) => "no_such_result",
            Refusal::National { .. } => "national",
            Refusal::NotANumber(_) => "not_a_number",
            Refusal::NotSaid { .. } => "not_said",
            Refusal::NotANumberSaid { .. } => "not_a_number_said",
            Refusal::TooMany => "too_many",
        }
    }
}
