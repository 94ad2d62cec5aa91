//! Tries the readers on files bent out of shape, for as long as asked: `cargo run --release -p exchange --example fuzz -- 600`.
//!
//! Starts from small good files of every kind, changes them (bytes, cells, rows, whole parts of a workbook), reads what comes
//! of it, and counts panics. What is found is printed with the bytes that did it; what a run found is kept in docs/fuzzing.md.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use exchange::known::{Answers, Known, KnownPart, PersonalChoice};
use exchange::market::{Cell, MarketTable, Party, Told};
use exchange::ocds::{self, Regimes};
use exchange::tables::{Held, KeptTable, RecordWriter, TablesError};
use exchange::{Limits, neighbours, performance};

/// Every panic, those included that the reader of workbooks is known to catch and answer as a damaged file.
static RAISED: AtomicU64 = AtomicU64::new(0);

/// A generator of our own (xorshift): the same seed tries the same files.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

const CELLS: [&str; 60] = [
    "",
    "Agency",
    "Month",
    "Measure",
    "Value",
    "Numerator",
    "Denominator",
    "Target",
    "Notes",
    "On time",
    "Visits",
    "%",
    "Total",
    "Apr-26",
    "2026/27",
    "Q1 2026/27",
    "01/04/2026",
    "13/13/2026",
    "2026-04-01/P1Y",
    "Month 7",
    "w/e 05/04/2026",
    "46113",
    "FY27",
    "1,234",
    "£1.2m",
    "(1,234)",
    "84%",
    "0.84",
    "<5",
    "c",
    "n/a",
    "-",
    "#DIV/0!",
    "1e309",
    "-0",
    "NaN",
    "inf",
    "99999999999999999999",
    "Joan Pritchard",
    "J.P.",
    "943 476 5919",
    "AB123456C",
    "12/03/1941",
    "ZZ1 1AA",
    "a.moss@example.org",
    "07700 900123",
    "prov.",
    "corrected",
    "30 min from Apr 25",
    "\u{feff}",
    "ï»¿",
    "\"",
    "\"\"",
    "é–£",
    "\u{202e}abc",
    "𝟘",
    "Kept without people's details",
    "sheet",
    "row",
    "=cmd|' /C calc'!A0",
];

fn main() {
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10);
    let seed = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(0x5eed);
    let mut chance = Chance(seed);
    let seeds = seeds();
    let (mut tried, mut read, mut refused, mut failures, mut bytes_tried) = (0u64, 0u64, 0u64, 0u64, 0u64);
    let mut slowest = Duration::ZERO;
    std::panic::set_hook(Box::new(|_| {
        RAISED.fetch_add(1, Ordering::Relaxed);
    }));
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(seconds) {
        let bytes = bent(&seeds, &mut chance);
        let answers = answers(&mut chance);
        let before = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| try_one(&bytes, &answers)));
        slowest = slowest.max(before.elapsed());
        tried += 1;
        bytes_tried += bytes.len() as u64;
        match outcome {
            Ok(true) => read += 1,
            Ok(false) => refused += 1,
            Err(panic) => {
                failures += 1;
                let said = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                    .unwrap_or_default();
                println!(
                    "panic: {said}\n  file {failures} of {} bytes: {:?}",
                    bytes.len(),
                    String::from_utf8_lossy(&bytes[..bytes.len().min(600)])
                );
            }
        }
    }
    println!(
        "seed {seed}, {seconds} s: {tried} files tried ({} MB), {read} read, {refused} refused with a reason, {failures} panics of ours, {} of the workbook library caught and refused; slowest {} ms",
        bytes_tried / 1_000_000,
        RAISED.load(Ordering::Relaxed) - failures,
        slowest.as_millis()
    );
    if failures > 0 {
        std::process::exit(1);
    }
}

fn try_one(bytes: &[u8], answers: &Answers) -> bool {
    let limits = Limits { cells: 300_000, expanded_bytes: 32 << 20, ..Limits::default() };
    let known = Known { parts: vec![KnownPart { name: "Oakfield Care".into(), ..KnownPart::default() }], ..Known::default() };
    let today = jiff::civil::date(2026, 11, 21);
    let read = performance::read("file", bytes, &known, answers, &limits, today);
    if let Ok(kept) = performance::kept_bytes(bytes, &known, answers, &limits) {
        let _ = performance::read("file", &kept, &known, answers, &limits, today);
        let _ = neighbours::neighbours(&kept, "", 3, 2, 2, &limits);
    }
    if let Ok(reading) = &read {
        for note in &reading.notes {
            assert!(!note.sentence().is_empty());
        }
        let _ = reading.lead();
    }
    notices(bytes, &limits, today) || read.is_ok()
}

/// Takes rows and keeps none.
struct Nowhere;

impl RecordWriter for Nowhere {
    fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        assert_eq!(cells.len(), table.columns().len());
        Ok(())
    }

    fn finish(self: Box<Self>, _: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        Ok(Vec::new())
    }
}

/// The same file as procurement notices: everything read is kept or counted.
fn notices(bytes: &[u8], limits: &Limits, today: quantity::Date) -> bool {
    let nobody = Party::default();
    let told = Told { file_name: "file", bytes: bytes.len() as u64, buyer: &nobody, published: true, today };
    let read = ocds::read(&mut Cursor::new(bytes), &told, &Regimes::default(), limits, &mut Nowhere, &mut |_, _| {});
    if let Ok(read) = &read {
        assert!(read.unreadable <= read.read && !read.shape.is_empty());
        assert!(read.notes.iter().all(|note| !note.sentence().is_empty()));
    }
    read.is_ok()
}

fn answers(chance: &mut Chance) -> Answers {
    let mut answers = Answers::default();
    for _ in 0..chance.below(3) {
        let role = exchange::mapping::Role::ALL[chance.below(13)];
        answers.columns.push(exchange::known::ColumnAnswer { sheet: String::new(), column: chance.below(8) as u32, role });
    }
    if chance.below(4) == 0 {
        let everything = [PersonalChoice::CountPeople, PersonalChoice::NotPeople][chance.below(2)];
        // Keys are digests; a found key is not known beforehand, so the choice is given through a first look.
        answers.personal.insert("people-000000000000".into(), everything);
    }
    answers
}

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for folder in ["fixtures", "fixtures/notices"] {
        let Ok(folder) = std::fs::read_dir(format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"))) else { continue };
        let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        seeds.extend(paths.iter().filter_map(|path| std::fs::read(path).ok()));
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in
        ["Agency,Mth,On time,Visits,%", "Oakfield Care,Apr-26,296,320,0.925", "Oakfield Care,May-26,<5,210,", "Total,Jun-26,9,10,1"]
            .iter()
            .enumerate()
    {
        for (column, text) in line.split(',').enumerate() {
            let _ = match text.parse::<f64>() {
                Ok(number) => sheet.write(row as u32, column as u16, number).map(|_| ()),
                Err(_) => sheet.write(row as u32, column as u16, text).map(|_| ()),
            };
        }
    }
    let _ = sheet.merge_range(6, 0, 6, 3, "merged", &rust_xlsxwriter::Format::new());
    seeds.extend(book.save_to_buffer());
    let ods = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>Month</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Visits</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="date" office:date-value="2026-04-01"/><table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    seeds.push(zipped(&[
        ("mimetype".into(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".into(), ods.as_bytes().to_vec()),
    ]));
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.resize(4096, 0);
    old[30] = 9;
    old[32] = 6;
    seeds.push(old);
    seeds
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        if writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).is_ok() {
            let _ = writer.write_all(bytes);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    (0..archive.len())
        .filter_map(|at| {
            let mut part = archive.by_index(at).ok()?;
            let name = part.name().ok()?.into_owned();
            let mut held = Vec::new();
            part.read_to_end(&mut held).ok()?;
            Some((name, held))
        })
        .collect()
}

fn bent(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    match chance.below(10) {
        0 => (0..chance.below(300)).map(|_| chance.next() as u8).collect(),
        1..=4 => table(chance).into_bytes(),
        _ => {
            let seed = seeds[chance.below(seeds.len())].clone();
            if seed.starts_with(b"PK") && chance.below(4) > 0 {
                let mut parts = unzipped(&seed);
                for _ in 0..1 + chance.below(3) {
                    let at = chance.below(parts.len());
                    if let Some((_, part)) = parts.get_mut(at) {
                        *part = mutated(std::mem::take(part), chance);
                    }
                }
                if chance.below(6) == 0 && !parts.is_empty() {
                    parts.swap_remove(chance.below(parts.len()));
                }
                return zipped(&parts);
            }
            mutated(seed, chance)
        }
    }
}

fn table(chance: &mut Chance) -> String {
    let delimiter = chance.pick(&[",", ",", ";", "\t", "|"]);
    let width = 1 + chance.below(8);
    let mut out = String::new();
    for _ in 0..chance.below(25) {
        for column in 0..width + chance.below(2) {
            if column > 0 {
                out.push_str(delimiter);
            }
            match chance.below(5) {
                0 => out.push_str(&chance.below(400).to_string()),
                _ => out.push_str(CELLS[chance.below(CELLS.len())]),
            }
        }
        out.push_str(chance.pick(&["\n", "\n", "\r\n", "\r", "\n\n"]));
    }
    out
}

fn mutated(mut bytes: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..1 + chance.below(6) {
        let at = chance.below(bytes.len());
        match chance.below(7) {
            0 if !bytes.is_empty() => bytes[at] = chance.next() as u8,
            1 if !bytes.is_empty() => {
                bytes.remove(at);
            }
            2 => bytes.insert(at, chance.next() as u8),
            3 => bytes.truncate(at),
            4 => {
                let cell = CELLS[chance.below(CELLS.len())].as_bytes().to_vec();
                bytes.splice(at..at, cell);
            }
            5 if !bytes.is_empty() => {
                let end = (at + chance.below(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => {
                // A number somewhere becomes a far larger one.
                if let Some(digit) = bytes.iter().skip(at).position(u8::is_ascii_digit) {
                    bytes.splice(at + digit..at + digit, b"99999".iter().copied());
                }
            }
        }
    }
    bytes
}
