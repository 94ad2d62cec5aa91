//! Plans of a move to a new way of working: written down, step by step, and each step seen to have happened.

use model::audience::Audience;
use model::change_plan::{ChangePlan, ChangeStep};
use model::id::ChangePlanId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// What is typed of a plan itself; its steps come one by one.
#[derive(Debug, Clone, Default)]
pub struct PlanTyped {
    pub title: String,
    pub because: String,
    pub sponsor_role: String,
    pub who_is_touched: String,
    pub told_how: String,
    pub learning: String,
    pub doubts: String,
    pub kept_up_by: String,
}

/// A new plan, or one that takes the place of the version it was made from. What is left empty is shown as missing.
pub async fn write_change_plan(
    desk: &Desk,
    actor: &Actor,
    there: Option<(ChangePlanId, i64)>,
    ask: PlanTyped,
) -> Result<Record<ChangePlanId, ChangePlan>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name the change: “from buying visits to buying outcomes”");
    let because = typed.text("because", &ask.because, TEXT, "Say what is different when it has worked");
    let sponsor_role = typed.text("sponsor_role", &ask.sponsor_role, LINE, "Say which role answers for it");
    let who_is_touched = typed.optional("who_is_touched", &ask.who_is_touched, TEXT);
    let told_how = typed.optional("told_how", &ask.told_how, TEXT);
    let learning = typed.optional("learning", &ask.learning, TEXT);
    let doubts = typed.optional("doubts", &ask.doubts, TEXT);
    let kept_up_by = typed.optional("kept_up_by", &ask.kept_up_by, TEXT);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let record = match there {
        Some((id, version)) => {
            let before = store::change_plans::find(&mut write.tx, &actor.scope, id).await?;
            if before.version != version {
                return Err(DeskError::Stale);
            }
            let steps = before.noun.steps.clone();
            let noun = ChangePlan { title, because, sponsor_role, who_is_touched, told_how, learning, doubts, kept_up_by, steps };
            Record { noun, changed_at: desk.now(), ..before }
        }
        None => {
            let steps = Vec::new();
            let noun = ChangePlan { title, because, sponsor_role, who_is_touched, told_how, learning, doubts, kept_up_by, steps };
            kept(desk, desk.new_id(), Audience::Partners, noun)
        }
    };
    let record = store::change_plans::save(&mut write.tx, &record).await?;
    let line = format!("The plan of a change was written down: {}", record.noun.title);
    write.commit("write_change_plan", "change plan", Some(record.id.uuid()), line).await?;
    Ok(record)
}

async fn change(
    desk: &Desk,
    actor: &Actor,
    (plan, version): (ChangePlanId, i64),
    action: &str,
    apply: impl FnOnce(&mut ChangePlan) -> Result<String, DeskError>,
) -> Result<Record<ChangePlanId, ChangePlan>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::change_plans::find(&mut write.tx, &actor.scope, plan).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let line = apply(&mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::change_plans::save(&mut write.tx, &record).await?;
    write.commit(action, "change plan", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct AddStep {
    pub what: String,
    pub owner_role: String,
    pub by: Option<Date>,
    pub how_we_know: String,
}

pub async fn add_step(
    desk: &Desk,
    actor: &Actor,
    at: (ChangePlanId, i64),
    ask: AddStep,
) -> Result<Record<ChangePlanId, ChangePlan>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, TEXT, "Say what is done");
    let owner_role = typed.text("owner_role", &ask.owner_role, LINE, "Say which role does it");
    let how_we_know = typed.text("how_we_know", &ask.how_we_know, TEXT, "Say how anybody will know that it happened");
    typed.ask("by", ask.by.is_some(), "Say by when");
    typed.done()?;
    let Some(by) = ask.by else { return Err(DeskError::NotFound) };
    change(desk, actor, at, "add_change_step", |plan| {
        let line = format!("A step of “{}”: {what}", plan.title);
        plan.steps.push(ChangeStep { what, owner_role, by, how_we_know, done_on: None, seen: String::new() });
        plan.steps.sort_by_key(|step| step.by);
        Ok(line)
    })
    .await
}

/// A step was seen to have happened: when, and what was seen. What nobody saw is not done.
pub async fn see_step(
    desk: &Desk,
    actor: &Actor,
    at: (ChangePlanId, i64),
    (step, done_on, seen): (usize, Option<Date>, &str),
) -> Result<Record<ChangePlanId, ChangePlan>, DeskError> {
    let mut typed = Typed::new();
    let seen = typed.text("seen", seen, TEXT, "Say what was seen that shows it");
    let done_on = typed.past("done_on", done_on, desk.today(), "Say when it was seen");
    typed.done()?;
    change(desk, actor, at, "see_change_step", |plan| {
        let title = plan.title.clone();
        let step = plan.steps.get_mut(step).ok_or(DeskError::NotFound)?;
        (step.done_on, step.seen) = (Some(done_on), seen);
        Ok(format!("A step of “{title}” was seen to have happened: {}", step.what))
    })
    .await
}

#[derive(Debug, Clone)]
pub struct ChangePlanView {
    pub plan: Record<ChangePlanId, ChangePlan>,
    /// What a plan speaks of and this one does not, and which steps are late, in whole sentences.
    pub sentences: Vec<String>,
}

pub async fn list_change_plans(desk: &Desk, actor: &Actor) -> Result<Vec<ChangePlanView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let plans = store::change_plans::list(&mut desk.read().await?, &actor.scope).await?;
    Ok(plans.into_iter().map(|plan| view(plan, desk.today())).collect())
}

pub async fn read_change_plan(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<ChangePlanView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let plan = store::change_plans::by_reference(&mut desk.read().await?, &actor.scope, reference).await?;
    Ok(view(plan, desk.today()))
}

fn view(plan: Record<ChangePlanId, ChangePlan>, today: Date) -> ChangePlanView {
    let missing: Vec<&str> = plan.noun.parts().into_iter().filter(|(_, is_there)| !is_there).map(|(part, _)| part).collect();
    let mut sentences = Vec::new();
    if !missing.is_empty() {
        sentences.push(format!("The plan does not say yet: {}.", missing.join("; ")));
    }
    for step in plan.noun.steps.iter().filter(|step| step.done_on.is_none() && step.by < today) {
        sentences.push(format!(
            "“{}” was due by {}, and nobody has seen it happen: {}.",
            step.what,
            period::in_words(step.by),
            step.owner_role
        ));
    }
    ChangePlanView { plan, sentences }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bench, may_everything};
    use jiff::civil::date;

    #[tokio::test]
    async fn what_a_plan_leaves_out_and_what_nobody_saw_happen_is_said() {
        let bench = bench(false).await;
        let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
        let ask = PlanTyped {
            title: "From visits to outcomes".into(),
            because: "People keep their home.".into(),
            sponsor_role: "Director".into(),
            ..PlanTyped::default()
        };
        let plan = write_change_plan(desk, lead, None, ask.clone()).await.expect("a plan");
        assert_eq!(plan.noun.parts().iter().filter(|(_, is_there)| *is_there).count(), 0);
        let step = |how: &str| AddStep {
            what: "Try it with one agency".into(),
            owner_role: "Head of commissioning".into(),
            by: Some(date(2026, 10, 1)),
            how_we_know: how.into(),
        };
        assert!(matches!(add_step(desk, lead, (plan.id, 1), step(" ")).await, Err(DeskError::Faults(_))), "a step says how it is known");
        let plan = add_step(desk, lead, (plan.id, 1), step("Its plan names outcomes.")).await.expect("a step");
        let said = read_change_plan(desk, lead, &plan.reference.clone().expect("a reference")).await.expect("reads").sentences;
        assert!(said[0].contains("who is touched") && said[1].contains("was due by 1 October 2026"), "{said:?}");
        let later =
            see_step(desk, lead, (plan.id, plan.version), (0, Some(date(2026, 11, 1)), "Its plan of 1 November.")).await.expect("seen");
        assert!(later.noun.steps[0].done_on.is_some());
        let all = PlanTyped {
            who_is_touched: "Brokers".into(),
            told_how: "A meeting a month".into(),
            learning: "Two days".into(),
            doubts: "Too much paper".into(),
            kept_up_by: "A line in the return".into(),
            ..ask
        };
        write_change_plan(desk, lead, Some((plan.id, later.version)), all).await.expect("changed");
        assert!(list_change_plans(desk, lead).await.expect("lists")[0].sentences.is_empty());
    }
}
