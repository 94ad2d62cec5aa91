//! How people sign in: the password's hash, kept apart from the person, and failed attempts, for slowing down guesses.

use jiff::Timestamp;
use model::id::PersonId;

use crate::tx::Value;
use crate::{StoreError, Tx, moment};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    pub person: PersonId,
    /// argon2id, in its own text form.
    pub password_hash: String,
    /// Set by somebody else: to be changed at the next sign-in.
    pub must_change: bool,
    pub changed: Timestamp,
}

/// Failures in a row, by whatever key the desk counts them: an e-mail address, a network address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    pub failed: i64,
    pub first: Timestamp,
    pub last: Timestamp,
    pub locked_until: Option<Timestamp>,
}

const NOUN: &str = "sign-in";

/// Keeps or replaces a person's password hash.
pub async fn save(tx: &mut Tx, sign_in: &SignIn) -> Result<(), StoreError> {
    let sql = "insert into sign_ins (person_id, password_hash, must_change, changed_at) values ($1, $2, $3, $4) on conflict (person_id) \
               do update set password_hash = excluded.password_hash, must_change = excluded.must_change, changed_at = excluded.changed_at";
    let values = vec![
        Value::text(sign_in.person),
        Value::text(&sign_in.password_hash),
        Value::Truth(sign_in.must_change),
        Value::text(moment::written(sign_in.changed)),
    ];
    tx.run(sql, values).await.map(|_| ())
}

/// A person's sign-in, where they have one.
pub async fn find(tx: &mut Tx, person: PersonId) -> Result<Option<SignIn>, StoreError> {
    let sql = "select password_hash, must_change, changed_at from sign_ins where person_id = $1";
    let row: Option<(String, bool, String)> = tx.row(sql, vec![Value::text(person)]).await?;
    row.map(|(password_hash, must_change, changed)| {
        Ok(SignIn { person, password_hash, must_change, changed: moment::read(NOUN, &changed)? })
    })
    .transpose()
}

/// Takes a person's sign-in away.
pub async fn remove(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    tx.run("delete from sign_ins where person_id = $1", vec![Value::text(person)]).await.map(|_| ())
}

/// Counts a failure, and says how many in a row that makes.
pub async fn failed(tx: &mut Tx, key: &str, at: Timestamp) -> Result<i64, StoreError> {
    let sql = "insert into sign_in_attempts (attempt_key, failed, first_at, last_at) values ($1, 1, $2, $2) on conflict (attempt_key) \
               do update set failed = sign_in_attempts.failed + 1, last_at = excluded.last_at returning failed";
    let row = tx.changed::<(i64,)>(sql, vec![Value::text(key), Value::text(moment::written(at))]).await?;
    Ok(row.map_or(1, |(failed,)| failed))
}

/// Shuts a key out until a moment.
pub async fn lock(tx: &mut Tx, key: &str, until: Timestamp) -> Result<(), StoreError> {
    let values = vec![Value::text(key), Value::text(moment::written(until))];
    tx.run("update sign_in_attempts set locked_until = $2 where attempt_key = $1", values).await.map(|_| ())
}

/// The failures counted for a key, where there are any.
pub async fn attempts(tx: &mut Tx, key: &str) -> Result<Option<Attempts>, StoreError> {
    let sql = "select failed, first_at, last_at, locked_until from sign_in_attempts where attempt_key = $1";
    let row: Option<(i64, String, String, Option<String>)> = tx.row(sql, vec![Value::text(key)]).await?;
    row.map(|(failed, first, last, locked_until)| {
        Ok(Attempts {
            failed,
            first: moment::read(NOUN, &first)?,
            last: moment::read(NOUN, &last)?,
            locked_until: locked_until.map(|at| moment::read(NOUN, &at)).transpose()?,
        })
    })
    .transpose()
}

/// Forgets the failures of a key: it signed in, or an administrator let it in.
pub async fn forgive(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.run("delete from sign_in_attempts where attempt_key = $1", vec![Value::text(key)]).await.map(|_| ())
}

/// Forgets failures older than a moment.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.run("delete from sign_in_attempts where last_at < $1", vec![Value::text(moment::written(before))]).await
}
