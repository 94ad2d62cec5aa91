//! Parts of a service that take different delivery models and still serve one outcome.

use model::case::Case;
use model::id::{CaseId, OrganisationId, OutcomeId};
use model::option_sheet::Component;
use model::record::Record;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::change_option;
use crate::typed::{LINE, Typed};

pub struct AddComponent {
    pub case: CaseId,
    pub version: i64,
    pub option: String,
    pub what: String,
    /// Code of a delivery model.
    pub delivery_model: String,
    pub by: Option<OrganisationId>,
    pub outcome: Option<OutcomeId>,
    pub cost: Option<Money>,
}

/// A part of the same name takes the place of the one before.
pub async fn add_component(desk: &Desk, actor: &Actor, ask: AddComponent) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Name the part: “Village-hall classes”");
    typed.ask("cost", ask.cost.is_none_or(|cost| cost >= Money::ZERO), "Use nothing or more");
    typed.done()?;
    {
        let mut tx = desk.read().await?;
        let model = store::delivery_models::by_code(&mut tx, &actor.scope, &ask.delivery_model).await?;
        if model.is_none_or(|model| model.noun.retired) {
            return Err(DeskError::Faults(vec![Fault::new("delivery_model", "Choose a delivery model from the list, or add one")]));
        }
        if let Some(by) = ask.by {
            store::organisations::find(&mut tx, &actor.scope, by).await?;
        }
        if let Some(outcome) = ask.outcome
            && store::outcomes::find(&mut tx, &actor.scope, outcome).await?.noun.case != ask.case
        {
            return Err(DeskError::Faults(vec![Fault::new("outcome", "Choose one of the outcomes of this case")]));
        }
    }
    change_option(desk, actor, ask.case, ask.version, &ask.option, "add_component", |choice| {
        let line = format!("a part was written down: {what}.");
        let component = Component { what, delivery_model: ask.delivery_model, by: ask.by, outcome: ask.outcome, cost: ask.cost };
        let components = &mut choice.sheet.components;
        match components.iter_mut().find(|kept| kept.what == component.what) {
            Some(kept) => *kept = component,
            None => components.push(component),
        }
        // One service serves one outcome, however many hands its parts are in.
        let mut outcomes: Vec<_> = components.iter().filter_map(|component| component.outcome).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        if outcomes.len() > 1 {
            let mend = "The parts of an option serve one outcome together: choose the same for each, or make it an option of its own";
            return Err(DeskError::Faults(vec![Fault::new("outcome", mend)]));
        }
        Ok(line)
    })
    .await
}
