//! Writing down what a planned procurement asks of providers, and what is known of them; or changing it. Sealed from every provider.

use model::audience::Audience;
use model::barrier_audit::{BarrierAudit, BarrierKind};
use model::id::{BarrierAuditId, ServiceId};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use super::{lines, may_see_sealed};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

pub struct WriteBarriers {
    /// None: a new one.
    pub audit: Option<(BarrierAuditId, i64)>,
    pub title: String,
    pub service: Option<ServiceId>,
    pub place: String,
    /// Lines, as `lines` reads them.
    pub lots: String,
    pub asks: String,
    pub providers: String,
    pub cost_an_hour: Option<Money>,
    pub days_to_bid: Option<u32>,
}

pub async fn write_barriers(desk: &Desk, actor: &Actor, ask: WriteBarriers) -> Result<Record<BarrierAuditId, BarrierAudit>, DeskError> {
    actor.may(Permission::WriteCases)?;
    may_see_sealed(actor)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say what is to be bought, as people say it");
    let place = typed.optional("place", &ask.place, LINE);
    let lots = typed.lines("lots", &ask.lots, lines::lot);
    let asks = typed.lines("asks", &ask.asks, lines::ask);
    let providers = typed.lines("providers", &ask.providers, lines::provider);
    typed.done()?;
    let mut typed = Typed::new();
    typed.ask("lots", !lots.is_empty(), "Write at least one lot, with what it is worth a year");
    typed.ask("lots", is_once(lots.iter().map(|lot| lot.name.to_lowercase())), "Name each lot once");
    typed.ask("asks", !asks.is_empty(), "Write at least one thing that is asked of whoever bids");
    let what =
        asks.iter().map(|ask| (ask.kind, if ask.kind == BarrierKind::Accreditation { ask.says.to_lowercase() } else { String::new() }));
    typed.ask("asks", is_once(what), "Each requirement stands once: put two of a kind together");
    typed.ask("providers", is_once(providers.iter().map(|one| one.name.to_lowercase())), "Name each provider once");
    let cost = ask.cost_an_hour.unwrap_or(Money::ZERO);
    typed.ask("cost_an_hour", cost >= Money::ZERO, "An hour costs nothing or more");
    typed.done()?;
    let (cost_an_hour, days_to_bid) = (ask.cost_an_hour, ask.days_to_bid);
    let audit = BarrierAudit { title, service: ask.service, place, lots, asks, providers, cost_an_hour, days_to_bid, answers: Vec::new() };
    let mut write = desk.write(actor).await?;
    if let Some(service) = audit.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let (record, said) = match ask.audit {
        None => (Record { sealed: true, ..kept(desk, desk.new_id(), Audience::Partners, audit) }, "were written down"),
        Some((id, version)) => {
            let mut record = store::barrier_audits::find(&mut write.tx, &actor.scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            record.noun = BarrierAudit { answers: std::mem::take(&mut record.noun.answers), ..audit };
            record.changed_at = desk.now();
            (record, "were changed")
        }
    };
    let record = store::barrier_audits::save(&mut write.tx, &record).await?;
    let line = format!("The barriers of “{}” {said}.", record.noun.title);
    write.commit("write_barriers", "barrier audit", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn is_once<T: Ord>(all: impl Iterator<Item = T>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter().all(|one| seen.insert(one))
}
