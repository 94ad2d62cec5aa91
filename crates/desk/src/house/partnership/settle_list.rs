//! One list of priorities, or on record that there is none and when leaders meet about it.

use std::collections::BTreeSet;

use model::id::{PartnershipId, PriorityId};
use model::partnership::{Asks, OneList, Partnership};
use model::record::Record;
use quantity::{Date, period};

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{TEXT, Typed};

pub struct SettleList {
    /// Empty: no list is agreed.
    pub order: Vec<PriorityId>,
    pub says: String,
    pub leaders_meet: Option<Date>,
}

pub async fn settle_list(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: SettleList,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let today = desk.today();
    let mut typed = Typed::new();
    let says = typed.text("says", &ask.says, TEXT, "Say how the list was reached, or why there is none");
    let leaders_meet = if ask.order.is_empty() {
        Some(typed.future("leaders_meet", ask.leaders_meet, today, "No list is agreed: say when leaders meet about it"))
    } else {
        ask.leaders_meet
    };
    let distinct: BTreeSet<PriorityId> = ask.order.iter().copied().collect();
    typed.ask("order", distinct.len() == ask.order.len(), "A priority stands on the list twice: give each one place");
    typed.done()?;
    let by_role = actor.role.clone();
    change(desk, actor, at, Needs::OfficerOrDecides, "settle_list", |partnership| {
        let ranked = partnership.rounds.iter().rev().find(|round| round.asks == Asks::Order);
        let Some(ranked) = ranked else {
            return Err(DeskError::refused(
                "no_order",
                "Nobody has put priorities in order yet: open a round first, so that each says its own before hearing the others.",
            ));
        };
        if ranked.is_open(today) {
            return Err(DeskError::refused("round_open", "The round of orders is still open: close it first."));
        }
        if ask.order.iter().any(|priority| !ranked.priorities.contains(priority)) {
            return Err(DeskError::Faults(vec![Fault::new("order", "Choose from the priorities that were put in order")]));
        }
        let line = match leaders_meet {
            Some(day) if ask.order.is_empty() => {
                format!("“{}” has no one list of priorities; leaders meet about it on {}.", partnership.name, period::in_words(day))
            }
            _ => format!("“{}” agreed one list of {} priorities.", partnership.name, ask.order.len()),
        };
        partnership.one_list = Some(OneList { order: ask.order, says, leaders_meet, on: today, by_role });
        Ok(line)
    })
    .await
}
