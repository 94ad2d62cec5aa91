//! Why a series is not carried on.

/// Each names what is wrong, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are {have} values, and at least {need} are needed: two whole seasons, and never fewer than ten. Add earlier ones.")]
    TooShort { have: usize, need: usize },
    #[error("There are more than {0} values. Ask of a shorter stretch.")]
    TooLong(usize),
    #[error("Values are missing: {}. Load them, or begin after the last gap.", list(.0))]
    Missing(Vec<String>),
    #[error("Every value is {0}: there is nothing to carry on but that figure.")]
    Constant(f64),
    #[error("Value {0} is not a number.")]
    NotANumber(usize),
    #[error("A season has at least one value, and no more than there are: 12 of months, 4 of quarters, 1 without a season.")]
    Season,
    #[error("Ask for 1 to {0} values ahead.")]
    Horizon(usize),
    #[error("No form of exponential smoothing fits these values.")]
    NotFitted,
}

fn list(gaps: &[String]) -> String {
    let shown = gaps.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    match gaps.len().saturating_sub(12) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooShort { .. } => "too_short",
            Refusal::TooLong(_) => "too_long",
            Refusal::Missing(_) => "missing",
            Refusal::Constant(_) => "constant",
            Refusal::NotANumber(_) => "not_a_number",
            Refusal::Season => "season",
            Refusal::Horizon(_) => "horizon",
            Refusal::NotFitted => "not_fitted",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
