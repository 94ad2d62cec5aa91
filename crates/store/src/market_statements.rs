//! Market position statements as they are written.

use model::id::MarketStatementId;
use model::market_statement::MarketStatement;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for MarketStatement {
    type Id = MarketStatementId;
    const NOUN: &'static str = "market position statement";
    const TABLE: &'static str = "market_statements";
    const PREFIX: Option<&'static str> = Some("MS");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(MarketStatement, MarketStatementId, by_reference);
