//! Questions in SQL put to market records. DataFusion is async; whoever asks is not: the work runs on threads of the engine's own, and the asker waits.

mod answer;
mod beside;
mod bounds;
mod own_sql;
mod threads;
mod within;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::datasource::empty::EmptyTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::datasource::{MemTable, TableProvider};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::functions_aggregate::expr_fn::max;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::{DataFrame, JoinType, SessionConfig, SessionContext, col, lit};
use exchange::market::MarketTable;
use exchange::tables::{Answer, Asked, Digest, Held, Question, TablesError, Within};

use crate::records::columns;
use crate::records::new::{PROCESS, tells_of_processes};
use crate::{Lake, damaged, questions, unharmed};
use bounds::Bounds;

/// Columns that stand beside a row while it is found which file told of its process last.
const NTH: &str = "nth_file";
const TOLD: &str = "told_process";
const LAST: &str = "last_file";

/// Where the engine finds the files of a place, and nothing beside them.
const PLACE: &str = "columns://place";

/// A question with all it needs, so that it can move to the engine's threads.
struct Work {
    dir: PathBuf,
    sql: String,
    /// What our questions share; a person's own SQL sees the tables alone.
    parts: Vec<(&'static str, &'static str)>,
    bounds: Bounds,
    held: BTreeMap<MarketTable, Vec<Digest>>,
    within: Within,
    currency: Option<String>,
    beside: Vec<(String, Arc<MemTable>)>,
}

pub fn ask(lake: &Lake, question: &Question<'_>) -> Result<Answer, TablesError> {
    let (sql, parts, bounds) = match question.asked {
        Asked::Named(name) => match questions::of(name) {
            Some(sql) => (sql.to_owned(), questions::parts_of(sql).copied().collect(), bounds::OURS),
            None => return Err(TablesError::NotAnswered(format!("there is no question called {name}."))),
        },
        Asked::Sql(sql) => (sql.to_owned(), Vec::new(), bounds::A_PERSONS),
    };
    let mut held: BTreeMap<MarketTable, Vec<Digest>> = BTreeMap::new();
    for Held { table, digest } in question.of {
        lake.record_file(*table, digest)?;
        let files = held.entry(*table).or_default();
        if !files.contains(digest) {
            files.push(digest.clone());
        }
    }
    let beside = beside::tables(question.beside)?;
    let within = question.within.clone();
    let currency = match (within.currency.as_str(), question.asked) {
        ("", Asked::Named(_)) => Some("GBP".to_owned()),
        ("", Asked::Sql(_)) => None,
        (named, _) => Some(named.to_owned()),
    };
    let work = Work { dir: lake.dir.clone(), sql, parts, bounds, held, within, currency, beside };
    match threads::wait_for(bounds.within_time(work.answer())) {
        Some(Ok(answer)) => answer.map_err(|error| {
            let told = bounds.said(&error);
            if bounds::is_the_askers(&error) { told } else { blamed(lake, question.of).unwrap_or(told) }
        }),
        Some(Err(told)) => Err(told),
        None => Err(blamed(lake, question.of).unwrap_or_else(|| TablesError::NotAnswered("the engine stopped. Ask again.".to_owned()))),
    }
}

/// Which data set an error is to be laid on: the first that cannot be read to its end.
fn blamed(lake: &Lake, held: &[Held]) -> Option<TablesError> {
    held.iter().find_map(|one| {
        let read = || lake.record_file(one.table, &one.digest).map(|path| crate::records::new::Rows::of(one.table, &path).map(drop));
        let why = match unharmed(read) {
            Ok(Ok(Ok(()))) => return None,
            Ok(Err(told)) => return Some(told),
            Ok(Ok(Err(error))) => error.to_string(),
            Err(why) => why,
        };
        Some(damaged(&one.digest, why))
    })
}

impl Work {
    async fn answer(self) -> Result<Answer, DataFusionError> {
        let context = self.context()?;
        for table in MarketTable::ALL {
            let whole = self.last_told(&context, table)?;
            let part = match within::filter(table, &self.within, self.currency.as_deref()) {
                Some(filter) => context.read_table(whole)?.filter(filter)?.into_view(),
                None => whole,
            };
            context.register_table(table.name(), part)?;
        }
        for (name, table) in &self.beside {
            context.register_table(name.as_str(), table.clone())?;
        }
        for (name, part) in self.parts.iter().copied() {
            let plan = own_sql::plan(&context.state(), part).await?;
            context.register_table(name, DataFrame::new(context.state(), plan).into_view())?;
        }
        let plan = own_sql::plan(&context.state(), &self.sql).await?;
        let frame = DataFrame::new(context.state(), plan);
        let columns: Vec<_> = frame.schema().fields().iter().cloned().collect();
        // One row more than is answered shows that there are too many.
        let batches = frame.limit(0, Some(self.bounds.rows.saturating_add(1)))?.collect().await?;
        self.bounds.check(batches.iter().map(|batch| batch.num_rows()).sum())?;
        answer::of(&columns, &batches)
    }

    /// An engine that reads the place's files and knows no function that makes tables.
    fn context(&self) -> Result<SessionContext, DataFusionError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut config = SessionConfig::new().with_target_partitions(cores).with_information_schema(false);
        config.options_mut().execution.enable_recursive_ctes = false;
        let state = SessionStateBuilder::new_with_default_features()
            .with_table_functions(Default::default())
            .with_config(config)
            .with_runtime_env(self.bounds.runtime()?);
        let context = SessionContext::new_with_state(state.build());
        if self.dir.is_dir() {
            let folder = LocalFileSystem::new_with_prefix(&self.dir)?;
            context.register_object_store(ObjectStoreUrl::parse(PLACE)?.as_ref(), Arc::new(folder));
        }
        Ok(context)
    }

    /// Every row that is in force: of a process that several files tell of, the rows of the last.
    fn last_told(&self, context: &SessionContext, table: MarketTable) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let files = self.held.get(&table).map(Vec::as_slice).unwrap_or_default();
        if files.len() < 2 || !tells_of_processes(table) {
            return self.whole(table, files);
        }
        let mut all: Option<DataFrame> = None;
        for (nth, file) in files.iter().enumerate() {
            let nth = i64::try_from(nth).unwrap_or(i64::MAX);
            let one = context.read_table(self.whole(table, std::slice::from_ref(file))?)?.with_column(NTH, lit(nth))?;
            all = Some(match all {
                Some(before) => before.union(one)?,
                None => one,
            });
        }
        let Some(all) = all else { return self.whole(table, files) };
        let last =
            all.clone().filter(col(PROCESS).is_not_null())?.aggregate(vec![col(PROCESS).alias(TOLD)], vec![max(col(NTH)).alias(LAST)])?;
        let in_force = all.join(last, JoinType::Left, &[PROCESS], &[TOLD], None)?.filter(col(LAST).is_null().or(col(NTH).eq(col(LAST))))?;
        Ok(in_force.select(table.columns().iter().map(|column| col(column.name)).collect::<Vec<_>>())?.into_view())
    }

    fn whole(&self, table: MarketTable, files: &[Digest]) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let schema = columns::asked(table);
        if files.is_empty() {
            return Ok(Arc::new(EmptyTable::new(schema)));
        }
        let files = files.iter().map(|digest| ListingTableUrl::parse(format!("{PLACE}/{digest}"))).collect::<Result<Vec<_>, _>>()?;
        let options = ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension("");
        let config = ListingTableConfig::new_with_multi_paths(files).with_listing_options(options).with_schema(schema);
        Ok(Arc::new(ListingTable::try_new(config)?))
    }
}
