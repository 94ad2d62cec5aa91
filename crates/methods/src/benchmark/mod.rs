//! Comparison with other places that does not mislead.
//!
//! `compare.rs` sets one place beside its peers: `spread.rs` how the peers lie, `robust.rs` how far off a place is, `interval.rs` what chance alone
//! may do. `trend.rs` reads years, `quadrant.rs` spend beside outcome, `neighbours.rs` finds places that are alike, `standardised.rs` makes
//! rates comparable where populations differ in age. No rank is worked out anywhere.

pub mod compare;
pub mod interval;
pub mod neighbours;
pub mod quadrant;
pub mod refusal;
pub mod robust;
pub mod show;
pub mod spread;
pub mod standardised;
pub mod trend;

pub use compare::{Ask, Figure, Reading, Settings, Standing, read};
pub use interval::{How, Limits};
pub use refusal::Refusal;
pub use robust::Robust;
pub use spread::{Quarter, Quarters, Spread};

use crate::Method;

pub const METHOD: Method = Method {
    code: "benchmark-peers",
    edition: 1,
    title: "A place beside its peers",
    sources: &[
        "Office for Local Government, Local Authority Data Explorer: technical notes (median absolute deviations from the median)",
        "Public Health England, Technical guide: confidence intervals, 2018",
        "Kendall, A new measure of rank correlation, Biometrika 30, 1938; Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968",
        "Goldstein and Spiegelhalter, League tables and their limitations, Journal of the Royal Statistical Society A 159, 1996",
    ],
};

/// The card of `interval.rs` and `standardised.rs`.
pub const RATES: Method = Method {
    code: "standardised-rates",
    edition: 1,
    title: "Proportions, rates and age-standardised rates, each with its range",
    sources: &[
        "Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927",
        "Breslow and Day, Statistical Methods in Cancer Research, volume II, 1987 (Byar's approximation)",
        "Dobson, Kuulasmaa, Eberle and Scherer, Confidence intervals for weighted sums of Poisson parameters, Statistics in Medicine 10, 1991",
        "Public Health England, Technical guide: confidence intervals, 2018",
    ],
};

/// The card of `neighbours.rs`.
pub const NEIGHBOURS: Method = Method {
    code: "nearest-neighbours",
    edition: 1,
    title: "Which places are most like this one?",
    sources: &[
        "Office for National Statistics, Clustering similar local authorities and statistical nearest neighbours in the UK: methodology",
        "Department for Education, Children's services statistical neighbour benchmarking tool (standardised, weighted distance)",
    ],
};
