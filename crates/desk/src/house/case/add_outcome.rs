//! Adding an outcome wanted: a change for a named group of people, with its measure, baseline, target and date where known.

use model::audience::Audience;
use model::id::{CaseId, MeasureId, OutcomeId};
use model::outcome::{Outcome, OutcomeKind};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddOutcome {
    pub case: CaseId,
    pub statement: String,
    pub people: String,
    pub kind: OutcomeKind,
    pub measure: Option<MeasureId>,
    /// In the measure's unit (shares for per cent).
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub by: Option<Date>,
}

pub async fn add_outcome(desk: &Desk, actor: &Actor, ask: AddOutcome) -> Result<Record<OutcomeId, Outcome>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let statement = typed.text("statement", &ask.statement, TEXT, "Say what will be different in people’s lives");
    let people = typed.text("people", &ask.people, LINE, "Say for whom");
    for (field, value) in [("baseline", ask.baseline), ("target", ask.target)] {
        typed.ask(field, value.is_none_or(f64::is_finite), "Use a number");
    }
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    if let Some(measure) = ask.measure {
        store::measures::find(&mut write.tx, &actor.scope, measure).await?;
    }
    let noun = Outcome {
        case: case.id,
        statement,
        people,
        kind: ask.kind,
        measure: ask.measure,
        baseline: ask.baseline,
        target: ask.target,
        by: ask.by,
        priority: None,
        needs: Vec::new(),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.audience = case.audience;
    let record = store::outcomes::save(&mut write.tx, &record).await?;
    write.commit("add_outcome", "outcome", Some(record.id.uuid()), format!("Wanted: {}", record.noun.statement)).await?;
    Ok(record)
}
