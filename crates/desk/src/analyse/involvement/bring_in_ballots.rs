//! Ballots that two people counted at a meeting or at a polling table, brought in together: all of them, or none.

use model::ballot::{Ballot, Chosen, Vote};
use model::id::InvolvementId;
use model::involvement::{Channel, Involvement};
use model::record::Record;
use model::reference::Reference;

use super::answers;
use super::cast_ballot::key;
use super::{changed, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

/// The most ballots brought in at once.
pub const MOST: usize = 100_000;

pub struct BringInBallots {
    pub involvement: Reference,
    pub version: i64,
    pub by: Channel,
    /// Who counted them, both by role, and where.
    pub counted_by: String,
    /// So many people of a group (empty: nobody asked), who chose the same.
    pub alike: Vec<Alike>,
}

/// People who chose the same. For approval the codes of what they picked; for a ranking all codes in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub people: u32,
    pub group: String,
    pub codes: Vec<String>,
}

pub async fn bring_in_ballots(desk: &Desk, actor: &Actor, ask: BringInBallots) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let mut typed = Typed::new();
    let counted_by = typed.text("counted_by", &ask.counted_by, LINE, "Say which two people counted them, and where");
    let people: u64 = ask.alike.iter().map(|line| u64::from(line.people)).sum();
    typed.ask("ballots", (1..=MOST as u64).contains(&people), format!("Bring in from 1 to {MOST} ballots at once"));
    typed.ask("by", ask.by != Channel::Online, "What came online is counted as it comes. Choose paper, phone or meeting");
    typed.done()?;
    let (mut write, record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    if record.noun.closed.is_some() || desk.today() < record.noun.opens {
        return Err(DeskError::refused("not_open", "Ballots are brought in from the day a round opens until somebody closes it."));
    }
    let Some(vote) = &record.noun.vote else { return Err(DeskError::refused("no_vote", "There is no vote in this round.")) };
    let mut ballots = Vec::with_capacity(usize::try_from(people).unwrap_or(0));
    let mut typed = Typed::new();
    for (at, line) in ask.alike.iter().enumerate() {
        match checked(&record.noun, vote, line) {
            Ok(chosen) => {
                let one = || Ballot {
                    involvement: record.id,
                    by: ask.by,
                    group: line.group.clone(),
                    chosen: chosen.clone(),
                    words: String::new(),
                    on: desk.today(),
                };
                ballots.extend((0..line.people).map(|_| (key(desk), one())));
            }
            Err(mend) => typed.fault("ballots", format!("Line {}: {mend}", at + 1)),
        }
    }
    typed.done()?;
    store::ballots::save_many(&mut write.tx, &ballots).await?;
    let line = format!("{} ballots counted {} were brought in. Counted by {counted_by}.", ballots.len(), ask.by.words());
    changed(desk, write, record, "bring_in_ballots", line).await
}

fn checked(of: &Involvement, vote: &Vote, line: &Alike) -> Result<Chosen, String> {
    if line.people == 0 {
        return Err("say how many people chose this, at least 1".into());
    }
    if !line.group.is_empty() && of.groups.iter().all(|group| group.name != line.group) {
        return Err(format!("“{}” is none of this round’s groups", line.group));
    }
    let fields = |value: &dyn Fn(usize) -> String| line.codes.iter().enumerate().map(|(at, code)| (code.clone(), value(at))).collect();
    match vote.kind {
        model::ballot::VoteKind::Approval => answers::chosen(vote, &fields(&|_| "yes".to_owned())),
        model::ballot::VoteKind::Ranking => answers::chosen(vote, &fields(&|at| (at + 1).to_string())),
        // A pair is written as “hall/path=hall”, points as “hall=3”.
        _ => {
            let split = |code: &String| {
                code.split_once('=').map_or((code.clone(), String::new()), |(code, value)| (code.to_owned(), value.to_owned()))
            };
            answers::chosen(vote, &line.codes.iter().map(split).collect())
        }
    }
}
