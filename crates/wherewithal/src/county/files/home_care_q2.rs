//! `home-care-q2-final-v3.xlsx`: a return as they come, with every trap an analyst has met.
//!
//! Sheet “Q2 final v3”: two title rows, a merged row, headings in row 4, 214 rows under them. In it: people's names in
//! column H; “<5”, “c”, “n/a” and “-”; 310 of 300 (D87); March 2026 twice, the second time corrected (rows 90 and 171); one
//! agency under three spellings (rows 12, 61 and 140); another's definition changed (rows 62 to 74); three styles of month;
//! a code of a district that is no more; a target on the wrong side (K3); October provisional. “Sheet3” is hidden and holds
//! clients' initials and dates of birth. All the people are invented.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::date;
use papers::{Cell, CellError, Merge, PapersError, Sheet, workbook};
use quantity::{Month, Period};

use crate::county::measures::measures;
use crate::county::organisations::{AGENCIES, ENDED_CODE, REDEFINED, SENT_TWICE, THREE_SPELLINGS};
use crate::county::series::chance::Chance;
use crate::county::series::home_care::MORE_THAN_ALL;
use crate::county::series::parts;

pub const ROWS: usize = 214;
const FIRST_ROW: usize = 5;
/// Rows where a small agency's visits are hidden.
const HIDDEN: [usize; 6] = [44, 58, 101, 133, 150, 188];
/// Their places among the agencies: none of those whose October is provisional.
const SMALL: [usize; 6] = [40, 38, 37, 35, 32, 31];

/// The bytes of the workbook, the same every time.
pub fn home_care_q2() -> Result<Vec<u8>, PapersError> {
    workbook(&[returns(), clients()], date(2026, 11, 19))
}

#[derive(Clone)]
struct Row {
    agency: &'static str,
    month: Month,
    on_time: Cell,
    visits: Cell,
    percent: Cell,
    note: &'static str,
}

/// Visits on time and looked at, by agency and month, as the county has them.
fn counted() -> BTreeMap<(&'static str, Month), (i64, i64)> {
    let facts = measures();
    let fact = facts.iter().find(|fact| fact.key == "visits_on_time");
    let points = fact.map(parts).unwrap_or_default();
    points
        .into_iter()
        .filter_map(|point| match point.period {
            Period::Month(month) => Some(((point.part, month), (point.top?, point.bottom?))),
            _ => None,
        })
        .collect()
}

fn row(agency: &'static str, month: Month, (on_time, visits): (i64, i64), note: &'static str) -> Row {
    let share = on_time as f64 / visits as f64 * 100.0;
    Row {
        agency,
        month,
        on_time: Cell::count(on_time),
        visits: Cell::count(visits),
        percent: Cell::number((share * 10.0).round() / 10.0, 1),
        note,
    }
}

fn month(year: i16, month: i8) -> Month {
    Month::new(year, month).unwrap_or_else(|_| Month::of(date(2026, 9, 1)))
}

/// Rows that stand where they stand, by row of the sheet.
fn planted(counted: &BTreeMap<(&'static str, Month), (i64, i64)>) -> BTreeMap<usize, Row> {
    let of = |agency: &'static str, month: Month| counted.get(&(agency, month)).copied().unwrap_or((270, 300));
    let mut rows = BTreeMap::new();
    for (at, (spelling, month)) in
        [12, 61, 140].into_iter().zip(THREE_SPELLINGS.into_iter().zip([month(2026, 8), month(2026, 9), month(2026, 7)]))
    {
        rows.insert(at, row(spelling, month, of(THREE_SPELLINGS[0], month), ""));
    }
    for at in 62..=74 {
        let month = month(2025, 4).plus(at as i32 - 62);
        rows.insert(at, row(REDEFINED, month, of(REDEFINED, month), "30 min from Apr 25"));
    }
    let december = month(2025, 12);
    rows.insert(87, Row { percent: Cell::number(103.3, 1), ..row(MORE_THAN_ALL, december, (310, 300), "") });
    rows.insert(90, row(SENT_TWICE, month(2026, 3), (288, 312), ""));
    rows.insert(171, row(SENT_TWICE, month(2026, 3), (291, 312), "corrected"));
    for (place, at) in HIDDEN.into_iter().enumerate() {
        let agency = SMALL.get(place).and_then(|at| AGENCIES.get(*at)).map_or("", |agency| agency.name);
        let marks = [("<5", "<5"), ("<5", "c"), ("<5", "n/a"), ("<5", "<5"), ("<5", "-"), ("<5", "c")];
        let (visits, on_time) = marks.get(place).copied().unwrap_or(("<5", "<5"));
        let percent = if place == 2 { Cell::Error(CellError::DividedByZero) } else { Cell::text("n/a") };
        let hidden = Row { on_time: Cell::text(on_time), visits: Cell::text(visits), percent, ..row(agency, month(2026, 10), (1, 1), "") };
        rows.insert(at, hidden);
    }
    for at in 206..=218 {
        let agency = AGENCIES.get((at - 206) * 3).map_or("", |agency| agency.name);
        rows.insert(at, row(agency, month(2026, 10), of(agency, month(2026, 10)), "prov."));
    }
    rows
}

fn returns() -> Sheet {
    let counted = counted();
    let planted = planted(&counted);
    // Quarter 2 of everyone, June as well, and May of the first fifteen, agency by agency.
    let mut others: VecDeque<Row> = AGENCIES
        .iter()
        .enumerate()
        .flat_map(|(at, agency)| (if at < 15 { 5 } else { 6 }..=9).map(move |number| (agency.name, number)))
        .filter(|(agency, number)| !(*agency == THREE_SPELLINGS[0] && *number >= 7))
        .filter_map(|(agency, number)| {
            let month = month(2026, number);
            counted.get(&(agency, month)).map(|&both| row(agency, month, both, ""))
        })
        .collect();
    let mut chance = Chance::of("clients");
    let mut rows = vec![
        vec![Cell::text("Home care: visits on time, return to the council")],
        vec![Cell::text("Quarter 2 2026/27, with late returns. FINAL v3, do not use v2")],
        vec![
            Cell::text("One line an agency and month. Send back by the 19th"),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
            Cell::text("Target 85, floor 90"),
        ],
        ["Agency", "Dist. code", "Mth", "On time", "Visits", "%", "Notes", "Client"].map(Cell::text).to_vec(),
    ];
    for at in FIRST_ROW..FIRST_ROW + ROWS {
        let Some(row) = planted.get(&at).cloned().or_else(|| others.pop_front()) else { continue };
        rows.push(vec![
            Cell::text(row.agency),
            Cell::text(code(row.agency, at)),
            in_style(row.month, at),
            row.on_time,
            row.visits,
            row.percent,
            if row.note.is_empty() { Cell::Blank } else { Cell::text(row.note) },
            Cell::text(name(&mut chance)),
        ]);
    }
    Sheet {
        name: "Q2 final v3".into(),
        rows,
        bold_rows: 4,
        merges: vec![Merge { first_row: 3, first_column: 1, last_row: 3, last_column: 8 }],
        widths: vec![28.0, 8.0, 12.0, 9.0, 9.0, 7.0, 22.0, 22.0],
        ..Sheet::default()
    }
}

/// Made-up codes of the eight districts; a few rows still bear that of one that went in 2019.
fn code(agency: &str, at: usize) -> String {
    const DISTRICTS: [&str; 8] =
        ["Aldermere", "Harrowdene", "Castlebrook", "Wexmoor", "Stourbeck", "Fenwold", "High Tarrow", "Lindle Vale"];
    let known =
        AGENCIES.iter().find(|known| known.name == agency || (THREE_SPELLINGS.contains(&agency) && known.name == THREE_SPELLINGS[0]));
    let place = known.and_then(|known| DISTRICTS.iter().position(|district| *district == known.district)).unwrap_or(0);
    if at.is_multiple_of(53) { ENDED_CODE.to_owned() } else { format!("NV{:02}", place + 1) }
}

/// Text, a true date, or year first, by where the row came from.
fn in_style(month: Month, at: usize) -> Cell {
    match at % 3 {
        0 => Cell::Date(month.first_day()),
        1 => Cell::text(format!("{}-{:02}", month.name().get(..3).unwrap_or_default(), month.year() % 100)),
        _ => Cell::text(month.to_string()),
    }
}

fn name(chance: &mut Chance) -> String {
    const FIRST: [&str; 24] = [
        "Edith", "Harold", "Winifred", "Stanley", "Ivy", "Cyril", "Olive", "Reginald", "Mabel", "Ernest", "Doris", "Wilfred", "Elsie",
        "Leonard", "Hilda", "Percy", "Nellie", "Sidney", "Vera", "Horace", "Ada", "Clifford", "Gladys", "Norman",
    ];
    const LAST: [&str; 24] = [
        "Ashdown",
        "Brackenbury",
        "Cottam",
        "Dunnock",
        "Elphick",
        "Fairweather",
        "Garside",
        "Holloway",
        "Inchbald",
        "Jellicoe",
        "Kettlewell",
        "Longstaff",
        "Mudge",
        "Nettleship",
        "Ogden",
        "Pickersgill",
        "Quilter",
        "Rowbotham",
        "Sugden",
        "Thistlewood",
        "Uttley",
        "Venables",
        "Wolstenholme",
        "Yardley",
    ];
    let pick = |names: &[&'static str; 24], chance: &mut Chance| names.get(chance.between(0, 23) as usize).copied().unwrap_or("Ada");
    format!("{} {}", pick(&FIRST, chance), pick(&LAST, chance))
}

/// What nobody meant to send.
fn clients() -> Sheet {
    let mut chance = Chance::of("hidden sheet");
    let mut rows = vec![["Client", "DOB", "Hours"].map(Cell::text).to_vec()];
    for _ in 0..47 {
        let letter = |chance: &mut Chance| char::from(b'A' + chance.between(0, 22) as u8);
        let initials = format!("{}.{}.", letter(&mut chance), letter(&mut chance));
        let born = date(1930 + chance.between(0, 24) as i16, chance.between(1, 12) as i8, chance.between(1, 28) as i8);
        rows.push(vec![Cell::text(initials), Cell::Date(born), Cell::number(chance.between(3, 28) as f64 / 2.0, 1)]);
    }
    Sheet { name: "Sheet3".into(), hidden: true, rows, bold_rows: 1, ..Sheet::default() }
}
