//! SMAA of 1,000 options, 10 criteria, 10,000 draws with the full table of ranks: at most 250 ms on one core; PROMETHEE II under the same
//! draws at most 1 s.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::criteria::{Preference, promethee};
use methods::smaa::{Ask, Uncertainty, read};
use quantity::Direction;
use std::hint::black_box;

const OPTIONS: usize = 1_000;
const CRITERIA: usize = 10;

/// Made-up values from 0 to 1.
fn values() -> Vec<Vec<f64>> {
    let mut state = 20_261_122u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    (0..OPTIONS).map(|_| (0..CRITERIA).map(|_| next()).collect()).collect()
}

fn choice(c: &mut Criterion) {
    let values = values();
    let ask = Ask { draws: 10_000, pairwise: false, ..Ask::default() };
    let mut group = c.benchmark_group("choice");
    group.sample_size(10);
    group.bench_function("smaa: 1,000 options, 10 criteria, 10,000 draws, every rank", |b| {
        b.iter(|| black_box(read(black_box(&values), &ask)));
    });
    let uncertain = Ask { uncertainty: Uncertainty::ByCriterion(vec![0.05; CRITERIA]), ..ask.clone() };
    group.bench_function("smaa with uncertain scores and confidence, the same", |b| {
        b.iter(|| black_box(read(black_box(&values), &uncertain)));
    });
    let better = vec![Direction::High; CRITERIA];
    let preferences = vec![Preference::Vshape2 { q: 0.05, p: 0.3 }; CRITERIA];
    let names = vec!["criterion"; CRITERIA];
    group.bench_function("promethee: 1,000 options, 10 criteria, 10,000 draws, every rank", |b| {
        b.iter(|| {
            let net = promethee::net_by_criterion(black_box(&values), &better, &preferences, &names).unwrap_or_default();
            black_box(read(&net, &ask))
        });
    });
    group.finish();
}

criterion_group!(benches, choice);
criterion_main!(benches);
