//! Who voiced a need, or a hope: a group, when, in their words, and where it can be read. Nobody is named.

use model::id::{NeedId, OrganisationId};
use model::need::{Need, NeedVoice, VoiceOf};
use model::option_sheet::Contributor;
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use super::{change, names_nobody};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct VoiceNeed {
    pub need: NeedId,
    pub version: i64,
    pub kind: Option<Contributor>,
    pub group: String,
    pub organisation: Option<OrganisationId>,
    pub of: Option<VoiceOf>,
    pub says: String,
    pub on: Option<Date>,
    pub source: String,
}

/// A need and a hope are kept apart: what people lack is not what they hope for.
pub async fn voice_need(desk: &Desk, actor: &Actor, ask: VoiceNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    typed.ask("kind", ask.kind.is_some(), "Choose who said it");
    let group = typed.text("group", &ask.group, LINE, "Say which group, and about how many of them");
    typed.ask("of", ask.of.is_some(), "Choose whether they spoke of what they lack, or of what they hope for");
    let says = typed.text("says", &ask.says, TEXT, "Write what they said in their own words, naming nobody");
    for (field, text) in [("group", &group), ("says", &says)] {
        names_nobody(&mut typed, field, text);
    }
    let on = typed.past("on", ask.on, desk.today(), "Say when they said it");
    let source = typed.text("source", &ask.source, LINE, "Say where it can be read");
    typed.done()?;
    if let Some(organisation) = ask.organisation {
        store::organisations::find(&mut desk.read().await?, &actor.scope, organisation).await?;
    }
    let (kind, of) = (ask.kind.unwrap_or(Contributor::Users), ask.of.unwrap_or(VoiceOf::Need));
    change(desk, actor, ask.need, ask.version, (Permission::WriteCases, "voice_need"), |need| {
        let line = format!("Who voiced “{}” was written down: {group}.", need.title);
        need.voices.push(NeedVoice { kind, group, organisation: ask.organisation, of, says, on, source });
        Ok(line)
    })
    .await
}
