//! Our own search by the caller's clock: a plan at once, and a bound that anyone can check. Built with HiGHS, HiGHS works beside it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use methods::allocation::{Answer, Limit, OwnSearch, Plan, Program, Search, Solve};

#[cfg(feature = "highs")]
use crate::program;
#[cfg(feature = "highs")]
use crate::watch::Watch;

/// With more options than this our search dives a few times before HiGHS begins, so that more can be removed first; with fewer it
/// takes so many steps.
const LARGE: usize = 600;
const DIVES_FIRST: u32 = 4;
const STEPS_FIRST: u32 = 250;
/// After so many more dives HiGHS is asked, on our own thread, for the best plan made of what the good ones hold. It is a small question:
/// of 2,000 options some 400 are left, and in two seconds the answer is better than that of thirty dives.
#[cfg(feature = "highs")]
const CROSSED_EVERY: u32 = 4;
#[cfg(feature = "highs")]
const CROSSED_NODES: u32 = 400;
/// With many options HiGHS needs this long, in seconds, before it says anything: with less, two searches do more.
#[cfg(feature = "highs")]
const WORTH_ASKING: f64 = 12.0;

/// Ends at the limit of work, or when proven, or after `seconds` by the caller's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Together {
    pub seconds: Option<f64>,
}

impl Solve for Together {
    fn name(&self) -> &'static str {
        if cfg!(feature = "highs") { "own search and HiGHS 1.15" } else { OwnSearch.name() }
    }

    fn left_out(&self) -> Option<&'static str> {
        if cfg!(feature = "highs") { None } else { OwnSearch.left_out() }
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
            going = step(program, limit, until, &mut search);
            let first = if program.options.len() <= LARGE { search.passes() >= STEPS_FIRST } else { search.dives() > DIVES_FIRST };
            if search.rooted() && (first || late(early)) {
                break;
            }
        }
        let nodes = if going && !late(until) { self.rest(program, limit, until, &mut search) } else { 0 };
        let mut answer = search.answer();
        answer.work.by = self.name().to_owned();
        answer.work.left_out = self.left_out().map(str::to_owned);
        answer.work.nodes = nodes;
        answer.work.stopped_by_clock = late(until) && !answer.optimal() && !answer.infeasible;
        answer
    }
}

impl Together {
    /// What the first steps left, with HiGHS beside the search where that pays. The nodes HiGHS looked into.
    #[cfg(feature = "highs")]
    fn rest(self, program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) -> u64 {
        if limit.nodes > 0 && (program.options.len() <= LARGE || self.seconds.is_none_or(|s| s >= WORTH_ASKING)) {
            return side_by_side(program, limit, until, search);
        }
        searches(program, limit, until, search);
        0
    }

    #[cfg(not(feature = "highs"))]
    fn rest(self, program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) -> u64 {
        searches(program, limit, until, search);
        0
    }
}

/// A step of our search, and after some of its dives what HiGHS makes of the good plans. It bounds nothing: what they do not hold was left out.
#[cfg(feature = "highs")]
fn step(program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) -> bool {
    let dived = search.dives();
    let going = search.step();
    let due = search.dives() > dived && dived > 0 && dived.is_multiple_of(CROSSED_EVERY);
    if going
        && due
        && limit.nodes > 0
        && let Some(mask) = search.crossed()
    {
        let few = Limit { nodes: limit.nodes.min(CROSSED_NODES), ..*limit };
        let found = program::solve(program, &mask, search.best(), &few, until, &Watch::until(until));
        if let Some(plan) = &found.plan {
            search.offer(plan);
        }
    }
    going
}

#[cfg(not(feature = "highs"))]
fn step(_: &Program, _: &Limit, _: Option<Instant>, search: &mut Search) -> bool {
    search.step()
}

/// The search to its end; with many options a second one beside it, with the next seed, for it rarely ends by itself. They tell
/// each other nothing until the first has ended, so that a run stopped by work is the same again.
fn searches(program: &Program, limit: &Limit, until: Option<Instant>, search: &mut Search) {
    let late = || until.is_some_and(|until| Instant::now() >= until);
    if program.options.len() <= LARGE {
        while search.passes() < limit.passes && !late() && search.step() {}
        return;
    }
    let ended = AtomicBool::new(false);
    let other = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut other = Search::new(program, limit.seed.wrapping_add(1));
            while other.passes() < limit.passes && !late() && !ended.load(Ordering::Acquire) && other.step() {}
            other.answer()
        });
        let mut going = true;
        while going && search.passes() < limit.passes && !late() {
            going = step(program, limit, until, search);
        }
        // One that is out of work waits for the other; one that has shown its plan to be the best need not.
        ended.store(!going, Ordering::Release);
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
#[cfg(feature = "highs")]
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
            going = step(program, limit, until, search);
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
