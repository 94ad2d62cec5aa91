//! One-time links, by the digest of their token: the first administrator's, and resets.

use jiff::Timestamp;
use model::id::PersonId;

use crate::tx::Value;
use crate::{StoreError, Tx, moment};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// SHA-256 of the token, hex.
    pub digest: String,
    /// `first_administrator`, `reset`.
    pub purpose: String,
    /// Whom it is for; none for the first administrator, who is nobody yet.
    pub person: Option<PersonId>,
    pub created: Timestamp,
    pub expires: Timestamp,
    pub used: Option<Timestamp>,
}

const NOUN: &str = "link";
const COLUMNS: &str = "digest, purpose, person_id, created_at, expires_at, used_at";
type Row = (String, String, Option<String>, String, String, Option<String>);

/// Keeps a new link.
pub async fn save(tx: &mut Tx, link: &Link) -> Result<(), StoreError> {
    let values = vec![
        Value::text(&link.digest),
        Value::text(&link.purpose),
        Value::maybe_text(link.person),
        Value::text(moment::written(link.created)),
        Value::text(moment::written(link.expires)),
        Value::maybe_text(link.used.map(moment::written)),
    ];
    tx.run(format!("insert into links ({COLUMNS}) values ($1, $2, $3, $4, $5, $6)"), values).await.map(|_| ())
}

/// The link of a token's digest, while it can still be used.
pub async fn find(tx: &mut Tx, digest: &str, now: Timestamp) -> Result<Option<Link>, StoreError> {
    let sql = format!("select {COLUMNS} from links where digest = $1 and used_at is null and expires_at > $2");
    let row: Option<Row> = tx.row(sql, vec![Value::text(digest), Value::text(moment::written(now))]).await?;
    row.map(link).transpose()
}

/// Uses a link up: it comes back once, and never again.
pub async fn use_once(tx: &mut Tx, digest: &str, now: Timestamp) -> Result<Option<Link>, StoreError> {
    let sql = format!("update links set used_at = $2 where digest = $1 and used_at is null and expires_at > $2 returning {COLUMNS}");
    let row: Option<Row> = tx.changed(sql, vec![Value::text(digest), Value::text(moment::written(now))]).await?;
    row.map(link).transpose()
}

/// Ends the unused links of a person: a new one was asked for, or they left.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64, StoreError> {
    tx.run("delete from links where person_id = $1 and used_at is null", vec![Value::text(person)]).await
}

/// Ends the unused links of a purpose that are for nobody yet: a new one for the first administrator was made.
pub async fn end_all_for(tx: &mut Tx, purpose: &str) -> Result<u64, StoreError> {
    tx.run("delete from links where purpose = $1 and person_id is null and used_at is null", vec![Value::text(purpose)]).await
}

fn link((digest, purpose, person, created, expires, used): Row) -> Result<Link, StoreError> {
    Ok(Link {
        digest,
        purpose,
        person: person.as_deref().map(str::parse).transpose().map_err(|_| StoreError::damaged(NOUN, "person"))?,
        created: moment::read(NOUN, &created)?,
        expires: moment::read(NOUN, &expires)?,
        used: used.map(|at| moment::read(NOUN, &at)).transpose()?,
    })
}
