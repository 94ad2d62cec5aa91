//! People's details: found before anything is stored, left out by default, and never found where there are none.

use crate::ground::{fixture, known, read, told};
use exchange::known::PersonalChoice;
use exchange::{Answers, Limits, performance};

fn kept(name: &str, answers: &Answers) -> String {
    let bytes = performance::kept_bytes(&fixture(name), &known(), answers, &Limits::default()).expect("readable");
    String::from_utf8(bytes).expect("text")
}

macro_rules! seen {
    ($($test:ident: $file:literal leaves out $($detail:literal),+;)+) => {$(
        #[test]
        fn $test() {
            let reading = read($file, &fixture($file)).expect("readable");
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!($file, told(&reading));
            });
            let kept = kept($file, &Answers::default());
            let everything = format!("{kept}{reading:?}");
            for detail in [$($detail),+] {
                assert!(!everything.contains(detail), "{detail} is still there");
            }
        }
    )+};
}

seen! {
    names_of_clients_are_seen: "clients_by_name.csv" leaves out "Pritchard", "Moss", "Webb", "Joan";
    numbers_of_people_are_seen: "numbers_of_people.csv" leaves out "5919", "943", "34 56";
    births_with_postcodes_are_seen: "births_with_postcodes.csv" leaves out "1941", "1936", "ZZ1 1AA";
    initials_in_remarks_are_seen: "initials_in_remarks.csv" leaves out "Pritchard", "JP";
    addresses_are_seen: "addresses.csv" leaves out "moss", "900123";
}

#[test]
fn months_codes_providers_and_places_are_nobody() {
    let reading = read("nobody_here.csv", &fixture("nobody_here.csv")).expect("readable");
    assert_eq!(reading.personal, []);
    assert_eq!(kept("nobody_here.csv", &Answers::default()).into_bytes(), fixture("nobody_here.csv"));
    let beside = std::fs::read_dir(format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"))).expect("fixtures").flatten();
    for name in beside.filter(|name| name.path().is_file()) {
        let file = name.file_name().into_string().expect("a name");
        let of_people =
            ["clients_by_name.csv", "numbers_of_people.csv", "births_with_postcodes.csv", "initials_in_remarks.csv", "addresses.csv"]
                .contains(&file.as_str());
        let found = read(&file, &fixture(&file)).map(|r| r.personal).unwrap_or_default();
        assert_eq!(!found.is_empty(), of_people, "{file}: {found:?}");
    }
}

#[test]
fn what_is_kept_reads_to_the_same_figures_at_the_same_cells() {
    for name in ["clients_by_name.csv", "initials_in_remarks.csv"] {
        let first = read(name, &fixture(name)).expect("readable");
        let again = read(name, kept(name, &Answers::default()).as_bytes()).expect("readable");
        assert!(again.personal.is_empty());
        assert_eq!(first.points, again.points, "{name}");
    }
}

#[test]
fn a_person_who_looked_may_say_that_these_are_not_people() {
    let first = read("clients_by_name.csv", &fixture("clients_by_name.csv")).expect("readable");
    let answers =
        Answers { personal: first.personal.iter().map(|f| (f.key.clone(), PersonalChoice::NotPeople)).collect(), ..Answers::default() };
    assert_eq!(kept("clients_by_name.csv", &answers).into_bytes(), fixture("clients_by_name.csv"));
}

#[test]
fn counting_people_hides_small_counts() {
    let first = read("clients_by_name.csv", &fixture("clients_by_name.csv")).expect("readable");
    let answers =
        Answers { personal: first.personal.iter().map(|f| (f.key.clone(), PersonalChoice::CountPeople)).collect(), ..Answers::default() };
    let kept = kept("clients_by_name.csv", &answers);
    assert!(kept.contains("Oakfield Care,Apr-26,<5") && !kept.contains("Pritchard"), "{kept}");
}
