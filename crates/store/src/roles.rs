//! Roles. They have no audience: who may do what is open to all who sign in.

use model::id::RoleId;
use model::record::Record;
use model::role::Role;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Role {
    type Id = RoleId;
    const NOUN: &'static str = "role";
    const TABLE: &'static str = "roles";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["code"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(&self.code)]
    }
}

/// Keeps a new role (version 0) or replaces the version it was made from.
pub async fn save(tx: &mut Tx, record: &Record<RoleId, Role>) -> Result<Record<RoleId, Role>, StoreError> {
    kept::save(tx, record).await
}

/// Every role, in the order they were first kept.
pub async fn list(tx: &mut Tx) -> Result<Vec<Record<RoleId, Role>>, StoreError> {
    kept::unscoped(tx, "true", vec![]).await
}

/// The role of a code.
pub async fn by_code(tx: &mut Tx, code: &str) -> Result<Option<Record<RoleId, Role>>, StoreError> {
    Ok(kept::unscoped(tx, "code = $1", vec![Value::text(code)]).await?.into_iter().next())
}
