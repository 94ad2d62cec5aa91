//! What people say the criteria count for: each person by themself, side by side, and what was agreed together.

use methods::criteria::weights;
use model::id::{CaseId, WorkshopId};
use model::record::Record;
use model::workshop::{Voice, Workshop};
use quantity::Share;

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
    /// The least and the most of the whole weight that each criterion may have for this person; all of them none where they do not say.
    pub ranges: Vec<(Option<Share>, Option<Share>)>,
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
    let has_ranges = ask.ranges.iter().any(|(least, most)| least.is_some() || most.is_some());
    typed.ask("ranges", !(has_ranges && ask.is_agreed), "A range is one person’s: leave it empty for what was agreed together");
    typed.done()?;
    let ranges: Vec<(Share, Share)> = if has_ranges { whole(&ask.ranges)? } else { Vec::new() };
    let (on, by) = (desk.today(), actor.person);
    change_workshop(desk, actor, ask.case, ask.version, "weigh_criteria", |_, workshop| {
        if swings.len() != workshop.criteria.len() {
            return Err(DeskError::Faults(vec![Fault::new("swings", "Give one figure for each criterion")]));
        }
        if ask.is_agreed {
            workshop.agreed = swings;
            return Ok("The weights of the criteria were agreed.".into());
        }
        fits(workshop, &swings, &ranges)?;
        let within = if ranges.is_empty() { "" } else { ", and said between which shares each may lie" };
        workshop.voices.push(Voice { group: group.clone(), by, swings, ranges, on });
        Ok(format!("Somebody of “{group}” weighed the criteria{within}."))
    })
    .await
}

/// An end nobody wrote is nothing, or the whole.
fn whole(ranges: &[(Option<Share>, Option<Share>)]) -> Result<Vec<(Share, Share)>, DeskError> {
    let share =
        |value: f64| Share::from_percent(value).map_err(|refusal| DeskError::Faults(vec![Fault::new("ranges", refusal.to_string())]));
    let (nothing, all) = (share(0.0)?, share(100.0)?);
    Ok(ranges.iter().map(|(least, most)| (least.unwrap_or(nothing), most.unwrap_or(all))).collect())
}

/// Ranges that cross, cannot make the whole, or leave out what the same person weighs, with the mend.
fn fits(workshop: &Workshop, swings: &[f64], ranges: &[(Share, Share)]) -> Result<(), DeskError> {
    if ranges.is_empty() {
        return Ok(());
    }
    let fault = |message: String| DeskError::Faults(vec![Fault::new("ranges", message)]);
    if ranges.len() != workshop.criteria.len() {
        return Err(fault("Give one range for each criterion".into()));
    }
    let name = |at: usize| workshop.criteria.get(at).map_or_else(String::new, |kept| kept.name.clone());
    let shares: Vec<(f64, f64)> = ranges.iter().map(|(least, most)| (least.value(), most.value())).collect();
    let weights = weights::of_swings(swings, name).map_err(|refusal| fault(refusal.message()))?;
    weights::within(&weights, &shares, name).map_err(|refusal| fault(refusal.message()))
}
