//! What came of an answer the market gave: a requirement that changed, or nothing and why.

use model::id::MarketMeetingId;
use model::market_meeting::{LearningUse, MarketMeeting};
use model::record::Record;
use model::role::Permission;

use super::may_see_sealed;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct CameOfIt {
    pub meeting: MarketMeetingId,
    pub version: i64,
    /// Its place in the list, from 0.
    pub learning: Option<usize>,
    /// Did anything change?
    pub is_changed: Option<bool>,
    /// What, as it was and as it is now.
    pub changed: String,
    pub reason: String,
}

pub async fn came_of_it(desk: &Desk, actor: &Actor, ask: CameOfIt) -> Result<Record<MarketMeetingId, MarketMeeting>, DeskError> {
    actor.may(Permission::WriteCases)?;
    may_see_sealed(actor)?;
    let mut typed = Typed::new();
    typed.ask("learning", ask.learning.is_some(), "Choose which answer it is about");
    typed.ask("is_changed", ask.is_changed.is_some(), "Choose whether anything changed because of it");
    let changes = ask.is_changed == Some(true);
    let changed =
        if changes { typed.text("changed", &ask.changed, TEXT, "Say what changed: as it was, and as it is now") } else { String::new() };
    let mend = if changes { "Say why it changed" } else { "Say why nothing changes, so that those who answered can understand it" };
    let reason = typed.text("reason", &ask.reason, TEXT, mend);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::market_meetings::find(&mut write.tx, &actor.scope, ask.meeting).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let of = ask.learning.and_then(|at| record.noun.learned.get_mut(at)).ok_or(DeskError::NotFound)?;
    of.came_of_it = Some(LearningUse { changed, reason, on: desk.today(), by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::market_meetings::save(&mut write.tx, &record).await?;
    let what = if changes { "something changed because of what was learned" } else { "it was said why nothing changes" };
    let line = format!("“{}”: {what}.", record.noun.title);
    write.commit("came_of_it", "meeting with the market", Some(record.id.uuid()), line).await?;
    Ok(record)
}
