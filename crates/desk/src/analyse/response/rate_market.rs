//! Rating how mature a market is, item by item, each with what shows it. It cannot be mature without providers and room.

use methods::market::maturity::{self, Ask, Reading};
use model::id::{CaseId, WayToMarketId};
use model::record::Record;
use model::way_to_market::{MaturityAnswer, MaturityItem, WayToMarket};

use super::change_way::change_way;
use crate::actor::Actor;
use crate::config::market::MarketRules;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct RateMarket {
    pub case: CaseId,
    pub version: i64,
    /// In the order of [`MaturityItem::ALL`]: points, and what shows them. None: nobody has looked.
    pub answers: Vec<(Option<u8>, String)>,
}

const FIELDS: [(&str, &str); 5] = [
    ("providers", "providers_because"),
    ("capacity", "capacity_because"),
    ("information", "information_because"),
    ("stability", "stability_because"),
    ("entry", "entry_because"),
];

pub async fn rate_market(desk: &Desk, actor: &Actor, ask: RateMarket) -> Result<Record<WayToMarketId, WayToMarket>, DeskError> {
    let mut typed = Typed::new();
    let mut answers = Vec::new();
    for ((item, (points, because)), (field, because_field)) in MaturityItem::ALL.into_iter().zip(&ask.answers).zip(FIELDS) {
        let Some(points) = points else { continue };
        typed.ask(field, *points <= maturity::HIGHEST, "Use 0 to 4");
        let because = typed.text(because_field, because, TEXT, "Say what shows it");
        answers.push(MaturityAnswer { item, points: *points, because, on: desk.today(), by_role: actor.role.clone() });
    }
    typed.ask("providers", !answers.is_empty(), "Rate one of the five at least");
    typed.done()?;
    change_way(desk, actor, ask.case, ask.version, "rate_market", |case, way| {
        way.maturity = answers;
        Ok(format!("How mature the market is was rated for “{}”.", case.question))
    })
    .await
}

/// What the answers come to; none where nobody has looked.
pub(crate) fn matured(way: &WayToMarket, rules: &MarketRules) -> Option<Reading> {
    let of = |item: MaturityItem| way.maturity.iter().find(|answer| answer.item == item).map(|answer| answer.points);
    let ask = Ask {
        providers: of(MaturityItem::Providers),
        capacity: of(MaturityItem::Capacity),
        information: of(MaturityItem::Information),
        stability: of(MaturityItem::Stability),
        entry: of(MaturityItem::Entry),
    };
    maturity::read(&ask, &rules.maturity).ok()
}
