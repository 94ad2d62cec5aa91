//! Findings (results, on pages), by what they speak of.

use model::audience::Scope;
use model::finding::Finding;
use model::id::FindingId;
use model::record::Record;
use uuid::Uuid;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx, moment};

impl Kept for Finding {
    type Id = FindingId;
    const NOUN: &'static str = "result";
    const TABLE: &'static str = "findings";
    const PREFIX: Option<&'static str> = Some("F");
    const COLUMNS: &'static [&'static str] = &["of_noun", "of_id", "part", "method", "edition", "made_at"];

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::text(&self.about_noun),
            Value::text(self.about_id),
            Value::text(&self.part),
            Value::text(&self.method),
            Value::number(i64::from(self.edition)),
            Value::text(moment::written(self.made_at)),
        ]
    }
}

plain_functions!(Finding, FindingId, by_reference);

/// Every result that speaks of a record, in the order they were made. An old one is never replaced.
pub async fn by_subject(tx: &mut Tx, scope: &Scope, of: Uuid) -> Result<Vec<Record<FindingId, Finding>>, StoreError> {
    kept::those(tx, scope, "of_id = $3", vec![Value::text(of)]).await
}

/// The newest result of a method for a record and a part of it (empty: the whole).
pub async fn latest(
    tx: &mut Tx,
    scope: &Scope,
    of: Uuid,
    method: &str,
    part: &str,
) -> Result<Option<Record<FindingId, Finding>>, StoreError> {
    let values = vec![Value::text(of), Value::text(method), Value::text(part)];
    Ok(kept::those::<Finding>(tx, scope, "of_id = $3 and method = $4 and part = $5", values)
        .await?
        .into_iter()
        .max_by_key(|r| (r.noun.made_at, r.id)))
}
