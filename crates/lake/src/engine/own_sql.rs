//! From SQL to a plan that reads and does nothing else.

use datafusion::error::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SQLOptions;
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::sqlparser::ast::Statement as Sql;
use exchange::market::MarketTable;

/// Refused with the mend: more than one statement, one that is no question, tables that are not there.
pub async fn plan(state: &SessionState, sql: &str) -> Result<LogicalPlan, DataFusionError> {
    let mut statements = DFParser::parse_sql(sql).map_err(|error| refused(format!("it is no SQL that can be read ({}).", said(&error))))?;
    let (Some(statement), None) = (statements.pop_front(), statements.pop_front()) else {
        return Err(refused("ask one question at a time: a single select, with nothing after it.".to_owned()));
    };
    match &statement {
        Statement::Statement(inner) if matches!(**inner, Sql::Query(_)) => {}
        _ => return Err(refused("it may read, and nothing else: begin with select, or with a with that ends in a select.".to_owned())),
    }
    for table in state.resolve_table_references(&statement)? {
        let there = state.schema_for_ref(table.clone()).is_ok_and(|schema| schema.table_exist(table.table()));
        if !there {
            let names = MarketTable::ALL.map(MarketTable::name).join(", ");
            return Err(refused(format!("there is no table {}. There are: {names}, identities and kinds.", table.table())));
        }
    }
    let plan = state.statement_to_plan(statement).await?;
    // A select may still hide what writes: `select … into`.
    let reads = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    reads.verify_plan(&plan).map_err(|_| refused("it may read, and nothing else: take out what writes.".to_owned()))?;
    Ok(plan)
}

fn refused(why: String) -> DataFusionError {
    DataFusionError::Plan(why)
}

/// Without the word for which part of the engine found it.
fn said(error: &DataFusionError) -> String {
    match error.find_root() {
        DataFusionError::SQL(error, _) => error.to_string().trim_start_matches("sql parser error: ").to_owned(),
        other => other.message().into_owned(),
    }
}
