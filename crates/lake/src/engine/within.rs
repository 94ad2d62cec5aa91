//! Which records a question is of, as an expression on each table: never as text in its SQL.

use datafusion::logical_expr::Expr;
use datafusion::prelude::{ident, lit, starts_with};
use datafusion::scalar::ScalarValue;
use exchange::market::{ColumnKind, MarketTable};
use exchange::tables::Within;
use quantity::Date;

use crate::write::since_1970;

/// Who pays, as tables call it.
const BUYERS: [&str; 2] = ["buyer", "funder"];
/// Who is paid, or would be.
const SUPPLIERS: [&str; 4] = ["supplier", "recipient", "bidder", "provider"];
/// A table's own day: the first of these it has.
const DAYS: [&str; 6] = ["paid", "awarded", "published", "starts", "asked", "made"];
/// A place in any of these is the place.
const PLACES: [&str; 4] = ["area", "area_name", "region", "place"];

/// None where every row of the table is wanted. Parties are names for what other tables hold, and are never cut.
///
/// `currency` is that of every row with money, unless it is none.
pub fn filter(table: MarketTable, within: &Within, currency: Option<&str>) -> Option<Expr> {
    if table == MarketTable::Parties {
        return None;
    }
    let has = |name: &str, kind: ColumnKind| table.columns().iter().any(|column| column.name == name && column.kind == kind);
    let text = |names: &[&'static str]| names.iter().copied().filter(|name| has(name, ColumnKind::Text)).collect::<Vec<_>>();
    let mut asked: Vec<Expr> = Vec::new();
    for (wanted, names) in [(&within.buyers, text(&BUYERS)), (&within.suppliers, text(&SUPPLIERS)), (&within.areas, text(&PLACES))] {
        if !wanted.is_empty() {
            asked.extend(names.into_iter().map(|name| one_of(name, wanted)).reduce(Expr::or));
        }
    }
    if let Some((scheme, code)) = &within.category {
        asked.extend(category(table, scheme, code));
    }
    if !within.service.is_empty() && has("service", ColumnKind::Text) {
        asked.push(ident("service").eq(lit(within.service.as_str())));
    }
    if let Some(own) = DAYS.into_iter().find(|name| has(name, ColumnKind::Date)) {
        asked.extend(within.from.map(|from| ident(own).gt_eq(day(from))));
        asked.extend(within.to.map(|to| ident(own).lt_eq(day(to))));
    }
    if let Some(currency) = currency.filter(|_| has("currency", ColumnKind::Text)) {
        asked.push(in_currency(table, currency));
    }
    asked.into_iter().reduce(Expr::and)
}

fn one_of(name: &str, wanted: &[String]) -> Expr {
    ident(name).in_list(wanted.iter().map(|one| lit(one.as_str())).collect(), false)
}

fn day(date: Date) -> Expr {
    lit(ScalarValue::Date32(Some(since_1970(date))))
}

/// A notice tells its category in CPV alone: of another scheme's it holds none.
fn category(table: MarketTable, scheme: &str, code: &str) -> Option<Expr> {
    let has = |name: &str| table.columns().iter().any(|column| column.name == name);
    if has("category_scheme") {
        return Some(ident("category_scheme").eq(lit(scheme)).and(starts_with(ident("category_code"), lit(code))));
    }
    has("cpv").then(|| if scheme == "CPV" { starts_with(ident("cpv"), lit(code)) } else { lit(false) })
}

/// Nothing is summed over two currencies. Where a row holds no money, its currency is nothing to say.
fn in_currency(table: MarketTable, wanted: &str) -> Expr {
    let money = table.columns().iter().filter(|column| column.kind == ColumnKind::Money);
    let no_money = money.map(|column| ident(column.name).is_null()).fold(ident("currency").is_null(), Expr::and);
    ident("currency").eq(lit(wanted)).or(no_money)
}
