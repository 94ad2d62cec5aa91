//! Procurement notices: every vintage, every fault with its fixture and its expected notes, and packing of every kind.

use std::io::{Cursor, Write};

use exchange::Limits;
use exchange::market::{Cell, ColumnKind, MarketTable, NotRecords, Party, ReadRecords, Told};
use exchange::ocds::{self, Regimes};
use exchange::tables::{Held, KeptTable, RecordWriter, TablesError};
use quantity::Date;

/// Rows as they came, each cell as text.
#[derive(Default)]
pub struct Rows(pub Vec<(MarketTable, Vec<String>)>);

impl RecordWriter for Rows {
    fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        assert_eq!(cells.len(), table.columns().len(), "{}", table.name());
        for (cell, column) in cells.iter().zip(table.columns()) {
            let fits = match cell {
                Cell::None => true,
                Cell::Text(_) => column.kind == ColumnKind::Text,
                Cell::Date(_) => column.kind == ColumnKind::Date,
                Cell::Money(_) => column.kind == ColumnKind::Money,
                Cell::Count(_) => column.kind == ColumnKind::Count,
                Cell::Number(_) => column.kind == ColumnKind::Number,
                Cell::Flag(_) => column.kind == ColumnKind::Flag,
            };
            assert!(fits, "{}.{} is given {cell:?}", table.name(), column.name);
        }
        let shown = |cell: &Cell<'_>| match cell {
            Cell::None => String::new(),
            Cell::Text(text) => (*text).to_owned(),
            Cell::Date(day) => day.to_string(),
            Cell::Money(pence) => pence.to_string(),
            Cell::Count(count) => count.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(is) => is.to_string(),
        };
        self.0.push((table, cells.iter().map(shown).collect()));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        Ok(Vec::new())
    }
}

impl Rows {
    /// Some columns of one table's rows.
    pub fn of(&self, table: MarketTable, columns: &[&str]) -> Vec<Vec<String>> {
        let places: Vec<usize> = columns
            .iter()
            .map(|wanted| table.columns().iter().position(|column| column.name == *wanted).unwrap_or_else(|| panic!("no column {wanted}")))
            .collect();
        self.0.iter().filter(|(of, _)| *of == table).map(|(_, cells)| places.iter().map(|place| cells[*place].clone()).collect()).collect()
    }
}

pub fn law() -> Regimes {
    let day = |text: &str| text.parse::<Date>().ok();
    let light_touch = vec![("85000000".to_owned(), "85323000".to_owned())];
    Regimes { act_begins: day("2025-02-24"), regulations_2015_begin: day("2015-02-26"), light_touch }
}

pub fn read(bytes: &[u8]) -> (Result<ReadRecords, NotRecords>, Rows) {
    read_within(bytes, &Limits { bytes: 1 << 30, ..Limits::default() })
}

pub fn read_within(bytes: &[u8], limits: &Limits) -> (Result<ReadRecords, NotRecords>, Rows) {
    let mut rows = Rows::default();
    let nobody = Party::default();
    let today = "2026-11-22".parse().expect("a day");
    let told = Told { file_name: "notices.json", bytes: bytes.len() as u64, buyer: &nobody, published: true, today };
    let read = ocds::read(&mut Cursor::new(bytes), &told, &law(), limits, &mut rows, &mut |_, _| {});
    (read, rows)
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/notices/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

fn notes(read: &ReadRecords) -> Vec<String> {
    read.notes.iter().map(|note| note.sentence()).collect()
}

const AS_CONTRACT: &str = "The notice tells of an award and its contract period, and of no contract beside it. It is held among the contracts too, under its award's name.";

#[test]
fn a_good_package_is_read_whole() {
    let (read, rows) = read(&fixture("good.json"));
    let read = read.expect("read");
    assert_eq!(
        read.shape,
        "Procurement notices in the Open Contracting Data Standard, version 1.1: 2 releases of 2 processes, in a package."
    );
    assert_eq!((read.publisher.as_str(), read.read, read.unreadable), ("Northvale County Council", 2, 0));
    assert_eq!(read.amounts, [("GBP".to_owned(), 23_600_100)]);
    assert_eq!((read.first, read.last), ("2025-01-10".parse().ok(), "2025-02-10".parse().ok()));
    assert_eq!(
        rows.of(MarketTable::Processes, &["process", "buyer", "title", "regime", "cpv", "value", "kind", "above_threshold", "source_row"])
            [1],
        [
            "ocds-wtest1-0002",
            "GB-LAE-NVL",
            "Home care in the north of the county",
            "regulations_2015",
            "85310000",
            "12000000",
            "contract",
            "true",
            "2"
        ]
    );
    assert_eq!(
        rows.of(MarketTable::Awards, &["award", "supplier", "suppliers", "amount", "part", "cpv", "starts", "ends"])[0],
        ["a1", "GB-COH-09100001", "1", "11800050", "11800050", "85310000", "2025-04-01", "2028-03-31"]
    );
    assert_eq!(
        rows.of(MarketTable::Contracts, &["contract", "award", "supplier_name", "regime", "ends", "sme", "vcse", "category"])[0],
        ["a1", "a1", "Lindle Home Care Ltd", "regulations_2015", "2028-03-31", "true", "false", "Social work services"]
    );
    assert_eq!(rows.of(MarketTable::Parties, &["party"]), [["GB-LAE-NVL"], ["GB-COH-09100001"], ["GB-COH-09100002"]]);
    assert_eq!(notes(&read), [format!("Release 1 and release 2: {AS_CONTRACT}")]);
}

#[test]
fn every_fault_is_said_with_its_place() {
    let cases: [(&str, &[&str]); 9] = [
        ("cut_short.json", &["Release 2: seen", "It ends in the middle: the file was cut short. What came before it was read."]),
        (
            "amounts_as_text.json",
            &[
                "Release 1 and release 2: seen ‘£12,500.00’. An amount stands as text where a number should. Read as the amount it says.",
                "Release 3: seen ‘to be agreed’. An award's value stands as text that says no amount, and was left empty.",
            ],
        ),
        ("negative_amount.json", &["Release 1: seen ‘-450.25’. Less than nothing: kept as it stands, and counted so in every sum."]),
        ("part_of_a_penny.json", &["Release 1: seen ‘10.005’. Amounts with parts of a penny are taken to the nearest penny."]),
        (
            "two_currencies.json",
            &[
                "The file: Awards stand in 2 currencies (EUR, GBP). Nothing is summed over two of them.",
                "Release 2: The currency of the tender's value is not told. It is in no sum.",
            ],
        ),
        (
            "duplicate_ids.json",
            &[
                "Release 1: seen ‘a1’. An award's identifier comes twice in one release. Both awards are kept as they stand.",
                "Release 3: seen ‘ocds-wtest1-0002-award’. The same release comes again, just so. It was read once.",
            ],
        ),
        (
            "changed_prefix.json",
            &[
                "The file: seen ‘ocds-wtest1 (2), ocds-wtest2 (1)’. Identifiers of processes begin in more than one way",
                "The same process seems to stand under two beginnings of its identifier.",
            ],
        ),
        (
            "days_of_no_contract.json",
            &[
                "Release 1: seen ‘1900-01-01T00:00:00Z’. A first day lies where no contract does, as programs write where there is no day. It was left empty.",
                "seen ‘2999-12-31T00:00:00Z’. A last day lies where no contract does",
            ],
        ),
        ("redacted.json", &["Release 1: seen ‘REDACTED’. The name was taken out before it was published. The amount is kept"]),
    ];
    for (name, expected) in cases {
        let (read, _) = read(&fixture(name));
        let said = notes(&read.unwrap_or_else(|error| panic!("{name}: {error}")));
        for sentence in expected {
            assert!(said.iter().any(|note| note.contains(sentence)), "{name}: {sentence}\n{said:#?}");
        }
    }
}

#[test]
fn nothing_is_lost_where_a_fault_is() {
    let sums = |name: &str| read(&fixture(name)).0.expect("read").amounts;
    assert_eq!(sums("amounts_as_text.json"), [("GBP".to_owned(), 1_250_000 + 900_000)]);
    assert_eq!(sums("negative_amount.json"), [("GBP".to_owned(), -45_025)]);
    assert_eq!(sums("part_of_a_penny.json"), [("GBP".to_owned(), 1_001)]);
    assert_eq!(sums("two_currencies.json"), [("EUR".to_owned(), 9_000_000), ("GBP".to_owned(), 11_800_050)]);
    let (_, rows) = read(&fixture("days_of_no_contract.json"));
    assert_eq!(rows.of(MarketTable::Contracts, &["contract", "ends", "ends_text"]), [["c1", "", "2999-12-31"]]);
    let (_, rows) = read(&fixture("redacted.json"));
    assert_eq!(rows.of(MarketTable::Awards, &["supplier", "supplier_name", "amount"]), [["name:REDACTED", "REDACTED", "11800050"]]);
}

#[test]
fn one_bad_line_is_counted_by_its_number_and_the_rest_is_read() {
    let (read, rows) = read(&fixture("one_bad_line.jsonl"));
    let read = read.expect("read");
    assert_eq!((read.read, read.unreadable), (5, 1));
    assert_eq!(
        (read.unread[0].row, rows.of(MarketTable::Processes, &["source_row"])),
        (3, vec![vec!["1".to_owned()], vec!["2".into()], vec!["4".into()], vec!["5".into()]])
    );
    assert!(notes(&read).iter().any(|note| note.starts_with("Line 3: seen ‘EOF while parsing")), "{:#?}", notes(&read));
}

#[test]
fn what_is_no_notice_is_refused_by_name() {
    let refused = |bytes: &[u8]| read(bytes).0.expect_err("refused").to_string();
    assert_eq!(
        refused(&fixture("grants_of_another_standard.json")),
        "This is a file of grants (360Giving), not of procurement notices. Load it as grants."
    );
    assert!(refused(b"Supplier,Amount\nA,1\n").starts_with("This is a table of text, as CSV files are, not procurement notices."));
    assert!(refused(b"<!DOCTYPE html><p>").starts_with("This is a web page"));
    assert!(refused(b"").starts_with("The file is empty."));
    assert!(refused(b"{\"a\":1}").starts_with("This JSON holds no releases of the Open Contracting Data Standard: its fields are a."));
    assert!(refused(br#"{"ocid":"ocds-wtest1-1","tag":["tender"],"tender":{"ti"#).contains("the file was cut short"));
    let small = Limits { bytes: 10, ..Limits::default() };
    assert!(read_within(&fixture("good.json"), &small).0.expect_err("refused").to_string().contains("at most 10 bytes is read"));
}

#[test]
fn other_encodings_are_read_and_said() {
    let text = String::from_utf8(fixture("good.json")).expect("UTF-8").replace("Lindle Home Care", "Café Lindle");
    let windows: Vec<u8> = text.chars().map(|c| if c == 'é' { 0xe9 } else { c as u8 }).collect();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked: Vec<u8> = b"\xef\xbb\xbf".iter().copied().chain(text.bytes()).collect();
    for (bytes, says) in [(windows, "Windows-1252"), (utf16, "UTF-16"), (marked, "")] {
        let (read, rows) = read(&bytes);
        let read = read.expect("read");
        assert_eq!(rows.of(MarketTable::Awards, &["supplier_name"])[0], ["Café Lindle Ltd"], "{says}");
        assert_eq!(notes(&read).iter().any(|note| note.contains("not UTF-8") && note.contains(says)), !says.is_empty(), "{says}");
    }
}

#[test]
fn the_flat_notices_of_1_0_give_the_same_tables() {
    let (read, rows) = read(&fixture("flat_1_0.json"));
    read.expect("read");
    assert_eq!(
        rows.of(MarketTable::Processes, &["buyer", "buyer_name", "cpv", "tenderers", "suits_sme", "suits_vcse", "value"]),
        [["name:DARROW BOROUGH COUNCIL", "Darrow Borough Council", "77310000", "4", "true", "false", ""]]
    );
    assert_eq!(rows.of(MarketTable::Awards, &["award", "supplier", "amount", "currency"]), [["7", "GB-COH-00912345", "", ""]]);
    assert_eq!(
        rows.of(MarketTable::Contracts, &["contract", "award", "supplier_name", "signed", "amount", "paid"]),
        [["c", "7", "Green & Sons", "2014-12-17", "100000", "50050"]]
    );
    assert_eq!(rows.of(MarketTable::Lots, &["lot", "bids"]), [["", "4"]]);
}

#[test]
fn lots_bids_and_awards_to_several_are_told_apart() {
    let (read, rows) = read(&fixture("lots_and_bids.json"));
    read.expect("read");
    assert_eq!(
        rows.of(MarketTable::Lots, &["lot", "bids", "valid_bids", "sme_bids", "lowest", "highest", "value"]),
        [["1", "3", "", "2", "6100050", "", "7000000"], ["2", "2", "1", "", "4800000", "4800000", "5000000"]]
    );
    assert_eq!(
        rows.of(MarketTable::Bids, &["bid", "lot", "status", "bidder", "amount", "made"]),
        [
            ["b1", "2", "valid", "GB-COH-09100001", "4800000", "2024-12-01"],
            ["b1", "2", "valid", "name:ASH CARE", "4800000", "2024-12-01"],
            ["b2", "2", "disqualified", "name:BEECH CARE", "4700000", ""],
        ]
    );
    assert_eq!(
        rows.of(MarketTable::Awards, &["lot", "supplier", "suppliers", "amount", "part"]),
        [
            ["1", "GB-COH-09100001", "3", "10001", "3334"],
            ["1", "name:ASH CARE", "3", "10001", "3334"],
            ["1", "name:BEECH CARE", "3", "10001", "3333"],
        ]
    );
    assert_eq!(
        rows.of(MarketTable::Contracts, &["supplier_name", "ends_extended", "extensions"]),
        [["Lindle Home Care Ltd and 2 others", "2030-03-31", "Two years more"]]
    );
}

#[test]
fn releases_of_one_process_are_merged_into_its_present_state() {
    let (read, rows) = read(&fixture("merged.jsonl"));
    let read = read.expect("read");
    assert_eq!((read.read, read.amounts), (3, vec![("GBP".to_owned(), 410_000)]));
    assert_eq!(
        rows.of(MarketTable::Processes, &["released", "status", "value", "published", "starts", "buyer_name"]),
        [["2025-04-10", "complete", "500000", "2025-01-10", "", "Northvale County Council"]]
    );
    assert_eq!(rows.of(MarketTable::Awards, &["status", "amount", "supplier"]), [["active", "410000", "name:ASH CARE"]]);
}

#[test]
fn of_a_record_the_compiled_release_is_read_or_its_releases_or_its_versions() {
    let (read, rows) = read(&fixture("records.json"));
    let read = read.expect("read");
    assert_eq!((read.read, read.unreadable, read.left_out), (6, 1, 2));
    let titles = rows.of(MarketTable::Processes, &["process", "title"]);
    assert_eq!(titles.len(), 3);
    assert!(titles.contains(&vec!["ocds-wtest1-r4".to_owned(), "New".to_owned()]), "{titles:?}");
    assert!(titles.contains(&vec!["ocds-wtest1-m".to_owned(), "Respite".to_owned()]), "{titles:?}");
    let said = notes(&read);
    assert!(said.iter().any(|note| note.contains("A release is named by its address alone.")), "{said:#?}");
    assert!(said.iter().any(|note| note.contains("The record holds no release, only addresses of some.")), "{said:#?}");
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a folder").into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).expect("written");
    gz.finish().expect("packed")
}

#[test]
fn gzip_and_zip_read_as_what_is_in_them_and_a_zip_in_a_zip_is_refused() {
    let plain = read(&fixture("good.json")).1.0;
    assert_eq!(read(&gzipped(&fixture("good.json"))).1.0, plain);
    assert_eq!(read(&zipped(&[("a/good.json", &fixture("good.json"))])).1.0, plain);
    assert_eq!(read(&zipped(&[("good.json.gz", &gzipped(&fixture("good.json")))])).1.0, plain);
    let inner = zipped(&[("good.json", &fixture("good.json"))]);
    let (beside, rows) = read(&zipped(&[("inner.zip", &inner), ("good.json", &fixture("good.json")), ("read me.txt", b"hello")]));
    let beside = beside.expect("read");
    assert_eq!((rows.0, beside.left_out), (plain, 2));
    let said = notes(&beside);
    assert!(said.iter().any(|note| note.contains("seen ‘inner.zip’. A zip folder inside a zip folder is not opened.")), "{said:#?}");
    let alone = read(&zipped(&[("inner.zip", &inner)])).0.expect_err("refused").to_string();
    assert_eq!(alone, "‘inner.zip’: A zip folder inside a zip folder is not opened. Unpack it and load what is in it.");
    let bomb = gzipped(&[b"[".as_slice(), &vec![b' '; 30 << 20]].concat());
    assert!(read(&bomb).0.expect_err("refused").to_string().contains("200 times its size"));
}

#[test]
fn lines_arrays_and_packages_in_packages_read_alike() {
    let package: serde_json::Value = serde_json::from_slice(&fixture("good.json")).expect("JSON");
    let releases = package["releases"].as_array().expect("releases").clone();
    let plain = read(&fixture("good.json")).1.0;
    let lines: String = releases.iter().map(|release| format!("{release}\n")).collect();
    assert_eq!(read(lines.as_bytes()).1.0, plain);
    assert_eq!(read(serde_json::Value::Array(releases.clone()).to_string().as_bytes()).1.0, plain);
    let packages: Vec<serde_json::Value> =
        releases.iter().map(|release| serde_json::json!({"version": "1.1", "releases": [release]})).collect();
    assert_eq!(read(serde_json::json!(packages).to_string().as_bytes()).1.0, plain);
    assert_eq!(read(packages.iter().map(|package| format!("{package}\n")).collect::<String>().as_bytes()).1.0, plain);
}
