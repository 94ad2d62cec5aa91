//! Points given out among items, up to a number in all: who gave how many to what.

use std::borrow::Cow;

use quantity::Share;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::bradley_terry::MOST_ITEMS;
use crate::working::{Column, Table};
use crate::{Method, Working};

pub const METHOD: Method = Method {
    code: "points",
    edition: 1,
    title: "Points given out among items",
    sources: &[
        "Faliszewski and others, Participatory budgeting: data, tools and analysis, International Joint Conference on Artificial Intelligence, 2023 (cumulative and scoring ballots)",
    ],
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    pub items: Vec<String>,
    pub ballots: Vec<Given>,
    #[serde(default)]
    pub groups: Vec<String>,
    /// To one item at most.
    pub most_each: u64,
    /// In all at most.
    pub most_in_all: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Item and points, each item at most once.
    pub points: Vec<(usize, u64)>,
    #[serde(default)]
    pub group: Option<usize>,
    pub weight: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    pub totals: Vec<u64>,
    /// Of all points given.
    pub shares: Vec<Share>,
    /// People who gave it something.
    pub givers: Vec<u64>,
    pub people: u64,
    /// Most points first; alike, by name.
    pub ranking: Vec<usize>,
    /// Totals of each group.
    pub by_group: Vec<Vec<u64>>,
    pub working: Working,
}

/// Points counted. The order of ballots changes nothing.
///
/// # Errors
/// A `Refusal` that names the ballot by its number.
pub fn points(asked: &Points) -> Result<Counted, Refusal> {
    let n = asked.items.len();
    if !(2..=MOST_ITEMS).contains(&n) {
        return Err(Refusal::ItemsOutOfRange(n));
    }
    let (mut totals, mut givers, mut people) = (vec![0u64; n], vec![0u64; n], 0u64);
    let mut by_group = vec![vec![0u64; n]; asked.groups.len()];
    // The ballot that last named each item.
    let mut last = vec![0usize; n];
    for (at, ballot) in asked.ballots.iter().enumerate() {
        let number = at + 1;
        let weight = u64::from(ballot.weight);
        if weight == 0 {
            return Err(Refusal::StandsForNobody { ballot: number });
        }
        if let Some(group) = ballot.group.filter(|group| *group >= asked.groups.len()) {
            return Err(Refusal::UnknownGroup { ballot: number, group: group.saturating_add(1), there: asked.groups.len() });
        }
        people += weight;
        let mut given = 0u64;
        for (item, points) in &ballot.points {
            let Some(named) = last.get_mut(*item) else {
                return Err(Refusal::UnknownProject { ballot: number, project: item.saturating_add(1), there: n });
            };
            let name = || asked.items.get(*item).cloned().unwrap_or_default();
            if std::mem::replace(named, number) == number {
                return Err(Refusal::NamedTwice { ballot: number, id: name() });
            }
            if *points > asked.most_each {
                return Err(Refusal::PointsOutOfRange { ballot: number, item: name(), points: *points, most: asked.most_each });
            }
            given = given.saturating_add(*points);
            let add = |sum: Option<&mut u64>, by: u64| {
                if let Some(sum) = sum {
                    *sum = sum.saturating_add(by);
                }
            };
            add(totals.get_mut(*item), points.saturating_mul(weight));
            add(givers.get_mut(*item), if *points > 0 { weight } else { 0 });
            let group = ballot.group.and_then(|group| by_group.get_mut(group));
            add(group.and_then(|row| row.get_mut(*item)), points.saturating_mul(weight));
        }
        if given > asked.most_in_all {
            return Err(Refusal::TooManyPoints { ballot: number, given, most: asked.most_in_all });
        }
    }
    if people == 0 {
        return Err(Refusal::NoBallots);
    }
    let all = totals.iter().sum::<u64>();
    if all == 0 {
        return Err(Refusal::AllBlank(people));
    }
    let shares: Vec<Share> = totals.iter().map(|sum| Share::of(*sum, all).unwrap_or(Share::NONE)).collect();
    let mut ranking: Vec<usize> = (0..n).collect();
    ranking
        .sort_by(|one, other| totals.get(*other).cmp(&totals.get(*one)).then_with(|| asked.items.get(*one).cmp(&asked.items.get(*other))));
    let numbers = |list: &[u64]| list.iter().map(|value| Some(*value as f64)).collect::<Vec<_>>();
    let columns = vec![
        Column::words("", "item", asked.items.iter().map(|name| Cow::Owned(name.clone())).collect()),
        Column::numbers("", "points", numbers(&totals)),
        Column::numbers("", "share of all points given", shares.iter().map(|share| Some(share.value())).collect()),
        Column::numbers("", "people who gave it something", numbers(&givers)),
    ];
    let working = Working { tables: vec![Table::new("Items", columns)] };
    Ok(Counted { totals, shares, givers, people, ranking, by_group, working })
}
