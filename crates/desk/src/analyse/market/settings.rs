//! How a market is judged, as the configuration has it.

use crate::config::market::{MarketRules, defaults};

/// An error is a sentence.
pub(super) fn settings() -> Result<MarketRules, String> {
    defaults().map_err(|error| error.to_string())
}
