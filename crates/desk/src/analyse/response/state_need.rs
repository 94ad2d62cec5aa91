//! Saying how much is needed, where, in which lot and year; a figure without a source is not taken.

use model::id::SupplyLineId;
use model::record::Record;
use model::supply::{StatedNeed, SupplyCell, SupplyLine};

use super::start_supply::change_supply;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct StateNeed {
    pub line: SupplyLineId,
    pub version: i64,
    pub of: CellTyped,
    pub central: Option<f64>,
    /// Left empty: the central one.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub source: String,
}

/// Which part, as typed.
#[derive(Debug, Clone, Default)]
pub struct CellTyped {
    /// The calendar year in which the financial year begins.
    pub year: i64,
    pub place: String,
    pub lot: String,
}

impl CellTyped {
    pub(super) fn read(&self, typed: &mut Typed) -> SupplyCell {
        typed.ask("year", (2000..=2100).contains(&self.year), "Write the year it begins in, for example 2028 for 2028/29");
        SupplyCell {
            year: i16::try_from(self.year).unwrap_or(0),
            place: typed.optional("place", &self.place, LINE),
            lot: typed.optional("lot", &self.lot, LINE).trim_start_matches("lot ").trim_start_matches("Lot ").to_owned(),
        }
    }
}

/// Beyond any figure of a service.
pub(super) const MOST: f64 = 1e9;

/// A need of the same part takes the place of the one before.
pub async fn state_need(desk: &Desk, actor: &Actor, ask: StateNeed) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    let mut typed = Typed::new();
    let of = ask.of.read(&mut typed);
    let source = typed.text("source", &ask.source, TEXT, "Say where the figure comes from: a figure without a source is not taken");
    typed.ask("central", ask.central.is_some(), "Write how much is needed, in figures");
    let central = ask.central.unwrap_or(0.0);
    let (low, high) = (ask.low.unwrap_or(central), ask.high.unwrap_or(central));
    for (field, figure) in [("central", central), ("low", low), ("high", high)] {
        typed.ask(field, (0.0..MOST).contains(&figure), "Use nothing or more");
    }
    typed.ask("low", low <= central && central <= high, "Low, then the expected, then high: they are out of order");
    typed.done()?;
    let need = StatedNeed { of, low, central, high, model: None, source, on: desk.today(), by_role: actor.role.clone() };
    change_supply(desk, actor, ask.line, ask.version, "state_need", |noun| {
        let said = format!("{}: need of {} was stated.", noun.title, need.of.words());
        put(noun, need);
        Ok(said)
    })
    .await
}

/// In the place of the need of the same part, where there is one.
pub(super) fn put(noun: &mut SupplyLine, need: StatedNeed) {
    match noun.needs.iter_mut().find(|kept| kept.of == need.of) {
        Some(kept) => *kept = need,
        None => noun.needs.push(need),
    }
    noun.needs.sort_by(|one, other| one.of.cmp(&other.of));
}
