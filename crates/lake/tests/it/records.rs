//! Records as columns: what goes in comes out, once, and what is damaged is told.

use exchange::market::{Cell, MarketTable, OwnedCell};
use exchange::tables::{Asked, Digest, Held, Question, Tables, TablesError, Within};
use jiff::civil::date;
use lake::Lake;
use proptest::prelude::*;

use crate::made_up::{PAYMENTS, held, load, market, payments, row};

fn asked(lake: &Lake, of: &[Held], sql: &str) -> Result<Vec<Vec<OwnedCell>>, TablesError> {
    let question = Question { asked: Asked::Sql(sql), of, within: &Within::default(), beside: &[] };
    lake.ask(&question).map(|answer| answer.rows)
}

fn sums(lake: &Lake, of: &[Held]) -> Vec<Vec<OwnedCell>> {
    asked(lake, of, "select currency, sum(amount), count(*) from payments group by currency order by currency").expect("answered")
}

#[test]
fn the_same_file_again_keeps_nothing_and_an_overlapping_one_only_what_is_new() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let first = load(&lake, &payments(&PAYMENTS[..5]), &[]);
    assert_eq!((first[0].rows, first[0].same), (5, 0));
    let again = load(&lake, &payments(&PAYMENTS[..5]), &held(&first));
    assert_eq!((again[0].digest.as_ref(), again[0].rows, again[0].same), (None, 0, 5));
    // Two payments are alike but for their lines: one of them is held, the other is new.
    let second = load(&lake, &payments(PAYMENTS), &held(&first));
    assert_eq!((second[0].rows, second[0].same), (2, 5));
    let both: Vec<Held> = held(&first).into_iter().chain(held(&second)).collect();
    let whole = held(&load(&lake, &payments(PAYMENTS), &[]));
    assert_eq!(sums(&lake, &both), sums(&lake, &whole));
    assert_eq!(sums(&lake, &both)[1], [OwnedCell::Text("GBP".into()), OwnedCell::Money(230_048), OwnedCell::Count(6)]);
    // Named twice, a data set counts once.
    let twice: Vec<Held> = whole.iter().chain(&whole).cloned().collect();
    assert_eq!(sums(&lake, &twice), sums(&lake, &whole));
}

#[test]
fn a_row_of_another_shape_is_refused_by_table_and_column_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let mut writer = lake.begin_records().expect("a writer");
    let good = payments(PAYMENTS);
    for _ in 0..3_000 {
        good.iter().for_each(|(table, cells)| writer.row(*table, cells).expect("a row"));
    }
    let told = writer.row(MarketTable::Payments, &[Cell::None]).expect_err("too short").to_string();
    assert!(told.contains("a row of payments has 15 columns, and 1 were given"), "{told}");
    let wrong = row(MarketTable::Payments, &[("paid", Cell::Text("1 May"))]);
    let told = writer.row(MarketTable::Payments, &wrong).expect_err("no day").to_string();
    assert!(told.contains("the column paid of payments was given a text"), "{told}");
    let far = row(MarketTable::Payments, &[("amount", Cell::Money(i64::MAX))]);
    assert!(writer.row(MarketTable::Payments, &far).expect_err("too much").to_string().contains("more money than it holds"));
    let there = || std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(there(), 1);
    drop(writer);
    assert_eq!(there(), 0);
    assert_eq!(load(&lake, &[], &[]), []);
}

#[test]
fn a_large_file_is_written_in_pieces_and_the_same_rows_make_the_same_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let rows = |from: i64, to: i64| -> Vec<_> {
        let one = |n: i64| {
            row(MarketTable::Payments, &[("amount", Cell::Money(n)), ("currency", Cell::Text("GBP")), ("source_row", Cell::Count(n))])
        };
        (from..to).map(|n| (MarketTable::Payments, one(n))).collect()
    };
    let first = load(&lake, &rows(0, 150_000), &[]);
    assert_eq!(held(&load(&lake, &rows(0, 150_000), &[])), held(&first));
    let more = load(&lake, &rows(149_000, 151_000), &held(&first));
    assert_eq!((more[0].rows, more[0].same), (1_000, 1_000));
    let both: Vec<Held> = held(&first).into_iter().chain(held(&more)).collect();
    assert_eq!(sums(&lake, &both), [[OwnedCell::Text("GBP".into()), OwnedCell::Money(151_000 * 150_999 / 2), OwnedCell::Count(151_000)]]);
}

#[test]
fn what_is_gone_altered_or_another_table_is_told_with_the_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let of = market(&lake);
    let count = |of: &[Held]| asked(&lake, of, "select supplier, sum(amount) from payments group by supplier");
    assert!(count(&of).is_ok());
    let gone = Held { table: MarketTable::Payments, digest: "0".repeat(64).into() };
    assert_eq!(count(&[gone.clone()]), Err(TablesError::Missing(gone.digest)));
    let secrets = Held { table: MarketTable::Payments, digest: Digest::from("../secrets") };
    assert!(matches!(count(&[secrets]), Err(TablesError::Missing(_))));
    let payments_of = of.iter().find(|one| one.table == MarketTable::Payments).expect("payments").clone();
    let taken_for = Held { table: MarketTable::Awards, digest: payments_of.digest.clone() };
    let told = count(&[taken_for]).expect_err("other columns").to_string();
    assert!(told.contains("in awards") && told.contains("Bring it back from a back-up"), "{told}");
    let path = folder.path().join(&*payments_of.digest);
    let whole = std::fs::read(&path).expect("its bytes");
    std::fs::write(&path, &whole[..whole.len() / 2]).expect("cut");
    assert!(matches!(count(&[payments_of.clone()]), Err(TablesError::Damaged { .. })));
    // Its footer is whole, and what it stands on is not.
    let mut altered = whole.clone();
    let footer = u32::from_le_bytes(*whole[..whole.len() - 4].last_chunk().expect("its length")) as usize;
    altered[4..whole.len() - 8 - footer].fill(0xff);
    std::fs::write(&path, &altered).expect("altered");
    let told = count(&[payments_of.clone()]).expect_err("damaged");
    assert!(matches!(&told, TablesError::Damaged { digest, .. } if *digest == payments_of.digest), "{told}");
}

#[test]
fn an_answer_is_found_by_its_columns_and_the_asker_may_stand_on_any_thread() {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let of = market(&lake);
    let question = Question { asked: Asked::Named("spend-by-supplier"), of: &of, within: &Within::default(), beside: &[] };
    let answer = lake.ask(&question).expect("answered");
    assert_eq!((answer.place("total"), answer.place("bids").is_err()), (Ok(2), true));
    let asking = || lake.ask(&question).expect("answered").rows.len();
    let found = std::thread::scope(|scope| [scope.spawn(asking), scope.spawn(asking)].map(|thread| thread.join().expect("answered")));
    assert_eq!(found, [3, 3]);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (lake, of) = (lake.clone(), of.clone());
    let waited = runtime.block_on(async { tokio::task::spawn_blocking(move || sums(&lake, &of).len()).await.expect("answered") });
    assert_eq!(waited, 2);
}

fn payment() -> impl Strategy<Value = (u8, u8, i64, u8)> {
    (0u8..4, 1u8..28, -2_000i64..2_000, 0u8..3)
}

fn cells(of: &[(u8, u8, i64, u8)]) -> Vec<(MarketTable, Vec<Cell<'static>>)> {
    const NAMES: [&str; 4] = ["a", "b", "", "Été, \"x\""];
    let one = |(n, (name, day, pence, currency)): (usize, &(u8, u8, i64, u8))| {
        let cells = [
            ("supplier", Cell::text(NAMES[usize::from(*name)])),
            ("paid", Cell::Date(date(2024, 2, *day as i8))),
            ("amount", Cell::Money(*pence)),
            ("currency", Cell::text(["GBP", "EUR", ""][usize::from(*currency)])),
            ("source_row", Cell::Count(n as i64)),
        ];
        (MarketTable::Payments, row(MarketTable::Payments, &cells))
    };
    of.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_loading_changes_no_sum_and_overlap_adds_nothing(rows in proptest::collection::vec(payment(), 1..40), cut in 0usize..40, overlap in 0usize..10) {
        let folder = tempfile::tempdir().expect("a folder");
        let lake = Lake::at(folder.path());
        let cut = cut.min(rows.len());
        // A later file overlaps an earlier one, and is longer: it holds the earlier one's last rows, and what came since.
        let (left, all) = (&rows[..cut], &rows[..]);
        let right = &rows[cut.saturating_sub(overlap)..];
        let whole = sums(&lake, &held(&load(&lake, &cells(all), &[])));
        let loaded = |parts: &[&[(u8, u8, i64, u8)]]| {
            let mut there = Vec::new();
            for part in parts {
                there.extend(held(&load(&lake, &cells(part), &there)));
            }
            sums(&lake, &there)
        };
        for order in [[left, right, all], [right, all, left], [all, left, right]] {
            prop_assert_eq!(&loaded(&order), &whole);
        }
        prop_assert_eq!(loaded(&[left, right]), loaded(&[right, left]));
    }

    #[test]
    fn no_altered_byte_makes_the_engine_panic(at in 0usize..4000, byte in any::<u8>()) {
        let folder = tempfile::tempdir().expect("a folder");
        let lake = Lake::at(folder.path());
        let of = held(&load(&lake, &payments(PAYMENTS), &[]));
        let path = folder.path().join(&*of[0].digest);
        let mut bytes = std::fs::read(&path).expect("its bytes");
        let at = at % bytes.len();
        bytes[at] = byte;
        std::fs::write(&path, bytes).expect("altered");
        let _ = asked(&lake, &of, "select supplier, paid, sum(amount) from payments group by 1, 2 order by 1, 2");
        let _ = load(&lake, &payments(PAYMENTS), &[]);
    }
}

/// A process with its lots, as one file tells it.
fn told(process: &'static str, released: jiff::civil::Date, lots: &[(&'static str, i64)]) -> Vec<(MarketTable, Vec<Cell<'static>>)> {
    let mut rows = vec![(
        MarketTable::Processes,
        row(
            MarketTable::Processes,
            &[("process", Cell::Text(process)), ("released", Cell::Date(released)), ("currency", Cell::Text("GBP"))],
        ),
    )];
    rows.extend(lots.iter().map(|(lot, bids)| {
        let cells = [("process", Cell::Text(process)), ("lot", Cell::Text(lot)), ("bids", Cell::Count(*bids))];
        (MarketTable::Lots, row(MarketTable::Lots, &cells))
    }));
    rows
}

#[test]
fn of_a_process_that_two_files_tell_of_the_later_release_stands_whole_whichever_file_came_first() {
    let before = [told("p", date(2025, 1, 1), &[("1", 3), ("2", 4)]), told("q", date(2025, 1, 1), &[("1", 7)])].concat();
    let after = [told("p", date(2025, 3, 1), &[("1", 3), ("3", 5)]), told("q", date(2025, 1, 1), &[("1", 7)])].concat();
    let lots = |lake: &Lake, of: &[Held]| asked(lake, of, "select process, lot, bids from lots order by process, lot").expect("answered");
    let text = |text: &str| OwnedCell::Text(text.into());
    let wanted = [
        vec![text("p"), text("1"), OwnedCell::Count(3)],
        vec![text("p"), text("3"), OwnedCell::Count(5)],
        vec![text("q"), text("1"), OwnedCell::Count(7)],
    ];
    for (first, second) in [(&before, &after), (&after, &before)] {
        let folder = tempfile::tempdir().expect("a folder");
        let lake = Lake::at(folder.path());
        let kept = load(&lake, first, &[]);
        let mut of = held(&kept);
        of.extend(held(&load(&lake, second, &of)));
        assert_eq!(lots(&lake, &of), wanted);
        let count = asked(&lake, &of, "select count(*) from processes").expect("answered");
        assert_eq!(count, [[OwnedCell::Count(2)]]);
        assert!(load(&lake, second, &of).iter().all(|table| table.digest.is_none()), "the same again keeps nothing");
    }
}
