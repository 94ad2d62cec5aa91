//! Delegating a budget to a neighbourhood: who commissions there, how much, and for one project up to which cost alone.

use model::audience::Audience;
use model::id::{NeighbourhoodId, OrganisationId, PriorityId};
use model::neighbourhood::Neighbourhood;
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct SetUpNeighbourhood {
    pub commissioner: Option<OrganisationId>,
    pub place: String,
    /// The year it begins in.
    pub year: Option<i16>,
    pub budget: Option<Money>,
    pub limit: Option<Money>,
    pub delegated_in: String,
    /// What it puts first itself, in order.
    pub priorities: Vec<PriorityId>,
}

pub async fn set_up_neighbourhood(
    desk: &Desk,
    actor: &Actor,
    ask: SetUpNeighbourhood,
) -> Result<Record<NeighbourhoodId, Neighbourhood>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    typed.ask("commissioner", ask.commissioner.is_some(), "Choose who commissions there");
    let place = typed.text("place", &ask.place, LINE, "Name the part of the place");
    typed.ask("year", ask.year.is_some(), "Write the financial year, for example 2026-27");
    let budget = ask.budget.unwrap_or(Money::ZERO);
    typed.ask("budget", budget > Money::ZERO, "Say how much it has in the year");
    let limit = ask.limit.unwrap_or(Money::ZERO);
    typed.ask("limit", ask.limit.is_some() && limit >= Money::ZERO, "Say up to which cost of one project it decides alone");
    typed.ask("limit", limit <= budget, "The limit of one project is more than the whole budget: one of the two is not meant so");
    let delegated_in = typed.text("delegated_in", &ask.delegated_in, TEXT, "Say where the delegation is written, and who gave it");
    let mut priorities: Vec<PriorityId> = Vec::new();
    for priority in ask.priorities {
        typed.ask("second", !priorities.contains(&priority), "Choose each priority once");
        priorities.push(priority);
    }
    typed.done()?;
    let (Some(commissioner), Some(year)) = (ask.commissioner, ask.year) else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let body = store::organisations::find(&mut write.tx, &actor.scope, commissioner).await?;
    for priority in &priorities {
        store::priorities::find(&mut write.tx, &actor.scope, *priority).await?;
    }
    let there = store::neighbourhoods::list(&mut write.tx, &desk.own_scope()).await?;
    if there.iter().any(|other| (other.noun.commissioner, other.noun.year) == (commissioner, year)) {
        let said = format!("{} has a budget for that year already", body.noun.name);
        return Err(DeskError::Faults(vec![Fault::new("commissioner", said)]));
    }
    let noun = Neighbourhood { commissioner, place, year, budget, limit, delegated_in, priorities, projects: Vec::new() };
    let record = store::neighbourhoods::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Public, noun)).await?;
    let line = format!(
        "{} commissions for {}: {} in the year, and alone up to {} a project.",
        body.noun.name,
        record.noun.place,
        budget.in_full(),
        limit.in_full()
    );
    write.commit("set_up_neighbourhood", "neighbourhood", Some(record.id.uuid()), line).await?;
    Ok(record)
}
