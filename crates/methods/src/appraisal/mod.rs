//! Costs and benefits of options, worked alike for every delivery model and for staying as we are.
//!
//! `ask.rs` and `settings.rs` are the question, `appraise.rs` the whole answer. The way there: `flow.rs` spreads what is typed
//! over the years, `prices.rs` takes inflation out, `bias.rs` corrects for optimism, `discount.rs` brings years together,
//! `figures.rs` sums, `ledger.rs` says who pays and who gains, `sensitivity.rs` and `simulate.rs` say what it turns on.
//! `saving.rs` takes a saving apart; `full_cost.rs` asks whether the same costs are counted for all.

pub mod appraise;
pub mod ask;
pub mod bias;
pub mod discount;
pub mod distribution;
pub mod draw;
pub mod figures;
pub mod flow;
pub mod full_cost;
pub mod ledger;
pub mod prices;
pub mod refusal;
pub mod saving;
pub mod sensitivity;
pub mod settings;
mod show;
pub mod simulate;

pub use appraise::{Appraisal, OptionAppraisal, appraise};
pub use ask::{Ask, Cashable, Cohort, CostedOption, Flow, Kind, Precondition, Prices, Range, Shape, Unit};
pub use discount::{Schedule, Step};
pub use refusal::Refusal;
pub use settings::{Driver, Scenario, Settings, Simulation};

use crate::Method;

pub const METHOD: Method = Method {
    code: "appraisal-cba",
    edition: 1,
    title: "Costs and benefits of options, and who pays and gains",
    sources: &[
        "HM Treasury, The Green Book: central government guidance on appraisal and evaluation (2003 annex 6 for the older discount schedule)",
        "HM Treasury, Discounting: Green Book supplementary guidance, February 2026, annex A",
        "Mott MacDonald, Review of large public procurement in the UK, 2002 (optimism bias)",
        "New Economy and HM Treasury, Supporting public service transformation: cost benefit analysis guidance for local partnerships, 2014",
        "Fujiwara, The Department for Work and Pensions social cost-benefit analysis framework, 2010 (distributional weights)",
    ],
};
