//! One fixture a fault, beside everything a person is told of it. Re-blessed by `make bless`.

use crate::ground::{answered, fixture, read, told};
use exchange::Answers;
use exchange::known::ColumnAnswer;
use exchange::mapping::Role;
use exchange::note::NoteKind;
use exchange::reading::Reading;

fn of(name: &str) -> Reading {
    read(name, &fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

macro_rules! told_of {
    ($($test:ident: $file:literal),+ $(,)?) => {$(
        #[test]
        fn $test() {
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!($file, told(&of($file)));
            });
        }
    )+};
}

told_of! {
    a_long_file_reads_as_it_stands: "long.csv",
    months_may_stand_across: "periods_across.csv",
    months_may_stand_down_with_semicolons_between: "periods_down.csv",
    two_rows_of_headings_are_read_together: "two_rows_of_headings.csv",
    a_year_may_stand_over_its_months: "year_over_months.csv",
    a_floor_above_the_target_is_asked: "target_on_the_wrong_side.csv",
    hidden_and_missing_never_become_numbers: "hidden_and_missing.csv",
    a_month_sent_twice_keeps_the_old_figure_behind: "month_twice.csv",
    more_than_all_of_them_is_asked: "above_the_whole.csv",
    unknown_spellings_are_asked: "unknown_spellings.csv",
    a_changed_definition_is_seen: "redefined.csv",
    a_provisional_quarter_is_marked: "provisional_quarter.csv",
    an_abolished_district_is_named: "abolished_district.csv",
    dates_that_read_either_way_are_asked: "either_way_round.csv",
    a_month_far_ahead_is_left_out: "far_future.csv",
    a_share_among_percentages_is_asked: "mixed_percent.csv",
    shares_without_a_sign_are_read_and_said: "shares.csv",
    totals_are_the_whole_and_not_one_more_name: "totals.csv",
    a_comma_too_many_is_seen: "shifted_row.csv",
    a_year_beside_its_month_makes_one_period: "year_beside_month.csv",
    months_of_the_year_take_the_year_of_the_title: "month_numbers.csv",
    numbers_of_days_are_dates: "serial_dates.csv",
    an_open_quote_does_not_swallow_the_file: "open_quote.csv",
    failed_formulas_are_missing: "formula_faults.csv",
    script_in_a_name_is_a_name: "script_in_a_name.csv",
    what_tells_rows_apart_is_found: "many_without_a_breakdown.csv",
}

#[test]
fn an_answer_changes_the_reading_and_the_question_stays_to_be_changed_back() {
    let bytes = fixture("above_the_whole.csv");
    let asked = of("above_the_whole.csv");
    let note = asked.notes.iter().find(|note| note.kind == NoteKind::AboveWhole).expect("a note");
    assert_eq!(note.answer, "blank");
    let december = |reading: &Reading| reading.points.iter().find(|p| p.at.row == 4).and_then(|p| p.numerator);
    assert_eq!(december(&asked), None);
    let answers = Answers { notes: [(note.key.clone(), "keep".to_owned())].into(), ..Answers::default() };
    let kept = answered("above_the_whole.csv", &bytes, &answers).expect("readable");
    assert_eq!(december(&kept), Some(310));
    assert_eq!((asked.waiting(), kept.waiting()), (1, 0));
    assert!(kept.notes.iter().any(|n| n.key == note.key && n.answered));
}

#[test]
fn a_column_said_to_be_something_else_is_read_so() {
    let bytes = fixture("two_rows_of_headings.csv");
    let answers = Answers { columns: vec![ColumnAnswer { sheet: String::new(), column: 1, role: Role::Ignore }], ..Answers::default() };
    let read = answered("two_rows_of_headings.csv", &bytes, &answers).expect("readable");
    assert_eq!(read.mappings[0].role(1), Some(Role::Ignore));
    assert_eq!(read.summary.organisations, 0);
}

#[test]
fn next_quarters_file_of_the_same_layout_reads_silently_right() {
    let first = fixture("unknown_spellings.csv");
    let asked = of("unknown_spellings.csv");
    let note = |seen: &str| asked.notes.iter().find(|n| n.seen == seen && n.needs_answer).map(|n| n.key.clone()).expect("a question");
    let answers = Answers {
        columns: vec![ColumnAnswer { sheet: String::new(), column: 1, role: Role::Part }],
        notes: [(note("H. Tarrow Home Care"), "same".to_owned()), (note("HTH Ltd"), "same".to_owned())].into(),
        ..Answers::default()
    };
    let accepted = answered("unknown_spellings.csv", &first, &answers).expect("readable");
    let next = "Agency,Month,Visits within 30 minutes of plan %\nH. Tarrow Home Care,Jul-26,84\nHTH Ltd,Aug-26,85\n";
    let remembered = Answers { remembered: accepted.mappings.clone(), ..Answers::default() };
    let quiet = answered("next.csv", next.as_bytes(), &remembered).expect("readable");
    assert!(quiet.mappings[0].remembered);
    assert_eq!(quiet.waiting(), 0, "{:?}", quiet.notes);
    assert_eq!(quiet.parts.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["High Tarrow Homecare"]);
}

#[test]
fn a_figure_whose_name_speaks_of_a_month_is_a_figure() {
    let read = read("waiting.csv", b"Month,People waiting at month end\nApr-26,41\nMay-26,44\nJun-26,39\n").expect("readable");
    assert_eq!(read.points.iter().filter_map(|point| point.value).collect::<Vec<_>>(), [41.0, 44.0, 39.0]);
}

#[test]
fn the_same_file_and_answers_make_the_same_reading() {
    for name in ["month_twice.csv", "unknown_spellings.csv", "hidden_and_missing.csv"] {
        assert_eq!(of(name), of(name));
    }
}

#[test]
fn encodings_make_no_difference_to_the_figures() {
    let plain = "Agency,Month,Missed visits\nCaf\u{e9} Care \u{2013} £,Apr-26,7\nOakfield Care,Apr-26,5\n";
    let figures = |bytes: &[u8]| {
        let read = read("plain.csv", bytes).expect("readable");
        (
            read.points.iter().map(|p| (read.part(p).to_owned(), p.value)).collect::<Vec<_>>(),
            read.notes.iter().any(|n| matches!(n.kind, NoteKind::Encoding | NoteKind::ByteOrderMark)),
        )
    };
    let (expected, noted) = figures(plain.as_bytes());
    assert!(!noted && expected.len() == 2);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> = plain
        .chars()
        .map(|c| match c {
            '\u{2013}' => 0x96,
            c => u32::from(c) as u8,
        })
        .collect();
    let twice: Vec<u8> = "\u{feff}ï»¿".bytes().chain(plain.bytes()).collect();
    for bytes in [utf16, windows, twice] {
        assert_eq!(figures(&bytes), (expected.clone(), true));
    }
}
