//! 10,000 draws over 12 options and 200 flows: at most 100 ms on one core.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use methods::appraisal::{Ask, CostedOption, Flow, Kind, Range, Schedule, Settings, Shape, Simulation, appraise};

/// `each` flows in each of `options` options, every one uncertain, over 30 years.
fn question(options: usize, each: usize, is_named_alike: bool) -> Ask {
    let flow = |option: usize, at: usize| {
        let kind = if at.is_multiple_of(3) { Kind::Cost } else { Kind::Benefit };
        let amounts: Vec<f64> = (0..30).map(|year| 1_000.0 * (1 + (at * 7 + year + option) % 11) as f64).collect();
        let name = if is_named_alike { format!("flow {at}") } else { format!("flow {at} of {option}") };
        let shape = if at.is_multiple_of(10) { Shape::Pert } else { Shape::Triangular };
        Flow { range: Some(Range { low: 0.7, high: 1.6, shape }), ..Flow::of(kind, &name, "council", &amounts) }
    };
    let option = |option: usize| CostedOption {
        id: format!("option {option}"),
        flows: (0..each).map(|at| flow(option, at)).collect(),
        ..CostedOption::default()
    };
    Ask { options: (0..options).map(option).collect(), business_as_usual: Some("option 0".into()) }
}

fn monte_carlo(c: &mut Criterion) {
    let simulation = Some(Simulation { draws: 10_000, seed: 1, latin_hypercube: false });
    let settings = Settings { years: 30, discount_schedule: Schedule::flat(0.035), simulation, ..Settings::default() };
    for (name, ask) in [
        ("12 options sharing 200 flows", question(12, 200, true)),
        ("200 flows spread over 12 options", question(12, 17, false)),
        ("200 flows of its own in each of 12 options", question(12, 200, false)),
    ] {
        c.bench_function(&format!("appraisal: 10,000 draws, {name}"), |b| {
            b.iter(|| black_box(appraise(black_box(&ask), &settings).map(|a| a.options.len())));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = monte_carlo
}
criterion_main!(benches);
