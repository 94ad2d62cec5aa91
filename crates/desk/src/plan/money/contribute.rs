//! Putting money into a fund, on a legal basis that says who may.

use model::fund::{Contribution, Fund};
use model::id::FundId;
use model::organisation::OrganisationKind;
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::config::fund_bases::{self, FundBasis};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct Contribute {
    pub fund: FundId,
    pub version: i64,
    pub contribution: Contribution,
}

pub async fn contribute(desk: &Desk, actor: &Actor, ask: Contribute) -> Result<Record<FundId, Fund>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let mut one = ask.contribution;
    one.conditions = typed.optional("conditions", &one.conditions, TEXT);
    typed.ask("amount", one.amount.is_none_or(|amount| amount >= Money::ZERO), "Use nothing or more");
    typed.ask("carry_at_most", one.carry_at_most.is_none_or(|amount| amount >= Money::ZERO), "Use nothing or more");
    let bases = bases()?;
    let basis = bases.iter().find(|basis| basis.code == one.basis);
    typed.ask("basis", basis.is_some(), "Choose a legal basis from the list");
    let mut write = desk.write(actor).await?;
    let mut record = store::funds::find(&mut write.tx, &actor.scope, ask.fund).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let partner = store::organisations::find(&mut write.tx, &actor.scope, one.partner).await?;
    if let Some(basis) = basis.filter(|basis| !basis.who.contains(&partner.noun.kind)) {
        typed.fault("basis", may_not_join(&partner.noun.name, partner.noun.kind, basis, &bases));
    }
    let same = |other: &Contribution| {
        (other.partner, &other.basis, other.term, other.kind) == (one.partner, &one.basis, one.term, one.kind)
            && other.conditions == one.conditions
    };
    typed.ask(
        "partner",
        !record.noun.contributions.iter().any(same),
        "This partner already puts in money of this kind on this basis: change that instead",
    );
    typed.done()?;
    let said = match one.amount {
        Some(amount) => format!("{} puts {} into “{}”.", partner.noun.name, amount.in_full(), record.noun.name),
        None => format!("{} puts money into “{}”; how much is not shared.", partner.noun.name, record.noun.name),
    };
    record.noun.contributions.push(one);
    record.changed_at = desk.now();
    let record = store::funds::save(&mut write.tx, &record).await?;
    write.commit("contribute", "fund", Some(record.id.uuid()), said.chars().take(LINE * 2).collect::<String>()).await?;
    Ok(record)
}

/// The bases there are.
pub fn bases() -> Result<Vec<FundBasis>, DeskError> {
    fund_bases::defaults().map_err(|error| DeskError::refused("settings", error.to_string()))
}

/// Why not, and what would do.
fn may_not_join(name: &str, kind: OrganisationKind, basis: &FundBasis, bases: &[FundBasis]) -> String {
    let others: Vec<String> = bases.iter().filter(|b| b.who.contains(&kind)).map(|b| format!("“{}”", b.title)).collect();
    format!("{name} cannot be a party on this basis: {} Choose one of {}", basis.says, others.join(", "))
}
