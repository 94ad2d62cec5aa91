//! One action of a market-shaping plan: its budget, who answers for it, by when, and which figure it is to move.

use model::id::{MarketMeetingId, ShapingPlanId};
use model::record::Record;
use model::role::Permission;
use model::shaping_plan::{EffectFigure, EffectKind, ShapingAction, ShapingEffect, ShapingPlan};
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct PlanAction {
    pub plan: ShapingPlanId,
    pub version: i64,
    pub what: String,
    /// Nothing is an answer too.
    pub budget: Option<Money>,
    pub owner_role: String,
    pub due: Option<Date>,
    pub learned_at: Option<MarketMeetingId>,
    pub kind: Option<EffectKind>,
    pub indicator: String,
    pub before: Option<f64>,
    pub before_on: Option<Date>,
    pub before_source: String,
    pub aim: Option<f64>,
}

pub async fn plan_action(desk: &Desk, actor: &Actor, ask: PlanAction) -> Result<Record<ShapingPlanId, ShapingPlan>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, TEXT, "Say what is to be done");
    let budget = ask.budget.unwrap_or(Money::ZERO);
    typed.ask("budget", ask.budget.is_some() && budget >= Money::ZERO, "Say what it may cost: £0 is an answer too, and is shown");
    let owner_role = typed.text("owner_role", &ask.owner_role, LINE, "Name the role that answers for it");
    typed.ask("due", ask.due.is_some(), "Say by when");
    typed.ask("kind", ask.kind.is_some(), "Choose what it is to move");
    let indicator = typed.text("indicator", &ask.indicator, LINE, "Say what is counted, with its unit: “agencies that bid, a lot”");
    typed.ask("before", ask.before.is_some(), "Say where it stands now: an effect cannot be measured afterwards without it");
    let on = typed.past("before_on", ask.before_on, desk.today(), "Say of which day that is");
    let source = typed.text("before_source", &ask.before_source, LINE, "Say where the figure is from");
    typed.ask("aim", ask.aim.is_some(), "Say where it is to stand afterwards");
    typed.done()?;
    let (Some(due), Some(kind), Some(value), Some(aim)) = (ask.due, ask.kind, ask.before, ask.aim) else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let mut record = store::shaping_plans::find(&mut write.tx, &actor.scope, ask.plan).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if let Some(meeting) = ask.learned_at {
        store::market_meetings::find(&mut write.tx, &actor.scope, meeting).await?;
    }
    let effect = ShapingEffect { kind, indicator, before: EffectFigure { value, on, source }, aim, after: None };
    let line = format!("“{}”: “{what}” is planned, at {}.", record.noun.title, budget.in_full());
    let action = ShapingAction { what, budget, owner_role, due, learned_at: ask.learned_at, effect, done_on: None, spent: None };
    record.noun.actions.push(action);
    record.changed_at = desk.now();
    let record = store::shaping_plans::save(&mut write.tx, &record).await?;
    write.commit("plan_shaping_action", "market-shaping plan", Some(record.id.uuid()), line).await?;
    Ok(record)
}
