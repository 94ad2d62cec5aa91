//! Taking part with a code, without an account: one code, one vote, and nothing that says who voted how.

use model::ballot::{Ballot, Chosen, Vote};
use model::id::InvolvementId;
use model::involvement::{Channel, Involvement};
use model::record::Record;
use model::reference::Reference;

use super::answers::{self, Typed};
use super::code::Code;
use super::{passer_by, throttled};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::sign_in::Origin;
use crate::house::token::hex;

pub struct CastBallot {
    pub involvement: Reference,
    pub code: String,
    pub typed: Typed,
    /// Where it comes from, for slowing abuse down; never kept with the ballot.
    pub from: Origin,
}

/// What would be counted, shown once more before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    pub group: String,
    pub chosen: Chosen,
    pub words: String,
}

/// Looks a ballot over without counting it: everything that sending it would refuse, it refuses.
pub async fn look_at_ballot(desk: &Desk, ask: &CastBallot) -> Result<Looked, DeskError> {
    Ok(checked(desk, ask).await?.0)
}

/// Counts a ballot. The code is used up in the same transaction; which code a ballot came with is kept nowhere.
pub async fn cast_ballot(desk: &Desk, ask: &CastBallot) -> Result<(), DeskError> {
    throttled::count_a_ballot(desk, &ask.from).await?;
    let (looked, digest, id) = checked(desk, ask).await?;
    let actor = passer_by(desk);
    let mut write = desk.write(&actor).await?;
    // Read again under the head: closed, or the code used, while this was looked over.
    let of = store::involvements::find(&mut write.tx, &actor.scope, id).await?;
    open_vote(&of, desk)?;
    if !store::invitations::use_once(&mut write.tx, id, &digest).await? {
        return Err(used());
    }
    let ballot =
        Ballot { involvement: id, by: Channel::Online, group: looked.group, chosen: looked.chosen, words: looked.words, on: desk.today() };
    store::ballots::save_many(&mut write.tx, &[(key(desk), ballot)]).await?;
    write.commit("cast_ballot", "involvement", Some(id.uuid()), "A ballot was counted.").await
}

/// The key of a ballot: chance alone.
pub(super) fn key(desk: &Desk) -> String {
    hex(&desk.chance::<16>())
}

/// The vote, where it can be taken part in today; else why not, in plain words.
pub(super) fn open_vote<'a>(of: &'a Record<InvolvementId, Involvement>, desk: &Desk) -> Result<&'a Vote, DeskError> {
    let today = desk.today();
    if today < of.noun.opens {
        return Err(DeskError::refused(
            "not_open",
            format!("This opens on {}. Come back then.", quantity::period::in_words(of.noun.opens)),
        ));
    }
    if !of.noun.is_open(today) {
        return Err(DeskError::refused(
            "closed",
            "This has closed, so your answer was not counted. You can see what came of it on its page.",
        ));
    }
    of.noun.vote.as_ref().ok_or_else(|| DeskError::refused("no_vote", "There is no vote here. The page says how you can have your say."))
}

async fn checked(desk: &Desk, ask: &CastBallot) -> Result<(Looked, String, InvolvementId), DeskError> {
    throttled::refuse_guesses(desk, &ask.from).await?;
    let mut tx = desk.read().await?;
    let of = store::involvements::by_reference(&mut tx, &passer_by(desk).scope, &ask.involvement).await?;
    let vote = open_vote(&of, desk)?;
    let (read, mut faults) = match answers::read(&of.noun, vote, &ask.typed) {
        Ok(read) => (Some(read), Vec::new()),
        Err(faults) => (None, faults),
    };
    let code = match Code::read(&ask.code) {
        Some(code) => Some(code),
        None => {
            faults.insert(0, code_fault(&ask.code));
            None
        }
    };
    let digest = code.map(|code| code.digest(of.id));
    let known = match &digest {
        Some(digest) => store::invitations::find(&mut tx, of.id, digest).await?,
        None => None,
    };
    drop(tx);
    match (&digest, known) {
        (Some(_), None) => {
            throttled::count_a_guess(desk, &ask.from).await?;
            faults.insert(0, Fault::new("code", "We do not know this code. Look at your letter again, and type it as it stands there"));
        }
        (Some(_), Some(true)) => faults.insert(0, used_fault()),
        _ => {}
    }
    match (read, digest) {
        (Some((group, chosen, words)), Some(digest)) if faults.is_empty() => Ok((Looked { group, chosen, words }, digest, of.id)),
        _ => Err(DeskError::Faults(faults)),
    }
}

pub(super) fn code_fault(typed: &str) -> Fault {
    let mend = match typed.trim().is_empty() {
        true => "Type the code from your letter",
        false => "A code has 12 letters and numbers. Type it as it stands in your letter",
    };
    Fault::new("code", mend)
}

fn used_fault() -> Fault {
    Fault::new("code", "This code was used before. Each code counts once, so this answer was not counted")
}

pub(super) fn used() -> DeskError {
    DeskError::Faults(vec![used_fault()])
}
