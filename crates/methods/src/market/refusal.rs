//! Why a question about a market is not answered.

/// A question that cannot be answered as it stands: each names what to mend.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is no {0}. Give at least one.")]
    Nothing(&'static str),
    #[error("{whose}: {field} is {value}. It has to be {range}.")]
    OutOfRange { whose: String, field: &'static str, value: f64, range: &'static str },
    #[error("The setting “{setting}” is {value}. It has to be {range}.")]
    Setting { setting: &'static str, value: f64, range: &'static str },
    #[error("“{0}” stands twice. Give each a name of its own.")]
    Twice(String),
    #[error("{whose}: {what}.")]
    CannotBe { whose: String, what: &'static str },
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Nothing(_) => "nothing_to_read",
            Refusal::OutOfRange { .. } => "out_of_range",
            Refusal::Setting { .. } => "setting_out_of_range",
            Refusal::Twice(_) => "same_name",
            Refusal::CannotBe { .. } => "cannot_be",
        }
    }
}

/// Beyond any figure of a market: keeps every sum and product finite.
pub(super) const MOST: f64 = 1e15;

/// A figure that is 0 or more.
pub(super) fn not_negative(whose: &str, field: &'static str, value: f64) -> Result<f64, Refusal> {
    if (0.0..MOST).contains(&value) {
        return Ok(value);
    }
    Err(Refusal::OutOfRange { whose: whose.to_owned(), field, value, range: "0 or more" })
}

/// A setting above 0.
pub(super) fn above_nothing(setting: &'static str, value: f64) -> Result<f64, Refusal> {
    if value > 0.0 && value < MOST {
        return Ok(value);
    }
    Err(Refusal::Setting { setting, value, range: "above 0" })
}

/// Every name once.
pub(super) fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Refusal::Twice(name.to_owned()));
        }
    }
    Ok(())
}
