//! What is kept of a reading (a result, on pages): it outlives the code that made it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::SourceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it speaks of: `measure`, `issue`, `service`… and its id.
    pub about_noun: String,
    pub about_id: uuid::Uuid,
    /// The part of the measure, or empty.
    pub part: String,
    pub method: String,
    pub edition: u32,
    pub parameters: serde_json::Value,
    /// Digest of the inputs, hex.
    pub inputs: String,
    /// Whole sentences, as shown.
    pub statement: String,
    /// The answer exactly as `calc` prints it.
    pub figures: serde_json::Value,
    pub sources: Vec<SourceId>,
    pub made_at: Timestamp,
}
