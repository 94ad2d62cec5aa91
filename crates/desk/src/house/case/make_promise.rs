//! Saying what will happen by when; and, when the day has come, what did. Failures are kept.

use model::audience::Audience;
use model::id::{CaseId, DecisionId, MeasureId, PromiseId, ServiceId};
use model::promise::{Kept, Promise, PromiseResult};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct MakePromise {
    pub case: Option<CaseId>,
    pub decision: Option<DecisionId>,
    pub service: Option<ServiceId>,
    pub what: String,
    pub due: Option<Date>,
    pub measure: Option<MeasureId>,
    /// In the measure's unit.
    pub expected: Option<f64>,
}

pub async fn make_promise(desk: &Desk, actor: &Actor, ask: MakePromise) -> Result<Record<PromiseId, Promise>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what will happen");
    let due = typed.future("due", ask.due, desk.today(), "Say by when");
    typed.ask("expected", ask.expected.is_none_or(f64::is_finite), "Use a number");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(case) = ask.case {
        store::cases::find(&mut write.tx, &actor.scope, case).await?;
    }
    let noun = Promise {
        case: ask.case,
        decision: ask.decision,
        service: ask.service,
        what,
        made_by: actor.role.clone(),
        made_on: desk.today(),
        due,
        measure: ask.measure,
        expected: ask.expected,
        result: None,
    };
    let record = store::promises::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Members, noun)).await?;
    let line = format!("Promised: {}, by {}.", record.noun.what, period::in_words(due));
    write.commit("make_promise", "promise", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct RecordResult {
    pub promise: PromiseId,
    pub version: i64,
    pub happened: String,
    pub kept: Kept,
}

/// What happened, beside what was said. A result once recorded is not taken back: a second is refused.
pub async fn record_result(desk: &Desk, actor: &Actor, ask: RecordResult) -> Result<Record<PromiseId, Promise>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let happened = typed.text("happened", &ask.happened, TEXT, "Say what happened, with its figure");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::promises::find(&mut write.tx, &actor.scope, ask.promise).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if record.noun.result.is_some() {
        return Err(DeskError::refused(
            "result_recorded",
            "What happened is recorded already, and stays. Make a new promise for what comes next.",
        ));
    }
    record.noun.result = Some(PromiseResult { happened, kept: ask.kept, recorded_on: desk.today(), by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::promises::save(&mut write.tx, &record).await?;
    write.commit("record_result", "promise", Some(record.id.uuid()), format!("What happened was recorded: {}", record.noun.what)).await?;
    Ok(record)
}
