//! `housing-support-october.xlsx`: the workbook behind “From the October return, cell M41”.
//!
//! Two title rows, a merged heading, months down, more columns than anybody asked for, and two sheets of counts behind it.

use jiff::civil::date;
use papers::{Cell, Merge, PapersError, Sheet, workbook};
use quantity::{Period, Share};

use crate::county::measures::{Fact, measures};
use crate::county::series::chance::Chance;
use crate::county::series::{Point, points};
use crate::county::services::HOUSING;

/// Sheet, row and column of October's median: `Moves`, M41.
pub const MEDIAN_CELL: (&str, u32, u32) = ("Moves", 41, 13);

/// Headings over several columns: from, to, and what they say.
const MERGED: [(u16, u16, &str); 3] = [(2, 8, "Planned moves on, by scheme"), (10, 11, "Stay"), (12, 13, "Weeks to move on")];

const SCHEMES: [&str; 6] = ["Canal Wharf", "Dene Court", "Foundry Yard", "Priory Lane", "Sandgate", "Wherry Row"];

/// The bytes of the workbook, the same every time.
pub fn housing_october() -> Result<Vec<u8>, PapersError> {
    let sheets = [
        moves(),
        counts("Counts", "Month", &["incidents_per_100_flats", "posts_empty"]),
        counts("Tenancies", "Quarter", &["tenancy_kept_six_months"]),
    ];
    workbook(&sheets, date(2026, 11, 20))
}

fn fact(key: &str) -> Option<Fact> {
    measures().into_iter().find(|fact| fact.service == HOUSING && fact.key == key)
}

fn figures(key: &str) -> Vec<Point> {
    fact(key).map(|fact| points(&fact)).unwrap_or_default()
}

fn moves() -> Sheet {
    let mut chance = Chance::of("housing schemes");
    let mut heading: Vec<Cell> = vec![Cell::text("Month")];
    heading.extend(SCHEMES.map(Cell::text));
    heading.extend(["All schemes", "Unplanned", "Shortest", "Longest", "Out of", "Value", "Void days", "Notes"].map(Cell::text));
    let mut merged = vec![Cell::Blank; 15];
    for (first, _, text) in MERGED {
        if let Some(cell) = merged.get_mut(usize::from(first) - 1) {
            *cell = Cell::text(text);
        }
    }
    let mut rows = vec![
        vec![Cell::text("Housing-related support: monthly return")],
        vec![Cell::text("Sent to commissioning on 20 November 2026. Six schemes, 148 flats.")],
        vec![],
        merged,
        heading,
    ];
    let (weeks, voids) = (figures("weeks_to_move_on"), figures("void_days"));
    for (at, median) in weeks.iter().enumerate() {
        let Period::Month(month) = median.period else { continue };
        let people = median.bottom.unwrap_or(0);
        let mut row = vec![Cell::Date(month.first_day())];
        row.extend(among_schemes(people, &mut chance).map(Cell::count));
        row.push(Cell::count(people));
        row.push(Cell::count(chance.poisson(3.0)));
        row.push(Cell::number((median.value * 0.22).round(), 0));
        row.push(Cell::number((median.value * (1.9 + 0.3 * chance.uniform())).round(), 0));
        row.push(Cell::count(people));
        row.push(Cell::number(median.value, 1));
        row.push(voids.get(at).map_or(Cell::Blank, |point| Cell::number(point.value, 0)));
        row.push(if at + 1 == weeks.len() { Cell::text("Nine of the 25 had waited for one block that opened late") } else { Cell::Blank });
        rows.push(row);
    }
    Sheet {
        name: MEDIAN_CELL.0.to_owned(),
        rows,
        bold_rows: 5,
        merges: MERGED
            .into_iter()
            .map(|(first_column, last_column, _)| Merge { first_row: 4, first_column, last_row: 4, last_column })
            .collect(),
        widths: vec![12.0; 15],
        ..Sheet::default()
    }
}

/// The people of a month, scheme by scheme, adding up.
fn among_schemes(people: i64, chance: &mut Chance) -> [i64; 6] {
    let mut schemes = [0; 6];
    for _ in 0..people {
        if let Some(scheme) = schemes.get_mut(chance.between(0, 5) as usize) {
            *scheme += 1;
        }
    }
    schemes
}

/// What is counted: how many of how many, month by month, and quarter by quarter for tenancies kept.
fn counts(name: &str, period: &str, keys: &[&str]) -> Sheet {
    let mut rows = vec![[period, "Measure", "Numerator", "Denominator", "Value"].map(Cell::text).to_vec()];
    for fact in keys.iter().filter_map(|key| fact(key)) {
        for point in points(&fact) {
            let (when, share) = match point.period {
                Period::Quarter(month) => {
                    (Cell::text(format!("{} to {}", month.name(), month.plus(2).in_words())), Share::new(point.value).ok())
                }
                other => (Cell::text(other.in_words()), Share::new(point.value).ok()),
            };
            let count = |count: Option<i64>| count.map_or(Cell::Blank, Cell::count);
            let value = match share {
                Some(value) if fact.unit == "percent" => Cell::Percent { value, places: fact.places },
                _ => Cell::number(point.value, fact.places),
            };
            rows.push(vec![when, Cell::text(fact.name), count(point.top), count(point.bottom), value]);
        }
    }
    Sheet { name: name.into(), rows, bold_rows: 1, widths: vec![26.0, 30.0], ..Sheet::default() }
}
