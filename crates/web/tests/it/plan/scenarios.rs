//! Acceptance, from the browser to the records: a tempting transfer, a recovery that is not one, and one that is.

use axum::http::StatusCode;
use desk::house::set_up::operator;
use desk::plan::ask_readiness::{AskReadiness, read_readiness};
use quantity::Period;

use super::support::{FALSE_RECOVERY, RECOVERY, WIDE, decision, done, raise, support, triage};
use crate::browser::{location, words};

/// Two open issues, a saving already counted, and somebody who would rather decide at once.
#[tokio::test]
async fn a_tempting_transfer_is_held_with_its_reasons_and_goes_on_only_by_exception() {
    let support = support(&[]).await;
    let (mut lead, mut auditor) = (support.lead().await, support.auditor().await);
    for (issue, title) in [("I-1", "People stay too long before moving on"), ("I-2", "Flats stand empty too long")] {
        raise(&mut lead, title, "high", "").await;
        triage(&mut lead, &mut auditor, issue, 1, "high", "").await;
    }
    lead.get("/issues/I-1/fix").await;
    let fields = [
        ("version", "3"),
        ("what", "Repairs within ten days between lettings"),
        ("owner_role", "Head of housing"),
        ("people", "none"),
        ("budget", "full"),
        ("environment", "none"),
        ("needs_words", "The repairs budget"),
    ];
    done(lead.post("/issues/I-1/fix", &fields).await, "/issues/I-1");

    // Whatever is proposed is asked at once.
    lead.get("/cases/C-1/choice").await;
    let service = support.service.to_string();
    let fields = [
        ("version", "1"),
        ("title", "Let all of it by contract"),
        ("service", service.as_str()),
        ("delivery_model", "contract"),
        ("part", ""),
    ];
    let answer = lead.post("/cases/C-1/choice", &fields).await;
    let way = location(&answer).to_owned();
    assert!(way.starts_with("/cases/C-1/readiness?"), "{} {}", answer.status, words(&answer.text));
    let page = words(&lead.get(&way).await.text);
    for said in [
        "# Are we solving it, or moving it?",
        "People stay too long before moving on",
        "Flats stand empty too long",
        "Nobody has looked at who could provide it",
        "| Repairs within ten days between lettings: The repairs budget | | Budget | | Nothing | | Budget |",
        "What you can do meanwhile",
        "a month of saving put off",
        "0 of 2 issues that matter most",
        "November 2027 at the earliest",
        "Your own role is not among them",
        "practitioner opinion",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }

    // Straight to a decision: refused on the page, what was typed stays, with a way on.
    let version = support.case_version().await.to_string();
    lead.get("/cases/C-1/decide?service=S-1&change=contract").await;
    let refused = lead.post("/cases/C-1/decide", &decision(&version)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("It cannot be recorded yet") && refused.text.contains("Ask, and keep the answer"),
        "{}",
        words(&refused.text)
    );
    assert!(refused.text.contains("Let the service to a provider"), "what was typed stays");

    lead.get("/cases/C-1/readiness?change=contract").await;
    let kept = lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", words(&kept.text));
    let refused = lead.post("/cases/C-1/decide", &decision(&version)).await;
    assert!(words(&refused.text).contains("has to be affirmed by a named role"), "{}", words(&refused.text));
    lead.get("/cases/C-1/readiness?change=contract").await;
    let answer = lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
    lead.get("/cases/C-1/decide?change=contract").await;
    let held = lead.post("/cases/C-1/decide", &decision(&version)).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    let said = words(&held.text);
    assert!(
        said.contains("holds this until an accountable person proceeds by exception") && said.contains("See what can be done meanwhile"),
        "{said}"
    );

    // Somebody the scheme of delegation names goes on, openly: first with something missing, then with all of it.
    let mut director = support.place.browser_as("executive_director", support.desk().authority).await;
    let page = director.get("/cases/C-1/readiness?change=contract").await;
    assert!(page.text.contains("name=\"reason\"") && page.text.contains("Executive director, adults and housing"), "{}", words(&page.text));
    assert!(!page.text.contains("value=\"cabinet\""), "only the actor’s own accountable roles are offered");
    let fields =
        [("role", "executive_director"), ("reason", ""), ("review_on-day", "1"), ("review_on-month", "12"), ("review_on-year", "2027")];
    let bad = director.post("/readiness/R-1/exception", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Say what the reason is") && bad.text.contains("value=\"2027\""), "{}", words(&bad.text));
    let fields = [
        ("role", "executive_director"),
        ("reason", "The lease ends in March."),
        ("review_on-day", "1"),
        ("review_on-month", "2"),
        ("review_on-year", "2027"),
    ];
    let gone_on = director.post("/readiness/R-1/exception", &fields).await;
    assert_eq!(gone_on.status, StatusCode::SEE_OTHER, "{}", words(&gone_on.text));
    director.get("/cases/C-1/decide?change=contract").await;
    done(director.post("/cases/C-1/decide", &decision(&version)).await, "/decisions/D-1");

    // It stays in sight wherever the decision is relied on.
    for path in ["/cases/C-1", "/cases/C-1/readiness?change=contract", "/readiness/R-1", "/exceptions/X-1"] {
        let page = words(&lead.get(path).await.text);
        assert!(page.contains("The lease ends in March."), "{path}: {page}");
    }
    let mut tx = support.desk().read().await.expect("reads");
    let decisions = store::decisions::by_case(&mut tx, &operator(support.desk()).scope, support.case).await.expect("decisions");
    assert!(decisions[0].noun.exception.is_some() && decisions[0].noun.check.is_some());
}

#[tokio::test]
async fn eleven_good_months_and_a_bad_one_ask_for_october_to_be_explained() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    for said in [
        "## Not ready",
        "Not yet: explain October",
        "If October 2026 is explained and accepted",
        "If October 2026 stays unexplained",
        "October 2027 at the earliest",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    // The command line prints the same answer.
    let ask = AskReadiness { case: Some(support.case), service: support.service, change: "contract".into(), part: String::new() };
    let found = read_readiness(support.desk(), &operator(support.desk()), &ask).await.expect("an answer");
    let printed = report::text::document(&web::plan::readiness_document::of(&found, support.desk().today()), 100).to_lowercase();
    for said in ["not ready", "october 2027 at the earliest", "what you can do meanwhile", "solving-or-moving, edition 1"] {
        assert!(printed.contains(said), "“{said}” is missing: {printed}");
    }
    let issue = words(&lead.get("/issues/I-1").await.text);
    assert!(issue.contains("## Not yet: explain October") && issue.contains("Explain October 2026"), "{issue}");

    lead.get("/issues/I-1/explain?period=2026-10").await;
    let fields = [("version", "1"), ("period", "2026-10"), ("text", "Two flats flooded."), ("evidence", "Repair log of 3 October.")];
    done(lead.post("/issues/I-1/explain", &fields).await, "/issues/I-1");
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(page.contains("Not yet: explain October"), "an explanation alone changes nothing: {page}");
    let mut auditor = support.auditor().await;
    auditor.get("/issues/I-1/judge?period=2026-10").await;
    let fields = [("version", "2"), ("period", "2026-10"), ("accepted", "yes"), ("note", "Seen the log.")];
    done(auditor.post("/issues/I-1/judge", &fields).await, "/issues/I-1");
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(!page.contains("explain October") && page.contains("## Not ready"), "{page}");
    assert!(page.contains("A bad month could pass the floor"), "its limit is past the floor: {page}");
}

#[tokio::test]
async fn a_good_average_whose_limit_is_past_the_floor_is_not_yet() {
    let support = support(&WIDE).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(page.contains("## Not ready") && page.contains("A bad month could pass the floor"), "{page}");
    assert!(!page.contains("explain"), "no month stands out: {page}");
}

#[tokio::test]
async fn a_definition_changed_in_the_middle_makes_the_figures_incomparable() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    support.confirmed().await;
    support.looked_everywhere().await;
    let (desk, operator) = (support.desk(), operator(support.desk()));
    let mut write = desk.write(&operator).await.expect("writes");
    let mut measure = store::measures::find(&mut write.tx, &operator.scope, support.measure).await.expect("the measure");
    measure.noun.redefined.push(model::measure::Redefined {
        from: Period::month(2026, 3).expect("a month"),
        part: String::new(),
        was: "From arrival".into(),
        becomes: "From the day somebody is ready".into(),
        on: desk.today(),
        by_role: "Analyst".into(),
    });
    store::measures::save(&mut write.tx, &measure).await.expect("saved");
    write.commit("prepare", "measure", None, "Another definition.").await.expect("commits");
    let page = words(&support.lead().await.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(page.contains("## Not ready"), "{page}");
    assert!(page.contains("from March 2026 it is counted another way (From the day somebody is ready; before: From arrival)"), "{page}");
}

#[tokio::test]
async fn a_recovery_shown_and_confirmed_is_ready_and_freezes_what_it_began_with() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(page.contains("## Not ready") && page.contains("People not asked yet"), "{page}");
    support.confirmed().await;
    support.looked_everywhere().await;
    let page = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    for said in ["## Ready", "Shown to be fixed", "1 of 1 issue that matters most", "The check says ready"] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let kept = lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", words(&kept.text));
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await;
    let page = words(&lead.get("/readiness/R-1").await.text);
    assert!(page.contains("## Ready") && page.contains("I agree.") && page.contains("still the same"), "{page}");
    let version = support.case_version().await.to_string();
    lead.get("/cases/C-1/decide?change=contract").await;
    done(lead.post("/cases/C-1/decide", &decision(&version)).await, "/decisions/D-1");

    let scope = operator(support.desk()).scope;
    let mut tx = support.desk().read().await.expect("reads");
    let decisions = store::decisions::by_case(&mut tx, &scope, support.case).await.expect("decisions");
    let profile = &decisions[0].noun.start_profile;
    assert_eq!(profile["answer"], "ready");
    assert_eq!(profile["issues"][0]["standing"], "shown");
    assert_eq!(profile["issues"][0]["measure"], support.measure.to_string(), "the same measure goes on after the transfer");
    assert!(profile["issues"][0]["mean"].as_f64().is_some_and(|mean| mean < 26.0));
    drop(tx);

    // A late issue opens the check again, and the kept answer stays as it was.
    raise(&mut lead, "Too many posts are empty", "high", "").await;
    let page = words(&lead.get("/readiness/R-1").await.text);
    assert!(page.contains("## Ready") && page.contains("The records have changed since."), "{page}");
    let mut auditor = support.auditor().await;
    auditor.get("/issues/I-1/close").await;
    let fields = [("version", "3"), ("evidence", "full_rule"), ("note", "A year under 26 weeks.")];
    done(auditor.post("/issues/I-1/close", &fields).await, "/issues/I-1");
    assert!(words(&lead.get("/issues/I-1").await.text).contains("Closed with evidence that fits"));
}
