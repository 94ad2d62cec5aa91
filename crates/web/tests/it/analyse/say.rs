//! Having your say, from the request to the records: the plan, codes, a vote without an account, the close, the result, what changed.

use axum::http::{StatusCode, header};

use super::reading_age;
use crate::browser::{Browser, Place, location, version, words};

/// The fields of a plan, all of them.
fn plan() -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", "How should Fenwold spend £180,000?"),
        ("about", "This is real money for your town. Pick what you would pay for."),
        ("stage", "plan"),
        ("depth", "empower"),
        ("opens-day", "1"),
        ("opens-month", "10"),
        ("opens-year", "2026"),
        ("closes-day", "30"),
        ("closes-month", "11"),
        ("closes-year", "2026"),
        ("answer_by-day", "15"),
        ("answer_by-month", "1"),
        ("answer_by-year", "2027"),
        ("decided_by", "Fenwold’s five parishes"),
        ("not_up", "The total, £180,000; The county set it in the budget"),
        ("other_ways", "Vote on paper at the library."),
        ("groups", "town; 50%\nvillages; 35%\naged 16 to 24; 15%"),
        ("supports", "Easy Read; A short version with pictures"),
        ("powers", "Residents; plan; empower"),
    ]
}

const CHOICES: &str = "hall; Village hall; A new roof; 62,000\npath; Path to the school; For feet and wheels; 48,000\nbus; Evening bus; Fridays and Saturdays; 36,000\npitch; Sports pitch; Level ground; 54,000";

fn vote() -> Vec<(&'static str, &'static str)> {
    vec![
        ("version", "1"),
        ("kind", "approval"),
        ("budget", "180,000"),
        ("choices", CHOICES),
        ("left_over", "most_votes"),
        ("takes_words", "yes"),
    ]
}

/// A round that is open to the public, with codes for it.
async fn opened(place: &Place, codes: &str) -> (Browser, Vec<String>) {
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/involvement/new").await;
    let made = lead.post("/involvement/new", &plan()).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/involvement/HS-1"), "{}", words(&made.text));
    lead.get("/involvement/HS-1/vote").await;
    let set = lead.post("/involvement/HS-1/vote", &vote()).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", words(&set.text));
    let at = version(&lead.get("/involvement/HS-1/open").await.text);
    let open = lead.post("/involvement/HS-1/open", &[("version", &at)]).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "{}", words(&open.text));
    let at = version(&lead.get("/involvement/HS-1/codes").await.text);
    let sheet = lead.post("/involvement/HS-1/codes", &[("version", &at), ("how_many", codes)]).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", words(&sheet.text));
    let list = sheet.text.split("id=\"codes\"").nth(1).expect("a sheet");
    let made = list.split("ww-cell\">").skip(1).filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect();
    (lead, made)
}

#[tokio::test]
async fn somebody_without_an_account_votes_and_reads_the_result_and_what_changed_because_of_it() {
    let place = Place::sample().await;
    let (mut lead, codes) = opened(&place, "12").await;
    assert_eq!(codes.len(), 12);
    let mut phone = place.browser();
    let open = words(&phone.get("/having-your-say").await.text);
    for wanted in ["How should Fenwold spend £180,000?", "The county set it in the budget", "by 15 January 2027", "until 30 November 2026"]
    {
        assert!(open.contains(wanted), "{wanted}: {open}");
    }
    let page = phone.get("/having-your-say/HS-1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("checked") && page.text.contains("name=\"pick-hall\""), "nothing is chosen in advance");
    let mut fields =
        vec![("pick-hall", "yes"), ("pick-path", "yes"), ("group", "town"), ("words", "Lights on the way home, please."), ("step", "add")];
    let added = phone.post("/having-your-say/HS-1", &fields).await;
    assert!(words(&added.text).contains("£70,000 left"), "{}", words(&added.text));
    fields.pop();
    fields.extend([("code", codes[0].as_str()), ("step", "look")]);
    let check = phone.post("/having-your-say/HS-1", &fields).await;
    let said = words(&check.text);
    assert!(said.contains("Village hall: £62,000") && said.contains("£70,000 left") && said.contains("It is not sent yet"), "{said}");
    fields.pop();
    fields.push(("step", "send"));
    let sent = phone.post("/having-your-say/HS-1", &fields).await;
    assert_eq!((sent.status, location(&sent)), (StatusCode::SEE_OTHER, "/having-your-say/HS-1/thanks"), "{}", words(&sent.text));
    assert!(words(&phone.get("/having-your-say/HS-1/thanks").await.text).contains("Your answer is in"));
    for (at, code) in codes.iter().enumerate().skip(1) {
        phone.get("/having-your-say/HS-1").await;
        let pick = if at < 6 { "pick-hall" } else { "pick-bus" };
        let group = if at < 6 { "town" } else { "villages" };
        let sent = phone.post("/having-your-say/HS-1", &[(pick, "yes"), ("group", group), ("code", code), ("step", "send")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    }
    // Nothing of the result before it is closed.
    assert_eq!(phone.get("/having-your-say/HS-1/result").await.status, StatusCode::NOT_FOUND);
    let seen = words(&lead.get("/involvement/HS-1").await.text);
    assert!(seen.contains("12 ballots counted; 12 codes made, 12 of them used") && seen.contains("Lights on the way home"), "{seen}");
    let at = version(&lead.get("/involvement/HS-1/close").await.text);
    let unsaid = lead.post("/involvement/HS-1/close", &[("version", &at)]).await;
    assert!(
        unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.text.contains("say why it closes early"),
        "{}",
        words(&unsaid.text)
    );
    let closed = lead.post("/involvement/HS-1/close", &[("version", &at), ("early_because", "Everybody has voted.")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", words(&closed.text));
    let result = words(&phone.get("/having-your-say/HS-1/result").await.text);
    for wanted in [
        "12 people took part",
        "Most picks first",
        "Equal shares",
        "Village hall",
        "£146,000",
        "We will tell you what came of it by 15 January 2027",
    ] {
        assert!(result.contains(wanted), "{wanted}: {result}");
    }
    let at = version(&lead.get("/involvement/HS-1/changed").await.text);
    let fields =
        [("version", at.as_str()), ("said", "You want the hall."), ("done", "The roof is mended in May."), ("is_different", "yes")];
    assert_eq!(lead.post("/involvement/HS-1/changed", &fields).await.status, StatusCode::SEE_OTHER);
    let result = words(&phone.get("/having-your-say/HS-1/result").await.text);
    assert!(result.contains("We did: The roof is mended in May."), "{result}");
    let file = phone.get("/having-your-say/HS-1/ballots.pb").await;
    assert!(file.text.starts_with("META\n") && file.text.contains("num_votes;12\n"), "{}", file.text);
    assert!(file.headers[header::CONTENT_DISPOSITION].to_str().is_ok_and(|name| name.contains("HS-1.pb")));
    let csv = phone.get("/having-your-say/HS-1/ballots.csv").await;
    assert_eq!(csv.text.lines().count(), 13);
    // The staff page has it as a kept result; checking everything now finds nothing that differs.
    let seen = words(&lead.get("/involvement/HS-1").await.text);
    assert!(seen.contains("Kept as a result") && seen.contains("You want the hall."), "{seen}");
    for page in ["/having-your-say", "/having-your-say/HS-1", "/having-your-say/HS-1/result", "/having-your-say/HS-1/thanks"] {
        let text = phone.get(page).await.text;
        reading_age::assert_plain(page, &text);
    }
}

#[tokio::test]
async fn what_cannot_be_counted_comes_back_with_the_mend_and_with_what_was_typed() {
    let place = Place::sample().await;
    let (mut lead, codes) = opened(&place, "2").await;
    let mut phone = place.browser();
    phone.get("/having-your-say/HS-1").await;
    let send = |fields: &[(&'static str, &str)]| fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>();
    let cases: [(Vec<(&str, String)>, &str); 5] = [
        (send(&[("pick-hall", "yes"), ("code", "0000-0000-0000"), ("step", "look")]), "We do not know this code"),
        (send(&[("pick-hall", "yes"), ("code", "hello"), ("step", "look")]), "A code has 12 letters and numbers"),
        (send(&[("pick-hall", "yes"), ("pick-pool", "yes"), ("code", &codes[0]), ("step", "send")]), "“pool” is not on this list"),
        (send(&[("code", &codes[0]), ("step", "send")]), "Pick at least one thing"),
        (
            send(&[("pick-hall", "yes"), ("words", "Ask Joan Pritchard, 07700 900123"), ("code", &codes[0]), ("step", "send")]),
            "“Joan Pritchard” looks like it says who someone is",
        ),
    ];
    for (fields, mend) in &cases {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = phone.post("/having-your-say/HS-1", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{mend}");
        assert!(words(&answer.text).contains(mend), "{mend}: {}", words(&answer.text));
        for (name, value) in &fields {
            if *name == "words" {
                assert!(answer.text.contains("Ask Joan Pritchard"), "{value} is lost");
            }
            if *name == "pick-hall" {
                assert!(answer.text.contains("name=\"pick-hall\" value=\"yes\" checked"), "{mend}: the choice is lost");
            }
        }
    }
    // None of them was counted, and the code still is good once, and no more.
    let good = [("pick-hall", "yes"), ("code", codes[0].as_str()), ("step", "send")];
    phone.get("/having-your-say/HS-1").await;
    assert_eq!(phone.post("/having-your-say/HS-1", &good).await.status, StatusCode::SEE_OTHER);
    phone.get("/having-your-say/HS-1").await;
    let twice = phone.post("/having-your-say/HS-1", &good).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("This code was used before"), "{}", words(&twice.text));
    // Without the token of the page nothing is taken.
    let forged = phone
        .post_with("/having-your-say/HS-1", &[("pick-bus", "yes"), ("code", codes[1].as_str()), ("step", "send")], &"0".repeat(64))
        .await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let at = version(&lead.get("/involvement/HS-1/close").await.text);
    lead.post("/involvement/HS-1/close", &[("version", &at), ("early_because", "To try it.")]).await;
    phone.get("/having-your-say/HS-1").await;
    let late = phone.post("/having-your-say/HS-1", &[("pick-bus", "yes"), ("code", codes[1].as_str()), ("step", "send")]).await;
    assert!(late.status == StatusCode::CONFLICT && late.text.contains("your answer was not counted"), "{}", words(&late.text));
    assert!(words(&lead.get("/involvement/HS-1").await.text).contains("1 ballots counted"));
}

#[tokio::test]
async fn a_thousand_ballots_from_one_address_are_slowed_down_and_told_to_wait() {
    let place = Place::sample().await;
    let (mut lead, codes) = opened(&place, "40").await;
    let mut phone = place.browser();
    phone.peer = "192.0.2.7:40000".parse().ok();
    let mut counted = 0;
    for code in codes.iter().cycle().take(1000) {
        phone.get("/having-your-say/HS-1").await;
        let answer = phone.post("/having-your-say/HS-1", &[("pick-hall", "yes"), ("code", code), ("step", "send")]).await;
        match answer.status {
            StatusCode::SEE_OTHER => counted += 1,
            StatusCode::TOO_MANY_REQUESTS => {
                assert!(words(&answer.text).contains("Wait") && answer.text.contains("paper copy"), "{}", words(&answer.text));
                break;
            }
            other => panic!("{other}: {}", words(&answer.text)),
        }
    }
    assert_eq!(counted, 30);
    let mut library = place.browser();
    library.peer = "198.51.100.4:40000".parse().ok();
    library.get("/having-your-say/HS-1").await;
    let elsewhere = library.post("/having-your-say/HS-1", &[("pick-bus", "yes"), ("code", codes[39].as_str()), ("step", "send")]).await;
    assert_eq!(elsewhere.status, StatusCode::SEE_OTHER);
    assert!(words(&lead.get("/involvement/HS-1").await.text).contains("31 ballots counted"));
}

#[tokio::test]
async fn a_plan_with_faults_comes_back_filled_in_and_the_public_sees_no_draft() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/involvement/new").await;
    let mut fields = plan();
    for (name, value) in &mut fields {
        match *name {
            "groups" => *value = "town; lots",
            "supports" => *value = "Balloons; many",
            "closes-month" => *value = "9",
            _ => {}
        }
    }
    let bad = lead.post("/involvement/new", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in ["“lots” is not a percentage", "“Balloons” is none of these", "town; lots", "Fenwold’s five parishes"] {
        assert!(bad.text.contains(wanted), "{wanted}: {}", words(&bad.text));
    }
    assert_eq!(lead.post("/involvement/new", &plan()).await.status, StatusCode::SEE_OTHER);
    let mut nobody = place.browser();
    assert_eq!(nobody.get("/having-your-say/HS-1").await.status, StatusCode::NOT_FOUND);
    assert!(!nobody.get("/having-your-say").await.text.contains("Fenwold"));
    let page = words(&lead.get("/involvement/HS-1").await.text);
    for wanted in
        ["1 It was still open when people were asked", "Not yet", "no document on record gives reasons and alternatives", "not public yet"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let at = version(&lead.get("/involvement/HS-1/step").await.text);
    let step = [
        ("version", at.as_str()),
        ("kind", "set_out"),
        ("on-day", "1"),
        ("on-month", "10"),
        ("on-year", "2026"),
        ("document", "Four things Fenwold could pay for"),
        ("gives_reasons", "yes"),
        ("alternatives", "4"),
    ];
    assert_eq!(lead.post("/involvement/HS-1/step", &step).await.status, StatusCode::SEE_OTHER);
    let page = words(&lead.get("/involvement/HS-1").await.text);
    assert!(page.contains("“Four things Fenwold could pay for”, 1 October 2026, gives the reasons and 4 realistic alternatives"), "{page}");
    let changed = lead.get("/involvement/HS-1/change").await;
    assert!(
        changed.text.contains("town; 50%") && changed.text.contains("Easy Read; A short version with pictures"),
        "{}",
        words(&changed.text)
    );
}
