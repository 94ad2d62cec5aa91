//! Signed-in browsers, by the digest of their token. The token itself is never kept.

use jiff::Timestamp;
use model::id::PersonId;

use crate::tx::Value;
use crate::{StoreError, Tx, moment};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token, hex.
    pub digest: String,
    pub person: PersonId,
    /// The secret every form of this session carries.
    pub csrf: String,
    pub created: Timestamp,
    pub last_seen: Timestamp,
    pub expires: Timestamp,
}

const NOUN: &str = "session";

/// Keeps a new session.
pub async fn save(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    let sql = "insert into sessions (digest, person_id, csrf, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $5, $6)";
    let at = |at| Value::text(moment::written(at));
    let values = vec![
        Value::text(&session.digest),
        Value::text(session.person),
        Value::text(&session.csrf),
        at(session.created),
        at(session.last_seen),
        at(session.expires),
    ];
    tx.run(sql, values).await.map(|_| ())
}

/// The session of a token's digest, unless it has run out by `now`.
pub async fn find(tx: &mut Tx, digest: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
    type Row = (String, String, String, String, String, String);
    let sql = "select digest, person_id, csrf, created_at, last_seen_at, expires_at from sessions where digest = $1 and expires_at > $2";
    let row: Option<Row> = tx.row(sql, vec![Value::text(digest), Value::text(moment::written(now))]).await?;
    row.map(|(digest, person, csrf, created, last_seen, expires)| {
        Ok(Session {
            digest,
            person: person.parse().map_err(|_| StoreError::damaged(NOUN, "person"))?,
            csrf,
            created: moment::read(NOUN, &created)?,
            last_seen: moment::read(NOUN, &last_seen)?,
            expires: moment::read(NOUN, &expires)?,
        })
    })
    .transpose()
}

/// Notes that a session was used, and how long it lasts from here.
pub async fn seen(tx: &mut Tx, digest: &str, now: Timestamp, expires: Timestamp) -> Result<(), StoreError> {
    let values = vec![Value::text(digest), Value::text(moment::written(now)), Value::text(moment::written(expires))];
    tx.run("update sessions set last_seen_at = $2, expires_at = $3 where digest = $1", values).await.map(|_| ())
}

/// Signs one browser out.
pub async fn end(tx: &mut Tx, digest: &str) -> Result<(), StoreError> {
    tx.run("delete from sessions where digest = $1", vec![Value::text(digest)]).await.map(|_| ())
}

/// Signs a person out everywhere; says how many browsers that was.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<u64, StoreError> {
    tx.run("delete from sessions where person_id = $1", vec![Value::text(person)]).await
}

/// Forgets the sessions that have run out.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.run("delete from sessions where expires_at <= $1", vec![Value::text(moment::written(now))]).await
}
