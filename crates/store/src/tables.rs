//! Tables as a backup sees them: whole, column by column, the same on both engines.

use serde_json::{Map, Value as Json};

use crate::tx::{Kind, Value};
use crate::{StoreError, Tx, dialect};

/// Every table a backup holds, each after those it refers to. The head of the audit trail goes into the manifest instead.
pub(crate) const KEPT: &[&str] = &[
    "organisations",
    "places",
    "people",
    "roles",
    "settings",
    "delivery_models",
    "sources",
    "services",
    "cases",
    "measures",
    "outcomes",
    "issues",
    "test_periods",
    "findings",
    "readiness_checks",
    "exceptions",
    "papers",
    "decisions",
    "promises",
    "arrangements",
    "engagements",
    "replies",
    "uploads",
    "funds",
    "stress_limits",
    "allocations",
    "budget_changes",
    "spends",
    "financial_plan_lines",
    "decided_savings",
    "demand_models",
    "eligibility_tables",
    "system_maps",
    "data_sets",
    "supplier_links",
    "profiles",
    "observations",
    "needs",
    "strengths",
    "shared_words",
    "neighbourhoods",
    "priorities",
    "priority_lists",
    "costings",
    "workshops",
    "involvements",
    "invitations",
    "ballots",
    "paper_ballots",
    "partnerships",
    "partnership_answers",
    "skill_supplies",
    "separations",
    "change_plans",
    "supply_lines",
    "market_responses",
    "ways_to_market",
    "barrier_audits",
    "pipeline_lines",
    "market_meetings",
    "shaping_plans",
    "market_statements",
    "statement_editions",
    "sign_ins",
    "counters",
    "audit",
];

/// What a backup leaves out: nobody should be signed in by a restored backup, nor shut out by it.
pub(crate) const LEFT_OUT: &[&str] = &["sessions", "links", "sign_in_attempts"];

/// The one row every place has from the start.
#[cfg(test)]
const HEAD: &str = "audit_head";

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    kind: Kind,
}

/// The columns of a table as it stands; the first is its key.
pub(crate) async fn columns(tx: &mut Tx, table: &'static str) -> Result<Vec<Column>, StoreError> {
    let sql = if tx.is_postgres() { dialect::POSTGRES_COLUMNS } else { dialect::SQLITE_COLUMNS };
    let rows: Vec<(String, String)> = tx.rows(sql, vec![Value::text(table)]).await?;
    let column = |(name, word): (String, String)| match Kind::named(&word.to_lowercase()) {
        Some(kind) => Ok(Column { name, kind }),
        None => Err(StoreError::damaged("table", format!("{table}.{name} is a {word}"))),
    };
    let columns = rows.into_iter().map(column).collect::<Result<Vec<_>, _>>()?;
    if columns.is_empty() { Err(StoreError::damaged("table", format!("{table} is gone"))) } else { Ok(columns) }
}

/// All our tables that hold rows, but the head; empty where a backup may be restored.
pub(crate) async fn with_rows(tx: &mut Tx) -> Result<Vec<&'static str>, StoreError> {
    let mut found = Vec::new();
    for table in KEPT.iter().chain(LEFT_OUT).copied() {
        let row = tx.row::<(i64,)>(format!("select count(*) from (select 1 from {table} limit 1) as some_row"), vec![]).await?;
        if row.is_some_and(|(count,)| count > 0) {
            found.push(table);
        }
    }
    Ok(found)
}

/// The next `limit` rows after the one whose key is given, by key.
pub(crate) async fn page(
    tx: &mut Tx,
    table: &'static str,
    columns: &[Column],
    after: Option<Value>,
    limit: usize,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let Some(key) = columns.first() else { return Ok(Vec::new()) };
    let names = columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
    let key = &key.name;
    let condition = if after.is_some() { format!("where {key} > $1") } else { String::new() };
    let sql = format!("select {names} from {table} {condition} order by {key} limit {limit}");
    tx.cells(sql, after.into_iter().collect(), &kinds).await
}

/// A row as a JSON object.
pub(crate) fn object(columns: &[Column], row: &[Value]) -> Map<String, Json> {
    let json = |value: &Value| match value {
        Value::Text(text) => text.clone().map_or(Json::Null, Json::String),
        Value::Number(number) => number.map_or(Json::Null, Json::from),
        Value::Real(number) => number.map_or(Json::Null, Json::from),
        Value::Truth(truth) => Json::Bool(*truth),
        Value::Day(day) => day.map_or(Json::Null, |day| Json::String(day.to_string())),
    };
    columns.iter().zip(row).map(|(column, value)| (column.name.clone(), json(value))).collect()
}

/// A row from a JSON object that has just these columns; else what is wrong with it.
pub(crate) fn row(columns: &[Column], mut object: Map<String, Json>) -> Result<Vec<Value>, String> {
    let mut values = Vec::with_capacity(columns.len());
    for Column { name, kind } in columns {
        let json = object.remove(name).ok_or_else(|| format!("a row has no {name}"))?;
        let wrong = || format!("{name} is not what it should be");
        values.push(match (kind, json) {
            (Kind::Text, Json::Null) => Value::Text(None),
            (Kind::Text, Json::String(text)) => Value::Text(Some(text)),
            (Kind::Number, Json::Null) => Value::Number(None),
            (Kind::Number, Json::Number(number)) => Value::Number(Some(number.as_i64().ok_or_else(wrong)?)),
            (Kind::Real, Json::Null) => Value::Real(None),
            (Kind::Real, Json::Number(number)) => Value::Real(Some(number.as_f64().ok_or_else(wrong)?)),
            (Kind::Truth, Json::Bool(truth)) => Value::Truth(truth),
            (Kind::Day, Json::Null) => Value::Day(None),
            (Kind::Day, Json::String(day)) => Value::Day(Some(day.parse().map_err(|_| wrong())?)),
            _ => return Err(wrong()),
        });
    }
    match object.keys().next() {
        Some(unknown) => Err(format!("a row has {unknown}, which is not known here")),
        None => Ok(values),
    }
}

/// Inserts rows, so many a statement that neither engine has too many values.
pub(crate) async fn insert(tx: &mut Tx, table: &'static str, columns: &[Column], rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    let width = columns.len();
    let names = columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    for some in rows.chunks(1000) {
        let places = dialect::places(tx.is_postgres(), some.len(), width);
        tx.run(format!("insert into {table} ({names}) values {places}"), some.concat()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL_TABLES: &str = "select name from sqlite_master where type = 'table' and name <> '_sqlx_migrations'";

    #[tokio::test]
    async fn a_backup_knows_every_table_there_is() {
        let pool = crate::open("sqlite::memory:").await.expect("opens");
        let mut tx = pool.read().await.expect("reads");
        let rows: Vec<(String,)> = tx.rows(ALL_TABLES, vec![]).await.expect("tables");
        let mut there: Vec<String> = rows.into_iter().map(|(name,)| name).collect();
        there.sort();
        let mut known: Vec<&str> = KEPT.iter().chain(LEFT_OUT).copied().chain([HEAD]).collect();
        known.sort();
        assert_eq!(there, known);
    }
}
