//! A partner signs what is written of a need now. What is written anew asks again.

use model::id::{NeedId, OrganisationId};
use model::need::{Need, NeedSignature};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use super::change;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{LINE, Typed};

pub struct SignNeed {
    pub need: NeedId,
    pub version: i64,
    /// The edition that was read: what changed meanwhile is not signed unseen.
    pub edition: u32,
    /// Whose signature; a partner's own people sign for their own body only.
    pub organisation: OrganisationId,
    /// Where the signature stands, where somebody else enters it: “minutes of 12 November 2026”.
    pub written_in: String,
    /// When it was given, where somebody else enters it.
    pub on: Option<Date>,
}

pub async fn sign_need(desk: &Desk, actor: &Actor, ask: SignNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::SignNeeds)?;
    let is_own = actor.organisation == ask.organisation;
    if !is_own && actor.organisation != desk.authority {
        return Err(DeskError::refused("not_your_body", "You can sign for the organisation you work for, and for no other."));
    }
    let mut typed = Typed::new();
    let written_in = if is_own {
        typed.optional("written_in", &ask.written_in, LINE)
    } else {
        typed.text("written_in", &ask.written_in, LINE, "Say where the partner’s own word stands: minutes, a letter")
    };
    let on = if is_own { desk.today() } else { typed.past("on", ask.on, desk.today(), "Say when the partner signed") };
    typed.done()?;
    let body = store::organisations::find(&mut desk.read().await?, &actor.scope, ask.organisation).await?.noun.name;
    let by_role = actor.role.clone();
    change(desk, actor, ask.need, ask.version, (Permission::SignNeeds, "sign_need"), |need| {
        if !need.shared_with.contains(&ask.organisation) {
            let said = format!("{body} is not among the partners who are asked to share this picture. Add it to them first.");
            return Err(DeskError::refused("not_asked_to_sign", said));
        }
        if need.edition != ask.edition {
            return Err(DeskError::Stale);
        }
        if need.is_signed_by(ask.organisation) {
            return Err(DeskError::Faults(vec![Fault::new("organisation", format!("{body} has signed edition {} already", need.edition))]));
        }
        need.signatures.push(NeedSignature { organisation: ask.organisation, edition: need.edition, on, by_role, written_in });
        Ok(format!("{body} signed edition {} of “{}”.", need.edition, need.title))
    })
    .await
}
