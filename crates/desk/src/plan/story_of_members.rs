//! Papers as an elected member sees them: listed or decided on, with nothing sealed in them, while the case stays with partners.

use model::audience::Scope;
use model::role::Permission;
use serde_json::json;

use crate::actor::Actor;
use crate::error::DeskError;
use crate::house::case::read_case::find_case;
use crate::house::case::read_home::read_home;
use crate::plan::decide::decide;
use crate::plan::paper::list_papers::list_papers;
use crate::plan::paper::pack::open_pack;
use crate::plan::paper::read_decision::read_decision;
use crate::plan::paper::read_paper::read_paper;
use crate::plan::paper::verify_pack::{Came, verify_decision};
use crate::plan::paper::write_paper::{WritePaper, write_paper};
use crate::plan::paper::{equality_digest, questions::questions};
use crate::plan::read_check::{read_check, read_exception};
use crate::plan::read_readiness::{Of, ReadReadiness, read_readiness_view};
use crate::plan::story::{FALSE_RECOVERY, Place, place, tested};
use crate::plan::story_of_papers::{asked, decided, excepted, reference, written};

/// Sees what is for members, and neither drafts nor what is sealed.
fn member(place: &Place) -> Actor {
    let scope = Scope {
        is_owner_staff: false,
        sees_drafts: false,
        sees_sealed: false,
        is_member: true,
        is_partner: false,
        ..place.lead.scope.clone()
    };
    Actor { scope, permissions: [Permission::ReadCases, Permission::ReadPerformance].into(), ..place.lead.clone() }
}

fn is_not_there<T: std::fmt::Debug>(outcome: Result<T, DeskError>) {
    assert!(matches!(outcome, Err(DeskError::NotFound)), "{outcome:?}");
}

/// The case itself, its readiness page and its kept answer stay with partners.
async fn the_case_stays_shut(place: &Place, member: &Actor) {
    let desk = place.desk();
    is_not_there(find_case(desk, member, &reference("C-1")).await);
    is_not_there(read_readiness_view(desk, member, &Of::Case(reference("C-1")), &ReadReadiness::default()).await);
}

#[tokio::test]
async fn a_member_reads_a_paper_from_the_day_it_is_listed_and_always_after_and_never_its_case() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    let (desk, lead, member) = (place.desk(), &place.lead, member(&place));
    let begun = write_paper(desk, lead, WritePaper { listed_on: None, ..asked(&place) }).await.expect("begun");
    is_not_there(read_paper(desk, &member, &reference("DP-1")).await);
    assert!(list_papers(desk, &member).await.expect("a list").is_empty());
    assert_eq!(list_papers(desk, lead).await.expect("a list").len(), 1, "partners see it from the first day");

    let ask = WritePaper { paper: Some((begun.id, begun.version)), ..asked(&place) };
    let listed = write_paper(desk, lead, ask).await.expect("listed");
    let view = read_paper(desk, &member, &reference("DP-1")).await.expect("reads");
    assert_eq!(view.issues.len(), 1, "what is neither sealed nor exempt nor a draft comes along, though its record is for partners");
    assert!(!view.leaves_out && !questions(&view).is_empty());
    let home = read_home(desk, &member, desk.now()).await.expect("a first page");
    let titles: Vec<_> = home.papers.iter().flatten().map(|listed| listed.paper.noun.title.as_str()).collect();
    assert_eq!(titles, ["Who should run housing-related support?"]);
    assert!(read_home(desk, lead, desk.now()).await.expect("a first page").papers.is_none(), "an officer’s papers stand in their cases");

    let ask = WritePaper { paper: Some((listed.id, listed.version)), listed_on: None, ..asked(&place) };
    write_paper(desk, lead, ask).await.expect("changed");
    read_paper(desk, &member, &reference("DP-1")).await.expect("it is never narrowed again");
    the_case_stays_shut(&place, &member).await;

    // Where its case is sealed the paper does not open, and stands in no list that leads to it.
    let mut write = desk.write(lead).await.expect("writes");
    let mut case = store::cases::find(&mut write.tx, &desk.own_scope(), place.case).await.expect("the case");
    case.sealed = true;
    store::cases::save(&mut write.tx, &case).await.expect("saved");
    write.commit("prepare", "test", None, "The case was sealed.").await.expect("commits");
    is_not_there(read_paper(desk, &member, &reference("DP-1")).await);
    assert!(list_papers(desk, &member).await.expect("a list").is_empty());
}

#[tokio::test]
async fn a_paper_that_was_decided_on_is_for_members_with_its_decision_and_its_evidence() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    let (desk, lead, member) = (place.desk(), &place.lead, member(&place));
    write_paper(desk, lead, WritePaper { listed_on: None, ..asked(&place) }).await.expect("begun");
    excepted(&place).await;
    is_not_there(read_paper(desk, &member, &reference("DP-1")).await);
    decide(desk, lead, decided(&place, None)).await.expect("decided");

    for of in ["DP-1", "D-1"] {
        let view = read_paper(desk, &member, &reference(of)).await.expect("reads");
        assert_eq!(view.paper.expect("its paper").audience, model::audience::Audience::Members, "{of}: frozen as members see it");
    }
    let view = read_decision(desk, &member, &reference("D-1")).await.expect("reads");
    assert_eq!(view.case.id, place.case);
    let verified = verify_decision(desk, &member, &reference("D-1")).await.expect("worked out");
    assert!(verified.is_equal() && verified.figures.iter().any(|again| again.of == "People stay too long before moving on"));
    let listed = list_papers(desk, &member).await.expect("a list");
    assert_eq!(listed[0].decision.as_ref().map(|decision| decision.id), Some(view.decision.id));
    is_not_there(read_check(desk, &member, &reference("R-1")).await);
    is_not_there(read_exception(desk, &member, view.exception.expect("public").reference.as_ref().expect("a reference")).await);
    the_case_stays_shut(&place, &member).await;
}

const TITLE: &str = "People stay too long before moving on";

/// Decided with a known issue that is sealed.
async fn sealed(place: &Place) {
    let (desk, lead) = (place.desk(), &place.lead);
    let (issue, _) = tested(place).await;
    let mut write = desk.write(lead).await.expect("writes");
    let mut issue = store::issues::find(&mut write.tx, &lead.scope, issue.id).await.expect("an issue");
    issue.sealed = true;
    store::issues::save(&mut write.tx, &issue).await.expect("sealed");
    write.commit("prepare", "test", None, "The issue was sealed.").await.expect("a commit");
    let paper = written(place).await;
    excepted(place).await;
    decide(desk, lead, decided(place, equality_digest(&paper.noun))).await.expect("decided");
}

#[tokio::test]
async fn what_is_sealed_stands_in_no_paper_nor_any_reason_that_speaks_of_it() {
    let place = place(&FALSE_RECOVERY).await;
    sealed(&place).await;
    let (desk, lead, member) = (place.desk(), &place.lead, member(&place));
    let decision = read_decision(desk, lead, &reference("D-1")).await.expect("reads").decision;
    let frozen = open_pack(desk, &decision.noun, "D-1").expect("a pack");
    assert!(json!(frozen.paper).to_string().contains(TITLE), "it is there to leak");
    for (actor, of) in [(lead, "D-1"), (&member, "D-1"), (&member, "DP-1")] {
        let view = read_paper(desk, actor, &reference(of)).await.expect("reads");
        assert!(!json!(view).to_string().contains(TITLE), "{of}");
        let check = view.check.expect("the answer stands").noun;
        assert_eq!(check.answer, frozen.answer.answer);
        assert!(check.reasons.iter().all(|reason| reason.issue.is_none()) && check.earliest.is_empty() && view.leaves_out, "{check:?}");
        assert!(view.issues.is_empty() && view.results.is_empty() && view.sources.is_empty());
    }
}

#[tokio::test]
async fn a_sealed_result_that_differs_is_told_without_its_name_and_check_now_tells_its_pack() {
    let place = place(&FALSE_RECOVERY).await;
    sealed(&place).await;
    let (desk, lead, member) = (place.desk(), &place.lead, member(&place));
    let of = async |actor: &Actor| verify_decision(desk, actor, &reference("D-1")).await.expect("worked out");
    assert!(of(lead).await.figures[0].of == TITLE && of(&member).await.is_equal());
    let checked = crate::house::check_now::check_now(desk, lead).await.expect("checks");
    assert_eq!((checked.packs.same, checked.is_well()), (1, true), "{checked:?}");

    // Frozen with another figure, behind the product’s back.
    let mut decision = read_decision(desk, lead, &reference("D-1")).await.expect("reads").decision;
    let mut altered = open_pack(desk, &decision.noun, "D-1").expect("a pack");
    altered.worked[0].answer["figures"]["mean"] = json!(1.5);
    decision.noun.pack = Some(desk.shelf.put(json!(altered).to_string().as_bytes()).expect("kept"));
    let mut write = desk.write(lead).await.expect("writes");
    store::decisions::save(&mut write.tx, &decision).await.expect("saved");
    write.commit("tamper", "test", None, "Altered.").await.expect("commits");

    let told = &of(&member).await.figures[0];
    assert_eq!((told.of.as_str(), &told.came), ("A result that is sealed", &Came::Otherwise(vec!["it differs".into()])));
    for (actor, differs) in
        [(lead, "People stay too long before moving on: figures, mean was kept as 1.5"), (&member, "A result that is sealed: it differs")]
    {
        let checked = crate::house::check_now::check_now(desk, actor).await.expect("checks");
        let [one] = checked.packs.otherwise.as_slice() else { panic!("{checked:?}") };
        assert!(!checked.is_well() && one.kept.starts_with("The evidence pack of D-1") && one.differs[0].starts_with(differs), "{one:?}");
    }
    let nobody = Actor { permissions: Default::default(), ..member };
    let checked = crate::house::check_now::check_now(desk, &nobody).await.expect("checks");
    assert_eq!((checked.packs.otherwise[0].kept.as_str(), checked.packs.otherwise[0].differs.len()), ("One that you cannot see", 0));

    // A pack whose bytes are not there any more is told too.
    let gone = decision.noun.pack.expect("a pack");
    std::fs::remove_file(desk.shelf.dir().join(&gone)).expect("removed");
    let checked = crate::house::check_now::check_now(desk, lead).await.expect("checks");
    assert!(checked.packs.otherwise[0].differs[0].contains("is not there"), "{checked:?}");
}
