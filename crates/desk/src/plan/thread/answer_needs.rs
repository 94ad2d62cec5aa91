//! Which needs an outcome answers: the thread from what people need to what should be different.

use model::id::{NeedId, OutcomeId};
use model::outcome::Outcome;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

pub struct AnswerNeeds {
    pub outcome: OutcomeId,
    pub version: i64,
    /// All of them; none: it answers no need that is written down.
    pub needs: Vec<NeedId>,
}

pub async fn answer_needs(desk: &Desk, actor: &Actor, ask: AnswerNeeds) -> Result<Record<OutcomeId, Outcome>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::outcomes::find(&mut write.tx, &actor.scope, ask.outcome).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut needs = ask.needs;
    needs.sort_unstable();
    needs.dedup();
    let mut names = Vec::new();
    for need in &needs {
        let found = store::needs::find(&mut write.tx, &actor.scope, *need).await;
        names.push(
            found.map_err(|_| DeskError::Faults(vec![Fault::new("needs", "Choose from the needs that are written down")]))?.noun.title,
        );
    }
    record.noun.needs = needs;
    record.changed_at = desk.now();
    let record = store::outcomes::save(&mut write.tx, &record).await?;
    let said = if names.is_empty() { "answers no need that is written down".to_owned() } else { format!("answers {}", names.join("; ")) };
    write.commit("answer_needs", "outcome", Some(record.id.uuid()), format!("“{}” {said}.", record.noun.statement)).await?;
    Ok(record)
}
