//! Real public notices of several countries and vintages, where they are at hand. The totals were counted beforehand by another program
//! (a few lines of Python that read the same files as trees), not taken from this reader.

use std::path::{Path, PathBuf};

use exchange::market::MarketTable;

use crate::notices::read;

fn files(of: &str) -> Option<Vec<PathBuf>> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                into.push(path);
            }
        }
    }
    let root = PathBuf::from(format!("{}/../../../shared/data/{of}", env!("CARGO_MANIFEST_DIR")));
    if !root.is_dir() {
        println!("skipped: ../shared is not here");
        return None;
    }
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    Some(found)
}

/// Files, releases read, unreadable, processes, rows of awards, rows of bids, and the awards' sums in pence.
type Totals = (usize, u64, u64, usize, usize, usize, Vec<(String, i64)>);

fn totals(of: &str) -> Option<Totals> {
    let files = files(of)?;
    let mut all: Totals = (files.len(), 0, 0, 0, 0, 0, Vec::new());
    for path in files {
        let (read, rows) = read(&std::fs::read(&path).expect("a file"));
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                all.2 += 1;
                println!("{}: {error}", path.display());
                continue;
            }
        };
        all.1 += read.read - read.unreadable;
        all.2 += read.unreadable;
        let count = |table| rows.0.iter().filter(|(of, _)| *of == table).count();
        all.3 += count(MarketTable::Processes);
        all.4 += count(MarketTable::Awards);
        all.5 += count(MarketTable::Bids);
        for (currency, pence) in read.amounts {
            match all.6.iter_mut().find(|(held, _)| *held == currency) {
                Some((_, sum)) => *sum += pence,
                None => all.6.push((currency, pence)),
            }
        }
    }
    all.6.sort();
    Some(all)
}

fn sum(currency: &str, pence: i64) -> (String, i64) {
    (currency.to_owned(), pence)
}

#[test]
fn the_contracts_finder_of_2025_is_read_to_the_penny() {
    let Some(totals) = totals("ocds_uk_contracts_finder") else { return };
    assert_eq!(totals, (1, 200, 0, 190, 263, 0, vec![sum("GBP", 96_767_755_286)]));
    let path = files("ocds_uk_contracts_finder").and_then(|files| files.into_iter().next()).expect("a file");
    let (read, rows) = read(&std::fs::read(path).expect("bytes"));
    let read = read.expect("read");
    // Awards in force with a last day, each held as a contract: these notices tell of no contracts beside them.
    assert_eq!(rows.of(MarketTable::Contracts, &["contract"]).len(), 143);
    assert_eq!((read.first, read.last), ("2025-01-23".parse().ok(), "2025-03-11".parse().ok()));
    let of = |table, column: &str, value: &str| rows.of(table, &[column]).iter().filter(|row| row[0] == value).count();
    assert!(of(MarketTable::Processes, "kind", "call_off") > 25 && of(MarketTable::Processes, "regime", "below_threshold") > 40);
    assert_eq!(of(MarketTable::Processes, "buyer", ""), 0);
}

#[test]
fn the_contracts_finder_of_2014_is_read_in_each_of_its_vintages() {
    let Some(totals) = totals("ocds_uk_contracts_finder_2014") else { return };
    assert_eq!(totals, (232, 232, 0, 232, 0, 0, vec![]));
}

#[test]
fn paraguay_is_read_though_six_of_its_records_are_links_alone() {
    let Some(totals) = totals("ocds_paraguay") else { return };
    assert_eq!(totals, (155, 149, 6, 149, 110, 0, vec![sum("PYG", 7_800_033_314_200), sum("USD", 13_570_127_100)]));
}

#[test]
fn four_more_countries_are_read_as_they_are() {
    let expected = [
        ("moldova", (102, 102, 0, 102, 36, 0, vec![sum("MDL", 905_268_872)])),
        ("nigeria", (23, 23, 0, 23, 23, 0, vec![sum("NGN", 145_351_735_876)])),
        ("ukraine", (22, 22, 0, 22, 26, 24, vec![sum("UAH", 290_449_744)])),
        ("colombia", (31, 31, 0, 31, 51, 0, vec![sum("COP", 581_815_543_100)])),
    ];
    for (country, expected) in expected {
        let Some(totals) = totals(&format!("ocds_world/{country}")) else { return };
        assert_eq!(totals, expected, "{country}");
    }
}
