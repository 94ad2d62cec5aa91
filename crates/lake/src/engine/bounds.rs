//! How much memory, how many rows and how long a question may take, and how it is said that it took more.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use exchange::tables::TablesError;

#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    megabytes: usize,
    pub rows: usize,
    seconds: u64,
}

/// Of the product's own questions, whose answers are known to be small beside what they read.
pub const OURS: Bounds = Bounds { megabytes: 1_024, rows: 5_000_000, seconds: 300 };
/// Of a question that a person wrote.
pub const A_PERSONS: Bounds = Bounds { megabytes: 512, rows: 100_000, seconds: 60 };

impl Bounds {
    /// Nothing is written to the disk on the way: what does not fit is refused.
    pub fn runtime(self) -> Result<Arc<RuntimeEnv>, DataFusionError> {
        RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(GreedyMemoryPool::new(self.megabytes * 1024 * 1024)))
            .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
            .build_arc()
    }

    pub fn within_time<T>(self, work: impl Future<Output = T>) -> impl Future<Output = Result<T, TablesError>> {
        let late = move |_| {
            let seconds = self.seconds;
            TablesError::NotAnswered(format!("it took longer than {seconds} seconds. Ask of fewer records: add a where, or one join less."))
        };
        async move { tokio::time::timeout(Duration::from_secs(self.seconds), work).await.map_err(late) }
    }

    pub fn check(self, rows: usize) -> Result<(), DataFusionError> {
        if rows <= self.rows {
            return Ok(());
        }
        let most = self.rows;
        Err(DataFusionError::Plan(format!("it has more than {most} rows. Group them, or end the question with limit {most}.")))
    }

    /// What went wrong, for the person who asked.
    pub fn said(self, error: &DataFusionError) -> TablesError {
        let root = error.find_root();
        TablesError::NotAnswered(match root {
            DataFusionError::ResourcesExhausted(_) => {
                let megabytes = self.megabytes;
                format!(
                    "it needs more than the {megabytes} MB of memory a question may take. Ask of fewer records, or group by fewer columns."
                )
            }
            _ => root.message().split(DataFusionError::BACK_TRACE_SEP).next().unwrap_or_default().trim().to_owned(),
        })
    }
}

/// Whether the question is at fault; else it may be what was read.
pub fn is_the_askers(error: &DataFusionError) -> bool {
    use DataFusionError as E;
    matches!(
        error.find_root(),
        E::Plan(_) | E::SchemaError(..) | E::SQL(..) | E::NotImplemented(_) | E::ResourcesExhausted(_) | E::Diagnostic(..)
    )
}
