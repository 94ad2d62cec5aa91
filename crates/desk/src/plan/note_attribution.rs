//! Noting why we think the fix did it (C7), where the figures alone do not say.

use model::id::{MeasureId, TestPeriodId};
use model::record::Record;
use model::role::Permission;
use model::test_period::{Attribution, TestPeriod};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct NoteAttribution {
    pub test: TestPeriodId,
    pub version: i64,
    pub mechanism: String,
    pub comparator: Option<MeasureId>,
}

pub async fn note_attribution(desk: &Desk, actor: &Actor, ask: NoteAttribution) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let mechanism = typed.text("mechanism", &ask.mechanism, TEXT, "Say how the fix brings the change about, step by step");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::test_periods::find(&mut write.tx, &actor.scope, ask.test).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if let Some(comparator) = ask.comparator {
        store::measures::find(&mut write.tx, &actor.scope, comparator).await?;
    }
    record.noun.attribution = Some(Attribution { mechanism, by_role: actor.role.clone(), on: desk.today(), comparator: ask.comparator });
    record.changed_at = desk.now();
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    write.commit("note_attribution", "test period", Some(record.id.uuid()), "How the fix brings the change about was noted.").await?;
    Ok(record)
}
