//! Spending by service and by who provides it: our own small files with their faults, and real ones where they are at hand.

use exchange::spend::{Asked, NotSpending, Spending, authorities, read};
use exchange::{Limits, note::Note};
use model::spend::ProvidedBy::{self, InHouse, NotClassified, Others, Private, Voluntary};
use model::spend::SpendUnit::{self, Pounds, Thousands};
use quantity::Money;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/spend/{name}.csv", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

fn ask(authority: &str, year: i16, unit: Option<SpendUnit>) -> Asked {
    Asked { authority: authority.into(), year, unit }
}

fn of(bytes: &[u8], authority: &str, year: i16, unit: Option<SpendUnit>) -> Spending {
    read(bytes, &ask(authority, year, unit), &Limits::default()).unwrap_or_else(|error| panic!("{authority}: {error}"))
}

fn refused(name: &str, asked: &Asked) -> String {
    read(&fixture(name), asked, &Limits::default()).expect_err("it is refused").to_string()
}

fn shown(spending: &Spending) -> Vec<(String, ProvidedBy, i64, bool)> {
    spending.lines.iter().map(|l| (l.service.clone(), l.provided_by, l.amount.pence(), l.is_difference)).collect()
}

fn total(spending: &Spending) -> Money {
    spending.lines.iter().map(|line| line.amount).sum()
}

#[track_caller]
fn noted(notes: &[Note], said: &str) {
    let all: Vec<String> = notes.iter().map(Note::sentence).collect();
    assert!(all.iter().any(|sentence| sentence.contains(said)), "{said}: {all:#?}");
}

#[test]
fn a_column_for_each_kind_of_provider_is_read_with_its_faults_said_by_cell() {
    let read = of(&fixture("by_provider"), "fenwick", 2024, None);
    let line = |service: &str, kind, pounds: i64, difference| (service.to_owned(), kind, pounds * 100, difference);
    assert_eq!(
        shown(&read),
        [
            line("1 Children's homes", InHouse, 400_000, false),
            line("1 Children's homes", Private, 600_000, false),
            line("2 Fostering", InHouse, 300_000, false),
            line("2 Fostering", Private, 150_000, false),
            line("2 Fostering", Voluntary, 50_000, false),
            line("2 Fostering", NotClassified, 20_000, true),
            line("4 Youth work", NotClassified, 80_000, false),
            line("5 Family help", InHouse, 60_000, false),
            line("5 Family help", Private, 40_000, false),
            line("6 Short breaks", InHouse, 10_000, false),
            line("6 Short breaks", Voluntary, 5_000, false),
            line("6 Short breaks", NotClassified, 5_000, true),
            line("7 Adjustment", InHouse, -2_500, false),
        ]
    );
    assert_eq!((read.unit, read.unit_in_file), (Pounds, true));
    assert_eq!((total(&read), read.own_total), (Money::from_pounds(1_717_500), Some(Money::from_pounds(1_717_500))));
    for said in [
        "Row 2: seen ‘All figures are in pounds’. Every figure is read as pounds.".replace("Row 2", "Cell A2").as_str(),
        "Cell G5: The parts of ‘2 Fostering’ come to £500,000, and its total is £520,000.",
        "seen ‘3 Total children looked after’. Left out: it is a sum of lines",
        "seen ‘8 CHILDREN'S BUDGET’. Left out: it is the file’s own sum of everything above.",
        "seen ‘9 Teenage pregnancy’. Left out: it stands after",
        "‘5 Family help’ has no total in the file.",
        "Cell E9: seen ‘see note’. Not an amount",
        "Cell D7: seen ‘-’. Not known.",
        "seen ‘LA’. Not read",
    ] {
        noted(&read.notes, said);
    }
    assert!(read.columns.contains(&"Column D, ‘OwnProvision’: in-house.".to_owned()), "{:?}", read.columns);
    assert_eq!(authorities(&fixture("by_provider"), &Limits::default()).expect("some"), ["Fenwick", "Marl Vale", "Coldbeck"]);
}

#[test]
fn authorities_across_and_kinds_down_are_read_in_the_unit_a_footnote_says() {
    let read = of(&fixture("across"), "Fenwick", 2014, None);
    let line = |service: &str, kind, pounds: i64, difference| (service.to_owned(), kind, pounds * 100, difference);
    assert_eq!(
        shown(&read),
        [
            line("Long term · Physical", InHouse, 120_500, false),
            line("Long term · Physical", Others, 1_000_000, false),
            line("Long term · Memory", InHouse, 30_000, false),
            line("Long term · Memory", NotClassified, 170_000, true),
            line("Equipment", Voluntary, 75_000, false),
        ]
    );
    assert_eq!((read.authority.as_str(), read.unit, read.unit_in_file), ("901 - Fenwick", Thousands, true));
    for said in [
        "Not read: spending is taken from ‘Gross cost’ alone",
        "seen ‘Long term · Total’. Left out: it is a sum",
        "Cell D9: seen ‘:’. Not known.",
    ] {
        noted(&read.notes, said);
    }
    let told = of(&fixture("across"), "Fenwick", 2014, Some(Pounds));
    assert_eq!((total(&told).pence() * 1_000, told.unit_in_file), (total(&read).pence(), false));
    noted(&told.notes, "The file says thousands of pounds. You said pounds, and every figure is read so: check it.");
}

#[test]
fn where_nothing_says_who_provides_all_of_it_is_not_classified_and_the_year_is_chosen() {
    let bytes = fixture("by_service");
    let read = of(&bytes, "Fenwick", 2016, Some(Thousands));
    assert_eq!(
        shown(&read),
        [
            ("190: Education services".to_owned(), NotClassified, 9_359_100_000, false),
            ("330: Children Social Care".to_owned(), NotClassified, 2_084_131_184, false),
            ("360: Adult Social Care".to_owned(), NotClassified, 5_899_900_000, false),
        ]
    );
    for said in [
        "‘2016’. Read as the financial year 2016/17",
        "money held on a day",
        "seen ‘Total service expenditure’. Left out",
        "The file does not say its unit",
    ] {
        noted(&read.notes, said);
    }
    let later = of(&bytes, "Fenwick UA", 2017, Some(Thousands));
    assert_eq!(later.lines.len(), 2);
    noted(&later.notes, "seen ‘…’. Not known. It is in no line, nor taken for nought.");
    assert_eq!(later.headings, read.headings);
    assert_eq!(refused("by_service", &ask("Fenwick", 2016, None)), NotSpending::UnitNotSaid.to_string());
    assert_eq!(
        refused("by_service", &ask("Fenwick", 2020, Some(Thousands))),
        "The file holds no 2020/21 for Fenwick UA. It holds 2016/17, 2017/18."
    );
}

#[test]
fn a_plain_total_is_the_file_s_own_sum_of_everything_and_one_that_differs_is_noted() {
    let text = "Service,In house,Private,Total (£)\nHomes,1,2,3\nFostering,4,0,4\nTotal,5,2,7\n";
    assert_eq!(of(text.as_bytes(), "Fenwick", 2024, None).own_total, Some(Money::from_pounds(7)));
    let wrong = of(text.replace("5,2,7", "5,2,9").as_bytes(), "Fenwick", 2024, None);
    assert_eq!((total(&wrong), wrong.own_total), (Money::from_pounds(7), Some(Money::from_pounds(9))));
    noted(&wrong.notes, "The file’s own sum of everything is £9, and its lines come to £7: £2 apart. The lines are kept.");
}

#[test]
fn a_sum_of_a_part_that_calls_itself_nothing_ends_nothing() {
    let lines = "Schools,10\nNurseries,20\nColleges,30\nEducation,60\nRoads,5\nBuses,5\nAll services,70\nOf it by contract,7\n";
    let of_each = |name: &str| {
        lines
            .lines()
            .filter_map(|line| line.split_once(','))
            .map(|(service, spent)| format!("{name},{service},0,{spent}\n"))
            .collect::<String>()
    };
    let text =
        format!("Local authority,Service,In house (£),Private (£)\n{}{}{}", of_each("Fenwick"), of_each("Marl Vale"), of_each("Coldbeck"));
    let read = of(text.as_bytes(), "Fenwick", 2024, None);
    let services: Vec<&str> = read.lines.iter().map(|line| line.service.as_str()).collect();
    assert_eq!(services, ["Schools", "Nurseries", "Colleges", "Roads", "Buses"]);
    assert_eq!((total(&read), read.own_total), (Money::from_pounds(70), Some(Money::from_pounds(70))));
    noted(&read.notes, "seen ‘Education’. Left out: it is a sum of lines above.");
    noted(&read.notes, "seen ‘Of it by contract’. Left out: it stands after");
}

#[test]
fn a_file_of_one_authority_is_of_whom_a_person_says() {
    let read = of(&fixture("in_house_or_external"), "Fenwick", 2024, None);
    let kinds: Vec<ProvidedBy> = read.lines.iter().map(|line| line.provided_by).collect();
    assert_eq!(kinds, [InHouse, Others, InHouse, NotClassified]);
    assert_eq!((read.authority.as_str(), total(&read)), ("Fenwick", Money::from_pounds(4_750)));
    assert!(authorities(&fixture("in_house_or_external"), &Limits::default()).expect("a table").is_empty());
}

#[test]
fn what_stands_twice_is_counted_once_or_refused_with_its_rows() {
    let said = refused("twice", &ask("Fenwick", 2024, None));
    assert!(said.starts_with("‘Fostering’ stands twice with different figures: £10 in row 2 and £15 in row 5."), "{said}");
    let same = String::from_utf8(fixture("twice")).expect("text").replace("Fenwick,Fostering,15,20,35\n", "");
    let read = of(same.as_bytes(), "Fenwick", 2024, None);
    assert_eq!(total(&read), Money::from_pounds(60));
    noted(&read.notes, "The same as row 3 says of ‘Adoption’. Counted once.");
    let said = refused("twice_across", &ask("Fenwick", 2024, Some(Pounds)));
    assert!(said.starts_with("“Fenwick” stands over two columns, C and D."), "{said}");
}

#[test]
fn an_authority_that_is_not_there_and_files_that_are_no_spending_are_refused_with_the_mend() {
    let said = refused("by_provider", &ask("Aldermoor", 2024, None));
    assert_eq!(said, "“Aldermoor” is not an authority of this file. It holds “Fenwick”, “Marl Vale”, “Coldbeck”.");
    for bytes in [&b"Month,Visits\n2026-04,91\n"[..], b"Name\nx\n", b"a;b\n1;2\n"] {
        let error = read(bytes, &ask("Fenwick", 2024, None), &Limits::default()).expect_err("no table");
        assert_eq!(error, NotSpending::NoTable);
    }
    assert!(matches!(read(b"", &ask("x", 2024, None), &Limits::default()), Err(NotSpending::Unreadable(_))));
    let people = "Local authority,Service,Carer,In house,External,Total (£)\nFenwick,Fostering,Joan Smith,1,2,3\nFenwick,Adoption,Alan Brown,1,2,3\nFenwick,Homes,Mary Jones,1,2,3\nFenwick,Breaks,John Green,1,2,3\n";
    let error = read(people.as_bytes(), &ask("Fenwick", 2024, None), &Limits::default()).expect_err("people");
    assert!(matches!(error, NotSpending::People(_)), "{error}");
}

fn shared(path: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(format!("{}/../../../shared/data/{path}", env!("CARGO_MANIFEST_DIR"))).ok();
    if bytes.is_none() {
        println!("skipped: ../shared is not here");
    }
    bytes
}

#[test]
fn children_s_services_of_every_council_add_up_to_the_file_s_own_sums() {
    let Some(bytes) = shared("delivery_mix/children_s251/outturn_1213.csv") else { return };
    let all = authorities(&bytes, &Limits::default()).expect("authorities");
    assert_eq!(all.len(), 152);
    for name in all.iter().step_by(19) {
        let read = of(&bytes, name, 2012, Some(Pounds));
        assert_eq!(Some(total(&read)), read.own_total, "{name}");
    }
    let camden = of(&bytes, "Camden", 2012, Some(Pounds));
    assert_eq!(total(&camden), Money::from_pounds(58_254_653));
    let fostering: Vec<_> = camden.lines.iter().filter(|line| line.service.starts_with("6 Fostering")).collect();
    assert_eq!(
        fostering.iter().map(|l| (l.provided_by, l.amount.pence() / 100, l.at.column)).collect::<Vec<_>>(),
        [(InHouse, 4_226_404, 6), (Private, 2_640_052, 7), (Voluntary, 660_013, 9)]
    );
    assert_eq!(read(&bytes, &ask("Camden", 2012, None), &Limits::default()), Err(NotSpending::UnitNotSaid));
}

#[test]
fn adults_services_of_a_council_add_up_to_the_file_s_own_sum_in_thousands() {
    let Some(bytes) = shared("delivery_mix/adults/pss-exp-eng-14-15-fin-coun-lev-exp-data.csv") else { return };
    let bristol = of(&bytes, "Bristol", 2014, None);
    assert_eq!((bristol.unit, bristol.unit_in_file), (Thousands, true));
    assert_eq!((total(&bristol), bristol.own_total), (Money::from_pounds(177_686_000), Some(Money::from_pounds(177_686_000))));
    let by = |kind| bristol.lines.iter().filter(|line| line.provided_by == kind).map(|line| line.amount).sum::<Money>();
    assert_eq!(
        (by(InHouse), by(Others), by(Voluntary)),
        (Money::from_pounds(43_618_000), Money::from_pounds(124_530_000), Money::from_pounds(9_538_000))
    );
    let cumbria = of(&bytes, "Cumbria", 2014, None);
    let nursing =
        cumbria.lines.iter().find(|line| line.service == "Long term · Age 18 to 64 · Physical support · Nursing").expect("nursing");
    assert_eq!((nursing.amount, nursing.at.row, nursing.at.column), (Money::from_pence(128_473_000), 3, 6));
}

#[test]
fn services_of_a_council_with_no_word_of_providers_are_read_by_year() {
    let Some(bytes) = shared("budgets_revenue_outturn/bbc/roall.csv") else { return };
    assert_eq!(authorities(&bytes, &Limits::default()).expect("authorities").len(), 152);
    let bristol = of(&bytes, "Bristol", 2016, Some(Thousands));
    assert_eq!(bristol.lines.len(), 9);
    assert!(bristol.lines.iter().all(|line| line.provided_by == NotClassified && !line.is_difference));
    assert_eq!(total(&bristol), Money::from_pounds(592_157_000));
}
