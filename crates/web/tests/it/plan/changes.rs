//! What changes under a test, an issue and an answer, by the forms and on the pages, without script.

use axum::http::StatusCode;
use desk::house::set_up::operator;
use quantity::Period;

use super::support::{FALSE_RECOVERY, RECOVERY, Support, done, engage, raise, support};
use crate::browser::{version, words};

#[tokio::test]
async fn a_changed_setting_is_said_on_the_page_of_every_issue_whose_test_it_makes_void() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let page = lead.get("/settings/evidence.completeness").await;
    assert!(page.text.contains("A change makes void every open test period it touches"), "{}", words(&page.text));
    let fields = [("version", "0"), ("value", "90%"), ("reason", "Agreed in public on 18 November.")];
    done(lead.post("/settings/evidence.completeness", &fields).await, "/settings/evidence.completeness");
    assert!(words(&lead.get("/settings/evidence.completeness").await.text).contains("Test period T-1 is void."));
    let page = words(&lead.get("/issues/I-1").await.text);
    for said in [
        "The test period is void: the setting “Least share of the figures due that must be there (C9)” changed from 95% to 90%",
        "A new one is registered.",
        "Agree a new test: the last one is void",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let answer = words(&lead.get("/cases/C-1/readiness?change=contract").await.text);
    assert!(answer.contains("## Not ready") && answer.contains("Register a new test period"), "{answer}");
}

#[tokio::test]
async fn a_severity_raised_on_the_form_makes_the_test_void_and_the_page_says_why() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let form = lead.get("/issues/I-1/triage").await;
    assert!(form.text.contains("makes void an open test that was locked at a lower bar"), "{}", words(&form.text));
    let carried = version(&form.text);
    let measure = support.measure.to_string();
    let fields = [("version", carried.as_str()), ("severity", "critical"), ("measure", &measure), ("note", "Two people fell.")];
    done(lead.post("/issues/I-1/triage", &fields).await, "/issues/I-1");
    let page = words(&lead.get("/issues/I-1").await.text);
    for said in [
        "The test period is void: the severity of the issue was raised to critical, and the test was locked at the lower bar of medium severity",
        "Agree a new test: the last one is void",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    assert!(words(&lead.get("/audit").await.text).contains("critical severity. Test period T-1 is void."));
}

#[tokio::test]
async fn a_test_is_voided_with_its_reason_and_stays_on_the_page() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    assert!(words(&lead.get("/issues/I-1").await.text).contains("Void the test, with the reason"));
    let form = lead.get("/issues/I-1/void").await;
    let version = version(&form.text);
    let bad = lead.post("/issues/I-1/void", &[("version", version.as_str()), ("why", "")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("Say why it no longer counts"), "{}", words(&bad.text));
    let fields = [("version", version.as_str()), ("why", "The new rota starts in February.")];
    done(lead.post("/issues/I-1/void", &fields).await, "/issues/I-1#tests");
    let page = words(&lead.get("/issues/I-1").await.text);
    assert!(page.contains("voided by head of commissioning: The new rota starts in February."), "{page}");
    lead.get("/issues/I-1/void").await;
    let again = lead.post("/issues/I-1/void", &[("version", "2"), ("why", "Again.")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(words(&again.text).contains("It is void already"), "{}", words(&again.text));
}

async fn point_of(support: &Support, month: &str) -> String {
    let mut tx = support.desk().read().await.expect("reads");
    let scope = operator(support.desk()).scope;
    let period = Period::parse(month).expect("a month");
    let history = store::observations::history(&mut tx, &scope, support.measure, "", period).await.expect("a history");
    history.iter().rev().find(|point| point.current).expect("a data point").id.to_string()
}

#[tokio::test]
async fn a_corrected_figure_is_checked_from_outside_on_a_page_reached_from_the_issue_and_from_the_cell() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let point = point_of(&support, "2026-10").await;
    lead.get(&format!("/points/{point}")).await;
    let fields = [("value", "23.5"), ("document", "Letter of 12 November from the schemes"), ("reason", "Two moves were counted twice.")];
    let corrected = lead.post(&format!("/points/{point}/correct"), &fields).await;
    let cell = crate::browser::location(&corrected).to_owned();
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", words(&corrected.text));
    let page = lead.get(&cell).await;
    assert!(page.text.contains("/issues/I-1/correction?period=2026-10"), "{}", words(&page.text));
    assert!(
        words(&lead.get("/issues/I-1").await.text)
            .contains("October 2026 was corrected, and nobody outside the service has checked it yet")
    );
    assert_eq!(lead.get("/issues/I-1/correction").await.status, StatusCode::FORBIDDEN, "the lead’s own word is not from outside");
    let mut auditor = support.auditor().await;
    assert!(auditor.get("/issues/I-1").await.text.contains("Check the correction of October 2026 against its source"));
    let form = auditor.get("/issues/I-1/correction?period=2026-10").await;
    let said = words(&form.text);
    assert!(said.contains("| 32 weeks | | 23.5 weeks | | Letter of 12 November from the schemes"), "{said}");
    let version = version(&form.text);
    let bad = auditor.post("/issues/I-1/correction", &[("version", version.as_str()), ("period", ""), ("note", "Seen.")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("version", version.as_str()), ("period", "2026-10"), ("note", "Seen the letter and the returns.")];
    done(auditor.post("/issues/I-1/correction", &fields).await, "/issues/I-1#tests");
    let page = words(&auditor.get("/issues/I-1").await.text);
    assert!(
        page.contains("A figure of this test was corrected. With the figures as they were before, it would say: not yet: explain October"),
        "{page}"
    );
    assert!(!page.contains("Check the correction") && page.contains("Stands"), "{page}");
}

#[tokio::test]
async fn a_lower_severity_waits_for_the_word_of_somebody_outside_the_service() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    raise(&mut lead, "Flats stand empty too long", "high", "").await;
    lead.get("/issues/I-1/triage").await;
    let fields = [("version", "1"), ("severity", "low"), ("note", "Fewer than we thought."), ("measure", "")];
    done(lead.post("/issues/I-1/triage", &fields).await, "/issues/I-1");
    let page = words(&lead.get("/issues/I-1").await.text);
    assert!(page.contains("High severity") && page.contains("Low severity, once somebody outside the service agrees"), "{page}");
    let mut auditor = support.auditor().await;
    assert!(words(&auditor.get("/issues/I-1").await.text).contains("Say from outside whether it is only of low severity"));
    let form = words(&auditor.get("/issues/I-1/say").await.text);
    assert!(form.contains("It is only of low severity") && form.contains("It is still of high severity"), "{form}");
    let fields = [("version", "2"), ("said", "lower"), ("note", "Counted the empty days.")];
    done(auditor.post("/issues/I-1/say", &fields).await, "/issues/I-1");
    let page = words(&auditor.get("/issues/I-1").await.text);
    assert!(page.contains("Low severity") && !page.contains("once somebody outside the service agrees"), "{page}");
}

#[tokio::test]
async fn the_context_the_five_ways_and_the_terms_of_a_choice_are_written_on_forms_of_the_case() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    let at = "/cases/C-1/readiness?change=contract";
    let page = lead.get(at).await.text;
    assert!(
        page.contains("href=\"/cases/C-1/circumstance\"") && page.contains("href=\"/cases/C-1/way?way=test_small\""),
        "{}",
        words(&page)
    );

    let form = lead.get("/cases/C-1/circumstance").await;
    let carried = version(&form.text);
    let fields = [
        ("version", carried.as_str()),
        ("code", "Market"),
        ("says", "Nobody who answered our letter has housing staff here."),
        ("fits", "no"),
        ("mend", ""),
    ];
    let bad = lead.post("/cases/C-1/circumstance", &fields).await;
    assert!(bad.text.contains("Say what would mend it") && bad.text.contains("Nobody who answered our letter"), "{}", words(&bad.text));
    let mut fields = fields.to_vec();
    fields[4] = ("mend", "Ask providers of the next county too");
    done(lead.post("/cases/C-1/circumstance", &fields).await, "/cases/C-1/readiness#context");
    assert!(words(&lead.get(at).await.text).contains("Nobody who answered our letter has housing staff here."));

    let form = lead.get("/cases/C-1/way?way=test_small").await;
    let carried = version(&form.text);
    let fields =
        [("version", carried.as_str()), ("way", "test_small"), ("what", "One scheme of six."), ("takes", "six months"), ("needs", "")];
    let bad = lead.post("/cases/C-1/way", &fields).await;
    assert!(bad.text.contains("Give the stop rule"), "{}", words(&bad.text));
    let mut fields = fields.to_vec();
    fields[4] = ("needs", "a stop rule: empty days above 22, two months running");
    done(lead.post("/cases/C-1/way", &fields).await, "/cases/C-1/readiness#now");
    let page = words(&lead.get(at).await.text);
    assert!(page.contains("Takes six months") && page.contains("empty days above 22, two months running"), "{page}");
    // Opened again, it holds what was said.
    assert!(lead.get("/cases/C-1/way?way=test_small").await.text.contains("One scheme of six."));

    let carried = support.case_version().await.to_string();
    let service = support.service.to_string();
    lead.get("/cases/C-1/choice").await;
    let fields =
        [("version", carried.as_str()), ("title", "Let it"), ("service", service.as_str()), ("delivery_model", "contract"), ("part", "")];
    assert_eq!(lead.post("/cases/C-1/choice", &fields).await.status, StatusCode::SEE_OTHER);
    assert!(lead.get(at).await.text.contains("/cases/C-1/terms?choice=Let%20it"), "its terms are one click away");
    let form = lead.get("/cases/C-1/terms?choice=Let%20it").await;
    let carried = version(&form.text);
    let issue =
        form.text.split("name=\"issues\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    let issue = issue.expect("the known issue is offered").to_owned();
    let fields = [
        ("version", carried.as_str()),
        ("choice", "Let it"),
        ("issues", issue.as_str()),
        ("price", "£90,000"),
        ("same_measure", "yes"),
        ("shared_risk", "A tenth of the fee."),
        ("step_in", "After two months over 30 weeks."),
        ("returns_on-day", "1"),
        ("returns_on-month", "4"),
        ("returns_on-year", "2028"),
    ];
    let answer = lead.post("/cases/C-1/terms", &fields).await;
    assert!(crate::browser::location(&answer).ends_with("#now"), "{} {}", answer.status, words(&answer.text));
    let page = words(&lead.get(at).await.text);
    assert!(page.contains("nothing more: every term is in place"), "{page}");

    let carried = support.case_version().await.to_string();
    lead.get("/cases/C-1/ground?choice=Let%20it").await;
    let fields =
        [("version", carried.as_str()), ("choice", "Let it"), ("ground", "order"), ("rests_on", "Order of the court of 3 November 2026")];
    let answer = lead.post("/cases/C-1/ground", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
    let page = words(&lead.get(at).await.text);
    assert!(page.contains("This check holds nothing up here: a court or government order. It rests on: Order of the court"), "{page}");
    let stale = lead.post("/cases/C-1/ground", &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Order of the court of 3 November 2026"), "what was typed stays");
}

#[tokio::test]
async fn help_paid_from_the_line_of_a_service_stands_on_both_sides() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    assert!(words(&lead.get("/services/S-1/two-sides").await.text).contains("Nobody has named the line of the budget it is paid from."));
    let form = lead.get("/services/S-1/budget-line").await;
    let carried = version(&form.text);
    done(
        lead.post("/services/S-1/budget-line", &[("version", carried.as_str()), ("budget_line", "HX 12")]).await,
        "/services/S-1/two-sides",
    );
    raise(&mut lead, "Flats stand empty too long", "high", "").await;
    engage(&mut lead, support.place.provider, "hx 12").await;
    let page = words(&lead.get("/services/S-1/two-sides").await.text);
    assert!(page.contains("The spend line “hx 12” is tagged both to solving the issue and to commissioning"), "{page}");
}
