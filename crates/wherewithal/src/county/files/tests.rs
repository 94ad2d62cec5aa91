//! The files hold what the county file promises, cell by cell.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xlsx};

use super::*;

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).expect("opens")
}

/// A cell as Excel names it: `M41`.
fn at(range: &calamine::Range<Data>, cell: &str) -> Data {
    let split = cell.find(|c: char| c.is_ascii_digit()).expect("a cell");
    let column = cell[..split].bytes().fold(0u32, |n, letter| n * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = cell[split..].parse().expect("a row");
    range.get_value((row - 1, column - 1)).cloned().unwrap_or(Data::Empty)
}

#[test]
fn octobers_median_stands_in_m41() {
    let mut book = open(housing_october().expect("a workbook"));
    let moves = book.worksheet_range(MEDIAN_CELL.0).expect("a sheet");
    assert_eq!(at(&moves, "M41"), Data::Float(32.0));
    assert_eq!((at(&moves, "L4"), at(&moves, "M5")), (Data::String("Weeks to move on".into()), Data::String("Value".into())));
    assert_eq!((at(&moves, "H41"), at(&moves, "M40")), (at(&moves, "L41"), Data::Float(22.6)));
    assert_eq!(at(&moves, "M42"), Data::Empty, "36 months and no more");
    let schemes: f64 =
        ["B41", "C41", "D41", "E41", "F41", "G41"].map(|cell| if let Data::Float(n) = at(&moves, cell) { n } else { 0.0 }).iter().sum();
    assert_eq!(Data::Float(schemes), at(&moves, "H41"));
}

#[test]
fn the_home_care_return_has_its_214_rows_and_every_trap() {
    let mut book = open(home_care_q2().expect("a workbook"));
    assert!(book.sheets_metadata().iter().any(|sheet| sheet.name == "Sheet3" && sheet.visible == SheetVisible::Hidden));
    let sheet = book.worksheet_range("Q2 final v3").expect("a sheet");
    let text = |cell: &str| at(&sheet, cell).to_string();
    assert_eq!(
        (text("A4"), text("A5").is_empty(), text("A218").is_empty(), at(&sheet, "A219")),
        ("Agency".into(), false, false, Data::Empty)
    );
    assert_eq!(["A12", "A61", "A140"].map(text), crate::county::organisations::THREE_SPELLINGS.map(str::to_owned));
    assert_eq!((text("D87"), text("E87")), ("310".into(), "300".into()));
    assert_eq!((text("D90"), text("D171"), text("G171")), ("288".into(), "291".into(), "corrected".into()));
    assert_eq!((text("E44"), text("K3")), ("<5".into(), "Target 85, floor 90".into()));
    for mark in ["c", "n/a", "-", "30 min from Apr 25", "prov.", "NV09"] {
        assert!(sheet.used_cells().any(|(_, _, cell)| cell == &Data::String(mark.into())), "{mark}");
    }
    assert!(sheet.used_cells().any(|(_, _, cell)| matches!(cell, Data::Error(_))));
    assert_eq!(book.worksheet_range("Sheet3").expect("hidden, but there").height(), 48);
}

#[test]
fn returns_hold_every_figure_once() {
    use crate::county::{measures::measures, series};
    let all = returns();
    let rows: usize = all.iter().map(|sent| String::from_utf8_lossy(&sent.bytes).lines().count() - 1).sum();
    // All but housing support's October, which comes in its workbook.
    let every: usize = measures().iter().map(|fact| series::points(fact).len() + series::parts(fact).len()).sum();
    let october = measures().iter().filter(|fact| fact.service == 1 && fact.key != "tenancy_kept_six_months").count();
    // And the agencies' own October and one December, which come late, in the return for visitors.
    assert_eq!(rows, every - october - 42);
    let names: std::collections::BTreeSet<_> = all.iter().map(|sent| (&sent.name, sent.on)).collect();
    assert_eq!(names.len(), all.len());
}

#[test]
fn files_are_the_same_byte_for_byte() {
    assert_eq!(home_care_q2(), home_care_q2());
    assert_eq!(housing_october(), housing_october());
    assert!(examples().expect("files").len() >= 12);
}
