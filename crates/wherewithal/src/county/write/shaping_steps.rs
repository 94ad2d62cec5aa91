//! What people did to make markets that can answer.

use anyhow::{Context, Result};
use desk::Desk;
use desk::analyse::demand::read_model::list_models;
use desk::analyse::shaping::answer_barrier::{AnswerBarrier, answer_barrier};
use desk::analyse::shaping::came_of_it::{CameOfIt, came_of_it};
use desk::analyse::shaping::cancel_line::{CancelLine, cancel_line};
use desk::analyse::shaping::meet::{Meet, meet};
use desk::analyse::shaping::pipeline::read_pipeline;
use desk::analyse::shaping::plan_action::{PlanAction, plan_action};
use desk::analyse::shaping::plans::read_meetings;
use desk::analyse::shaping::publish_line::{PublishLine, publish_line};
use desk::analyse::shaping::publish_statement::{PublishStatement, publish_statement};
use desk::analyse::shaping::write_barriers::{WriteBarriers, write_barriers};
use desk::analyse::shaping::write_line::{OfferTyped, WriteLine, write_line};
use desk::analyse::shaping::write_plan::{WritePlan, write_plan};
use desk::analyse::shaping::write_statement::{WriteStatement, write_statement};
use jiff::civil::date;
use model::barrier_audit::{BarrierDone, BarrierKind};
use model::id::PipelineLineId;
use model::market_meeting::MeetingKind;
use model::pipeline_line::{PipelineLine, PolicyGround, PolicyLaw, PolicyParties};
use model::record::Record;
use model::shaping_plan::EffectKind;
use quantity::{Date, Money, Share};

use super::world::World;
use crate::county::people::{HELEN, MARCUS};
use crate::county::services::{HOME_CARE, SUPPORTED_LIVING};
use crate::county::shaping as told;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfShaping {
    Tell,
    Change,
    Meet,
    Audit,
    State,
}

pub fn steps() -> [(Date, OfShaping); 5] {
    [
        (told::TOLD, OfShaping::Tell),
        (told::CHANGED, OfShaping::Change),
        (told::MET, OfShaping::Meet),
        (told::AUDITED, OfShaping::Audit),
        (told::STATED, OfShaping::State),
    ]
}

pub async fn play(world: &mut World, desk: &Desk, part: OfShaping) -> Result<()> {
    match part {
        OfShaping::Tell => tell(world, desk).await,
        OfShaping::Change => change(world, desk).await,
        OfShaping::Meet => talk(world, desk).await,
        OfShaping::Audit => audit(world, desk).await,
        OfShaping::State => state(world, desk).await,
    }
}

/// A line as it is typed; of lot C with what is asked and offered.
fn line(of: &told::LineTold, is_lot_c: bool) -> Result<WriteLine> {
    let offer = OfferTyped {
        investment: Money::from_pounds(420_000),
        funding: Some(Money::from_pounds(60_000)),
        reusable: Some(Money::from_pounds(140_000)),
        income: Some(Money::from_pounds(1_030_000)),
        guaranteed: Some(Share::NONE),
        margin: Some(Share::from_percent(6.0)?),
        months: Some(48),
        more_months: Some(36),
        source: "Open book of the present contract, 2025/26".into(),
    };
    Ok(WriteLine {
        line: None,
        service: None,
        what: of.what.into(),
        volume: of.volume.into(),
        value: Some(Money::from_pounds(of.pounds)),
        expected: Some(of.expected),
        months: Some(of.months),
        place: of.place.into(),
        way: of.way.into(),
        contact: told::CONTACT.into(),
        cpv: of.cpv.into(),
        rests_on: PolicyGround {
            law: PolicyLaw::parse(of.law),
            funded_until: of.funded_until,
            parties: PolicyParties::parse(of.parties),
            evidence: of.evidence,
            reversals: of.reversals,
            source: of.source.into(),
        },
        offer: is_lot_c.then_some(offer),
        reason: String::new(),
    })
}

async fn tell(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    for of in &told::LINES {
        let is_lot_c = of.what == told::LOT_C;
        let record = write_line(desk, &by, line(of, is_lot_c)?).await?;
        let all_the_same = if is_lot_c { told::ALL_THE_SAME } else { "" };
        publish_line(desk, &by, PublishLine { line: record.id, version: record.version, all_the_same: all_the_same.into() }).await?;
    }
    Ok(())
}

async fn found(world: &mut World, desk: &Desk, what: &str) -> Result<Record<PipelineLineId, PipelineLine>> {
    let by = world.person(HELEN).await?;
    let all = read_pipeline(desk, &by).await?.lines.into_iter();
    all.map(|one| one.line).find(|one| one.noun.facts.what == what).with_context(|| format!("no line {what}"))
}

async fn change(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let there = found(world, desk, told::LOT_C).await?;
    let of = told::LINES.iter().find(|of| of.what == told::LOT_C).context("lot C")?;
    let later = WriteLine {
        line: Some((there.id, there.version)),
        expected: Some(told::LATER),
        reason: told::LATER_BECAUSE.into(),
        ..line(of, true)?
    };
    write_line(desk, &by, later).await?;
    let gone = found(world, desk, told::TECHNOLOGY).await?;
    cancel_line(desk, &by, CancelLine { line: gone.id, version: gone.version, reason: told::GONE_BECAUSE.into() }).await?;
    Ok(())
}

async fn talk(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let about = found(world, desk, told::LOT_C).await?;
    let ask = Meet {
        title: "Open day on homes with support day and night".into(),
        kind: Some(MeetingKind::OpenDay),
        on: Some(told::MET),
        met: told::MET_BODIES.into(),
        line: Some(about.id),
        audit: None,
        learned: told::LEARNED.into(),
        stranded: told::STRANDED.into(),
        survey_question: "Would you invest in homes here on the terms published?".into(),
        asked: Some(6),
        answered: Some(4),
        would_invest: Some(1),
    };
    meet(desk, &by, ask).await?;
    Ok(())
}

async fn audit(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(MARCUS).await?;
    let ask = WriteBarriers {
        audit: None,
        title: told::AUDIT.into(),
        service: Some(world.service(SUPPORTED_LIVING)?),
        place: "Anywhere within 40 miles".into(),
        lots: told::LOTS.into(),
        asks: told::ASKS.into(),
        providers: told::PROVIDERS.into(),
        cost_an_hour: Some(Money::from_pounds(32)),
        days_to_bid: Some(30),
    };
    let record = write_barriers(desk, &by, ask).await?;
    let ask = AnswerBarrier {
        audit: record.id,
        version: record.version,
        barrier: Some(BarrierKind::Insurance),
        done: Some(BarrierDone::Lowered),
        reason: told::LOWERED.into(),
    };
    answer_barrier(desk, &by, ask).await?;
    let meeting = read_meetings(desk, &by).await?.all.into_iter().next().context("the open day")?;
    let came = |version, learning, is_changed, changed: &str, reason: &str| CameOfIt {
        meeting: meeting.id,
        version,
        learning: Some(learning),
        is_changed: Some(is_changed),
        changed: changed.into(),
        reason: reason.into(),
    };
    let insured = "Insurance of £5m before the choice; now cover for the places taken on, once chosen";
    let first = came_of_it(desk, &by, came(meeting.version, 0, true, insured, told::LOWERED)).await?;
    let no_money = "Seven years cannot be promised until money beyond March 2028 is agreed with the ICB.";
    came_of_it(desk, &by, came(first.version, 2, false, "", no_money)).await?;
    plan(world, desk).await
}

async fn plan(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let learned = read_meetings(desk, &by).await?.all.into_iter().next().map(|meeting| meeting.id);
    let ask = WritePlan {
        plan: None,
        title: told::PLAN.into(),
        service: Some(world.service(SUPPORTED_LIVING)?),
        because: told::PLAN_BECAUSE.into(),
        budget: Some(Money::from_pounds(45_000)),
        jobs: told::JOBS.into(),
        entrants: told::ENTRANTS.into(),
    };
    let plan = write_plan(desk, &by, ask).await?;
    let action = |version, what: &str, pounds, owner: &str, kind, indicator: &str, before, aim| PlanAction {
        plan: plan.id,
        version,
        what: what.into(),
        budget: Some(Money::from_pounds(pounds)),
        owner_role: owner.into(),
        due: Some(date(2027, 3, 31)),
        learned_at: learned,
        kind: Some(kind),
        indicator: indicator.into(),
        before: Some(before),
        before_on: Some(told::AUDITED),
        before_source: "Meetings with six providers, November 2026".into(),
        aim: Some(aim),
    };
    let first = action(
        plan.version,
        "Three lots of five places, without three years of accounts",
        5_000,
        "Head of procurement",
        EffectKind::Bids,
        "bids expected for lot C",
        0.9,
        2.6,
    );
    let plan = plan_action(desk, &by, first).await?;
    let what = "Training for night staff, with the community trust";
    let second = action(
        plan.version,
        what,
        40_000,
        "Head of commissioning",
        EffectKind::Capacity,
        "places that are able to take people",
        14.0,
        25.0,
    );
    plan_action(desk, &by, second).await?;
    let ask = WritePlan {
        plan: None,
        title: "School routes of the north".into(),
        service: None,
        because: "37% of routes have one offer.".into(),
        budget: Some(Money::ZERO),
        jobs: String::new(),
        entrants: String::new(),
    };
    write_plan(desk, &by, ask).await?;
    Ok(())
}

async fn state(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let line = found(world, desk, told::HOME_CARE).await?;
    let models = list_models(desk, &by).await?.into_iter().map(|model| model.id).collect();
    let ask = WriteStatement {
        statement: None,
        service: Some(world.service(HOME_CARE)?),
        market: told::STATEMENT.into(),
        place: String::new(),
        demand: told::DEMAND.into(),
        supply: told::SUPPLY.into(),
        figures: told::FIGURES.into(),
        intentions: told::INTENTIONS.into(),
        funding: told::FUNDING.into(),
        models_wanted: told::WANTED.into(),
        contact: told::CONTACT.into(),
        dated: Some(date(2026, 10, 31)),
        good_until: Some(date(2027, 10, 31)),
        models,
        needs: Vec::new(),
        lines: vec![line.id],
    };
    let statement = write_statement(desk, &by, ask).await?;
    let ask = PublishStatement {
        statement: statement.id,
        version: statement.version,
        approved_by: "Cabinet member for adults".into(),
        approved_in: "Record of decision, 18 November 2026".into(),
    };
    publish_statement(desk, &by, ask).await?;
    let begun = WriteStatement {
        market: "Homes with support day and night".into(),
        supply: "One of six providers is able to take people on.".into(),
        ..WriteStatement::default()
    };
    write_statement(desk, &by, begun).await?;
    Ok(())
}
