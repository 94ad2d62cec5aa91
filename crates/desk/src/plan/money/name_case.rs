//! Saying which case an allocation belongs to: its plan then stands in that case's papers.

use model::allocation::Allocation;
use model::id::{AllocationId, CaseId};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub struct NameCase {
    pub allocation: AllocationId,
    pub version: i64,
    /// None: it belongs to none.
    pub case: Option<CaseId>,
}

pub async fn name_case(desk: &Desk, actor: &Actor, ask: NameCase) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let line = match ask.case {
        Some(case) => {
            let case = store::cases::find(&mut write.tx, &actor.scope, case).await?;
            format!("“{}” belongs to the case “{}”.", record.noun.title, case.noun.question)
        }
        None => format!("“{}” belongs to no case.", record.noun.title),
    };
    record.noun.case = ask.case;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("name_case", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}
