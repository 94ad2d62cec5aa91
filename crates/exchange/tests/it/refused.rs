//! Files that cannot be read, each with a clear answer.

use std::io::Write;

use crate::ground::read;
use exchange::{Limits, Unreadable, performance};

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a folder").into_inner()
}

fn refusal(bytes: &[u8]) -> Unreadable {
    read("upload", bytes).expect_err("refused")
}

#[test]
fn files_of_other_kinds_are_named_for_what_they_are() {
    assert_eq!(refusal(b""), Unreadable::Empty);
    assert_eq!(refusal(b" \r\n \r\n"), Unreadable::Empty);
    assert_eq!(refusal(b"\xef\xbb\xbf \n"), Unreadable::Empty);
    assert_eq!(refusal(b"%PDF-1.7 ..."), Unreadable::Pdf);
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n...."), Unreadable::Picture);
    assert_eq!(refusal(b"<!DOCTYPE html><html><body><table></table></body></html>"), Unreadable::WebPage);
    assert_eq!(refusal(b"{\"rows\": []}"), Unreadable::NotATable("a JSON document"));
    assert_eq!(refusal(&[0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 3]), Unreadable::NotASpreadsheet);
    assert_eq!(refusal(&zipped(&[("a.txt", b"hello")])), Unreadable::ZipFolder);
    assert_eq!(refusal(&zipped(&[("word/document.xml", b"<w/>")])), Unreadable::Document);
    assert!(matches!(refusal(b"just one line of words\nand another\n"), Unreadable::NoFigures { rows: 2 }));
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.extend([0u8; 600]);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refusal(&bytes), Unreadable::Password);
}

#[test]
fn a_workbook_that_would_grow_without_end_is_not_opened() {
    let blank = vec![b' '; 64 << 20];
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &blank)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb), Unreadable::PackedTooTightly { limit: 200 });
    let small = Limits { expanded_bytes: 1 << 20, ratio: 1 << 40, ..Limits::default() };
    let refused = performance::read("bomb.xlsx", &bomb, &Default::default(), &Default::default(), &small, crate::ground::today());
    assert!(matches!(refused, Err(Unreadable::ExpandsTooFar { .. })), "{refused:?}");
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let refused =
        performance::read("big.csv", b"a,b\n1,2\n3,4\n", &Default::default(), &Default::default(), &limits, crate::ground::today());
    assert_eq!(refused, Err(Unreadable::TooLarge { bytes: 12, limit: 10 }));
    let parts: Vec<(String, Vec<u8>)> = (0..6_000).map(|n| (format!("xl/{n}.xml"), Vec::new())).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(refusal(&zipped(&parts)), Unreadable::TooManyParts { entries: 6_000, limit: 5_000 });
}

#[test]
fn ten_thousand_columns_are_refused_in_text_and_in_workbooks() {
    let text = format!("{}\n{}\n", vec!["x"; 10_000].join(","), vec!["1"; 10_000].join(","));
    assert!(matches!(refusal(text.as_bytes()), Unreadable::TooManyColumns { columns: 10_000, .. }));
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(4, 9_999, 1).expect("a cell");
    let refused = refusal(&book.save_to_buffer().expect("bytes"));
    assert_eq!(refused, Unreadable::TooManyColumns { sheet: "Sheet1".into(), row: 5, columns: 10_000, limit: 2_000 });
}

#[test]
fn a_damaged_workbook_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Agency").expect("a cell");
    let bytes = book.save_to_buffer().expect("bytes");
    let cut = &bytes[..bytes.len() / 2];
    assert!(matches!(refusal(cut), Unreadable::Damaged(_)));
}

#[test]
fn an_open_document_that_repeats_a_cell_a_million_times_is_not_laid_out() {
    let content = br#"<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet><table:table table:name="A">
<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;
    let file = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    assert!(matches!(refusal(&file), Unreadable::TooManyCells { .. }));
}
