//! What people said in a round of having your say, taken over as what they say of a priority: the counts of its kept result, as they are.

use model::ballot::VoteKind;
use model::id::{InvolvementId, PriorityId};
use model::involvement::Involvement;
use model::priority::{Priority, PriorityVoice};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::analyse::involvement::result::kept_count;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

/// One thing that was voted on, with how many chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub round: InvolvementId,
    /// Reference and title of the round.
    pub round_words: String,
    /// Code of what could be chosen, within its round.
    pub choice: String,
    pub title: String,
    pub chose: u32,
    pub answered: u32,
}

impl Offered {
    /// Names the thing among all rounds.
    pub fn key(&self) -> String {
        format!("{}/{}", self.round, self.choice)
    }
}

pub struct TakeVoice {
    pub priority: PriorityId,
    pub version: i64,
    /// [`Offered::key`].
    pub choice: String,
}

/// Everything that closed rounds counted in people: picks, and first places. Points and choices between two are no counts of people.
pub async fn offered(desk: &Desk, actor: &Actor) -> Result<Vec<Offered>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut tx = desk.read().await?;
    gather(desk, &mut tx, actor).await
}

async fn gather(desk: &Desk, tx: &mut store::Tx, actor: &Actor) -> Result<Vec<Offered>, DeskError> {
    let mut all = Vec::new();
    for of in store::involvements::list(tx, &actor.scope).await? {
        let counts_people = |of: &Record<InvolvementId, Involvement>| {
            of.noun.vote.as_ref().is_some_and(|vote| matches!(vote.kind, VoteKind::Approval | VoteKind::Ranking))
        };
        if of.noun.closed.is_none() || !counts_people(&of) {
            continue;
        }
        let Some((_, counted)) = kept_count(desk, tx, &of).await? else { continue };
        let reference = of.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        let title = |code: &str| of.noun.vote.as_ref().and_then(|vote| vote.choice(code)).map(|choice| choice.title.clone());
        all.extend(counted.choices.iter().map(|choice| Offered {
            round: of.id,
            round_words: format!("{reference} {}", of.noun.title),
            choice: choice.code.clone(),
            title: title(&choice.code).unwrap_or_else(|| choice.code.clone()),
            chose: u32::try_from(choice.votes).unwrap_or(u32::MAX),
            answered: u32::try_from(counted.people).unwrap_or(u32::MAX),
        }));
    }
    Ok(all)
}

/// What everybody said before is replaced; the trail keeps both.
pub async fn take_voice(desk: &Desk, actor: &Actor, ask: TakeVoice) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let key = typed.text("choice", &ask.choice, LINE, "Choose what people voted on");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::priorities::find(&mut write.tx, &actor.scope, ask.priority).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let all = gather(desk, &mut write.tx, actor).await?;
    let Some(found) = all.into_iter().find(|one| one.key() == key) else {
        let mut typed = Typed::new();
        typed.ask("choice", false, "Choose what people voted on, from the list");
        typed.done()?;
        return Err(DeskError::NotFound);
    };
    let round = store::involvements::find(&mut write.tx, &actor.scope, found.round).await?;
    let on = round.noun.closed.as_ref().map_or(round.noun.closes, |closed| closed.on);
    record.noun.voices.retain(|voice| !voice.group.is_empty());
    record.noun.voices.push(PriorityVoice {
        group: String::new(),
        chose: found.chose,
        answered: found.answered,
        source: format!("Having your say, {}: “{}”", found.round_words, found.title),
        on,
        round: Some(found.round),
    });
    record.changed_at = desk.now();
    let record = store::priorities::save(&mut write.tx, &record).await?;
    let line = format!("What people said of “{}” was taken from {}.", record.noun.title, found.round_words);
    write.commit("take_voice", "priority", Some(record.id.uuid()), line).await?;
    Ok(record)
}
