//! The record of a Public Interest Test: answered, approved, changed and approved again.

use axum::http::StatusCode;

use super::support::{FALSE_RECOVERY, Support, done, support};
use crate::browser::{version, words};

#[tokio::test]
async fn a_public_interest_test_is_answered_kept_and_comes_back_in_the_export() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    let at = "/readiness/R-1/public-interest-test";
    let page = words(&lead.get(at).await.text);
    assert!(page.contains("Answer its questions") && page.contains("Eight questions are not answered yet."), "{page}");
    assert!(page.contains("Not known yet, and the record asks for it"), "nobody has decided: {page}");
    let form = lead.get(&format!("{at}/answers")).await;
    let carried = version(&form.text);
    let fields = [
        ("version", carried.as_str()),
        ("estimated_value", "£17m"),
        ("points-value", "towards_in_house"),
        ("because-value", ""),
        ("indication", "mixed"),
        ("reasons", "The flats are ours; outreach need not be."),
    ];
    let bad = lead.post(&format!("{at}/answers"), &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Say why the answer points there") && bad.text.contains("value=\"£17m\""), "{}", words(&bad.text));
    let mut fields = fields.to_vec();
    fields[3] = ("because-value", "Our own team costs less over ten years.");
    done(lead.post(&format!("{at}/answers"), &fields).await, at);
    let page = words(&lead.get(at).await.text);
    for said in ["Seven questions are not answered yet.", "Our own team costs less over ten years.", "Towards in-house", "£17,000,000"] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let data = lead.get(&format!("{at}.json")).await;
    let read: serde_json::Value = serde_json::from_str(&data.text).expect("JSON");
    assert_eq!(
        (read["indication"].as_str(), read["parts"][0]["questions"][0]["answer"].as_str()),
        (Some("mixed"), Some("towards_in_house"))
    );
    let all = lead.get("/take-away/checks.csv").await;
    assert!(all.text.contains("Our own team costs less over ten years."), "{} {}", all.status, all.text);
    assert!(lead.get(&format!("{at}/answers")).await.text.contains("Our own team costs less over ten years."), "opened again, it is there");
}

const AT: &str = "/readiness/R-1/public-interest-test";

async fn answered(support: &Support, reasons: &str) -> crate::ask::Answer {
    let mut lead = support.lead().await;
    let form = lead.get(&format!("{AT}/answers")).await;
    let carried = version(&form.text);
    let fields = [
        ("version", carried.as_str()),
        ("points-value", "towards_in_house"),
        ("because-value", "Our own team costs less over ten years."),
        ("indication", "mixed"),
        ("reasons", reasons),
    ];
    lead.post(&format!("{AT}/answers"), &fields).await
}

#[tokio::test]
async fn a_record_is_approved_by_a_role_the_dated_data_names_and_changed_answers_are_a_draft_again() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let (mut lead, mut director) = (support.lead().await, support.director().await);
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    // Nothing is there to approve yet, and the page says so.
    assert!(!director.get(AT).await.text.contains("Approve it"));
    let form = director.get(&format!("{AT}/approval")).await;
    assert!(words(&form.text).contains("Nobody has answered its questions yet"), "{}", words(&form.text));
    let early = director.post(&format!("{AT}/approval"), &[("version", &version(&form.text)), ("note", "Seen the costs.")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.text.contains("Seen the costs."), "what was typed stays");

    done(answered(&support, "The flats are ours; outreach need not be.").await, AT);
    assert!(words(&lead.get(AT).await.text).contains("Draft: not approved yet."));
    assert!(!lead.get(AT).await.text.contains("Approve it"), "her role is not among those that approve");
    let form = lead.get(&format!("{AT}/approval")).await;
    assert!(words(&form.text).contains("executive director, adults and housing and cabinet"), "{}", words(&form.text));
    let hers = lead.post(&format!("{AT}/approval"), &[("version", &version(&form.text)), ("note", "I agree.")]).await;
    assert_eq!(hers.status, StatusCode::CONFLICT);
    assert!(words(&hers.text).contains("Your role is not among those that approve this record."), "{}", words(&hers.text));

    assert!(director.get(AT).await.text.contains("Approve it"));
    let form = director.get(&format!("{AT}/approval")).await;
    let carried = version(&form.text);
    let bare = director.post(&format!("{AT}/approval"), &[("version", carried.as_str()), ("note", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bare.text).contains("Say that you agree, and what you looked at"), "{}", words(&bare.text));
    done(director.post(&format!("{AT}/approval"), &[("version", carried.as_str()), ("note", "Seen the costs.")]).await, AT);
    let page = words(&lead.get(AT).await.text);
    for said in ["Approved by executive_director", "on 21 November 2026", "Seen the costs."] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let data = read(&lead.get(&format!("{AT}.json")).await.text);
    assert_eq!((data["version"].as_u64(), data["approved"]["on"].as_str()), (Some(1), Some("2026-11-21")));
    assert!(lead.get("/take-away/checks.csv").await.text.contains("Seen the costs."), "it is taken away with the rest");
    let trail = words(&lead.get("/audit").await.text);
    assert!(trail.contains("Version 1 of the Public Interest Test was approved."), "{trail}");

    // The same answers again change nothing; others are a draft, and the approved version stands under it.
    let same = answered(&support, "The flats are ours; outreach need not be.").await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    assert!(words(&same.text).contains("nothing was changed"), "{}", words(&same.text));
    done(answered(&support, "A second scheme is ours now.").await, AT);
    let page = words(&lead.get(AT).await.text);
    for said in ["Changed since version 1 was approved: a draft again", "Version 2: nobody has approved it yet.", "outreach need not be"] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let data = read(&lead.get(&format!("{AT}.json")).await.text);
    assert_eq!((data["approved"].is_null(), data["earlier"][0]["approved"]["note"].as_str()), (true, Some("Seen the costs.")));
    let form = director.get(&format!("{AT}/approval")).await;
    done(director.post(&format!("{AT}/approval"), &[("version", &version(&form.text)), ("note", "The second scheme too.")]).await, AT);
    assert!(words(&lead.get(AT).await.text).contains("Version 2: approved by"));
}
