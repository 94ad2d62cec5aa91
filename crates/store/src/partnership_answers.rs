//! What each side of a partnership answered. Each belongs to its own body; who sees it when is asked at one place above, since no scope
//! says “not before you have given your own”.

use model::id::{PartnershipAnswerId, PartnershipId};
use model::partnership_answer::PartnershipAnswer;
use model::record::Record;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for PartnershipAnswer {
    type Id = PartnershipAnswerId;
    const NOUN: &'static str = "partnership answer";
    const TABLE: &'static str = "partnership_answers";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["partnership_id", "body_id", "round"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.partnership), Value::text(self.body), Value::number(i64::from(self.round))]
    }
}

/// Keeps a new answer (version 0), or replaces the version it was made from.
pub async fn save(
    tx: &mut Tx,
    record: &Record<PartnershipAnswerId, PartnershipAnswer>,
) -> Result<Record<PartnershipAnswerId, PartnershipAnswer>, StoreError> {
    kept::save(tx, record).await
}

/// Every answer given to a partnership, whoever asks: **the caller holds back** what may not be seen yet.
pub async fn all_of(tx: &mut Tx, partnership: PartnershipId) -> Result<Vec<Record<PartnershipAnswerId, PartnershipAnswer>>, StoreError> {
    kept::unscoped(tx, "partnership_id = $1", vec![Value::text(partnership)]).await
}
