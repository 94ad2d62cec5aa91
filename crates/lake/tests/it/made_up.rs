//! A small market, invented: enough of each table that a wrong join, a lost row or a mixed currency shows.

use exchange::market::{Cell, MarketTable};
use exchange::tables::{Held, KeptTable, Tables};
use jiff::civil::date;
use lake::Lake;

/// A row told by the names of its columns: what is not named is none.
pub fn row<'a>(table: MarketTable, cells: &[(&str, Cell<'a>)]) -> Vec<Cell<'a>> {
    let columns = table.columns();
    for (name, _) in cells {
        assert!(columns.iter().any(|column| column.name == *name), "{} has no column {name}", table.name());
    }
    columns.iter().map(|column| cells.iter().find(|(name, _)| *name == column.name).map_or(Cell::None, |(_, cell)| *cell)).collect()
}

pub fn load(lake: &Lake, rows: &[(MarketTable, Vec<Cell<'_>>)], held: &[Held]) -> Vec<KeptTable> {
    let mut writer = lake.begin_records().expect("a writer");
    for (table, cells) in rows {
        writer.row(*table, cells).expect("a row");
    }
    writer.finish(held).expect("finished")
}

pub fn held(kept: &[KeptTable]) -> Vec<Held> {
    kept.iter().filter_map(|one| Some(Held { table: one.table, digest: one.digest.clone()? })).collect()
}

type Payment = (&'static str, &'static str, (i16, i8, i8), i64, &'static str, &'static str, &'static str);

/// Buyer, supplier, day, pence, currency, ProClass code, service.
pub const PAYMENTS: &[Payment] = &[
    ("GB-LAC-N1", "name:ACORN CARE LTD", (2024, 4, 1), 10_000, "GBP", "2010", "Adults"),
    ("GB-LAC-N1", "name:ACORN CARE LTD", (2024, 5, 1), 20_050, "GBP", "2010", "Adults"),
    ("GB-LAC-N1", "GB-COH-01234567", (2024, 6, 1), 5_000, "GBP", "2020", "Children"),
    ("GB-LAC-N1", "GB-COH-01234567", (2024, 7, 1), -5_000, "GBP", "2020", "Children"),
    ("GB-LAC-N2", "GB-COH-07654321", (2025, 4, 1), 99_999, "GBP", "2010", "Adults"),
    ("GB-LAC-N2", "GB-COH-07654321", (2025, 4, 1), 99_999, "GBP", "2010", "Adults"),
    ("GB-LAC-N2", "name:BRAMLEY SL", (2025, 5, 1), 70_000, "EUR", "3000", "Places"),
];

pub fn payments(of: &'static [Payment]) -> Vec<(MarketTable, Vec<Cell<'static>>)> {
    let one = |(n, (buyer, supplier, (y, m, d), pence, currency, code, service)): (usize, &Payment)| {
        let cells = [
            ("buyer", Cell::Text(*buyer)),
            ("supplier", Cell::Text(*supplier)),
            ("supplier_name", Cell::Text(supplier.split(':').next_back().unwrap_or_default())),
            ("paid", Cell::Date(date(*y, *m, *d))),
            ("amount", Cell::Money(*pence)),
            ("currency", Cell::Text(*currency)),
            ("category_scheme", Cell::Text("ProClass")),
            ("category_code", Cell::Text(*code)),
            ("service", Cell::Text(*service)),
            ("purpose", Cell::Text("")),
            ("source_row", Cell::Count(n as i64 + 2)),
        ];
        (MarketTable::Payments, row(MarketTable::Payments, &cells))
    };
    of.iter().enumerate().map(one).collect()
}

/// Three processes: two of division 85 (one drew a single tenderer, one was awarded to two suppliers), one of 45; and one without value.
pub fn notices() -> Vec<(MarketTable, Vec<Cell<'static>>)> {
    let mut rows = Vec::new();
    let processes =
        [("ocds-1", "85311000", Some(1), Some(100_000)), ("ocds-2", "85000000", Some(4), None), ("ocds-3", "45233130", None, Some(1))];
    for (n, (process, cpv, tenderers, value)) in processes.into_iter().enumerate() {
        let cells = [
            ("process", Cell::Text(process)),
            ("buyer", Cell::Text("GB-LAC-N1")),
            ("cpv", Cell::Text(cpv)),
            ("tenderers", Cell::maybe_count(tenderers)),
            ("value", Cell::maybe_money(value)),
            ("currency", value.map_or(Cell::None, |_| Cell::Text("GBP"))),
            ("published", Cell::Date(date(2024, 1, n as i8 + 1))),
            ("suits_sme", Cell::Flag(n == 1)),
            ("source_row", Cell::Count(n as i64 + 1)),
        ];
        rows.push((MarketTable::Processes, row(MarketTable::Processes, &cells)));
    }
    let awards = [
        ("ocds-1", "a1", "GB-COH-01234567", "85311000", 90_000, 90_000),
        ("ocds-2", "a2", "GB-COH-01234567", "85000000", 60_001, 30_001),
        ("ocds-2", "a2", "GB-COH-07654321", "85000000", 60_001, 30_000),
        ("ocds-3", "a3", "GB-COH-07654321", "45233130", 10, 10),
    ];
    for (n, (process, award, supplier, cpv, amount, part)) in awards.into_iter().enumerate() {
        let cells = [
            ("process", Cell::Text(process)),
            ("award", Cell::Text(award)),
            ("status", Cell::Text("active")),
            ("awarded", Cell::Date(date(2024, 3, n as i8 + 1))),
            ("buyer", Cell::Text("GB-LAC-N1")),
            ("supplier", Cell::Text(supplier)),
            ("amount", Cell::Money(amount)),
            ("part", Cell::Money(part)),
            ("currency", Cell::Text("GBP")),
            ("cpv", Cell::Text(cpv)),
            ("source_row", Cell::Count(n as i64 + 1)),
        ];
        rows.push((MarketTable::Awards, row(MarketTable::Awards, &cells)));
    }
    let miles = [("miles", Cell::Number(12.5)), ("asked", Cell::Date(date(2024, 2, 28))), ("sourced", Cell::Date(date(2024, 3, 1)))];
    rows.push((MarketTable::Placements, row(MarketTable::Placements, &miles)));
    rows
}

/// All of it in a folder.
pub fn market(lake: &Lake) -> Vec<Held> {
    let mut all = payments(PAYMENTS);
    all.extend(notices());
    held(&load(lake, &all, &[]))
}
