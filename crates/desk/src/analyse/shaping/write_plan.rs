//! Writing a market-shaping plan, or changing it: what the market lacks, the budget, jobs claimed and who came in.

use model::audience::Audience;
use model::id::{ServiceId, ShapingPlanId};
use model::record::Record;
use model::role::Permission;
use model::shaping_plan::ShapingPlan;
use quantity::Money;

use super::lines;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct WritePlan {
    /// None: a new one.
    pub plan: Option<(ShapingPlanId, i64)>,
    pub title: String,
    pub service: Option<ServiceId>,
    pub because: String,
    pub budget: Option<Money>,
    /// Lines, as `lines` reads them.
    pub jobs: String,
    pub entrants: String,
}

pub async fn write_plan(desk: &Desk, actor: &Actor, ask: WritePlan) -> Result<Record<ShapingPlanId, ShapingPlan>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name the market it is for");
    let because = typed.text("because", &ask.because, TEXT, "Say what this market lacks today");
    typed.ask("budget", ask.budget.is_none_or(|budget| budget >= Money::ZERO), "A budget is nothing or more");
    let jobs = typed.lines("jobs", &ask.jobs, lines::jobs);
    let entrants = typed.lines("entrants", &ask.entrants, lines::entrant);
    typed.done()?;
    let plan = ShapingPlan { title, service: ask.service, because, budget: ask.budget, actions: Vec::new(), jobs, entrants };
    let mut write = desk.write(actor).await?;
    if let Some(service) = plan.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let (record, said) = match ask.plan {
        None => (kept(desk, desk.new_id(), Audience::Partners, plan), "was written"),
        Some((id, version)) => {
            let mut record = store::shaping_plans::find(&mut write.tx, &actor.scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            record.noun = ShapingPlan { actions: std::mem::take(&mut record.noun.actions), ..plan };
            record.changed_at = desk.now();
            (record, "was changed")
        }
    };
    let record = store::shaping_plans::save(&mut write.tx, &record).await?;
    let line = format!("The market-shaping plan “{}” {said}.", record.noun.title);
    write.commit("write_shaping_plan", "market-shaping plan", Some(record.id.uuid()), line).await?;
    Ok(record)
}
