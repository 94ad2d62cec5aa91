//! Funnel plots: which places differ by more than chance, the size of each allowed for.
//!
//! `ask.rs` is the question and what it refuses, `scale.rs` the scale a figure is judged on, `limits.rs` the lines of the funnel,
//! `overdispersion.rs` how much places differ beyond chance, `reading.rs` the answer.

pub mod ask;
pub mod limits;
pub mod overdispersion;
pub mod reading;
pub mod refusal;
pub mod scale;
pub mod show;

pub use ask::{Ask, Group, Level};
pub use limits::{Limits, Lines};
pub use reading::{GroupReading, Reading, read};
pub use refusal::Refusal;
pub use scale::{DataType, Transform};

use crate::Method;

pub const METHOD: Method = Method {
    code: "funnel",
    edition: 1,
    title: "Funnel plot: is a place different by more than chance?",
    sources: &[
        "Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005",
        "Spiegelhalter, Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, 2005",
        "NHS England, Summary Hospital-level Mortality Indicator: indicator specification (trimming)",
        "FunnelPlotR 0.6.0, NHS-R Community (figures agreed with)",
    ],
};
