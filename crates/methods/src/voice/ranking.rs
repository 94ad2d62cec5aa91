//! Ordered lists counted together: Borda's points, mean places, and each pair by majority. Ties, and lists that leave something out, are allowed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::bradley_terry::MOST_ITEMS;
use crate::working::{Column, Table};
use crate::{Method, Working};

pub const METHOD: Method = Method {
    code: "ranked-lists",
    edition: 1,
    title: "Ordered lists counted together (Borda, mean place, majority by pairs)",
    sources: &[
        "de Borda, Mémoire sur les élections au scrutin, Histoire de l’Académie royale des sciences, 1784",
        "Black, The Theory of Committees and Elections, 1958, chapters 9 and 10",
        "Kendall, Rank Correlation Methods, 1948, chapter 3 (tied places)",
    ],
};

/// Items, and the lists that people put them in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rankings {
    /// Names, each unlike the others.
    pub items: Vec<String>,
    pub lists: Vec<List>,
    #[serde(default)]
    pub groups: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// First comes first; items that stand together share a place. What is left out stands below all that is named, alike.
    pub places: Vec<Vec<usize>>,
    /// Place in `Rankings::groups`.
    #[serde(default)]
    pub group: Option<usize>,
    /// For how many people it stands, at least 1.
    pub weight: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Items below, and half of those alike, summed over all people.
    pub borda: Vec<f64>,
    /// From 1; those alike share the mean of their places.
    pub mean_place: Vec<f64>,
    /// Places in `Rankings::items`, most points first; alike, by name.
    pub ranking: Vec<usize>,
    /// From 1; a tie shares the better one.
    pub ranks: Vec<u32>,
    pub people: u64,
    /// People who put the row above the column.
    pub above: Vec<Vec<u64>>,
    /// The item that more people than not put above each other one, if there is one.
    pub beats_all: Option<usize>,
    /// The fewest items of which each is put above everything else by a majority: one, or several that go round in a circle.
    pub leading: Vec<usize>,
    /// Mean places as each group has them, in its order; empty of a group nobody belongs to.
    pub by_group: Vec<Vec<f64>>,
    pub working: Working,
}

/// Lists counted together. The order of lists changes nothing.
///
/// # Errors
/// A `Refusal` that names what is wrong, a list by its number.
pub fn ranking(asked: &Rankings) -> Result<Standing, Refusal> {
    let n = asked.items.len();
    let tiers = check(asked)?;
    let mut borda = vec![0u64; n];
    let mut above = vec![vec![0u64; n]; n];
    let mut places = vec![0u64; n];
    let mut of_group = vec![(0u64, vec![0u64; n]); asked.groups.len()];
    let mut people = 0u64;
    for (list, tier) in asked.lists.iter().zip(&tiers) {
        let weight = u64::from(list.weight);
        people += weight;
        let group = list.group.and_then(|group| of_group.get_mut(group));
        let mut twice = vec![0u64; n];
        for (item, own) in tier.iter().enumerate() {
            let (mut better, mut alike) = (0u64, 0u64);
            for (other, its) in tier.iter().enumerate() {
                better += u64::from(its < own);
                alike += u64::from(its == own);
                if let Some(cell) = above.get_mut(item).and_then(|row| row.get_mut(other)).filter(|_| own < its) {
                    *cell += weight;
                }
            }
            // Twice the place: above it, itself, and half of the others alike.
            if let Some(place) = twice.get_mut(item) {
                *place = 2 * better + alike + 1;
            }
        }
        for ((sum, place), points) in places.iter_mut().zip(&twice).zip(&mut borda) {
            *sum += place * weight;
            *points += (2 * n as u64 - place) * weight;
        }
        if let Some((many, sums)) = group {
            *many += weight;
            sums.iter_mut().zip(&twice).for_each(|(sum, place)| *sum += place * weight);
        }
    }
    if people == 0 {
        return Err(Refusal::NoBallots);
    }
    let mean = |sums: &[u64], many: u64| sums.iter().map(|sum| *sum as f64 / (2 * many) as f64).collect::<Vec<f64>>();
    let mut ranking: Vec<usize> = (0..n).collect();
    ranking.sort_by(|one, other| borda.get(*other).cmp(&borda.get(*one)).then_with(|| asked.items.get(*one).cmp(&asked.items.get(*other))));
    let ranks = borda.iter().map(|own| borda.iter().filter(|other| *other > own).count() as u32 + 1).collect();
    let leading = leading(&above);
    let mut standing = Standing {
        borda: borda.iter().map(|points| *points as f64 / 2.0).collect(),
        mean_place: mean(&places, people),
        ranking,
        ranks,
        people,
        beats_all: leading.first().copied().filter(|_| leading.len() == 1),
        leading,
        by_group: of_group.iter().map(|(many, sums)| if *many == 0 { Vec::new() } else { mean(sums, *many) }).collect(),
        above,
        working: Working::default(),
    };
    standing.working = working(&asked.items, &standing);
    Ok(standing)
}

/// The tier of each item on each list, from 0.
fn check(asked: &Rankings) -> Result<Vec<Vec<usize>>, Refusal> {
    let n = asked.items.len();
    if !(2..=MOST_ITEMS).contains(&n) {
        return Err(Refusal::ItemsOutOfRange(n));
    }
    let mut names: Vec<&String> = asked.items.iter().collect();
    names.sort_unstable();
    if let Some([twice, _]) = names.windows(2).find(|pair| matches!(pair, [one, other] if one == other)) {
        return Err(Refusal::SameItem((*twice).clone()));
    }
    let mut all = Vec::with_capacity(asked.lists.len());
    for (at, list) in asked.lists.iter().enumerate() {
        let ballot = at + 1;
        if list.weight == 0 {
            return Err(Refusal::StandsForNobody { ballot });
        }
        if let Some(group) = list.group.filter(|group| *group >= asked.groups.len()) {
            return Err(Refusal::UnknownGroup { ballot, group: group.saturating_add(1), there: asked.groups.len() });
        }
        let mut tier = vec![list.places.len(); n];
        for (place, items) in list.places.iter().enumerate() {
            for item in items {
                let Some(own) = tier.get_mut(*item) else {
                    return Err(Refusal::UnknownProject { ballot, project: item.saturating_add(1), there: n });
                };
                if *own != list.places.len() {
                    return Err(Refusal::NamedTwice { ballot, id: asked.items.get(*item).cloned().unwrap_or_default() });
                }
                *own = place;
            }
        }
        all.push(tier);
    }
    Ok(all)
}

/// The fewest items that no majority puts below anything outside of them (the top cycle), ascending.
fn leading(above: &[Vec<u64>]) -> Vec<usize> {
    let n = above.len();
    let of = |one: usize, other: usize| above.get(one).and_then(|row| row.get(other)).copied().unwrap_or(0);
    // From each item up to whatever is not put below it by a majority: the smallest such set that is closed.
    let closed = |from: usize| {
        let mut seen = vec![false; n];
        let mut waiting = vec![from];
        while let Some(at) = waiting.pop() {
            let Some(mark) = seen.get_mut(at) else { continue };
            if !std::mem::replace(mark, true) {
                waiting.extend((0..n).filter(|other| *other != at && of(*other, at) >= of(at, *other)));
            }
        }
        (0..n).filter(|at| seen.get(*at) == Some(&true)).collect::<Vec<usize>>()
    };
    (0..n).map(closed).min_by_key(Vec::len).unwrap_or_default()
}

fn working(items: &[String], standing: &Standing) -> Working {
    let numbers = |list: &[f64]| list.iter().copied().map(Some).collect::<Vec<_>>();
    let names: Vec<Cow<'static, str>> = items.iter().map(|name| Cow::Owned(name.clone())).collect();
    let won = standing.above.iter().enumerate().map(|(one, row)| {
        let won = row
            .iter()
            .enumerate()
            .filter(|(other, votes)| **votes > standing.above.get(*other).and_then(|row| row.get(one)).copied().unwrap_or(0));
        Some(won.count() as f64)
    });
    let columns = vec![
        Column::words("", "item", names),
        Column::numbers("B", "points: items below, half for those alike", numbers(&standing.borda)),
        Column::numbers("", "mean place", numbers(&standing.mean_place)),
        Column::numbers("", "others that a majority puts below it", won.collect()),
    ];
    Working { tables: vec![Table::new("Items", columns)] }
}
