//! Files made badly, or made to harm, sent by a browser: each is answered with a sentence that says what is wrong and what to do,
//! what was typed is kept, and nothing is saved.

use std::io::Write;

use axum::http::StatusCode;
use desk::Desk;
use rust_xlsxwriter::{Formula, Workbook};

use super::spreadsheet::{loaded, service};
use crate::ask::set;
use crate::browser::{Browser, Place, version, words};

/// All that a file could have left behind.
#[derive(Debug, PartialEq)]
struct Held {
    uploads: usize,
    measures: usize,
    points: usize,
    files: usize,
    trail: i64,
}

async fn held(desk: &Desk) -> Held {
    let mut tx = desk.read().await.expect("reads");
    let scope = desk.own_scope();
    Held {
        uploads: store::uploads::list(&mut tx, &scope).await.expect("uploads").len(),
        measures: store::measures::list(&mut tx, &scope).await.expect("measures").len(),
        points: store::observations::counts(&mut tx, &scope).await.expect("counts").len(),
        files: desk.shelf.digests().expect("a shelf").len(),
        trail: store::audit::head(&mut tx).await.expect("a head").sequence,
    }
}

/// A workbook whose one sheet is these bytes.
fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("xl/workbook.xml", &b"<workbook/>"[..]), ("xl/worksheets/sheet1.xml", sheet)] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a folder").into_inner()
}

/// Digits in no order, so that packing makes them hardly smaller.
fn digits(count: usize) -> Vec<u8> {
    let mut state = 12_345u64;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b'0' + (state >> 33) as u8 % 10
    };
    (0..count).map(next).collect()
}

fn columns(count: usize) -> Vec<u8> {
    let headings: Vec<String> = (1..count).map(|column| format!("Measure {column}")).collect();
    format!("Month,{}\nApr-26,{}\n", headings.join(","), vec!["7"; count - 1].join(",")).into_bytes()
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_on_the_form_with_the_mend_and_nothing_is_kept() {
    let place = Place::sample().await;
    let desk = &place.desk;
    set(desk, "upload.largest", 2 << 20).await;
    set(desk, "upload.largest_expanded", 10 << 20).await;
    set(desk, "upload.most_columns", 60).await;
    let mut browser = place.browser_as("analyst", desk.authority).await;
    let service = service(&mut browser).await;
    let reference = service.rsplit('/').next().unwrap_or_default().to_owned();
    let page = browser.get("/upload").await;
    assert!(words(&page.text).contains("at most 2 MB"), "{}", words(&page.text));
    let before = held(desk).await;
    let mut over = b"Month,Visits\nApr-26,7\n".to_vec();
    over.resize((2 << 20) + 1, b'\n');
    let mut large = over.clone();
    large.resize((2 << 20) + 300_000, b'\n');
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("empty.csv", Vec::new(), "“empty.csv” is empty: choose a file with something in it"),
        ("blank.csv", b" \r\n \r\n".to_vec(), "The file is empty. Check that it was saved, then load it again."),
        (
            "letter.pdf",
            b"%PDF-1.7 letter".to_vec(),
            "This is a PDF, whatever its name says. Ask the sender for the spreadsheet it was made from.",
        ),
        ("noise.csv", vec![1, 2, 3, 0, 5, 6, 14, 15, 0, 16], "This is not a spreadsheet: it is neither text nor a workbook."),
        (
            "bomb.xlsx",
            workbook_of(&vec![b' '; 8 << 20]),
            "would grow to more than 200 times its size when opened, as files made to harm do. It was not opened.",
        ),
        (
            "over.csv",
            over,
            "The file is just over 2 MB and at most 2 MB is read. Save only the sheet with the figures, or split the file by year.",
        ),
        ("large.csv", large, "The file is just over 2 MB and at most 2 MB is read."),
        (
            "wide.csv",
            columns(10_000),
            "In the file, row 1 reaches column 10,000, and at most 60 columns are read. Delete the columns beyond the table",
        ),
        ("hardly.csv", columns(61), "row 1 reaches column 61, and at most 60 columns are read."),
        ("cut.xlsx", b"PK\x03\x04 and no more".to_vec(), "The workbook is damaged"),
        ("words.csv", b"Dear colleague\nplease find nothing attached\n".to_vec(), "No figures were found"),
    ];
    for (name, bytes, says) in cases {
        browser.get("/upload").await;
        let refused = browser.post_file("/upload", &[("service", &reference)], ("file", name, &bytes)).await;
        let said = words(&refused.text);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {said}");
        assert!(said.contains(says) && said.contains("# Load a spreadsheet"), "{name}: {said}");
        assert!(refused.text.contains(&format!("value=\"{reference}\" selected")), "{name}: the service stays chosen");
        assert_eq!(held(desk).await, before, "{name}");
    }
    // Grown beyond the setting, though no part of it is packed tightly.
    set(desk, "upload.largest", 20 << 20).await;
    let before = held(desk).await;
    browser.get("/upload").await;
    let refused = browser.post_file("/upload", &[], ("file", "grown.xlsx", &workbook_of(&digits(11 << 20)))).await;
    let said = words(&refused.text);
    assert!(said.contains("The workbook would grow to 11 MB when opened, and at most 10 MB is read. It was not opened."), "{said}");
    assert_eq!(held(desk).await, before);
    // Too large to be taken in at all: the form again, with the limit, the mend and the service that was chosen.
    set(desk, "upload.largest", 1 << 20).await;
    let before = held(desk).await;
    browser.get("/upload").await;
    let refused = browser.post_file("/upload", &[("service", &reference)], ("file", "larger.csv", &vec![b'1'; 4 << 20])).await;
    let said = words(&refused.text);
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(said.contains("This file is larger than 1 MB, and nothing of it was kept. Split it"), "{said}");
    assert!(said.contains("# Load a spreadsheet") && refused.text.contains("name=\"file\""), "{said}");
    assert!(refused.text.contains(&format!("value=\"{reference}\" selected")), "the service stays chosen");
    assert_eq!(held(desk).await, before);
    // The form that came back is sent as it stands, with a smaller file.
    let fits =
        browser.post_file("/upload", &[("service", &reference)], ("file", "fits.csv", b"Month,Visits\nApr-26,41\nMay-26,44\n")).await;
    assert_eq!(fits.status, StatusCode::SEE_OTHER, "{}", words(&fits.text));
}

/// A tidy sheet, and a hidden one with the names of those who are helped.
fn hidden_clients() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, (month, visits)) in [("Month", "Visits"), ("Apr-26", "41"), ("May-26", "44"), ("Jun-26", "39")].iter().enumerate() {
        sheet.write(row as u32, 0, *month).expect("writes");
        match visits.parse::<f64>() {
            Ok(number) => sheet.write(row as u32, 1, number).expect("writes"),
            Err(_) => sheet.write(row as u32, 1, *visits).expect("writes"),
        };
    }
    let hidden = book.add_worksheet();
    hidden.set_name("Sheet3").expect("a name").set_hidden(true);
    for (row, name) in ["Client", "Joan Pritchard", "Alan Moss", "Sarah Webb", "Ian Bell", "Ruth Hay", "Tom Rudd"].iter().enumerate() {
        hidden.write(row as u32, 0, *name).expect("writes");
        hidden.write(row as u32, 1, if row == 0 { "Visits" } else { "3" }).expect("writes");
    }
    book.save_to_buffer().expect("a workbook")
}

fn failed_formulas() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in ["Month", "Visits", "Late visits"].iter().enumerate() {
        sheet.write(0, column as u16, *title).expect("writes");
    }
    for (row, month) in ["2026-04", "2026-05", "2026-06"].iter().enumerate() {
        let row = row as u32 + 1;
        sheet.write(row, 0, *month).expect("writes");
        sheet.write(row, 1, 100 + row).expect("writes");
        let late = if row == 2 { Formula::new("=1/0").set_result("#DIV/0!") } else { Formula::new("=2+3").set_result("5") };
        sheet.write_formula(row, 2, late).expect("writes");
    }
    book.save_to_buffer().expect("a workbook")
}

/// What is wrong with one file of the measure held here, how it must be said, and what must not stand on the page.
struct Odd {
    name: &'static str,
    bytes: Vec<u8>,
    says: &'static [&'static str],
    never: &'static [&'static str],
}

fn odd_files() -> Vec<Odd> {
    let text = |name, text: &str, says, never| Odd { name, bytes: text.as_bytes().to_vec(), says, never };
    vec![
        Odd {
            name: "old.csv",
            bytes: b"Month,Agency,Visits\nApr-26,Caf\xe9 Care \x96 north,7\nMay-26,Caf\xe9 Care \x96 north,9\n".to_vec(),
            says: &["Written in Windows-1252, not UTF-8, and read so, that £ signs and accents are right.", "Café Care – north"],
            never: &["�"],
        },
        Odd {
            name: "formulas.xlsx",
            bytes: failed_formulas(),
            says: &["Cell C3", "Seen ‘#DIV/0!’", "A formula that failed. Read as missing: mend it in the file and load it again."],
            never: &[],
        },
        Odd {
            name: "hidden.xlsx",
            bytes: hidden_clients(),
            says: &[
                "Hidden sheet ‘Sheet3’ looks like a hidden list of people: I have not kept it",
                "I stopped before storing anything that says who someone is.",
            ],
            never: &["Pritchard", "Moss", "Webb"],
        },
        text(
            "future.csv",
            "Month,Visits\nApr-26,7\nMay-26,5\nJun-62,6\n",
            &["Cell B4", "Seen ‘June 2062’", "June 2062 is 36 years ahead. Most likely a slip of the pen. Its figures were left out."],
            &[],
        ),
        text(
            "target.csv",
            "Visits within 30 minutes of plan,,Target 85%,Floor 90%\n,,,\nAgency,Month,%,\nOakfield Care,Apr-26,92.5,\nBrightwell Support,Apr-26,90,\n",
            &["Seen ‘a target of 85% and a floor of 90%’", "Good is high here, so the floor cannot be above the target."],
            &[],
        ),
        text(
            "script.csv",
            "Month,Agency,Visits\nApr-26,<script>alert(1)</script>,7\nMay-26,\"=HYPERLINK(\"\"http://example.org\"\")\",5\n",
            &["&lt;script&gt;alert(1)&lt;/script&gt;", "Kept as the file spells it."],
            &["<script>alert"],
        ),
    ]
}

async fn defined(browser: &mut Browser, service: &str) {
    browser.get(&format!("{service}/measures/new")).await;
    let fields = [
        ("name", "Visits within 30 minutes of plan"),
        ("kind", "proportion"),
        ("unit", "percent"),
        ("direction", "high"),
        ("definition", "Visits begun within 30 minutes of plan, of all planned."),
        ("target", "90"),
        ("floor", "85"),
    ];
    let made = browser.post(&format!("{service}/measures/new"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", words(&made.text));
}

#[tokio::test]
async fn an_odd_file_is_shown_by_cell_keeps_what_was_typed_and_saves_no_figure_until_it_is_accepted() {
    let place = Place::sample().await;
    let desk = &place.desk;
    let mut browser = place.browser_as("analyst", desk.authority).await;
    let service = service(&mut browser).await;
    defined(&mut browser, &service).await;
    for odd in odd_files() {
        let upload = loaded(&mut browser, &service, odd.name, &odd.bytes).await;
        let page = browser.get(&upload).await;
        let said = words(&page.text).replace("&#60;", "&lt;").replace("&#62;", "&gt;");
        for says in odd.says {
            assert!(said.contains(says), "{}: “{says}” is not said in\n{said}", odd.name);
        }
        let never = |text: &str| odd.never.iter().find(|never| text.contains(**never)).copied();
        assert_eq!(never(&page.text), None, "{}", odd.name);
        for digest in desk.shelf.digests().expect("files") {
            let kept = String::from_utf8_lossy(&desk.shelf.get(&digest).expect("bytes")).into_owned();
            assert!(!kept.contains("Pritchard") && !kept.contains("Moss"), "{}", odd.name);
        }
        let before = held(desk).await;
        assert_eq!((before.points, before.measures), (0, 1), "{}", odd.name);
        // One field that cannot be taken: the page comes back with everything that was typed.
        let licence = "Said on the telephone. ".repeat(30);
        let fields =
            [("version", version(&page.text)), ("licence", licence.clone()), ("column-0-1", "comment".into()), ("do", "accept".into())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = browser.post(&upload, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {}", odd.name, words(&refused.text));
        assert!(
            refused.text.contains(licence.trim()) && refused.text.contains("value=\"comment\" selected"),
            "{}: what was typed stays",
            odd.name
        );
        assert_eq!(never(&refused.text), None, "{}", odd.name);
        assert_eq!(held(desk).await, before, "{}: nothing is half saved", odd.name);
    }
}
