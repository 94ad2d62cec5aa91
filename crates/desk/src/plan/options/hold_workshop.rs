//! A criteria workshop: criteria with their ranges, and the moment at which everybody is shown which option is whose.

use methods::criteria::neutral::names_the_delivery_model;
use model::id::{CaseId, WorkshopId};
use model::record::Record;
use model::role::Permission;
use model::workshop::{Criterion, Revealed, Workshop};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::plan::options::criteria_question::options;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddCriterion {
    pub case: CaseId,
    /// Of the workshop; 0 where none is held yet.
    pub version: i64,
    pub name: String,
    pub unit: String,
    pub worst: Option<f64>,
    pub best: Option<f64>,
    pub half: Option<f64>,
    pub about_delivery_model: bool,
    pub published_reason: String,
    /// Weights given already are taken back, and asked for again over all criteria.
    pub ask_again: bool,
}

pub async fn add_criterion(desk: &Desk, actor: &Actor, ask: AddCriterion) -> Result<Record<WorkshopId, Workshop>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name what options are told apart by: “Falls avoided”");
    let unit = typed.optional("unit", &ask.unit, 60);
    let published_reason = typed.optional("published_reason", &ask.published_reason, TEXT);
    typed.ask("worst", ask.worst.is_some(), "Say what counts as worst: a weight without a range means nothing");
    typed.ask("best", ask.best.is_some(), "Say what counts as best: a weight without a range means nothing");
    let (worst, best) = (ask.worst.unwrap_or(0.0), ask.best.unwrap_or(1.0));
    typed.ask("best", worst != best, "Worst and best are the same: give a range that options can differ over");
    let between = ask.half.is_none_or(|half| worst.min(best) < half && half < worst.max(best));
    typed.ask("half", between, "The figure worth half lies between worst and best");
    let is_about_it = ask.about_delivery_model || names_the_delivery_model(&name);
    typed.ask(
        "published_reason",
        !is_about_it || !published_reason.is_empty(),
        "This scores who provides, and not what comes of it. Score what it would change, or give the reason why the delivery model itself counts: it is published",
    );
    typed.done()?;
    let criterion = Criterion { name, unit, worst, best, half: ask.half, about_delivery_model: is_about_it, published_reason };
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    let there = store::workshops::of_case(&mut write.tx, &actor.scope, ask.case).await?;
    if there.as_ref().map_or(0, |record| record.version) != ask.version {
        return Err(DeskError::Stale);
    }
    let mut record = there.unwrap_or_else(|| {
        let noun =
            Workshop { case: case.id, criteria: Vec::new(), voices: Vec::new(), agreed: Vec::new(), scores: Vec::new(), revealed: None };
        kept(desk, desk.new_id(), case.audience.clone(), noun)
    });
    let noun = &mut record.noun;
    if noun.criteria.iter().any(|there| there.name == criterion.name) {
        return Err(DeskError::Faults(vec![Fault::new("name", "There is a criterion of this name: name this one otherwise")]));
    }
    let has_weights = !noun.voices.is_empty() || !noun.agreed.is_empty();
    if has_weights && !ask.ask_again {
        let mend = "People have weighed the criteria there are. Tick this to take those weights back and ask again over all of them";
        return Err(DeskError::Faults(vec![Fault::new("ask_again", mend)]));
    }
    noun.voices.clear();
    noun.agreed.clear();
    let again = if has_weights { " Weights are asked for again." } else { "" };
    let line = format!("A criterion was added: {}, from {worst} to {best}.{again}", criterion.name);
    noun.criteria.push(criterion);
    record.changed_at = desk.now();
    let record = store::workshops::save(&mut write.tx, &record).await?;
    write.commit("add_criterion", "workshop", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// One change to the workshop of a case, refused where the form is stale.
pub(super) async fn change_workshop(
    desk: &Desk,
    actor: &Actor,
    case: CaseId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&model::case::Case, &mut Workshop) -> Result<String, DeskError>,
) -> Result<Record<WorkshopId, Workshop>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, case).await?;
    let mut record = store::workshops::of_case(&mut write.tx, &actor.scope, case.id).await?.ok_or(DeskError::NotFound)?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let line = apply(&case.noun, &mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::workshops::save(&mut write.tx, &record).await?;
    write.commit(action, "workshop", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Shows which option is whose, once every option has a score on every criterion. From then on a score is changed with a reason.
pub async fn reveal(desk: &Desk, actor: &Actor, case: CaseId, version: i64) -> Result<Record<WorkshopId, Workshop>, DeskError> {
    let (on, by_role) = (desk.today(), actor.role.clone());
    change_workshop(desk, actor, case, version, "reveal_options", |case, workshop| {
        if workshop.revealed.is_some() {
            return Err(DeskError::refused("revealed_already", "The options were revealed already."));
        }
        let missing = options(case, workshop).into_iter().find_map(|(code, name)| {
            workshop.criteria.iter().find(|kept| workshop.score(&code, &kept.name).is_none()).map(|kept| (name, kept.name.clone()))
        });
        if let Some((option, criterion)) = missing {
            return Err(DeskError::refused(
                "scores_missing",
                format!("{option} has no score on “{criterion}”. Every option is scored before anybody is shown whose it is."),
            ));
        }
        workshop.revealed = Some(Revealed { on, by_role });
        Ok("All options are scored, and it was shown which is whose.".into())
    })
    .await
}
