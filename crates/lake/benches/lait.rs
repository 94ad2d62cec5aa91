//! A table as large as the Department for Education's: kept, a place profiled beside twenty peers, and every area's last figures read.
//!
//! `cargo bench -p lake --bench lait`. Asked: at most 5 s to load, 300 ms for a profile of 300 measures and 20 peers, 1 s for all areas.

use std::time::Instant;

use exchange::areas::Gazetteer;
use exchange::indicators::about::About;
use exchange::indicators::columns::{Coder, Columns};
use exchange::indicators::{self, Told};
use exchange::note::Notes;
use exchange::tables::{Tables, Wanted};
use lake::Lake;
use quantity::code::AreaCode;

const MEASURES: u32 = 300;
const AREAS: u32 = 171;
const YEARS: u32 = 13;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let lake = Lake::at(folder.path());
    let table = made_up();
    let began = Instant::now();
    let read = indicators::read(&table, &About::default(), &Gazetteer::default(), &Told::default(), Notes::default())?;
    let digest = lake.keep(&read.table)?;
    let loaded = began.elapsed();
    let code = |number: u32| AreaCode::parse(&format!("E{:08}", 10_000_000 + number));
    let peers = (1..=20).map(code).collect::<Result<Vec<_>, _>>()?;
    let began = Instant::now();
    let lines = lake.profile(&[digest.clone()], &code(0)?, &peers)?;
    let profiled = began.elapsed();
    let began = Instant::now();
    let all = lake.values(&[digest], &Wanted { from: Some(jiff::civil::date(2022, 4, 1)), ..Wanted::default() })?;
    let last = began.elapsed();
    println!("{} figures read and kept  figure: {:.3} s at most 5", read.table.values.len(), loaded.as_secs_f64());
    println!("profile of {} measures beside 20 peers  figure: {:.1} ms at most 300", lines.len(), profiled.as_secs_f64() * 1e3);
    println!("last figures of every area and measure, {}  figure: {:.3} s at most 1", all.len(), last.as_secs_f64());
    Ok(())
}

/// A row for each figure, as the tool's own file has it.
fn made_up() -> Columns {
    let mut coders: [Coder; 4] = Default::default();
    for measure in 0..MEASURES {
        for area in 0..AREAS {
            for year in 0..YEARS {
                let texts = [
                    format!("Measure {measure:03}"),
                    format!("E{:08}", 10_000_000 + area),
                    format!("{}/{:02}", 2011 + year, (12 + year) % 100),
                    format!("{}.{}", (measure * 7 + area * 13 + year * 3) % 90, area % 10),
                ];
                coders.iter_mut().zip(&texts).for_each(|(coder, text)| coder.push(text));
            }
        }
    }
    let columns: Vec<_> =
        coders.into_iter().zip(["indicator", "area_code", "period", "value"]).map(|(coder, name)| coder.finish(name)).collect();
    Columns { sheet: String::new(), heading_row: 1, rows: (2..MEASURES * AREAS * YEARS + 2).collect(), columns }
}
