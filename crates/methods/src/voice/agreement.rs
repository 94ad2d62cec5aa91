//! Where lists differ: each two set against each other, all together, and item by item; and what suits both of two that differ.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::bradley_terry::MOST_ITEMS;
use crate::working::{Column, Table};
use crate::{Method, Working};

pub use crate::numeric::agreement::{concordance, tau};

pub const METHOD: Method = Method {
    code: "agreement",
    edition: 1,
    title: "How far lists agree, and where they differ (Kendall’s τ and W)",
    sources: &[
        "Kendall, A new measure of rank correlation, Biometrika 30, 1938",
        "Kendall and Babington Smith, The problem of m rankings, Annals of Mathematical Statistics 10, 1939",
        "Kendall, Rank Correlation Methods, 1948, chapters 3 and 6 (tied places)",
    ],
};

/// Lists of the same items. A place is from 1; equal places are ties.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lists {
    pub items: Vec<String>,
    /// Whose each list is.
    pub names: Vec<String>,
    /// A row a list, a column an item: its place, 1 the first.
    pub places: Vec<Vec<f64>>,
}

/// Where lists differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// Kendall’s W over all lists, 0 none to 1 one order; `None` where no list tells two items apart.
    pub overall: Option<f64>,
    /// Every two lists, in the order of the lists.
    pub pairs: Vec<Pair>,
    /// Items, those whose places lie farthest apart first; alike, in the order given.
    pub items: Vec<Spread>,
    pub working: Working,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    /// Kendall’s τ-b, −1 opposite to 1 the same; `None` where a list tells no two items apart.
    pub tau: Option<f64>,
    /// The item they put farthest apart, and by how many places.
    pub farthest: Option<(usize, f64)>,
}

/// Where one item stands on the lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub item: usize,
    /// The best and worst place, and the lists that give them.
    pub best: f64,
    pub worst: f64,
    pub best_of: Vec<usize>,
    pub worst_of: Vec<usize>,
}

impl Spread {
    /// Places between the best and the worst.
    pub fn apart(&self) -> f64 {
        self.worst - self.best
    }
}

/// Where lists differ.
///
/// # Errors
/// A `Refusal` where there are fewer than two lists or items, or a list has a place too few.
pub fn map(lists: &Lists) -> Result<Map, Refusal> {
    let n = lists.items.len();
    if !(2..=MOST_ITEMS).contains(&n) {
        return Err(Refusal::ItemsOutOfRange(n));
    }
    if lists.places.len() < 2 || lists.names.len() != lists.places.len() {
        return Err(Refusal::TooFewLists(lists.places.len()));
    }
    for (name, places) in lists.names.iter().zip(&lists.places) {
        if places.len() != n || places.iter().any(|place| !place.is_finite()) {
            return Err(Refusal::ListIncomplete { list: name.clone(), have: places.iter().filter(|p| p.is_finite()).count(), need: n });
        }
    }
    let rows: Vec<&[f64]> = lists.places.iter().map(Vec::as_slice).collect();
    let mut pairs = Vec::new();
    for (one, own) in rows.iter().enumerate() {
        for (other, its) in rows.iter().enumerate().skip(one + 1) {
            let apart = own.iter().zip(its.iter()).map(|(a, b)| (a - b).abs()).enumerate();
            let farthest = apart.fold(None, |most: Option<(usize, f64)>, next| match most {
                Some(most) if most.1 >= next.1 => Some(most),
                _ => Some(next),
            });
            pairs.push(Pair { one, other, tau: tau(own, its), farthest: farthest.filter(|(_, apart)| *apart > 0.0) });
        }
    }
    let spread = |item: usize| {
        let places: Vec<f64> = rows.iter().filter_map(|row| row.get(item).copied()).collect();
        let best = places.iter().copied().fold(f64::INFINITY, f64::min);
        let worst = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let of = |end: f64| places.iter().enumerate().filter(|(_, place)| **place == end).map(|(at, _)| at).collect();
        Spread { item, best, worst, best_of: of(best), worst_of: of(worst) }
    };
    let mut items: Vec<Spread> = (0..n).map(spread).collect();
    items.sort_by(|one, other| other.apart().total_cmp(&one.apart()));
    let working = working(lists, &pairs, &items);
    Ok(Map { overall: concordance(&rows), pairs, items, working })
}

/// What suits everybody: those within the first `within` places on every list, the best worst place first; alike, the better places in all.
pub fn suits_all(lists: &[&[f64]], within: f64) -> Vec<usize> {
    let items = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    let of = |item: usize| {
        let places = || lists.iter().filter_map(|list| list.get(item).copied());
        (item, places().fold(0.0, f64::max), places().sum::<f64>())
    };
    let mut suits: Vec<(usize, f64, f64)> = (0..items).map(of).filter(|(_, worst, _)| *worst <= within).collect();
    suits.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0)));
    suits.into_iter().map(|(at, ..)| at).collect()
}

fn working(lists: &Lists, pairs: &[Pair], items: &[Spread]) -> Working {
    let name = |list: &[String], at: usize| Cow::Owned(list.get(at).cloned().unwrap_or_default());
    let two = vec![
        Column::words("", "one list", pairs.iter().map(|pair| name(&lists.names, pair.one)).collect()),
        Column::words("", "the other", pairs.iter().map(|pair| name(&lists.names, pair.other)).collect()),
        Column::numbers("τ", "agreement, −1 opposite to 1 the same", pairs.iter().map(|pair| pair.tau).collect()),
    ];
    let mut by_item = vec![Column::words("", "item", items.iter().map(|one| name(&lists.items, one.item)).collect())];
    for (row, whose) in lists.places.iter().zip(&lists.names) {
        let places = items.iter().map(|one| row.get(one.item).copied()).collect();
        by_item.push(Column { caption: Cow::Owned(format!("place on the list of {whose}")), ..Column::numbers("", "", places) });
    }
    by_item.push(Column::numbers("", "places between the best and the worst", items.iter().map(|one| Some(one.apart())).collect()));
    Working { tables: vec![Table::new("Every two lists", two), Table::new("Items, those farthest apart first", by_item)] }
}
