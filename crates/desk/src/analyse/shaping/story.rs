//! A market that cannot answer: who is kept out is seen, what goes lets them in, what is told stays told, and money is shown even where there is none.

use model::barrier_audit::{BarrierDone, BarrierKind};
use model::market_meeting::MeetingKind;
use model::pipeline_line::{PolicyGround, PolicyLaw, PolicyParties};
use model::role::Permission;
use model::shaping_plan::EffectKind;
use quantity::{Money, Share};

use super::answer_barrier::{AnswerBarrier, answer_barrier};
use super::barriers::{list_barriers, read_barriers};
use super::came_of_it::{CameOfIt, came_of_it};
use super::cancel_line::{CancelLine, cancel_line};
use super::effect::{Effect, effect};
use super::meet::{Meet, meet};
use super::pipeline::{read_pipeline, read_public_pipeline};
use super::plan_action::{PlanAction, plan_action};
use super::plans::{read_meetings, together};
use super::publish_line::{PublishLine, publish_line};
use super::write_barriers::{WriteBarriers, write_barriers};
use super::write_line::{OfferTyped, WriteLine, write_line};
use super::write_plan::{WritePlan, write_plan};
use crate::actor::Actor;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::testing::{bench, may_everything};

/// The lead, who sees what is sealed.
fn lead(desk: &Desk) -> Actor {
    let mut actor = may_everything(desk);
    (actor.scope.sees_sealed, actor.scope.sees_drafts, actor.scope.is_owner_staff) = (true, true, true);
    actor
}

fn faults(error: DeskError) -> Vec<&'static str> {
    match error {
        DeskError::Faults(faults) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("faults were expected: {other}"),
    }
}

const PROVIDERS: &str = "Tarrow Care; small; turnover = £600,000; guarantee = yes; source = accounts
Lindle Trust; small; voluntary; turnover = £900,000; guarantee = no; source = accounts
Fell Homes; large; turnover = £9m; guarantee = yes; source = accounts
Beck Support; small; source = website";

fn audit(asks: &str) -> WriteBarriers {
    WriteBarriers {
        audit: None,
        title: "Home care, High Tarrow".into(),
        service: None,
        place: "High Tarrow".into(),
        lots: "High Tarrow; £2,400,000".into(),
        asks: asks.into(),
        providers: PROVIDERS.into(),
        cost_an_hour: Some(Money::from_pounds(30)),
        days_to_bid: Some(30),
    }
}

#[tokio::test]
async fn a_requirement_that_goes_raises_the_count_of_those_who_could_bid_and_no_provider_sees_it() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &lead(&bench.desk));
    let wrong = write_barriers(desk, lead, WriteBarriers { lots: "High Tarrow".into(), ..audit("colour; 3") }).await;
    assert_eq!(faults(wrong.expect_err("refused")), ["lots", "asks"]);
    let record = write_barriers(desk, lead, audit("turnover; £5m; twice the value\nguarantee")).await.expect("an audit");
    let reference = record.reference.clone().expect("a reference");
    let view = read_barriers(desk, lead, &reference).await.expect("a view");
    let reading = view.reading.expect("worked out");
    let shut: Vec<&str> = reading.shut_out.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((shut, reading.able.len(), reading.not_known.len()), (vec!["Tarrow Care", "Lindle Trust"], 1, 1));
    assert_eq!(reading.requirements[0].alone, ["Tarrow Care"], "Lindle Trust has no guarantor either");
    assert_eq!(view.lots.expect("lots").lots[0].too_small.len(), 2);
    // The turnover goes: one more can bid.
    let without = WriteBarriers { audit: Some((record.id, record.version)), ..audit("guarantee") };
    let record = write_barriers(desk, lead, without).await.expect("changed");
    let after = read_barriers(desk, lead, &reference).await.expect("a view").reading.expect("worked out");
    assert_eq!((reading.able.len() + 1, reading.shut_out.len() - 1), (after.able.len(), after.shut_out.len()));

    let ask = |barrier, version| AnswerBarrier {
        audit: record.id,
        version,
        barrier,
        done: Some(BarrierDone::Removed),
        reason: "Out of proportion".into(),
    };
    assert_eq!(faults(answer_barrier(desk, lead, ask(Some(BarrierKind::Portal), record.version)).await.expect_err("refused")), ["barrier"]);
    let answered = answer_barrier(desk, lead, ask(Some(BarrierKind::Guarantee), record.version)).await.expect("answered");
    assert_eq!(answered.noun.answered(Some(BarrierKind::Guarantee)).map(|one| one.done), Some(BarrierDone::Removed));
    assert!(matches!(answer_barrier(desk, lead, ask(None, record.version)).await, Err(DeskError::Stale)));

    let mut provider = lead.clone();
    (provider.scope.is_provider, provider.scope.is_partner, provider.scope.sees_sealed) = (true, true, false);
    assert!(list_barriers(desk, &provider).await.expect("lists").is_empty());
    assert!(matches!(read_barriers(desk, &provider, &reference).await, Err(DeskError::NotFound)));
    let theirs = write_barriers(desk, &provider, audit("guarantee")).await;
    assert!(matches!(theirs, Err(DeskError::Refused { code: "sealed_from_you", .. })));
}

fn line(desk: &Desk, what: &str) -> WriteLine {
    WriteLine {
        line: None,
        service: None,
        what: what.into(),
        volume: "9,400 hours a week".into(),
        value: Some(Money::from_pounds(9_600_000)),
        expected: Some(desk.today().saturating_add(jiff::Span::new().days(70))),
        months: Some(48),
        place: "High Tarrow".into(),
        way: "Open procedure".into(),
        contact: "Commissioning, care@northvale.example".into(),
        cpv: "85312000".into(),
        rests_on: PolicyGround {
            law: Some(PolicyLaw::Act),
            funded_until: Some(jiff::civil::date(2032, 3, 31)),
            parties: Some(PolicyParties::All),
            evidence: Some(4),
            reversals: Some(0),
            source: "Care Act 2014".into(),
        },
        offer: None,
        reason: String::new(),
    }
}

#[tokio::test]
async fn what_the_market_was_told_stays_and_a_slip_or_a_line_that_will_not_come_lowers_the_score() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &lead(&bench.desk));
    let mut lines = Vec::new();
    for what in ["Home care", "Extra care flats", "Night support", "Day clubs"] {
        let record = write_line(desk, lead, line(desk, what)).await.expect("a line");
        let ask = |version| PublishLine { line: record.id, version, all_the_same: String::new() };
        lines.push(publish_line(desk, lead, ask(1)).await.expect("published"));
        assert!(matches!(publish_line(desk, lead, ask(2)).await, Err(DeskError::Refused { code: "is_published", .. })));
    }
    let draft = write_line(desk, lead, line(desk, "Not told yet")).await.expect("a draft");
    let public = read_public_pipeline(desk).await.expect("a pipeline");
    assert_eq!((public.lines.len(), public.stability.expect("a score").stability), (4, Share::ALL));

    let slip = |reason: &str| WriteLine {
        line: Some((lines[0].id, lines[0].version)),
        expected: Some(desk.today().saturating_add(jiff::Span::new().days(70 + 91))),
        reason: reason.into(),
        ..line(desk, "Home care")
    };
    assert_eq!(faults(write_line(desk, lead, slip("")).await.expect_err("refused")), ["reason"]);
    let slipped = write_line(desk, lead, slip("Two agencies asked for longer")).await.expect("changed");
    assert_eq!(slipped.noun.told.len(), 2);
    let cancel = |id, version, reason: &str| CancelLine { line: id, version, reason: reason.into() };
    assert!(matches!(cancel_line(desk, lead, cancel(draft.id, 1, "x")).await, Err(DeskError::Refused { code: "not_published", .. })));
    cancel_line(desk, lead, cancel(lines[1].id, lines[1].version, "The land was sold")).await.expect("cancelled");
    let again = WriteLine { line: Some((lines[1].id, lines[1].version + 1)), reason: "x".into(), ..line(desk, "Extra care flats") };
    assert!(matches!(write_line(desk, lead, again).await, Err(DeskError::Refused { code: "line_is_cancelled", .. })));
    let public = read_public_pipeline(desk).await.expect("a pipeline");
    let reading = public.stability.expect("a score");
    assert_eq!((public.lines.len(), reading.cancelled, reading.slipped, reading.stability.percent()), (4, 1, 1, 50.0));
}

#[tokio::test]
async fn an_investment_without_a_promise_is_said_to_be_impossible_to_earn_back_before_it_is_published() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &lead(&bench.desk));
    let share = |percent| Share::from_percent(percent).ok();
    let offer = |guaranteed| OfferTyped {
        investment: Money::from_pounds(400_000),
        funding: Some(Money::ZERO),
        reusable: None,
        income: Some(Money::from_pounds(1_200_000)),
        guaranteed: share(guaranteed),
        margin: share(12.0),
        months: Some(60),
        more_months: Some(0),
        source: "Open book, 2025".into(),
    };
    let none = WriteLine {
        offer: Some(offer(0.0)),
        rests_on: PolicyGround {
            law: Some(PolicyLaw::Announced),
            funded_until: Some(jiff::civil::date(2027, 3, 31)),
            parties: Some(PolicyParties::OneAgainstOthers),
            evidence: Some(1),
            reversals: Some(2),
            source: "A speech".into(),
        },
        ..line(desk, "Robots at home")
    };
    let record = write_line(desk, lead, none).await.expect("a line");
    let view = &read_pipeline(desk, lead).await.expect("a pipeline").lines[0];
    assert!(view.payback.clone().is_some_and(|payback| payback.is_ok_and(|payback| payback.is_impossible)));
    let low = view.durability.clone().expect("rated");
    assert_eq!(low.level, methods::market::durability::Level::MayPass, "short money, one party: {low:?}");
    let publish = |version, all_the_same: &str| PublishLine { line: record.id, version, all_the_same: all_the_same.into() };
    assert_eq!(faults(publish_line(desk, lead, publish(1, "")).await.expect_err("refused")), ["all_the_same"]);
    // A promise that pays it back needs no reason.
    let promised = WriteLine { line: Some((record.id, 1)), offer: Some(offer(100.0)), ..line(desk, "Robots at home") };
    let record = write_line(desk, lead, promised).await.expect("changed");
    publish_line(desk, lead, publish(record.version, "")).await.expect("published");
    let too_much = OfferTyped { funding: Some(Money::from_pounds(500_000)), ..offer(0.0) };
    let wrong = WriteLine { offer: Some(too_much), ..line(desk, "Too much") };
    assert_eq!(faults(write_line(desk, lead, wrong).await.expect_err("refused")), ["investment"]);
}

#[tokio::test]
async fn what_was_learned_is_answered_for_and_no_money_at_all_is_shown() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &lead(&bench.desk));
    let ask = |learned: &str, answered| Meet {
        title: "Open day".into(),
        kind: Some(MeetingKind::OpenDay),
        on: Some(desk.today()),
        met: "Tarrow Care\nLindle Trust".into(),
        line: None,
        audit: None,
        learned: learned.into(),
        stranded: "Fell Homes; eight flats; £240,000; 2023; the framework was stopped; their letter".into(),
        survey_question: "Would you invest?".into(),
        asked: Some(12),
        answered: Some(answered),
        would_invest: Some(3),
    };
    assert_eq!(faults(meet(desk, lead, ask("What stops you?", 13)).await.expect_err("refused")), ["learned", "answered"]);
    let meeting = meet(desk, lead, ask("What stops you?; Turnover\nWhat would make you bid?; Five years", 8)).await.expect("a meeting");
    assert_eq!(meeting.noun.unanswered(), 2);
    let came = |version, learning, is_changed, changed: &str| CameOfIt {
        meeting: meeting.id,
        version,
        learning: Some(learning),
        is_changed: Some(is_changed),
        changed: changed.into(),
        reason: "Out of proportion".into(),
    };
    assert_eq!(faults(came_of_it(desk, lead, came(1, 0, true, "")).await.expect_err("refused")), ["changed"]);
    let one = came_of_it(desk, lead, came(1, 0, true, "Turnover from £5m to £1m")).await.expect("changed");
    let both = came_of_it(desk, lead, came(one.version, 1, false, "ignored")).await.expect("none");
    assert_eq!((both.noun.changed(), both.noun.unanswered()), (1, 0));
    assert_eq!(both.noun.learned[1].came_of_it.as_ref().map(|used| used.changed.as_str()), Some(""));
    let view = read_meetings(desk, lead).await.expect("meetings");
    assert_eq!((view.confidence.len(), view.stranded[0].amount), (1, Money::from_pounds(240_000)));

    let plan = WritePlan {
        plan: None,
        title: "Home care in High Tarrow".into(),
        service: None,
        because: "One agency takes packages".into(),
        budget: Some(Money::ZERO),
        jobs: "Tarrow Care; 40; 25%; 50%; payroll; 2026-09-30".into(),
        entrants: "Tarrow Care; local; 2026-09-01; register\nTarrow Care Ltd; local; 2026-10-01; payments".into(),
    };
    let plan = write_plan(desk, lead, plan).await.expect("a plan");
    assert_eq!((plan.noun.entered_once().len(), plan.noun.net_jobs()), (1, 15.0));
    let action = PlanAction {
        plan: plan.id,
        version: plan.version,
        what: "Two smaller lots".into(),
        budget: Some(Money::from_pounds(12_000)),
        owner_role: "Head of procurement".into(),
        due: Some(jiff::civil::date(2027, 3, 31)),
        learned_at: Some(meeting.id),
        kind: Some(EffectKind::Bids),
        indicator: "agencies that bid, a lot".into(),
        before: Some(1.0),
        before_on: Some(jiff::civil::date(2026, 3, 1)),
        before_source: "Last tender".into(),
        aim: Some(3.0),
    };
    let plan = plan_action(desk, lead, action).await.expect("an action");
    assert_eq!(together(std::slice::from_ref(&plan)).without_money, 1);
    let later = &desk.at(Clock::still_on(jiff::civil::date(2027, 5, 1), &jiff::tz::TimeZone::get("Europe/London").expect("a zone")));
    let came = |after_on| Effect {
        plan: plan.id,
        version: plan.version,
        action: Some(0),
        done_on: Some(jiff::civil::date(2027, 4, 1)),
        spent: Some(Money::from_pounds(9_000)),
        after: Some(4.0),
        after_on: Some(after_on),
        source: "Tender of April".into(),
    };
    assert_eq!(faults(effect(later, lead, came(jiff::civil::date(2026, 3, 1))).await.expect_err("refused")), ["after_on"]);
    let plan = effect(later, lead, came(jiff::civil::date(2027, 4, 20))).await.expect("measured");
    let sums = together(&[plan]);
    assert_eq!((sums.measured, sums.reached, sums.spent, sums.planned), (1, 1, Money::from_pounds(9_000), Money::from_pounds(12_000)));
    let nobody = Actor { permissions: [Permission::ReadCases].into(), ..lead.clone() };
    let ask = WritePlan {
        plan: None,
        title: "x".into(),
        service: None,
        because: "y".into(),
        budget: None,
        jobs: String::new(),
        entrants: String::new(),
    };
    assert!(matches!(write_plan(desk, &nobody, ask).await, Err(DeskError::MayNot(Permission::WriteCases))));
}
