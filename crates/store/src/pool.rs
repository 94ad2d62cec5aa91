//! The door: one address, one pool, SQLite or PostgreSQL behind it.

use std::str::FromStr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlSafeStr, SqlitePool};

use crate::remembered::Read;
use crate::tx::Behind;
use crate::{StoreError, Tx, dialect};

/// The steps by which the records came to their present shape; one folder for both engines, every file of it named here.
pub(crate) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let steps = [
        (1, "records", include_str!("../migrations/0001_records.sql")),
        (2, "priorities and costings", include_str!("../migrations/0002_priorities_and_costings.sql")),
        (3, "papers", include_str!("../migrations/0003_papers.sql")),
        (4, "shared money", include_str!("../migrations/0004_shared_money.sql")),
        (5, "spending", include_str!("../migrations/0005_spending.sql")),
        (6, "financial plan", include_str!("../migrations/0006_financial_plan.sql")),
        (7, "needs and strengths", include_str!("../migrations/0007_needs.sql")),
        (8, "voices", include_str!("../migrations/0008_voices.sql")),
        (9, "partnerships", include_str!("../migrations/0009_partnerships.sql")),
        (10, "demand", include_str!("../migrations/0010_demand.sql")),
        (11, "data sets", include_str!("../migrations/0011_data_sets.sql")),
        (12, "market records", include_str!("../migrations/0012_market_records.sql")),
        (13, "who is who", include_str!("../migrations/0013_who.sql")),
        (14, "market response", include_str!("../migrations/0014_market_response.sql")),
        (15, "market shaping", include_str!("../migrations/0015_market_shaping.sql")),
    ];
    let of = |(version, what, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, what.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.map(of).into())
});

/// Where records are kept. Cheap to clone: all clones share the same connections.
#[derive(Debug, Clone)]
pub struct Pool {
    pub connections: Connections,
    read: Arc<Read>,
}

/// To one of the two engines.
#[derive(Debug, Clone)]
pub enum Connections {
    /// One writer and a few readers. With four writers the slowest insert in a hundred took 66 ms: they only wait for each other.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// Connects to `sqlite:PATH`, `sqlite::memory:` or `postgres://…` and brings the records to this version's shape.
///
/// A database of a newer version is refused and left as it was.
pub async fn open(address: &str) -> Result<Pool, StoreError> {
    let pool = connect(address).await?;
    migrate(&pool, None).await?;
    Ok(pool)
}

/// Connects, and changes nothing yet.
pub(crate) async fn connect(address: &str) -> Result<Pool, StoreError> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        return connect_sqlite(path.strip_prefix("//").unwrap_or(path)).await;
    }
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        // The address may hold a password: it is not repeated in the error.
        let options = PgConnectOptions::from_str(address).map_err(|_| StoreError::Address("postgres://…".into()))?;
        let options = options.statement_cache_capacity(256).application_name("wherewithal");
        let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(15)).connect_with(options).await;
        return Ok(Pool::of(Connections::Postgres(pool.map_err(unreachable)?)));
    }
    Err(StoreError::Address(address.to_owned()))
}

async fn connect_sqlite(path: &str) -> Result<Pool, StoreError> {
    if path.is_empty() {
        return Err(StoreError::Address("sqlite:".into()));
    }
    let options = SqliteConnectOptions::new()
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .journal_mode(SqliteJournalMode::Wal)
        // 32 MB at most: with SQLite's own 2 MB a load of 100,000 data points reads its indexes again and again.
        .pragma("cache_size", "-32000")
        // NORMAL would survive a killed process and lose the last commits to a power cut; a decision is worth one sync.
        .synchronous(SqliteSynchronous::Full);
    let one = || {
        SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(30))
    };
    if path == ":memory:" {
        // Each connection to memory is a database of its own, so there is just one, and readers wait their turn.
        let only = one().connect_with(options.in_memory(true)).await.map_err(unreachable)?;
        return Ok(Pool::of(Connections::Sqlite { writer: only.clone(), readers: only }));
    }
    let options = options.filename(path);
    let writer = one().connect_with(options.clone().create_if_missing(true)).await.map_err(unreachable)?;
    let readers =
        SqlitePoolOptions::new().max_connections(4).idle_timeout(None).max_lifetime(None).acquire_timeout(Duration::from_secs(30));
    let readers = readers.connect_lazy_with(options.create_if_missing(false).pragma("query_only", "on"));
    Ok(Pool::of(Connections::Sqlite { writer, readers }))
}

/// Whatever stops a first connection, the answer is the same: nobody is there.
fn unreachable(error: sqlx::Error) -> StoreError {
    match StoreError::from(error) {
        StoreError::Other(other) => StoreError::Unavailable(other.to_string()),
        known => known,
    }
}

/// Runs the steps not yet taken, up to `target` where given.
pub(crate) async fn migrate(pool: &Pool, target: Option<i64>) -> Result<(), StoreError> {
    let target = target.unwrap_or_else(schema_known);
    // On PostgreSQL the migrator holds an advisory lock, so two servers started at once do not both run it.
    let done = match &pool.connections {
        Connections::Sqlite { writer, .. } => MIGRATIONS.run_to(target, writer).await,
        Connections::Postgres(pool) => MIGRATIONS.run_to(target, pool).await,
    };
    done.map_err(|error| match error {
        MigrateError::VersionMissing(kept) => StoreError::NewerSchema { kept, known: schema_known() },
        MigrateError::VersionMismatch(step) | MigrateError::Dirty(step) => StoreError::OtherSchema(step),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::from(error),
        other => StoreError::Other(Box::new(other)),
    })
}

/// The last step this version knows.
pub fn schema_known() -> i64 {
    MIGRATIONS.iter().map(|step| step.version).max().unwrap_or(0)
}

impl Pool {
    fn of(connections: Connections) -> Pool {
        Pool { connections, read: Arc::default() }
    }

    /// The same connections, with nothing remembered: what is asked is read again.
    pub fn afresh(&self) -> Pool {
        Pool::of(self.connections.clone())
    }

    /// A transaction that only reads, all of it as of one moment.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let commits = self.read.commits();
        let behind = match &self.connections {
            Connections::Sqlite { readers, .. } => Behind::Sqlite(readers.begin_with(dialect::SQLITE_READ).await?),
            Connections::Postgres(pool) => Behind::Postgres(pool.begin_with(dialect::POSTGRES_READ).await?),
        };
        Ok(Tx::new(behind, false, self.read.clone(), commits))
    }

    /// A transaction that writes. It has taken the head of the audit trail before it is handed over: writers follow one
    /// another, and what is read in it stays true until it ends.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let behind = match &self.connections {
            Connections::Sqlite { writer, .. } => Behind::Sqlite(writer.begin_with(dialect::SQLITE_WRITE).await?),
            Connections::Postgres(pool) => Behind::Postgres(pool.begin_with(dialect::POSTGRES_WRITE).await?),
        };
        let mut tx = Tx::new(behind, true, self.read.clone(), self.read.commits());
        tx.changed::<(i64,)>(dialect::TAKE_HEAD, vec![]).await?.ok_or_else(|| StoreError::damaged("audit head", "its row is gone"))?;
        Ok(tx)
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine(&self) -> &'static str {
        match &self.connections {
            Connections::Sqlite { .. } => "SQLite",
            Connections::Postgres(_) => "PostgreSQL",
        }
    }

    /// Answers where the database does: for `/health` and `doctor`. Gives the last step taken.
    pub async fn schema(&self) -> Result<i64, StoreError> {
        let mut tx = self.read().await?;
        let row = tx.row::<(Option<i64>,)>("select max(version) from _sqlx_migrations", vec![]).await?;
        Ok(row.and_then(|(version,)| version).unwrap_or(0))
    }

    /// Closes every connection, once what is under way has ended.
    pub async fn close(&self) {
        match &self.connections {
            Connections::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Connections::Postgres(pool) => pool.close().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_new_place_opens_and_an_address_we_do_not_know_is_refused() {
        let pool = open("sqlite::memory:").await.expect("opens");
        assert_eq!(pool.schema().await.expect("answers"), schema_known());
        assert!(matches!(open("mysql://x").await, Err(StoreError::Address(_))));
        assert!(matches!(open("sqlite:").await, Err(StoreError::Address(_))));
        assert!(matches!(open("sqlite:/nowhere/at/all.db").await, Err(StoreError::Unavailable(_))));
    }

    #[tokio::test]
    async fn what_was_opened_for_reading_keeps_nothing() {
        let pool = open("sqlite::memory:").await.expect("opens");
        let mut tx = pool.read().await.expect("reads");
        assert!(matches!(tx.run("delete from counters", vec![]).await, Err(StoreError::NotWritable)));
    }
}
