//! Laws: no bytes make a reader fail, and what is written the usual way reads back as itself.

use exchange::number::{Figure, of_text};
use exchange::period::{YearTold, read as read_period};
use exchange::table::{Book, Cell, Format, Row, Sheet};
use exchange::{Answers, Known, Limits, kept, performance, personal, spend};
use proptest::prelude::*;
use quantity::Period;

use crate::ground::{known, today};

fn number(text: &str) -> Option<f64> {
    match of_text(text).0 {
        Figure::Number(number) => Some(number.value),
        _ => None,
    }
}

fn grouped(whole: u64) -> String {
    quantity::money::group_thousands(whole)
}

/// Texts such as cells hold, odd ones among them.
fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ]{0,12}",
        "[0-9]{1,9}(\\.[0-9]{1,3})?%?",
        "(Apr|May|Jun|Q1|Q2|M7|FY|w/e )[-/ ]?[0-9]{0,4}(/[0-9]{2})?",
        "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
        "\\PC{0,16}",
        Just("<5".to_owned()),
        Just("n/a".to_owned()),
        Just("Total".to_owned()),
        Just("Target".to_owned()),
        Just("30 min from Apr 25".to_owned()),
        Just("#DIV/0!".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = performance::read("any", &bytes, &known(), &Answers::default(), &Limits::default(), today());
        let _ = performance::kept_bytes(&bytes, &known(), &Answers::default(), &Limits::default());
        let _ = spend::authorities(&bytes, &Limits::default());
    }

    #[test]
    fn no_bytes_and_no_bending_of_a_good_file_make_the_reader_of_notices_fail(
        noise in proptest::collection::vec(any::<u8>(), 0..400),
        until in 0usize..4_000,
        bent in proptest::collection::vec((0usize..4_000, any::<u8>()), 0..6),
        which in 0usize..4,
    ) {
        const GOOD: [&[u8]; 4] = [
            include_bytes!("../fixtures/notices/good.json"),
            include_bytes!("../fixtures/notices/lots_and_bids.json"),
            include_bytes!("../fixtures/notices/records.json"),
            include_bytes!("../fixtures/notices/one_bad_line.jsonl"),
        ];
        let _ = crate::notices::read(&noise);
        let mut cut = GOOD[which][..until.min(GOOD[which].len())].to_vec();
        let _ = crate::notices::read(&cut);
        for (at, byte) in bent {
            if let Some(place) = cut.get_mut(at) {
                *place = byte;
            }
        }
        // Whatever came of it, everything read is kept or counted.
        if let (Ok(read), rows) = crate::notices::read(&cut) {
            let processes = rows.of(exchange::market::MarketTable::Processes, &["process"]).len() as u64;
            prop_assert!(processes <= read.read - read.unreadable && read.unread.len() as u64 <= read.unreadable);
        }
    }

    #[test]
    fn no_table_makes_the_reader_of_spending_fail_and_no_line_of_it_is_nought(
        rows in proptest::collection::vec((0usize..4, 0usize..4, cell_text(), cell_text(), cell_text()), 1..14)
    ) {
        const WHO: [&str; 4] = ["Fenwick", "Marl Vale", "Fenwick UA", ""];
        const WHAT: [&str; 4] = ["Fostering", "Adoption", "Total", "Homes"];
        let row = |(who, what, a, b, c): &(usize, usize, String, String, String)| {
            format!("{},{},\"{}\",\"{}\",\"{}\"\n", WHO[*who], WHAT[*what], a.replace('"', ""), b.replace('"', ""), c.replace('"', ""))
        };
        let text = format!("Authority,Service,In house,External,Total (£)\n{}", rows.iter().map(row).collect::<String>());
        let asked = spend::Asked { authority: "Fenwick".into(), year: 2024, unit: None };
        if let Ok(read) = spend::read(text.as_bytes(), &asked, &Limits::default()) {
            prop_assert!(!read.lines.is_empty());
            prop_assert!(read.lines.iter().all(|line| line.amount != quantity::Money::ZERO));
        }
    }

    #[test]
    fn no_table_makes_a_reader_fail_and_what_is_kept_reads_the_same(rows in proptest::collection::vec(proptest::collection::vec(cell_text(), 0..7), 0..14)) {
        let text: String = rows.iter().map(|row| row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n").collect();
        let first = performance::read("any.csv", text.as_bytes(), &known(), &Answers::default(), &Limits::default(), today());
        let kept = performance::kept_bytes(text.as_bytes(), &known(), &Answers::default(), &Limits::default());
        if let (Ok(first), Ok(kept)) = (first, kept) {
            if let Ok(again) = performance::read("any.csv", &kept, &known(), &Answers::default(), &Limits::default(), today()) {
                prop_assert_eq!(first.points, again.points);
            }
        }
    }

    #[test]
    fn numbers_read_back_however_they_are_dressed(whole in 0u64..10_000_000_000, decimals in 0u32..100, negative: bool) {
        let plain = format!("{}{whole}.{decimals:02}", if negative { "-" } else { "" });
        let value: f64 = plain.parse().expect("a number");
        prop_assert_eq!(number(&plain), Some(value));
        let sign = if negative { "-" } else { "" };
        prop_assert_eq!(number(&format!("{sign}£{}.{decimals:02}", grouped(whole))), Some(value));
        prop_assert_eq!(number(&format!(" {sign}{}.{decimals:02}% ", grouped(whole))), Some(value));
        if negative {
            prop_assert_eq!(number(&format!("({}.{decimals:02})", grouped(whole))), Some(value));
        }
    }

    #[test]
    fn periods_read_back_however_they_are_written(year in 2000i16..2060, month in 1i8..=12, quarter in 1i8..=4) {
        let first = |text: String| read_period(&text, YearTold::default()).and_then(|stamp| stamp.candidates.first().map(|c| c.period));
        let expected = Period::month(year, month).expect("a month");
        let name = quantity::month::NAMES[month as usize - 1];
        let short = &name[..3];
        for text in [format!("{name} {year}"), format!("{short}-{:02}", year % 100), format!("{short} {year}"), format!("{month:02}/{year}"), format!("{year} {name}"), format!("{year}-{month:02}-01/P1M")] {
            prop_assert_eq!(first(text.clone()), Some(expected), "{}", text);
        }
        let account = Period::financial_quarter(year, quarter).expect("a quarter");
        let next = (year + 1) % 100;
        for text in [format!("Q{quarter} {year}/{next:02}"), format!("{year}-{next:02} Q{quarter}"), format!("{year}/{next:02} Quarter {quarter}")] {
            prop_assert_eq!(first(text.clone()), Some(account), "{}", text);
        }
        for period in [expected, account, Period::FinancialYear(year), Period::CalendarYear(year)] {
            let stamp = read_period(&period.to_string(), YearTold::default()).expect("a period");
            prop_assert!(stamp.candidates.iter().any(|c| c.period == period), "{}", period);
        }
    }

    #[test]
    fn what_is_kept_keeps_its_place(cells in proptest::collection::vec(("\\PC{0,12}", 1u32..60, 1u32..30), 0..20)) {
        let mut rows: Vec<Row> = Vec::new();
        for (text, row, column) in &cells {
            let at = rows.iter().position(|r| r.number == *row).unwrap_or_else(|| { rows.push(Row { number: *row, cells: Vec::new() }); rows.len() - 1 });
            let width = *column as usize;
            if rows[at].cells.len() < width { rows[at].cells.resize(width, Cell::Empty); }
            rows[at].cells[width - 1] = Cell::of_text(text);
        }
        rows.sort_by_key(|row| row.number);
        let book = Book { format: Format::Excel, sheets: vec![Sheet { name: "A".into(), rows, ..Sheet::default() }] };
        let text = String::from_utf8(kept::write(&book)).expect("text");
        let back = kept::read(&text, &Limits::default(), &mut |_, _| {}).expect("kept").expect("readable");
        for row in &book.sheets[0].rows {
            for (column, cell) in row.cells.iter().enumerate() {
                let there = back.sheets[0].row(row.number).map(|r| r.cell(column as u32 + 1).shown().into_owned()).unwrap_or_default();
                prop_assert_eq!(there, cell.shown().into_owned());
            }
        }
    }

    #[test]
    fn a_masked_sample_shows_no_more_than_first_letters(name in "[A-Z][a-z]{2,8} [A-Z][a-z]{2,9}") {
        let masked = personal::pattern::masked(personal::PersonalKind::Name, &name);
        let letters: String = masked.chars().filter(|c| c.is_alphabetic()).collect();
        prop_assert_eq!(letters.len(), 2);
    }
}

#[test]
fn an_empty_known_world_is_no_trouble() {
    let read = performance::read("a.csv", b"Month,Visits\nApr-26,1\n", &Known::default(), &Answers::default(), &Limits::default(), today());
    assert!(read.is_ok_and(|r| r.points.len() == 1));
}
