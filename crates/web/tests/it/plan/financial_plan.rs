//! The medium-term financial plan by its page and forms: a line written down, changed, answered by a decision, and what that saved.

use axum::http::StatusCode;
use desk::plan::financial_plan::write_plan_line::list_plan_lines;
use jiff::civil::date;

use super::backing::excepted;
use super::options::{choice, costed};
use super::support::{FALSE_RECOVERY, Support, decision, done, support};
use crate::browser::words;

/// Writes a line of the authority's plan down by the form; gives its identifier.
pub async fn line(support: &Support, kind: &str, title: &str, years: &str) -> String {
    let mut lead = support.lead().await;
    let council = support.desk().authority.to_string();
    lead.get("/financial-plan/add").await;
    let fields = [
        ("title", title),
        ("kind", kind),
        ("organisation", council.as_str()),
        ("service", &support.service.to_string()),
        ("years", years),
        ("term", "recurrent"),
        ("source", "Budget report, February 2026"),
        ("owner_role", "Director of adult services"),
    ];
    done(lead.post("/financial-plan/add", &fields).await, "/financial-plan");
    let operator = desk::house::set_up::operator(support.desk());
    let lines = list_plan_lines(support.desk(), &operator).await.expect("lines");
    lines.iter().find(|line| line.noun.title == title).expect("the line").id.to_string()
}

#[tokio::test]
async fn a_line_is_written_down_by_its_form_and_what_is_wrong_comes_back_as_it_was_typed() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    let empty = words(&lead.get("/financial-plan").await.text);
    assert!(
        empty.contains("No line yet") && empty.contains("C-1 counts on £680,000 although nobody has decided yet. No line counts it."),
        "{empty}"
    );
    lead.get("/financial-plan/add").await;
    let fields = [("title", "Another operator"), ("years", "2027; 680,000\n2028/29; 5\n2028/29; 6"), ("source", "Budget report")];
    let bad = lead.post("/financial-plan/add", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("“2027” is not a financial year") && bad.text.contains("value=\"Another operator\""), "{}", words(&bad.text));
    let bad = lead.post("/financial-plan/add", &[("title", "Another operator"), ("years", "2027/28; 680,000")]).await;
    let said = words(&bad.text);
    assert!(
        bad.text.contains("2027/28; 680,000</textarea>")
            && said.contains("Choose whose plan it stands in")
            && said.contains("Choose whether it is a gap"),
        "{said}"
    );

    line(&support, "gap", "Gap before savings", "2027/28; 14.6m\n2028/29; not known").await;
    line(&support, "saving", "Another operator", "2027/28; 680,000").await;
    let page = words(&lead.get("/financial-plan").await.text);
    for wanted in [
        "Northvale County Council has a gap of £14.6m (one more not known) to close from 2027/28 to 2028/29. Its plan counts on savings of £680,000; no decision delivers any of it.",
        "No decision delivers any of it. C-1 counts on £680,000 although nobody has decided yet.",
        "Falls on Housing-related support. Budget report, February 2026. Answers for it: Director of adult services.",
        "£680,000 in 2027/28; new in its year, and coming every year from then.",
        "Nothing: every saving that a decision promises, and every one a case counts on, is in a line.",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    let csv = lead.get("/financial-plan/lines.csv").await.text;
    assert!(
        csv.contains("Northvale County Council,FP-1,Gap before savings,gap,Housing-related support,2028/29,,,,"),
        "unknown stays empty: {csv}"
    );
    assert!(csv.contains("FP-2,Another operator,saving,Housing-related support,2027/28,680000,0,680000,,every year"), "{csv}");

    let form = lead.get("/financial-plan/FP-2/change").await.text;
    assert!(form.contains("2027/28; £680,000</textarea>") && form.contains("value=\"Director of adult services\""), "{}", words(&form));
    let council = support.desk().authority.to_string();
    let change = [
        ("version", "1"),
        ("title", "Another operator"),
        ("organisation", council.as_str()),
        ("years", "2027/28; 500,000"),
        ("term", "recurrent"),
        ("source", "Budget report, February 2027"),
        ("owner_role", "Director of adult services"),
    ];
    done(lead.post("/financial-plan/FP-2/change", &change).await, "/financial-plan");
    let stale = lead.post("/financial-plan/FP-2/change", &change).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.text.contains("value=\"Budget report, February 2027\""));
    let trail = words(&support.auditor().await.get("/audit?noun=line+of+the+financial+plan").await.text);
    assert!(trail.contains("Before: 2027/28: £680,000. Now: 2027/28: £500,000."), "{trail}");

    let mut member = support.place.browser_as("scrutiny_member", support.desk().authority).await;
    let theirs = member.get("/financial-plan").await;
    assert!(theirs.status == StatusCode::OK && !theirs.text.contains("/financial-plan/add"), "{}", words(&theirs.text));
    assert_eq!(member.get("/financial-plan/add").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_decision_says_which_line_it_answers_and_what_it_saved_is_recorded_once_the_year_has_begun() {
    let support = support(&FALSE_RECOVERY).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "Let it by contract", "contract").await;
    costed(&mut lead).await;
    let saving = line(&support, "saving", "Another operator", "2027/28; 680,000").await;
    lead.get("/cases/C-1/options/A/saving/parts").await;
    let fields = [("version", "1"), ("total", "600,000"), ("price", "600,000"), ("line", saving.as_str()), ("counts", "2027/28; 550,000")];
    done(lead.post("/cases/C-1/options/A/saving/parts", &fields).await, "/cases/C-1/options/A/saving");
    let again = lead.get("/cases/C-1/options/A/saving/parts").await.text;
    assert!(again.contains("2027/28; £550,000</textarea>") && again.contains(&format!("value=\"{saving}\" selected")), "{}", words(&again));

    let mut director = excepted(&support, &mut lead).await;
    director.get("/cases/C-1/decide?change=contract").await;
    let version = support.case_version().await.to_string();
    done(director.post("/cases/C-1/decide", &decision(&version)).await, "/decisions/D-1");

    let page = words(&lead.get("/decisions/D-1").await.text);
    for wanted in [
        "It is promised to save £600,000 a year.",
        "£550,000 of it answers the line “Another operator” (FP-1) of the medium-term financial plan of Northvale County Council",
        "In 2027/28 £550,000 of it begins: £130,000 less than the £680,000 the line counts on.",
        "£50,000 of it counts to no line.",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    let paper = lead.get("/decisions/D-1/file/part-1.docx").await;
    assert_eq!(paper.status, StatusCode::OK);
    let plan = words(&lead.get("/financial-plan").await.text);
    for wanted in [
        "£130,000 short in 2027/28. D-1 promises £550,000 in 2027/28.",
        "D-1 Let the service to a provider: £50,000 a year. It is more than counts to its line.",
    ] {
        assert!(plan.contains(wanted), "“{wanted}” is missing: {plan}");
    }
    let early = words(&lead.get("/decisions/D-1/saved").await.text);
    assert!(early.contains("No year it was promised for has begun"), "{early}");

    let mut later = support.at(date(2028, 5, 4), "head_of_commissioning").await;
    later.get("/decisions/D-1/saved").await;
    let bad = later.post("/decisions/D-1/saved", &[("version", "1"), ("year", "2027"), ("amount", "most"), ("source", "Outturn")]).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("value=\"most\""), "{}", words(&bad.text));
    let fields = [("version", "1"), ("year", "2027"), ("amount", "0"), ("source", "Outturn report 2027/28")];
    done(later.post("/decisions/D-1/saved", &fields).await, "/financial-plan");
    let plan = words(&later.get("/financial-plan").await.text);
    assert!(plan.contains("D-1 promises £550,000 in 2027/28. £0 was saved in 2027/28 (Outturn report 2027/28)."), "{plan}");
    let said = words(&later.get("/decisions/D-1").await.text);
    assert!(said.contains("Of £550,000 promised for 2027/28, £0 was saved (Outturn report 2027/28; recorded on 4 May 2028)."), "{said}");
}
