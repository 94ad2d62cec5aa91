//! Voiding a test period by hand, with the reason: its start has moved, or it tests the wrong thing. It stays on record for ever.

use model::id::TestPeriodId;
use model::record::Record;
use model::role::Permission;
use model::test_period::{TestPeriod, Voided};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct VoidTest {
    pub test: TestPeriodId,
    pub version: i64,
    /// Shown on the issue's page wherever its tests are.
    pub why: String,
}

/// A void test shows nothing any more, and is never taken up again: a new one is registered.
pub async fn void_test(desk: &Desk, actor: &Actor, ask: VoidTest) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let why = typed.text("why", &ask.why, TEXT, "Say why it no longer counts: “The new rota starts in February, not in November”");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::test_periods::find(&mut write.tx, &actor.scope, ask.test).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if let Some(voided) = &record.noun.voided {
        return Err(DeskError::refused("already_void", format!("It is void already: {}.", voided.why.trim_end_matches('.'))));
    }
    record.noun.voided = Some(Voided { on: desk.today(), why: why.clone(), by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    let reference = record.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    write.commit("void_test", "test period", Some(record.id.uuid()), format!("Test period {reference} is void: {why}")).await?;
    Ok(record)
}
