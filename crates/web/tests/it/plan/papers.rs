//! A decision paper by its forms: written, kept apart in two parts, taken away as files, decided on, worked out again.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use desk::house::set_up::operator;
use desk::plan::paper::read_paper::read_paper;
use web::plan::paper_bytes::{Format, bytes};
use web::plan::paper_document::{Part, of};

use super::support::{FALSE_RECOVERY, Support, decision, done, support};
use crate::browser::{Browser, words};

const SECRET: &str = "The bid was four hundred and twelve thousand";

pub(super) fn asked<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("service", "S-1"),
        ("change", "contract"),
        ("part", ""),
        ("kind", "options_appraisal"),
        ("title", "Who should run housing-related support?"),
        ("recommends", "Let the service to a provider.\nNote the promises."),
        ("reasons", "It keeps its homes."),
        ("alternatives", "Staying as we are; a mutual."),
        ("accountable", "Cllr Ruth Aldous, cabinet member for adults"),
        ("confidence", "Middling."),
        ("would_change", "Two more months over 26 weeks."),
        ("decides", "cabinet"),
        ("is_key", "yes"),
        ("meets_on-day", "15"),
        ("meets_on-month", "12"),
        ("meets_on-year", "2026"),
        ("paragraph", "3"),
        ("exempt_until-day", "30"),
        ("exempt_until-month", "6"),
        ("exempt_until-year", "2027"),
        ("exempt_because", "Prices are not agreed yet."),
    ]
}

pub(super) async fn written(support: &Support) {
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/paper?service=S-1&change=contract").await;
    done(lead.post("/cases/C-1/paper", &asked()).await, "/papers/DP-1");
    lead.get("/papers/DP-1/section?of=finance").await;
    let fields = [("version", "1"), ("of", "finance"), ("says", "It saves money."), ("exempt", SECRET)];
    done(lead.post("/papers/DP-1/section", &fields).await, "/papers/DP-1");
}

/// Follows every link of these pages as this person: none may lead to a place that is shut or not there.
async fn every_link_opens(browser: &mut Browser, pages: &[&str]) {
    let mut links = std::collections::BTreeSet::new();
    for path in pages {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let hrefs = page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.extend(hrefs.filter(|href| href.starts_with('/') && !href.ends_with(".pdf")).map(|href| href.replace("&amp;", "&")));
    }
    for link in links {
        let status = browser.get(&link).await.status;
        assert!(status.is_success() || status.is_redirection(), "{link} answers {status}");
    }
}

/// Every part of a Word file that is text.
pub(super) fn text_of(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut part = String::new();
        let _ = zip.by_index(at).expect("a part").read_to_string(&mut part);
        all.push_str(&part);
    }
    all
}

#[tokio::test]
async fn a_paper_is_begun_by_its_form_and_what_is_missing_reads_unknown() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/paper?service=S-1&change=contract").await;
    let mut bare = asked();
    bare.retain(|(name, _)| !["accountable", "is_key"].contains(name));
    let refused = lead.post("/cases/C-1/paper", &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&refused.text);
    assert!(said.contains("Say whether it is a key decision") && refused.text.contains("Let the service to a provider."), "{said}");
    bare.push(("is_key", "yes"));
    let refused = words(&lead.post("/cases/C-1/paper", &bare).await.text);
    assert!(refused.contains("Name the elected member who answers for what is valued here"), "{refused}");

    written(&support).await;
    let page = words(&lead.get("/papers/DP-1").await.text);
    for said in [
        "Cabinet is asked to decide on 15 December 2026",
        "Not published; it has to be by 16 November 2026",
        "Until 24 December 2026, if it is published by 17 December 2026",
        "Unknown: nobody has written this yet",
        "Unknown: the readiness check has not been asked",
        "An exempt part goes with this paper, under paragraph 3",
        "October 2026",
    ] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    assert!(!page.contains(SECRET), "what is exempt is not on the page");
}

#[tokio::test]
async fn nothing_exempt_is_in_part_1_or_the_summary_and_part_2_is_not_there_for_who_may_not_see_it() {
    let support = support(&FALSE_RECOVERY).await;
    written(&support).await;
    let mut lead = support.lead().await;
    let part_2 = lead.get("/papers/DP-1/file/part-2.docx").await;
    assert_eq!(part_2.status, StatusCode::OK);
    let actor = operator(support.desk());
    let view = read_paper(support.desk(), &actor, &"DP-1".parse().expect("a reference")).await.expect("reads");
    assert!(view.has_exempt(), "it is there to leak");
    assert!(text_of(&bytes(&view, Part::Two, Format::Word).expect("a file")).contains(SECRET));
    for part in [Part::One, Part::Summary] {
        assert!(!format!("{:?}", of(&view, part)).contains(SECRET), "{part:?}");
        assert!(!text_of(&bytes(&view, part, Format::Word).expect("a file")).contains(SECRET), "{part:?}");
    }
    let open = of(&view.clone().without_exempt(), Part::One);
    assert_eq!(format!("{open:?}"), format!("{:?}", of(&view, Part::One)), "Part 1 does not depend on who prints it");
    let mut analyst = support.place.browser_as("analyst", support.desk().authority).await;
    assert_eq!(analyst.get("/papers/DP-1/file/part-2.docx").await.status, StatusCode::NOT_FOUND);
    let page = analyst.get("/papers/DP-1").await;
    assert!(!page.text.contains("part-2") && !page.text.contains(SECRET));
    assert!(words(&page.text).contains("An exempt part goes with this paper, under paragraph 3"));
    assert_eq!(lead.get("/papers/DP-1/file/part-1.exe").await.status, StatusCode::NOT_FOUND);
    assert_eq!(lead.get("/papers/DP-1/file/part-9.docx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_decision_has_its_page_its_paper_as_decided_and_its_evidence_worked_out_again() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    written(&support).await;
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/cases/C-1/readiness", &[("service", "S-1"), ("change", "contract"), ("part", "")]).await;
    lead.get("/cases/C-1/readiness?change=contract").await;
    lead.post("/readiness/R-1/affirm", &[("version", "1"), ("note", "I agree.")]).await;
    let mut director = support.place.browser_as("executive_director", support.desk().authority).await;
    director.get("/cases/C-1/readiness?change=contract").await;
    let fields = [
        ("role", "executive_director"),
        ("reason", "The lease ends in March."),
        ("review_on-day", "1"),
        ("review_on-month", "2"),
        ("review_on-year", "2027"),
    ];
    director.post("/readiness/R-1/exception", &fields).await;
    let version = support.case_version().await.to_string();
    director.get("/cases/C-1/decide?change=contract").await;
    let mut bare = decision(&version);
    bare.retain(|(name, _)| *name != "accountable");
    let refused = director.post("/cases/C-1/decide", &bare).await;
    assert!(words(&refused.text).contains("Name the elected member who answers"), "{}", words(&refused.text));
    done(director.post("/cases/C-1/decide", &decision(&version)).await, "/decisions/D-1");

    let page = lead.get("/decisions/D-1").await;
    let said = words(&page.text);
    for part in ["Cllr Ruth Aldous, cabinet member for adults", "Still under 26 weeks", "The lease ends in March.", "Word of Part 1"] {
        assert!(said.contains(part), "“{part}” is missing: {said}");
    }
    assert!(!said.contains("Decision evidence changed"));
    let verified = words(&lead.get("/decisions/D-1/verify").await.text);
    assert!(verified.contains("Equal") && verified.contains("evidence-standard, edition") && !verified.contains("Not equal"), "{verified}");
    assert!(words(&lead.get("/papers/DP-1").await.text).contains("A decision was taken on this paper"));

    // What was decided on is for members, though it was never listed; its case, its check and its issues are not.
    let mut councillor = support.place.browser_as("scrutiny_member", support.desk().authority).await;
    every_link_opens(&mut councillor, &["/", "/papers", "/papers/DP-1", "/decisions/D-1", "/decisions/D-1/verify"]).await;
    for shut in ["/cases/C-1", "/cases/C-1/readiness", "/readiness/R-1", "/issues/I-1"] {
        assert_eq!(councillor.get(shut).await.status, StatusCode::NOT_FOUND, "{shut}");
    }
    let said = words(&councillor.get("/decisions/D-1").await.text);
    assert!(said.contains("R-1: Not ready") && said.contains("The lease ends in March."), "{said}");
    assert!(words(&lead.get("/check").await.text).contains("The evidence pack of one decision was worked out again"));

    let mut tx = support.desk().read().await.expect("reads");
    let scope = operator(support.desk()).scope;
    let pack = store::decisions::by_case(&mut tx, &scope, support.case).await.expect("decisions")[0].noun.pack.clone().expect("a pack");
    drop(tx);
    let file = support.desk().shelf.dir().join(&pack);
    let mut altered = std::fs::read(&file).expect("reads");
    altered[100] ^= 1;
    std::fs::write(&file, altered).expect("writes");
    let refused = words(&lead.get("/decisions/D-1/verify").await.text);
    assert!(refused.contains("Not checked") && refused.contains("was altered"), "{refused}");
    let page = lead.get("/decisions/D-1").await;
    assert_eq!(page.status, StatusCode::OK, "the page itself stands");
    let checked = words(&lead.get("/check").await.text);
    assert!(checked.contains("The evidence pack of D-1, decided on") && checked.contains("Something is not as it was kept"), "{checked}");
}

#[tokio::test]
async fn a_business_case_has_its_five_cases_and_who_does_not_agree_and_what_members_put_first_are_printed() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/paper?service=S-1&change=contract").await;
    let mut fields = asked();
    fields[3].1 = "business_case";
    done(lead.post("/cases/C-1/paper", &fields).await, "/papers/DP-1");
    lead.get("/papers/DP-1/not-agreed").await;
    let fields = [("version", "1"), ("says", "The saving was put in before anybody looked."), ("by", "The Civic group")];
    done(lead.post("/papers/DP-1/not-agreed", &fields).await, "/papers/DP-1");
    lead.get("/papers/DP-1/priority").await;
    let fields = [("version", "2"), ("says", "No one leaves a hostel to sleep rough."), ("by", "Full council")];
    done(lead.post("/papers/DP-1/priority", &fields).await, "/papers/DP-1");
    let actor = operator(support.desk());
    let view = read_paper(support.desk(), &actor, &"DP-1".parse().expect("a reference")).await.expect("reads");
    let told = report::text::document(&of(&view, Part::One), 100);
    let mut rest = told.as_str();
    for case in ["Strategic case", "Economic case", "Commercial case", "Financial case", "Management case"] {
        rest = rest.split_once(case).unwrap_or_else(|| panic!("“{case}” is missing, or out of order: {told}")).1;
    }
    for said in ["before anybody looked", "The Civic group", "to sleep rough", "Full council"] {
        assert!(told.contains(said), "“{said}” is missing: {told}");
    }
}

#[tokio::test]
async fn a_councillor_finds_a_paper_on_the_first_page_once_it_is_listed() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    written(&support).await;
    let mut councillor = support.place.browser_as("scrutiny_member", support.desk().authority).await;
    assert!(words(&councillor.get("/").await.text).contains("No paper is listed yet."));
    assert_eq!(councillor.get("/papers/DP-1").await.status, StatusCode::NOT_FOUND);

    let mut lead = support.lead().await;
    assert!(!lead.get("/").await.text.contains("Papers listed for members"));
    lead.get("/papers/DP-1/change").await;
    let listed = [("version", "2"), ("listed_on-day", "16"), ("listed_on-month", "11"), ("listed_on-year", "2026")];
    done(lead.post("/papers/DP-1/change", &[&asked()[..], &listed[..]].concat()).await, "/papers/DP-1");
    let home = councillor.get("/").await;
    assert!(
        home.text.contains("<a class=\"govuk-link\" href=\"/papers/DP-1\">Who should run housing-related support?</a>"),
        "{}",
        home.text
    );
    let said = words(&home.text);
    assert!(said.contains("| Cabinet | | 15 December 2026 | | Listed for members on 16 November 2026 |"), "{said}");
    let page = words(&councillor.get("/papers/DP-1").await.text);
    assert!(page.contains("People stay too long before moving on") && page.contains("October 2026"), "its evidence comes along: {page}");
    every_link_opens(&mut councillor, &["/", "/papers", "/papers/DP-1"]).await;
    assert_eq!(councillor.get("/cases/C-1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_summary_for_councillors_has_the_options_not_chosen_and_questions_of_this_very_paper() {
    let support = support(&FALSE_RECOVERY).await;
    support.tested().await;
    written(&support).await;
    let actor = operator(support.desk());
    let view = read_paper(support.desk(), &actor, &"DP-1".parse().expect("a reference")).await.expect("reads");
    let told = report::text::document(&of(&view, Part::Summary), 100);
    for said in ["Questions to ask of this paper", "Nobody has asked whether the issue is being solved or moved", "Options not chosen"] {
        assert!(told.contains(said), "“{said}” is missing: {told}");
    }
    assert!(told.lines().count() < 110, "two pages: {told}");
}
