//! Going on with a decision although the evidence of the need it answers is old: an accountable person says why, and what is done meanwhile.

use model::id::{CaseId, NeedId};
use model::need::{Need, NeedWaiver};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::analyse::needs::change;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct WaiveNeed {
    pub need: NeedId,
    pub version: i64,
    pub case: CaseId,
    pub reason: String,
    /// What is done to have new evidence.
    pub meanwhile: String,
    /// By when there is new evidence; the waiver ends with that day.
    pub until: Option<Date>,
}

/// Shown with the need, the decision and its paper. It holds for one case, until a day.
pub async fn waive_need(desk: &Desk, actor: &Actor, ask: WaiveNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::ProceedByException)?;
    let today = desk.today();
    let mut typed = Typed::new();
    let reason =
        typed.text("reason", &ask.reason, TEXT, "Say why it cannot wait for new evidence, and what is put at risk: it is published");
    let meanwhile = typed.text("meanwhile", &ask.meanwhile, TEXT, "Say what is done to have new evidence, and who does it");
    let until = typed.future("until", ask.until, today, "Say by when there is new evidence");
    typed.done()?;
    let question = store::cases::find(&mut desk.read().await?, &actor.scope, ask.case).await?.noun.question;
    let (by_role, name) = (actor.role.clone(), actor.name.clone());
    change(desk, actor, ask.need, ask.version, (Permission::ProceedByException, "waive_need"), |need| {
        let line = format!(
            "{by_role}: a decision on “{question}” may rest on the old evidence of “{}” until {}.",
            need.title,
            period::in_words(until)
        );
        need.waivers.push(NeedWaiver { case: ask.case, reason, meanwhile, until, on: today, by_role, name });
        Ok(line)
    })
    .await
}
