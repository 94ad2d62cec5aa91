//! The pages of people, permissions, the trail, settings, delivery models and the library, from request to words.

use axum::http::StatusCode;

use crate::browser::{Place, location, version, words};

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
    let same = [("version", "1"), ("value", "18"), ("reason", "Again.")];
    let same = browser.post("/settings/evidence.fewest_months", &same).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "the value in force again is refused at the field");
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
    browser.get("/partners/new").await;
    let place_of = place.partner.to_string();
    let mut district =
        vec![("name", "Mere Vale District Council"), ("kind", "district"), ("also_called", "NV09"), ("followed_by", &place_of)];
    let undated = browser.post("/partners", &district).await;
    assert!(words(&undated.text).contains("Say from which day it is no more"), "{}", words(&undated.text));
    district.extend([("ended-day", "1"), ("ended-month", "4"), ("ended-year", "2019")]);
    assert_eq!(browser.post("/partners", &district).await.status, StatusCode::SEE_OTHER);
    let list = words(&browser.get("/partners").await.text);
    assert!(
        list.contains("Mere Vale District Council. No more from 1 April 2019; Northvale Integrated Care Board took its place"),
        "{list}"
    );
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
    let people = browser.get("/take-away/people.csv").await;
    assert!(!people.text.contains("northvale.example"), "an analyst does not manage people: {}", people.text);
    let mut administrator = place.browser_as("administrator", place.desk.authority).await;
    let page = words(&administrator.get("/take-away").await.text);
    assert!(page.contains("People who sign in 2 rows") && page.contains("Who changed what"), "{page}");
    let people = administrator.get("/take-away/people.csv").await;
    assert!(people.text.contains("northvale.example") && !people.text.contains("argon2"), "{}", people.text);
    assert!(administrator.get("/take-away/audit-trail.csv").await.text.contains("add_person"));
}

/// The version hidden in the form of an address.
fn version_of(html: &str, action: &str) -> String {
    let form = html.split(&format!("action=\"{action}\"")).nth(1).unwrap_or_else(|| panic!("no form {action}: {}", words(html)));
    version(form)
}

#[tokio::test]
async fn two_people_change_one_setting_and_the_second_sees_both_versions_and_keeps_what_was_typed() {
    let place = Place::sample().await;
    let mut first = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let mut second = place.browser_as("administrator", place.desk.authority).await;
    let page = "/settings/readiness.lapse_days";
    let seen = version_of(&first.get(page).await.text, page);
    second.get(page).await;
    let theirs = [("version", seen.as_str()), ("value", "60"), ("reason", "The panel meets every two months.")];
    assert_eq!(second.post(page, &theirs).await.status, StatusCode::SEE_OTHER);
    let ours = [("version", seen.as_str()), ("value", "120"), ("reason", "Winter returns come late.")];
    let stale = first.post(page, &ours).await;
    let said = words(&stale.text);
    assert_eq!(stale.status, StatusCode::CONFLICT, "{said}");
    assert!(said.contains("| The value | | 60 | | 120"), "{said}");
    assert!(said.contains("The panel meets every two months.") && said.contains("Winter returns come late."), "{said}");
    assert!(stale.text.contains("value=\"120\""), "what was typed is in the form: {}", stale.text);
    let now = version_of(&stale.text, page);
    let again = [("version", now.as_str()), ("value", "120"), ("reason", "Winter returns come late.")];
    assert_eq!(first.post(page, &again).await.status, StatusCode::SEE_OTHER);
    assert!(words(&first.get(page).await.text).contains("120 days"));
}

#[tokio::test]
async fn two_people_change_whether_a_delivery_model_is_offered_and_the_second_sees_both() {
    let place = Place::sample().await;
    let mut first = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let mut second = place.browser_as("administrator", place.desk.authority).await;
    let (page, offer) = ("/delivery-models/in_house", "/delivery-models/in_house/offer");
    let seen = version_of(&first.get(page).await.text, offer);
    second.get(page).await;
    let theirs = [("version", seen.as_str()), ("offer", "no"), ("reason", "No team of our own is left.")];
    assert_eq!(second.post(offer, &theirs).await.status, StatusCode::SEE_OTHER);
    let ours = [("version", seen.as_str()), ("offer", "no"), ("reason", "Nobody asks for it.")];
    let stale = first.post(offer, &ours).await;
    let said = words(&stale.text);
    assert_eq!(stale.status, StatusCode::CONFLICT, "{said}");
    for expected in ["Somebody else changed this", "It is no longer offered", "No team of our own is left.", "Offer it again"] {
        assert!(said.contains(expected), "“{expected}” is not said in {said}");
    }
    assert!(stale.text.contains("value=\"Nobody asks for it.\""), "what was typed is in the form: {said}");
}

#[tokio::test]
async fn a_stale_form_of_a_person_shows_both_versions_and_keeps_the_reason() {
    let place = Place::sample().await;
    let mut first = place.browser_as("administrator", place.desk.authority).await;
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    analyst.get("/account").await;
    let list = first.get("/people").await;
    let is_analyst = |rest: &&str| rest.get(36..).is_some_and(|after| after.starts_with("\">analyst "));
    let person = list.text.split("/people/").find(is_analyst).and_then(|rest| rest.get(..36)).expect("a person");
    let (page, roles, active) = (format!("/people/{person}"), format!("/people/{person}/roles"), format!("/people/{person}/active"));
    let shown = first.get(&page).await;
    let seen = version_of(&shown.text, &roles);
    let theirs = [("version", seen.as_str()), ("roles", "panel_member"), ("reason", "A new job.")];
    let saved = first.post(&roles, &theirs).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", words(&saved.text));

    let ours = [("version", seen.as_str()), ("roles", "analyst"), ("roles", "cabinet"), ("reason", "Sits in Cabinet as well.")];
    let stale = first.post(&roles, &ours).await;
    let said = words(&stale.text);
    assert_eq!(stale.status, StatusCode::CONFLICT, "{said}");
    let line = said.lines().find(|line| line.starts_with("| Roles")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("panel member") && line.contains("Analyst"), "{line}");
    assert!(stale.text.contains("Sits in Cabinet as well.") && stale.text.contains("value=\"analyst\" checked"), "{said}");

    let leave = [("version", seen.as_str()), ("active", "no"), ("why", "Has left.")];
    let stale = first.post(&active, &leave).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.text.contains("value=\"Has left.\"") && words(&stale.text).contains("Not in the form you sent"),
        "{}",
        words(&stale.text)
    );
    let now = version_of(&stale.text, &active);
    let leave = [("version", now.as_str()), ("active", "no"), ("why", "Has left.")];
    assert_eq!(first.post(&active, &leave).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_council_sets_its_own_colours_and_those_on_which_nothing_can_be_read_are_refused_by_name() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let as_came = browser.get("/assets/theme.css").await;
    assert!(as_came.text.contains("--ww-brand: #123f3a; --ww-accent: #ffc64d;"), "{}", as_came.text);
    assert_eq!(as_came.headers["content-type"], "text/css; charset=utf-8");
    browser.get("/settings/theme.brand").await;
    let pale = [("version", "0"), ("value", "#8fb8a0"), ("reason", "The council’s green.")];
    let refused = browser.post("/settings/theme.brand", &pale).await;
    let said = words(&refused.text);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(said.contains("theme.brand cannot be #8fb8a0: white words on it would have a contrast of 2.2 to 1"), "{said}");
    assert!(refused.text.contains("value=\"#8fb8a0\"") && refused.text.contains("The council’s green."), "what was typed stays");
    let blue = [("version", "0"), ("value", "#005A9C"), ("reason", "The council’s blue.")];
    let saved = browser.post("/settings/theme.brand", &blue).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", words(&saved.text));
    browser.get("/settings/theme.accent").await;
    let near = [("version", "0"), ("value", "#8a8f98"), ("reason", "Silver.")];
    let refused = browser.post("/settings/theme.accent", &near).await;
    assert!(words(&refused.text).contains("theme.accent #8a8f98 is not seen on theme.brand #005a9c"), "{}", words(&refused.text));
    let mut nobody = place.browser();
    assert!(nobody.get("/sign-in").await.text.contains("href=\"/assets/theme.css\""));
    let themed = nobody.get("/assets/theme.css").await;
    assert!(themed.text.contains("--ww-brand: #005a9c; --ww-accent: #ffc64d;"), "{}", themed.text);
}
