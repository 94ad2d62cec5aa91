//! Writing down what came: how many bid, at which prices. Once it is awarded, what was predicted for the case is open, and is held against it.

use model::id::MarketResponseId;
use model::market_response::{MarketResponse, WhatCame};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money};

use super::sealed::{SEALED, seen_by};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct RecordCame {
    pub test: MarketResponseId,
    pub version: i64,
    pub bids: Option<i64>,
    /// A line each: a price of a year.
    pub prices: String,
    /// None where nothing was awarded: then it stays sealed.
    pub awarded_on: Option<Date>,
    pub source: String,
}

pub async fn record_came(desk: &Desk, actor: &Actor, ask: RecordCame) -> Result<Record<MarketResponseId, MarketResponse>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let bids = ask.bids.filter(|bids| (0..=10_000).contains(bids)).and_then(|bids| u32::try_from(bids).ok());
    typed.ask("bids", bids.is_some(), "Write how many bid, in figures: 0 where nobody did");
    let mut prices = Vec::new();
    for (at, line) in ask.prices.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Money::parse(line.trim()) {
            Ok(price) if price >= Money::ZERO => prices.push(price),
            _ => typed.fault("prices", format!("Line {}: “{}” is not a price: write it as £1,200,000", at + 1, line.trim())),
        }
    }
    prices.sort();
    let most = bids.unwrap_or(0) as usize;
    typed.ask("prices", prices.len() <= most, "There are more prices than bids: take some out, or mend the number of bids");
    typed.ask("awarded_on", ask.awarded_on.is_none_or(|on| on <= desk.today()), "Use a date that is today or earlier");
    typed.ask("awarded_on", ask.awarded_on.is_none() || most > 0, "Nothing is awarded where nobody bid: leave the date empty");
    let source = typed.text("source", &ask.source, TEXT, "Say in which notice or paper it stands");
    typed.done()?;
    let came =
        WhatCame { bids: bids.unwrap_or(0), prices, awarded_on: ask.awarded_on, source, on: desk.today(), by_role: actor.role.clone() };
    let mut write = desk.write(actor).await?;
    let found = store::market_responses::find(&mut write.tx, &actor.scope, ask.test).await?;
    let Some(mut record) = seen_by(desk, &mut write.tx, actor, vec![found]).await?.pop() else {
        return Err(DeskError::refused("predictions_sealed", SEALED));
    };
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let case = store::cases::find(&mut write.tx, &actor.scope, record.noun.case).await?;
    let is_awarded = came.awarded_on.is_some();
    record.noun.came = Some(came);
    record.changed_at = desk.now();
    record.sealed = record.sealed && !is_awarded;
    let record = store::market_responses::save(&mut write.tx, &record).await?;
    if is_awarded {
        // Other offers tested for the same award have nothing left to give away.
        for other in store::market_responses::by_case(&mut write.tx, &desk.own_scope(), case.id).await? {
            if other.id != record.id && other.sealed {
                store::market_responses::save(&mut write.tx, &Record { sealed: false, changed_at: desk.now(), ..other }).await?;
            }
        }
    }
    let opened = if is_awarded { " What was predicted is open." } else { "" };
    let line = format!("What came of “{}” was written down.{opened}", case.noun.question);
    write.commit("record_came", "test of the market", Some(record.id.uuid()), line).await?;
    Ok(record)
}
