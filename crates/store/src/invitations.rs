//! Invitation codes, by their digest: one code, one vote.

use model::id::InvolvementId;

use crate::tx::Value;
use crate::{StoreError, Tx, dialect};

/// Keeps new codes, none of them used.
pub async fn save_many(tx: &mut Tx, involvement: InvolvementId, digests: &[String]) -> Result<(), StoreError> {
    for some in digests.chunks(1000) {
        let values = some.iter().flat_map(|digest| [Value::text(digest), Value::text(involvement), Value::Truth(false)]).collect();
        let places = dialect::places(tx.is_postgres(), some.len(), 3);
        tx.run(format!("insert into invitations (digest, involvement_id, used) values {places}"), values).await?;
    }
    Ok(())
}

/// Whether a code of this round was used; none where there is no such code.
pub async fn find(tx: &mut Tx, involvement: InvolvementId, digest: &str) -> Result<Option<bool>, StoreError> {
    let sql = "select used from invitations where digest = $1 and involvement_id = $2";
    let row: Option<(bool,)> = tx.row(sql, vec![Value::text(digest), Value::text(involvement)]).await?;
    Ok(row.map(|(used,)| used))
}

/// Uses a code up: true once, and never again.
pub async fn use_once(tx: &mut Tx, involvement: InvolvementId, digest: &str) -> Result<bool, StoreError> {
    let sql = "update invitations set used = $3 where digest = $1 and involvement_id = $2 and not used";
    let values = vec![Value::text(digest), Value::text(involvement), Value::Truth(true)];
    Ok(tx.run(sql, values).await? == 1)
}

/// How many codes a round has, and how many of them were used.
pub async fn count(tx: &mut Tx, involvement: InvolvementId) -> Result<(u64, u64), StoreError> {
    let sql =
        "select count(*), cast(coalesce(sum(case when used then 1 else 0 end), 0) as bigint) from invitations where involvement_id = $1";
    let row: Option<(i64, i64)> = tx.row(sql, vec![Value::text(involvement)]).await?;
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(row.map_or((0, 0), |(all, used)| (whole(all), whole(used))))
}
