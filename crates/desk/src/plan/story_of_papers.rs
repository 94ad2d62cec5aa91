//! A decision paper told whole: written, cleared, decided on, frozen, worked out again, and what is corrected afterwards.

use jiff::civil::date;
use methods::allocation::OwnSearch;
use model::audience::Scope;
use model::id::PaperId;
use model::paper::{Office, Paper, PaperKind, SectionOf};
use model::record::Record;
use model::reference::Reference;

use crate::error::DeskError;
use crate::house::case::read_home::{Why, read_home};
use crate::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
use crate::plan::ask_readiness::{AskReadiness, ask_readiness};
use crate::plan::decide::{Decide, decide};
use crate::plan::paper::clear_paper::{ClearPaper, clear_paper};
use crate::plan::paper::questions::questions;
use crate::plan::paper::read_decision::read_decision;
use crate::plan::paper::read_paper::{find_paper, read_paper};
use crate::plan::paper::verify_pack::{Came, verify, verify_decision};
use crate::plan::paper::view::PaperView;
use crate::plan::paper::write_paper::{AddWord, Word, WritePaper, add_word, write_paper};
use crate::plan::paper::write_section::{WriteSection, write_section};
use crate::plan::paper::{equality_digest, pack, still_clears};
use crate::plan::proceed_by_exception::{ProceedByException, proceed_by_exception};
use crate::plan::story::{FALSE_RECOVERY, Place, decision, place, tested};

pub(super) fn reference(said: &str) -> Reference {
    said.parse().expect("a reference")
}

pub(super) fn asked(place: &Place) -> WritePaper {
    WritePaper {
        paper: None,
        case: place.case,
        service: place.service,
        change: "procurement".into(),
        part: String::new(),
        kind: PaperKind::OptionsAppraisal,
        title: "Who should run housing-related support?".into(),
        recommends: "Let the service to a provider.\nNote the promises.".into(),
        reasons: "It keeps its homes and costs less.".into(),
        alternatives: "Staying as we are; a mutual.".into(),
        decides: "cabinet".into(),
        meets_on: Some(date(2026, 12, 15)),
        listed_on: Some(date(2026, 11, 16)),
        is_key: true,
        accountable: "Cllr Ruth Aldous, cabinet member for adults".into(),
        confidence: "Middling: one month has to be explained.".into(),
        would_change: "Two more months over 26 weeks.".into(),
        paragraph: Some(3),
        exempt_until: Some(date(2027, 6, 30)),
        exempt_because: "Prices are not agreed yet.".into(),
        allocation: None,
    }
}

pub(super) async fn written(place: &Place) -> Record<PaperId, Paper> {
    let (desk, lead) = (place.desk(), &place.lead);
    let paper = write_paper(desk, lead, asked(place)).await.expect("a paper");
    let says =
        |of, version, says: &str, exempt: &str| WriteSection { paper: paper.id, version, of, says: says.into(), exempt: exempt.into() };
    let paper = write_section(desk, lead, says(SectionOf::Equality, 1, "Nobody is worse off.", "")).await.expect("written");
    let ask = WriteSection {
        paper: paper.id,
        version: 2,
        of: SectionOf::Finance,
        says: "It saves money.".into(),
        exempt: "The bid was £412,000.".into(),
    };
    write_section(desk, lead, ask).await.expect("written")
}

/// Asked, affirmed and excepted, so that it may be decided.
pub(super) async fn excepted(place: &Place) {
    let desk = place.desk();
    let mut lead = place.lead.clone();
    lead.role_codes.push("cabinet".into());
    let lead = &lead;
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: String::new() };
    let check = ask_readiness(desk, lead, ask).await.expect("asked");
    affirm_readiness(desk, lead, AffirmReadiness { check: check.id, version: check.version, note: "I agree.".into() })
        .await
        .expect("affirmed");
    let ask = ProceedByException {
        check: check.id,
        role: "cabinet".into(),
        reason: "The grant ends in March.".into(),
        review_on: Some(date(2026, 12, 20)),
    };
    proceed_by_exception(desk, lead, ask).await.expect("an exception");
}

pub(super) fn decided(place: &Place, equality_read: Option<String>) -> Decide {
    Decide { equality_read, ..decision(place, 1) }
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> (&'static str, String) {
    match outcome {
        Err(DeskError::Refused { code, sentence }) => (code, sentence),
        other => panic!("a refusal was expected: {other:?}"),
    }
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> Vec<&'static str> {
    match outcome {
        Err(DeskError::Faults(faults)) => faults.iter().map(|fault| fault.field).collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

#[tokio::test]
async fn a_paper_without_an_accountable_member_or_taken_by_an_officer_though_key_is_refused_by_field() {
    let place = place(&FALSE_RECOVERY).await;
    let ask =
        WritePaper { accountable: " ".into(), confidence: String::new(), decides: "officer".into(), paragraph: Some(9), ..asked(&place) };
    assert_eq!(fields(write_paper(place.desk(), &place.lead, ask).await), ["accountable", "confidence", "decides", "paragraph"]);
    let mut bare = decision(&place, 1);
    (bare.accountable, bare.taken_by) = (String::new(), "the_mayor".into());
    assert_eq!(fields(decide(place.desk(), &place.lead, bare).await), ["accountable", "taken_by"]);
}

#[tokio::test]
async fn exempt_words_need_a_paragraph_and_are_not_there_for_who_may_not_see_them() {
    let place = place(&FALSE_RECOVERY).await;
    written(&place).await;
    let seen = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
    assert!(seen.has_exempt());
    let mut member = place.lead.clone();
    member.scope.sees_exempt = false;
    let open = read_paper(place.desk(), &member, &reference("DP-1")).await.expect("reads");
    assert!(!serde_json::to_string(&open).expect("JSON").contains("412,000"));
    let paper = open.paper.expect("a paper");
    let ask =
        WriteSection { paper: paper.id, version: paper.version, of: SectionOf::Finance, says: "It saves.".into(), exempt: "x".into() };
    assert_eq!(fields(write_section(place.desk(), &member, ask).await), ["exempt"]);
    // Who cannot see it cannot lose it.
    let ask =
        WriteSection { paper: paper.id, version: paper.version, of: SectionOf::Finance, says: "It saves.".into(), exempt: String::new() };
    write_section(place.desk(), &member, ask).await.expect("written");
    let seen = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
    assert!(seen.has_exempt());
}

#[tokio::test]
async fn who_may_not_see_what_is_exempt_cannot_end_its_exemption_and_nobody_can_while_it_has_words() {
    let place = place(&FALSE_RECOVERY).await;
    let paper = written(&place).await;
    let mut other = place.lead.clone();
    other.scope.sees_exempt = false;
    let sooner = || WritePaper { paper: Some((paper.id, paper.version)), exempt_until: Some(date(2026, 11, 22)), ..asked(&place) };
    assert_eq!(fields(write_paper(place.desk(), &other, sooner()).await), ["exempt_until"]);
    let none = || WritePaper { paragraph: None, exempt_until: None, exempt_because: String::new(), ..sooner() };
    assert_eq!(fields(write_paper(place.desk(), &other, none()).await), ["exempt_until", "paragraph"]);
    assert_eq!(fields(write_paper(place.desk(), &place.lead, none()).await), ["paragraph"]);
    write_paper(place.desk(), &place.lead, sooner()).await.expect("whoever sees it may");
}

#[tokio::test]
async fn a_clearance_holds_for_the_words_that_were_cleared() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let paper = written(&place).await;
    let ask = |version, office| ClearPaper { paper: paper.id, version, office, name: "Sam Hale".into(), note: String::new() };
    let cleared = clear_paper(desk, lead, ask(3, Office::Section151)).await.expect("cleared");
    let cleared = clear_paper(desk, lead, ask(cleared.version, Office::MonitoringOfficer)).await.expect("cleared");
    let holds = |paper: &Paper| Office::ALL.map(|office| paper.clearance(office).is_some_and(|given| still_clears(paper, given)));
    assert_eq!(holds(&cleared.noun), [true, true]);
    let word = Word::NotAgreed { says: "Too soon.".into(), by: "The Civic group".into() };
    let said = add_word(desk, lead, AddWord { paper: paper.id, version: cleared.version, word }).await.expect("kept");
    assert_eq!(holds(&said.noun), [true, true], "who does not agree changes nothing that was cleared");
    let ask = WriteSection {
        paper: paper.id,
        version: said.version,
        of: SectionOf::Risk,
        says: "A provider fails.".into(),
        exempt: String::new(),
    };
    let changed = write_section(desk, lead, ask).await.expect("written");
    assert_eq!(holds(&changed.noun), [false, false]);
}

#[tokio::test]
async fn a_partner_neither_reads_nor_writes_the_exempt_part_of_the_council_though_its_role_sees_its_own() {
    let place = place(&FALSE_RECOVERY).await;
    let paper = written(&place).await;
    let mut partner = place.lead.clone();
    partner.organisation = place.desk().new_id();
    partner.scope =
        Scope { organisation: partner.organisation, is_owner_staff: false, sees_drafts: false, is_partner: true, ..partner.scope };
    assert!(partner.scope.sees_exempt);
    let open = read_paper(place.desk(), &partner, &reference("DP-1")).await.expect("reads");
    assert!(!open.has_exempt() && open.keeps_back);
    let form = find_paper(place.desk(), &partner, &reference("DP-1")).await.expect("a form");
    assert!(form.noun.sections.iter().all(|section| section.exempt.is_empty()));
    let ask = |exempt: &str| WriteSection {
        paper: paper.id,
        version: 3,
        of: SectionOf::Finance,
        says: "It saves.".into(),
        exempt: exempt.into(),
    };
    assert_eq!(fields(write_section(place.desk(), &partner, ask("The bid was £1.")).await), ["exempt"]);
    write_section(place.desk(), &partner, ask("")).await.expect("written");
    let seen = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
    assert!(seen.has_exempt(), "what was not seen was not lost");
}

#[tokio::test]
async fn who_does_not_see_exempt_words_sees_whether_the_paper_is_cleared_and_that_something_is_kept_back() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let mut officer = lead.clone();
    officer.scope.sees_exempt = false;
    let paper = written(&place).await;
    let ask = ClearPaper { paper: paper.id, version: 3, office: Office::Section151, name: "Sam Hale".into(), note: String::new() };
    let cleared = clear_paper(desk, lead, ask).await.expect("cleared");
    let holds = |view: &PaperView| {
        let paper = &view.paper.as_ref().expect("a paper").noun;
        paper.clearance(Office::Section151).is_some_and(|given| still_clears(paper, given))
    };
    let open = read_paper(desk, &officer, &reference("DP-1")).await.expect("reads");
    assert!(holds(&open) && !open.has_exempt() && open.keeps_back);
    assert!(holds(&open.without_exempt()), "taken out twice, it is the same");

    // Cleared with no exempt words in it, then exempt words were written: what is left reads as it was cleared, and is not.
    let ask = |version, exempt: &str| WriteSection {
        paper: paper.id,
        version,
        of: SectionOf::Finance,
        says: "It saves money.".into(),
        exempt: exempt.into(),
    };
    let emptied = write_section(desk, lead, ask(cleared.version, "")).await.expect("written");
    let office = Office::Section151;
    let clear = ClearPaper { paper: paper.id, version: emptied.version, office, name: "Sam Hale".into(), note: String::new() };
    let cleared = clear_paper(desk, lead, clear).await.expect("cleared");
    write_section(desk, lead, ask(cleared.version, "The bid was £500,000.")).await.expect("written");
    let open = read_paper(desk, &officer, &reference("DP-1")).await.expect("reads");
    assert!(!holds(&open));
}

#[tokio::test]
async fn questions_come_from_what_this_very_paper_leaves_open() {
    let place = place(&FALSE_RECOVERY).await;
    written(&place).await;
    let view = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
    let said = questions(&view).join(" ");
    assert!(said.contains("Nobody has asked whether the issue is being solved or moved"), "{said}");
    assert!(said.contains("Who was asked, and what did they say?") && !said.contains("Who could be worse off"), "{said}");
    assert!(said.contains("section 151 officer has not cleared"), "{said}");
    excepted(&place).await;
    let view = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
    let said = questions(&view).join(" ");
    assert!(!said.contains("Nobody has asked") && said.contains("The readiness check says not"), "{said}");
}

#[tokio::test]
async fn a_decision_asks_whether_equality_was_read_in_these_very_words_and_freezes_its_evidence() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let paper = written(&place).await;
    excepted(&place).await;
    assert_eq!(fields(decide(desk, lead, decided(&place, None)).await), ["equality_read"]);
    let digest = equality_digest(&paper.noun);
    let ask =
        WriteSection { paper: paper.id, version: 3, of: SectionOf::Equality, says: "Some are worse off.".into(), exempt: String::new() };
    let paper = write_section(desk, lead, ask).await.expect("written");
    assert_eq!(refusal(decide(desk, lead, decided(&place, digest)).await).0, "equality_changed");
    let officer = Decide { taken_by: "officer".into(), ..decided(&place, equality_digest(&paper.noun)) };
    assert_eq!(refusal(decide(desk, lead, officer).await).0, "key_decision");

    let made = decide(desk, lead, decided(&place, equality_digest(&paper.noun))).await.expect("decided");
    assert_eq!(made.noun.paper, Some(paper.id));
    assert_eq!(made.noun.equality_read.as_ref().map(|read| read.name.as_str()), Some("Operator"));
    let verified = verify_decision(desk, lead, &reference("D-1")).await.expect("worked out");
    assert!(verified.is_equal(), "{verified:?}");
    assert!(verified.figures.len() == 1, "the place has no issue yet: the answer of the check alone");

    let ask = WriteSection { paper: paper.id, version: paper.version, of: SectionOf::Risk, says: "None.".into(), exempt: String::new() };
    assert_eq!(refusal(write_section(desk, lead, ask).await).0, "decided", "what was decided on stays as it was");
    let seen = read_paper(desk, lead, &reference("D-1")).await.expect("reads");
    assert_eq!(
        seen.paper.expect("its paper").noun.section(SectionOf::Equality).map(|said| said.says.as_str()),
        Some("Some are worse off.")
    );
    let expected: Vec<_> = seen.promises.iter().map(|promise| (promise.noun.what.as_str(), promise.noun.decision)).collect();
    assert_eq!(expected, [("Still under 26 weeks", Some(made.id))], "what is expected is frozen with it");
}

#[tokio::test]
async fn a_pack_whose_bytes_were_altered_is_refused_and_a_figure_that_differs_is_named() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    tested(&place).await;
    excepted(&place).await;
    let made = decide(desk, lead, decided(&place, None)).await.expect("decided");
    let verified = verify_decision(desk, lead, &reference("D-1")).await.expect("worked out");
    assert!(verified.is_equal(), "{verified:?}");
    let methods: Vec<&str> = verified.figures.iter().map(|again| again.method.split(',').next().unwrap_or_default()).collect();
    assert_eq!(methods, ["evidence-standard", "spc-xmr", "readiness"]);

    let mut altered = pack::open_pack(desk, &made.noun, "D-1").expect("opens");
    altered.worked[0].answer["figures"]["mean"] = serde_json::json!(1.5);
    let Came::Otherwise(differs) = &verify(&altered, &OwnSearch)[0].came else { panic!("it differs") };
    assert!(differs[0].starts_with("figures, mean was kept as 1.5 and comes out as "), "{differs:?}");

    let digest = made.noun.pack.expect("a pack");
    let file = desk.shelf.dir().join(&digest);
    let mut bytes = std::fs::read(&file).expect("reads");
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    std::fs::write(&file, bytes).expect("writes");
    let (code, said) = refusal(verify_decision(desk, lead, &reference("D-1")).await);
    assert_eq!(code, "pack_altered");
    assert!(said.contains(&digest) && said.contains("back-up"), "{said}");
}

#[tokio::test]
async fn figures_corrected_after_a_decision_are_said_and_later_months_are_not() {
    let place = place(&FALSE_RECOVERY).await;
    let lead = &place.lead;
    tested(&place).await;
    excepted(&place).await;
    decide(place.desk(), lead, decided(&place, None)).await.expect("decided");
    let later = place.on(date(2026, 12, 10));
    let point = |period: &str, value: f64| testkit::nouns::point(later.new_id(), place.measure, period, value, later.now());
    let mut write = later.write(lead).await.expect("writes");
    store::observations::save_many(&mut write.tx, &[point("2026-11", 24.0)]).await.expect("kept");
    write.commit("prepare", "test", None, "November came in.").await.expect("a commit");
    let view = read_decision(&later, lead, &reference("D-1")).await.expect("reads");
    assert_eq!(view.changed, Vec::<String>::new());

    let mut write = later.write(lead).await.expect("writes");
    store::observations::save_many(&mut write.tx, &[point("2026-10", 24.0)]).await.expect("corrected");
    write.commit("prepare", "test", None, "October was corrected.").await.expect("a commit");
    let view = read_decision(&later, lead, &reference("D-1")).await.expect("reads");
    assert_eq!(view.changed.len(), 1, "{:?}", view.changed);
    assert!(
        view.changed[0].starts_with(
            "October 2026 of “Median weeks before a planned move-on” was corrected on 10 December 2026: the decision rested on 32"
        ),
        "{:?}",
        view.changed
    );
    assert!(verify_decision(&later, lead, &reference("D-1")).await.expect("worked out").is_equal(), "the pack itself stands");

    let days_later = place.on(date(2026, 12, 15));
    let home = read_home(&days_later, lead, days_later.now()).await.expect("a first page");
    let looks: Vec<_> = home.to_look.iter().filter(|look| matches!(look.why, Why::EvidenceChanged(_))).map(|look| look.on).collect();
    assert_eq!(looks, [date(2026, 12, 10)], "the day it was corrected, not the day it is read");
}
