//! The pages of the market, from the files to every page, table and download; and what cannot be taken comes back with its mend.

use std::io::Cursor;
use std::sync::Arc;

use axum::http::StatusCode;
use desk::Actor;
use desk::analyse::data_sets::load_records::{LoadRecords, load_records};
use desk::house::set_up::operator;
use lake::Lake;
use model::data_set::DataSetKind;
use model::role::Permission;
use serde_json::json;
use web::app::{App, Shell};

use crate::browser::{Browser, Place, words};

const COUNCIL: &str = "Northvale County Council";
const PAYMENTS: &str = "Supplier Name,Company Number,Payment Date,Amount,Category\n\
    Acorn Homes Limited,09000001,2024-05-10,6000.00,Adult care\n\
    Beech Travel Ltd,09000002,2024-06-10,3000.00,Transport\n\
    Cedar & Daughters <b>,,2025-06-10,1000.00,Transport\n\
    Beech Travel Ltd,09000002,2025-06-11,-500.00,Transport\n";
const REGISTER: &str = "Contract Title,Supplier Name,Company Number,Start Date,End Date,Contract Value,CPV Code\n\
    Home care for adults,Acorn Homes Limited,09000001,2024-04-01,2027-03-31,\"600,000\",85312400\n\
    School routes,Beech Travel Ltd,09000002,2022-04-01,2025-03-31,\"50,000\",60130000\n\
    Parks,Cedar & Daughters <b>,,2022-04-01,TBC,\"5,000\",77310000\n\
    Waste,Beech Travel Ltd,09000002,2020-04-01,2033-03-31,\"900,000\",90510000\n";
const PROVIDERS: &str = "Provider name,URN,Type,Owner,Sector,Local authority,Places,Rating,Status\n\
    Acorn House,SC1,Children's home,Acorn Homes Limited,Private,Northvale,6,Good,Active\n\
    Beech House,SC2,Children's home,Beech Care Ltd,Voluntary,Northvale,4,Inadequate,Active\n\
    Cedar House,SC3,Children's home,Northvale County Council,Local authority,Northvale,2,Outstanding,Active\n";
const PLACEMENTS: &str = "Request reference,Service type,Zone,Date requested,Offers received,Date sourced,Provider,Handed back,Weekly fee,Cost of care,Miles from home\n\
    R1,Home care,High Tarrow,2026-09-01,1,2026-09-13,Acorn Homes Limited,Yes,400.00,500.00,4\n\
    R2,Home care,Lowdale,2026-09-01,3,2026-09-03,Acorn Homes Limited,No,520.00,500.00,2\n\
    R3,Home care,Lowdale,2026-09-02,0,,,,,,\n";

fn release(number: u32, method: &str, bids: u32, amount: u32, supplier: (&str, &str)) -> serde_json::Value {
    let (id, name) = supplier;
    json!({
        "ocid": format!("ocds-wtest1-{number:04}"),
        "id": format!("ocds-wtest1-{number:04}-award"),
        "date": "2025-05-10T09:00:00Z",
        "tag": ["award"],
        "buyer": { "id": "GB-LAE-NVL", "name": COUNCIL },
        "parties": [
            { "id": "GB-LAE-NVL", "name": COUNCIL, "identifier": { "scheme": "GB-LAE", "id": "NVL" }, "roles": ["buyer"] },
            { "id": format!("GB-COH-{id}"), "name": name, "identifier": { "scheme": "GB-COH", "id": id }, "roles": ["supplier"] }
        ],
        "tender": {
            "id": "t1",
            "title": format!("Care & <b>support</b> {number}"),
            "status": "complete",
            "classification": { "scheme": "CPV", "id": "85312400", "description": "Welfare services" },
            "value": { "amount": amount, "currency": "GBP" },
            "procurementMethod": method,
            "procurementMethodDetails": "Open procedure (above threshold)",
            "numberOfTenderers": bids
        },
        "awards": [{
            "id": "a1",
            "status": "active",
            "date": "2025-05-05T00:00:00Z",
            "value": { "amount": amount, "currency": "GBP" },
            "suppliers": [{ "id": format!("GB-COH-{id}"), "name": name }],
            "contractPeriod": { "startDate": "2025-06-01T00:00:00Z", "endDate": "2027-05-31T00:00:00Z" }
        }]
    })
}

fn notices() -> String {
    let (acorn, beech) = (("09000001", "Acorn Homes Limited"), ("09000002", "Beech Travel Ltd"));
    let releases = [release(1, "open", 1, 80_000, acorn), release(2, "open", 4, 10_000, beech), release(3, "direct", 1, 10_000, acorn)];
    json!({ "uri": "https://northvale.example", "version": "1.1", "publishedDate": "2025-06-01T00:00:00Z", "publisher": { "name": COUNCIL }, "releases": releases })
        .to_string()
}

async fn load(place: &Place, kind: DataSetKind, text: &str, file: &str) {
    let actor = Actor { permissions: Permission::ALL.iter().copied().collect(), ..operator(&place.desk) };
    let ask = LoadRecords {
        publisher: COUNCIL.to_owned(),
        buyer: COUNCIL.to_owned(),
        licence: "OGL v3.0".to_owned(),
        ..LoadRecords::of(kind, file)
    };
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    load_records(&place.desk, &actor, ask, bytes, Box::new(|_, _| {})).await.expect("is loaded");
}

/// A place with an engine, and nothing loaded.
async fn bare(folder: &std::path::Path) -> Place {
    let place = Place::sample().await;
    let desk = place.desk.clone().with_tables(Arc::new(Lake::at(folder)));
    let app = web::router::product(App::new(desk.clone(), Shell::of(&desk)));
    Place { app, desk, ..place }
}

async fn loaded(folder: &std::path::Path) -> Place {
    let place = bare(folder).await;
    load(&place, DataSetKind::Payments, PAYMENTS, "payments.csv").await;
    load(&place, DataSetKind::Contracts, REGISTER, "register.csv").await;
    load(&place, DataSetKind::Notices, &notices(), "notices.json").await;
    load(&place, DataSetKind::Providers, PROVIDERS, "providers.csv").await;
    load(&place, DataSetKind::Placements, PLACEMENTS, "placements.csv").await;
    place
}

/// The words of a page that opens well and lets no markup of a file through.
async fn page(browser: &mut Browser, at: &str) -> String {
    let page = browser.get(at).await;
    assert_eq!(page.status, StatusCode::OK, "{at}: {}", words(&page.text));
    assert!(!page.text.contains("Daughters <b>") && !page.text.contains("<b>support"), "{at}");
    words(&page.text)
}

#[track_caller]
fn says(said: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(said.contains(one), "{one}\n{said}");
    }
}

#[tokio::test]
async fn with_nothing_loaded_every_page_says_what_to_load() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = bare(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    for at in ["", "/categories", "/suppliers", "/calendar", "/call-offs", "/providers", "/flags"] {
        let said = page(&mut browser, &format!("/market{at}")).await;
        says(&said, &["Load", "What is loaded"]);
    }
    let hub = page(&mut browser, "/analyse").await;
    says(&hub, &["Who supplies what", "Calendar of contracts", "Worth a second look"]);
    assert_eq!(browser.get("/market/categories/CPV/care").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/market/flags/R018").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_overview_tells_each_sort_of_money_by_itself_with_what_it_rests_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let said = page(&mut browser, "/market").await;
    says(
        &said,
        &[
            "£9,500 paid (three suppliers)",
            "never added up",
            // Two of three lots were competed; both tell their bids, and they are all of the value that was competed.
            "Of two lots that tell their bids, one drew one bid (50%): notices with 100% of the value of what was competed tell it.",
            "The largest supplier has 63%",
            "A screen, not a rule",
            "10.5% of it went to suppliers known by a name alone",
            "Let without a call for bids",
            "None applies",
            "Not known",
            "payments",
            "Who came and who went",
        ],
    );
    let csv = browser.get("/market/overview/largest-paid.csv").await;
    assert!(csv.status == StatusCode::OK && csv.text.contains("Acorn Homes Limited,6000,"), "{}", csv.text);
    let of_a_year = page(&mut browser, "/market?from=2025/26&to=2025-26").await;
    says(&of_a_year, &["£500 paid", "2025/26"]);
    let elsewhere = page(&mut browser, "/market?place=Lindale").await;
    says(&elsewhere, &["No buyer of Lindale is among the records"]);
    let here = page(&mut browser, "/market?place=Northvale").await;
    says(&here, &["£9,500 paid"]);
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_beside_its_field_with_what_was_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    for (at, typed, mend) in [
        ("/market?category=care", "value=\"care\"", "Write a CPV code"),
        ("/market/suppliers?from=soon", "value=\"soon\"", "“soon” is no year"),
        ("/market/calendar?from=2026&to=2024", "value=\"2024\"", "The last year is before the first"),
    ] {
        let answer = browser.get(at).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        assert!(words(&answer.text).contains(mend) && answer.text.contains(typed), "{at}: {}", answer.text);
    }
    assert_eq!(browser.get("/market/overview/nothing.csv").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn suppliers_categories_and_the_calendar_sort_filter_and_download() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;

    let said = page(&mut browser, "/market/suppliers?suppliers=1").await;
    says(&said, &["Sort by Supplier (smallest first)", "63.2%", "Acorn Homes Limited"]);
    let csv = browser.get("/market/supplier-tables/suppliers.csv?suppliers=-3&suppliers-find=beech").await.text;
    assert!(csv.lines().count() == 2 && csv.contains("Beech Travel Ltd") && csv.contains(",2500,"), "{csv}");

    let said = page(&mut browser, "/market/categories").await;
    says(&said, &["CPV 85 Health and social work services", "Division", "Adult care", "CPV 8531 Social work services"]);
    let said = page(&mut browser, "/market/categories/CPV/85").await;
    says(
        &said,
        &[
            "Most of this is bought one need at a time",
            "£100,000 awarded to two suppliers",
            "Called off one need at a time",
            "Home care for adults",
            "Categories within it",
            "2025/26",
        ],
    );
    let building = page(&mut browser, "/market/categories/CPV/45").await;
    assert!(!building.contains("bought one need at a time") && building.contains("Nothing is recorded in this category"), "{building}");

    let said = page(&mut browser, "/market/calendar").await;
    says(
        &said,
        &[
            "Four contracts end within 18 months",
            "past the last day, extensions and all, and still on a register",
            "School routes",
            "−£500",
            "31 March 2027",
            "Procurement Act 2023, section 74",
            "November 2026",
        ],
    );
    let no_end = page(&mut browser, "/market/calendar?show=no-end").await;
    says(&no_end, &["Parks", "“TBC”"]);
    let later = page(&mut browser, "/market/calendar?show=later").await;
    says(&later, &["Waste", "31 March 2033"]);
    let csv = browser.get("/market/calendar/contracts.csv?show=all").await.text;
    assert!(csv.contains("Home care for adults") && csv.contains("2027-03-31"), "{csv}");
    let calendar = browser.get("/market/calendar/contracts.ics").await;
    assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n") && calendar.text.contains("DTSTART;VALUE=DATE:20270331"), "{}", calendar.text);
    // Thirteen, ten, six and twenty-six weeks before the last day.
    assert!(
        calendar.text.contains("DTSTART;VALUE=DATE:20261230") && calendar.text.contains("DTSTART;VALUE=DATE:20260311"),
        "{}",
        calendar.text
    );
}

#[tokio::test]
async fn flags_say_what_else_they_may_be_and_are_not_for_providers() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let said = page(&mut browser, "/market/flags").await;
    says(&said, &["Three procurements and lots were looked at", "None says that anybody did wrong", "Single bid", "ocds-wtest1-0001"]);
    let one = page(&mut browser, "/market/flags/R018").await;
    says(&one, &["What else it may be", "A market with one able provider", "Could be judged", "ocds-wtest1-0001"]);
    let csv = browser.get("/market/flags/R018/raised.csv").await.text;
    assert!(csv.contains("ocds-wtest1-0001") && !csv.contains("ocds-wtest1-0002"), "{csv}");
    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/market/flags").await.status, StatusCode::FORBIDDEN);
    assert!(!words(&provider.get("/market").await.text).contains("Worth a second look"));
}

#[tokio::test]
async fn who_answers_one_need_at_a_time_and_who_is_registered_stand_with_how_many_tell_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = loaded(folder.path()).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let said = page(&mut browser, "/market/call-offs").await;
    says(
        &said,
        &[
            "Home care: 1.3 offers for each request, 33% with one, 7.0 days to source.",
            "One is still waiting",
            "1 of 2 were handed back by the provider",
            "High Tarrow",
            "50% are paid less than that",
        ],
    );
    let csv = browser.get("/market/call-offs/places.csv").await.text;
    assert!(csv.contains("Home care,High Tarrow,1,1,100,0,12,"), "{csv}");

    let said = page(&mut browser, "/market/providers").await;
    says(
        &said,
        &[
            "Children's home: three active providers with twelve registered places",
            "The largest owner, Acorn Homes Limited, has 50.0% of them",
            "67% are good or better",
        ],
    );
    let csv = browser.get("/market/providers/owners.csv").await.text;
    assert!(csv.contains("Beech Care Ltd,1,4,"), "{csv}");
}
