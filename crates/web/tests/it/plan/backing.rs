//! What stands behind a decision, by its forms and on its pages: who was asked, the skills it takes, the options not chosen, how sure it is.

use axum::http::StatusCode;
use desk::house::set_up::operator;
use desk::plan::paper::read_paper::read_paper;
use web::plan::paper_bytes::{Format, bytes};
use web::plan::paper_document::{Part, of};

use super::papers::{asked, text_of, written};
use super::support::{FALSE_RECOVERY, Support, decision, done, support};
use crate::browser::{Browser, words};

const ASKED: [(&str, &str); 14] = [
    ("group", "staff"),
    ("who", "support workers"),
    ("how", "A survey by e-mail, open for two weeks"),
    ("asked", "32"),
    ("answered", "19"),
    ("support", "12"),
    ("doubts", "5"),
    ("oppose", "2"),
    ("words", "We would try it with one scheme first."),
    ("on-day", "20"),
    ("on-month", "10"),
    ("on-year", "2026"),
    ("source", "Survey of 20 October"),
    ("partner", ""),
];

const SKILL: [(&str, &str); 7] = [
    ("skill", "Law of leases"),
    ("amount", "12"),
    ("unit", "days"),
    ("by-day", "15"),
    ("by-month", "1"),
    ("by-year", "2027"),
    ("lender", ""),
];

/// Sent from the case as it stands now.
async fn sent(support: &Support, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> crate::ask::Answer {
    let version = support.case_version().await.to_string();
    browser.get(&format!("/cases/C-1/{path}")).await;
    browser.post(&format!("/cases/C-1/{path}"), &[&[("version", version.as_str())], fields].concat()).await
}

async fn backed(support: &Support) {
    let mut lead = support.lead().await;
    done(sent(support, &mut lead, "buy-in", &ASKED).await, "/cases/C-1#chose");
    done(sent(support, &mut lead, "skill", &SKILL).await, "/cases/C-1#chose");
}

/// Two ways beside staying: the one the paper asks for, and one worth more that was ruled out.
async fn two_ways(support: &Support) {
    let mut lead = support.lead().await;
    let service = support.service.to_string();
    for (title, model) in [("Let it to a provider", "contract"), ("Run it better ourselves", "in_house")] {
        let fields = [("title", title), ("service", service.as_str()), ("delivery_model", model), ("outcome", "Homes kept")];
        let answer = sent(support, &mut lead, "choice", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
    }
    for (option, value, why) in [("A", "200,000", ""), ("B", "340,000", "Eight posts stay empty.")] {
        let fields = [("outcome", "Homes kept"), ("estimated_value", value), ("why_not", why)];
        let answer = sent(support, &mut lead, &format!("options/{option}/write"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
    }
    let fields = [("title", "Run it better ourselves"), ("reason", "Eight posts could not be filled.")];
    let answer = sent(support, &mut lead, "rule-out", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
}

#[tokio::test]
async fn a_group_is_asked_by_its_form_and_stands_for_itself_on_the_case_with_small_numbers_withheld() {
    let support = support(&FALSE_RECOVERY).await;
    two_ways(&support).await;
    let mut lead = support.lead().await;
    let before = words(&lead.get("/cases/C-1").await.text);
    assert!(before.contains("Nobody has asked what these think of it: staff; political groups"), "{before}");
    let mut wrong = ASKED.to_vec();
    wrong[4].1 = "nineteen";
    let refused = sent(&support, &mut lead, "buy-in", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&refused.text).contains("Write a whole number of people") && refused.text.contains("We would try it"), "nothing is lost");
    wrong[4].1 = "18";
    let refused = words(&sent(&support, &mut lead, "buy-in", &wrong).await.text);
    assert!(refused.contains("19 took a side and 18 answered"), "{refused}");
    let partner = [("group", "partner"), ("level", "leaders")];
    let refused = words(&sent(&support, &mut lead, "buy-in", &[&ASKED[1..], &partner].concat()).await.text);
    assert!(refused.contains("Choose the partner"), "{refused}");

    backed(&support).await;
    let page = words(&lead.get("/cases/C-1").await.text);
    for said in [
        "Who is for it, group by group",
        "Staff, support workers",
        "19 of 32 answered (59%)",
        "Withheld: a small number",
        "We would try it with one scheme first.",
        "20 October 2026, A survey by e-mail, open for two weeks. Survey of 20 October.",
        "Political groups",
        "Unknown: nobody has asked",
        "Nobody lends these skills yet: Law of leases (12 days, by 15 January 2027)",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    let lent = support.place.partner.to_string();
    let form = lead.get("/cases/C-1/skill?skill=Law%20of%20leases").await;
    assert!(form.text.contains("value=\"Law of leases\"") && form.text.contains("value=\"12\""), "what is known is filled in");
    let mut fields = SKILL.to_vec();
    fields[6].1 = &lent;
    let refused = words(&sent(&support, &mut lead, "skill", &fields).await.text);
    assert!(refused.contains("Say which role of theirs lends it"), "{refused}");
    fields.push(("role", "Head of law"));
    done(sent(&support, &mut lead, "skill", &fields).await, "/cases/C-1#chose");
    let page = words(&lead.get("/cases/C-1").await.text);
    assert!(page.contains("Head of law, Northvale Integrated Care Board") && !page.contains("Nobody lends these skills yet"), "{page}");
}

#[tokio::test]
async fn what_was_written_by_mistake_is_reached_from_the_case_with_its_form_filled_in_and_taken_away() {
    let support = support(&FALSE_RECOVERY).await;
    backed(&support).await;
    let mut lead = support.lead().await;
    let page = lead.get("/cases/C-1").await.text;
    let read = words(&page);
    for said in ["Change or take away: Staff, support workers, 20 October 2026", "Change or take away: Law of leases"] {
        assert!(read.contains(said), "“{said}” is missing: {read}");
    }
    let blank = lead.get("/cases/C-1/buy-in").await.text;
    assert!(!blank.contains("Take this away"), "nothing is there to take away");
    let form = lead.get("/cases/C-1/buy-in?group=staff&who=support%20workers&on=2026-10-20").await.text;
    for filled in
        ["value=\"support workers\"", "value=\"19\"", "We would try it with one scheme first.", "Take this away: it was written by mistake"]
    {
        assert!(form.contains(filled), "{filled} is missing");
    }
    let fields = [&ASKED[..], &[("withdraw", "yes")]].concat();
    done(sent(&support, &mut lead, "buy-in", &fields).await, "/cases/C-1#chose");
    let fields = [&SKILL[..], &[("withdraw", "yes")]].concat();
    done(sent(&support, &mut lead, "skill", &fields).await, "/cases/C-1#chose");
    let read = words(&lead.get("/cases/C-1").await.text);
    assert!(!read.contains("Change or take away"), "nothing is left of either: {read}");
}

#[tokio::test]
async fn the_councillors_two_pages_have_each_option_not_chosen_with_its_value_and_why() {
    let support = support(&FALSE_RECOVERY).await;
    two_ways(&support).await;
    backed(&support).await;
    written(&support).await;
    let view = read_paper(support.desk(), &operator(support.desk()), &"DP-1".parse().expect("a reference")).await.expect("reads");
    let told = report::text::document(&of(&view, Part::Summary), 200);
    for said in [
        "Run it better ourselves",
        "£340,000, as somebody estimated it. Worth £140,000 more than what is recommended",
        "Ruled out: Eight posts could not be filled.",
        "Stay as we are",
        "Unknown: nobody has written why",
        "Staff, support workers: 19 of 32 answered (59%); 12 for it; the rest is withheld as small numbers.",
        "Political groups: unknown, nobody has asked.",
        "Nobody lends these skills yet: Law of leases",
        "Middling.",
        "Two more months over 26 weeks.",
    ] {
        assert!(told.contains(said), "“{said}” is missing: {told}");
    }
    assert!(!told.contains("Why is it not the one?"), "why is written: {told}");
    assert!(told.lines().count() < 110, "two pages: {told}");
    // The same in the files that are taken away.
    for (part, format) in [(Part::Summary, Format::Word), (Part::One, Format::Word), (Part::One, Format::Excel)] {
        let text = text_of(&bytes(&view, part, format).expect("a file"));
        for said in ["Run it better ourselves", "Worth £140,000 more than what is recommended", "Law of leases"] {
            assert!(text.contains(said), "“{said}” is missing in {part:?} as {format:?}");
        }
    }
    let part_1 = report::text::document(&of(&view, Part::One), 200);
    assert!(
        part_1.contains("We would try it with one scheme first.") && part_1.contains("Skills it takes, and who lends them"),
        "{part_1}"
    );
}

#[tokio::test]
async fn a_decision_asks_about_what_goes_without_a_word_and_its_page_shows_what_stood_behind_it() {
    let support = support(&FALSE_RECOVERY).await;
    two_ways(&support).await;
    backed(&support).await;
    written(&support).await;
    let mut lead = support.lead().await;
    let mut director = excepted(&support, &mut lead).await;
    let form = words(&director.get("/cases/C-1/decide?change=contract").await.text);
    for said in ["Why was no option of some kinds looked at?", "voluntary or community", "Law of leases (12 days", "political groups"] {
        assert!(form.contains(said), "“{said}” is missing: {form}");
    }
    let version = support.case_version().await.to_string();
    let mut bare = decision(&version);
    bare.retain(|(name, _)| *name != "why_not_wider");
    let refused = director.post("/cases/C-1/decide", &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&refused.text);
    assert!(
        said.contains("Say why no option of these kinds was looked at") && said.contains("Say what is done about the skills"),
        "{said}"
    );
    let full = [&decision(&version)[..], &[("skills_missing", "Bought from the panel of solicitors.")]].concat();
    done(director.post("/cases/C-1/decide", &full).await, "/decisions/D-1");

    // A councillor sees it all, though the case is not theirs to open.
    let mut councillor = support.place.browser_as("scrutiny_member", support.desk().authority).await;
    let page = words(&councillor.get("/decisions/D-1").await.text);
    for said in [
        "How sure it was, and what would change it",
        "Middling.",
        "Two more months over 26 weeks.",
        "Worth £140,000 more than what is recommended",
        "No option voluntary or community: Nobody else in the county does this; asked in September.",
        "Staff, support workers",
        "19 of 32 answered (59%)",
        "Nobody lends these skills yet: Law of leases",
        "Bought from the panel of solicitors.",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    // Found afterwards: the decision stands as it was taken.
    let partner = support.place.partner.to_string();
    let mut fields = SKILL.to_vec();
    fields[6].1 = &partner;
    fields.push(("role", "Head of law"));
    done(sent(&support, &mut lead, "skill", &fields).await, "/cases/C-1#chose");
    assert!(words(&lead.get("/decisions/D-1").await.text).contains("Nobody lends these skills yet: Law of leases"));
}

#[tokio::test]
async fn a_paper_that_rests_on_shared_money_names_the_plan_and_the_form_keeps_the_choice() {
    let support = support(&FALSE_RECOVERY).await;
    let mut lead = support.lead().await;
    lead.get("/allocations/add").await;
    let fields = [
        ("title", "£1.2m for staying well at home"),
        ("purpose", "What to do with it"),
        ("year", "2027"),
        ("limit", "1,200,000"),
        ("recurrent", "800,000"),
        ("points_mean", "A hundredth of the best it could do."),
        ("accountable", "Cllr Ruth Aldous"),
    ];
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
    let mut tx = support.desk().read().await.expect("reads");
    let id = store::allocations::list(&mut tx, &operator(support.desk()).scope).await.expect("one")[0].id.to_string();
    drop(tx);
    lead.get("/cases/C-1/paper?service=S-1&change=contract").await;
    let fields = [&asked()[..], &[("allocation", id.as_str())]].concat();
    done(lead.post("/cases/C-1/paper", &fields).await, "/papers/DP-1");
    let page = words(&lead.get("/papers/DP-1").await.text);
    assert!(page.contains("AL-1 £1.2m for staying well at home: no plan is kept of it as its question stands now."), "{page}");
    let form = lead.get("/papers/DP-1/change").await.text;
    assert!(form.contains(&format!("<option value=\"{id}\" selected")), "the choice is kept");
}

#[tokio::test]
async fn where_the_plan_a_paper_rests_on_does_not_hold_the_way_on_is_its_limits_or_another_plan() {
    let support = support(&FALSE_RECOVERY).await;
    let mut lead = support.lead().await;
    lead.get("/allocations/add").await;
    let fields = [
        ("title", "£1.2m for staying well at home"),
        ("purpose", "What to do with it"),
        ("year", "2027"),
        ("limit", "1,200,000"),
        ("points_mean", "A hundredth of the best it could do."),
        ("accountable", "Cllr Ruth Aldous"),
    ];
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
    lead.get("/allocations/AL-1/add").await;
    let fields = [("version", "1"), ("candidates", "I; A new hall; 1,900,000; one-off; 90"), ("at_least_one", "I")];
    done(lead.post("/allocations/AL-1/add", &fields).await, "/allocations/AL-1");
    let mut tx = support.desk().read().await.expect("reads");
    let id = store::allocations::list(&mut tx, &operator(support.desk()).scope).await.expect("one")[0].id.to_string();
    drop(tx);
    lead.get("/cases/C-1/paper?service=S-1&change=contract").await;
    done(lead.post("/cases/C-1/paper", &[&asked()[..], &[("allocation", id.as_str())]].concat()).await, "/papers/DP-1");
    let mut director = excepted(&support, &mut lead).await;

    director.get("/cases/C-1/decide?change=contract").await;
    let version = support.case_version().await.to_string();
    let unkept = director.post("/cases/C-1/decide", &decision(&version)).await;
    assert_eq!(unkept.status, StatusCode::CONFLICT);
    assert!(
        unkept.text.contains("href=\"/allocations/AL-1\"") && words(&unkept.text).contains("Keep the plan of the shared money"),
        "{}",
        words(&unkept.text)
    );
    lead.get("/allocations/AL-1").await;
    done(lead.post("/allocations/AL-1/keep", &[]).await, "/allocations/AL-1#kept");
    let refused = director.post("/cases/C-1/decide", &decision(&version)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let said = words(&refused.text);
    assert!(
        said.contains("whose kept plan says: No plan keeps every limit.")
            && refused.text.contains("value=\"Let the service to a provider\""),
        "{said}"
    );
    for (way, at) in
        [("Change the limits of the shared money", "/allocations/AL-1"), ("Let the paper rest on another", "/papers/DP-1/change")]
    {
        assert!(said.contains(way) && refused.text.contains(&format!("href=\"{at}\"")), "{way}: {said}");
        assert_eq!(director.get(at).await.status, StatusCode::OK, "{at} opens for whoever is sent there");
    }
}

/// Asked, affirmed and excepted: gives the director, who may decide.
pub(super) async fn excepted(support: &Support, lead: &mut Browser) -> Browser {
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await;
    let mut director = support.director().await;
    director.get("/cases/C-1/readiness?change=contract").await;
    let fields = [
        ("role", "executive_director"),
        ("reason", "The lease ends in March."),
        ("review_on-day", "1"),
        ("review_on-month", "2"),
        ("review_on-year", "2027"),
    ];
    director.post("/readiness/R-1/exception", &fields).await;
    director
}
