//! `housing-support-october.xlsx`: the workbook behind “From the October return, cell M41”.
//!
//! Two title rows, a merged heading, months down, more columns than anybody asked for, and a second sheet for the quarters.

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
const MERGED: [(u16, u16, &str); 6] = [
    (2, 8, "Planned moves on, by scheme"),
    (10, 11, "Stay"),
    (12, 13, "Weeks to move on"),
    (14, 15, "Void days"),
    (16, 18, "Incidents per 100 flats"),
    (19, 21, "Vacancies"),
];

const SCHEMES: [&str; 6] = ["Canal Wharf", "Dene Court", "Foundry Yard", "Priory Lane", "Sandgate", "Wherry Row"];

/// The bytes of the workbook, the same every time.
pub fn housing_october() -> Result<Vec<u8>, PapersError> {
    workbook(&[moves(), tenancies()], date(2026, 11, 20))
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
    heading.extend(["All schemes", "Unplanned", "Shortest", "Longest", "Out of", "Value", "Out of", "Value"].map(Cell::text));
    heading.extend(["Numerator", "Denominator", "Value", "Numerator", "Denominator", "Value", "Notes"].map(Cell::text));
    let mut merged = vec![Cell::Blank; 22];
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
    let (incidents, posts) = (figures("incidents_per_100_flats"), figures("posts_empty"));
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
        row.extend(counted(voids.get(at), 0).into_iter().skip(1));
        row.extend(counted(incidents.get(at), 1));
        row.extend(counted(posts.get(at), 0));
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
        widths: vec![12.0; 22],
        ..Sheet::default()
    }
}

/// Numerator, denominator and value, as far as the figure has them.
fn counted(point: Option<&Point>, places: u8) -> [Cell; 3] {
    let Some(point) = point else { return [Cell::Blank, Cell::Blank, Cell::Blank] };
    let count = |count: Option<i64>| count.map_or(Cell::Blank, Cell::count);
    let is_share = point.top.is_some() && point.top.zip(point.bottom).is_some_and(|(top, bottom)| point.value == top as f64 / bottom as f64);
    [count(point.top), count(point.bottom), if is_share { percent(point) } else { Cell::number(point.value, places) }]
}

fn percent(point: &Point) -> Cell {
    Share::new(point.value).map_or(Cell::Blank, |value| Cell::Percent { value, places: 0 })
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

fn tenancies() -> Sheet {
    let mut rows = vec![["Quarter", "Measure", "Numerator", "Denominator", "Value"].map(Cell::text).to_vec()];
    if let Some(fact) = fact("tenancy_kept_six_months") {
        for point in points(&fact) {
            let Period::Quarter(month) = point.period else { continue };
            rows.push(vec![
                Cell::text(format!("{} to {}", month.name(), month.plus(2).in_words())),
                Cell::text(fact.name),
                point.top.map_or(Cell::Blank, Cell::count),
                point.bottom.map_or(Cell::Blank, Cell::count),
                percent(&point),
            ]);
        }
    }
    Sheet { name: "Tenancies".into(), rows, bold_rows: 1, widths: vec![26.0, 30.0], ..Sheet::default() }
}
