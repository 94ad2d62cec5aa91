//! What is known of the need behind a priority: how much is unmet, whether it grows, and how it stands among peers, with source and day.

use model::id::PriorityId;
use model::priority::{AgainstPeers, NeedKnown, NeedTrend, Priority};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct NoteEvidence {
    pub priority: PriorityId,
    pub version: i64,
    pub unmet: Option<Share>,
    pub trend: Option<NeedTrend>,
    pub peers: Option<AgainstPeers>,
    pub source: String,
    pub on: Option<Date>,
}

/// What is noted takes the place of what was noted before; the trail keeps both. Nothing known at all takes it back.
pub async fn note_evidence(desk: &Desk, actor: &Actor, ask: NoteEvidence) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let is_known = ask.unmet.is_some() || ask.trend.is_some() || ask.peers.is_some();
    let mut typed = Typed::new();
    let evidence = if is_known {
        let source = typed.text("source", &ask.source, LINE, "Say where it is from: a needs assessment, a return, a survey");
        let on = typed.past("on", ask.on, desk.today(), "Say of which day the figures are");
        Some(NeedKnown { unmet: ask.unmet, trend: ask.trend, peers: ask.peers, source, on })
    } else {
        None
    };
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::priorities::find(&mut write.tx, &actor.scope, ask.priority).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut typed = Typed::new();
    typed.ask("unmet", is_known || record.noun.evidence.is_some(), "Say at least one thing that is known: nothing was noted before either");
    typed.done()?;
    let line = match &evidence {
        Some(known) => format!("What is known of “{}” was noted, from {}.", record.noun.title, known.source),
        None => format!("What was known of “{}” was taken back.", record.noun.title),
    };
    record.noun.evidence = evidence;
    record.changed_at = desk.now();
    let record = store::priorities::save(&mut write.tx, &record).await?;
    write.commit("note_evidence", "priority", Some(record.id.uuid()), line).await?;
    Ok(record)
}
