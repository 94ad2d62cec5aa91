//! Is a known issue shown to be fixed? One standard, agreed before anyone looks (methods, section 8).
//!
//! `case.rs` is the question, `standing.rs` the answer, `criteria.rs` the criteria C0 to C11 with their figures. C10, that
//! *every* issue of a service is closed, belongs to the principles: a method knows one issue only.

pub mod attribution;
pub mod case;
pub mod confirm;
pub mod criteria;
pub mod displacement;
pub mod earliest;
pub mod figures;
pub mod looks;
pub mod proportion;
pub mod rare;
pub mod refusal;
pub mod rule;
mod show;
pub mod simulate;
pub mod standing;

pub use attribution::{Comparator, Mechanism};
pub use case::{Arithmetic, Case, Explained, Explanation, Quality, Registration};
pub use confirm::Group;
pub use criteria::{Code, Criterion, Facts, Outcome};
pub use displacement::Balancing;
pub use earliest::Earliest;
pub use figures::Figures;
pub use refusal::Refusal;
pub use rule::{Rule, Severity};
pub use simulate::{ErrorRates, Service, simulate};
pub use standing::{Grade, OtherWay, Standing, State, judge};

use crate::Method;

pub const METHOD: Method = Method {
    code: "evidence-standard",
    edition: 1,
    title: "Whether a known issue is shown to be fixed",
    sources: &[
        "Provost and Murray, The Health Care Data Guide, 2011 (control charts)",
        "Wagner and others, Segmented regression analysis of interrupted time series studies, Journal of Clinical Pharmacy and Therapeutics 27, 2002",
        "Newey and West, A simple heteroskedasticity and autocorrelation consistent covariance matrix, Econometrica 55(3), 1987",
        "Laney, Improved control charts for attributes, Quality Engineering 14(4), 2002",
        "Wilson, Probable inference, Journal of the American Statistical Association 22, 1927",
    ],
};
