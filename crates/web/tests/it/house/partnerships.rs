//! Partnerships by their forms, from three sign-ins: council, NHS body and police. And what each may not do.

use axum::http::StatusCode;
use desk::house::add_organisation::{AddOrganisation, add_organisation};
use desk::house::set_up::operator;
use model::id::OrganisationId;
use model::organisation::OrganisationKind;

use crate::ask::Answer;
use crate::browser::{Browser, Place, location, version, words};

#[track_caller]
fn done(answer: &Answer, way: &str) {
    assert_eq!(location(answer), way, "{} {}", answer.status, words(&answer.text));
}

/// Sends a form of the partnership as it stands now.
async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let bare = path.split('?').next().unwrap_or_default().to_owned();
    let page = browser.get(&format!("/partnerships/PA-1/{path}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", words(&page.text));
    let version = if page.text.contains("name=\"version\"") { version(&page.text) } else { String::new() };
    let fields = [&[("version", version.as_str())], fields].concat();
    browser.post(&format!("/partnerships/PA-1/{bare}"), &fields).await
}

struct Three {
    place: Place,
    council: Browser,
    icb: Browser,
    police: Browser,
    bodies: [OrganisationId; 3],
}

async fn three() -> Three {
    let place = Place::sample().await;
    let ask = AddOrganisation {
        name: "Northvale Police".into(),
        kind: OrganisationKind::Police,
        also_called: vec![],
        provides: false,
        is_partner: true,
        ended: None,
        followed_by: None,
    };
    let police_body = add_organisation(&place.desk, &operator(&place.desk), ask).await.expect("the police");
    let mut council = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let icb = place.browser_as("partner_commissioner", place.partner).await;
    let police = place.browser_as("partner_commissioner", police_body).await;
    let bodies = [place.desk.authority, place.partner, police_body];
    let empty = words(&council.get("/partnerships").await.text);
    assert!(empty.contains("No partnership yet"), "{empty}");
    council.get("/partnerships/new").await;
    let parts = bodies.map(|body| format!("part-{body}"));
    let mut fields = vec![
        ("name", "Adults in crisis"),
        ("purpose", "One way in, day and night."),
        ("every_weeks", "sixty"),
        (parts[0].as_str(), "decides"),
    ];
    let bad = council.post("/partnerships/new", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"sixty\"") && bad.text.contains("value=\"Adults in crisis\""), "nothing typed is lost");
    fields[2].1 = "6";
    let bad = council.post("/partnerships/new", &fields).await;
    assert!(bad.text.contains("At least two bodies decide together") && bad.text.contains("id=\"bodies\""), "{}", words(&bad.text));
    fields.extend(parts.iter().skip(1).map(|part| (part.as_str(), "decides")));
    done(&council.post("/partnerships/new", &fields).await, "/partnerships/PA-1");
    Three { place, council, icb, police, bodies }
}

#[tokio::test]
async fn three_bodies_sign_meet_and_answer_from_three_sign_ins_and_nobody_sees_the_others_first() {
    let Three { place: _, mut council, mut icb, mut police, bodies: _ } = three().await;
    done(&send(&mut icb, "direction", &[("says", "Help within the hour, told once.")]).await, "/partnerships/PA-1#direction");
    done(&send(&mut icb, "sign", &[]).await, "/partnerships/PA-1#direction");
    let twice = send(&mut icb, "sign", &[]).await;
    assert!(twice.status == StatusCode::CONFLICT && words(&twice.text).contains("signed this direction already"), "{}", words(&twice.text));
    let page = words(&council.get("/partnerships/PA-1").await.text);
    assert!(page.contains("Help within the hour") && page.contains("have not signed it"), "{page}");

    // A meeting: who sat there for each body, and how each decision came.
    let meeting = [
        ("on-day", "10"),
        ("on-month", "11"),
        ("on-year", "2026"),
        ("sat-0", "senior"),
        ("role-0", "Director"),
        ("sat-1", "stood_in"),
        ("role-1", ""),
        ("sat-2", "nobody"),
        ("role-2", ""),
        ("elected_members", "1"),
        ("decisions", "Open the night room\nAsk the trust; came up"),
    ];
    let bad = send(&mut council, "meeting", &meeting).await;
    assert!(
        bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("Say in which role they sat there"),
        "{}",
        words(&bad.text)
    );
    let mut mended = meeting.to_vec();
    mended[6].1 = "Manager";
    let bad = send(&mut council, "meeting", &mended).await;
    assert!(
        words(&bad.text).contains("Line 1: write what was decided") && bad.text.contains("Open the night room"),
        "{}",
        words(&bad.text)
    );
    mended[10].1 = "Open the night room; planned\nAsk the trust; came up";
    done(&send(&mut council, "meeting", &mended).await, "/partnerships/PA-1#meetings");
    let changed = [
        ("met", "2026-11-10"),
        ("decision", "0"),
        ("changed", "Nine people slept there."),
        ("on-day", "14"),
        ("on-month", "11"),
        ("on-year", "2026"),
    ];
    done(&send(&mut council, "changed?met=2026-11-10&decision=0", &changed).await, "/partnerships/PA-1#meetings");
    assert_eq!(council.get("/partnerships/PA-1/changed?met=2026-11-10&decision=7").await.status, StatusCode::NOT_FOUND);

    // The check: opened by a partner, answered blind by each.
    let round = [("asks", "check"), ("closes_on-day", "1"), ("closes_on-month", "12"), ("closes_on-year", "2026")];
    done(&send(&mut icb, "round", &round).await, "/partnerships/PA-1#bodies");
    let names: Vec<String> = (0..36).map(|at| format!("s-{at}")).collect();
    let scored = |score: &'static str| names.iter().map(|name| (name.as_str(), score)).collect::<Vec<_>>();
    let bad = send(&mut icb, "check", &scored("4")[..35]).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("Choose how far you agree"), "one statement was left out");
    done(&send(&mut icb, "check", &scored("4")).await, "/partnerships/PA-1#check");
    let hidden = words(&police.get("/partnerships/PA-1").await.text);
    assert!(hidden.contains("shown once you have given your own answer") && !hidden.contains("Seen differently"), "{hidden}");
    done(&send(&mut police, "check", &scored("1")).await, "/partnerships/PA-1#check");
    let shown = words(&police.get("/partnerships/PA-1").await.text);
    assert!(shown.contains("Seen differently: talk about it") && shown.contains("Not answered, so not known: "), "{shown}");
    let hidden = words(&council.get("/partnerships/PA-1").await.text);
    assert!(!hidden.contains("Seen differently"), "the council has not answered: {hidden}");
    done(&send(&mut council, "close?round=0", &[("round", "0")]).await, "/partnerships/PA-1#bodies");
    let shown = words(&council.get("/partnerships/PA-1").await.text);
    for said in
        ["Seen differently: talk about it", "Nine people slept there.", "1 of 1 as agreed", "somebody sat in at 1", "Seen in the records"]
    {
        assert!(shown.contains(said), "“{said}” is missing: {shown}");
    }
}

#[tokio::test]
async fn who_pays_and_gains_is_written_by_a_partner_and_read_by_all_and_a_stale_form_comes_back() {
    let Three { place, mut council, mut icb, mut police, bodies: _ } = three().await;
    let fields = [
        ("outcome", "Fewer reach crisis"),
        ("source", "Papers of 10 November"),
        ("gains-0", "15"),
        ("pays-0", "1,000,000"),
        ("own-0", "rises"),
        ("gains-1", "55"),
        ("pays-1", "900,000"),
        ("own-1", "falls"),
        ("gains-2", "130"),
        ("pays-2", "500,000"),
        ("own-2", "falls"),
    ];
    let bad = send(&mut icb, "incentive", &fields).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("value=\"130\""), "{}", words(&bad.text));
    let mut fields = fields.to_vec();
    fields[8].1 = "30";
    done(&send(&mut icb, "incentive", &fields).await, "/partnerships/PA-1#incentives");
    let stale = icb.post("/partnerships/PA-1/incentive", &[&[("version", "1")], &fields[..]].concat()).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", words(&stale.text));
    let page = words(&police.get("/partnerships/PA-1").await.text);
    for said in ["Paying and gaining lie 0.27 apart", "42%", "£360,000", "£1,320,000", "They pull apart"] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    // What does not read the rest of the partnership is told no more than that there is nothing here.
    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/partnerships/PA-1").await.status, StatusCode::NOT_FOUND);
    let back = [
        ("hours", "0"),
        ("hour_cost", "40"),
        ("direct", "0"),
        ("next", "stop"),
        ("source", "Diaries"),
        ("because", "Nothing came of it"),
        ("by-day", "1"),
        ("by-month", "2"),
        ("by-year", "2027"),
    ];
    let bad = send(&mut council, "look-back", &back).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && words(&bad.text).contains("costs nothing"), "{}", words(&bad.text));
}

#[tokio::test]
async fn a_partner_says_which_skills_it_holds_itself_and_no_others() {
    let Three { place, mut council, mut icb, police: _, bodies } = three().await;
    let (own, others) = (bodies[1].to_string(), bodies[0].to_string());
    let fields = |organisation: &str| -> Vec<(&'static str, String)> {
        vec![
            ("skill", "Law of section 75 agreements".into()),
            ("organisation", organisation.into()),
            ("role", "Head of law".into()),
            ("full_time", "0.1".into()),
            ("comes_from", "in_post".into()),
            ("from-day", "1".into()),
            ("from-month", "4".into()),
            ("from-year", "2026".into()),
        ]
    };
    async fn hold(browser: &mut Browser, fields: Vec<(&'static str, String)>) -> Answer {
        browser.get("/skills/hold").await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/skills/hold", &fields).await
    }
    let refused = hold(&mut icb, fields(&others)).await;
    assert!(
        refused.status == StatusCode::CONFLICT && words(&refused.text).contains("its own organisation holds"),
        "{}",
        words(&refused.text)
    );
    done(&hold(&mut icb, fields(&own)).await, "/skills#holders");
    let page = words(&council.get("/skills").await.text);
    assert!(page.contains("Head of law") && page.contains("Nobody asks for it"), "{page}");
    assert_eq!(place.browser().get("/skills").await.status, StatusCode::SEE_OTHER);
    council.get("/change-plans/new").await;
    let plan = [("title", "Days, not visits"), ("because", "Weeks are planned for what people want."), ("sponsor_role", "Director")];
    done(&council.post("/change-plans/new", &plan).await, "/change-plans/CP-1");
    let said = words(&council.get("/change-plans/CP-1").await.text);
    assert!(said.contains("The plan does not say yet") && said.contains("0 of 0"), "{said}");
    let said = words(&council.get("/roles-and-bodies").await.text);
    assert!(said.contains("decides in “Adults in crisis”"), "{said}");
}
