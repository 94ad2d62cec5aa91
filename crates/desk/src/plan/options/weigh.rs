//! What people say the criteria count for: each person by themself, side by side, and what was agreed together.

use model::id::{CaseId, WorkshopId};
use model::record::Record;
use model::workshop::{Voice, Workshop};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::hold_workshop::change_workshop;
use crate::typed::{LINE, Typed};

pub struct Weigh {
    pub case: CaseId,
    /// Of the workshop.
    pub version: i64,
    /// The group this person speaks for; empty where the weights were agreed together.
    pub group: String,
    pub is_agreed: bool,
    /// One a criterion, in their order; the largest counts as 100.
    pub swings: Vec<Option<f64>>,
}

/// Adds one person's weights, or sets those agreed together. Nobody's are averaged in silence.
pub async fn weigh(desk: &Desk, actor: &Actor, ask: Weigh) -> Result<Record<WorkshopId, Workshop>, DeskError> {
    let mut typed = Typed::new();
    let group = if ask.is_agreed {
        String::new()
    } else {
        typed.text("group", &ask.group, LINE, "Say for whom this person speaks: residents, elected members, officers")
    };
    let missing = ask.swings.iter().position(Option::is_none);
    typed.ask(
        "swings",
        missing.is_none(),
        format!("Criterion {} has no figure: write 0 if it counts for nothing", missing.unwrap_or_default() + 1),
    );
    let swings: Vec<f64> = ask.swings.iter().flatten().copied().collect();
    typed.ask("swings", swings.iter().all(|swing| (0.0..=100.0).contains(swing)), "Use figures from 0 to 100");
    typed.ask("swings", swings.iter().any(|swing| *swing > 0.0), "At least one criterion has to count for something");
    typed.done()?;
    let (on, by) = (desk.today(), actor.person);
    change_workshop(desk, actor, ask.case, ask.version, "weigh_criteria", |_, workshop| {
        if swings.len() != workshop.criteria.len() {
            return Err(DeskError::Faults(vec![Fault::new("swings", "Give one figure for each criterion")]));
        }
        if ask.is_agreed {
            workshop.agreed = swings;
            return Ok("The weights of the criteria were agreed.".into());
        }
        workshop.voices.push(Voice { group: group.clone(), by, swings, on });
        Ok(format!("Somebody of “{group}” weighed the criteria."))
    })
    .await
}
