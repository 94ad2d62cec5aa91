//! Keeping an order of all priorities: before costs are known, from the order of evidence, voices and partners; and after, from the order
//! kept before. Whatever was moved says why, and both stay.

use std::collections::BTreeSet;

use model::audience::Audience;
use model::id::{PriorityId, PriorityListId};
use model::priority::{Input, Moved, Pass, PriorityList};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::plan::thread::read_thread::{ThreadView, read_thread};
use crate::typed::TEXT;

pub struct KeepPass {
    /// Of the list of the place; 0 where there is none yet.
    pub version: i64,
    pub after_costs: bool,
    /// First comes first; every priority once.
    pub order: Vec<PriorityId>,
    /// What is left out of the order it begins from, before costs.
    pub left_out: BTreeSet<Input>,
    /// Why each was moved; of those that were not moved, nothing is kept.
    pub why: Vec<(PriorityId, String)>,
}

/// The order that a pass begins from: before costs that of the inputs, after costs the last one kept before.
pub fn begins_from(view: &ThreadView, after_costs: bool, left_out: &BTreeSet<Input>) -> Option<Vec<PriorityId>> {
    if !after_costs {
        return Some(view.one_list(left_out)?.order.into_iter().map(|(id, _)| id).collect());
    }
    let before = view.of_place()?.record.noun.passes.iter().rev().find(|pass| !pass.after_costs)?;
    // A priority named since stands below those that were ordered.
    let rest = view.priorities.iter().map(|record| record.id).filter(|id| !before.order.contains(id));
    Some(before.order.iter().copied().filter(|id| view.priorities.iter().any(|record| record.id == *id)).chain(rest).collect())
}

/// Priorities that do not stand where they would had nobody moved anything: the fewest whose moving makes the new order of the old.
pub fn moved(from: &[PriorityId], to: &[PriorityId]) -> Vec<PriorityId> {
    // The longest run that keeps its order stays; the others were moved.
    let places: Vec<usize> = to.iter().filter_map(|id| from.iter().position(|own| own == id)).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let before =
            (0..at).filter(|earlier| places.get(*earlier) < Some(place)).max_by_key(|earlier| best.get(*earlier).map_or(0, |b| b.0));
        let length = before.and_then(|earlier| best.get(earlier)).map_or(0, |b| b.0) + 1;
        best.push((length, before));
    }
    let mut at = (0..best.len()).rev().max_by_key(|at| best.get(*at).map_or(0, |b| b.0));
    let mut stays = BTreeSet::new();
    while let Some(here) = at {
        stays.insert(here);
        at = best.get(here).and_then(|b| b.1);
    }
    to.iter().enumerate().filter(|(at, _)| !stays.contains(at)).map(|(_, id)| *id).collect()
}

pub async fn keep_pass(desk: &Desk, actor: &Actor, ask: KeepPass) -> Result<Record<PriorityListId, PriorityList>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let view = read_thread(desk, actor).await?;
    let nothing =
        "Nothing is known to put priorities in order from. Note what is known of a need, what people say, or a partner’s list first.";
    let none_before = "No order is kept from before costs. Keep that first: what costs change is seen against it.";
    let from = begins_from(&view, ask.after_costs, &ask.left_out)
        .ok_or_else(|| DeskError::refused("nothing_to_begin_from", if ask.after_costs { none_before } else { nothing }))?;
    let moves = checked(&from, &ask)?;
    let mut write = desk.write(actor).await?;
    let there = store::priority_lists::of(&mut write.tx, &actor.scope, None).await?;
    if there.as_ref().map_or(0, |record| record.version) != ask.version {
        return Err(DeskError::Stale);
    }
    let mut record = match there {
        Some(before) => Record { changed_at: desk.now(), ..before },
        None => kept(
            desk,
            desk.new_id(),
            Audience::Partners,
            PriorityList {
                whose: None,
                vision: String::new(),
                order: Vec::new(),
                agreed_by: Vec::new(),
                leaders_meet: None,
                said_in: String::new(),
                weight: 1,
                passes: Vec::new(),
            },
        ),
    };
    let left_out = if ask.after_costs { Vec::new() } else { ask.left_out.iter().copied().collect() };
    let many = moves.len();
    record.noun.passes.push(Pass { after_costs: ask.after_costs, order: ask.order, left_out, moved: moves, on: desk.today() });
    let record = store::priority_lists::save(&mut write.tx, &record).await?;
    let line = match ask.after_costs {
        false => format!("The order of priorities before costs was kept, {many} of them moved by people."),
        true => format!("The order of priorities after costs was kept, {many} of them moved."),
    };
    write.commit("keep_pass", "list of priorities", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What was moved, each with its reason; else what is missing.
fn checked(from: &[PriorityId], ask: &KeepPass) -> Result<Vec<Moved>, DeskError> {
    let given: BTreeSet<PriorityId> = ask.order.iter().copied().collect();
    if given.len() != ask.order.len() || given != from.iter().copied().collect() {
        return Err(DeskError::Faults(vec![Fault::new("order", "Give every priority one place, and no two the same")]));
    }
    let mut moves = Vec::new();
    for id in moved(from, &ask.order) {
        let why = ask.why.iter().find(|(of, _)| *of == id).map_or("", |(_, why)| why.trim());
        let place = from.iter().position(|own| *own == id).map_or(0, |at| at as u32 + 1);
        moves.push(Moved { priority: id, from: place, why: why.chars().take(TEXT).collect() });
    }
    if let Some(silent) =
        moves.iter().filter(|moved| moved.why.is_empty()).map(|moved| moved.from.to_string()).reduce(|all, next| format!("{all}, {next}"))
    {
        let said = format!("Say why each priority was moved that does not stand where it would: those that were at {silent}");
        return Err(DeskError::Faults(vec![Fault::new("why", said)]));
    }
    Ok(moves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(letters: &str) -> Vec<PriorityId> {
        letters.bytes().map(|letter| PriorityId::from(uuid::Uuid::from_u128(u128::from(letter)))).collect()
    }

    #[test]
    fn the_fewest_that_explain_the_new_order_were_moved() {
        assert_eq!(moved(&ids("abcd"), &ids("abcd")), []);
        assert_eq!(moved(&ids("abcd"), &ids("dabc")), ids("d"), "one went to the top; the others did not move");
        assert_eq!(moved(&ids("abcd"), &ids("bcda")), ids("a"));
        assert_eq!(moved(&ids("ab"), &ids("ba")).len(), 1);
    }

    #[test]
    fn an_order_that_leaves_one_out_or_moves_one_in_silence_comes_back() {
        let ask = |order: &str, why: &[(&str, &str)]| KeepPass {
            version: 1,
            after_costs: true,
            order: ids(order),
            left_out: BTreeSet::new(),
            why: why.iter().map(|(id, why)| (ids(id)[0], (*why).to_owned())).collect(),
        };
        let fault = |ask: KeepPass| match checked(&ids("abc"), &ask) {
            Err(DeskError::Faults(faults)) => faults[0].field,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault(ask("ab", &[])), "order");
        assert_eq!(fault(ask("aab", &[])), "order");
        assert_eq!(fault(ask("cab", &[])), "why");
        assert_eq!(fault(ask("cab", &[("c", "  ")])), "why");
        let kept = checked(&ids("abc"), &ask("cab", &[("c", "It costs least"), ("a", "Not moved")])).expect("moves");
        assert_eq!(kept, [Moved { priority: ids("c")[0], from: 3, why: "It costs least".into() }]);
    }
}
