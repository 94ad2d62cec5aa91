//! Audits of barriers: who is shut out by which requirement, how many come in if it goes, what a bid costs, and what smaller lots would do.

use std::collections::BTreeMap;

use methods::market::{barriers, lots};
use model::barrier_audit::{BarrierAsk, BarrierAudit, BarrierKind, BarrierUnit, ProviderFacts};
use model::id::BarrierAuditId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::config::market;
use crate::config::shaping::{self, WayIn};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;

#[derive(Debug, Clone)]
pub struct BarriersView {
    pub audit: Record<BarrierAuditId, BarrierAudit>,
    pub service: Option<String>,
    /// What was asked, by the name the reading gives it.
    pub asked: Vec<(String, BarrierAsk)>,
    /// Else why it cannot be worked out yet.
    pub reading: Result<barriers::Reading, String>,
    pub lots: Result<lots::Reading, String>,
    /// Lawful ways that let more in, here.
    pub ways: Vec<WayIn>,
}

pub async fn list_barriers(desk: &Desk, actor: &Actor) -> Result<Vec<BarriersView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let all = store::barrier_audits::list(&mut tx, &actor.scope).await?;
    all.into_iter().map(|audit| view(desk, audit, None)).collect()
}

pub async fn read_barriers(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<BarriersView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let audit = store::barrier_audits::by_reference(&mut tx, &actor.scope, reference).await?;
    let service = match audit.noun.service {
        Some(id) => store::services::find(&mut tx, &actor.scope, id).await.ok().map(|service| service.noun.name),
        None => None,
    };
    view(desk, audit, service)
}

fn view(desk: &Desk, audit: Record<BarrierAuditId, BarrierAudit>, service: Option<String>) -> Result<BarriersView, DeskError> {
    let ways = shaping::defaults().map_err(unreadable)?.ways(&desk.place.country);
    let reading = barriers::read(&question(&audit.noun)).map_err(|refusal| refusal.to_string());
    let lots =
        lots::read(&lots_question(&audit.noun), &market::defaults().map_err(unreadable)?.lots).map_err(|refusal| refusal.to_string());
    let asked = audit.noun.asks.iter().map(|ask| (name(ask), ask.clone())).collect();
    Ok(BarriersView { audit, service, asked, reading, lots, ways })
}

/// What is asked, as it is called: “Turnover of £5,000,000”.
pub fn name(ask: &BarrierAsk) -> String {
    let level = ask.level.unwrap_or(0.0);
    let amount = match ask.kind.unit() {
        BarrierUnit::Pounds => Money::nearest_pound(level).in_full(),
        _ => quantity::rounding::shown(level, if level.fract() == 0.0 { 0 } else { 1 }),
    };
    match ask.kind {
        BarrierKind::Turnover => format!("Turnover of {amount} a year"),
        BarrierKind::Insurance => format!("Insurance cover of {amount}"),
        BarrierKind::Guarantee => "A guarantee from a parent or a bank".to_owned(),
        BarrierKind::Accounts => format!("Accounts of {amount} years"),
        BarrierKind::Experience => format!("Contracts like this one: {amount}"),
        BarrierKind::TimeToBid => format!("A bid that takes {amount} hours"),
        BarrierKind::Payment => format!("Payment after {amount} days"),
        BarrierKind::Accreditation => format!("Accreditation: {}", ask.says),
        BarrierKind::Portal => "Bids sent by the portal".to_owned(),
        BarrierKind::Staff => "Staff come over with their pensions".to_owned(),
    }
}

/// The fact about a provider that a requirement is held against.
fn fact(ask: &BarrierAsk) -> String {
    match ask.kind {
        BarrierKind::Accreditation => format!("accredited: {}", ask.says.trim().to_lowercase()),
        kind => kind.code().to_owned(),
    }
}

pub(super) fn question(audit: &BarrierAudit) -> barriers::Ask {
    let requirements = audit.asks.iter().map(|ask| barriers::Requirement {
        name: name(ask),
        fact: fact(ask),
        asks: ask.level.map_or(barriers::Asks::Held, barriers::Asks::AtLeast),
    });
    let provider = |of: &ProviderFacts| barriers::Provider {
        name: of.name.clone(),
        is_small: of.is_small,
        is_voluntary: of.is_voluntary,
        facts: facts(of, &audit.asks),
    };
    let bidding = audit.hours_to_bid().zip(audit.cost_an_hour).map(|(hours, hour)| barriers::Bidding {
        hours,
        hour_pence: hour.pence(),
        direct_pence: 0,
        annual_pence: Some(audit.annual_value().pence()),
        days: audit.days_to_bid,
    });
    barriers::Ask { requirements: requirements.collect(), providers: audit.providers.iter().map(provider).collect(), bidding }
}

/// What is known of a provider, as far as anything asked is held against it.
fn facts(of: &ProviderFacts, asks: &[BarrierAsk]) -> BTreeMap<String, barriers::Fact> {
    let number = |value: Option<f64>| value.map(barriers::Fact::Number);
    let held = |value: Option<bool>| value.map(barriers::Fact::Held);
    let known = |ask: &BarrierAsk| match ask.kind {
        BarrierKind::Turnover => number(of.turnover.map(Money::pounds)),
        BarrierKind::Insurance => number(of.insurance.map(Money::pounds)),
        BarrierKind::Accounts => number(of.accounts),
        BarrierKind::Experience => number(of.contracts),
        BarrierKind::TimeToBid => number(of.hours),
        BarrierKind::Payment => number(of.days),
        BarrierKind::Guarantee => held(of.guarantee),
        BarrierKind::Portal => held(of.portal),
        BarrierKind::Staff => held(of.staff),
        BarrierKind::Accreditation => {
            let wanted = ask.says.trim().to_lowercase();
            held(of.accredited.as_ref().map(|all| all.iter().any(|one| one.to_lowercase() == wanted)))
        }
    };
    asks.iter().filter_map(|ask| known(ask).map(|known| (fact(ask), known))).collect()
}

fn lots_question(audit: &BarrierAudit) -> lots::Ask {
    lots::Ask {
        lots: audit.lots.iter().map(|lot| lots::Lot { name: lot.name.clone(), annual_pence: lot.value.pence() }).collect(),
        providers: audit
            .providers
            .iter()
            .map(|of| lots::Provider {
                name: of.name.clone(),
                turnover_pence: of.turnover.map(Money::pence),
                is_small: of.is_small,
                is_voluntary: of.is_voluntary,
            })
            .collect(),
    }
}
