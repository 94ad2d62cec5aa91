//! What people chose where they could, and what their own budgets come to: counted, with nobody's name.

use model::id::NeedId;
use model::need::{IndividualChoice, Need};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money, period};

use super::{change, names_nobody};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct CountChoice {
    pub need: NeedId,
    pub version: i64,
    pub what: String,
    pub people: Option<u32>,
    /// Personal budgets and direct payments in a year, together.
    pub budgets: Option<Money>,
    pub is_independence: Option<bool>,
    pub on: Option<Date>,
    pub source: String,
}

/// Counted again on a later day, the newest counts. It adds up to the needs above this one.
pub async fn count_choice(desk: &Desk, actor: &Actor, ask: CountChoice) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what people chose, as it was offered to them");
    names_nobody(&mut typed, "what", &what);
    typed.ask("people", ask.people.is_some(), "Say how many people chose it, 0 where nobody did");
    typed.ask(
        "budgets",
        ask.budgets.is_some_and(|money| money >= Money::ZERO),
        "Say what their budgets come to in a year, £0 where they have none",
    );
    typed.ask("is_independence", ask.is_independence.is_some(), "Choose whether it helps people to do more for themselves");
    let on = typed.past("on", ask.on, desk.today(), "Say of which day the count is");
    let source = typed.text("source", &ask.source, LINE, "Say where it was counted");
    typed.done()?;
    let (people, budgets) = (ask.people.unwrap_or_default(), ask.budgets.unwrap_or(Money::ZERO));
    let (is_independence, by_role) = (ask.is_independence == Some(true), actor.role.clone());
    change(desk, actor, ask.need, ask.version, (Permission::WriteCases, "count_choice"), |need| {
        need.choices.retain(|other| !(other.what == what && other.on == on));
        let line = format!("How many people chose “{what}” on {} was counted for “{}”.", period::in_words(on), need.title);
        need.choices.push(IndividualChoice { what, people, budgets, is_independence, on, source, by_role });
        Ok(line)
    })
    .await
}
