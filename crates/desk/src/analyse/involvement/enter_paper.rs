//! Ballots on paper or by phone, typed by two people: counted where both typed the same, settled with the paper in hand where not.

use model::ballot::{Ballot, Chosen};
use model::id::InvolvementId;
use model::involvement::{Channel, Involvement};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use serde::{Deserialize, Serialize};
use store::paper_ballots::PaperBallot;

use super::answers::{self, Typed};
use super::cast_ballot::{code_fault, key, used};
use super::code::Code;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::record::Write;

pub struct EnterPaper {
    pub involvement: Reference,
    /// The code printed on the paper: one code, one vote, however it comes.
    pub code: String,
    pub by: Channel,
    pub typed: Typed,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// Somebody else types it too.
    First,
    Counted,
    /// The two do not say the same: to be settled.
    Differs,
}

/// A ballot as one person typed it, kept until it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub by: Channel,
    pub group: String,
    pub chosen: Chosen,
    pub words: String,
}

pub async fn enter_paper(desk: &Desk, actor: &Actor, ask: EnterPaper) -> Result<Entered, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let of = store::involvements::by_reference(&mut write.tx, &actor.scope, &ask.involvement).await?;
    let vote = takes_paper(desk, &of)?;
    let read = answers::read(&of.noun, vote, &ask.typed);
    let (Some(code), Ok((group, chosen, words))) = (Code::read(&ask.code), &read) else {
        let mut faults = read.err().unwrap_or_default();
        if Code::read(&ask.code).is_none() {
            faults.insert(0, code_fault(&ask.code));
        }
        return Err(DeskError::Faults(faults));
    };
    let digest = code.digest(of.id);
    match store::invitations::find(&mut write.tx, of.id, &digest).await? {
        None => return Err(fault("This code is not one of this round. Look at the paper again")),
        Some(true) => return Err(used()),
        Some(false) => {}
    }
    let sheet = Sheet { by: ask.by, group: group.clone(), chosen: chosen.clone(), words: words.clone() };
    let (me, body) = (who(actor), written(&sheet)?);
    let Some(first) = store::paper_ballots::by_code(&mut write.tx, of.id, &digest).await? else {
        let ballot = PaperBallot { id: key(desk), involvement: of.id, code_digest: digest, first: (me, body), second: None };
        store::paper_ballots::save_first(&mut write.tx, &ballot).await?;
        write.commit("enter_paper", "involvement", Some(of.id.uuid()), "A ballot on paper was typed once.").await?;
        return Ok(Entered::First);
    };
    if first.second.is_some() {
        return Ok(Entered::Differs);
    }
    if first.first.0 == me {
        return Err(fault("You typed this one the first time. Somebody else types it the second time"));
    }
    if first.first.1 == body {
        let line = "A ballot on paper was counted: two people typed the same.";
        count(desk, write, &of, &first, sheet, line).await?;
        return Ok(Entered::Counted);
    }
    store::paper_ballots::save_second(&mut write.tx, &first.id, &me, &body).await?;
    write.commit("enter_paper", "involvement", Some(of.id.uuid()), "A ballot on paper was typed twice, and the two differ.").await?;
    Ok(Entered::Differs)
}

pub struct SettlePaper {
    pub involvement: Reference,
    /// Which of those that wait.
    pub paper: String,
    /// Whether the first was right; else the second.
    pub first_is_right: bool,
}

/// Settles a ballot that two people typed differently, with the paper in hand.
pub async fn settle_paper(desk: &Desk, actor: &Actor, ask: SettlePaper) -> Result<(), DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let of = store::involvements::by_reference(&mut write.tx, &actor.scope, &ask.involvement).await?;
    takes_paper(desk, &of)?;
    let waiting = store::paper_ballots::of(&mut write.tx, of.id).await?;
    let paper = waiting.into_iter().find(|paper| paper.id == ask.paper).ok_or(DeskError::NotFound)?;
    let Some(second) = &paper.second else {
        return Err(DeskError::refused("typed_once", "Only one person has typed this one. Somebody else types it first."));
    };
    let right = if ask.first_is_right { &paper.first.1 } else { &second.1 };
    let sheet = sheet(right)?;
    let line = if ask.first_is_right { "the first typing stood" } else { "the second typing stood" };
    count(desk, write, &of, &paper, sheet, &format!("A ballot on paper was settled and counted: {line}.")).await
}

/// Papers that wait, each with what one or two people typed.
pub(super) fn waiting(papers: &[PaperBallot]) -> Result<Vec<Waiting>, DeskError> {
    let read = |paper: &PaperBallot| {
        let second = paper.second.as_ref().map(|(_, body)| sheet(body)).transpose()?;
        Ok(Waiting { id: paper.id.clone(), first: sheet(&paper.first.1)?, second })
    };
    papers.iter().map(read).collect()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub id: String,
    pub first: Sheet,
    pub second: Option<Sheet>,
}

async fn count(
    desk: &Desk,
    mut write: Write,
    of: &Record<InvolvementId, Involvement>,
    paper: &PaperBallot,
    sheet: Sheet,
    line: &str,
) -> Result<(), DeskError> {
    if !store::invitations::use_once(&mut write.tx, of.id, &paper.code_digest).await? {
        return Err(used());
    }
    let ballot =
        Ballot { involvement: of.id, by: sheet.by, group: sheet.group, chosen: sheet.chosen, words: sheet.words, on: desk.today() };
    store::ballots::save_many(&mut write.tx, &[(key(desk), ballot)]).await?;
    store::paper_ballots::remove(&mut write.tx, &paper.id).await?;
    write.commit("count_paper", "involvement", Some(of.id.uuid()), line).await
}

/// Paper that came in time may be typed after the last day, until the round is closed.
fn takes_paper<'a>(desk: &Desk, of: &'a Record<InvolvementId, Involvement>) -> Result<&'a model::ballot::Vote, DeskError> {
    if of.noun.closed.is_some() || desk.today() < of.noun.opens {
        return Err(DeskError::refused("not_open", "Ballots are typed in from the day a round opens until somebody closes it."));
    }
    of.noun.vote.as_ref().ok_or_else(|| DeskError::refused("no_vote", "There is no vote in this round."))
}

fn who(actor: &Actor) -> String {
    actor.person.map_or_else(|| actor.role.clone(), |person| person.to_string())
}

fn written(sheet: &Sheet) -> Result<String, DeskError> {
    serde_json::to_string(sheet).map_err(|error| DeskError::refused("unwritable", error.to_string()))
}

fn sheet(body: &str) -> Result<Sheet, DeskError> {
    serde_json::from_str(body)
        .map_err(|_| DeskError::refused("unreadable", "A ballot that waits cannot be read. Type it again from the paper."))
}

fn fault(mend: &str) -> DeskError {
    DeskError::Faults(vec![Fault::new("code", mend)])
}
