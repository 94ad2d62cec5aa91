//! Where lists differ: of partners, and of groups of people who were asked.

use methods::voice::agreement::{Lists, Map, map};
use model::id::PriorityId;
use model::priority::Priority;
use model::record::Record;

/// Lists set beside each other, over the priorities that stand on all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    /// The columns of `lists`.
    pub priorities: Vec<PriorityId>,
    pub lists: Lists,
    pub map: Map,
}

impl Differences {
    fn of(priorities: Vec<PriorityId>, lists: Lists) -> Option<Differences> {
        let map = map(&lists).ok()?;
        Some(Differences { priorities, lists, map })
    }
}

/// Orders of several, by name; none where fewer than two of them share at least two priorities.
pub fn of_orders(orders: &[(String, &[PriorityId])], title: impl Fn(PriorityId) -> String) -> Option<Differences> {
    let (_, first) = orders.first()?;
    let common: Vec<PriorityId> = first.iter().copied().filter(|id| orders.iter().all(|(_, order)| order.contains(id))).collect();
    // Places among those that all have, so that a list with more on it is not moved by them.
    let places = |order: &[PriorityId]| {
        let kept: Vec<PriorityId> = order.iter().copied().filter(|id| common.contains(id)).collect();
        common.iter().filter_map(|id| kept.iter().position(|own| own == id)).map(|at| (at + 1) as f64).collect::<Vec<f64>>()
    };
    let lists = Lists {
        items: common.iter().map(|id| title(*id)).collect(),
        names: orders.iter().map(|(name, _)| name.clone()).collect(),
        places: orders.iter().map(|(_, order)| places(order)).collect(),
    };
    Differences::of(common, lists)
}

/// Groups of people who were asked, each by the share that put a priority among their first; those alike share a place.
pub fn of_groups(priorities: &[Record<PriorityId, Priority>]) -> Option<Differences> {
    let mut groups: Vec<&str> = priorities.iter().flat_map(|p| &p.noun.voices).map(|voice| voice.group.as_str()).collect();
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups.dedup();
    let share = |of: &Priority, group: &str| {
        let voice = of.voices.iter().find(|voice| voice.group == group && voice.answered > 0)?;
        Some(f64::from(voice.chose) / f64::from(voice.answered))
    };
    let common: Vec<&Record<PriorityId, Priority>> =
        priorities.iter().filter(|p| groups.iter().all(|group| share(&p.noun, group).is_some())).collect();
    let places = |group: &str| {
        let shares: Vec<f64> = common.iter().filter_map(|p| share(&p.noun, group)).collect();
        let place = |own: &f64| {
            let above = shares.iter().filter(|other| *other > own).count() as f64;
            let alike = shares.iter().filter(|other| *other == own).count() as f64;
            above + (alike + 1.0) / 2.0
        };
        shares.iter().map(place).collect::<Vec<f64>>()
    };
    let lists = Lists {
        items: common.iter().map(|p| p.noun.title.clone()).collect(),
        names: groups.iter().map(|group| (*group).to_owned()).collect(),
        places: groups.iter().map(|group| places(group)).collect(),
    };
    Differences::of(common.iter().map(|p| p.id).collect(), lists)
}
