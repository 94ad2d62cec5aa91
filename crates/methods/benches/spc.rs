//! 2,000 series of 48 months, the whole reading with its working: at most 10 ms on one core.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::spc::{Ask, Point, Settings, read};
use quantity::{Direction, MeasureKind, Period};
use std::hint::black_box;

/// Made-up series that wander, with a signal here and there.
fn series(count: usize, length: u32) -> Vec<Vec<Point>> {
    let mut state = 20_261_121u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / (1u64 << 24) as f64
    };
    let first = Period::month(2022, 11);
    (0..count)
        .map(|_| {
            let mut period = first;
            (0..length)
                .filter_map(|at| {
                    let now = period?;
                    period = Some(now.next());
                    let lift = if at > 36 { 3.0 } else { 0.0 };
                    Some(Point::new(now, 80.0 + lift + 8.0 * (next() + next() - 1.0)))
                })
                .collect()
        })
        .collect()
}

fn spc(c: &mut Criterion) {
    let series = series(2_000, 48);
    for (name, settings) in [("nhs_excel", Settings::NHS_EXCEL), ("r_package", Settings::R_PACKAGE)] {
        let ask = Ask::new(MeasureKind::Value, Direction::High).with_target(85.0).with_settings(settings);
        c.bench_function(&format!("spc: 2,000 series of 48 with working, {name}"), |b| {
            b.iter(|| {
                for points in &series {
                    if let Ok(reading) = read(black_box(points), &ask) {
                        black_box(reading.working());
                        black_box(reading);
                    }
                }
            });
        });
    }
}

criterion_group!(benches, spc);
criterion_main!(benches);
