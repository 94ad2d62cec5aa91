//! Workbooks as people make them, made here by code.

use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::ground::{known, read, told};
use exchange::personal::PersonalKind;
use exchange::reading::Shape;
use exchange::{Answers, Limits, neighbours, performance};

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Two title rows, a merged heading, real dates, a formula that failed, and a hidden sheet of clients.
fn october() -> Vec<u8> {
    let mut book = Workbook::new();
    let dates = Format::new().set_num_format("mmm-yy");
    let bold = Format::new();
    let sheet = book.add_worksheet().set_name("Q2 final v3").expect("a name");
    sheet.merge_range(0, 0, 0, 6, "Home care: visits within 30 minutes of plan", &bold).expect("merged");
    sheet.write(1, 0, "Northvale, monthly return").expect("a cell");
    sheet.merge_range(2, 3, 2, 5, "Visits", &bold).expect("merged");
    for (column, text) in ["Agency", "Dist.", "Mth", "On time", "Made", "%", "Notes"].iter().enumerate() {
        sheet.write(3, column as u16, *text).expect("a heading");
    }
    let rows = [
        ("Oakfield Care", "E01", (2026, 8), 296, 320, ""),
        ("Brightwell Support", "E01", (2026, 8), 189, 210, ""),
        ("Oakfield Care", "E01", (2026, 9), 273, 300, ""),
        ("Brightwell Support", "E01", (2026, 9), 179, 200, ""),
        ("Oakfield Care", "E01", (2026, 10), 270, 300, "prov."),
        ("Brightwell Support", "E01", (2026, 10), 166, 200, "prov."),
    ];
    for (at, (agency, district, (year, month), on_time, made, note)) in rows.iter().enumerate() {
        let row = at as u32 + 4;
        sheet.write(row, 0, *agency).expect("a cell");
        sheet.write(row, 1, *district).expect("a cell");
        sheet.write_with_format(row, 2, ExcelDateTime::from_ymd(*year, *month, 1).expect("a date"), &dates).expect("a cell");
        sheet.write(row, 3, *on_time).expect("a cell");
        sheet.write(row, 4, *made).expect("a cell");
        if at == 3 {
            sheet.write(row, 5, Formula::new("=D8/0").set_result("#DIV/0!")).expect("a cell");
        } else {
            sheet.write(row, 5, f64::from(on_time * 1000 / made) / 10.0).expect("a cell");
        }
        sheet.write(row, 6, *note).expect("a cell");
    }
    let hidden = book.add_worksheet().set_name("Sheet3").expect("a name");
    hidden.set_hidden(true);
    let days = Format::new().set_num_format("dd/mm/yyyy");
    hidden.write(0, 0, "Init").expect("a cell").write(0, 1, "Born").expect("a cell");
    for (at, (initials, year, month, day)) in
        [("JP", 1941, 3, 12), ("AM", 1936, 11, 30), ("S.W.", 1952, 7, 7), ("IB", 1929, 1, 21)].iter().enumerate()
    {
        hidden.write(at as u32 + 1, 0, *initials).expect("a cell");
        hidden.write_with_format(at as u32 + 1, 1, ExcelDateTime::from_ymd(*year, *month, *day).expect("a date"), &days).expect("a cell");
    }
    book.save_to_buffer().expect("bytes")
}

#[test]
fn a_workbook_with_titles_merged_headings_and_a_hidden_list_of_clients() {
    let bytes = october();
    let reading = read("home-care-october.xlsx", &bytes).expect("readable");
    snapshot("home-care-october.xlsx", &told(&reading));
    assert_eq!(reading.personal.iter().map(|f| (f.kind, f.hidden)).collect::<Vec<_>>(), [(PersonalKind::HiddenSheet, true)]);
    let kept = performance::kept_bytes(&bytes, &known(), &Answers::default(), &Limits::default()).expect("readable");
    let text = String::from_utf8(kept.clone()).expect("text");
    assert!(!text.contains("JP") && !text.contains("1941"), "{text}");
    let again = read("home-care-october.xlsx", &kept).expect("readable");
    assert_eq!(again.points, reading.points);
    let cell = neighbours::neighbours(&kept, "Q2 final v3", 9, 4, 2, &Limits::default()).expect("readable").expect("a row");
    assert_eq!(cell.heading, "Visits – On time");
    assert_eq!(cell.rows.iter().map(|r| r.number).collect::<Vec<_>>(), [3, 4, 7, 8, 9, 10]);
}

#[test]
fn percentages_of_a_workbook_are_shares_whatever_they_look_like() {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    let sheet = book.add_worksheet();
    for (column, text) in ["Agency", "Month", "Visits within 30 minutes of plan"].iter().enumerate() {
        sheet.write(0, column as u16, *text).expect("a heading");
    }
    for (row, (month, share)) in [("Apr-26", 0.925), ("May-26", 0.91), ("Jun-26", 1.0)].iter().enumerate() {
        sheet.write(row as u32 + 1, 0, "Oakfield Care").expect("a cell");
        sheet.write(row as u32 + 1, 1, *month).expect("a cell");
        sheet.write_with_format(row as u32 + 1, 2, *share, &percent).expect("a cell");
    }
    let reading = read("shares.xlsx", &book.save_to_buffer().expect("bytes")).expect("readable");
    assert_eq!(reading.points.iter().map(|p| p.value).collect::<Vec<_>>(), [Some(0.925), Some(0.91), Some(1.0)]);
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
}

#[test]
fn one_tab_an_agency_is_read_by_the_names_of_the_tabs() {
    let mut book = Workbook::new();
    for (name, first) in [("Oakfield Care", 296), ("Brightwell Support", 189)] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (column, text) in ["Month", "On time", "Visits"].iter().enumerate() {
            sheet.write(0, column as u16, *text).expect("a heading");
        }
        for (row, month) in ["Apr-26", "May-26", "Jun-26"].iter().enumerate() {
            sheet.write(row as u32 + 1, 0, *month).expect("a cell");
            sheet.write(row as u32 + 1, 1, first + row as i32).expect("a cell");
            sheet.write(row as u32 + 1, 2, 320).expect("a cell");
        }
    }
    book.add_worksheet().set_name("Read me").expect("a name").write(0, 0, "Return by the tenth of the month.").expect("a cell");
    let reading = read("home-care.xlsx", &book.save_to_buffer().expect("bytes")).expect("readable");
    snapshot("one_tab_an_agency.xlsx", &told(&reading));
    assert_eq!(reading.summary.organisations, 2);
}

#[test]
fn a_stray_cell_at_the_far_corner_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (a, b)) in [("Month", "Missed visits"), ("Apr-26", "7"), ("May-26", "6")].iter().enumerate() {
        sheet.write(row as u32, 0, *a).expect("a cell").write(row as u32, 1, *b).expect("a cell");
    }
    sheet.write(1_048_575, 1_500, "stray").expect("a cell");
    let reading = read("stray.xlsx", &book.save_to_buffer().expect("bytes")).expect("readable");
    assert_eq!(reading.points.len(), 2);
}

#[test]
fn an_open_document_sheet_reads_like_any_other() {
    let cell = |text: &str| format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#);
    let number =
        |n: f64| format!(r#"<table:table-cell office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>"#);
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let rows = [
        row(cell("Month") + &cell("Missed visits")),
        row(cell("Apr-26") + &number(7.0)),
        row(cell("May-26") + &number(6.0)),
        r#"<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>"#.to_owned(),
    ];
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Return">{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        rows.concat()
    );
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_str()),
        (
            "META-INF/manifest.xml",
            r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
    ] {
        writer.start_file(name, plain).expect("a part");
        writer.write_all(text.as_bytes()).expect("bytes");
    }
    let reading = read("return.ods", &writer.finish().expect("a folder").into_inner()).expect("readable");
    assert_eq!(reading.points.iter().map(|p| p.value).collect::<Vec<_>>(), [Some(7.0), Some(6.0)]);
    assert_eq!(reading.sheets[0].shape, Shape::PeriodsDown);
}

/// An old Excel workbook (.xls) of one sheet, byte by byte: a compound file of a header, a table of sectors, a directory and
/// the stream of the workbook.
fn old_excel(cells: &[(u16, u16, Result<f64, &str>)]) -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| [kind.to_le_bytes().as_slice(), (body.len() as u16).to_le_bytes().as_slice(), body].concat();
    let begin = |what: u16| {
        record(
            0x0809,
            &[
                0x0600u16.to_le_bytes(),
                what.to_le_bytes(),
                0x0dbbu16.to_le_bytes(),
                0x07ccu16.to_le_bytes(),
                [0; 2],
                [0; 2],
                [0; 2],
                [0; 2],
            ]
            .concat(),
        )
    };
    let globals = begin(0x0005);
    let page = record(0x0042, &0x04b0u16.to_le_bytes());
    let end = record(0x000a, &[]);
    let sheet_name = b"Return";
    let listed_length = 4 + 8 + sheet_name.len();
    let offset = (globals.len() + page.len() + listed_length + end.len()) as u32;
    let listed = record(0x0085, &[offset.to_le_bytes().as_slice(), &[0, 0, sheet_name.len() as u8, 0], sheet_name].concat());
    assert_eq!(listed.len(), listed_length);
    let mut stream = [globals, page, listed, end.clone(), begin(0x0010)].concat();
    for (row, column, value) in cells {
        let place = [row.to_le_bytes(), column.to_le_bytes(), 0u16.to_le_bytes()].concat();
        stream.extend(match value {
            Ok(number) => record(0x0203, &[place.as_slice(), &number.to_le_bytes()].concat()),
            Err(text) => record(0x0204, &[place.as_slice(), &(text.len() as u16).to_le_bytes(), &[0], text.as_bytes()].concat()),
        });
    }
    stream.extend(end);
    stream.resize(4096, 0);
    let sectors = stream.len() / 512;
    let mut header = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    header.resize(512, 0);
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &0x003eu16.to_le_bytes());
    put(26, &3u16.to_le_bytes());
    put(28, &0xfffeu16.to_le_bytes());
    put(30, &9u16.to_le_bytes());
    put(32, &6u16.to_le_bytes());
    put(44, &1u32.to_le_bytes());
    put(48, &1u32.to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &0xffff_fffeu32.to_le_bytes());
    put(68, &0xffff_fffeu32.to_le_bytes());
    put(76, &0u32.to_le_bytes());
    for entry in 1..109 {
        put(76 + entry * 4, &u32::MAX.to_le_bytes());
    }
    let mut table = vec![0xffff_fffdu32, 0xffff_fffe];
    table.extend((0..sectors as u32).map(|n| if n + 1 == sectors as u32 { 0xffff_fffe } else { n + 3 }));
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, first: u32, length: u32| {
        let mut bytes = vec![0u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[..units.len()].copy_from_slice(&units);
        bytes[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
        (bytes[66], bytes[67]) = (kind, 1);
        for at in [68, 72, 76] {
            bytes[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        }
        bytes[116..120].copy_from_slice(&first.to_le_bytes());
        bytes[120..124].copy_from_slice(&length.to_le_bytes());
        bytes
    };
    let mut root = entry("Root Entry", 5, 0xffff_fffe, 0);
    root[76..80].copy_from_slice(&1u32.to_le_bytes());
    let directory = [root, entry("Workbook", 2, 2, stream.len() as u32), vec![0; 256]].concat();
    [header, table.iter().flat_map(|n| n.to_le_bytes()).collect(), directory, stream].concat()
}

#[test]
fn an_old_workbook_is_read_and_one_that_spans_the_whole_sheet_is_not_laid_out() {
    let cells = [
        (0, 0, Err("Month")),
        (0, 1, Err("Missed visits")),
        (1, 0, Err("Apr-26")),
        (1, 1, Ok(7.0)),
        (2, 0, Err("May-26")),
        (2, 1, Ok(6.0)),
    ];
    let reading = read("return.xls", &old_excel(&cells)).expect("readable");
    assert_eq!(reading.points.iter().map(|p| p.value).collect::<Vec<_>>(), [Some(7.0), Some(6.0)]);
    let corners = [(0, 0, Ok(1.0)), (65_535, 255, Ok(1.0))];
    assert!(matches!(read("corners.xls", &old_excel(&corners)), Err(exchange::Unreadable::TooManyCells { .. })));
}
