//! Places beside their peers: whose peers, measure by measure, and where somebody should look.
//!
//! `known.rs` gathers what was loaded, `peers.rs` says who the peers are and why, `compared.rs` sets one measure beside them,
//! `read_place.rs`, `read_place_measure.rs`, `read_peers.rs` and `read_notices.rs` are the use cases.

pub mod compared;
pub mod known;
pub mod peers;
pub mod read_notices;
pub mod read_peers;
pub mod read_place;
pub mod read_place_measure;
pub mod read_spend_beside;
#[cfg(test)]
mod story;

pub use compared::Compared;
pub use known::Known;
pub use peers::{Choice, Peers};

/// What pages name of the methods behind them.
pub mod worked_by {
    pub use methods::benchmark::neighbours::Reading as Nearest;
    pub use methods::benchmark::{METHOD as BENCHMARK, NEIGHBOURS, Settings, Standing};
    pub use methods::funnel::METHOD as FUNNEL;
    pub use methods::spc::METHOD as SPC;
}
