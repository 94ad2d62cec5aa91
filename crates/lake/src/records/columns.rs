//! The columns of a table of the market, as a file keeps them and as a question sees them.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use exchange::market::{ColumnKind, MarketTable};

/// Digits of money, two of them behind the point.
pub const DIGITS: u8 = 18;
pub const PLACES: i8 = 2;
/// Pence that have no more digits than a column holds.
pub const MOST_PENCE: u64 = 999_999_999_999_999_999;

/// As files keep them. Parquet codes what repeats by itself.
pub fn kept(table: MarketTable) -> SchemaRef {
    schema(table, &DataType::Utf8)
}

/// As questions see them: texts as views, which group the quickest.
pub fn asked(table: MarketTable) -> SchemaRef {
    schema(table, &DataType::Utf8View)
}

fn schema(table: MarketTable, text: &DataType) -> SchemaRef {
    let field = |name: &str, kind: ColumnKind| {
        let kind = match kind {
            ColumnKind::Text => text.clone(),
            ColumnKind::Date => DataType::Date32,
            ColumnKind::Money => DataType::Decimal128(DIGITS, PLACES),
            ColumnKind::Count => DataType::Int64,
            ColumnKind::Number => DataType::Float64,
            ColumnKind::Flag => DataType::Boolean,
        };
        Field::new(name, kind, true)
    };
    Arc::new(Schema::new(table.columns().iter().map(|column| field(column.name, column.kind)).collect::<Vec<_>>()))
}

/// Whether a file holds just this table.
pub fn check(table: MarketTable, found: &Schema) -> Result<(), String> {
    let wanted = kept(table);
    let differs = |(a, b): &(&Arc<Field>, &Arc<Field>)| a.name() != b.name() || a.data_type() != b.data_type();
    match wanted.fields().iter().zip(found.fields()).find(differs) {
        Some((wanted, _)) => Err(format!("its column {} is not what it should be in {}", wanted.name(), table.name())),
        None if wanted.fields().len() != found.fields().len() => Err(format!("it has other columns than {}", table.name())),
        None => Ok(()),
    }
}
