//! One allocation as a partner sees it: the plan and everything it turns on, with what each partner pays and gains.

use std::collections::BTreeMap;
use std::sync::Arc;

use methods::allocation::pooled::{self, Rule};
use model::allocation::{Allocation, Candidate};
use model::finding::Finding;
use model::fund::{Fund, MoneyTerm};
use model::id::{AllocationId, FindingId, FundId, OrganisationId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Money, Share};

use super::keep_plan::digest;
use super::question;
use super::worked::{Planned, Worked};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct AllocationView {
    pub allocation: Record<AllocationId, Allocation>,
    pub fund: Option<Record<FundId, Fund>>,
    pub names: BTreeMap<OrganisationId, String>,
    /// None while nothing can be worked out, with the reason.
    pub worked: Result<Arc<Worked>, String>,
    /// The plan at the share of the money that was asked for, where it is not the whole.
    pub asked: Option<(u32, Arc<Planned>)>,
    /// What each partner of the fund pays towards the plan shown, and how many of its points are for that partner's outcomes.
    pub partners: Vec<PartnerLine>,
    /// Plans kept, the newest first, with whether the question is still the same.
    pub kept: Vec<(Record<FindingId, Finding>, bool)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PartnerLine {
    pub partner: OrganisationId,
    pub pays: Money,
    pub pays_share: Option<Share>,
    pub gains: i64,
    pub gains_share: Option<Share>,
}

impl AllocationView {
    pub fn name(&self, organisation: OrganisationId) -> String {
        self.names.get(&organisation).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned())
    }

    /// All there is to spend: the largest limit that names no kind of money.
    pub fn total(&self) -> Money {
        total(&self.allocation.noun)
    }

    /// How far shares paid are from shares gained: half the sum of the differences, 0 to 1.
    pub fn misaligned(&self) -> Option<f64> {
        let apart: Option<f64> =
            self.partners.iter().map(|p| Some((p.pays_share?.value() - p.gains_share?.value()).abs())).sum::<Option<f64>>();
        apart.filter(|_| !self.partners.is_empty()).map(|sum| sum / 2.0)
    }
}

/// All there is to spend: the largest limit that names no kind of money, else the sum of the others.
pub fn total(allocation: &Allocation) -> Money {
    let pence = |limit: &model::allocation::MoneyLimit| limit.amounts.iter().map(|amount| amount.pence()).sum::<i64>();
    let plain = allocation.limits.iter().filter(|l| l.term.is_none() && l.kind.is_none() && l.partner.is_none() && l.only_for.is_empty());
    let most = plain.map(pence).max().unwrap_or_else(|| allocation.limits.iter().map(pence).sum());
    Money::from_pence(most)
}

pub async fn list_allocations(desk: &Desk, actor: &Actor) -> Result<Vec<Record<AllocationId, Allocation>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::allocations::list(&mut tx, &actor.scope).await?)
}

/// Without what it comes to: for forms.
pub async fn find_allocation(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::allocations::by_reference(&mut tx, &actor.scope, reference).await?)
}

/// `money`: how much of all there is to spend is asked about; none for the whole.
pub async fn read_allocation(desk: &Desk, actor: &Actor, reference: &Reference, money: Option<Money>) -> Result<AllocationView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let allocation = store::allocations::by_reference(&mut tx, &actor.scope, reference).await?;
    let fund = match allocation.noun.fund {
        Some(id) => store::funds::find(&mut tx, &actor.scope, id).await.ok(),
        None => None,
    };
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let mut kept = store::findings::by_subject(&mut tx, &actor.scope, allocation.id.uuid()).await?;
    drop(tx);
    kept.reverse();
    let digest = digest(&allocation.noun);
    let whole = total(&allocation.noun).pence();
    let share = money.filter(|_| whole > 0).map(|money| i128::from(money.pence()) * 1_000 / i128::from(whole));
    let thousandths = match share {
        Some(share) if (0..=5_000).contains(&share) => u32::try_from(share).ok().filter(|share| *share != 1_000),
        Some(_) => {
            let mend =
                format!("Write an amount from £0 to {}: five times what there is", Money::from_pence(whole.saturating_mul(5)).in_full());
            return Err(DeskError::Faults(vec![crate::Fault::new("money", mend)]));
        }
        None => None,
    };
    let (problem, remembered, solver) = (question::of(&allocation.noun), Arc::clone(&desk.memory), Arc::clone(&desk.solver));
    // A question may take seconds: nobody else waits for it.
    let work = move || {
        let worked = remembered.allocations.worked(&problem, solver.as_ref());
        let asked = thousandths.map(|share| (share, remembered.allocations.planned(&problem, share, solver.as_ref())));
        (worked, asked)
    };
    let (worked, asked) = tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::refused("not_worked", "The plan could not be worked out. Nothing is lost: open the page again."))?;
    let asked = asked.and_then(|(share, planned)| Some((share, planned.ok()?)));
    let shown: &[String] = match (&asked, &worked) {
        (Some((_, planned)), _) => &planned.chosen,
        (None, Ok(worked)) => &worked.planned.chosen,
        (None, Err(_)) => &[],
    };
    let done: Vec<&Candidate> = allocation.noun.candidates.iter().filter(|c| shown.contains(&c.code)).collect();
    let partners = fund.as_ref().map(|fund| partners(&fund.noun, &done)).unwrap_or_default();
    Ok(AllocationView {
        names: bodies.into_iter().map(|body| (body.id, body.noun.name)).collect(),
        worked: worked.map_err(|refusal| refusal.message()),
        asked,
        kept: kept
            .into_iter()
            .map(|result| {
                let same = result.noun.inputs == digest;
                (result, same)
            })
            .collect(),
        partners,
        fund,
        allocation,
    })
}

/// Recurrent costs fall on recurrent money; one-off costs on one-off money first, and then on recurrent. Money of a named partner
/// is that partner's; the rest falls on each by what it puts in.
fn partners(fund: &Fund, done: &[&Candidate]) -> Vec<PartnerLine> {
    let bodies: Vec<OrganisationId> = fund.partners().into_iter().map(|(partner, _)| partner).collect();
    let put_in = |term: MoneyTerm| -> Vec<pooled::Contribution> {
        let of = |partner: OrganisationId| {
            fund.contributions.iter().filter(move |c| c.partner == partner && c.term == term).filter_map(|c| c.amount)
        };
        bodies
            .iter()
            .map(|partner| pooled::Contribution { partner: partner.to_string(), amount: of(*partner).map(Money::pence).sum() })
            .collect()
    };
    let lines = || done.iter().flat_map(|c| &c.money);
    let open = |term: MoneyTerm| lines().filter(|l| l.partner.is_none() && l.term == term).map(|l| l.amount.pence()).sum::<i64>();
    let (recurrent, one_off) = (put_in(MoneyTerm::Recurrent), put_in(MoneyTerm::OneOff));
    let there: i64 = one_off.iter().map(|c| c.amount).sum();
    let from_one_off = open(MoneyTerm::OneOff).min(there);
    let from_recurrent = open(MoneyTerm::Recurrent) + open(MoneyTerm::OneOff) - from_one_off;
    let part =
        |all: &[pooled::Contribution], amount: i64| pooled::shared(all, &Rule::Contribution, amount).unwrap_or_else(|_| vec![0; all.len()]);
    let (a, b) = (part(&recurrent, from_recurrent), part(&one_off, from_one_off));
    let pays: Vec<i64> = bodies
        .iter()
        .enumerate()
        .map(|(at, partner)| {
            let own: i64 = lines().filter(|l| l.partner == Some(*partner)).map(|l| l.amount.pence()).sum();
            own + a.get(at).copied().unwrap_or(0) + b.get(at).copied().unwrap_or(0)
        })
        .collect();
    let gains: Vec<i64> =
        bodies.iter().map(|partner| done.iter().flat_map(|c| &c.gains).filter(|g| g.partner == *partner).map(|g| g.points).sum()).collect();
    let share = |part: i64, all: &[i64]| {
        let whole: i64 = all.iter().sum();
        Share::of(u64::try_from(part).ok()?, u64::try_from(whole).ok()?)
    };
    bodies
        .iter()
        .enumerate()
        .map(|(at, partner)| PartnerLine {
            partner: *partner,
            pays: Money::from_pence(pays[at]),
            pays_share: share(pays[at], &pays),
            gains: gains[at],
            gains_share: share(gains[at], &gains),
        })
        .collect()
}
