//! What elected members put in or leave out of a plan, beside the plan as it would be without that.

use std::sync::Arc;

use model::allocation::Allocation;
use model::id::AllocationId;
use model::record::Record;
use model::reference::Reference;

use super::question;
use super::read_allocation::find_allocation;
use super::worked::Planned;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct MembersPrioritiesView {
    pub allocation: Record<AllocationId, Allocation>,
    /// The plan with what members set; else why there is none.
    pub with: Result<Arc<Planned>, String>,
    /// The same of the evidence alone.
    pub without: Result<Arc<Planned>, String>,
}

pub async fn read_members_priorities(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<MembersPrioritiesView, DeskError> {
    let allocation = find_allocation(desk, actor, reference).await?;
    let (with, without) = (question::of(&allocation.noun), question::of_evidence_alone(&allocation.noun));
    let (remembered, solver) = (Arc::clone(&desk.memory), Arc::clone(&desk.solver));
    let work = move || [with, without].map(|problem| remembered.allocations.planned(&problem, 1_000, solver.as_ref()));
    let [with, without] = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::refused("not_worked", "The plans could not be worked out. Nothing is lost: open the page again."))?
        .map(|planned| planned.map_err(|refusal| question::refused(&allocation.noun, &refusal)));
    Ok(MembersPrioritiesView { allocation, with, without })
}
