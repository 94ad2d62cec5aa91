//! Sources, by the digest of their bytes.

use model::audience::Scope;
use model::id::SourceId;
use model::record::Record;
use model::source::Source;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx, moment};

impl Kept for Source {
    type Id = SourceId;
    const NOUN: &'static str = "source";
    const TABLE: &'static str = "sources";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["digest", "received_digest", "received_at"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::maybe_text(self.digest.as_deref()),
            Value::maybe_text(self.received_digest.as_deref()),
            Value::text(moment::written(self.received_at)),
        ]
    }
}

plain_functions!(Source, SourceId);

/// The newest source whose bytes, as they came or as they were kept, have this digest: is it here already?
pub async fn by_digest(tx: &mut Tx, scope: &Scope, digest: &str) -> Result<Option<Record<SourceId, Source>>, StoreError> {
    Ok(kept::those(tx, scope, "digest = $3 or received_digest = $3", vec![Value::text(digest)]).await?.pop())
}
