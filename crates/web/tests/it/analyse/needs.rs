//! Needs and strengths: written, signed by a partner, seen by everybody without an account, and taken as a file.

use axum::http::StatusCode;

use crate::browser::{Place, words};
use crate::plan::support::done;

const NEED: [(&str, &str); 12] = [
    ("title", "A home of one’s own <b>"),
    ("people", "Single adults without a home"),
    ("definition", "Adults with no tenancy of their own"),
    ("reason", "As the districts count"),
    ("came_from", "officers"),
    ("strengths", ""),
    ("capabilities", ""),
    ("hopes", "A front door"),
    ("level", "strategic"),
    ("places", "Harrowdene"),
    ("refresh_months", "12"),
    ("is_public", "yes"),
];

#[tokio::test]
async fn a_need_is_written_shown_as_incomplete_until_its_strengths_are_and_seen_by_everybody() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let empty = words(&lead.get("/needs").await.text);
    assert!(empty.contains("No need yet") && empty.contains("Write down the first need"), "{empty}");

    lead.get("/needs/new").await;
    let without: Vec<(&str, &str)> = NEED.iter().copied().filter(|(name, _)| !["title", "level"].contains(name)).collect();
    let bad = lead.post("/needs/new", &without).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&bad.text);
    assert!(said.contains("Name the need as people would say it") && said.contains("Choose at which level it stands"), "{said}");
    assert!(bad.text.contains("A front door") && bad.text.contains("value=\"Harrowdene\""), "what was typed stays");
    lead.get("/needs/new").await;
    done(lead.post("/needs/new", &NEED).await, "/needs/N-1");

    let page = lead.get("/needs/N-1").await;
    let said = words(&page.text);
    for wanted in [
        "Only what these people lack is written here.",
        "Nobody has counted yet",
        "Not shared: no partner is asked to sign it.",
        "Nobody has written down what shows it.",
        "Not covered: no outcome answers it yet.",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(!page.text.contains("own <b>"), "it is escaped");

    lead.get("/needs/N-1/figure").await;
    let small = [
        ("of", "people"),
        ("people", "3"),
        ("on-day", "1"),
        ("on-month", "10"),
        ("on-year", "2026"),
        ("source", "Register"),
        ("definition", "1"),
    ];
    let version = ("version", "1");
    done(lead.post("/needs/N-1/figure", &[&small[..], &[version]].concat()).await, "/needs/N-1");
    let said = words(&lead.get("/needs/N-1").await.text);
    assert!(said.contains("Fewer than 5 people on 1 October 2026 (Register)") && said.contains("edition 2"), "{said}");
    lead.get("/needs/N-1/figure").await;
    let stale = lead.post("/needs/N-1/figure", &[&small[..], &[version]].concat()).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);

    let listed = words(&lead.get("/needs?place=Harrowdene&only=old").await.text);
    assert!(listed.contains("One need of one") && listed.contains("Of Harrowdene only needs are written down"), "{listed}");

    let mut anybody = place.browser();
    let public = anybody.get("/needs/picture").await;
    assert_eq!(public.status, StatusCode::OK);
    let said = words(&public.text);
    assert!(said.contains("What people need in Northvale, and what is good here") && said.contains("Fewer than 5 people"), "{said}");
    assert!(!said.contains("Who shares it"), "how partners work on it is theirs: {said}");
    for (address, begins) in [("/needs/picture/file/needs.docx", "PK"), ("/needs/picture/file/needs.xlsx", "PK")] {
        let file = anybody.get(address).await;
        assert!(file.status == StatusCode::OK && file.text.starts_with(begins), "{address}");
    }
    assert_eq!(anybody.get("/needs/picture/file/needs.exe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_directory_that_is_not_as_the_standard_asks_is_kept_as_far_as_it_can_be_and_every_fault_is_named() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let list = br#"{ "total_items": 2, "contents": [
        { "id": "a", "name": "Kettle on", "status": "active", "url": "kettle/on", "organization": { "name": "Fen Neighbours" } },
        { "id": "b", "status": "active", "organization": { "name": "Fen Neighbours" } } ] }"#;
    lead.get("/strengths/load").await;
    let untitled = lead.post_file("/strengths/load", &[("title", ""), ("licence", "")], ("file", "list.json", &list[..])).await;
    assert_eq!(untitled.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&untitled.text).contains("Say whose directory it is"));
    lead.get("/strengths/load").await;
    let loaded = lead.post_file("/strengths/load", &[("title", "Our directory"), ("licence", "")], ("file", "list.json", &list[..])).await;
    let said = words(&loaded.text);
    for wanted in [
        "One new, none changed, none no longer offered, none as before.",
        "contents[0].url: seen ‘kettle/on’. This is no web address",
        "contents[1].name: A service needs name.",
        "Kettle on",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let page = words(&lead.get("/strengths/ST-1").await.text);
    assert!(page.contains("Fen Neighbours") && page.contains("Our directory"), "{page}");
}
