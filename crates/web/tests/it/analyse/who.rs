//! Who is who, from two councils' files to every page: names put together with their reasons, a person's word, kinds, authorities as one,
//! and councils that become one.

use std::io::Cursor;
use std::sync::Arc;

use axum::http::StatusCode;
use desk::Actor;
use desk::analyse::data_sets::load_records::{LoadRecords, load_records};
use desk::house::set_up::operator;
use lake::Lake;
use model::data_set::DataSetKind;
use model::role::Permission;
use web::app::{App, Shell};

use crate::browser::{Place, words};

const ALDER: &str = "Supplier Name,Company Number,Charity Number,Payment Date,Amount,Category\n\
    Acorn Homes Limited,09000001,,2025-04-10,1000.00,Adult care\n\
    The Loaf Bakery CIC,,,2025-05-02,250.50,Meals\n\
    Harrow Beck Trust,,1059832,2025-06-02,400.00,Adult care\n\
    Fibrelitte (North West) Ltd,,,2025-06-09,75.00,Roads\n\
    REDACTED PERSONAL DATA,,,2025-06-10,60.00,Adult care\n";
const BIRCH: &str = "Supplier Name,Payment Date,Amount,Category\n\
    ACORN HOMES LTD,2025-04-11,500.00,Adult care\n\
    Fibrelite (North West) Limited,2025-06-09,25.00,Roads\n\
    Acorn Homes Group,2025-07-01,90.00,Adult care\n\
    REDACTED PERSONAL DATA,2025-06-10,40.00,Adult care\n";
const ALDER_CONTRACTS: &str = "Contract Title,Supplier Name,Company Number,Start Date,End Date,Contract Value,CPV Code\n\
    Home care for adults,Acorn Homes Limited,09000001,2024-04-01,2031-03-31,\"600,000\",85312400\n\
    Road salt,Fibrelite (North West) Ltd,,2024-04-01,2031-03-31,\"50,000\",14400000\n";
const BIRCH_CONTRACTS: &str = "Contract Title,Supplier Name,Start Date,End Date,Contract Value,CPV Code\n\
    Adults' home care,ACORN HOMES LTD,2024-04-01,2030-03-31,\"300,000\",85312400\n\
    Pest control,Mole End Ltd,2024-04-01,2027-03-31,\"20,000\",90922000\n";

async fn load(place: &Place, kind: DataSetKind, text: &str, buyer: &str, licence: &str) {
    let actor = Actor { permissions: Permission::ALL.iter().copied().collect(), ..operator(&place.desk) };
    let ask = LoadRecords {
        title: format!("{buyer} {kind:?}"),
        publisher: buyer.to_owned(),
        buyer: buyer.to_owned(),
        licence: licence.to_owned(),
        ..LoadRecords::of(kind, &format!("{buyer}-{kind:?}.csv"))
    };
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    load_records(&place.desk, &actor, ask, bytes, Box::new(|_, _| {})).await.expect("is loaded");
}

/// A place with an engine, and the files of two councils.
async fn loaded(folder: &std::path::Path) -> Place {
    let place = Place::sample().await;
    let desk = place.desk.clone().with_tables(Arc::new(Lake::at(folder)));
    let app = web::router::product(App::new(desk.clone(), Shell::of(&desk)));
    let place = Place { app, desk, ..place };
    for (kind, text, buyer) in [
        (DataSetKind::Payments, ALDER, "Alder Borough Council"),
        (DataSetKind::Payments, BIRCH, "Birch District Council"),
        (DataSetKind::Contracts, ALDER_CONTRACTS, "Alder Borough Council"),
        (DataSetKind::Contracts, BIRCH_CONTRACTS, "Birch District Council"),
    ] {
        load(&place, kind, text, buyer, "OGL v3.0").await;
    }
    place
}

#[tokio::test]
async fn names_of_one_supplier_are_put_together_with_the_reason_and_a_person_may_part_and_merge_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;

    let at = "/market/suppliers/GB-COH-09000001";
    let page = browser.get(at).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let said = words(&page.text);
    for expected in [
        "Acorn Homes Limited",
        "£1,500 paid",
        "ACORN HOMES LTD",
        "The names are the same once case, punctuation, legal form",
        "By name",
        "09000001",
        "May be the same: Acorn Homes Group",
        "Its turnover is in none of the files",
        "Home care for adults",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let csv = browser.get(&format!("{at}/money.csv")).await;
    assert!(csv.text.contains("Birch District Council,Payments,2025/26,Adult care,500,1"), "{}", csv.text);
    let other = browser.get("/market/suppliers/name%3AACORN%20HOMES%20LTD").await;
    assert!(words(&other.text).contains("£1,500 paid"), "any of its keys finds it");
    assert_eq!(browser.get("/market/suppliers/nobody").await.status, StatusCode::NOT_FOUND);
    let charity = words(&browser.get("/market/suppliers/GB-CHC-1059832").await.text);
    assert!(charity.contains("It has the charity number 1059832.") && charity.contains("Since 24 February 2025"), "{charity}");

    let say = "/market/who-is-who/say/GB-COH-09000001";
    browser.get(say).await;
    let refused = browser.post(say, &[("one", "GB-COH-09000001"), ("other", "nobody"), ("word", "are_two"), ("why", "")]).await;
    let text = words(&refused.text);
    assert!(
        text.contains("Say how you know") && text.contains("Choose another supplier") && refused.text.contains("value=\"nobody\""),
        "{text}"
    );
    let parted =
        [("one", "GB-COH-09000001"), ("other", "name:ACORN HOMES LTD"), ("word", "are_two"), ("why", "Another firm, says its invoice")];
    assert_eq!(browser.post(say, &parted).await.status, StatusCode::SEE_OTHER);
    let said = words(&browser.get(at).await.text);
    assert!(
        said.contains("£1,000 paid") && said.contains("Another firm, says its invoice") && said.contains("are two organisations"),
        "{said}"
    );

    browser.get(say).await;
    let back =
        [("one", "GB-COH-09000001"), ("other", "name:ACORN HOMES LTD"), ("word", "leave_to_matching"), ("why", "It was ours after all")];
    assert_eq!(browser.post(say, &back).await.status, StatusCode::SEE_OTHER);
    assert!(words(&browser.get(at).await.text).contains("£1,500 paid"), "an earlier word is taken back by a new one");

    browser.get(say).await;
    let merged = [("one", "GB-COH-09000001"), ("other", "name:ACORN HOMES GROUP"), ("word", "are_one"), ("why", "One bank account")];
    assert_eq!(browser.post(say, &merged).await.status, StatusCode::SEE_OTHER);
    let said = words(&browser.get(at).await.text);
    assert!(said.contains("£1,590 paid") && said.contains("Said by a person"), "{said}");

    load(
        &place,
        DataSetKind::Payments,
        "Supplier Name,Payment Date,Amount\nAcorn Homes Group,2026-01-05,10.00\n",
        "Cedar Council",
        "OGL v3.0",
    )
    .await;
    assert!(words(&browser.get(at).await.text).contains("£1,600 paid"), "a word stands for files loaded later");
    let whole = words(&browser.get("/market/who-is-who").await.text);
    for expected in ["What people said", "One bank account", "(a later word holds)", "By one name alone", "To nobody in particular"] {
        assert!(whole.contains(expected), "{expected}\n{whole}");
    }

    let mut reader = place.browser_as("scrutiny_member", place.desk.authority).await;
    assert_eq!(reader.get(say).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_authorities_are_one_market_and_no_supplier_is_counted_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    load(&place, DataSetKind::Payments, "Supplier Name,Payment Date,Amount\nAcorn Homes Limited,2025-04-10,5.00\n", "Secret Council", "")
        .await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let said = words(&browser.get("/market/authorities").await.text);
    // Acorn, Loaf, Harrow Beck, Fibrelite, Acorn Homes Group and Mole End; a name that stands for nobody is none.
    for expected in ["Two authorities with six suppliers in all, each counted once", "Left out, as nobody said under which licence"] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let shared = browser.get("/market/authorities/shared.csv").await.text;
    assert!(
        shared.contains("Alder Borough Council,Payments,1000,1") && shared.contains("Birch District Council,Payments,500,1"),
        "{shared}"
    );
    assert!(shared.contains("Fibrelit") && !shared.contains("REDACTED") && !shared.contains("Secret"), "{shared}");
    let by = browser.get("/market/authorities/authorities.csv").await.text;
    assert!(by.contains("Alder Borough Council,Payments,1785.5,5,5,"), "{by}");
}

#[tokio::test]
async fn contracts_of_councils_that_become_one_stand_side_by_side_with_what_may_become_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let page = browser.get("/market/reorganisation?day-day=1&day-month=4&day-year=2028").await;
    let said = words(&page.text);
    for expected in [
        "Of four contracts, one pair is of the same scope",
        "Home care for adults",
        "Novate into one",
        "Both are of the CPV category that begins 8531.",
        "holds both, and both run past the day",
        "The successor or shadow council, in writing, where a direction stands",
        "checked 22 November 2026",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let csv = browser.get("/market/reorganisation/pairs.csv?day-day=1&day-month=4&day-year=2028").await.text;
    assert!(csv.lines().count() == 2 && csv.contains("Novate into one") && csv.contains("The supplier"), "{csv}");
    let wrong = browser.get("/market/reorganisation?day-day=1&day-month=4&day-year=2020").await;
    assert!(words(&wrong.text).contains("a day after today"), "{}", words(&wrong.text));
}

#[tokio::test]
async fn with_nothing_loaded_each_page_says_what_to_do() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    for (at, expected) in [
        ("/market/who-is-who", "No records of the market are in use."),
        ("/market/authorities", "No public records of any authority are in use."),
        ("/market/reorganisation", "Load the contracts of two councils or more"),
    ] {
        let page = browser.get(at).await;
        assert!(page.status == StatusCode::OK && words(&page.text).contains(expected), "{at}: {}", words(&page.text));
    }
}
