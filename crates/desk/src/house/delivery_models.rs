//! Delivery models: every way of getting an outcome. An authority adds its own, without code, and retires what it does not use.

use model::audience::Audience;
use model::control::Control;
use model::delivery_model::{Added, DeliveryModel, OperatedBy};
use model::id::DeliveryModelId;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::config::delivery_models::AS_NOW;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// Every model the actor may see, in the order they were first kept: those not retired first.
pub async fn list_delivery_models(desk: &Desk, actor: &Actor) -> Result<Vec<Record<DeliveryModelId, DeliveryModel>>, DeskError> {
    let mut tx = desk.read().await?;
    let mut models = store::delivery_models::list(&mut tx, &actor.scope).await?;
    models.sort_by_key(|model| model.noun.retired);
    Ok(models)
}

/// One, by its code.
pub async fn read_delivery_model(desk: &Desk, actor: &Actor, code: &str) -> Result<Record<DeliveryModelId, DeliveryModel>, DeskError> {
    let mut tx = desk.read().await?;
    store::delivery_models::by_code(&mut tx, &actor.scope, code).await?.ok_or(DeskError::NotFound)
}

pub struct AddDeliveryModel {
    pub title: String,
    pub describes: String,
    pub operated_by: OperatedBy,
    pub reversible: bool,
    pub keeps: Control,
    /// Documents it needs.
    pub artefacts: Vec<String>,
    /// Questions that must be answered; each ends with a question mark.
    pub checks: Vec<String>,
    /// The lawful reason why the readiness check never holds it, where there is one.
    pub never_held: Option<String>,
    pub source: String,
    pub reason: String,
}

/// Adds a model: from then on it is among the choices of every case. Its code is made from its title and lasts.
pub async fn add_delivery_model(desk: &Desk, actor: &Actor, ask: AddDeliveryModel) -> Result<String, DeskError> {
    actor.may(Permission::ManageSettings)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, 80, "Name the model, as people here would say it");
    let describes = typed.text("describes", &ask.describes, 300, "Say in one sentence, for a resident, what it is");
    let source = typed.text("source", &ask.source, LINE, "Say where it comes from: a law, a guide, practice here");
    let reason = typed.text("reason", &ask.reason, 500, "Say why it is added: it is shown with the model");
    let code = code_of(&title);
    if !title.is_empty() {
        typed.ask("title", !code.is_empty(), "Use letters in the name");
    }
    let artefacts = lines(&mut typed, "artefacts", &ask.artefacts);
    let checks: Vec<String> = lines(&mut typed, "checks", &ask.checks).into_iter().map(as_question).collect();
    typed.ask("checks", !checks.is_empty(), "Write at least one question that must be answered before it is chosen");
    let never_held = ask.never_held.map(|why| typed.text("never_held", &why, 300, "Give the lawful reason"));
    typed.done()?;

    let added = Some(Added { on: desk.today(), by_role: actor.role.clone(), reason: reason.clone() });
    let model = DeliveryModel {
        code: code.clone(),
        title,
        describes,
        operated_by: ask.operated_by,
        reversible: ask.reversible,
        never_held,
        keeps: ask.keeps,
        artefacts,
        checks,
        source,
        family: None,
        added,
        retired: false,
    };
    let mut write = desk.write(actor).await?;
    if store::delivery_models::by_code(&mut write.tx, &actor.scope, &code).await?.is_some() {
        let mut typed = Typed::new();
        typed.fault("title", "There is a model of this name already: name this one differently, or use that one");
        typed.done()?;
    }
    let record: Record<DeliveryModelId, DeliveryModel> = kept(desk, desk.new_id(), Audience::Public, model);
    let saved = store::delivery_models::save(&mut write.tx, &record).await?;
    let sentence = format!("Added the delivery model “{}”. {reason}", saved.noun.title);
    write.commit("add_delivery_model", "delivery model", Some(saved.id.uuid()), sentence).await?;
    Ok(code)
}

/// Takes a model out of the choices, or puts it back. What was decided with it still names it. Staying as we are is always a choice.
pub async fn retire_delivery_model(
    desk: &Desk,
    actor: &Actor,
    code: &str,
    version: i64,
    retired: bool,
    reason: &str,
) -> Result<(), DeskError> {
    actor.may(Permission::ManageSettings)?;
    let mut typed = Typed::new();
    let reason = typed.text("reason", reason, 500, "Say why, in a sentence");
    typed.done()?;
    if code == AS_NOW {
        return Err(DeskError::refused(
            "always_a_choice",
            "Staying as we are is asked the same question as every other choice, so it stays among them.",
        ));
    }
    let mut write = desk.write(actor).await?;
    let mut record = store::delivery_models::by_code(&mut write.tx, &actor.scope, code).await?.ok_or(DeskError::NotFound)?;
    record.version = version;
    record.changed_at = desk.now();
    record.noun.retired = retired;
    let saved = store::delivery_models::save(&mut write.tx, &record).await?;
    let (action, what) =
        if retired { ("retire_delivery_model", "is no longer offered") } else { ("offer_delivery_model", "is offered again") };
    let sentence = format!("The delivery model “{}” {what}. {reason}", saved.noun.title);
    write.commit(action, "delivery model", Some(saved.id.uuid()), sentence).await
}

/// What was done to it last, in the words of the audit trail, and whether it is offered now: for whoever changed it at the same time.
pub async fn last_change(desk: &Desk, actor: &Actor, code: &str) -> Result<(String, bool), DeskError> {
    actor.may(Permission::ManageSettings)?;
    let mut tx = desk.read().await?;
    let record = store::delivery_models::by_code(&mut tx, &actor.scope, code).await?.ok_or(DeskError::NotFound)?;
    let done = store::audit::of_record(&mut tx, record.id.uuid()).await?;
    Ok((done.last().map(|entry| entry.details.clone()).unwrap_or_default(), !record.noun.retired))
}

fn lines(typed: &mut Typed, field: &'static str, said: &[String]) -> Vec<String> {
    let kept: Vec<String> = said.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    typed.ask(field, kept.len() <= 20, "Write at most twenty lines");
    typed.optional(field, &kept.join("\n"), TEXT);
    kept
}

fn as_question(line: String) -> String {
    if line.ends_with('?') { line } else { format!("{}?", line.trim_end_matches(['.', ':', ';'])) }
}

/// "Community land trust" is `community_land_trust`.
fn code_of(title: &str) -> String {
    let words = title.to_lowercase();
    let parts = words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_").chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::bench;
    use model::control::Hold;

    fn ask(title: &str, checks: &[&str]) -> AddDeliveryModel {
        AddDeliveryModel {
            title: title.into(),
            describes: "People who live there own the buildings together.".into(),
            operated_by: OperatedBy::Community,
            reversible: false,
            keeps: Control { budget: Hold::Part, ..Control::NONE },
            artefacts: vec!["Lease".into(), " ".into()],
            checks: checks.iter().map(|check| (*check).to_owned()).collect(),
            never_held: None,
            source: "Practice here".into(),
            reason: "Fenwold asked for it.".into(),
        }
    }

    #[tokio::test]
    async fn a_model_is_added_without_code_and_is_among_the_choices_at_once() {
        let bench = bench(false).await;
        let (desk, actor) = (&bench.desk, operator(&bench.desk));
        let before = list_delivery_models(desk, &actor).await.expect("reads").len();
        let code = add_delivery_model(desk, &actor, ask("Community land trust", &["Who carries repairs"])).await.expect("adds");
        assert_eq!(code, "community_land_trust");
        let models = list_delivery_models(desk, &actor).await.expect("reads");
        assert_eq!(models.len(), before + 1);
        let added = read_delivery_model(desk, &actor, &code).await.expect("reads");
        assert_eq!((added.noun.checks[0].as_str(), added.noun.artefacts.len()), ("Who carries repairs?", 1));
        assert_eq!(added.noun.added.as_ref().map(|added| added.reason.as_str()), Some("Fenwold asked for it."));
        let again = add_delivery_model(desk, &actor, ask("Community Land-Trust", &["Who?"])).await;
        assert!(matches!(again, Err(DeskError::Faults(_))));
        let Err(DeskError::Faults(faults)) = add_delivery_model(desk, &actor, ask("!!!", &[])).await else {
            panic!("faults were expected")
        };
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["title", "checks"]);
    }

    #[tokio::test]
    async fn staying_as_we_are_cannot_be_taken_away_and_a_retired_model_comes_last() {
        let bench = bench(false).await;
        let (desk, actor) = (&bench.desk, operator(&bench.desk));
        let refused = retire_delivery_model(desk, &actor, AS_NOW, 1, true, "Tidying.").await;
        assert!(matches!(refused, Err(DeskError::Refused { code: "always_a_choice", .. })));
        retire_delivery_model(desk, &actor, "in_house", 1, true, "Not used here.").await.expect("retires");
        let models = list_delivery_models(desk, &actor).await.expect("reads");
        assert_eq!(models.last().map(|model| model.noun.code.as_str()), Some("in_house"));
    }
}
