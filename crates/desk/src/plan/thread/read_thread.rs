//! The thread read from both ends: every priority with what serves it, every outcome and service that serves none, with its money.

use std::collections::BTreeMap;

use methods::criteria::rank::tau;
use methods::criteria::voices::kendalls_w;
use model::case::Case;
use model::id::{CaseId, OrganisationId, OutcomeId, PriorityId, PriorityListId, ServiceId};
use model::organisation::Organisation;
use model::outcome::Outcome;
use model::priority::{Priority, PriorityList};
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct ThreadView {
    pub priorities: Vec<Record<PriorityId, Priority>>,
    /// That of the place first.
    pub lists: Vec<ListView>,
    /// How far the bodies' own lists agree; none where fewer than two of them order the same priorities.
    pub agreement: Option<Agreement>,
    pub outcomes: Vec<OutcomeLine>,
    /// Services that no outcome with a priority speaks of.
    pub orphans: Vec<Record<ServiceId, Service>>,
    /// What all services cost in a year, and what of it traces to no priority. Services without a known cost are counted beside.
    pub spent: Money,
    pub untraced: Money,
    pub without_cost: usize,
    /// What people hope for, and what is good here, case by case: means as well as needs.
    pub cases: Vec<Record<CaseId, Case>>,
    pub organisations: Vec<Record<OrganisationId, Organisation>>,
}

#[derive(Debug, Clone)]
pub struct ListView {
    pub record: Record<PriorityListId, PriorityList>,
    /// Whose, as said.
    pub name: String,
}

/// How far lists agree, over the priorities that stand on all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Kendall's W: 0 none, 1 one order.
    pub overall: f64,
    /// Kendall's τ of each pair, −1 opposite to 1 the same, with the two names.
    pub pairs: Vec<(String, String, f64)>,
    /// Priorities by how far apart their places lie, farthest first, with the lowest and highest place.
    pub apart: Vec<(PriorityId, usize, usize)>,
}

#[derive(Debug, Clone)]
pub struct OutcomeLine {
    pub outcome: Record<OutcomeId, Outcome>,
    pub case: Record<CaseId, Case>,
    /// Its measure, as named.
    pub measure: Option<String>,
    /// The decision that was taken on its case, if one was.
    pub decided: Option<String>,
}

impl ThreadView {
    pub fn title(&self, priority: PriorityId) -> &str {
        self.priorities.iter().find(|record| record.id == priority).map_or("a priority you cannot see", |record| record.noun.title.as_str())
    }

    /// The list of the place, where one is agreed.
    pub fn of_place(&self) -> Option<&ListView> {
        self.lists.iter().find(|list| list.record.noun.whose.is_none())
    }
}

pub async fn read_thread(desk: &Desk, actor: &Actor) -> Result<ThreadView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let priorities = store::priorities::list(&mut tx, scope).await?;
    let organisations = store::organisations::list(&mut tx, scope).await?;
    let cases = store::cases::list(&mut tx, scope).await?;
    let services = store::services::list(&mut tx, scope).await?;
    let measures: BTreeMap<_, String> = store::measures::list(&mut tx, scope).await?.into_iter().map(|m| (m.id, m.noun.name)).collect();
    let name = |whose: Option<OrganisationId>| match whose {
        None => "All partners together".to_owned(),
        Some(id) => organisations
            .iter()
            .find(|record| record.id == id)
            .map_or_else(|| "A body you cannot see".into(), |record| record.noun.name.clone()),
    };
    let mut lists: Vec<ListView> = (store::priority_lists::list(&mut tx, scope).await?.into_iter())
        .map(|record| ListView { name: name(record.noun.whose), record })
        .collect();
    lists.sort_by_key(|list| list.record.noun.whose.is_some());
    // The last decision of each case.
    let decided: BTreeMap<CaseId, String> =
        store::decisions::list(&mut tx, scope).await?.into_iter().map(|decision| (decision.noun.case, decision.noun.what)).collect();
    let mut outcomes = Vec::new();
    for outcome in store::outcomes::list(&mut tx, scope).await? {
        let Some(case) = cases.iter().find(|case| case.id == outcome.noun.case) else { continue };
        let decided = decided.get(&case.id).cloned();
        let measure = outcome.noun.measure.and_then(|id| measures.get(&id).cloned());
        outcomes.push(OutcomeLine { outcome, case: case.clone(), measure, decided });
    }
    let traced: Vec<ServiceId> = traced(&outcomes);
    let money = |of: &dyn Fn(&Record<ServiceId, Service>) -> bool| {
        services.iter().filter(|s| of(s)).filter_map(|s| s.noun.annual_cost).sum::<Money>()
    };
    let (spent, untraced) = (money(&|_| true), money(&|service| !traced.contains(&service.id)));
    let without_cost = services.iter().filter(|service| service.noun.annual_cost.is_none()).count();
    let agreement = agreement(&lists);
    let mut orphans: Vec<_> = services.into_iter().filter(|service| !traced.contains(&service.id)).collect();
    orphans.sort_by_key(|service| std::cmp::Reverse(service.noun.annual_cost));
    Ok(ThreadView { priorities, lists, agreement, outcomes, orphans, spent, untraced, without_cost, cases, organisations })
}

/// Services of cases that want an outcome which serves a priority.
fn traced(outcomes: &[OutcomeLine]) -> Vec<ServiceId> {
    outcomes.iter().filter(|line| line.outcome.noun.priority.is_some()).flat_map(|line| line.case.noun.services.iter().copied()).collect()
}

/// The bodies' own lists against each other, over what stands on all of them.
fn agreement(lists: &[ListView]) -> Option<Agreement> {
    let own = lists.iter().filter(|list| list.record.noun.whose.is_some());
    agreement_of(&own.map(|list| (list.name.clone(), list.record.noun.order.clone())).collect::<Vec<_>>())
}

/// Orders against each other, each with whose it is, over what stands in all of them; none of fewer than two, or of fewer than two
/// priorities in common.
pub(crate) fn agreement_of(own: &[(String, Vec<PriorityId>)]) -> Option<Agreement> {
    let place = |order: &[PriorityId], priority: PriorityId| order.iter().position(|id| *id == priority);
    let (_, first) = own.first()?;
    let common: Vec<PriorityId> = first.iter().copied().filter(|id| own.iter().all(|(_, order)| place(order, *id).is_some())).collect();
    if own.len() < 2 || common.len() < 2 {
        return None;
    }
    // Higher is better for the method: the last place counts least.
    let scores: Vec<Vec<f64>> =
        own.iter().map(|(_, order)| common.iter().map(|id| -(place(order, *id).unwrap_or_default() as f64)).collect()).collect();
    let overall = kendalls_w(&scores.iter().collect::<Vec<_>>())?;
    let mut pairs = Vec::new();
    for (at, ((one, _), own_scores)) in own.iter().zip(&scores).enumerate() {
        for ((other, _), other_scores) in own.iter().zip(&scores).skip(at + 1) {
            pairs.push((one.clone(), other.clone(), tau(own_scores, other_scores)?));
        }
    }
    let ends = |id: &PriorityId| {
        let places: Vec<usize> = own.iter().filter_map(|(_, order)| place(order, *id)).map(|at| at + 1).collect();
        Some((*id, *places.iter().min()?, *places.iter().max()?))
    };
    let mut apart: Vec<(PriorityId, usize, usize)> = common.iter().filter_map(ends).filter(|(_, low, high)| low != high).collect();
    apart.sort_by_key(|(_, low, high)| std::cmp::Reverse(high - low));
    Some(Agreement { overall, pairs, apart })
}
