//! How many of those who were asked put a priority among their first: of everybody, or of one group.

use model::id::PriorityId;
use model::priority::{Priority, PriorityVoice};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct NoteVoice {
    pub priority: PriorityId,
    pub version: i64,
    /// Empty is everybody.
    pub group: String,
    pub chose: u32,
    /// Nobody takes back what was noted of the group.
    pub answered: u32,
    pub source: String,
    pub on: Option<Date>,
}

/// What the same group said before is replaced; the trail keeps both.
pub async fn note_voice(desk: &Desk, actor: &Actor, ask: NoteVoice) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let group = typed.optional("group", &ask.group, LINE);
    typed.ask("chose", ask.chose <= ask.answered, "More chose it than answered: correct one of the two");
    let mut source = typed.optional("source", &ask.source, LINE);
    let mut on = desk.today();
    if ask.answered > 0 {
        source = typed.text("source", &ask.source, LINE, "Say where it is from: a survey, a vote, a meeting");
        on = typed.past("on", ask.on, desk.today(), "Say on which day it closed");
    }
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::priorities::find(&mut write.tx, &actor.scope, ask.priority).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let was_there = record.noun.voices.iter().any(|voice| voice.group == group);
    let mut typed = Typed::new();
    typed.ask("answered", ask.answered > 0 || was_there, "Say how many answered: nothing was noted of this group before");
    typed.done()?;
    record.noun.voices.retain(|voice| voice.group != group);
    let whose = if group.is_empty() { "everybody asked".to_owned() } else { group.clone() };
    let line = match ask.answered {
        0 => format!("What {whose} said of “{}” was taken back.", record.noun.title),
        // No counts: the trail withholds nothing.
        _ => format!("What {whose} said of “{}” was noted, from {source}.", record.noun.title),
    };
    if ask.answered > 0 {
        record.noun.voices.push(PriorityVoice { group, chose: ask.chose, answered: ask.answered, source, on, round: None });
    }
    record.changed_at = desk.now();
    let record = store::priorities::save(&mut write.tx, &record).await?;
    write.commit("note_voice", "priority", Some(record.id.uuid()), line).await?;
    Ok(record)
}
