//! Mending and taking out what could be done with the money, and the case an allocation belongs to.

use model::allocation::{Allocation, MoneyLimit};
use model::audience::Audience;
use model::id::{AllocationId, CaseId};
use model::record::Record;
use quantity::Money;
use testkit::nouns;

use super::add_candidates::{AddCandidates, add_candidates};
use super::candidate_lines::{described, written_of};
use super::forecast_duty::{ForecastDuty, forecast_duty};
use super::keep_plan::keep_plan;
use super::mend_candidate::{MendCandidate, mend_candidate, needed};
use super::name_case::{NameCase, name_case};
use super::open_allocation::{OpenAllocation, open_allocation};
use super::pasted;
use super::read_allocation::read_allocation;
use super::set_members_priority::{SetMembersPriority, set_members_priority};
use super::take_out_candidate::{TakeOutCandidate, consequences, take_out_candidate};
use crate::actor::Actor;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::testing::{Bench, bench, may_everything};

type Kept = Record<AllocationId, Allocation>;

async fn opened(bench: &Bench, us: &Actor) -> Kept {
    let all = MoneyLimit { name: "all money".into(), amounts: vec![Money::from_pounds(100)], ..MoneyLimit::default() };
    let ask = OpenAllocation {
        title: "A hundred pounds".into(),
        purpose: "To try it".into(),
        fund: None,
        case: None,
        year: 2027,
        years: 1,
        points_mean: "Agreed by three people".into(),
        accountable: "Cllr Ruth Aldous".into(),
        limits: vec![all],
        floors: Vec::new(),
    };
    let record = open_allocation(&bench.desk, us, ask).await.expect("opened");
    let ask = AddCandidates {
        allocation: record.id,
        version: record.version,
        candidates: pasted::candidates("A; Classes; 60; r; 30\nB; Checks; 50; r; 20\nC; Drivers; 40; r; 19\nD; Calls; 10; r; 1", 1)
            .expect("four"),
        needs: vec![model::allocation::Needs { code: "D".into(), needs: "B".into() }],
        not_together: vec![vec!["A".into(), "B".into()]],
        at_least_one: vec![vec!["A".into(), "C".into()]],
        today: vec!["A".into()],
    };
    add_candidates(&bench.desk, us, ask).await.expect("added")
}

fn mend(record: &Kept, code: &str, title: &str, points: i64, said: &str, needs: &[&str]) -> MendCandidate {
    MendCandidate {
        allocation: record.id,
        version: record.version,
        code: code.into(),
        title: title.into(),
        points: Some(points),
        described: described(said, 2027, &[].into()).expect("lines"),
        needs: needs.iter().map(|code| (*code).to_owned()).collect(),
    }
}

fn out(record: &Kept, code: &str, because: &str) -> TakeOutCandidate {
    TakeOutCandidate { allocation: record.id, version: record.version, code: code.into(), because: because.into() }
}

fn fault<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> (&'static str, String) {
    match outcome {
        Err(DeskError::Faults(mut faults)) => {
            let first = faults.remove(0);
            (first.field, first.message)
        }
        other => panic!("a fault was expected: {other:?}"),
    }
}

async fn trail(bench: &Bench, record: &Kept) -> String {
    let mut tx = bench.desk.read().await.expect("reads");
    format!("{:?}", store::audit::of_record(&mut tx, record.id.uuid()).await.expect("a trail"))
}

#[tokio::test]
async fn a_title_points_and_cost_are_mended_and_the_trail_says_what_they_were() {
    let bench = bench(true).await;
    let (desk, us) = (&bench.desk, &may_everything(&bench.desk));
    let record = opened(&bench, us).await;
    let (field, said) = fault(mend_candidate(desk, us, mend(&record, "C", "Drivers", 19, "C; reaches; carers; 4", &[])).await);
    assert!(field == "described" && said.contains("What “C” costs is missing"), "{said}");
    let (_, said) =
        fault(mend_candidate(desk, us, mend(&record, "C", "Drivers", 19, "C; costs; 2027/28; 4; r\nA; costs; 2027/28; 4; r", &[])).await);
    assert!(said.contains("“A” is another one"), "{said}");
    let cost = "C; costs; 2027/28; 45; recurrent";
    assert_eq!(fault(mend_candidate(desk, us, mend(&record, "C", "Drivers", 19, cost, &["C"])).await).0, "needs");
    let mended = mend_candidate(desk, us, mend(&record, "C", "Volunteer drivers", 25, cost, &["D"])).await.expect("mended");
    let candidate = &mended.noun.candidates[2];
    assert_eq!((candidate.title.as_str(), candidate.points, candidate.cost()), ("Volunteer drivers", 25, Money::from_pounds(45)));
    assert_eq!(
        (needed(&mended.noun, "C"), written_of(candidate, 2027, &[].into())),
        (vec!["D".to_owned()], "C; costs; 2027/28; £45; recurrent".to_owned())
    );
    assert!(matches!(mend_candidate(desk, us, mend(&record, "C", "Again", 1, cost, &[])).await, Err(DeskError::Stale)));
    let said = trail(&bench, &record).await;
    for wanted in [
        "It is called “Volunteer drivers” now.",
        "It had 19 points, and has 25.",
        "Taken out: C; costs; 2027/28; £40; recurrent",
        "It needed nothing, and needs D.",
    ] {
        assert!(said.contains(wanted), "“{wanted}” is missing: {said}");
    }
}

#[tokio::test]
async fn what_is_taken_out_is_kept_with_a_word_why_and_nothing_that_rests_on_it_changes_in_silence() {
    let bench = bench(true).await;
    let (desk, us) = (&bench.desk, &may_everything(&bench.desk));
    let record = opened(&bench, us).await;
    let reference = record.reference.clone().expect("a reference");
    keep_plan(desk, us, &reference).await.expect("kept");
    assert_eq!(fault(take_out_candidate(desk, us, out(&record, "A", " ")).await).0, "because");
    let (_, said) = fault(take_out_candidate(desk, us, out(&record, "B", "Too dear.")).await);
    assert!(said.starts_with("“D” needs it: mend “D”"), "{said}");
    let record = mend_candidate(desk, us, mend(&record, "D", "Calls", 1, "D; costs; 2027/28; 10; r", &[])).await.expect("it needs nothing");

    let duty = ForecastDuty {
        allocation: record.id,
        version: record.version,
        duty: "Carers’ needs".into(),
        source: "Care Act 2014, section 20".into(),
        low: Money::from_pounds(1),
        central: Money::from_pounds(2),
        high: Money::from_pounds(3),
        made_on: Some(desk.today()),
        signed_by: "Priya Nair".into(),
        met_by: vec!["B".into()],
    };
    let record = forecast_duty(desk, us, duty).await.expect("forecast");
    assert!(fault(take_out_candidate(desk, us, out(&record, "B", "Too dear.")).await).1.contains("“Carers’ needs” is met by it alone"));
    let set = |record: &Kept, is_done| SetMembersPriority {
        allocation: record.id,
        version: record.version,
        code: "A".into(),
        is_done,
        says: "Keep the classes.".into(),
        set_by: "Cabinet".into(),
    };
    let record = set_members_priority(desk, us, set(&record, Some(true))).await.expect("set");
    assert!(fault(take_out_candidate(desk, us, out(&record, "A", "Too dear.")).await).1.contains("Cabinet set what becomes of it"));
    let record = set_members_priority(desk, us, set(&record, None)).await.expect("taken back");

    assert_eq!(consequences(&record.noun, "A").len(), 2);
    let record = take_out_candidate(desk, us, out(&record, "A", "The hall is sold.")).await.expect("taken out");
    let noun = &record.noun;
    assert!(!noun.candidates.iter().any(|candidate| candidate.code == "A") && noun.today.is_empty() && noun.not_together.is_empty());
    assert_eq!(noun.at_least_one, [vec!["C".to_owned()]]);
    assert_eq!((noun.taken_out[0].candidate.points, noun.taken_out[0].because.as_str()), (30, "The hall is sold."));
    let said = trail(&bench, &record).await;
    assert!(said.contains("“Classes” (A) was taken out of “A hundred pounds”: The hall is sold. “C” has to be done then"), "{said}");
    let view = read_allocation(desk, us, &reference, None).await.expect("reads");
    let worked = view.worked.as_ref().expect("worked");
    assert_eq!(worked.planned.chosen, ["B", "C", "D"], "the best of what is left");
    assert!(!view.kept[0].1, "the plan that was kept is of another question, and stays as it was");
}

#[tokio::test]
async fn an_allocation_names_its_case_changes_it_and_names_none_again() {
    let bench = bench(true).await;
    let (desk, us) = (&bench.desk, &may_everything(&bench.desk));
    let record = opened(&bench, us).await;
    let case: CaseId = desk.new_id();
    let mut write = desk.write(us).await.expect("writes");
    store::cases::save(&mut write.tx, &kept(desk, case, Audience::Partners, nouns::case("Who pays?", Vec::new()))).await.expect("a case");
    write.commit("prepare", "test", None, "A case.").await.expect("commits");
    let ask = |record: &Kept, case| NameCase { allocation: record.id, version: record.version, case };
    let named = name_case(desk, us, ask(&record, Some(case))).await.expect("named");
    assert_eq!(named.noun.case, Some(case));
    assert!(matches!(name_case(desk, us, ask(&record, None)).await, Err(DeskError::Stale)));
    let none = name_case(desk, us, ask(&named, None)).await.expect("none");
    assert_eq!(none.noun.case, None);
    assert!(name_case(desk, us, ask(&none, Some(desk.new_id()))).await.is_err(), "a case that is not there");
    let said = trail(&bench, &record).await;
    assert!(said.contains("belongs to the case “Who pays?”.") && said.contains("belongs to no case."), "{said}");
}
