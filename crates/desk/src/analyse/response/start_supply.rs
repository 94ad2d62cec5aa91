//! Naming a line of supply: what outcomes need somebody to provide, and in which unit it is counted.

use model::audience::Audience;
use model::id::{OutcomeId, ServiceId, SupplyLineId};
use model::outcome::Outcome;
use model::record::Record;
use model::role::Permission;
use model::supply::SupplyLine;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

pub struct StartSupply {
    pub title: String,
    pub service: Option<ServiceId>,
    /// Outcomes that cannot come about without it.
    pub outcomes: Vec<OutcomeId>,
    pub unit: String,
}

pub async fn start_supply(desk: &Desk, actor: &Actor, ask: StartSupply) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name what is needed: “Homes for people who leave long-stay hospital”");
    let unit = typed.text("unit", &ask.unit, LINE, "Say what is counted, in the plural: “places”");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(service) = ask.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    for outcome in &ask.outcomes {
        store::outcomes::find(&mut write.tx, &actor.scope, *outcome).await?;
    }
    let noun = SupplyLine { title, service: ask.service, outcomes: ask.outcomes, unit, needs: Vec::new(), capacity: Vec::new() };
    let record = store::supply_lines::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("What outcomes rest on was named: {}.", record.noun.title);
    write.commit("start_supply", "line of supply", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Outcomes that a line may be said to carry.
pub async fn outcomes_seen(desk: &Desk, actor: &Actor) -> Result<Vec<Record<OutcomeId, Outcome>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::outcomes::list(&mut tx, &actor.scope).await?)
}

pub struct RestOn {
    pub line: SupplyLineId,
    pub version: i64,
    /// All of them: those left out rest on it no longer.
    pub outcomes: Vec<OutcomeId>,
}

/// Which outcomes cannot come about without it. Those the actor may not see stay as they are.
pub async fn rest_on(desk: &Desk, actor: &Actor, ask: RestOn) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    let mut seen = Vec::new();
    {
        let mut tx = desk.read().await?;
        for outcome in store::outcomes::list(&mut tx, &actor.scope).await? {
            seen.push(outcome.id);
        }
    }
    if ask.outcomes.iter().any(|outcome| !seen.contains(outcome)) {
        return Err(DeskError::NotFound);
    }
    change_supply(desk, actor, ask.line, ask.version, "rest_on", |noun| {
        noun.outcomes.retain(|outcome| !seen.contains(outcome));
        noun.outcomes.extend(ask.outcomes);
        Ok(format!("{}: {} rest on it.", noun.title, count(noun.outcomes.len())))
    })
    .await
}

fn count(outcomes: usize) -> String {
    if outcomes == 1 { "one outcome".to_owned() } else { format!("{outcomes} outcomes") }
}

/// One change of a line of supply; refused where the form is stale.
pub(super) async fn change_supply(
    desk: &Desk,
    actor: &Actor,
    line: SupplyLineId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&mut SupplyLine) -> Result<String, DeskError>,
) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::supply_lines::find(&mut write.tx, &actor.scope, line).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let said = apply(&mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::supply_lines::save(&mut write.tx, &record).await?;
    write.commit(action, "line of supply", Some(record.id.uuid()), said).await?;
    Ok(record)
}
