//! Naming the line of the budget a service is paid from: solving an issue of it is paid from another.

use model::id::ServiceId;
use model::record::Record;
use model::role::Permission;
use model::service::Service;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct NameBudgetLine {
    pub service: ServiceId,
    pub version: i64,
    pub budget_line: String,
}

pub async fn name_budget_line(desk: &Desk, actor: &Actor, ask: NameBudgetLine) -> Result<Record<ServiceId, Service>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let line = typed.text("budget_line", &ask.budget_line, LINE, "Name the line, as the budget book has it: “AX 41, home care”");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let said = format!("{} is paid from the line {line}.", record.noun.name);
    record.noun.budget_line = line;
    record.changed_at = desk.now();
    let record = store::services::save(&mut write.tx, &record).await?;
    write.commit("name_budget_line", "service", Some(record.id.uuid()), said).await?;
    Ok(record)
}
