//! Market-shaping plans with what they cost and what they moved; and meetings with the market, with what came of each.

use model::id::{MarketMeetingId, ShapingPlanId};
use model::market_meeting::{ConfidenceSurvey, MarketMeeting, StrandedInvestment};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::shaping_plan::{EffectKind, ShapingPlan};
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub async fn list_plans(desk: &Desk, actor: &Actor) -> Result<Vec<Record<ShapingPlanId, ShapingPlan>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::shaping_plans::list(&mut desk.read().await?, &actor.scope).await?)
}

pub async fn read_plan(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<ShapingPlanId, ShapingPlan>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::shaping_plans::by_reference(&mut desk.read().await?, &actor.scope, reference).await?)
}

/// All plans together: money, and what of it was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Together {
    pub planned: Money,
    pub spent: Money,
    pub actions: usize,
    /// Actions whose figure was measured afterwards.
    pub measured: usize,
    /// Of them, those whose figure came to its aim.
    pub reached: usize,
    /// Plans with no money at all, or nobody has said.
    pub without_money: usize,
}

pub fn together(plans: &[Record<ShapingPlanId, ShapingPlan>]) -> Together {
    let actions = || plans.iter().flat_map(|plan| &plan.noun.actions);
    Together {
        planned: plans.iter().map(|plan| plan.noun.planned()).sum(),
        spent: plans.iter().map(|plan| plan.noun.spent()).sum(),
        actions: actions().count(),
        measured: actions().filter(|action| action.effect.after.is_some()).count(),
        reached: actions().filter(|action| reached(&action.effect) == Some(true)).count(),
        without_money: plans.iter().filter(|plan| plan.noun.budget.unwrap_or(Money::ZERO) == Money::ZERO).count(),
    }
}

/// Did the figure come to its aim, from whichever side? None: not measured yet.
pub fn reached(effect: &model::shaping_plan::ShapingEffect) -> Option<bool> {
    let after = effect.after.as_ref()?.value;
    Some(if effect.aim >= effect.before.value { after >= effect.aim } else { after <= effect.aim })
}

/// Actions of one kind: how many, what they cost, how many were measured.
pub fn by_kind(plan: &ShapingPlan) -> Vec<(EffectKind, usize, Money, usize)> {
    let of = |kind| plan.actions.iter().filter(move |action| action.effect.kind == kind);
    let line = |kind: EffectKind| {
        let cost = of(kind).map(|action| action.spent.unwrap_or(action.budget)).sum();
        (kind, of(kind).count(), cost, of(kind).filter(|action| action.effect.after.is_some()).count())
    };
    EffectKind::ALL.into_iter().map(line).filter(|(_, count, ..)| *count > 0).collect()
}

#[derive(Debug, Clone)]
pub struct MeetingsView {
    /// The newest first.
    pub all: Vec<Record<MarketMeetingId, MarketMeeting>>,
    /// Each time suppliers were asked how sure they are, the oldest first.
    pub confidence: Vec<(Date, ConfidenceSurvey)>,
    /// What suppliers invested in vain, the newest first.
    pub stranded: Vec<StrandedInvestment>,
}

pub async fn read_meetings(desk: &Desk, actor: &Actor) -> Result<MeetingsView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut all = store::market_meetings::list(&mut desk.read().await?, &actor.scope).await?;
    all.sort_by_key(|meeting| std::cmp::Reverse((meeting.noun.on, meeting.id)));
    let confidence = all.iter().rev().filter_map(|meeting| meeting.noun.confidence.clone().map(|asked| (meeting.noun.on, asked))).collect();
    let mut stranded: Vec<StrandedInvestment> = all.iter().flat_map(|meeting| meeting.noun.stranded.clone()).collect();
    stranded.sort_by(|a, b| (b.year, &a.who).cmp(&(a.year, &b.who)));
    Ok(MeetingsView { all, confidence, stranded })
}

pub async fn read_meeting(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<MarketMeetingId, MarketMeeting>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::market_meetings::by_reference(&mut desk.read().await?, &actor.scope, reference).await?)
}
