//! The thread read from both ends: every priority with what serves it, every outcome and service that serves none, with its money.

use std::collections::{BTreeMap, BTreeSet};

use model::case::Case;
use model::id::{CaseId, OrganisationId, OutcomeId, PriorityId, PriorityListId, ServiceId};
use model::organisation::Organisation;
use model::outcome::Outcome;
use model::priority::{Input, Priority, PriorityList};
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::Money;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::thread::differences::{self, Differences};
use crate::plan::thread::one_list::{OneList, one_list};

#[derive(Debug, Clone)]
pub struct ThreadView {
    pub priorities: Vec<Record<PriorityId, Priority>>,
    /// That of the place first.
    pub lists: Vec<ListView>,
    /// Where the bodies' own lists differ; none where fewer than two of them order the same priorities.
    pub partners: Option<Differences>,
    /// Where groups of people who were asked differ.
    pub groups: Option<Differences>,
    /// Counts of people below this are withheld on pages.
    pub smallest_count: u32,
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

    /// One order from evidence, voices and partners' lists, without what is left out.
    pub fn one_list(&self, left_out: &BTreeSet<Input>) -> Option<OneList> {
        let partners: Vec<&PriorityList> =
            self.lists.iter().map(|list| &list.record.noun).filter(|list| list.whose.is_some() && !list.order.is_empty()).collect();
        one_list(&self.priorities, &partners, left_out)
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
    let titles: BTreeMap<PriorityId, &str> = priorities.iter().map(|record| (record.id, record.noun.title.as_str())).collect();
    let own: Vec<(String, &[PriorityId])> = (lists.iter())
        .filter(|list| list.record.noun.whose.is_some() && !list.record.noun.order.is_empty())
        .map(|list| (list.name.clone(), list.record.noun.order.as_slice()))
        .collect();
    let partners = differences::of_orders(&own, |id| {
        titles.get(&id).map_or_else(|| "A priority you cannot see".to_owned(), |title| (*title).to_owned())
    });
    let groups = differences::of_groups(&priorities);
    let smallest_count = Settings::in_force(&mut tx).await?.smallest_count.max(2);
    let mut orphans: Vec<_> = services.into_iter().filter(|service| !traced.contains(&service.id)).collect();
    orphans.sort_by_key(|service| std::cmp::Reverse(service.noun.annual_cost));
    Ok(ThreadView {
        partners,
        groups,
        smallest_count,
        priorities,
        lists,
        outcomes,
        orphans,
        spent,
        untraced,
        without_cost,
        cases,
        organisations,
    })
}

/// Services of cases that want an outcome which serves a priority.
fn traced(outcomes: &[OutcomeLine]) -> Vec<ServiceId> {
    outcomes.iter().filter(|line| line.outcome.noun.priority.is_some()).flat_map(|line| line.case.noun.services.iter().copied()).collect()
}
