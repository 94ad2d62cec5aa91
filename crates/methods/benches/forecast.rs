//! A form of exponential smoothing chosen by AICc among the admissible family, for one series of 36 months and one of 120: at most 3 ms each on
//! one core.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::demand::forecast::choose;
use std::hint::black_box;

/// Made-up months with a season, a trend and noise.
fn months(count: usize) -> Vec<f64> {
    let mut state = 20_261_122u64;
    let mut noise = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64 - 0.5
    };
    (0..count).map(|at| 250.0 + 0.8 * at as f64 + 22.0 * (at as f64 * std::f64::consts::TAU / 12.0).sin() + 18.0 * noise()).collect()
}

fn forecast(c: &mut Criterion) {
    for count in [36, 120] {
        let values = months(count);
        c.bench_function(&format!("forecast: a form chosen for one monthly series of {count}"), |b| {
            b.iter(|| black_box(choose(black_box(&values), 12)));
        });
    }
}

criterion_group!(benches, forecast);
criterion_main!(benches);
