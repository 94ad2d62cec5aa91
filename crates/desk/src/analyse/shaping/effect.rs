//! What an action of a market-shaping plan came to: what was spent, and where its figure stands afterwards.

use model::id::ShapingPlanId;
use model::record::Record;
use model::role::Permission;
use model::shaping_plan::{EffectFigure, ShapingPlan};
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct Effect {
    pub plan: ShapingPlanId,
    pub version: i64,
    /// Its place in the list, from 0.
    pub action: Option<usize>,
    pub done_on: Option<Date>,
    pub spent: Option<Money>,
    /// Where its figure stands now; none: not measured yet.
    pub after: Option<f64>,
    pub after_on: Option<Date>,
    pub source: String,
}

pub async fn effect(desk: &Desk, actor: &Actor, ask: Effect) -> Result<Record<ShapingPlanId, ShapingPlan>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let today = desk.today();
    let mut typed = Typed::new();
    typed.ask("action", ask.action.is_some(), "Choose which action it is about");
    typed.ask("done_on", ask.done_on.is_none_or(|on| on <= today), "Use a date that is today or earlier");
    typed.ask("spent", ask.spent.is_some_and(|spent| spent >= Money::ZERO), "Say what was spent on it: £0 is an answer too");
    let after = match ask.after {
        None => {
            typed.ask("source", ask.source.trim().is_empty(), "Write the figure that this source gives, or leave both empty");
            None
        }
        Some(value) => {
            let on = typed.past("after_on", ask.after_on, today, "Say of which day the figure is");
            let source = typed.text("source", &ask.source, LINE, "Say where the figure is from");
            Some(EffectFigure { value, on, source })
        }
    };
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::shaping_plans::find(&mut write.tx, &actor.scope, ask.plan).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let title = record.noun.title.clone();
    let action = ask.action.and_then(|at| record.noun.actions.get_mut(at)).ok_or(DeskError::NotFound)?;
    let before = action.effect.before.on;
    let mut typed = Typed::new();
    typed.ask(
        "after_on",
        after.as_ref().is_none_or(|after| after.on > before),
        "The figure afterwards has to be of a later day than the one before",
    );
    typed.done()?;
    let measured = if after.is_some() { "and its effect is measured" } else { "and its effect is not measured yet" };
    let line = format!("“{title}”: “{}” has cost {}, {measured}.", action.what, ask.spent.unwrap_or(Money::ZERO).in_full());
    (action.done_on, action.spent) = (ask.done_on, ask.spent);
    if after.is_some() {
        action.effect.after = after;
    }
    record.changed_at = desk.now();
    let record = store::shaping_plans::save(&mut write.tx, &record).await?;
    write.commit("record_shaping_effect", "market-shaping plan", Some(record.id.uuid()), line).await?;
    Ok(record)
}
