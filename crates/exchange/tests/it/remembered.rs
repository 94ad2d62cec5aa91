//! What is remembered of a file: only what is known of its columns. A column that was empty says nothing of next quarter's.

use exchange::known::ColumnAnswer;
use exchange::mapping::{Mapping, Role};
use exchange::reading::{Reading, Shape};
use exchange::{Answers, Limits, performance};
use proptest::prelude::*;

use crate::ground::{answered, known, read, today};

/// Rows of headings, then the table.
type Table = (usize, &'static str);

const TABLES: [Table; 6] = [
    (
        1,
        "Agency,Month,Measure,Value,Numerator,Denominator
Oakfield Care,Apr-26,Visits within 30 minutes of plan,92.5%,296,320
Brightwell Support,Apr-26,Visits within 30 minutes of plan,90.0%,189,210
Oakfield Care,May-26,Visits within 30 minutes of plan,91.0%,273,300
Brightwell Support,May-26,Visits within 30 minutes of plan,89.5%,179,200
",
    ),
    (
        2,
        "Agency,Mth,Visits within 30 minutes of plan,,,Notes
,,On time,Visits,%,
Oakfield Care,Apr-26,296,320,92.5,
Brightwell Support,Apr-26,189,210,90.0,late return
Oakfield Care,May-26,273,300,91.0,
Brightwell Support,May-26,179,200,89.5,
",
    ),
    (
        1,
        "Quarter,Tenancy kept at 6 months %,Missed visits,Status
2025-26 Q3,83,14,final
2025-26 Q4,84,11,final
Q1 2026/27,82,12,revised
Q2 2026/27,83,9,provisional
",
    ),
    (
        1,
        "Agency,Measure,Apr-26,May-26,Jun-26,Target
Oakfield Care,Missed visits,4,5,3,5
Brightwell Support,Missed visits,6,2,7,5
Oakfield Care,Complaints,1,0,2,
Brightwell Support,Complaints,3,1,1,
",
    ),
    (
        1,
        "Month,District,Falls,Admissions,Length of stay,Provider code
Apr-26,Aldermere,14,120,6.2,E01
Apr-26,Combe,11,98,5.9,E02
May-26,Aldermere,17,131,6.4,E01
May-26,Combe,9,104,6.0,E02
",
    ),
    (1, "Year,Month,Calls,Answered in time\n2026,Apr,1200,1100\n2026,May,1250,1160\n2026,Jun,1190,1130\n"),
];

fn cells(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The table with some columns empty under their headings.
fn emptied(table: Table, columns: &[usize]) -> String {
    let (headings, text) = table;
    let rows = cells(text).into_iter().enumerate().map(|(at, mut row)| {
        for (column, cell) in row.iter_mut().enumerate() {
            if at >= headings && columns.contains(&column) {
                cell.clear();
            }
        }
        row.join(",") + "\n"
    });
    rows.collect()
}

fn width(table: Table) -> usize {
    cells(table.1).first().map_or(0, Vec::len)
}

/// What is kept when a file is accepted: nothing, where it cannot be read at all.
fn layouts(text: &str, before: Vec<Mapping>) -> Vec<Mapping> {
    let answers = Answers { remembered: before.clone(), ..Answers::default() };
    let mut kept = before;
    if let Ok(reading) = answered("last quarter.csv", text.as_bytes(), &answers) {
        for mapping in reading.mappings {
            kept.retain(|old| old.signature != mapping.signature);
            kept.push(mapping);
        }
    }
    kept
}

fn with(text: &str, remembered: Vec<Mapping>) -> Reading {
    answered("this quarter.csv", text.as_bytes(), &Answers { remembered, ..Answers::default() }).expect("readable")
}

#[test]
fn a_column_that_was_empty_last_quarter_is_read_this_quarter() {
    for table in TABLES {
        let whole = read("this quarter.csv", table.1.as_bytes()).expect("readable");
        for column in 0..width(table) {
            let remembered = layouts(&emptied(table, &[column]), Vec::new());
            let reading = with(table.1, remembered);
            assert_eq!(reading.points, whole.points, "column {column} was empty in\n{}", table.1);
            assert_eq!(reading.targets, whole.targets, "column {column} was empty in\n{}", table.1);
        }
    }
}

#[test]
fn one_empty_quarter_does_not_make_us_forget_what_a_person_said() {
    let table = TABLES[4];
    let answers = Answers { columns: vec![ColumnAnswer { sheet: String::new(), column: 5, role: Role::Ignore }], ..Answers::default() };
    let first = answered("first.csv", table.1.as_bytes(), &answers).expect("readable");
    assert_eq!(first.summary.measures, 2);
    // An empty quarter of another column, an empty quarter of this one, and a full one.
    let kept = layouts(&emptied(table, &[2]), first.mappings);
    let kept = layouts(&emptied(table, &[4]), kept);
    let now = with(table.1, kept);
    assert_eq!((now.mappings[0].role(5), now.mappings[0].role(3)), (Some(Role::Ignore), Some(Role::Value)));
    assert_eq!(now.points, first.points);
}

#[test]
fn a_column_said_to_hold_figures_makes_a_table_of_a_sheet_that_was_none() {
    let text = "Agency,Month,Score note\nOakfield Care,Apr-26,5\nBrightwell Support,May-26,about 4\nOakfield Care,May-26,almost 6\nBrightwell Support,Apr-26,good 7\n";
    let plain = read("scores.csv", text.as_bytes()).expect("readable");
    assert!(plain.sheets.iter().all(|sheet| sheet.shape == Shape::NotATable) && plain.points.is_empty(), "{:?}", plain.sheets);
    let answers = Answers { columns: vec![ColumnAnswer { sheet: String::new(), column: 3, role: Role::Value }], ..Answers::default() };
    let said = answered("scores.csv", text.as_bytes(), &answers).expect("readable");
    assert_eq!((said.points.len(), said.points.iter().filter_map(|point| point.value).collect::<Vec<_>>()), (4, vec![5.0]));
}

#[test]
fn figures_that_begin_far_down_are_read() {
    let mut text = String::from("Agency,Day,Visits,Complaints\n");
    for day in 0..4_000u32 {
        let complaints = if day < 3_500 { String::new() } else { (day % 7).to_string() };
        let date = jiff::civil::date(2014, 1, 1) + jiff::Span::new().days(i64::from(day));
        text += &format!("Oakfield Care,{date},{},{complaints}\n", 100 + day % 13);
    }
    let reading =
        performance::read("daily.csv", text.as_bytes(), &known(), &Answers::default(), &Limits::default(), today()).expect("readable");
    let of = |name: &str| reading.points.iter().filter(|point| reading.measure(point).is_some_and(|m| m.text == name)).count();
    assert_eq!((of("Visits"), of("Complaints")), (4_000, 500));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_empty_before_nothing_is_lost(table in 0usize..TABLES.len(), quarters in proptest::collection::vec(proptest::collection::vec(0usize..6, 0..4), 1..4)) {
        let table = TABLES[table];
        let whole = read("this quarter.csv", table.1.as_bytes()).expect("readable");
        let kept = quarters.iter().fold(Vec::new(), |kept, columns| layouts(&emptied(table, columns), kept));
        let now = with(table.1, kept);
        let figures = |reading: &Reading| {
            let mut all: Vec<(u32, u32)> = reading.points.iter().map(|point| (point.at.row, point.at.column)).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(figures(&now), figures(&whole));
    }
}
