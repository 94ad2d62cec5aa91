//! Whether choices hang together enough for strengths to exist (Ford, 1957).

use super::Refusal;

/// Refuses items that fall into parts never compared, and, where `all_ways`, items never preferred to anything outside of them.
pub(super) fn check_connected(items: &[String], beat: impl Fn(usize, usize) -> bool, all_ways: bool) -> Result<(), Refusal> {
    let n = items.len();
    let named = |places: &[usize]| places.iter().filter_map(|at| items.get(*at).cloned()).collect::<Vec<_>>();
    let compared = |one: usize, other: usize| beat(one, other) || beat(other, one);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for item in 0..n {
        if !parts.iter().any(|part| part.contains(&item)) {
            parts.push(reached(n, item, &compared));
        }
    }
    if parts.len() > 1 {
        return Err(Refusal::NotConnected(parts.iter().map(|part| named(part)).collect()));
    }
    if !all_ways {
        return Ok(());
    }
    // What an item beat, what that beat, and so on: closed, so that nothing in it was ever preferred to anything outside.
    let closed = (0..n).map(|item| reached(n, item, &beat)).min_by_key(Vec::len).unwrap_or_default();
    if closed.len() == n {
        return Ok(());
    }
    let above: Vec<usize> = (0..n).filter(|item| !closed.contains(item)).collect();
    Err(Refusal::NeverPreferred { above: named(&above), below: named(&closed) })
}

/// Items that can be reached from one, itself among them, ascending.
fn reached(n: usize, from: usize, leads: &impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut seen = vec![false; n];
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        let Some(mark) = seen.get_mut(at) else { continue };
        if std::mem::replace(mark, true) {
            continue;
        }
        waiting.extend((0..n).filter(|other| leads(at, *other) && seen.get(*other) == Some(&false)));
    }
    (0..n).filter(|at| seen.get(*at) == Some(&true)).collect()
}
