//! The other pages of the stage: their words, and forms that come back with what has to be mended.

use axum::http::StatusCode;

use super::support::{FALSE_RECOVERY, done, engage, raise, support};
use crate::browser::{location, words};

#[tokio::test]
async fn services_are_listed_by_what_the_check_says_and_one_click_from_it() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let page = lead.get("/plan").await;
    let said = words(&page.text);
    assert!(said.contains("# Plan") && said.contains("Housing-related support"), "{said}");
    assert!(page.text.contains("href=\"/cases/C-1/readiness?service=S-1"), "{said}");
    for foot in ["from the records of each service, figures to October 2026. Method: ", "solving-or-moving, edition 1"] {
        assert!(page.text.contains(foot), "“{foot}” is missing at the foot: {}", page.text);
    }
    let alone = words(&lead.get("/services/S-1/readiness").await.text);
    assert!(alone.contains("Open a case") && alone.contains("This is asked of the service alone."), "{alone}");
    // A provider who may not see the issues may not read an answer that names them.
    let mut provider = support.place.browser_as("provider", support.place.provider).await;
    assert_eq!(provider.get("/services/S-1/readiness").await.status, StatusCode::NOT_FOUND);
    assert!(!provider.get("/plan").await.text.contains("Housing-related support"));
}

#[tokio::test]
async fn a_merger_says_of_every_issue_and_of_everything_missing_whose_it_is() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let desk = support.desk();
    let operator = desk::house::set_up::operator(desk);
    let second: model::id::ServiceId = desk.new_id();
    let mut write = desk.write(&operator).await.expect("writes");
    let noun = testkit::nouns::service("Reablement at home", desk.authority);
    let record = desk::house::set_up::kept(desk, second, model::audience::Audience::Partners, noun);
    store::services::save(&mut write.tx, &record).await.expect("a service");
    let mut case = store::cases::find(&mut write.tx, &operator.scope, support.case).await.expect("the case");
    case.noun.services.push(second);
    store::cases::save(&mut write.tx, &case).await.expect("saved");
    write.commit("prepare", "test", None, "A second service.").await.expect("commits");
    let mut lead = support.lead().await;
    lead.get("/services/S-2/issues/new").await;
    let fields = [("title", "The first visit is too late"), ("describes", "Twelve days."), ("severity", "high"), ("raised_by", "staff")];
    assert_eq!(lead.post("/services/S-2/issues/new", &fields).await.status, StatusCode::SEE_OTHER);

    let page = words(&lead.get("/cases/C-1/readiness?change=merge").await.text);
    for said in [
        "Housing-related support · Medium severity",
        "Reablement at home · High severity",
        // Every check and every number; what is missing, and who could mend it.
        "Housing-related support: People stay too long before moving on",
        "| Reablement at home: ",
        "| Housing-related support: ",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    // Of one service alone nobody has to be told whose it is.
    let alone = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(!alone.contains("Housing-related support · Medium severity") && alone.contains("Medium severity"), "{alone}");
}

#[tokio::test]
async fn a_bad_form_comes_back_with_what_was_typed_and_one_mend_a_field() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    let blank = words(&lead.get("/services/S-1/issues/new").await.text);
    assert!(blank.contains("Freedom of Information"), "{blank}");
    let bad = lead.post("/services/S-1/issues/new", &[("title", "Flats stand empty"), ("describes", "")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["value=\"Flats stand empty\"", "Choose how severe it is", "Choose who raises it", "Say what happens"] {
        assert!(bad.text.contains(said), "{said}: {}", words(&bad.text));
    }
    raise(&mut lead, "Flats stand empty too long", "high", "").await;
    lead.get("/issues/I-1/triage").await;
    let fields = [("version", "1"), ("severity", "high"), ("note", "Seen."), ("measure", "")];
    done(lead.post("/issues/I-1/triage", &fields).await, "/issues/I-1");
    lead.get("/issues/I-1/triage").await;
    let stale = lead.post("/issues/I-1/triage", &[("version", "1"), ("severity", "low"), ("note", "Mine, typed at length.")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Mine, typed at length.") && stale.text.contains("Somebody else changed this"), "{}", words(&stale.text));
    let mut auditor = support.auditor().await;
    auditor.get("/issues/I-1/close").await;
    let refused = auditor.post("/issues/I-1/close", &[("version", "2"), ("evidence", "full_rule"), ("note", "It is over.")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(words(&refused.text).contains("Its figures do not show it"), "{}", words(&refused.text));
}

#[tokio::test]
async fn who_helps_is_kept_apart_from_who_runs_it_and_may_bid_on_a_level_field() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    raise(&mut lead, "Flats stand empty too long", "high", "").await;
    engage(&mut lead, support.place.provider, "HX 12").await;
    let sides = words(&lead.get("/services/S-1/two-sides").await.text);
    assert!(sides.contains("Every spend line and document is on one side only.") && sides.contains("HX 12"), "{sides}");
    assert!(sides.contains("may now bid, and it is not recorded what keeps the field level"), "{sides}");
    lead.get("/engagements/E-1/level-field").await;
    let fields = [("version", "1"), ("information_released", "All figures."), ("mitigation", "Another team evaluates.")];
    let answer = lead.post("/engagements/E-1/level-field", &fields).await;
    assert_eq!(location(&answer), "/issues/I-1#helpers", "{}", words(&answer.text));
    let sides = words(&lead.get("/services/S-1/two-sides").await.text);
    assert!(!sides.contains("may now bid") && sides.contains("Another team evaluates."), "{sides}");
}

#[tokio::test]
async fn an_answer_kept_gives_a_public_interest_test_that_leaves_nothing_blank() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    lead.get("/services/S-1/readiness?change=contract").await;
    let kept = lead.post("/services/S-1/readiness", &[("change", "contract")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", words(&kept.text));
    let page = words(&lead.get("/readiness/R-1/public-interest-test").await.text);
    assert!(page.contains("Public Interest Test: Housing-related support") && page.contains("Not answered yet"), "{page}");
    let data = lead.get("/readiness/R-1/public-interest-test.json").await;
    let read: serde_json::Value = serde_json::from_str(&data.text).expect("JSON");
    assert_eq!(read["service"], "Housing-related support");
    assert_eq!(read["readiness"][0], "not_ready");
    // Asked, and nobody has put a name to it: it does not count.
    assert!(words(&lead.get("/plan/base-rate").await.text).contains("No answer has been affirmed yet"));
    lead.get("/readiness/R-1").await;
    lead.get("/services/S-1/readiness?change=contract").await;
    lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await;
    let rate = words(&lead.get("/plan/base-rate").await.text);
    assert!(rate.contains("Of 1 affirmed answers, 1 said that an issue would be moved"), "{rate}");
    let followed = "No answer is old enough to tell.";
    assert!(rate.contains(followed) && rate.contains("One answer is still being followed, until"), "{rate}");
}

#[tokio::test]
async fn every_rule_says_who_says_so_and_what_its_words_mean_in_numbers() {
    let support = support(&[]).await;
    let mut nobody = support.place.browser();
    let page = words(&nobody.get("/library/principles").await.text);
    for said in ["Never outsource a problem", "practitioner opinion", "sells help with such contracts", "As delivered, unchanged", "12 "] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
}
