//! What individuals chose, added up to the needs above. Small numbers are withheld once, over the whole tree of needs, so that no page
//! gives away what another keeps.

use methods::disclosure::{Cell, PairShown, Settings as Small, pair, withhold};
use model::id::NeedId;
use model::need::{FigureOf, IndividualChoice, Need, NeedFigure};
use model::record::Record;
use quantity::Money;

/// What may be shown under one need: its own rows and those of the needs that are part of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RolledUp {
    pub rows: Vec<RolledRow>,
    /// All of them; none where withheld.
    pub people: Option<u64>,
    pub budgets: Option<Money>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RolledRow {
    pub need: NeedId,
    /// As the need is called.
    pub of: String,
    pub choice: IndividualChoice,
    /// None: withheld, as small or as giving a small one away; the money of it with it.
    pub people: Option<u64>,
    pub budgets: Option<Money>,
}

/// `all` holds every need there is, whoever asks: what is withheld must not depend on it.
pub fn rolled_up(all: &[Record<NeedId, Need>], of: NeedId, small: &Small) -> RolledUp {
    let top = top(all, of);
    let tree = below(all, top);
    let whole: Vec<(NeedId, &str, &IndividualChoice)> =
        tree.iter().flat_map(|need| newest(&need.noun).into_iter().map(|choice| (need.id, need.noun.title.as_str(), choice))).collect();
    if whole.is_empty() {
        return RolledUp::default();
    }
    let counts: Vec<u64> = whole.iter().map(|(.., choice)| u64::from(choice.people)).collect();
    // What cannot be told apart is withheld whole.
    let table = withhold(&[counts], small).ok();
    let is_shown = |at: usize| table.as_ref().and_then(|table| table.cells.first()?.get(at)).is_some_and(|cell| cell.is_shown());
    let asked: Vec<NeedId> = below(all, of).iter().map(|need| need.id).collect();
    let rows: Vec<RolledRow> = whole
        .iter()
        .enumerate()
        .filter(|(_, (need, ..))| asked.contains(need))
        .map(|(at, (need, title, choice))| RolledRow {
            need: *need,
            of: (*title).to_owned(),
            choice: (*choice).clone(),
            people: is_shown(at).then_some(u64::from(choice.people)),
            budgets: is_shown(at).then_some(choice.budgets),
        })
        .collect();
    let total_shown = of == top && table.as_ref().is_some_and(|table| matches!(table.total, Cell::Shown(_)));
    let may_sum = total_shown || rows.iter().all(|row| row.people.is_some());
    RolledUp {
        people: may_sum.then(|| rows.iter().map(|row| u64::from(row.choice.people)).sum()),
        budgets: may_sum.then(|| rows.iter().map(|row| row.choice.budgets).sum()),
        rows,
    }
}

/// Does a figure say how many a few people are, or, with the count it is of, how many of them?
pub fn may_be_shown(need: &Need, figure: &NeedFigure, small: &Small) -> bool {
    match figure.of {
        FigureOf::People(people) => !small.is_small(u64::from(people)),
        FigureOf::Trend(_) => true,
        FigureOf::Unmet(share) => need.people_now().is_none_or(|(people, _)| {
            let part = (f64::from(people) * share.value()).round() as u64;
            matches!(pair(part, u64::from(people), small), PairShown::All { .. })
        }),
    }
}

/// The newest count of each thing people could choose.
fn newest(need: &Need) -> Vec<&IndividualChoice> {
    let is_newest = |one: &&IndividualChoice| !need.choices.iter().any(|other| other.what == one.what && other.on > one.on);
    need.choices.iter().filter(is_newest).collect()
}

fn top(all: &[Record<NeedId, Need>], of: NeedId) -> NeedId {
    let above = |id: NeedId| all.iter().find(|need| need.id == id).and_then(|need| need.noun.part_of);
    // Three levels: two steps up is the top.
    let mut at = of;
    for _ in 0..2 {
        at = above(at).filter(|id| all.iter().any(|need| need.id == *id)).unwrap_or(at);
    }
    at
}

/// A need and all that is part of it, itself first.
pub fn below(all: &[Record<NeedId, Need>], of: NeedId) -> Vec<&Record<NeedId, Need>> {
    let mut found: Vec<&Record<NeedId, Need>> = all.iter().filter(|need| need.id == of).collect();
    let mut at = 0;
    while let Some(id) = found.get(at).map(|need| need.id) {
        let more = all.iter().filter(|need| need.noun.part_of == Some(id) && !found.iter().any(|known| known.id == need.id));
        let more: Vec<_> = more.collect();
        found.extend(more);
        at += 1;
    }
    found
}
