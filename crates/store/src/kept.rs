//! How a noun is kept: columns for what SQL filters, joins, orders or constrains, and the whole noun as JSON beside them
//! (`docs/decisions/0003-columns-and-body.md`). Each noun's file says its table, prefix and columns; this says the rest.

use std::fmt::Display;
use std::str::FromStr;

use jiff_sqlx::Date as SqlDate;
use model::audience::{Audience, Scope};
use model::id::OrganisationId;
use model::record::Record;
use model::reference::Reference;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::tx::{Value, day_of, row};
use crate::{StoreError, Tx, moment, sight};

pub(crate) trait Kept: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    type Id: Copy + Display + FromStr + Send + Sync + 'static;
    /// As shown in an error: "known issue".
    const NOUN: &'static str;
    const TABLE: &'static str;
    /// Letter of the short reference, where the noun has one.
    const PREFIX: Option<&'static str>;
    /// Columns of its own, in the order of `columns()`.
    const COLUMNS: &'static [&'static str];
    fn columns(&self) -> Vec<Value>;
}

const ENVELOPE: [&str; 8] = ["owner_id", "audience", "exempt_paragraph", "exempt_until", "about_id", "sealed", "changed_at", "body"];
const READ: &str = "id, number, owner_id, audience, exempt_paragraph, exempt_until, about_id, sealed, version, changed_at, body";

row! {
    struct KeptRow {
        id: String,
        number: Option<i64>,
        owner_id: String,
        audience: String,
        exempt_paragraph: Option<i64>,
        exempt_until: Option<SqlDate>,
        about_id: Option<String>,
        sealed: bool,
        version: i64,
        changed_at: String,
        body: String,
    }
}

type Outcome<T> = Result<T, StoreError>;

/// Version 0 is kept as new (version 1, with the next reference); any other replaces just the version it was made from.
pub(crate) async fn save<T: Kept>(tx: &mut Tx, record: &Record<T::Id, T>) -> Outcome<Record<T::Id, T>> {
    tx.keeps_records = true;
    let (number, version) = if record.version == 0 { (insert(tx, record).await?, 1) } else { update(tx, record).await? };
    let reference = reference::<T>(number);
    Ok(Record { reference, version, ..record.clone() })
}

async fn insert<T: Kept>(tx: &mut Tx, record: &Record<T::Id, T>) -> Outcome<Option<i64>> {
    let number = match T::PREFIX {
        Some(prefix) => Some(next_number(tx, prefix).await?),
        None => None,
    };
    let mut values = vec![Value::text(record.id), Value::Number(number), Value::number(1)];
    values.extend(envelope(record)?);
    values.extend(record.noun.columns());
    let columns = [&ENVELOPE[..], T::COLUMNS].concat().join(", ");
    let places = (1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    tx.run(format!("insert into {} (id, number, version, {columns}) values ({places})", T::TABLE), values).await?;
    Ok(number)
}

async fn update<T: Kept>(tx: &mut Tx, record: &Record<T::Id, T>) -> Outcome<(Option<i64>, i64)> {
    let mut values = vec![Value::text(record.id), Value::number(record.version)];
    values.extend(envelope(record)?);
    values.extend(record.noun.columns());
    let columns = [&ENVELOPE[..], T::COLUMNS].concat();
    let sets = columns.iter().enumerate().map(|(at, column)| format!("{column} = ${}", at + 3)).collect::<Vec<_>>().join(", ");
    let sql = format!("update {} set version = version + 1, {sets} where id = $1 and version = $2 returning number, version", T::TABLE);
    if let Some(changed) = tx.changed::<(Option<i64>, i64)>(sql, values).await? {
        return Ok(changed);
    }
    let sql = format!("select version from {} where id = $1", T::TABLE);
    match tx.row::<(i64,)>(sql, vec![Value::text(record.id)]).await? {
        Some((kept,)) => Err(StoreError::Conflict { noun: T::NOUN, asked: record.version, kept }),
        None => Err(StoreError::NotFound { noun: T::NOUN }),
    }
}

async fn next_number(tx: &mut Tx, prefix: &str) -> Outcome<i64> {
    let sql =
        "insert into counters (prefix, last) values ($1, 1) on conflict (prefix) do update set last = counters.last + 1 returning last";
    let row = tx.changed::<(i64,)>(sql, vec![Value::text(prefix)]).await?;
    row.map(|(last,)| last).ok_or_else(|| StoreError::damaged("counter", prefix))
}

fn envelope<T: Kept>(record: &Record<T::Id, T>) -> Outcome<Vec<Value>> {
    let (paragraph, until) = match record.audience {
        Audience::Exempt { paragraph, until } => (Some(i64::from(paragraph)), Some(until)),
        _ => (None, None),
    };
    let body = serde_json::to_string(&record.noun).map_err(|error| StoreError::damaged(T::NOUN, error))?;
    if holds_nul(&body) {
        return Err(StoreError::NulByte);
    }
    Ok(vec![
        Value::text(record.owner),
        Value::text(record.audience.code()),
        Value::Number(paragraph),
        Value::Day(until),
        Value::maybe_text(record.about),
        Value::Truth(record.sealed),
        Value::text(moment::written(record.changed_at)),
        Value::text(body),
    ])
}

/// Does a JSON text hold an escaped NUL (`\u0000`)? A backslash that is itself escaped starts nothing.
fn holds_nul(json: &str) -> bool {
    let mut rest = json.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escaped = rest.get(at + 1..).unwrap_or_default();
        if escaped.starts_with(b"u0000") {
            return true;
        }
        rest = escaped.get(1..).unwrap_or_default();
    }
    false
}

/// The record of an id, where the scope may see it.
pub(crate) async fn find<T: Kept>(tx: &mut Tx, scope: &Scope, id: T::Id) -> Outcome<Record<T::Id, T>> {
    one(tx, scope, "id = $3", Value::text(id)).await?.ok_or(StoreError::NotFound { noun: T::NOUN })
}

/// The record of a short reference, where the scope may see it. Another noun's letter finds nothing.
pub(crate) async fn by_reference<T: Kept>(tx: &mut Tx, scope: &Scope, said: &Reference) -> Outcome<Record<T::Id, T>> {
    let missing = StoreError::NotFound { noun: T::NOUN };
    if T::PREFIX != Some(said.prefix.as_str()) {
        return Err(missing);
    }
    one(tx, scope, "number = $3", Value::number(said.number)).await?.ok_or(missing)
}

/// The first that meets a condition on one value (`$3`).
pub(crate) async fn one<T: Kept>(tx: &mut Tx, scope: &Scope, condition: &str, value: Value) -> Outcome<Option<Record<T::Id, T>>> {
    Ok(those(tx, scope, condition, vec![value]).await?.into_iter().next())
}

/// All the scope may see, in the order they were first kept.
pub(crate) async fn all<T: Kept>(tx: &mut Tx, scope: &Scope) -> Outcome<Vec<Record<T::Id, T>>> {
    those(tx, scope, "true", vec![]).await
}

/// All that meet a condition whose values begin at `$3`, in the order they were first kept.
pub(crate) async fn those<T: Kept>(tx: &mut Tx, scope: &Scope, condition: &str, values: Vec<Value>) -> Outcome<Vec<Record<T::Id, T>>> {
    let sight = sight::rule(scope, T::TABLE);
    let sql = format!("select {READ} from {} where {sight} and ({condition}) order by id", T::TABLE);
    tx.remembered(sql, [sight::values(scope), values].concat(), record).await
}

/// Whatever the scope: for what has no audience (roles, settings, the place) and for signing in. Values begin at `$1`.
pub(crate) async fn unscoped<T: Kept>(tx: &mut Tx, condition: &str, values: Vec<Value>) -> Outcome<Vec<Record<T::Id, T>>> {
    let sql = format!("select {READ} from {} where {condition} order by id", T::TABLE);
    tx.remembered(sql, values, record).await
}

fn reference<T: Kept>(number: Option<i64>) -> Option<Reference> {
    T::PREFIX.zip(number).map(|(prefix, number)| Reference { prefix: prefix.to_owned(), number })
}

fn record<T: Kept>(row: KeptRow) -> Outcome<Record<T::Id, T>> {
    let damaged = |what: &str| StoreError::damaged(T::NOUN, format!("{what} of {}", row.id));
    let organisation = |text: &str| text.parse::<OrganisationId>().map_err(|_| damaged("owner or subject"));
    let audience = match (row.audience.as_str(), row.exempt_paragraph, day_of(row.exempt_until)) {
        ("working_draft", ..) => Audience::WorkingDraft,
        ("partners", ..) => Audience::Partners,
        ("members", ..) => Audience::Members,
        ("public", ..) => Audience::Public,
        ("exempt", Some(paragraph), Some(until)) => {
            Audience::Exempt { paragraph: u8::try_from(paragraph).map_err(|_| damaged("exemption"))?, until }
        }
        _ => return Err(damaged("audience")),
    };
    Ok(Record {
        id: row.id.parse().map_err(|_| damaged("id"))?,
        reference: reference::<T>(row.number),
        owner: organisation(&row.owner_id)?,
        audience,
        about: row.about_id.as_deref().map(organisation).transpose()?,
        sealed: row.sealed,
        version: row.version,
        changed_at: moment::read(T::NOUN, &row.changed_at)?,
        noun: serde_json::from_str(&row.body).map_err(|error| damaged(&error.to_string()))?,
    })
}

/// The functions every noun's file has. `save` keeps version 0 as new and otherwise replaces the version it was made from, else
/// [`StoreError::Conflict`]; `find`, `list` and `by_reference` show what the scope may see, and nothing else.
macro_rules! plain_functions {
    ($noun:ty, $id:ty) => {
        /// Keeps a new record (version 0: it comes back as version 1, with its reference) or replaces the version it was made from.
        pub async fn save(
            tx: &mut $crate::Tx,
            record: &model::record::Record<$id, $noun>,
        ) -> Result<model::record::Record<$id, $noun>, $crate::StoreError> {
            $crate::kept::save(tx, record).await
        }

        /// The record of this id, where the scope may see it; else not found.
        pub async fn find(
            tx: &mut $crate::Tx,
            scope: &model::audience::Scope,
            id: $id,
        ) -> Result<model::record::Record<$id, $noun>, $crate::StoreError> {
            $crate::kept::find(tx, scope, id).await
        }

        /// All the scope may see, in the order they were first kept.
        pub async fn list(
            tx: &mut $crate::Tx,
            scope: &model::audience::Scope,
        ) -> Result<Vec<model::record::Record<$id, $noun>>, $crate::StoreError> {
            $crate::kept::all(tx, scope).await
        }
    };
    ($noun:ty, $id:ty, by_reference) => {
        $crate::kept::plain_functions!($noun, $id);

        /// The record of a short reference, where the scope may see it; else not found.
        pub async fn by_reference(
            tx: &mut $crate::Tx,
            scope: &model::audience::Scope,
            reference: &model::reference::Reference,
        ) -> Result<model::record::Record<$id, $noun>, $crate::StoreError> {
            $crate::kept::by_reference(tx, scope, reference).await
        }
    };
}

/// `by_case(tx, scope, case)` and its like: all whose column is this id.
macro_rules! listed_by {
    ($(#[$doc:meta])* $name:ident, $column:literal, $of:ty => $noun:ty, $id:ty) => {
        $(#[$doc])*
        pub async fn $name(tx: &mut $crate::Tx, scope: &model::audience::Scope, of: $of) -> Result<Vec<model::record::Record<$id, $noun>>, $crate::StoreError> {
            $crate::kept::those(tx, scope, concat!($column, " = $3"), vec![$crate::tx::Value::text(of)]).await
        }
    };
}

pub(crate) use {listed_by, plain_functions};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_nul_is_seen_and_a_backslash_before_u0000_is_not_one() {
        let json = |text: &str| serde_json::to_string(text).expect("JSON");
        assert!(holds_nul(&json("a\0b")));
        assert!(holds_nul(&json("\\\0")));
        assert!(!holds_nul(&json("a\\u0000b")));
        assert!(!holds_nul(&json("plain \n text")));
    }
}
