//! Setting every limit of an allocation at once: on money, on people to be reached, on staff and places, and over how many years.

use model::allocation::{Allocation, CapacityLimit, MoneyLimit, ReachFloor};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;

use super::limit_lines::{Names, capacities_written, floors_written, money_written};
use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct SetLimits {
    pub allocation: AllocationId,
    pub version: i64,
    pub years: u8,
    pub limits: Vec<MoneyLimit>,
    pub floors: Vec<ReachFloor>,
    pub capacities: Vec<CapacityLimit>,
}

/// These take the place of the limits there are. Refused as a whole where what could be done cannot stand beside them.
pub async fn set_limits(desk: &Desk, actor: &Actor, ask: SetLimits) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    typed.ask("years", (1..=30).contains(&ask.years), "Use 1 to 30 years");
    typed.ask("limits", !ask.limits.is_empty(), "Say what there is to spend: without it, everything would be done");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut names = Names::new();
    for partner in ask.limits.iter().filter_map(|limit| limit.partner) {
        names.insert(partner, store::organisations::find(&mut write.tx, &actor.scope, partner).await?.noun.name);
    }
    let noun = &mut record.noun;
    (noun.years, noun.limits, noun.floors, noun.capacities) = (ask.years, ask.limits, ask.floors, ask.capacities);
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(noun) {
        typed.fault("limits", fault);
    } else if !noun.limits.iter().any(MoneyLimit::is_of_all_money) {
        typed.fault("limits", "Add a line that names no kind of money, for all there is to spend: all money; 1,200,000");
    }
    typed.done()?;
    let line = format!("The limits of “{}” were set, over {}. {}", noun.title, years_in_words(noun.years), written(noun, &names));
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("set_limits", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn years_in_words(years: u8) -> String {
    if years == 1 { "one year".to_owned() } else { format!("{years} years") }
}

/// Every limit as it was written, one sentence for money, one for people and one for staff and places.
fn written(noun: &Allocation, names: &Names) -> String {
    let on = |what: &str, lines: String| (!lines.is_empty()).then(|| format!("{what}: {}.", lines.replace('\n', " | ")));
    let all = [
        on("Money", money_written(&noun.limits, names)),
        on("People to be reached", floors_written(&noun.floors)),
        on("Staff and places", capacities_written(&noun.capacities)),
    ];
    all.into_iter().flatten().collect::<Vec<String>>().join(" ")
}
