//! Writing down a way of managing demand: what it does, what it costs, and whom it leaves out.

use model::demand::{DemandModel, ManagingWay, WayKind};
use model::id::DemandModelId;
use model::record::Record;
use model::role::Permission;
use quantity::{Money, Share};

use crate::actor::Actor;
use crate::config::thresholds;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;
use crate::typed::{LINE, TEXT, Typed};

/// Fields as the form has them; those of another kind of way are left out.
#[derive(Debug, Clone)]
pub struct AddWay {
    pub model: DemandModelId,
    pub version: i64,
    pub title: String,
    pub kind: WayKind,
    pub fixed: Option<Share>,
    pub low: Option<Share>,
    pub central: Option<Share>,
    pub high: Option<Share>,
    pub cost: Option<Money>,
    pub cannot: Option<Share>,
    pub fails: Option<Share>,
    pub each: Option<Money>,
    pub help: Option<Money>,
    pub charge: Option<Money>,
    pub exempt: Option<Share>,
    /// Code of a power to charge.
    pub power: String,
    pub source: String,
}

/// A way of the same title takes the place of the one before.
pub async fn add_way(desk: &Desk, actor: &Actor, ask: AddWay) -> Result<Record<DemandModelId, DemandModel>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let law = thresholds::defaults().map_err(unreadable)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it: “A fitness class before a fall”");
    let source = typed.text("source", &ask.source, TEXT, "Say where the effect comes from: a study, a trial here, somebody’s judgement");
    typed.ask("fixed", ask.fixed.is_some(), "Say how much of the cost stays, however many come, as a percentage");
    typed.ask("central", ask.central.is_some(), "Write the effect you expect, as a percentage");
    let central = ask.central.unwrap_or(Share::NONE);
    let (low, high) = (ask.low.unwrap_or(central), ask.high.unwrap_or(central));
    typed.ask("low", low <= central && central <= high, "Low, then the expected, then high: they are out of order");
    for (field, amount) in [("cost", ask.cost), ("each", ask.each), ("help", ask.help), ("charge", ask.charge)] {
        typed.ask(field, amount.is_none_or(|amount| amount >= Money::ZERO), "Use nothing or more");
    }
    let is_self_service = ask.kind == WayKind::SelfService;
    typed.ask(
        "cannot",
        !is_self_service || ask.cannot.is_some(),
        "Say who cannot use it, as a percentage: somebody always cannot, or write 0%",
    );
    typed.ask("fails", !is_self_service || ask.fails.is_some(), "Say how many who try come back all the same, as a percentage");
    let is_charge = ask.kind == WayKind::Charging;
    typed.ask("charge", !is_charge || ask.charge.is_some_and(|charge| charge > Money::ZERO), "Say what is charged for a unit");
    let power = law.powers(&desk.place.country).into_iter().find(|power| power.code == ask.power);
    typed.ask("power", !is_charge || power.is_some(), "Choose the law that lets the authority charge");
    typed.done()?;
    let way = ManagingWay {
        title,
        kind: ask.kind,
        fixed: ask.fixed.unwrap_or(Share::NONE),
        low,
        central,
        high,
        cost: ask.cost.unwrap_or(Money::ZERO),
        cannot: ask.cannot.filter(|_| is_self_service),
        fails: ask.fails.filter(|_| is_self_service),
        each: ask.each.filter(|_| is_self_service),
        help: ask.help.filter(|_| is_self_service),
        charge: ask.charge.filter(|_| is_charge),
        exempt: ask.exempt.filter(|_| is_charge),
        power: power.filter(|_| is_charge).map(|power| power.source.clone()).unwrap_or_default(),
        source,
        noted_on: desk.today(),
        by_role: actor.role.clone(),
    };
    let mut write = desk.write(actor).await?;
    let mut record = store::demand_models::find(&mut write.tx, &actor.scope, ask.model).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let line = format!("A way of managing demand was written down: {}.", way.title);
    match record.noun.ways.iter_mut().find(|kept| kept.title == way.title) {
        Some(kept) => *kept = way,
        None => record.noun.ways.push(way),
    }
    record.changed_at = desk.now();
    let record = store::demand_models::save(&mut write.tx, &record).await?;
    write.commit("add_way", "demand model", Some(record.id.uuid()), line).await?;
    Ok(record)
}
