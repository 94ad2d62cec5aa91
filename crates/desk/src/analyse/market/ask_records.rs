//! A person's own question in SQL, put to the market records in force.

pub use exchange::market::OwnedCell as CellFound;

use exchange::tables::{Answer, Asked, Question, Within};
use model::data_set::DataSet;
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;

use super::ground::{held_by, sets_in_force};
use super::who::who_is_who;
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
    let all = sets_in_force(desk, actor).await?;
    let held = held_by(&all);
    let named = words(sql);
    let who = ["identities", "kinds"].iter().any(|table| named.contains(*table));
    let beside = if who { who_is_who(desk, actor).await?.beside() } else { Vec::new() };
    let draws_on =
        |one: &Record<DataSetId, DataSet>| held_by(std::slice::from_ref(one)).iter().any(|held| named.contains(held.table.name()));
    let data_sets = all.into_iter().filter(draws_on).collect();
    let sql = sql.to_owned();
    let answer =
        ask(desk, move |tables| tables.ask(&Question { asked: Asked::Sql(&sql), of: &held, within: &Within::default(), beside: &beside }));
    Ok(Answered { answer: answer.await?, data_sets })
}

/// The words of a question: a table that is not among them is not read.
fn words(sql: &str) -> std::collections::HashSet<String> {
    sql.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_lowercase).collect()
}
