//! What came of matching: organisations, each with its parties and why; what is not sure; who belongs to whom; and how much is told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use quantity::Share;
use serde::Serialize;

pub use super::doubt::{Belonging, Doubt};
use super::passes::{Edge, Matched};
use super::{Confidence, METHOD, Party, Reason, Refusal};
use crate::working::{Column, Table, Working};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// By key.
    pub organisations: Vec<Organisation>,
    /// What may be one and was not put together; the largest value at stake first.
    pub unsure: Vec<Unsure>,
    pub owned: Vec<Owned>,
    pub totals: Totals,
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Organisation {
    /// The strongest identifier among its parties' keys, else the first of them.
    pub key: String,
    /// As the party of most value writes it.
    pub name: String,
    /// Net pence.
    pub value: i64,
    /// Some party of it has a number of a register.
    pub is_numbered: bool,
    pub is_withheld: bool,
    /// The party its key and name are of comes first.
    pub members: Vec<Member>,
}

/// One party of an organisation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// Place among the parties given.
    pub at: usize,
    /// None for the first.
    pub step: Option<Step>,
}

/// The last step from the first party to this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub reason: Reason,
    /// Place of the party it is held to be one with.
    pub with: usize,
    /// Of the weakest step between it and the first.
    pub confidence: Confidence,
}

/// Two that are alike and were left as they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unsure {
    /// Keys of the organisations.
    pub one: String,
    pub other: String,
    /// Places of the parties that are alike.
    pub at: (usize, usize),
    pub why: Doubt,
    /// Pence: the smaller of the two, as that is what would move.
    pub at_stake: u64,
}

/// One organisation that belongs to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Owned {
    pub organisation: String,
    pub owner: String,
    pub how: Belonging,
}

/// How much is told. Values are sums of what each organisation comes to, a net repayment counted as much as a payment; they are parts
/// of one whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Distinct keys.
    pub parties: u64,
    pub organisations: u64,
    /// Keys put together with another.
    pub joined: u64,
    /// Pence of organisations with a number of a register.
    pub numbered: u64,
    /// Pence of those without one that files write in more than one way.
    pub named: u64,
    /// Pence of those known by one name alone.
    pub alone: u64,
    /// Pence of names that stand for nobody in particular.
    pub withheld: u64,
}

impl Totals {
    pub fn value(&self) -> u64 {
        self.numbered + self.named + self.alone + self.withheld
    }

    /// Value of what stands alone by one name, or under no name. None where nothing has a value.
    pub fn unmatched(&self) -> Option<Share> {
        Share::of(self.alone + self.withheld, self.value())
    }
}

pub(super) fn assemble(parties: &[Party], mut matched: Matched) -> Result<Reading, Refusal> {
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..matched.order.len() {
        let root = matched.forest.root(at);
        rows.entry(root).or_default().push(at);
    }
    let mut neighbours: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, edge) in matched.edges.iter().enumerate() {
        neighbours.entry(edge.a).or_default().push((edge.b, place));
        neighbours.entry(edge.b).or_default().push((edge.a, place));
    }
    let given = |at: usize| &parties[matched.order[at]];
    let mut organisations = Vec::with_capacity(rows.len());
    let mut key_of: BTreeMap<usize, String> = BTreeMap::new();
    let mut totals = Totals::default();
    for (root, members) in &rows {
        let first = *members.iter().min_by_key(|at| (strength(&given(**at).key), &given(**at).key, **at)).unwrap_or(root);
        let named = *members.iter().max_by_key(|at| (given(**at).value, std::cmp::Reverse(**at))).unwrap_or(root);
        let value = members.iter().try_fold(0i64, |sum, at| sum.checked_add(given(*at).value)).ok_or(Refusal::TooMuch)?;
        let is_numbered = !matched.forest.identifiers(*root).is_empty();
        let is_withheld = members.iter().all(|at| matched.withheld[*at]);
        let keys = members.iter().map(|at| given(*at).key.as_str()).collect::<BTreeSet<_>>().len() as u64;
        totals.parties += keys;
        totals.organisations += 1;
        totals.joined += if keys > 1 { keys } else { 0 };
        let part = match (is_withheld, is_numbered, keys) {
            (true, ..) => &mut totals.withheld,
            (_, true, _) => &mut totals.numbered,
            (_, _, 1) => &mut totals.alone,
            _ => &mut totals.named,
        };
        *part = part.checked_add(value.unsigned_abs()).ok_or(Refusal::TooMuch)?;
        let organisation = Organisation {
            key: given(first).key.clone(),
            name: given(named).name.clone(),
            value,
            is_numbered,
            is_withheld,
            members: steps(first, &neighbours, &matched.edges, &matched.order),
        };
        key_of.insert(*root, organisation.key.clone());
        organisations.push(organisation);
    }
    totals.value_fits()?;
    let value_of: BTreeMap<&str, u64> = organisations.iter().map(|one| (one.key.as_str(), one.value.unsigned_abs())).collect();
    let mut of = |at: usize| key_of.get(&matched.forest.root(at)).cloned().unwrap_or_default();
    let mut unsure: Vec<Unsure> = Vec::new();
    for ((a, b), why) in &matched.doubts {
        let (one, other) = (of(*a), of(*b));
        if one != other {
            let at_stake = [&one, &other].map(|key| value_of.get(key.as_str()).copied().unwrap_or(0)).into_iter().min().unwrap_or(0);
            unsure.push(Unsure { one, other, at: (matched.order[*a], matched.order[*b]), why: *why, at_stake });
        }
    }
    unsure.sort_by(|a, b| b.at_stake.cmp(&a.at_stake).then_with(|| (&a.one, &a.other, a.why).cmp(&(&b.one, &b.other, b.why))));
    let mut seen = BTreeSet::new();
    unsure.retain(|doubt| seen.insert((doubt.one.clone().min(doubt.other.clone()), doubt.one.clone().max(doubt.other.clone()))));
    let mut owned: Vec<Owned> =
        matched.belonging.iter().map(|((at, owner), how)| Owned { organisation: of(*at), owner: of(*owner), how: *how }).collect();
    owned.retain(|one| one.organisation != one.owner);
    owned.sort_by(|a, b| (&a.organisation, &a.owner, a.how).cmp(&(&b.organisation, &b.owner, b.how)));
    owned.dedup_by(|a, b| a.organisation == b.organisation && a.owner == b.owner);
    organisations.sort_by(|a, b| a.key.cmp(&b.key));
    let working = working(&matched.edges, &totals);
    Ok(Reading { organisations, unsure, owned, totals, working })
}

impl Totals {
    fn value_fits(&self) -> Result<(), Refusal> {
        [self.named, self.alone, self.withheld].into_iter().try_fold(self.numbered, u64::checked_add).map(|_| ()).ok_or(Refusal::TooMuch)
    }
}

/// What a key rests on: registers first, then other identifiers, then names.
fn strength(key: &str) -> u8 {
    ["GB-COH-", "GB-CHC-", "GB-MPR-", "GB-PPON-"]
        .iter()
        .position(|scheme| key.starts_with(scheme))
        .map_or(if key.starts_with("name:") { NAMED } else { OTHER }, |place| place as u8)
}

const OTHER: u8 = 4;
const NAMED: u8 = 5;

/// Every member from the first on, with the last step to it and the weakest on the way.
fn steps(first: usize, neighbours: &BTreeMap<usize, Vec<(usize, usize)>>, edges: &[Edge], order: &[usize]) -> Vec<Member> {
    let mut found = vec![Member { at: order[first], step: None }];
    let mut seen = BTreeSet::from([first]);
    let mut next = VecDeque::from([(first, Confidence::Said)]);
    while let Some((at, weakest)) = next.pop_front() {
        for (other, place) in neighbours.get(&at).into_iter().flatten() {
            if !seen.insert(*other) {
                continue;
            }
            let reason = edges[*place].reason.clone();
            // Rows of one key are one party: a step between them weakens nothing.
            let confidence = if reason == Reason::Key { weakest } else { weakest.min(reason.confidence()) };
            found.push(Member { at: order[*other], step: Some(Step { reason, with: order[at], confidence }) });
            next.push_back((*other, confidence));
        }
    }
    found
}

fn working(edges: &[Edge], totals: &Totals) -> Working {
    let mut times: BTreeMap<&'static str, f64> = BTreeMap::new();
    for edge in edges {
        *times.entry(edge.reason.code()).or_default() += 1.0;
    }
    let pounds = |pence: u64| Some(pence as f64 / 100.0);
    let steps = Table::new(
        format!("Steps by which rows were put together ({})", METHOD.with_edition()),
        vec![
            Column::words("", "step", times.keys().map(|code| (*code).into()).collect()),
            Column::numbers("", "times", times.values().map(|count| Some(*count)).collect()),
        ],
    );
    let value = Table::of_figures(
        "Value by how far it is known who it went to, in pounds",
        vec![
            ("a", "with a number of a register", pounds(totals.numbered)),
            ("b", "by name, written in more than one way", pounds(totals.named)),
            ("c", "by one name alone", pounds(totals.alone)),
            ("d", "to nobody in particular", pounds(totals.withheld)),
            ("(c + d) ⁄ (a + b + c + d)", "unmatched share", totals.unmatched().map(Share::value)),
        ],
    );
    Working { tables: vec![steps, value] }
}
