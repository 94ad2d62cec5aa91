//! The pages of people, permissions, the trail, settings, delivery models and the library, from request to words.

use axum::http::StatusCode;

use crate::browser::{Place, location, words};

#[tokio::test]
async fn an_administrator_adds_a_person_who_chooses_a_password_by_the_link() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("administrator", place.desk.authority).await;
    let blank = browser.get("/people/new").await;
    assert!(words(&blank.text).contains("[select organisation]"), "{}", words(&blank.text));
    let bad = browser.post("/people", &[("name", "Dan"), ("email", "dan"), ("organisation", "nowhere"), ("roles", "analyst")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"Dan\"") && bad.text.contains("Choose an organisation"), "{}", words(&bad.text));
    assert!(bad.text.contains("value=\"analyst\" checked"), "what was ticked stays ticked");
    let authority = place.desk.authority.to_string();
    let fields = [
        ("name", "Dan"),
        ("email", "dan@northvale.example"),
        ("job", "analyst"),
        ("organisation", authority.as_str()),
        ("roles", "analyst"),
    ];
    let made = browser.post("/people", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", words(&made.text));
    let link = made.text.split("/choose-password/").nth(1).and_then(|rest| rest.get(..64)).expect("a link").to_owned();
    let mut dan = place.browser();
    let page = dan.get(&format!("/choose-password/{link}")).await;
    assert!(page.text.contains("Dan, who signs in as dan@northvale.example"), "{}", words(&page.text));
    let answer = dan.post(&format!("/choose-password/{link}"), &[("new", "four quiet otters")]).await;
    assert_eq!((answer.status, location(&answer)), (StatusCode::SEE_OTHER, "/"));
    assert!(dan.has_session());
    let page = browser.get("/people").await;
    assert!(words(&page.text).contains("Dan | | analyst"), "{}", words(&page.text));
}

#[tokio::test]
async fn the_page_of_permissions_says_what_the_doors_do() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let page = words(&browser.get("/permissions").await.text);
    assert!(page.contains("# Who may do what"), "{page}");
    let line = page.lines().find(|line| line.contains("People who sign in")).expect("the page of people");
    assert!(line.contains("Add people, give roles, reset sign-ins"), "{line}");
    assert_eq!(browser.get("/permissions/analyst").await.status, StatusCode::FORBIDDEN);
    let mut administrator = place.browser_as("administrator", place.desk.authority).await;
    let form = administrator.get("/permissions/analyst").await;
    assert!(
        form.text.contains("value=\"write_cases\" checked") && !form.text.contains("value=\"decide\" checked"),
        "{}",
        words(&form.text)
    );
    let fields = [("version", "1"), ("title", "Analyst"), ("permissions", "read_cases"), ("permissions", "decide"), ("reason", "Trial.")];
    let saved = administrator.post("/permissions/analyst", &fields).await;
    assert_eq!((saved.status, location(&saved)), (StatusCode::SEE_OTHER, "/permissions"));
    let again = administrator.get("/permissions/analyst").await;
    assert!(again.text.contains("value=\"decide\" checked") && !again.text.contains("value=\"write_cases\" checked"));
    administrator.get("/account").await;
    let stale = administrator.post("/permissions/analyst", &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", words(&stale.text));
}

#[tokio::test]
async fn the_trail_is_shown_filtered_and_said_to_be_whole() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let page = browser.get("/audit").await;
    let said = words(&page.text);
    assert!(said.contains("# Who changed what") && said.contains("## Saturday 21 November 2026"), "{said}");
    assert!(said.contains("Head of commissioning, head_of_commissioning"), "{said}");
    let one = words(&browser.get("/audit?action=set+up").await.text);
    assert!(one.contains("Northvale was set up") && !one.contains("Added Lindle"), "{one}");
    let bad = browser.get("/audit?from-day=31&from-month=6&from-year=2026").await;
    assert!(bad.text.contains("June 2026 has no day 31"), "{}", words(&bad.text));
    let check = words(&browser.get("/audit/check").await.text);
    assert!(check.contains("Whole") && check.contains("The head is entry"), "{check}");
}

#[tokio::test]
async fn a_setting_is_shown_with_its_source_and_changed_with_a_reason() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let list = words(&browser.get("/settings").await.text);
    assert!(list.contains("practitioner’s opinion") && list.contains("sells help with such contracts"), "{list}");
    browser.get("/settings/evidence.fewest_months").await;
    let bad = browser.post("/settings/evidence.fewest_months", &[("version", "0"), ("value", "99"), ("reason", "")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"99\"") && bad.text.contains("from 6 to 60") && bad.text.contains("Say why"), "{}", words(&bad.text));
    let fields = [("version", "0"), ("value", "18"), ("reason", "Two winters, agreed in public.")];
    let saved = browser.post("/settings/evidence.fewest_months", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let page = words(&browser.get("/settings/evidence.fewest_months").await.text);
    assert!(page.contains("18 months") && page.contains("Two winters, agreed in public."), "{page}");
    let stale = browser.post("/settings/evidence.fewest_months", &fields).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "the value in force again is refused at the field");
    let mut reader = place.browser_as("analyst", place.desk.authority).await;
    assert!(!reader.get("/settings/evidence.fewest_months").await.text.contains("Change it"));
}

#[tokio::test]
async fn a_delivery_model_is_added_in_the_browser_and_listed() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    browser.get("/delivery-models/new").await;
    let bad = browser.post("/delivery-models", &[("title", "Community land trust"), ("reversible", "no")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"Community land trust\"") && bad.text.contains("Choose who operates the service"));
    let fields = [
        ("title", "Community land trust"),
        ("describes", "Neighbours own the buildings together."),
        ("operated_by", "community"),
        ("reversible", "no"),
        ("people", "none"),
        ("budget", "part"),
        ("environment", "none"),
        ("artefacts", "Lease\nConstitution"),
        ("checks", "Who carries repairs"),
        ("source", "Practice here"),
        ("reason", "Fenwold asked."),
    ];
    let added = browser.post("/delivery-models", &fields).await;
    assert_eq!(
        (added.status, location(&added)),
        (StatusCode::SEE_OTHER, "/delivery-models/community_land_trust"),
        "{}",
        words(&added.text)
    );
    let page = words(&browser.get("/delivery-models/community_land_trust").await.text);
    assert!(page.contains("Who carries repairs?") && page.contains("Fenwold asked."), "{page}");
    assert!(words(&browser.get("/delivery-models").await.text).contains("Community land trust"));
}

#[tokio::test]
async fn the_library_and_the_statements_are_open_to_everybody() {
    let place = Place::sample().await;
    let mut nobody = place.browser();
    for (path, heading) in [("/library", "Library"), ("/accessibility", "Accessibility statement"), ("/privacy", "Privacy notice")] {
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(words(&page.text).contains(&format!("# {heading}")), "{path}");
    }
    assert_eq!(nobody.get("/library/methods/no-such-method").await.status, StatusCode::NOT_FOUND);
    let health = nobody.get("/health").await;
    assert!(health.text.contains("\"version\"") && health.text.contains("\"answers\":true"), "{}", health.text);
}

#[tokio::test]
async fn an_organisation_is_added_once_under_any_spelling() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    browser.get("/partners/new").await;
    let again = browser.post("/partners", &[("name", "lindle  tenancy trust"), ("kind", "company")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("is here already"), "{}", words(&again.text));
    let fields = [("name", "Vale Renewables"), ("kind", "company"), ("does", "provides"), ("also_called", "Vale Ren. Ltd\n")];
    let added = browser.post("/partners", &fields).await;
    assert_eq!((added.status, location(&added)), (StatusCode::SEE_OTHER, "/partners"));
    assert!(words(&browser.get("/partners").await.text).contains("Vale Ren. Ltd"));
}

#[tokio::test]
async fn check_now_and_taking_everything_away_need_nobody_s_leave() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let page = words(&browser.get("/check").await.text);
    assert!(page.contains("# Check now") && page.contains("Everything that can be worked out again was"), "{page}");
    let page = browser.get("/take-away").await;
    assert!(words(&page.text).contains("Delivery models"), "{}", words(&page.text));
    let everything = browser.get("/take-away/everything.json").await;
    let read: serde_json::Value = serde_json::from_str(&everything.text).expect("JSON");
    assert_eq!(read["place"], "Northvale");
    assert!(everything.headers["content-disposition"].to_str().is_ok_and(|name| name.contains("northvale-everything.json")));
    let table = browser.get("/take-away/organisations.csv").await;
    assert!(table.text.contains("Lindle Tenancy Trust") && table.text.lines().count() == 4, "{}", table.text);
    assert_eq!(browser.get("/take-away/people.csv").await.status, StatusCode::NOT_FOUND);
}
