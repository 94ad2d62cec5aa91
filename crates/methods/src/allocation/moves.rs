//! From the plan of today to another: what is stopped or made smaller, who is hit, what takes its place, what begins.

use std::collections::BTreeMap;

use serde::Serialize;

use super::problem::{Problem, Service, Version};
use super::second_pass::per_money;

/// What a service changes by. Amounts in the unit of the question, over the whole plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub service: String,
    /// The version of today; none where the service begins.
    pub from: Option<String>,
    /// The version of the other plan; none where the service stops.
    pub to: Option<String>,
    /// Money released (below 0: money put in).
    pub released: i64,
    /// Outcome lost (below 0: gained).
    pub lost: i64,
    /// People of each group no longer reached by it (below 0: newly reached); groups that do not change are left out.
    pub hit: BTreeMap<String, i64>,
    /// What the plan puts in that reaches a group this one leaves, the largest reach first: service and people.
    pub replaced_by: Vec<(String, i64)>,
}

/// All that changes, and what it comes to for each group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moves {
    /// Disinvestments, the least outcome lost for its money first.
    pub releases: Vec<Change>,
    /// Investments, the most outcome gained for its money first.
    pub investments: Vec<Change>,
    /// Reach of each group before and after.
    pub groups: BTreeMap<String, (i64, i64)>,
}

impl Moves {
    /// Groups that fewer people of are reached afterwards, with how many fewer.
    pub fn groups_that_lose(&self) -> impl Iterator<Item = (&str, i64)> {
        self.groups.iter().filter(|(_, (before, after))| after < before).map(|(group, (before, after))| (group.as_str(), before - after))
    }
}

/// What changes from the versions `from` to the versions `to`, by id. A version of no service counts for nothing.
pub fn moves(problem: &Problem, from: &[String], to: &[String]) -> Moves {
    let mut made = Moves { releases: Vec::new(), investments: Vec::new(), groups: BTreeMap::new() };
    for service in &problem.services {
        let (before, after) = (version(service, from), version(service, to));
        for (group, people) in before.into_iter().flat_map(|v| &v.reach) {
            made.groups.entry(group.clone()).or_default().0 += people;
        }
        for (group, people) in after.into_iter().flat_map(|v| &v.reach) {
            made.groups.entry(group.clone()).or_default().1 += people;
        }
        if before.map(|v| &v.id) == after.map(|v| &v.id) {
            continue;
        }
        let cost = |v: Option<&Version>| v.map_or(0, |v| v.costs.iter().map(|c| c.amount).sum::<i64>());
        let outcome = |v: Option<&Version>| v.map_or(0, |v| v.outcome);
        let mut hit: BTreeMap<String, i64> = before.map(|v| v.reach.clone()).unwrap_or_default();
        for (group, people) in after.into_iter().flat_map(|v| &v.reach) {
            *hit.entry(group.clone()).or_default() -= people;
        }
        hit.retain(|_, people| *people != 0);
        let change = Change {
            service: service.id.clone(),
            from: before.map(|v| v.id.clone()),
            to: after.map(|v| v.id.clone()),
            released: cost(before) - cost(after),
            lost: outcome(before) - outcome(after),
            hit,
            replaced_by: Vec::new(),
        };
        if before.is_some() && (change.to.is_none() || change.released > 0) {
            made.releases.push(change);
        } else {
            made.investments.push(change);
        }
    }
    for release in &mut made.releases {
        let gives = |group: &String| release.hit.get(group).is_some_and(|people| *people > 0);
        let mut found: Vec<(String, i64)> = made
            .investments
            .iter()
            .map(|investment| {
                let people = investment.hit.iter().filter(|(group, people)| gives(group) && **people < 0).map(|(_, people)| -people).sum();
                (investment.service.clone(), people)
            })
            .filter(|(_, people)| *people > 0)
            .collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        release.replaced_by = found;
    }
    let (lost, gained) = (|change: &Change| (change.lost, change.released), |change: &Change| (-change.lost, -change.released));
    made.releases.sort_by(|a, b| per_money(lost(a), lost(b)).then_with(|| a.service.cmp(&b.service)));
    made.investments.sort_by(|a, b| per_money(gained(b), gained(a)).then_with(|| a.service.cmp(&b.service)));
    made
}

fn version<'a>(service: &'a Service, ids: &[String]) -> Option<&'a Version> {
    service.versions.iter().find(|v| ids.contains(&v.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::problem::{Cost, Kind, Term};

    fn service(id: &str, versions: &[(&str, i64, i64, &[(&str, i64)])]) -> Service {
        let version = |(name, amount, outcome, reach): &(&str, i64, i64, &[(&str, i64)])| Version {
            id: (*name).to_owned(),
            outcome: *outcome,
            costs: vec![Cost { year: 0, amount: *amount, kind: Kind::Revenue, term: Term::Recurrent, fund: None, organisation: None }],
            reach: reach.iter().map(|(group, people)| ((*group).to_owned(), *people)).collect(),
            ..Version::default()
        };
        Service { id: id.to_owned(), must: false, versions: versions.iter().map(version).collect() }
    }

    #[test]
    fn what_is_stopped_says_who_is_hit_and_what_reaches_them_instead() {
        let problem = Problem {
            years: 1,
            services: vec![
                service("lunches", &[("lunches", 100, 10, &[("over 65", 80), ("carers", 5)])]),
                service("buses", &[("every day", 60, 20, &[("villages", 50)]), ("three days", 40, 15, &[("villages", 45)])]),
                service("classes", &[("classes", 90, 30, &[("over 65", 60)])]),
                service("grants", &[("grants", 10, 4, &[])]),
            ],
            ..Problem::default()
        };
        let names = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let found = moves(&problem, &names(&["lunches", "every day", "grants"]), &names(&["three days", "classes", "grants"]));
        let services: Vec<&str> = found.releases.iter().map(|r| r.service.as_str()).collect();
        // A tenth of a point a pound goes before a quarter.
        assert_eq!(services, ["lunches", "buses"]);
        assert_eq!((found.releases[0].released, found.releases[0].lost), (100, 10));
        assert_eq!(found.releases[0].hit, [("over 65".to_owned(), 80), ("carers".to_owned(), 5)].into());
        assert_eq!(found.releases[0].replaced_by, [("classes".to_owned(), 60)]);
        assert_eq!((found.releases[1].to.as_deref(), found.releases[1].released, found.releases[1].lost), (Some("three days"), 20, 5));
        assert!(found.releases[1].replaced_by.is_empty());
        assert_eq!(found.investments.iter().map(|c| c.service.as_str()).collect::<Vec<_>>(), ["classes"]);
        assert_eq!(found.groups_that_lose().collect::<Vec<_>>(), [("carers", 5), ("over 65", 20), ("villages", 5)]);
    }

    #[test]
    fn what_frees_no_money_has_one_place_whatever_stands_beside_it() {
        // By value for money, “poster” (2 for nothing) is more than any of the others, whichever order they come in.
        let names = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let all = [("lunches", 100, 10), ("poster", 0, 2), ("buses", 60, 1), ("leaflet", 0, 0), ("grants", 10, 4)];
        for turn in 0..all.len() {
            let mut services: Vec<Service> = all.iter().map(|(id, cost, value)| service(id, &[(id, *cost, *value, &[])])).collect();
            services.rotate_left(turn);
            let problem = Problem { years: 1, services, ..Problem::default() };
            let ids = names(&["lunches", "poster", "buses", "leaflet", "grants"]);
            let order = |changes: &[Change]| changes.iter().map(|change| change.service.clone()).collect::<Vec<_>>();
            assert_eq!(order(&moves(&problem, &ids, &[]).releases), ["buses", "lunches", "grants", "leaflet", "poster"], "{turn}");
            assert_eq!(order(&moves(&problem, &[], &ids).investments), ["poster", "leaflet", "grants", "lunches", "buses"], "{turn}");
        }
    }

    #[test]
    fn a_plan_that_stays_changes_nothing() {
        let problem = Problem { years: 1, services: vec![service("a", &[("a", 1, 1, &[])])], ..Problem::default() };
        let found = moves(&problem, &["a".to_owned()], &["a".to_owned()]);
        assert!(found.releases.is_empty() && found.investments.is_empty());
    }
}
