//! Files made badly, or made to harm: each is answered with a sentence that says what is wrong and what to do, and nothing is kept.

use std::fs::File;
use std::io::Write;

use rust_xlsxwriter::{Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::ours::{Folder, Ran, folder_with_service, run};

fn load(folder: &Folder, file: &str, more: &[&str]) -> Ran {
    run(&[&["load", "performance", file, "--dir", folder.text(), "--service", "S-1"][..], more].concat())
}

fn entries(folder: &Folder) -> i64 {
    run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json()["entries"].as_i64().expect("a whole trail")
}

/// A workbook whose one sheet grows from some kilobytes to `megabytes`.
fn bomb(path: &str, megabytes: usize) {
    let mut zip = ZipWriter::new(File::create(path).expect("a file"));
    let small = SimpleFileOptions::default();
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, small).expect("a part");
        zip.write_all(text.as_bytes()).expect("writes");
    }
    zip.start_file("xl/worksheets/sheet1.xml", small).expect("a part");
    zip.write_all(br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#)
        .expect("writes");
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        zip.write_all(&spaces).expect("writes");
    }
    zip.write_all(b"</sheetData></worksheet>").expect("writes");
    zip.finish().expect("a workbook");
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_the_mend_and_leaves_no_trace() {
    let folder = folder_with_service();
    let before = entries(&folder);
    let wide = (0..10_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    bomb(&folder.at("bomb.xlsx"), 600);
    let sparse = |name: &str, bytes: u64| {
        File::create(folder.at(name)).and_then(|file| file.set_len(bytes)).expect("a sparse file");
        folder.at(name)
    };
    for (file, said) in [
        (folder.write("empty.csv", ""), "The file is empty."),
        (folder.write("blank.csv", "\n \n\n"), "The file is empty."),
        (folder.write("picture.csv", b"\x89PNG\r\n\x1a\n0000"), "This is a picture"),
        (folder.write("paper.xlsx", b"%PDF-1.7 and more"), "This is a PDF, whatever its name says."),
        (folder.write("noise.csv", [1u8, 2, 3, 0, 5, 6, 14, 15, 0, 16, 17, 18]), "This is not a spreadsheet"),
        (folder.write("cut.xlsx", b"PK\x03\x04 and no more"), ""),
        (folder.write("wide.csv", format!("Month,{wide}\n2026-04,{wide}\n")), "reaches column 10,001, and at most"),
        (folder.at("bomb.xlsx"), "It was not opened."),
        (sparse("large.csv", 60 << 20), "and at most 50 MB is read"),
        (sparse("larger.csv", 2 << 30), "far more than a spreadsheet of figures"),
        (folder.text().to_owned(), "is not a file. Name one spreadsheet."),
        (folder.at("none.csv"), "cannot be opened"),
        (folder.write("letter.csv", "Dear colleague\nplease find nothing attached\n"), "No figures were found"),
    ] {
        let err = load(&folder, &file, &["--accept"]).failed();
        assert!(err.contains(said), "{file}: {err}");
    }
    assert_eq!(entries(&folder), before);
}

#[test]
fn a_file_in_an_old_encoding_is_read_and_it_is_said() {
    let folder = folder_with_service();
    let file = folder.write("old.csv", b"Month,Cost \xa3 \x96 paid\n2026-04,1200\n2026-05,1300\n");
    let said = load(&folder, &file, &["--accept"]).well().out;
    assert!(said.contains("Windows-1252") && said.contains("Cost £ – paid"), "{said}");
    let wide: Vec<u8> = "\u{feff}Month,Visits\n2026-04,1200\n2026-05,1300\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let said = load(&folder, &folder.write("wide.csv", wide), &["--accept"]).well().out;
    assert!(said.contains("2 new data points"), "{said}");
}

#[test]
fn formulas_that_failed_and_days_far_off_are_noted_by_cell_and_never_become_figures() {
    let folder = folder_with_service();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["Month", "Visits", "Late visits"].iter().enumerate() {
        sheet.write(0, column as u16, *title).expect("writes");
    }
    for (row, month) in ["2026-04", "2026-05", "2031-06"].iter().enumerate() {
        let row = row as u32 + 1;
        sheet.write(row, 0, *month).expect("writes");
        sheet.write(row, 1, 100 + row).expect("writes");
        let late = if row == 2 { Formula::new("=1/0").set_result("#DIV/0!") } else { Formula::new("=2+3").set_result("5") };
        sheet.write_formula(row, 2, late).expect("writes");
    }
    let file = folder.at("faults.xlsx");
    book.save(&file).expect("a workbook");
    let ran = load(&folder, &file, &["--dry-run", "--json"]).well().json();
    let notes = ran["notes"].as_array().expect("notes");
    let noted = |kind: &str| notes.iter().find(|note| note["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {notes:#?}"));
    assert_eq!(noted("formula_fault")["at"]["row"], 3);
    assert_eq!(noted("formula_fault")["at"]["column"], 3);
    assert_eq!(noted("future_date")["at"]["row"], 4);
    let accepted = load(&folder, &file, &["--accept", "--json"]).well().json();
    assert!(accepted["saved"]["new"].as_i64().is_some_and(|new| (3..=4).contains(&new)), "{accepted:#}");
}

#[test]
fn a_hidden_sheet_of_clients_stops_the_load_and_is_kept_nowhere() {
    let folder = folder_with_service();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Return").expect("a name");
    sheet.write(0, 0, "Month").expect("writes");
    sheet.write(0, 1, "Visits on time").expect("writes");
    for (row, month) in ["2026-04", "2026-05", "2026-06"].iter().enumerate() {
        sheet.write(row as u32 + 1, 0, *month).expect("writes");
        sheet.write(row as u32 + 1, 1, 90 + row as u32).expect("writes");
    }
    let clients = book.add_worksheet();
    clients.set_name("Sheet3").expect("a name").set_hidden(true);
    for (column, title) in ["Client", "Date of birth", "NHS number"].iter().enumerate() {
        clients.write(0, column as u16, *title).expect("writes");
    }
    let people = [
        ("Winifred Ashdown", "03/04/1941", "943 476 5919"),
        ("Albert Fenwick", "17/09/1938", "401 023 2137"),
        ("Mavis Thornbury", "22/12/1944", "987 654 4321"),
    ];
    for (row, (name, born, number)) in people.iter().enumerate() {
        for (column, text) in [name, born, number].into_iter().enumerate() {
            clients.write(row as u32 + 1, column as u16, *text).expect("writes");
        }
    }
    let file = folder.at("return.xlsx");
    book.save(&file).expect("a workbook");
    let ran = load(&folder, &file, &["--accept"]);
    assert_eq!(ran.code, 2, "{ran:#?}");
    assert!(ran.out.contains("Sheet3") && ran.out.contains("nothing that could tell who somebody is was kept"), "{ran:#?}");
    let told = load(&folder, &file, &["--leave-out-people", "--accept", "--json"]).well().json();
    assert_eq!((told["state"].as_str(), told["saved"]["new"].as_i64()), (Some("accepted"), Some(3)));
    std::fs::remove_file(&file).expect("goes");
    let out = run(&["backup", &folder.at("place.zip"), "--dir", folder.text()]).well().out;
    for (name, _, number) in people {
        assert!(!ran.out.contains(name) && !out.contains(name));
        let held = everything_under(&folder);
        for trace in [name, number, &number.replace(' ', "")] {
            assert!(!held.windows(trace.len()).any(|seen| seen == trace.as_bytes()), "{trace} is kept somewhere");
        }
    }
}

/// The bytes of every file of the place, what is packed in workbooks and the back-up too.
fn everything_under(folder: &Folder) -> Vec<u8> {
    let mut all = Vec::new();
    let mut waiting = vec![folder.0.path().to_owned()];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).expect("a folder").flatten() {
            if entry.path().is_dir() {
                waiting.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).expect("reads");
            if let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
                for place in 0..zip.len() {
                    std::io::copy(&mut zip.by_index(place).expect("a part"), &mut all).expect("unpacks");
                }
            }
            all.extend(bytes);
        }
    }
    all
}

#[test]
fn script_in_a_name_and_orders_to_a_terminal_are_only_letters() {
    let folder = folder_with_service();
    let name = "<script>alert(1)</script>\u{1b}[2J\u{7}";
    let file = folder.write("names.csv", format!("Month,Agency,Visits\n2026-04,{name},12\n2026-05,{name},13\n"));
    let said = load(&folder, &file, &["--accept"]).well().out;
    assert!(said.contains("<script>alert(1)</script>"), "it is said as it stands: {said}");
    assert!(said.chars().all(|letter| letter == '\n' || !letter.is_control()), "{said:?}");
}
