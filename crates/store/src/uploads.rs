//! Uploads, newest last.

use model::audience::Scope;
use model::id::{ServiceId, UploadId};
use model::record::Record;
use model::upload::{Upload, UploadState};

use crate::kept::{self, Kept, listed_by, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx, moment};

impl Kept for Upload {
    type Id = UploadId;
    const NOUN: &'static str = "upload";
    const TABLE: &'static str = "uploads";
    const PREFIX: Option<&'static str> = Some("U");
    const COLUMNS: &'static [&'static str] = &["service_id", "received_digest", "kept_digest", "state", "received_at"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::maybe_text(self.service),
            Value::text(&self.received_digest),
            Value::text(&self.kept_digest),
            Value::text(state_code(&self.state)),
            Value::text(moment::written(self.received_at)),
        ]
    }
}

plain_functions!(Upload, UploadId, by_reference);

listed_by! {
    /// Uploads for a service.
    by_service, "service_id", ServiceId => Upload, UploadId
}

/// Uploads of the same bytes, as they came.
pub async fn by_digest(tx: &mut Tx, scope: &Scope, received: &str) -> Result<Vec<Record<UploadId, Upload>>, StoreError> {
    kept::those(tx, scope, "received_digest = $3", vec![Value::text(received)]).await
}

/// Uploads somebody still has to accept or set aside.
pub async fn waiting(tx: &mut Tx, scope: &Scope) -> Result<Vec<Record<UploadId, Upload>>, StoreError> {
    kept::those(tx, scope, "state in ('waiting', 'personal_details')", vec![]).await
}

/// The tag the model writes, as the column holds it.
fn state_code(state: &UploadState) -> &'static str {
    match state {
        UploadState::PersonalDetails => "personal_details",
        UploadState::Waiting => "waiting",
        UploadState::Accepted { .. } => "accepted",
        UploadState::SetAside { .. } => "set_aside",
    }
}
