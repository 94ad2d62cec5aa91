//! Signing in and out, as a browser without script does it.

use axum::http::StatusCode;
use desk::house::claim_administrator::offer_administrator;
use desk::house::set_up::operator;
use web::app::{App, Shell};

use crate::ask::bare_desk;
use crate::browser::{Place, location, words};

/// A browser on a place with real records.
async fn real() -> (desk::Desk, crate::browser::Browser) {
    let desk = bare_desk(false).await;
    let app = web::router::product(App::new(desk.clone(), Shell::of(&desk)));
    let (partner, provider) = (desk.authority, desk.authority);
    let browser = Place { app, desk: desk.clone(), partner, provider }.browser();
    (desk, browser)
}

#[tokio::test]
async fn the_sample_county_asks_one_question_and_takes_one_press() {
    let place = Place::sample().await;
    let chosen = place.browser_as("head_of_commissioning", place.desk.authority).await;
    assert!(chosen.has_session());
    let mut browser = place.browser();
    let page = browser.get("/sign-in?then=/partners").await;
    assert!(page.text.contains("Who are you today?") && !page.text.contains("type=\"password\""));
    let person = page.text.split("name=\"person\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a person").to_owned();
    let answer = browser.post("/sign-in/as", &[("person", &person), ("then", "/partners")]).await;
    assert_eq!((answer.status, location(&answer)), (StatusCode::SEE_OTHER, "/partners"));
    let page = browser.get("/partners").await;
    assert!(page.text.contains("head of commissioning") && page.text.contains("Sign out"), "{}", page.text);
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!((answer.status, browser.has_session()), (StatusCode::SEE_OTHER, false));
    assert_eq!(browser.get("/partners").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_place_with_real_records_lets_nobody_in_without_a_password() {
    let (_, mut browser) = real().await;
    let page = browser.get("/sign-in").await;
    assert!(page.text.contains("type=\"password\"") && !page.text.contains("Who are you today?"));
    let answer = browser.post("/sign-in/as", &[("person", "01890a5d-ac96-774b-bcce-b302099a8057")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("holds real records") && !browser.has_session());
}

#[tokio::test]
async fn the_first_administrator_comes_by_the_link_signs_out_and_signs_in_again() {
    let (desk, mut browser) = real().await;
    let link = offer_administrator(&desk, &operator(&desk)).await.expect("a link").path(true);
    assert_eq!(browser.get("/welcome/not-a-link").await.status, StatusCode::NOT_FOUND);
    let page = browser.get(&link).await;
    assert!(page.text.contains("first administrator"), "{}", words(&page.text));
    let bad = browser.post(&link, &[("name", "Ada <b>"), ("email", "ada"), ("job", "systems lead"), ("password", "short")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Ada &#60;b&#62;") && !bad.text.contains("value=\"short\""), "{}", words(&bad.text));
    assert!(bad.text.contains("Write an e-mail address like") && bad.text.contains("Use at least 12 characters"));
    let fields = [("name", "Ada"), ("email", "ada@northvale.example"), ("job", "systems lead"), ("password", "three calm herons")];
    let answer = browser.post(&link, &fields).await;
    assert_eq!((answer.status, location(&answer)), (StatusCode::SEE_OTHER, "/people"));
    assert_eq!(browser.get("/people").await.status, StatusCode::OK);
    browser.post("/sign-out", &[]).await;
    browser.get("/sign-in?then=//elsewhere.example").await;
    let wrong = browser.post("/sign-in", &[("email", "ada@northvale.example"), ("password", "three calm geese")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("do not go together") && wrong.text.contains("value=\"ada@northvale.example\""), "{}", words(&wrong.text));
    let fields = [("email", "ada@northvale.example"), ("password", "three calm herons"), ("then", "//elsewhere.example")];
    let right = browser.post("/sign-in", &fields).await;
    assert_eq!((right.status, location(&right)), (StatusCode::SEE_OTHER, "/"));
    let used = browser.get(&link).await;
    assert!(used.text.contains("used or is too old") || used.text.contains("administrator here already"), "{}", words(&used.text));
}

#[tokio::test]
async fn a_form_opened_before_signing_in_or_as_somebody_else_is_refused() {
    let place = Place::sample().await;
    let mut browser = place.browser();
    browser.get("/sign-in").await;
    let before = browser.form_token();
    let mut administrator = place.browser_as("administrator", place.desk.authority).await;
    let theirs = administrator.form_token();
    assert_ne!(before, theirs);
    let answer = administrator.post_with("/people", &[("name", "Eve")], &before).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Open the form again"));
    let answer = browser.post_with("/sign-in/as", &[("person", "x")], &theirs).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn wrong_passwords_are_counted_by_the_address_they_come_from_and_a_forwarded_one_only_where_a_setting_says_so() {
    let (desk, mut browser) = real().await;
    let set = |key: &str, value: &str| desk::house::settings::ChangeSetting {
        key: key.into(),
        version: 0,
        value: value.into(),
        reason: "A test of the throttle.".into(),
    };
    let actor = operator(&desk);
    desk::house::settings::change_setting(&desk, &actor, set("session.free_tries_address", "5")).await.expect("changes");
    let at = |address: &str| Some(format!("{address}:40000").parse().expect("an address"));
    let mut guesses = 0;
    let mut guess = async |browser: &mut crate::browser::Browser| {
        guesses += 1;
        browser.get("/sign-in").await;
        let email = format!("guess{guesses}@northvale.example");
        words(&browser.post("/sign-in", &[("email", &email), ("password", "not his words")]).await.text)
    };
    browser.peer = at("127.0.0.1");
    // A name of its own each time does not help: nobody believes the line.
    for named in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "203.0.113.5"] {
        browser.forwarded = Some(named);
        let said = guess(&mut browser).await;
        assert!(said.contains("do not go together"), "{said}");
    }
    let said = guess(&mut browser).await;
    assert!(said.contains("Too many tries. Wait 30 seconds"), "{said}");
    browser.peer = at("192.0.2.8");
    assert!(guess(&mut browser).await.contains("do not go together"), "another address is another count");

    desk::house::settings::change_setting(&desk, &actor, set("session.forwarded_address", "yes")).await.expect("changes");
    browser.peer = at("127.0.0.1");
    browser.forwarded = Some("198.51.100.4");
    for _ in 0..5 {
        assert!(guess(&mut browser).await.contains("do not go together"));
    }
    assert!(guess(&mut browser).await.contains("Too many tries"));
    browser.forwarded = Some("198.51.100.4, 198.51.100.5");
    assert!(guess(&mut browser).await.contains("do not go together"), "the proxy names the browser last");
}
