//! The store against both engines: SQLite always, PostgreSQL wherever it is installed, and always in CI.

mod audit;
mod backup;
mod ballots;
mod concurrency;
mod files;
mod killed;
mod migrations;
mod observations;
mod records;
mod sight;
mod sign_in;
mod story;

use store::Pool;
use testkit::postgres::{self, Postgres};

/// A store on each engine there is, in a folder of its own.
pub struct Engines {
    pub pools: Vec<Pool>,
    _dir: tempfile::TempDir,
    _postgres: Option<Postgres>,
}

pub async fn engines() -> Engines {
    let dir = tempfile::tempdir().expect("a folder");
    let mut pools = vec![store::open(&sqlite(dir.path())).await.expect("SQLite opens")];
    let postgres = postgres::start();
    if let Some(postgres) = &postgres {
        pools.push(store::open(postgres.address()).await.expect("PostgreSQL opens"));
    }
    Engines { pools, _dir: dir, _postgres: postgres }
}

pub fn sqlite(dir: &std::path::Path) -> String {
    format!("sqlite:{}", dir.join("records.db").display())
}
