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
    /// What the reader's own organisation said it could bear, and the overspend at which that is reached: none where none would be.
    pub own: Option<(Record<StressLimitId, StressLimit>, Option<Money>)>,
    /// Whether the reader may say what its organisation could bear.
    pub may_say: bool,
    pub allocations: Vec<Record<AllocationId, Allocation>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stressed {
    pub over: Share,
    pub amount: Money,
    pub parts: Vec<Money>,
}

impl FundView {
    pub fn name(&self, organisation: OrganisationId) -> String {
        self.names.get(&organisation).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned())
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
    let (rule, contributions) = as_pooled(&fund.noun);
    let worked: Result<Vec<Stressed>, methods::allocation::Refusal> = fund
        .noun
        .stress
        .iter()
        .map(|over| {
            let amount = fund.noun.total().times(over.value()).unwrap_or(Money::ZERO);
            let parts = pooled::shared(&contributions, &rule, amount.pence())?;
            Ok(Stressed { over: *over, amount, parts: parts.into_iter().map(Money::from_pence).collect() })
        })
        .collect();
    let (stress, not_worked) = match worked {
        Ok(stress) => (stress, None),
        Err(refusal) => (Vec::new(), Some(refusal.message())),
    };
    let own = own.map(|limit| {
        let key = limit.noun.partner.to_string();
        let point = pooled::breaks_at(&contributions, &rule, &key, limit.noun.can_bear.pence()).ok().flatten();
        (limit, point.map(Money::from_pence))
    });
    Ok(FundView {
        may_say: is_partner && speaks_for_its_partner(actor),
        names: bodies.into_iter().map(|body| (body.id, body.noun.name)).collect(),
        bases: bases()?,
        fund,
        stress,
        not_worked,
        own,
        allocations,
    })
}

/// The fund as the method takes it: partners by id, what is not shared as nothing.
fn as_pooled(fund: &Fund) -> (Rule, Vec<pooled::Contribution>) {
    let rule = match &fund.sharing {
        Sharing::Contribution => Rule::Contribution,
        Sharing::LeadFirst { lead, share_of_own } => Rule::LeadFirst { lead: lead.to_string(), share_of_own: share_of_own.value() },
        Sharing::OwnMoney { lead } => Rule::OwnMoney { lead: lead.to_string() },
    };
    let one = |(partner, amount): (OrganisationId, Option<Money>)| pooled::Contribution {
        partner: partner.to_string(),
        amount: amount.map_or(0, Money::pence),
    };
    (rule, fund.partners().into_iter().map(one).collect())
}
