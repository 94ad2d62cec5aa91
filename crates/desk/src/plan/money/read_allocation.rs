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
use super::read_fund::{named, refused};
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
    /// What each partner of the fund pays towards the plan shown, and how many of its points are for that partner's outcomes; empty
    /// where there is no fund, and why not where its rule shares nothing of what the plan costs.
    pub partners: Result<Vec<PartnerLine>, String>,
    /// Plans kept, the newest first, with whether the question is still the same.
    pub kept: Vec<(Record<FindingId, Finding>, bool)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PartnerLine {
    pub partner: OrganisationId,
    /// None where it has not shared what it puts in of money that the plan spends.
    pub pays: Option<Money>,
    /// Of all that is known to be paid.
    pub pays_share: Option<Share>,
    pub gains: i64,
    pub gains_share: Option<Share>,
}

impl AllocationView {
    pub fn name(&self, organisation: OrganisationId) -> String {
        named(&self.names, organisation)
    }

    /// All there is to spend: the smallest limit that names no kind of money.
    pub fn total(&self) -> Money {
        total(&self.allocation.noun)
    }

    /// What is done in the plan shown.
    fn done(&self) -> Vec<&Candidate> {
        let shown: &[String] = match (&self.asked, &self.worked) {
            (Some((_, planned)), _) => &planned.chosen,
            (None, Ok(worked)) => &worked.planned.chosen,
            (None, Err(_)) => &[],
        };
        self.allocation.noun.candidates.iter().filter(|c| shown.contains(&c.code)).collect()
    }

    /// What the plan shown takes from named funds and grants, beside what partners put in.
    pub fn from_funds(&self) -> BTreeMap<&str, Money> {
        let mut made: BTreeMap<&str, Money> = BTreeMap::new();
        for line in self.done().into_iter().flat_map(|c| &c.money).filter(|line| !line.fund.is_empty() && line.partner.is_none()) {
            let sum = made.entry(line.fund.as_str()).or_default();
            *sum = *sum + line.amount;
        }
        made
    }

    fn partners(&self) -> &[PartnerLine] {
        self.partners.as_deref().unwrap_or_default()
    }

    /// How far shares paid are from shares gained: half the sum of the differences, 0 to 1.
    pub fn misaligned(&self) -> Option<f64> {
        let apart: Option<f64> =
            self.partners().iter().map(|p| Some((p.pays_share?.value() - p.gains_share?.value()).abs())).sum::<Option<f64>>();
        apart.filter(|_| !self.partners().is_empty()).map(|sum| sum / 2.0)
    }
}

/// All there is to spend: the smallest limit that names no kind of money, since each of them holds; else the sum of the others.
pub fn total(allocation: &Allocation) -> Money {
    let pence = |limit: &model::allocation::MoneyLimit| limit.amounts.iter().map(|amount| amount.pence()).sum::<i64>();
    let there = allocation
        .limits
        .iter()
        .filter(|limit| limit.is_of_all_money())
        .map(pence)
        .min()
        .unwrap_or_else(|| allocation.limits.iter().map(pence).sum());
    Money::from_pence(there)
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
        Some(id) => match store::funds::find(&mut tx, &actor.scope, id).await {
            Ok(fund) => Some(fund),
            // The allocation may be shown to people whom the fund is not.
            Err(store::StoreError::NotFound { .. }) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let mut kept = store::findings::by_subject(&mut tx, &actor.scope, allocation.id.uuid()).await?;
    drop(tx);
    kept.reverse();
    let digest = digest(&allocation.noun);
    let whole = total(&allocation.noun).pence();
    // The nearest thousandth of what there is.
    let (twice, of) = (|money: Money| 2_000 * i128::from(money.pence()), i128::from(whole));
    let share = money.filter(|_| whole > 0).map(|money| (twice(money) + of).div_euclid(2 * of));
    let thousandths = match share {
        Some(share) if money >= Some(Money::ZERO) && share <= 5_000 => u32::try_from(share).ok().filter(|share| *share != 1_000),
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
    let names: BTreeMap<OrganisationId, String> = bodies.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let mut view = AllocationView {
        names,
        worked: worked.map_err(|refusal| question::refused(&allocation.noun, &refusal)),
        asked,
        kept: kept
            .into_iter()
            .map(|result| {
                let same = result.noun.inputs == digest;
                (result, same)
            })
            .collect(),
        partners: Ok(Vec::new()),
        fund,
        allocation,
    };
    if let Some(fund) = &view.fund {
        view.partners = partners(&fund.noun, &view.done(), &view.names);
    }
    Ok(view)
}

/// Recurrent costs fall on recurrent money; one-off costs on one-off money first, and then on recurrent. Money of a named partner
/// is that partner's; the rest falls on each by what it puts in, among those that have shared it.
///
/// # Errors
/// Why what the plan costs cannot be shared out, in a sentence.
fn partners(fund: &Fund, done: &[&Candidate], names: &BTreeMap<OrganisationId, String>) -> Result<Vec<PartnerLine>, String> {
    // Money of a named fund or grant is no part of what partners put in here, unless it is a partner’s own.
    let lines = || done.iter().flat_map(|c| &c.money).filter(|line| line.fund.is_empty() || line.partner.is_some());
    let mut bodies: Vec<OrganisationId> = fund.partners().into_iter().map(|(partner, _)| partner).collect();
    // Whoever pays with money of its own is told too, though it puts nothing into the fund.
    for partner in lines().filter_map(|line| line.partner) {
        if !bodies.contains(&partner) {
            bodies.push(partner);
        }
    }
    let open = |term: MoneyTerm| lines().filter(|l| l.partner.is_none() && l.term == term).map(|l| l.amount.pence()).sum::<i64>();
    let there: i64 = fund.contributions.iter().filter(|c| c.term == MoneyTerm::OneOff).filter_map(|c| c.amount).map(Money::pence).sum();
    let silent = fund.contributions.iter().find(|c| c.term == MoneyTerm::OneOff && c.amount.is_none());
    if let Some(silent) = silent.filter(|_| open(MoneyTerm::OneOff) > there) {
        let name = names.get(&silent.partner).map_or("a partner", String::as_str);
        return Err(format!(
            "The plan spends {} of one-off money, and {name} has not shared how much of that it puts in.",
            Money::from_pence(open(MoneyTerm::OneOff)).in_full()
        ));
    }
    let from_one_off = open(MoneyTerm::OneOff).min(there);
    let from_recurrent = open(MoneyTerm::Recurrent) + open(MoneyTerm::OneOff) - from_one_off;
    let a = parts(fund, MoneyTerm::Recurrent, from_recurrent, &bodies, names)?;
    let b = parts(fund, MoneyTerm::OneOff, from_one_off, &bodies, names)?;
    let pays: Vec<Option<i64>> = (bodies.iter().zip(a.iter().zip(&b)))
        .map(|(partner, (a, b))| {
            let own: i64 = lines().filter(|l| l.partner == Some(*partner)).map(|l| l.amount.pence()).sum();
            Some(own + (*a)? + (*b)?)
        })
        .collect();
    let gains: Vec<i64> =
        bodies.iter().map(|partner| done.iter().flat_map(|c| &c.gains).filter(|g| g.partner == *partner).map(|g| g.points).sum()).collect();
    let share = |part: i64, whole: i64| Share::of(u64::try_from(part).ok()?, u64::try_from(whole).ok()?);
    let (paid, gained) = (pays.iter().flatten().sum::<i64>(), gains.iter().sum::<i64>());
    let line = |(partner, (pays, gains)): (&OrganisationId, (&Option<i64>, &i64))| PartnerLine {
        partner: *partner,
        pays: pays.map(Money::from_pence),
        pays_share: pays.and_then(|pays| share(pays, paid)),
        gains: *gains,
        gains_share: share(*gains, gained),
    };
    Ok(bodies.iter().zip(pays.iter().zip(&gains)).map(line).collect())
}

/// What falls on each partner of an amount of one kind of money: none for whoever has not shared what it puts in of that kind.
fn parts(
    fund: &Fund,
    term: MoneyTerm,
    amount: i64,
    bodies: &[OrganisationId],
    names: &BTreeMap<OrganisationId, String>,
) -> Result<Vec<Option<i64>>, String> {
    if amount == 0 {
        return Ok(vec![Some(0); bodies.len()]);
    }
    let puts_in = |partner: &OrganisationId| {
        let own = fund.contributions.iter().filter(|c| c.partner == *partner && c.term == term);
        own.map(|c| c.amount.map(Money::pence)).sum::<Option<i64>>()
    };
    let all: Vec<(OrganisationId, Option<i64>)> = bodies.iter().map(|partner| (*partner, puts_in(partner))).collect();
    if all.iter().all(|(_, amount)| amount.is_none_or(|amount| amount == 0)) {
        let kind = if term == MoneyTerm::Recurrent { "money that comes every year" } else { "one-off money" };
        let why = if all.iter().any(|(_, amount)| amount.is_none()) {
            "no partner has shared how much of that it puts in"
        } else {
            "no partner puts any of that in: add to the fund what each puts in"
        };
        return Err(format!("The plan spends {} of {kind}, and {why}.", Money::from_pence(amount).in_full()));
    }
    let known = all.iter().filter_map(|(partner, amount)| Some(pooled::Contribution { partner: partner.to_string(), amount: (*amount)? }));
    let mut shared = pooled::shared(&known.collect::<Vec<_>>(), &Rule::Contribution, amount)
        .map_err(|refusal| refused(&refusal, bodies.iter().copied(), names))?
        .into_iter();
    Ok(all.iter().map(|(_, amount)| amount.and_then(|_| shared.next())).collect())
}

#[cfg(test)]
mod tests {
    use model::allocation::MoneyLine;
    use model::fund::{Contribution, MoneyKind, Sharing};
    use uuid::Uuid;

    use super::*;

    fn body(number: u128) -> OrganisationId {
        OrganisationId(Uuid::from_u128(number))
    }

    fn put_in(partner: u128, pounds: Option<i64>, term: MoneyTerm) -> Contribution {
        Contribution {
            partner: body(partner),
            basis: "aligned".into(),
            amount: pounds.map(Money::from_pounds),
            term,
            kind: MoneyKind::Revenue,
            conditions: String::new(),
            carry_at_most: None,
        }
    }

    /// What each pays, by partner, of a plan that spends so much recurrent and one-off money, and £5 of the third's own.
    fn paid(contributions: Vec<Contribution>, recurrent: i64, one_off: i64) -> Result<Vec<Option<i64>>, String> {
        let fund = Fund {
            name: "Home first".into(),
            purpose: "Staying well".into(),
            year: 2027,
            host: None,
            manager: "Priya Nair".into(),
            sharing: Sharing::Contribution,
            contributions,
            stress: Vec::new(),
            review_on: None,
        };
        let line = |pounds, term, partner| MoneyLine { amount: Money::from_pounds(pounds), term, partner, ..MoneyLine::default() };
        let mut done: Candidate = super::super::pasted::candidates("A; Classes; 1; r; 10", 1).expect("one").remove(0);
        done.money = vec![
            line(recurrent, MoneyTerm::Recurrent, None),
            line(one_off, MoneyTerm::OneOff, None),
            line(5, MoneyTerm::Recurrent, Some(body(3))),
        ];
        let found = partners(&fund, &[&done], &BTreeMap::new())?;
        Ok(found.iter().map(|line| line.pays.map(|pays| pays.pence() / 100)).collect())
    }

    #[test]
    fn who_has_not_shared_a_figure_is_not_told_to_pay_nothing_and_what_a_plan_costs_never_vanishes() {
        use MoneyTerm::{OneOff, Recurrent};
        let known = || vec![put_in(1, Some(60), Recurrent), put_in(2, Some(40), Recurrent)];
        // Whoever pays with its own money is told so, though it puts nothing into the fund.
        assert_eq!(paid(known(), 50, 0), Ok(vec![Some(30), Some(20), Some(5)]));
        let mut silent = known();
        silent.push(put_in(4, None, Recurrent));
        assert_eq!(paid(silent, 50, 0), Ok(vec![Some(30), Some(20), None, Some(5)]));
        let one_off = vec![put_in(1, Some(60), OneOff)];
        let why = paid(one_off, 50, 20).expect_err("nobody puts in recurrent money");
        assert!(why.contains("£50 of money that comes every year, and no partner puts any of that in"), "{why}");
        let why = paid(vec![put_in(1, None, Recurrent)], 50, 0).expect_err("nobody said how much");
        assert!(why.contains("no partner has shared how much"), "{why}");
        // One-off money that nobody has told of is not taken for none, nor its partner to pay nothing.
        let why = paid(vec![put_in(1, Some(60), Recurrent), put_in(2, None, OneOff)], 0, 20).expect_err("one is silent");
        assert!(why.contains("spends £20 of one-off money, and a partner has not shared how much"), "{why}");
        assert_eq!(paid(vec![put_in(1, Some(60), Recurrent)], 0, 20), Ok(vec![Some(20), Some(5)]), "none is promised, so recurrent pays");
    }
}
