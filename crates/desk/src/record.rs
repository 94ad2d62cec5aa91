//! Recording: a writing transaction that cannot be committed without its line in the audit trail.

use jiff::Timestamp;
use model::id::AuditId;
use store::Tx;
use store::audit::{Deed, Signature};
use uuid::Uuid;

use crate::actor::Actor;
use crate::error::DeskError;

/// A writing transaction in the name of an actor. Dropped without `commit`, it leaves no trace.
pub struct Write {
    pub tx: Tx,
    by: Signature,
}

impl Write {
    pub(crate) fn new(tx: Tx, actor: &Actor, at: Timestamp, id: AuditId) -> Write {
        let by = Signature { id, at, person: actor.person, role: actor.role.clone(), organisation: actor.organisation };
        Write { tx, by }
    }

    /// Commits with one line: the use case, the record it touched, and a sentence. The sentence names no resident.
    pub async fn commit(mut self, action: &str, noun: &str, record: Option<Uuid>, details: impl Into<String>) -> Result<(), DeskError> {
        let deed = Deed { action: action.to_owned(), noun: noun.to_owned(), record, details: details.into() };
        store::audit::append(&mut self.tx, &self.by, &deed).await?;
        Ok(self.tx.commit().await?)
    }

    /// Commits the removal of an entry's details under a retention rule, which signs for itself.
    pub(crate) async fn commit_removal(mut self, sequence: i64, reason: &str) -> Result<(), DeskError> {
        store::audit::remove_details(&mut self.tx, sequence, reason, &self.by).await?;
        Ok(self.tx.commit().await?)
    }
}
