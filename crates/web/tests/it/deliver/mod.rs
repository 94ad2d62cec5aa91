//! Services, what is in force, and handing over, in the browser.

mod open_data;
mod payment_shares;

use axum::http::StatusCode;

use crate::browser::{Browser, Place, location, version, words};

#[tokio::test]
async fn a_service_is_handed_over_with_its_issues_in_sight() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    browser.get("/services/new").await;
    let bad = browser.post("/services/new", &[("name", ""), ("annual_cost", "much")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"much\""), "{}", words(&bad.text));
    let fields = [
        ("name", "Reablement"),
        ("describes", "Six weeks of help at home."),
        ("delivery_model", "in_house"),
        ("since-day", "1"),
        ("since-month", "4"),
        ("since-year", "2020"),
    ];
    let added = browser.post("/services/new", &fields).await;
    let service = location(&added).to_owned();
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", words(&added.text));
    let page = browser.get(&format!("{service}/hand-over")).await;
    let (to, version) = (place.partner.to_string(), version(&page.text));
    let fields = [
        ("version", version.as_str()),
        ("to", &to),
        ("delivery_model", "transfer_public_partner"),
        ("from-day", "1"),
        ("from-month", "12"),
        ("from-year", "2026"),
        ("reason", "Decided on 20 November."),
    ];
    // An issue is raised while the form is open: the hand-over waits for a look at it.
    let lead = desk::house::set_up::operator(&place.desk);
    let services = desk::review::read_service::read_services(&place.desk, &lead).await.expect("services");
    let ask = desk::plan::raise_issue::RaiseIssue {
        service: services[0].service.id,
        title: "The first visit is too late".into(),
        describes: "Twelve days on average.".into(),
        severity: model::issue::Severity::Medium,
        raised_by: model::issue::RaisedBy::Staff,
        measure: None,
        part: String::new(),
    };
    desk::plan::raise_issue::raise_issue(&place.desk, &lead, ask).await.expect("an issue");
    let held = browser.post(&format!("{service}/hand-over"), &fields).await;
    let said = words(&held.text);
    assert!(
        said.contains("was not on your page") && said.contains("The first visit is too late") && said.contains("Decided on 20 November."),
        "{said}"
    );
    let seen = held.text.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the issue").to_owned();
    let mut fields = fields.to_vec();
    fields.push(("seen", &seen));
    let undecided = browser.post(&format!("{service}/hand-over"), &fields).await;
    assert_eq!(undecided.status, StatusCode::CONFLICT);
    let said = words(&undecided.text);
    assert!(
        said.contains("No decision is recorded that another operator runs Reablement") && said.contains("Ask the readiness check"),
        "{said}"
    );
    decided(&place, &mut browser).await;
    let page = words(&browser.get(&format!("{service}/hand-over")).await.text);
    assert!(page.contains("It can rest on what was decided: Let the service to a provider (20 November 2026, by exception)"), "{page}");
    let done = browser.post(&format!("{service}/hand-over"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", words(&done.text));
    let page = words(&browser.get(&service).await.text);
    assert!(page.contains("Northvale Integrated Care Board") && page.contains("The first visit is too late"), "{page}");
    // Handed over from a day to come: nothing was awarded in the wrong order yet.
    let looked = words(&browser.get("/review/wrong-order").await.text);
    assert!(looked.contains("none was made while a known issue"), "{looked}");
    assert_eq!(browser.get("/arrangements").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_operator_is_recorded_only_on_a_decision_and_one_that_began_before_says_openly_why_none_is_recorded() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("head_of_commissioning", place.desk.authority).await;
    browser.get("/services/new").await;
    let fields = [
        ("name", "Reablement"),
        ("describes", "Six weeks of help at home."),
        ("delivery_model", "in_house"),
        ("since-day", "1"),
        ("since-month", "4"),
        ("since-year", "2020"),
    ];
    let service = location(&browser.post("/services/new", &fields).await).to_owned();
    let at = format!("{service}/arrangements/new");
    let partner = place.partner.to_string();
    let arrangement = |year: &'static str, why: &'static str| {
        vec![
            ("title", "Help at home agreement"),
            ("with", partner.as_str()),
            ("delivery_model", "transfer_public_partner"),
            ("starts-day", "1"),
            ("starts-month", "1"),
            ("starts-year", year),
            ("undecided", why),
        ]
    };
    browser.get(&at).await;
    // A reason is no way round a decision on what is still to begin.
    let held = browser.post(&at, &arrangement("2027", "We forgot.")).await;
    let said = words(&held.text);
    assert_eq!(held.status, StatusCode::CONFLICT, "{said}");
    assert!(said.contains("No decision is recorded that another operator runs Reablement"), "{said}");
    assert!(held.text.contains("value=\"Help at home agreement\"") && said.contains("We forgot."), "what was typed stays: {said}");
    // Nor is a date in the past: it began, and nobody says why nothing was decided.
    let bare = browser.post(&at, &arrangement("2026", " ")).await;
    let said = words(&bare.text);
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(
        said.contains("It began before today, with somebody other than who runs the service") && said.contains("Say why none is recorded"),
        "{said}"
    );
    let told = browser.post(&at, &arrangement("2026", "Agreed by officers in the winter, before this workbench.")).await;
    assert_eq!(location(&told), service, "{}", words(&told.text));
    for page in ["/arrangements", &service] {
        let said = words(&browser.get(page).await.text);
        assert!(said.contains("No decision is recorded: Agreed by officers in the winter"), "{page}: {said}");
    }
    let trail = words(&browser.get("/audit").await.text);
    assert!(trail.contains("No decision is recorded for it: Agreed by officers in the winter"), "{trail}");
}

/// A case about it: asked, affirmed, gone past by the director with the issue in sight, and decided, all by the forms.
async fn decided(place: &Place, lead: &mut Browser) {
    let desk = &place.desk;
    let operator = desk::house::set_up::operator(desk);
    let services = desk::review::read_service::read_services(desk, &operator).await.expect("services");
    let case: model::id::CaseId = desk.new_id();
    let mut write = desk.write(&operator).await.expect("writes");
    let noun = testkit::nouns::case("Who should run reablement?", vec![services[0].service.id]);
    let record = desk::house::set_up::kept(desk, case, model::audience::Audience::Partners, noun);
    store::cases::save(&mut write.tx, &record).await.expect("a case");
    write.commit("prepare", "test", None, "A case.").await.expect("commits");
    let question = [("service", "S-1"), ("change", "transfer_public_partner"), ("part", "")];
    lead.get("/cases/C-1/readiness?change=transfer_public_partner").await;
    assert_eq!(lead.post("/cases/C-1/readiness", &question).await.status, StatusCode::SEE_OTHER);
    lead.get("/cases/C-1/readiness?change=transfer_public_partner").await;
    assert_eq!(lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await.status, StatusCode::SEE_OTHER);
    let mut director = place.browser_as("executive_director", desk.authority).await;
    director.get("/cases/C-1/readiness?change=transfer_public_partner").await;
    let fields = [
        ("role", "executive_director"),
        ("reason", "The grant ends in March."),
        ("review_on-day", "1"),
        ("review_on-month", "2"),
        ("review_on-year", "2027"),
    ];
    let gone_on = director.post("/readiness/R-1/exception", &fields).await;
    assert_eq!(gone_on.status, StatusCode::SEE_OTHER, "{}", words(&gone_on.text));
    lead.get("/cases/C-1/decide?service=S-1&change=transfer_public_partner").await;
    let mut fields = crate::plan::support::decision("1");
    fields.retain(|(name, _)| *name != "change");
    fields.push(("change", "transfer_public_partner"));
    let answer = lead.post("/cases/C-1/decide", &fields).await;
    assert_eq!(location(&answer), "/decisions/D-1", "{} {}", answer.status, words(&answer.text));
}
