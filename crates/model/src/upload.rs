//! A file that was read and waits to be accepted, and the layout remembered from those that were.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{ServiceId, SourceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Upload {
    pub file_name: String,
    /// Of the bytes as they came.
    pub received_digest: String,
    /// Of what is kept (people's details left out), under `files/`.
    pub kept_digest: String,
    pub service: Option<ServiceId>,
    pub received_at: Timestamp,
    pub received_by: String,
    pub state: UploadState,
    /// What the reader made of it, as the reader writes it (`exchange::performance`).
    pub read: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum UploadState {
    /// People's details were found: nothing identifiable is kept, and a person chooses how to go on.
    PersonalDetails,
    Waiting,
    Accepted {
        source: SourceId,
        at: Timestamp,
        points: u64,
    },
    SetAside {
        at: Timestamp,
        why: String,
    },
}

/// A layout remembered, so that next quarter's file reads silently right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Digest of the headings that make this layout.
    pub signature: String,
    pub title: String,
    pub mapping: serde_json::Value,
}
