//! Editions of market position statements, as they were published: never changed.

use model::id::{MarketStatementId, StatementEditionId};
use model::market_statement::StatementEdition;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for StatementEdition {
    type Id = StatementEditionId;
    const NOUN: &'static str = "edition of a market position statement";
    const TABLE: &'static str = "statement_editions";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["statement_id", "edition"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.of), Value::number(i64::from(self.edition))]
    }
}

plain_functions!(StatementEdition, StatementEditionId);

listed_by! {
    /// Editions of one statement, the first first.
    by_statement, "statement_id", MarketStatementId => StatementEdition, StatementEditionId
}
