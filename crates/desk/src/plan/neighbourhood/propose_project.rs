//! Putting a project of a neighbourhood forward: what it costs, which need and priority it serves, how the people there chose it.

use model::id::{NeedId, NeighbourhoodId, PriorityId};
use model::neighbourhood::{Neighbourhood, NeighbourhoodProject};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{TEXT, Typed};

pub struct ProposeProject {
    pub neighbourhood: NeighbourhoodId,
    pub version: i64,
    pub title: String,
    pub cost: Option<Money>,
    pub need: Option<NeedId>,
    pub priority: Option<PriorityId>,
    pub how_chosen: String,
}

pub async fn propose_project(desk: &Desk, actor: &Actor, ask: ProposeProject) -> Result<Record<NeighbourhoodId, Neighbourhood>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, 120, "Name the project as people there do");
    let cost = ask.cost.unwrap_or(Money::ZERO);
    typed.ask("cost", cost > Money::ZERO, "Say what it costs");
    let how_chosen = typed.text("how_chosen", &ask.how_chosen, TEXT, "Say how the people there were asked, and what came of it");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::neighbourhoods::find(&mut write.tx, &actor.scope, ask.neighbourhood).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if let Some(need) = ask.need {
        store::needs::find(&mut write.tx, &actor.scope, need).await?;
    }
    if let Some(priority) = ask.priority {
        store::priorities::find(&mut write.tx, &actor.scope, priority).await?;
    }
    if record.noun.projects.iter().any(|other| other.title == title) {
        return Err(DeskError::Faults(vec![Fault::new("title", "There is a project of this name: name this one otherwise")]));
    }
    let line = format!("{}: “{title}” was put forward, at {}.", record.noun.place, cost.in_full());
    record.noun.projects.push(NeighbourhoodProject {
        title,
        cost,
        need: ask.need,
        priority: ask.priority,
        how_chosen,
        proposed_on: desk.today(),
        decided: None,
        agreed: None,
    });
    record.changed_at = desk.now();
    let record = store::neighbourhoods::save(&mut write.tx, &record).await?;
    write.commit("propose_project", "neighbourhood", Some(record.id.uuid()), line).await?;
    Ok(record)
}
