//! Answering a round for one's own body, once: what is changed after hearing the others would not be one's own.

use std::collections::BTreeSet;

use methods::relationships::partnership_check::{HIGHEST, LOWEST, PRINCIPLES, STATEMENTS};
use model::audience::Audience;
use model::id::{PartnershipAnswerId, PartnershipId, PriorityId};
use model::partnership::{Asks, Round};
use model::partnership_answer::PartnershipAnswer;
use model::record::Record;

use super::{Needs, may};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::Typed;

/// 36 scores from 1 to 4, or an order of what the round asks; the other is empty.
pub struct AnswerRound {
    pub partnership: PartnershipId,
    pub round: u32,
    pub scores: Vec<Option<u8>>,
    pub order: Vec<PriorityId>,
}

pub async fn answer_round(
    desk: &Desk,
    actor: &Actor,
    ask: AnswerRound,
) -> Result<Record<PartnershipAnswerId, PartnershipAnswer>, DeskError> {
    let mut write = desk.write(actor).await?;
    let partnership = store::partnerships::find(&mut write.tx, &actor.scope, ask.partnership).await?;
    let round = usize::try_from(ask.round).ok().and_then(|at| partnership.noun.rounds.get(at)).ok_or(DeskError::NotFound)?;
    may(actor, &partnership.noun, if round.asks == Asks::Check { Needs::IsAsked } else { Needs::Decides })?;
    if !round.is_open(desk.today()) {
        return Err(DeskError::refused("round_closed", "This round is closed: nobody answers it any more."));
    }
    let given = store::partnership_answers::all_of(&mut write.tx, ask.partnership).await?;
    let is_same = |there: &PartnershipAnswer| match round.asks {
        Asks::Check => (there.by, &there.by_role) == (actor.person, &actor.role),
        // One order a body, whoever gives it.
        Asks::Order => true,
    };
    if given.iter().any(|there| there.noun.round == ask.round && there.noun.body == actor.organisation && is_same(&there.noun)) {
        let sentence = match round.asks {
            Asks::Check => "You have answered this round already: it is answered once, before hearing the others.",
            Asks::Order => "Your organisation has given its order already: it is given once, before hearing the others.",
        };
        return Err(DeskError::refused("answered_already", sentence));
    }
    checked(round, &ask)?;
    let noun = PartnershipAnswer {
        partnership: ask.partnership,
        round: ask.round,
        body: actor.organisation,
        by: actor.person,
        by_role: actor.role.clone(),
        given_on: desk.today(),
        scores: if round.asks == Asks::Check { ask.scores } else { Vec::new() },
        order: if round.asks == Asks::Order { ask.order } else { Vec::new() },
    };
    // Its own body's and nobody else's by scope; who sees it when is told by `told_rounds`.
    let until = desk.today().checked_add(jiff::Span::new().years(10)).unwrap_or(desk.today());
    let mut record = kept(desk, desk.new_id(), Audience::Exempt { paragraph: 3, until }, noun);
    (record.owner, record.about) = (actor.organisation, Some(actor.organisation));
    let record = store::partnership_answers::save(&mut write.tx, &record).await?;
    // The trail says that it was answered, never what.
    let line = format!("A body answered a round of “{}”.", partnership.noun.name);
    write.commit("answer_round", "partnership", Some(ask.partnership.uuid()), line).await?;
    Ok(record)
}

fn checked(round: &Round, ask: &AnswerRound) -> Result<(), DeskError> {
    let mut typed = Typed::new();
    match round.asks {
        Asks::Check => {
            let right =
                ask.scores.len() == PRINCIPLES * STATEMENTS && ask.scores.iter().flatten().all(|score| (LOWEST..=HIGHEST).contains(score));
            typed.ask("scores", right, "Give each statement 1 to 4, or say that you have no view");
            typed.ask("scores", ask.scores.iter().any(Option::is_some), "Answer at least one statement");
        }
        Asks::Order => {
            let (asked, given): (BTreeSet<PriorityId>, BTreeSet<PriorityId>) =
                (round.priorities.iter().copied().collect(), ask.order.iter().copied().collect());
            let whole = asked == given && ask.order.len() == round.priorities.len();
            typed.ask("order", whole, "Give every priority a place of its own, from 1 on");
        }
    }
    typed.done()
}
