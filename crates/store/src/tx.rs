//! A transaction on whichever database stands behind, and the one place where statements are run.

use std::sync::Arc;

use jiff_sqlx::{Date as SqlDate, ToSqlx};
use quantity::Date;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, Postgres, Row, Sqlite, Transaction};

use crate::StoreError;
use crate::audit::{self, Head};
use crate::remembered::{Moment, Read};

/// An open transaction. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx {
    behind: Behind,
    may_write: bool,
    /// The head of the audit trail, once read: a transaction that only reads sees one moment, so it stays what it was.
    pub(crate) head: Option<Head>,
    read: Arc<Read>,
    /// Whether a record was kept in it: sessions and counted failures make nothing else old.
    pub(crate) keeps_records: bool,
    /// Of this server, when it began.
    commits: u64,
}

/// The two engines behind a [`Tx`].
pub(crate) enum Behind {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one body on whichever engine stands behind: the body is compiled twice and written once.
macro_rules! on_either {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.behind {
            Behind::Sqlite(open) => {
                let $connection = &mut **open;
                $body
            }
            Behind::Postgres(open) => {
                let $connection = &mut **open;
                $body
            }
        }
    };
}

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Real(number) => query.bind(number),
                Value::Truth(truth) => query.bind(truth),
                Value::Day(day) => query.bind(day.map(|day| day.to_sqlx())),
            };
        }
        query
    }};
}

/// What goes into a statement. Nothing is typed as just "null": PostgreSQL wants to know null of what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Number(Option<i64>),
    Real(Option<f64>),
    Truth(bool),
    Day(Option<Date>),
}

impl Value {
    /// An identifier, or anything else that is written as text.
    pub(crate) fn text(shown: impl std::fmt::Display) -> Value {
        Value::Text(Some(shown.to_string()))
    }

    pub(crate) fn maybe_text(shown: Option<impl std::fmt::Display>) -> Value {
        Value::Text(shown.map(|shown| shown.to_string()))
    }

    pub(crate) fn day(day: Date) -> Value {
        Value::Day(Some(day))
    }

    pub(crate) fn number(number: i64) -> Value {
        Value::Number(Some(number))
    }
}

/// What a column holds: the five types our migrations use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Real,
    Truth,
    Day,
}

impl Kind {
    /// By the word of the migrations.
    pub(crate) fn named(word: &str) -> Option<Kind> {
        match word {
            "text" => Some(Kind::Text),
            "bigint" => Some(Kind::Number),
            "double precision" => Some(Kind::Real),
            "boolean" => Some(Kind::Truth),
            "date" => Some(Kind::Day),
            _ => None,
        }
    }
}

/// The values of raw rows, column by column.
macro_rules! cells {
    ($rows:expr, $kinds:expr) => {{
        let mut all = Vec::new();
        for row in $rows {
            let mut cells = Vec::with_capacity($kinds.len());
            for (at, kind) in $kinds.iter().enumerate() {
                cells.push(match kind {
                    Kind::Text => Value::Text(row.try_get(at)?),
                    Kind::Number => Value::Number(row.try_get(at)?),
                    Kind::Real => Value::Real(row.try_get(at)?),
                    Kind::Truth => Value::Truth(row.try_get(at)?),
                    Kind::Day => Value::Day(day_of(row.try_get(at)?)),
                });
            }
            all.push(cells);
        }
        all
    }};
}

/// A row whose columns are its fields, read from either engine.
macro_rules! row {
    ($(#[$said:meta])* $seen:vis struct $name:ident { $($field_seen:vis $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$said])*
        $seen struct $name { $($field_seen $field: $kind),* }
        row!(read $name from sqlx::sqlite::SqliteRow { $($field),* });
        row!(read $name from sqlx::postgres::PgRow { $($field),* });
    };
    (read $name:ident from $row:ty { $($field:ident),* }) => {
        impl sqlx::FromRow<'_, $row> for $name {
            fn from_row(row: &$row) -> sqlx::Result<$name> {
                use sqlx::Row as _;
                Ok($name { $($field: row.try_get(stringify!($field))?),* })
            }
        }
    };
}
pub(crate) use row;

/// A row that can be read from either engine.
pub(crate) trait EitherRow: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<R> EitherRow for R where R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl Tx {
    pub(crate) fn new(behind: Behind, may_write: bool, read: Arc<Read>, commits: u64) -> Tx {
        Tx { behind, may_write, head: None, read, keeps_records: false, commits }
    }

    /// Whether it may write: then it sees what nobody else sees yet.
    pub fn may_write(&self) -> bool {
        self.may_write
    }

    /// Keeps what was written. Until then nobody else sees it.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.behind {
            Behind::Sqlite(open) => open.commit().await?,
            Behind::Postgres(open) => open.commit().await?,
        }
        if self.keeps_records {
            self.read.committed();
        }
        Ok(())
    }

    /// Forgets what was written.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.behind {
            Behind::Sqlite(open) => open.rollback().await?,
            Behind::Postgres(open) => open.rollback().await?,
        }
        Ok(())
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.behind, Behind::Postgres(_))
    }

    /// The answer to a question asked before, where the records stand as they did; else what `read` makes of its rows.
    pub(crate) async fn remembered<R: EitherRow, T: Clone + Send + Sync + 'static>(
        &mut self,
        sql: String,
        values: Vec<Value>,
        read: impl Fn(R) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        if self.may_write {
            return self.rows::<R>(sql, values).await?.into_iter().map(read).collect();
        }
        let moment = Moment { head: audit::head(self).await?, commits: self.commits };
        let question = format!("{sql} {values:?}");
        if let Some(answer) = self.read.answers.of(&moment, &question).and_then(|answer| answer.downcast::<Vec<T>>().ok()) {
            return Ok(answer.to_vec());
        }
        let answer: Vec<T> = self.rows::<R>(sql, values).await?.into_iter().map(read).collect::<Result<_, _>>()?;
        let answer = Arc::new(answer);
        self.read.answers.keep(&moment, question, answer.clone());
        Ok(answer.to_vec())
    }

    /// Runs a statement that changes rows; says how many.
    pub(crate) async fn run(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64, StoreError> {
        self.writable()?;
        no_nul(&values)?;
        let sql: String = sql.into();
        // Statements are made of this crate's own constants; whatever came from outside is a bound value.
        Ok(on_either!(self, connection => bound!(sqlx::query(AssertSqlSafe(sql)), values).execute(connection).await?.rows_affected()))
    }

    /// Rows of a statement that only reads.
    pub(crate) async fn rows<R: EitherRow>(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Vec<R>, StoreError> {
        no_nul(&values)?;
        let sql: String = sql.into();
        Ok(on_either!(self, connection => bound!(sqlx::query_as::<_, R>(AssertSqlSafe(sql)), values).fetch_all(connection).await?))
    }

    /// The first row, where there is one.
    pub(crate) async fn row<R: EitherRow>(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Option<R>, StoreError> {
        no_nul(&values)?;
        let sql: String = sql.into();
        Ok(on_either!(self, connection => bound!(sqlx::query_as::<_, R>(AssertSqlSafe(sql)), values).fetch_optional(connection).await?))
    }

    /// The row of a statement that changes one and returns it.
    pub(crate) async fn changed<R: EitherRow>(&mut self, sql: impl Into<String>, values: Vec<Value>) -> Result<Option<R>, StoreError> {
        self.writable()?;
        self.row(sql, values).await
    }

    /// Rows as bare values, where the columns are only known at run time (a backup).
    pub(crate) async fn cells(&mut self, sql: String, values: Vec<Value>, kinds: &[Kind]) -> Result<Vec<Vec<Value>>, StoreError> {
        no_nul(&values)?;
        let query = AssertSqlSafe(sql);
        Ok(on_either!(self, connection => cells!(bound!(sqlx::query(query), values).fetch_all(connection).await?, kinds)))
    }

    fn writable(&self) -> Result<(), StoreError> {
        if self.may_write { Ok(()) } else { Err(StoreError::NotWritable) }
    }
}

/// PostgreSQL refuses a NUL byte and SQLite does not: both refuse it here, before either sees it.
fn no_nul(values: &[Value]) -> Result<(), StoreError> {
    let has = |text: &String| text.as_bytes().contains(&0);
    if values.iter().any(|value| matches!(value, Value::Text(Some(text)) if has(text))) { Err(StoreError::NulByte) } else { Ok(()) }
}

/// A day as it was read.
pub(crate) fn day_of(day: Option<SqlDate>) -> Option<Date> {
    day.map(SqlDate::to_jiff)
}
