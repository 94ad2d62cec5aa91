//! Naming what is good here as a means of an option: strengths of the place that it would use.

use model::case::Case;
use model::id::{CaseId, StrengthId};
use model::record::Record;
use model::role::Permission;
use model::strength::Strength;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::change_option;

pub struct NameStrengths {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option.
    pub option: String,
    /// All of them: those not among these are used no longer.
    pub uses: Vec<StrengthId>,
}

pub async fn name_strengths(desk: &Desk, actor: &Actor, ask: NameStrengths) -> Result<Record<CaseId, Case>, DeskError> {
    let mut uses = ask.uses;
    uses.sort_unstable();
    uses.dedup();
    let mut names = Vec::new();
    for strength in &uses {
        let found = store::strengths::find(&mut desk.read().await?, &actor.scope, *strength).await;
        let missing = |_| DeskError::Faults(vec![Fault::new("uses", "Choose from what is written down as good here")]);
        names.push(found.map_err(missing)?.noun.name);
    }
    change_option(desk, actor, ask.case, ask.version, &ask.option, "name_strengths", |choice| {
        choice.sheet.uses = uses;
        Ok(if names.is_empty() { "it uses no strength of the place.".into() } else { format!("it uses {}.", names.join("; ")) })
    })
    .await
}

/// Strengths that are still there, for the form and the sheet.
pub async fn strengths_for_options(desk: &Desk, actor: &Actor) -> Result<Vec<Record<StrengthId, Strength>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut all = store::strengths::list(&mut desk.read().await?, &actor.scope).await?;
    all.retain(|strength| strength.noun.ended.is_none());
    Ok(all)
}
