//! Layouts remembered, by signature.

use model::audience::Scope;
use model::id::ProfileId;
use model::record::Record;
use model::upload::Profile;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Profile {
    type Id = ProfileId;
    const NOUN: &'static str = "layout";
    const TABLE: &'static str = "profiles";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["signature"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(&self.signature)]
    }
}

plain_functions!(Profile, ProfileId);

/// The layout remembered last for these headings.
pub async fn by_signature(tx: &mut Tx, scope: &Scope, signature: &str) -> Result<Option<Record<ProfileId, Profile>>, StoreError> {
    Ok(kept::those::<Profile>(tx, scope, "signature = $3", vec![Value::text(signature)])
        .await?
        .into_iter()
        .max_by_key(|r| (r.changed_at, r.id)))
}
