//! Market records as large as a nation's: ten million payments and the shape of 300,000 awards, kept and asked.
//!
//! `cargo bench -p lake --bench market`. Asked: payments grouped in at most 1 s, the shape of a market in at most 150 ms, each the best of five.

use std::time::{Duration, Instant};

use exchange::market::{Cell, MarketTable};
use exchange::tables::{Asked, Held, Question, Tables, Within};
use jiff::civil::date;
use lake::Lake;

const PAYMENTS: u32 = 10_000_000;
const AWARDS: u32 = 300_000;
const SUPPLIERS: u32 = 60_000;
const DIVISIONS: [&str; 5] = ["85311000", "80000000", "45233130", "90511000", "72000000"];

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let lake = Lake::at(folder.path());
    let began = Instant::now();
    let paid = kept(&lake, MarketTable::Payments, PAYMENTS, &|n, cells| payment(n, cells))?;
    println!("{PAYMENTS} payments kept in {:.1} s", began.elapsed().as_secs_f64());
    let by_supplier = best(&lake, &paid, Asked::Named("spend-by-supplier"))?;
    let by_year = best(
        &lake,
        &paid,
        Asked::Sql(
            "select category_code, extract(year from paid) as year, count(*), sum(amount) from payments group by 1, 2 order by 1, 2",
        ),
    )?;
    let mut noticed = kept(&lake, MarketTable::Awards, AWARDS, &|n, cells| award(n, cells))?;
    noticed.extend(kept(&lake, MarketTable::Processes, AWARDS, &|n, cells| process(n, cells))?);
    let shape = best(&lake, &noticed, Asked::Named("shape-by-division"))?;
    println!("10 million payments grouped by supplier  figure: {:.3} s at most 1", by_supplier.as_secs_f64());
    println!("10 million payments grouped by category and year  figure: {:.3} s at most 1", by_year.as_secs_f64());
    println!("the shape of 300,000 awards from columns  figure: {:.1} ms at most 150", shape.as_secs_f64() * 1e3);
    Ok(())
}

fn best(lake: &Lake, of: &[Held], asked: Asked<'_>) -> Result<Duration, Failed> {
    let question = Question { asked, of, within: &Within::default(), beside: &[] };
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let began = Instant::now();
        let answer = lake.ask(&question)?;
        best = best.min(began.elapsed());
        assert!(!answer.rows.is_empty());
    }
    Ok(best)
}

/// What a row of a table holds: by column, into cells that are none before.
type Fill<'f> = &'f dyn Fn(u32, &mut dyn FnMut(&str, Cell<'_>));

fn kept(lake: &Lake, table: MarketTable, rows: u32, fill: Fill<'_>) -> Result<Vec<Held>, Failed> {
    let mut writer = lake.begin_records()?;
    for n in 0..rows {
        // Texts live as long as the row: they are gathered first, and borrowed then.
        let mut texts: Vec<(usize, Own)> = Vec::new();
        fill(n, &mut |name, cell| {
            let at = table.columns().iter().position(|column| column.name == name).expect("a column");
            texts.push((at, Own::of(cell)));
        });
        let mut cells = vec![Cell::None; table.columns().len()];
        texts.iter().for_each(|(at, own)| cells[*at] = own.cell());
        writer.row(table, &cells)?;
    }
    let held = writer.finish(&[])?;
    Ok(held.into_iter().filter_map(|one| Some(Held { table: one.table, digest: one.digest? })).collect())
}

enum Own {
    Text(String),
    Other(Cell<'static>),
}

impl Own {
    fn of(cell: Cell<'_>) -> Own {
        match cell {
            Cell::Text(text) => Own::Text(text.to_owned()),
            Cell::Date(day) => Own::Other(Cell::Date(day)),
            Cell::Money(pence) => Own::Other(Cell::Money(pence)),
            Cell::Count(count) => Own::Other(Cell::Count(count)),
            Cell::Number(number) => Own::Other(Cell::Number(number)),
            Cell::Flag(flag) => Own::Other(Cell::Flag(flag)),
            Cell::None => Own::Other(Cell::None),
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Own::Text(text) => Cell::Text(text),
            Own::Other(cell) => *cell,
        }
    }
}

/// Few suppliers have much, many have little, as in a council's own list.
fn supplier(n: u32) -> String {
    let spread = f64::from(n.wrapping_mul(2_654_435_761) % 1_000_003) / 1_000_003.0;
    format!("GB-COH-{:08}", 10_000_000 + (f64::from(SUPPLIERS) * spread.powi(3)) as u32)
}

fn day(n: u32) -> jiff::civil::Date {
    date(2016 + (n % 9) as i16, 1 + (n / 9 % 12) as i8, 1 + (n / 108 % 28) as i8)
}

fn payment(n: u32, put: &mut dyn FnMut(&str, Cell<'_>)) {
    let key = supplier(n);
    put("buyer", Cell::Text("GB-LAC-E10000099"));
    put("supplier", Cell::Text(&key));
    put("supplier_name", Cell::Text(&key));
    put("paid", Cell::Date(day(n)));
    put("amount", Cell::Money(i64::from(n.wrapping_mul(40_503) % 5_000_000) - 100_000));
    put("currency", Cell::Text("GBP"));
    put("category_scheme", Cell::Text("CPV"));
    put("category_code", Cell::Text(DIVISIONS[n as usize % DIVISIONS.len()]));
    put("source_row", Cell::Count(i64::from(n)));
}

fn award(n: u32, put: &mut dyn FnMut(&str, Cell<'_>)) {
    put("process", Cell::Text(&format!("ocds-b5fd17-{n:08x}")));
    put("award", Cell::Text(&format!("{n}-award-1")));
    put("status", Cell::Text("active"));
    put("awarded", Cell::Date(day(n)));
    put("buyer", Cell::Text(&format!("GB-LAC-E{}", 9_000_000 + n % 400)));
    put("supplier", Cell::Text(&supplier(n)));
    let pence = i64::from(n.wrapping_mul(40_503) % 50_000_000);
    put("amount", Cell::Money(pence));
    put("part", Cell::Money(pence));
    put("currency", Cell::Text("GBP"));
    put("cpv", Cell::Text(DIVISIONS[n as usize % DIVISIONS.len()]));
    put("source_row", Cell::Count(i64::from(n)));
}

fn process(n: u32, put: &mut dyn FnMut(&str, Cell<'_>)) {
    put("process", Cell::Text(&format!("ocds-b5fd17-{n:08x}")));
    put("buyer", Cell::Text(&format!("GB-LAC-E{}", 9_000_000 + n % 400)));
    put("tenderers", Cell::Count(i64::from(1 + n % 5)));
    put("published", Cell::Date(day(n)));
    put("source_row", Cell::Count(i64::from(n)));
}
