//! A case from its first sentence to what was learned, as a browser without script sees it.

use axum::http::StatusCode;

use crate::browser::{Browser, Place, location, version, words};

const FIVE: [(&str, &str); 6] = [
    ("question", "A warm place on Fridays"),
    ("difference", "People who sleep badly housed have somewhere warm to go on Fridays."),
    ("people", "About forty people in Aldermere"),
    ("with_whom", "The parish, the food bank and six people with lived experience"),
    ("lead_role", "Head of commissioning"),
    ("annual_cost", "18,000"),
];

async fn commissioner() -> (Place, Browser) {
    let place = Place::sample().await;
    let browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    (place, browser)
}

async fn opened(browser: &mut Browser) -> String {
    browser.get("/cases/new").await;
    let made = browser.post("/cases", &FIVE).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", words(&made.text));
    location(&made).to_owned()
}

#[tokio::test]
async fn five_answers_open_a_light_case_on_one_page_under_six_headings() {
    let (_place, mut browser) = commissioner().await;
    let way = opened(&mut browser).await;
    let page = browser.get(&way).await;
    assert_eq!(page.status, StatusCode::OK);
    let said = words(&page.text);
    assert!(said.contains("Case 1 · light"), "{said}");
    let headings: Vec<&str> = said.lines().filter(|line| line.starts_with("## What")).collect();
    assert_eq!(
        headings,
        ["## What we want", "## What we know", "## What we could do", "## What we chose", "## What happened", "## What we learned"]
    );
    assert!(said.contains("Nobody yet"), "nobody in the room is said, never blank: {said}");
}

#[tokio::test]
async fn a_case_with_answers_missing_comes_back_filled_in_with_each_mend() {
    let (_place, mut browser) = commissioner().await;
    browser.get("/cases/new").await;
    let bad = browser.post("/cases", &[("question", "A <b>warm</b> place"), ("annual_cost", "lots")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("value=\"A &lt;b&gt;warm&lt;/b&gt; place\"") || bad.text.contains("value=\"A &#60;b&#62;warm"),
        "what was typed is kept, as text"
    );
    assert!(words(&bad.text).contains("is not an amount of money"), "{}", words(&bad.text));
    let bad = browser.post("/cases", &[("question", "A warm place")]).await;
    for mend in ["Say what should be different", "Say for whom", "Say with whom", "Name the role that leads"] {
        assert!(words(&bad.text).contains(mend), "{mend}: {}", words(&bad.text));
    }
}

#[tokio::test]
async fn a_stale_form_shows_both_versions_and_keeps_what_was_typed() {
    let (place, mut first) = commissioner().await;
    let way = opened(&mut first).await;
    let mut second = place.browser_as("analyst", place.desk.authority).await;
    let old = version(&first.get(&format!("{way}/change")).await.text);
    second.get(&format!("{way}/change")).await;
    let mut theirs = FIVE.to_vec();
    theirs[1].1 = "People have somewhere warm every day.";
    theirs.push(("version", &old));
    let saved = second.post(&format!("{way}/change"), &theirs).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", words(&saved.text));
    let mut ours = FIVE.to_vec();
    ours[1].1 = "People have somewhere warm at weekends.";
    ours.push(("version", &old));
    let stale = first.post(&format!("{way}/change"), &ours).await;
    let said = words(&stale.text);
    assert!(said.contains("People have somewhere warm every day.") && said.contains("People have somewhere warm at weekends."), "{said}");
    let now = version(&stale.text);
    assert_ne!(now, old, "the form can be saved on the newer version");
    let mut again = ours.clone();
    again.pop();
    again.push(("version", &now));
    assert_eq!(first.post(&format!("{way}/change"), &again).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_promise_is_made_kept_late_and_stays() {
    let (_place, mut browser) = commissioner().await;
    let way = opened(&mut browser).await;
    let page = browser.get(&format!("{way}/promise")).await;
    let seen = version(&page.text);
    let fields = [
        ("what", "Forty people come"),
        ("due-day", "1"),
        ("due-month", "3"),
        ("due-year", "2027"),
        ("measure", ""),
        ("version", seen.as_str()),
    ];
    let made = browser.post(&format!("{way}/promise"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", words(&made.text));
    let list = browser.get("/promises").await;
    assert!(words(&list.text).contains("Forty people come"), "{}", words(&list.text));
    let form = browser.get("/promises/P-1").await;
    let seen = version(&form.text);
    let unsaid = browser.post("/promises/P-1", &[("happened", "Thirty-one came"), ("version", seen.as_str())]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.text.contains("Thirty-one came"), "what was typed is kept");
    let fields = [("happened", "Thirty-one came"), ("kept", "part_kept"), ("version", seen.as_str())];
    assert_eq!(browser.post("/promises/P-1", &fields).await.status, StatusCode::SEE_OTHER);
    let case = words(&browser.get(&way).await.text);
    assert!(case.contains("Thirty-one came") && case.contains("Part kept"), "{case}");
    // Somebody was faster; then the rule itself: each time the form comes back with what was typed and says why.
    let now = version(&browser.get("/promises/P-1").await.text);
    for (seen, why) in [(seen, "Somebody else changed this while you were writing"), (now, "recorded already, and stays")] {
        let second = [("happened", "Forty came"), ("kept", "kept"), ("version", seen.as_str())];
        let second = browser.post("/promises/P-1", &second).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&second.text).contains("This is not saved") && words(&second.text).contains(why), "{}", words(&second.text));
        assert!(second.text.contains("Forty came"), "what was typed is kept");
    }
}

#[tokio::test]
async fn my_cases_come_in_the_order_they_lapse_and_an_empty_place_says_how_to_begin() {
    let (_place, mut browser) = commissioner().await;
    let empty = words(&browser.get("/").await.text);
    assert!(empty.contains("Open your first case"), "{empty}");
    for (name, day) in [("Later", "20"), ("Sooner", "2")] {
        browser.get("/cases/new").await;
        let mut five = FIVE.to_vec();
        five[0].1 = name;
        let way = location(&browser.post("/cases", &five).await).to_owned();
        let seen = version(&browser.get(&format!("{way}/next")).await.text);
        let fields = [
            ("what", "Choose what to do"),
            ("by-day", day),
            ("by-month", "12"),
            ("by-year", "2026"),
            ("if_not", "The hall is let to others"),
            ("because", "The hall asks for an answer."),
            ("version", seen.as_str()),
        ];
        let saved = browser.post(&format!("{way}/next"), &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", words(&saved.text));
    }
    let home = words(&browser.get("/").await.text);
    assert!(home.contains("Two cases need you"), "{home}");
    let (sooner, later) = (home.find("## Sooner"), home.find("## Later"));
    assert!(sooner.is_some() && sooner < later, "{home}");
    assert!(home.contains("The hall is let to others"));
}

#[tokio::test]
async fn every_short_form_of_a_case_opens_and_refuses_what_is_empty() {
    let (_place, mut browser) = commissioner().await;
    let way = opened(&mut browser).await;
    for form in ["room", "look", "outcome", "choice", "rule-out", "promise", "next", "lesson"] {
        let page = browser.get(&format!("{way}/{form}")).await;
        assert_eq!(page.status, StatusCode::OK, "{form}");
        let seen = version(&page.text);
        let sent = browser.post(&format!("{way}/{form}"), &[("version", seen.as_str())]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}: {}", words(&sent.text));
        assert!(sent.text.contains("govuk-error-summary"), "{form}");
    }
}
