//! Adding what could be done with the money, and which things go together. Refused as a whole where any of it cannot stand.

use model::allocation::{Allocation, Candidate, Needs};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;

use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct AddCandidates {
    pub allocation: AllocationId,
    pub version: i64,
    pub candidates: Vec<Candidate>,
    pub needs: Vec<Needs>,
    pub not_together: Vec<Vec<String>>,
    pub at_least_one: Vec<Vec<String>>,
    /// Codes of what is done today, among those there and those added.
    pub today: Vec<String>,
}

pub async fn add_candidates(desk: &Desk, actor: &Actor, ask: AddCandidates) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    typed.ask("candidates", !ask.candidates.is_empty(), "Give at least one line");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let added = ask.candidates.len();
    record.noun.candidates.extend(ask.candidates);
    record.noun.needs.extend(ask.needs);
    record.noun.not_together.extend(ask.not_together);
    record.noun.at_least_one.extend(ask.at_least_one);
    record.noun.today.extend(ask.today);
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(&record.noun) {
        typed.fault("candidates", fault);
    }
    typed.done()?;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    let line = format!("{added} more could be done under “{}”.", record.noun.title);
    write.commit("add_candidates", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}
