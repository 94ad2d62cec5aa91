//! A round in which every body answers without seeing what the others say: the partnership check, or priorities put in order.

use std::collections::BTreeSet;

use model::id::{PartnershipId, PriorityId};
use model::partnership::{Asks, Partnership, Round};
use model::record::Record;
use quantity::Date;

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct OpenRound {
    pub asks: Asks,
    /// The last day on which anybody answers.
    pub closes_on: Option<Date>,
    /// What is to be put in order; empty for the check.
    pub priorities: Vec<PriorityId>,
}

pub async fn open_round(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: OpenRound,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let today = desk.today();
    let mut typed = Typed::new();
    let closes_on = typed.future("closes_on", ask.closes_on, today, "Say until when each body answers");
    let distinct: BTreeSet<PriorityId> = ask.priorities.iter().copied().collect();
    typed.ask("priorities", distinct.len() == ask.priorities.len(), "A priority is there twice: take one out");
    let enough = ask.asks == Asks::Check || distinct.len() >= 2;
    typed.ask("priorities", enough, "Choose at least two priorities to put in order");
    typed.done()?;
    let mut tx = desk.read().await?;
    for priority in &ask.priorities {
        store::priorities::find(&mut tx, &actor.scope, *priority).await?;
    }
    drop(tx);
    let priorities = if ask.asks == Asks::Order { ask.priorities } else { Vec::new() };
    change(desk, actor, at, Needs::OfficerOrDecides, "open_round", |partnership| {
        if partnership.rounds.iter().any(|round| round.asks == ask.asks && round.is_open(today)) {
            return Err(DeskError::refused("round_open", "A round of this kind is open already: close it before another begins."));
        }
        partnership.rounds.push(Round { asks: ask.asks, opened_on: today, closes_on, closed_on: None, priorities });
        let what = match ask.asks {
            Asks::Check => "the partnership check",
            Asks::Order => "putting priorities in order",
        };
        Ok(format!("A round of {what} was opened in “{}”.", partnership.name))
    })
    .await
}

/// Nobody answers any more, and everybody sees.
pub async fn close_round(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    round: u32,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let today = desk.today();
    change(desk, actor, at, Needs::OfficerOrDecides, "close_round", |partnership| {
        let name = partnership.name.clone();
        let round = usize::try_from(round).ok().and_then(|round| partnership.rounds.get_mut(round)).ok_or(DeskError::NotFound)?;
        if !round.is_open(today) {
            return Err(DeskError::refused("round_closed", "This round is closed already."));
        }
        round.closed_on = Some(today);
        Ok(format!("A round of “{name}” was closed: what each body said is shown."))
    })
    .await
}
