//! Writing down what was learned of a market, and from whom: our own records, or somebody beyond them.

use model::id::{CaseId, WayToMarketId};
use model::record::Record;
use model::way_to_market::{LearnedFrom, LearnedKind, WayToMarket};
use quantity::Date;

use super::change_way::change_way;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct LearnFrom {
    pub case: CaseId,
    pub version: i64,
    pub kind: Option<LearnedKind>,
    pub what: String,
    pub from: String,
    pub on: Option<Date>,
}

pub async fn learn_from(desk: &Desk, actor: &Actor, ask: LearnFrom) -> Result<Record<WayToMarketId, WayToMarket>, DeskError> {
    let mut typed = Typed::new();
    typed.ask("kind", ask.kind.is_some(), "Choose where it comes from");
    let what = typed.text("what", &ask.what, TEXT, "Say what was learned, in a sentence");
    let from = typed.text("from", &ask.from, LINE, "Name the publication, the provider, the authority, or our own record");
    let on = typed.past("on", ask.on, desk.today(), "Say when");
    typed.done()?;
    let kind = ask.kind.unwrap_or(LearnedKind::Own);
    let learned = LearnedFrom { kind, what, from, on, by_role: actor.role.clone() };
    change_way(desk, actor, ask.case, ask.version, "learn_from", |case, way| {
        let line = format!("What was learned of the market for “{}” was written down, from {}.", case.question, learned.kind.words());
        way.learned_from.push(learned);
        Ok(line)
    })
    .await
}
