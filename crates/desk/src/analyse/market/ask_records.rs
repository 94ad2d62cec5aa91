//! A person's own question in SQL, put to the market records in force.

pub use exchange::market::OwnedCell as CellFound;

use exchange::market::MarketTable;
use exchange::tables::{Answer, Asked, Held, Question, Within};
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds};
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::analyse::places::known::ask;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

/// What a question drew on, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub answer: Answer,
    /// Data sets whose tables it names, in the order they came.
    pub data_sets: Vec<Record<DataSetId, DataSet>>,
}

/// Every table of the market that the actor may see, in any currency. Refused with the mend where it does more than read.
pub async fn ask_records(desk: &Desk, actor: &Actor, sql: &str) -> Result<Answered, DeskError> {
    actor.may(Permission::ReadCases)?;
    if sql.trim().is_empty() {
        return Err(DeskError::Faults(vec![Fault::new("sql", "Write a question, for example: select count(*) from payments")]));
    }
    let mut tx = desk.read().await?;
    let mut all = Vec::new();
    for kind in DataSetKind::OF_THE_MARKET {
        all.extend(store::data_sets::accepted(&mut tx, &actor.scope, *kind).await?);
    }
    drop(tx);
    all.sort_by_key(|one| (since(&one.noun), one.id));
    let held: Vec<Held> = all.iter().flat_map(|one| tables_of(&one.noun)).collect();
    let named = words(sql);
    let data_sets = all.into_iter().filter(|one| tables_of(&one.noun).iter().any(|held| named.contains(held.table.name()))).collect();
    let sql = sql.to_owned();
    let answer = ask(desk, move |tables| {
        tables.ask(&Question { asked: Asked::Sql(&sql), of: &held, within: &Within::default(), beside: &[] })
    });
    Ok(Answered { answer: answer.await?, data_sets })
}

fn since(data_set: &DataSet) -> jiff::Timestamp {
    match data_set.state {
        DataSetState::Accepted { at, .. } => at,
        _ => data_set.loaded_at,
    }
}

/// The kept columns of one data set.
fn tables_of(data_set: &DataSet) -> Vec<Held> {
    let Holds::Records(records) = &data_set.holds else { return Vec::new() };
    let held = |table: &model::data_set::TableHeld| {
        let digest = table.digest.as_deref()?.into();
        Some(Held { table: MarketTable::named(&table.table)?, digest })
    };
    records.tables.iter().filter_map(held).collect()
}

/// The words of a question: a table that is not among them is not read.
fn words(sql: &str) -> std::collections::HashSet<String> {
    sql.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_lowercase).collect()
}
