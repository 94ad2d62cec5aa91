//! Our own search and HiGHS side by side: the search for a plan at once and a bound that anyone can check, HiGHS for the rest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use methods::allocation::{Answer, Limit, Plan, Program, Search, Solve};

use crate::program;
use crate::watch::Watch;

/// With more options than this our search dives once before HiGHS begins, so that more can be removed first; with fewer it
/// takes so many steps.
const LARGE: usize = 600;
const STEPS_FIRST: u32 = 250;
/// With many options HiGHS needs this long, in seconds, before it says anything: with less, two searches do more.
const WORTH_ASKING: f64 = 12.0;

/// Ends at the limit of work, or when proven, or after `seconds` by the caller's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Together {
    pub seconds: Option<f64>,
}

impl Solve for Together {
    fn name(&self) -> &'static str {
        "own search and HiGHS 1.15"
    }

    fn solve(&self, program: &Program, limit: &Limit, start: Option<&Plan>) -> Answer {
        let seconds = self.seconds.filter(|s| s.is_finite()).map(|s| s.clamp(0.0, 1e7));
        let until = seconds.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
        let early = seconds.map(|seconds| Instant::now() + Duration::from_secs_f64(0.15 * seconds));
        let late = |until: Option<Instant>| until.is_some_and(|until| Instant::now() >= until);
        let mut search = Search::new(program, limit.seed);
        if let Some(start) = start {
            search.offer(start);
        }
        let mut going = true;
        while going && search.passes() < limit.passes && !late(until) {
            going = search.step();
            let first = if program.options.len() <= LARGE { search.passes() >= STEPS_FIRST } else { search.dives() > 1 };
            if search.rooted() && (first || late(early)) {
                break;
            }
        }
        let mut nodes = 0;
        if going && !late(until) {
            if limit.nodes > 0 && (program.options.len() <= LARGE || seconds.is_none_or(|s| s >= WORTH_ASKING)) {
                nodes = side_by_side(program, limit, until, &mut search);
            } else if limit.nodes > 0 {
                two_searches(program, limit, until, &mut search);
            }
        }
        let mut answer = search.answer();
        answer.work.by = self.name().to_owned();
        answer.work.nodes = nodes;
        answer.work.stopped_by_clock = late(until) && !answer.optimal() && !answer.infeasible;
        answer
    }
}

/// A second search with the next seed beside the first. They tell each other nothing until both have ended.
fn two_searches(program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) {
    let late = || until.is_some_and(|until| Instant::now() >= until);
    let other = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut other = Search::new(program, limit.seed.wrapping_add(1));
            while other.passes() < limit.passes && !late() && other.step() {}
            other.answer()
        });
        while search.passes() < limit.passes && !late() && search.step() {}
        other.join().ok()
    });
    if let Some(answer) = other {
        search.bounded(answer.bound as f64);
        if let Some(plan) = &answer.plan {
            search.offer(plan);
        }
    }
}

/// Both at once, until one of them is done or both are out of work or time.
fn side_by_side(program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) -> u64 {
    let watch = Watch::until(until);
    let ended = AtomicBool::new(false);
    let best = search.best().cloned();
    // What the best plan holds stays open, so that HiGHS can begin with it.
    let mut mask = search.mask().clone();
    for (group, chosen) in best.iter().flat_map(|plan| plan.chosen.iter().enumerate()) {
        match chosen {
            Some(option) => mask.open[*option] = true,
            None => mask.none[group] = true,
        }
    }
    let late = || until.is_some_and(|until| Instant::now() >= until);
    let found = std::thread::scope(|scope| {
        let highs = scope.spawn(|| {
            let found = program::solve(program, &mask, best.as_ref(), limit, until, &watch);
            ended.store(true, Ordering::Release);
            found
        });
        let mut going = true;
        while going && !ended.load(Ordering::Acquire) && search.passes() < limit.passes && !late() {
            going = search.step();
        }
        if !going || late() {
            watch.stop();
        }
        highs.join().ok()
    });
    if let Some(found) = found {
        if let Some(plan) = &found.plan {
            search.offer(plan);
        }
        // What was removed could not be in a better plan than the one known then.
        let known = best.as_ref().map(|plan| plan.outcome as f64);
        if found.infeasible {
            match known {
                Some(known) => search.bounded(known),
                None => search.shown_infeasible(),
            }
        } else if let Some(bound) = found.bound {
            search.bounded(known.map_or(bound, |known| bound.max(known)));
        }
    }
    watch.nodes()
}
