//! What can go wrong at the desk, each with what the person can do about it.

use model::role::Permission;
use store::StoreError;

/// One field that could not be taken as typed, with the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The form's field name, or the option's name on the command line.
    pub field: &'static str,
    pub message: String,
}

impl Fault {
    pub fn new(field: &'static str, message: impl Into<String>) -> Fault {
        Fault { field, message: message.into() }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error("Your role does not include this: {}. Ask an administrator, or someone whose role does.", .0.words().to_lowercase())]
    MayNot(Permission),
    /// What was asked cannot be done as things stand, and why. A whole sentence; `code` is lasting.
    #[error("{sentence}")]
    Refused { code: &'static str, sentence: String },
    /// The form comes back filled in with one message a field.
    #[error("{}", faults_in_words(.0))]
    Faults(Vec<Fault>),
    /// Somebody else saved first: the page shows both.
    #[error("Somebody else changed this while you were working on it. Compare the two and save again.")]
    Stale,
    #[error("There is nothing here that you can see. It may have been removed, or it is not shared with you.")]
    NotFound,
    /// Wrong name or password, or too many tries.
    #[error("{0}")]
    SignIn(String),
    #[error("The records could not be reached: {0}")]
    Store(StoreError),
}

impl DeskError {
    pub fn refused(code: &'static str, sentence: impl Into<String>) -> DeskError {
        DeskError::Refused { code, sentence: sentence.into() }
    }

    /// `Err(Faults)` where there are any.
    pub fn unless_clean(faults: Vec<Fault>) -> Result<(), DeskError> {
        if faults.is_empty() { Ok(()) } else { Err(DeskError::Faults(faults)) }
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> DeskError {
        match error {
            StoreError::NotFound { .. } => DeskError::NotFound,
            StoreError::Conflict { .. } => DeskError::Stale,
            other => DeskError::Store(other),
        }
    }
}

fn faults_in_words(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("\n")
}
