//! A map of services: those one service turns away come to others, some time later. A cut here is a load there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Method;
use crate::working::{Column, Table, Working};

pub const METHOD: Method = Method {
    code: "system-load",
    edition: 1,
    title: "What a cut at one service brings to others",
    sources: &[
        "Wolstenholme and others, Using system dynamics to model health and social care systems, 2004 to 2007: flows, stocks and delays",
    ],
};

const MOST_NODES: usize = 60;
const MOST_MONTHS: usize = 120;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub nodes: Vec<Node>,
    pub arrows: Vec<Arrow>,
    pub cut: Cut,
    pub months: usize,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub code: String,
    /// People who come in a month.
    pub load: f64,
    /// People it can take in a month; none where nobody has said: then it takes all.
    #[serde(default)]
    pub capacity: Option<f64>,
}

/// Of those whom `from` cannot take, this share comes to `to`, so many months later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    pub share: f64,
    pub delay: usize,
}

/// A service takes this share fewer than come now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    pub node: String,
    pub share: f64,
}

/// What the cut changes at a service, beside what would have been without it; people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub code: String,
    /// More who come, month by month.
    pub come: Vec<f64>,
    /// More who are taken, month by month; below nought where fewer are.
    pub taken: Vec<f64>,
    /// More who are turned away, month by month.
    pub turned_away: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In the order of the nodes.
    pub changes: Vec<Change>,
    /// More who come to no service of the map, over all months.
    pub nowhere: f64,
    /// More who are still to come when the months end.
    pub on_the_way: f64,
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is no service called “{0}” on this map.")]
    NoSuchNode(String),
    #[error("“{0}” is there twice.")]
    Twice(String),
    #[error("A map has 1 to {MOST_NODES} services.")]
    Nodes,
    #[error("Ask for 1 to {MOST_MONTHS} months.")]
    Months,
    #[error("{0} has to be a number of nought or more.")]
    Number(String),
    #[error("The share of {0} has to be from 0% to 100%.")]
    Share(String),
    #[error("The arrows out of {0} come to more than 100%.")]
    OverAll(String),
    #[error("People go round {0} and back within one month. Give one of its arrows a delay.")]
    Round(String),
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoSuchNode(_) => "no_such_node",
            Refusal::Twice(_) => "twice",
            Refusal::Nodes => "nodes",
            Refusal::Months => "months",
            Refusal::Number(_) => "number",
            Refusal::Share(_) => "share",
            Refusal::OverAll(_) => "over_all",
            Refusal::Round(_) => "round",
        }
    }
}

/// One way of things: who come, who are taken and who are turned away, by node and month; who go nowhere, and who are on the way.
struct Run {
    come: Vec<Vec<f64>>,
    taken: Vec<Vec<f64>>,
    away: Vec<Vec<f64>>,
    nowhere: f64,
    on_the_way: f64,
}

/// # Errors
/// A [`Refusal`] that names the service or the arrow.
pub fn follow(ask: &Ask) -> Result<Reading, Refusal> {
    let places = check(ask)?;
    let order = order(ask, &places)?;
    let cut = *places.get(ask.cut.node.as_str()).ok_or_else(|| Refusal::NoSuchNode(ask.cut.node.clone()))?;
    let (without, with) = (run(ask, &places, &order, None), run(ask, &places, &order, Some(cut)));
    let less = |with: &[f64], without: &[f64]| with.iter().zip(without).map(|(a, b)| a - b).collect::<Vec<f64>>();
    let change = |(at, node): (usize, &Node)| Change {
        code: node.code.clone(),
        come: less(&with.come[at], &without.come[at]),
        taken: less(&with.taken[at], &without.taken[at]),
        turned_away: less(&with.away[at], &without.away[at]),
    };
    let changes: Vec<Change> = ask.nodes.iter().enumerate().map(change).collect();
    let sum = |of: fn(&Change) -> &Vec<f64>| changes.iter().map(|c| Some(of(c).iter().sum())).collect::<Vec<Option<f64>>>();
    let working = Table::new(
        "People more over all months, by service",
        vec![
            Column::words("", "service", changes.iter().map(|c| Cow::Owned(c.code.clone())).collect()),
            Column::numbers("", "come", sum(|c| &c.come)),
            Column::numbers("", "taken", sum(|c| &c.taken)),
            Column::numbers("", "turned away", sum(|c| &c.turned_away)),
        ],
    );
    Ok(Reading {
        changes,
        nowhere: with.nowhere - without.nowhere,
        on_the_way: with.on_the_way - without.on_the_way,
        working: Working { tables: vec![working] },
    })
}

fn check(ask: &Ask) -> Result<BTreeMap<&str, usize>, Refusal> {
    if ask.nodes.is_empty() || ask.nodes.len() > MOST_NODES {
        return Err(Refusal::Nodes);
    }
    if !(1..=MOST_MONTHS).contains(&ask.months) {
        return Err(Refusal::Months);
    }
    let is_quantity = |value: f64| value.is_finite() && value >= 0.0;
    let mut places = BTreeMap::new();
    for (at, node) in ask.nodes.iter().enumerate() {
        if places.insert(node.code.as_str(), at).is_some() {
            return Err(Refusal::Twice(node.code.clone()));
        }
        if !is_quantity(node.load) || !node.capacity.is_none_or(is_quantity) {
            return Err(Refusal::Number(node.code.clone()));
        }
    }
    let is_share = |share: f64| (0.0..=1.0).contains(&share);
    let mut out: BTreeMap<&str, f64> = BTreeMap::new();
    for arrow in &ask.arrows {
        for end in [&arrow.from, &arrow.to] {
            if !places.contains_key(end.as_str()) {
                return Err(Refusal::NoSuchNode(end.clone()));
            }
        }
        if !is_share(arrow.share) {
            return Err(Refusal::Share(format!("{} to {}", arrow.from, arrow.to)));
        }
        let sum = out.entry(arrow.from.as_str()).or_default();
        *sum += arrow.share;
        if *sum > 1.0 + 1e-9 {
            return Err(Refusal::OverAll(arrow.from.clone()));
        }
    }
    if !is_share(ask.cut.share) {
        return Err(Refusal::Share(ask.cut.node.clone()));
    }
    Ok(places)
}

/// Nodes so that whoever sends people on within a month comes before whoever they come to.
fn order(ask: &Ask, places: &BTreeMap<&str, usize>) -> Result<Vec<usize>, Refusal> {
    let at_once: Vec<(usize, usize)> = ask
        .arrows
        .iter()
        .filter(|arrow| arrow.delay == 0 && arrow.share > 0.0)
        .filter_map(|arrow| Some((*places.get(arrow.from.as_str())?, *places.get(arrow.to.as_str())?)))
        .collect();
    let mut left: Vec<usize> = (0..ask.nodes.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_free = |node: &usize| !at_once.iter().any(|(from, to)| to == node && left.contains(from));
        match left.iter().position(is_free) {
            Some(at) => order.push(left.remove(at)),
            None => {
                let name = left.first().and_then(|at| ask.nodes.get(*at)).map(|node| node.code.clone()).unwrap_or_default();
                return Err(Refusal::Round(name));
            }
        }
    }
    Ok(order)
}

fn run(ask: &Ask, places: &BTreeMap<&str, usize>, order: &[usize], cut: Option<usize>) -> Run {
    let empty = || vec![vec![0.0; ask.months]; ask.nodes.len()];
    let mut run = Run { come: empty(), taken: empty(), away: empty(), nowhere: 0.0, on_the_way: 0.0 };
    for month in 0..ask.months {
        for &at in order {
            let node = &ask.nodes[at];
            let come = node.load + run.come[at][month];
            let room = match cut == Some(at) {
                true => node.capacity.unwrap_or(f64::INFINITY).min(node.load) * (1.0 - ask.cut.share),
                false => node.capacity.unwrap_or(f64::INFINITY),
            };
            let taken = come.min(room);
            let away = come - taken;
            (run.come[at][month], run.taken[at][month], run.away[at][month]) = (come, taken, away);
            let mut sent = 0.0;
            for arrow in ask.arrows.iter().filter(|arrow| arrow.from == node.code) {
                let people = away * arrow.share;
                sent += people;
                match places.get(arrow.to.as_str()).and_then(|to| run.come.get_mut(*to)).and_then(|to| to.get_mut(month + arrow.delay)) {
                    Some(coming) => *coming += people,
                    None => run.on_the_way += people,
                }
            }
            run.nowhere += away - sent;
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(code: &str, load: f64, capacity: Option<f64>) -> Node {
        Node { code: code.into(), load, capacity }
    }

    fn arrow(from: &str, to: &str, share: f64, delay: usize) -> Arrow {
        Arrow { from: from.into(), to: to.into(), share, delay }
    }

    #[test]
    fn a_cut_here_is_a_load_there_after_the_delay() {
        let ask = Ask {
            nodes: vec![node("support", 100.0, None), node("hospital", 500.0, None), node("council", 80.0, Some(85.0))],
            arrows: vec![arrow("support", "hospital", 0.3, 2), arrow("support", "council", 0.5, 0), arrow("council", "hospital", 0.4, 1)],
            cut: Cut { node: "support".into(), share: 0.2 },
            months: 4,
        };
        let reading = follow(&ask).expect("is followed");
        // 20 turned away a month: 10 to the council, which takes 5 and sends 2 of the other 5 on; 6 to hospital two months later.
        assert_eq!(reading.changes[2].taken, [5.0; 4]);
        assert_eq!(reading.changes[1].come, [0.0, 2.0, 8.0, 8.0]);
        let away: f64 = reading.changes[0].turned_away.iter().sum();
        let elsewhere: f64 = reading.changes[1..].iter().flat_map(|change| &change.taken).sum();
        assert!((away - elsewhere - reading.nowhere - reading.on_the_way).abs() < 1e-9);
    }

    #[test]
    fn a_round_trip_within_a_month_and_shares_over_all_are_refused() {
        let ask = |arrows| Ask {
            nodes: vec![node("a", 1.0, None), node("b", 1.0, None)],
            arrows,
            cut: Cut { node: "a".into(), share: 0.5 },
            months: 3,
        };
        assert_eq!(follow(&ask(vec![arrow("a", "b", 0.5, 0), arrow("b", "a", 0.5, 0)])).expect_err("refused").code(), "round");
        assert_eq!(follow(&ask(vec![arrow("a", "b", 0.7, 0), arrow("a", "b", 0.4, 1)])).expect_err("refused").code(), "over_all");
        assert_eq!(
            follow(&ask(vec![arrow("a", "c", 0.7, 0)])).expect_err("refused").to_string(),
            "There is no service called “c” on this map."
        );
        assert!(follow(&ask(vec![arrow("a", "b", 0.5, 0), arrow("b", "a", 0.5, 1)])).is_ok());
    }
}
