//! Saying what a provider can do, and how much of it could be used: where, in which lot and year, who said so, and how sure that is.

use model::id::SupplyLineId;
use model::record::Record;
use model::supply::{Confidence, StatedCapacity, SupplyLine};
use quantity::Date;

use super::start_supply::change_supply;
use super::state_need::{CellTyped, MOST};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct StateCapacity {
    pub line: SupplyLineId,
    pub version: i64,
    pub of: CellTyped,
    pub provider: String,
    /// Its key in the market’s records; may be empty.
    pub supplier: String,
    pub can: String,
    pub is_able: Option<bool>,
    pub usable: Option<f64>,
    pub source: String,
    /// The day the figure is of.
    pub on: Option<Date>,
    pub confidence: Option<Confidence>,
}

/// A figure of the same provider and part takes the place of the one before.
pub async fn state_capacity(desk: &Desk, actor: &Actor, ask: StateCapacity) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    let mut typed = Typed::new();
    let provider = typed.text("provider", &ask.provider, LINE, "Name the provider");
    let supplier = typed.optional("supplier", &ask.supplier, LINE);
    let can = typed.text("can", &ask.can, TEXT, "Say what it can do, and what it cannot");
    let of = ask.of.read(&mut typed);
    typed.ask("able", ask.is_able.is_some(), "Choose whether it is able to do what is asked");
    typed.ask("usable", ask.usable.is_some_and(|usable| (0.0..MOST).contains(&usable)), "Write how much could be used, nothing or more");
    let source = typed.text("source", &ask.source, TEXT, "Say who said so, or which register shows it");
    let on = typed.past("on", ask.on, desk.today(), "Say which day the figure is of");
    typed.ask("confidence", ask.confidence.is_some(), "Choose how sure it is");
    typed.done()?;
    let (Some(is_able), Some(usable), Some(confidence)) = (ask.is_able, ask.usable, ask.confidence) else {
        return Err(DeskError::NotFound);
    };
    let by_role = actor.role.clone();
    let stated = StatedCapacity { of, provider, supplier, can, is_able, usable, source, on, confidence, by_role };
    change_supply(desk, actor, ask.line, ask.version, "state_capacity", |noun| {
        let said = format!("{}: what {} can do, {}, was stated.", noun.title, stated.provider, stated.of.words());
        let is_same = |kept: &&mut StatedCapacity| kept.of == stated.of && kept.provider.to_lowercase() == stated.provider.to_lowercase();
        match noun.capacity.iter_mut().find(is_same) {
            Some(kept) => *kept = stated,
            None => noun.capacity.push(stated),
        }
        noun.capacity.sort_by(|one, other| (&one.of, &one.provider).cmp(&(&other.of, &other.provider)));
        Ok(said)
    })
    .await
}
