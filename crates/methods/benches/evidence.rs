//! 3,000 simulated runs of the evidence rule: at most 50 ms on one core.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::evidence::simulate::run;
use methods::evidence::{Rule, Service};
use quantity::Direction;
use std::hint::black_box;

fn evidence(c: &mut Criterion) {
    let service = Service {
        better: Direction::High,
        target: 90.0,
        floor: Some(84.0),
        baseline_periods: 24,
        baseline_mean: 80.0,
        baseline_deviation: 2.5,
        window_periods: 12,
        mean: 92.0,
        deviation: 2.0,
        rho: 0.0,
        people: None,
    };
    let share = Service { target: 0.9, floor: Some(0.84), baseline_mean: 0.8, mean: 0.92, people: Some(250), ..service.clone() };
    for (name, service) in [("values", service), ("shares of 250", share)] {
        c.bench_function(&format!("evidence: 3,000 simulated runs, {name}"), |b| {
            b.iter(|| black_box(run(black_box(&service), &Rule::default(), 3_000, 1)));
        });
    }
}

criterion_group!(benches, evidence);
criterion_main!(benches);
