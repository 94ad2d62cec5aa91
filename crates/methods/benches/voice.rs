//! Equal shares over 100,000 ballots and 200 projects: at most 2 s, everything exact.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::voice::{Ballot, Completion, Election, Project, Rule, Ties, Utility, equal_shares};
use quantity::Money;
use std::hint::black_box;

const PEOPLE: usize = 100_000;
const PROJECTS: usize = 200;

/// Made-up ballots: each approves of 5 to 25 projects, some better liked than others; costs from £2,000 to £202,000; £5m to spend.
fn election() -> Election {
    let mut state = 20_261_122u64;
    let mut below = move |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let projects =
        (0..PROJECTS).map(|at| Project { id: format!("p{at:03}"), cost: Money::from_pounds(2_000 + 50 * below(4_000) as i64) }).collect();
    let ballots = (0..PEOPLE)
        .map(|_| {
            let many = 5 + below(21) as usize;
            // The product of two draws leans towards the first projects.
            let mut approves: Vec<usize> =
                (0..many).map(|_| (below(PROJECTS as u64) * below(PROJECTS as u64)) as usize / PROJECTS).collect();
            approves.sort_unstable();
            approves.dedup();
            Ballot { approves, group: Some(below(6) as usize), weight: 1 }
        })
        .collect();
    let groups = (0..6).map(|at| format!("ward {at}")).collect();
    Election { budget: Money::from_pounds(5_000_000), projects, ballots, groups }
}

fn voice(c: &mut Criterion) {
    let election = election();
    let mut group = c.benchmark_group("voice");
    group.sample_size(10);
    for (name, utility) in [("cost", Utility::Cost), ("cardinality", Utility::Cardinality)] {
        let rule = Rule { utility, ties: Ties::ById, completion: Completion::Votes };
        group.bench_function(format!("equal shares: 100,000 ballots, 200 projects, {name} utility"), |b| {
            b.iter(|| black_box(equal_shares(black_box(&election), &rule)));
        });
    }
    group.finish();
}

criterion_group!(benches, voice);
criterion_main!(benches);
