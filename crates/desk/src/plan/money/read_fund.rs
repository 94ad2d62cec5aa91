//! One fund as a partner sees it: who puts in what on which basis, how an overspend would fall, and the partner's own break point.

use std::collections::BTreeMap;

use methods::allocation::pooled::{self, Rule};
use model::allocation::Allocation;
use model::fund::{Fund, Sharing, StressLimit};
use model::id::{AllocationId, FundId, OrganisationId, StressLimitId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Money, Share};

use super::contribute::bases;
use super::say_what_we_can_bear::speaks_for_its_partner;
use crate::actor::Actor;
use crate::config::fund_bases::FundBasis;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct FundView {
    pub fund: Record<FundId, Fund>,
    pub names: BTreeMap<OrganisationId, String>,
    pub bases: Vec<FundBasis>,
    /// How each agreed overspend would fall, partner by partner in the order of `Fund::partners`.
    pub stress: Vec<Stressed>,
    /// Why it cannot be worked out, where it cannot.
    pub not_worked: Option<String>,
    /// What the reader's own organisation said it could bear, and the overspend at which that is reached.
    pub own: Option<(Record<StressLimitId, StressLimit>, BreakPoint)>,
    /// Whether the reader may say what its organisation could bear.
    pub may_say: bool,
    pub allocations: Vec<Record<AllocationId, Allocation>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stressed {
    pub over: Share,
    pub amount: Money,
    /// None for a partner that has not shared what it puts in.
    pub parts: Vec<Option<Money>>,
}

/// The overspend at which a partner has to bear what it said it could: none where no overspend falls on it; else why it is not known.
pub type BreakPoint = Result<Option<Money>, String>;

impl FundView {
    pub fn name(&self, organisation: OrganisationId) -> String {
        named(&self.names, organisation)
    }
}

/// All funds the actor may see.
pub async fn list_funds(desk: &Desk, actor: &Actor) -> Result<Vec<Record<FundId, Fund>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::funds::list(&mut tx, &actor.scope).await?)
}

pub async fn read_fund(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<FundView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let fund = store::funds::by_reference(&mut tx, &actor.scope, reference).await?;
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let allocations = store::allocations::by_fund(&mut tx, &actor.scope, fund.id).await?;
    // A break point is its own partner's: what the scope lets through of others is left out here.
    let limits = store::stress_limits::by_fund(&mut tx, &actor.scope, fund.id).await?;
    let own = limits.into_iter().find(|limit| limit.noun.partner == actor.organisation && speaks_for_its_partner(actor));
    let is_partner = fund.noun.contributions.iter().any(|one| one.partner == actor.organisation);
    let names: BTreeMap<OrganisationId, String> = bodies.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let pool = Pool::of(&fund.noun, &names);
    let worked: Result<Vec<Stressed>, String> = fund.noun.stress.iter().map(|over| pool.stressed(&fund.noun, *over)).collect();
    let (stress, not_worked) = match worked {
        Ok(stress) => (stress, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let own = own.map(|limit| {
        let point = pool.breaks_at(limit.noun.partner, limit.noun.can_bear);
        (limit, point)
    });
    Ok(FundView {
        may_say: is_partner && speaks_for_its_partner(actor),
        names,
        bases: bases()?,
        fund,
        stress,
        not_worked,
        own,
        allocations,
    })
}

pub(super) fn named(names: &BTreeMap<OrganisationId, String>, organisation: OrganisationId) -> String {
    names.get(&organisation).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned())
}

/// What a method refuses names partners by id: to people it names them by name.
pub(super) fn refused(
    refusal: &methods::allocation::Refusal,
    partners: impl IntoIterator<Item = OrganisationId>,
    names: &BTreeMap<OrganisationId, String>,
) -> String {
    partners.into_iter().fold(refusal.message(), |said, partner| said.replace(&partner.to_string(), &named(names, partner)))
}

/// The fund as the method takes it: partners by id, without those that have not shared what they put in. A rule that asks nothing of
/// what each puts in takes all of them.
struct Pool<'a> {
    rule: Rule,
    contributions: Vec<pooled::Contribution>,
    partners: Vec<OrganisationId>,
    lead: Option<OrganisationId>,
    /// There are partners, and none has shared its figure.
    is_all_silent: bool,
    names: &'a BTreeMap<OrganisationId, String>,
}

impl Pool<'_> {
    fn of<'a>(fund: &Fund, names: &'a BTreeMap<OrganisationId, String>) -> Pool<'a> {
        let (rule, lead) = match &fund.sharing {
            Sharing::Contribution => (Rule::Contribution, None),
            Sharing::LeadFirst { lead, share_of_own } => {
                (Rule::LeadFirst { lead: lead.to_string(), share_of_own: share_of_own.value() }, Some(*lead))
            }
            Sharing::OwnMoney { lead } => (Rule::OwnMoney { lead: lead.to_string() }, Some(*lead)),
        };
        let takes_all = matches!(rule, Rule::OwnMoney { .. });
        let shared = fund.partners().into_iter().filter(|(_, amount)| takes_all || amount.is_some());
        let one = |(partner, amount): (OrganisationId, Option<Money>)| pooled::Contribution {
            partner: partner.to_string(),
            amount: amount.map_or(0, Money::pence),
        };
        let partners = fund.partners().into_iter().map(|(partner, _)| partner).collect();
        let is_all_silent = !fund.contributions.is_empty() && fund.partners().iter().all(|(_, amount)| amount.is_none());
        Pool { rule, contributions: shared.map(one).collect(), partners, lead, is_all_silent, names }
    }

    /// Its place among those that an overspend is shared by.
    fn takes(&self, partner: OrganisationId) -> Option<usize> {
        self.contributions.iter().position(|one| one.partner == partner.to_string())
    }

    fn is_silent(&self, partner: OrganisationId) -> bool {
        self.partners.contains(&partner) && self.takes(partner).is_none()
    }

    /// The lead's first part is a share of its own contribution: where that is not known, nobody's part is.
    fn can_be_shared(&self) -> Result<(), String> {
        match self.lead.filter(|lead| self.is_silent(*lead)) {
            Some(lead) => Err(format!("{} bears the first part, and has not shared what it puts in.", named(self.names, lead))),
            None if self.is_all_silent => Err("No partner has shared what it puts in.".to_owned()),
            None => Ok(()),
        }
    }

    fn refused(&self, refusal: methods::allocation::Refusal) -> String {
        refused(&refusal, self.partners.iter().copied().chain(self.lead), self.names)
    }

    fn stressed(&self, fund: &Fund, over: Share) -> Result<Stressed, String> {
        self.can_be_shared()?;
        let amount = fund.total().times(over.value()).unwrap_or(Money::ZERO);
        let parts = pooled::shared(&self.contributions, &self.rule, amount.pence()).map_err(|refusal| self.refused(refusal))?;
        let part = |partner: &OrganisationId| self.takes(*partner).and_then(|at| parts.get(at)).copied().map(Money::from_pence);
        Ok(Stressed { over, amount, parts: self.partners.iter().map(part).collect() })
    }

    fn breaks_at(&self, partner: OrganisationId, can_bear: Money) -> BreakPoint {
        self.can_be_shared()?;
        if self.is_silent(partner) {
            return Err(format!("{} has not shared what it puts in.", named(self.names, partner)));
        }
        let point = pooled::breaks_at(&self.contributions, &self.rule, &partner.to_string(), can_bear.pence());
        Ok(point.map_err(|refusal| self.refused(refusal))?.map(Money::from_pence))
    }
}
