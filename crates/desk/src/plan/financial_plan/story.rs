//! The financial plan told whole: a line, a saving that answers it, the decision that promises it, what came of it, and what is sealed.

use jiff::civil::date;
use model::case::Case;
use model::financial_plan::{PlanLine, PlanLineKind};
use model::fund::MoneyTerm;
use model::id::{CaseId, PlanLineId};
use model::option_sheet::Preferred;
use model::record::Record;
use quantity::Money;

use super::answered::{Came, Sum};
use super::read_financial_plan::{FinancialPlanView, Why, read_financial_plan};
use super::record_saved::{RecordSaved, record_saved};
use super::words;
use super::write_plan_line::{WritePlanLine, write_plan_line};
use crate::error::DeskError;
use crate::house::case::add_choice::{AddChoice, add_choice};
use crate::plan::decide::{Decide, decide};
use crate::plan::options::start_costing::{StartCosting, start_costing};
use crate::plan::options::take_apart::{MECHANISMS, TakeApart, take_apart};
use crate::plan::paper::read_decision::{SavingSaid, read_decision};
use crate::plan::paper::read_paper::read_paper;
use crate::plan::story::{FALSE_RECOVERY, Place, decision, place};
use crate::plan::story_of_papers::excepted;

fn pounds(pounds: i64) -> Money {
    Money::from_pounds(pounds)
}

async fn case_of(place: &Place) -> Record<CaseId, Case> {
    let mut tx = place.desk().read().await.expect("reads");
    store::cases::find(&mut tx, &place.lead.scope, place.case).await.expect("the case")
}

fn asked(place: &Place, kind: PlanLineKind, title: &str, years: &[(i16, Option<i64>)]) -> WritePlanLine {
    WritePlanLine {
        line: None,
        title: title.into(),
        kind: Some(kind),
        organisation: Some(place.desk().authority),
        service: Some(place.service),
        years: years.iter().map(|(year, amount)| (*year, amount.map(pounds))).collect(),
        term: Some(MoneyTerm::Recurrent),
        source: "Budget report, February 2026".into(),
        owner_role: "Director of adult services".into(),
        taken_out: String::new(),
    }
}

async fn line(place: &Place, kind: PlanLineKind, title: &str, years: &[(i16, Option<i64>)]) -> Record<PlanLineId, PlanLine> {
    write_plan_line(place.desk(), &place.lead, asked(place, kind, title, years)).await.expect("a line")
}

/// An option whose costing begins in 2027/28.
async fn costed(place: &Place) {
    let ask = AddChoice {
        case: place.case,
        version: case_of(place).await.version,
        title: "Let it to a provider".into(),
        delivery_model: "procurement".into(),
        service: place.service,
        part: String::new(),
        leaves_issues: Vec::new(),
        outcome: String::new(),
        cost: None,
        affects: String::new(),
        how_sure: String::new(),
        ground: None,
        transfer_to_fix: None,
    };
    add_choice(place.desk(), &place.lead, ask).await.expect("a choice");
    start_costing(place.desk(), &place.lead, costing(place, 0, false)).await.expect("a costing");
}

fn costing(place: &Place, version: i64, sealed: bool) -> StartCosting {
    StartCosting {
        case: place.case,
        version,
        first_year: 2027,
        years: 10,
        short_until: 2,
        works_kind: String::new(),
        correct_by_grade: false,
        seed: 7,
        sealed,
    }
}

async fn costing_version(place: &Place) -> i64 {
    let mut tx = place.desk().read().await.expect("reads");
    store::costings::of_case(&mut tx, &place.desk().own_scope(), place.case).await.expect("reads").map_or(0, |record| record.version)
}

/// Promises a saving: what comes from which mechanism, the line it answers and how much counts to it.
async fn promise(place: &Place, parts: &[(&str, i64)], line: Option<PlanLineId>, counts: &[(i16, i64)]) -> Result<(), DeskError> {
    let of = |code: &str| parts.iter().find(|(mechanism, _)| *mechanism == code).map(|(_, amount)| pounds(*amount));
    let ask = TakeApart {
        case: place.case,
        version: costing_version(place).await,
        option: "A".into(),
        total: Some(pounds(parts.iter().map(|(_, amount)| amount).sum())),
        parts: MECHANISMS.map(|(code, ..)| (of(code), String::new())),
        taken_up_by: String::new(),
        posts: [None; 4],
        line,
        counts: counts.iter().map(|(year, amount)| (*year, pounds(*amount))).collect(),
    };
    take_apart(place.desk(), &place.lead, ask).await.map(|_| ())
}

/// As if the list of options were whole.
async fn put_forward(place: &Place) {
    let mut case = case_of(place).await;
    let preferred = Preferred { option: "A".into(), because: "It costs less.".into(), on: place.desk().today(), by_role: "Head".into() };
    case.noun.preferred = Some(preferred);
    let mut write = place.desk().write(&place.lead).await.expect("writes");
    store::cases::save(&mut write.tx, &case).await.expect("kept");
    write.commit("prepare", "test", None, "An option is put forward.").await.expect("a commit");
}

async fn decided(place: &Place) {
    excepted(place).await;
    let ask = decision(place, case_of(place).await.version);
    decide(place.desk(), &place.lead, Decide { skills_missing: String::new(), ..ask }).await.expect("decided");
}

async fn plan(place: &Place) -> FinancialPlanView {
    read_financial_plan(place.desk(), &place.lead).await.expect("the plan")
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

#[tokio::test]
async fn a_saving_that_is_decided_on_fills_its_line_year_by_year_and_what_came_of_it_is_recorded() {
    let place = place(&FALSE_RECOVERY).await;
    line(&place, PlanLineKind::Gap, "Gap before savings", &[(2027, Some(1_000_000)), (2028, None)]).await;
    let counted = line(&place, PlanLineKind::Saving, "Support: another operator", &[(2027, Some(680_000)), (2028, Some(20_000))]).await;
    costed(&place).await;
    promise(&place, &[("price", 700_000), ("one_off", 50_000)], Some(counted.id), &[]).await.expect("promised");
    let before = plan(&place).await;
    let of_line = |view: &FinancialPlanView| view.lines().find(|line| line.record.id == counted.id).expect("the line").clone();
    assert_eq!(words::standing(&of_line(&before)), "No decision delivers any of it.", "an option is no decision");
    assert_eq!(
        words::lead(&before),
        "Northvale County Council has a gap of £1.00m (one more not known) to close from 2027/28 to 2028/29. Its plan counts on savings of £700,000; no decision delivers any of it."
    );
    put_forward(&place).await;
    let forward = plan(&place).await.put_forward;
    assert_eq!((forward.len(), forward[0].counts.as_slice()), (1, &[(2027, pounds(700_000))][..]), "what comes once does not count");
    assert!(
        words::put_forward(&forward[0], &counted.noun)
            .ends_with("it would bring £700,000 in 2027/28, £20,000 more than the line counts on.")
    );

    decided(&place).await;
    let view = plan(&place).await;
    assert!(view.put_forward.is_empty(), "it is decided on");
    let read = of_line(&view);
    assert_eq!(words::standing(&read), "£20,000 more than it counts on in 2027/28; £20,000 short in 2028/29.");
    assert_eq!((read.years[0].promised.whole(), read.years[0].came), (Some(pounds(700_000)), Came::ToCome));
    let (gap, counts_on, promised, unanswered) = view.plans[0].together();
    assert_eq!(gap, Some(Sum { known: pounds(1_000_000), not_known: 1 }));
    assert_eq!([counts_on, promised, unanswered].map(Sum::whole), [700_000, 700_000, 20_000].map(|of| Some(pounds(of))));
    assert_eq!((view.uncounted.len(), view.uncounted[0].amount, &view.uncounted[0].why), (1, pounds(50_000), &Why::Rest));

    // The decision and its paper say which line, how much of it, and the difference in each year.
    let reference = "D-1".parse().expect("a reference");
    let said = read_decision(place.desk(), &place.lead, &reference).await.expect("reads").saving.expect("a saving");
    let SavingSaid::Said(said) = said else { panic!("it is not sealed") };
    for wanted in [
        "It is promised to save £750,000 a year.",
        "£700,000 of it answers the line “Support: another operator” (FP-2) of the medium-term financial plan of Northvale County Council (Budget report, February 2026).",
        "In 2027/28 £700,000 of it begins: £20,000 more than the £680,000 the line counts on.",
        "In 2028/29 the line counts on £20,000, and none of it begins then.",
        "£50,000 of it counts to no line.",
    ] {
        assert!(said.iter().any(|one| one == wanted), "“{wanted}” is missing: {said:?}");
    }
    let paper = read_paper(place.desk(), &place.lead, &reference).await.expect("its paper");
    assert_eq!(paper.options.saving, said, "the pack froze the same sentences");

    // What came of it: not before the year has begun, and one figure a year.
    let record = |year: i16, amount: i64, version: i64| RecordSaved {
        decision: read.answers[0].noun.decision,
        version,
        year: Some(year),
        amount: Some(pounds(amount)),
        source: "Outturn report 2027/28".into(),
    };
    let (field, message) = fault(record_saved(place.desk(), &place.lead, record(2027, 5, 1)).await);
    assert!(field == "year" && message.contains("2027/28 has not begun"), "{message}");
    let later = place.on(date(2028, 5, 4));
    assert_eq!(fault(record_saved(&later, &place.lead, record(2026, 5, 1)).await).1, "Nothing of it was promised to begin in 2026/27");
    record_saved(&later, &place.lead, record(2027, 400_000, 1)).await.expect("recorded");
    assert!(matches!(record_saved(&later, &place.lead, record(2027, 1, 1)).await, Err(DeskError::Stale)));
    record_saved(&later, &place.lead, record(2027, 410_000, 2)).await.expect("mended");
    let view = read_financial_plan(&later, &place.lead).await.expect("the plan");
    assert_eq!(of_line(&view).years[0].came, Came::Found(Sum { known: pounds(410_000), not_known: 0 }));
    let mut tx = later.read().await.expect("reads");
    let trail = format!("{:?}", store::audit::of_record(&mut tx, read.answers[0].noun.decision.uuid()).await.expect("a trail"));
    assert!(trail.contains("saved £410,000 in 2027/28") && trail.contains("Before: £400,000."), "{trail}");
}

#[tokio::test]
async fn what_a_sealed_costing_promises_is_sealed_on_the_plan_and_the_decision_and_opened_with_it() {
    let place = place(&FALSE_RECOVERY).await;
    let counted = line(&place, PlanLineKind::Saving, "Support: another operator", &[(2027, Some(680_000))]).await;
    costed(&place).await;
    promise(&place, &[("price", 612_345)], Some(counted.id), &[]).await.expect("promised");
    decided(&place).await;
    let mut other = place.lead.clone();
    other.scope.sees_sealed = false;
    let reference = "D-1".parse().expect("a reference");
    let seen = async || {
        let view = read_financial_plan(place.desk(), &other).await.expect("the plan");
        let said = read_decision(place.desk(), &other, &reference).await.expect("reads").saving;
        (
            view.sealed,
            format!("{view:?} {said:?}").contains("61234500"),
            view.lines().next().expect("the line").years[0].promised.whole(),
            said,
        )
    };
    let (sealed, told, promised, _) = seen().await;
    assert_eq!((sealed, told, promised), (0, true, Some(pounds(612_345))));
    start_costing(place.desk(), &place.lead, costing(&place, costing_version(&place).await, true)).await.expect("sealed");
    let (sealed, told, promised, said) = seen().await;
    assert_eq!((sealed, told, promised, said), (1, false, None, Some(SavingSaid::Sealed)), "not £0, and not told");
    assert_eq!(plan(&place).await.sealed, 0, "whoever may see it sees it");
    let paper = async || read_paper(place.desk(), &place.lead, &reference).await.expect("its paper").options.saving.len();
    assert_eq!(paper().await, 0, "what is sealed since stands in no paper any longer, though its pack was frozen open");
    start_costing(place.desk(), &place.lead, costing(&place, costing_version(&place).await, false)).await.expect("opened");
    assert_eq!((seen().await.0, paper().await > 0), (0, true));
}

#[tokio::test]
async fn a_saving_counts_no_more_to_a_line_than_the_line_can_count_and_a_line_that_went_counts_nothing() {
    let place = place(&FALSE_RECOVERY).await;
    let gap = line(&place, PlanLineKind::Gap, "Gap before savings", &[(2027, Some(1_000_000))]).await;
    let counted = line(&place, PlanLineKind::Saving, "Support: another operator", &[(2027, Some(680_000))]).await;
    costed(&place).await;
    let some = [("price", 600_000), ("one_off", 50_000)];
    assert_eq!(fault(promise(&place, &some, Some(gap.id), &[]).await).0, "line");
    assert_eq!(fault(promise(&place, &some, None, &[(2027, 5)]).await).0, "counts");
    let (field, message) = fault(promise(&place, &some, Some(counted.id), &[(2027, 400_000), (2028, 250_000)]).await);
    assert!(field == "counts" && message.starts_with("Only £600,000 of it can count to this line"), "{field}: {message}");
    assert_eq!(fault(promise(&place, &[("one_off", 50_000)], Some(counted.id), &[]).await).0, "line");
    promise(&place, &some, Some(counted.id), &[(2027, 400_000), (2028, 200_000)]).await.expect("promised");
    decided(&place).await;
    let read = plan(&place).await.lines().find(|line| line.record.id == counted.id).expect("the line").clone();
    assert_eq!(words::standing(&read), "£280,000 short in 2027/28; £200,000 more than it counts on in 2028/29.");

    let version = counted.version;
    let gone = WritePlanLine {
        line: Some((counted.id, version)),
        taken_out: "Council took it out on 18 February.".into(),
        ..asked(&place, PlanLineKind::Gap, "Support: another operator", &[(2027, Some(680_000))])
    };
    let gone = write_plan_line(place.desk(), &place.lead, gone).await.expect("changed");
    assert_eq!(gone.noun.kind, PlanLineKind::Saving, "a saving stays a saving");
    let view = plan(&place).await;
    assert_eq!((view.uncounted[0].amount, &view.uncounted[0].why), (pounds(650_000), &Why::Gone("Support: another operator".into())));
    assert_eq!(view.plans[0].together().2.whole(), Some(Money::ZERO), "what is out of the plan is in none of its sums");
    let stale = WritePlanLine { line: Some((counted.id, version)), ..asked(&place, PlanLineKind::Saving, "Again", &[(2027, Some(1))]) };
    assert!(matches!(write_plan_line(place.desk(), &place.lead, stale).await, Err(DeskError::Stale)));
    let bare =
        WritePlanLine { kind: None, organisation: None, term: None, source: " ".into(), ..asked(&place, PlanLineKind::Gap, "", &[]) };
    let Err(DeskError::Faults(faults)) = write_plan_line(place.desk(), &place.lead, bare).await else { panic!("it is refused") };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["title", "source", "years", "kind", "organisation", "term"]);
    let mut tx = place.desk().read().await.expect("reads");
    let trail = format!("{:?}", store::audit::of_record(&mut tx, counted.id.uuid()).await.expect("a trail"));
    assert!(trail.contains("It is no longer in the plan: Council took it out"), "{trail}");
}
