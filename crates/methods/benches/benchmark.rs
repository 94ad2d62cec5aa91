//! 290 measures of 170 areas, every area beside the rest with quarters and robust distance: at most 1 s on one core. Beside it a funnel of 170 places.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use methods::benchmark::{Ask, Figure, read};
use methods::funnel::{self, DataType, Group};
use quantity::Direction;

const MEASURES: usize = 290;
const AREAS: usize = 170;

/// Made-up figures from 0 to 1.
fn table() -> Vec<Vec<Figure>> {
    let mut state = 20_261_122u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let mut figure = |area: usize| {
        let value = next();
        Figure { place: format!("E{area:08}"), value, range: Some((value - 0.02, value + 0.02)) }
    };
    (0..MEASURES).map(|_| (0..AREAS).map(&mut figure).collect()).collect()
}

fn benchmark(c: &mut Criterion) {
    let table = table();
    let ask = Ask::of(Direction::High);
    let mut group = c.benchmark_group("benchmark");
    group.sample_size(10);
    group.bench_function("peers: 290 measures, each of 170 areas beside the other 169", |b| {
        b.iter(|| {
            let mut far = 0usize;
            for figures in &table {
                let mut peers = figures.clone();
                for at in 0..peers.len() {
                    let own = peers.swap_remove(at);
                    far += read(black_box(&own), &peers, &ask).map_or(0, |r| usize::from(r.is_far));
                    peers.push(own);
                    let last = peers.len() - 1;
                    peers.swap(at, last);
                }
            }
            black_box(far)
        });
    });
    let groups: Vec<Group> = (0..AREAS)
        .map(|at| Group { name: format!("E{at:08}"), numerator: (200 + at * 7 % 90) as f64, denominator: (1_000 + at * 13) as f64 })
        .collect();
    group.bench_function("funnel: 170 places", |b| {
        b.iter(|| black_box(funnel::read(black_box(&groups), &funnel::Ask::of(DataType::Proportion)).map(|r| r.phi)));
    });
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
