//! The simulator against the published error rates of the rule (methods, section 8.4).

use methods::evidence::simulate::{length_needed, run};
use methods::evidence::{Rule, Service, simulate};
use quantity::Direction;

fn service(mean: f64, rho: f64, periods: u32) -> Service {
    Service {
        better: Direction::High,
        target: 90.0,
        floor: Some(84.0),
        baseline_periods: 24,
        baseline_mean: 80.0,
        baseline_deviation: 2.5,
        window_periods: periods,
        mean,
        deviation: 2.0,
        rho,
        people: None,
    }
}

/// True mean; then likely and the other way for rho 0 at 12, 18, 24, rho 0.3 at 12, 24, rho 0.6 at 12, 24.
const TABLE: [(f64, [(f64, f64); 7]); 6] = [
    (85.0, [(0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 0.997), (0.0, 1.0)]),
    (88.0, [(0.0, 0.918), (0.0, 0.992), (0.0, 0.998), (0.0, 0.824), (0.0, 0.970), (0.003, 0.746), (0.0, 0.930)]),
    (90.0, [(0.045, 0.060), (0.044, 0.089), (0.040, 0.108), (0.084, 0.116), (0.070, 0.243), (0.120, 0.228), (0.054, 0.506)]),
    (91.0, [(0.388, 0.017), (0.488, 0.046), (0.575, 0.066), (0.387, 0.045), (0.439, 0.178), (0.328, 0.126), (0.177, 0.431)]),
    (92.0, [(0.794, 0.017), (0.833, 0.046), (0.832, 0.066), (0.739, 0.039), (0.662, 0.178), (0.539, 0.108), (0.271, 0.426)]),
    (93.0, [(0.906, 0.017), (0.896, 0.046), (0.885, 0.066), (0.862, 0.039), (0.675, 0.178), (0.652, 0.105), (0.286, 0.426)]),
];
const CELLS: [(f64, u32); 7] = [(0.0, 12), (0.0, 18), (0.0, 24), (0.3, 12), (0.3, 24), (0.6, 12), (0.6, 24)];

#[test]
fn the_published_error_rates_are_met_within_chance() {
    const RUNS: u32 = 6_000;
    let mut wrong = Vec::new();
    for (mean, cells) in TABLE {
        for ((rho, periods), (likely, other)) in CELLS.into_iter().zip(cells) {
            let ends = run(&service(mean, rho, periods), &Rule::default(), RUNS, 20_261_121).expect("a run");
            for (what, want, got) in [("likely", likely, ends.passes), ("other way", other, ends.other_way)] {
                // Four standard errors of the difference of two simulations, the table's of 3,000 runs and ours, and its rounding.
                let p = f64::midpoint(want, got);
                let allowed = 4.0 * (p * (1.0 - p) * (1.0 / 3_000.0 + 1.0 / f64::from(RUNS))).sqrt() + 0.001;
                if (want - got).abs() > allowed {
                    wrong.push(format!("mean {mean} rho {rho} n {periods}: {what} {want} wanted, {got:.3} found"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of 84 cells: {wrong:#?}", wrong.len());
}

#[test]
fn the_same_seed_gives_the_same_answer_and_another_seed_another() {
    let one = simulate(&service(92.0, 0.0, 12), &Rule::default(), 500, 7).expect("rates");
    assert_eq!(one, simulate(&service(92.0, 0.0, 12), &Rule::default(), 500, 7).expect("rates"));
    assert_ne!(one.fixed, simulate(&service(92.0, 0.0, 12), &Rule::default(), 500, 8).expect("rates").fixed);
}

#[test]
fn a_longer_period_is_asked_for_where_the_check_is_wrong_too_often() {
    let twelve = simulate(&service(92.0, 0.0, 12), &Rule::default(), 3_000, 1).expect("rates");
    assert_eq!((twelve.fixed_at, twelve.unfixed_at), (92.0, 87.0));
    assert!(!twelve.needs_longer, "19 in 100 are told not ready, and 20 are accepted: {}", twelve.fixed_told_not_ready);
    let strict = Rule { fixed_told_not_ready: 0.18, ..Rule::default() };
    assert!(simulate(&service(92.0, 0.0, 12), &strict, 3_000, 1).expect("rates").needs_longer);
    assert_eq!(length_needed(&service(92.0, 0.0, 12), &strict, 3_000, 1, 36), Ok(Some(18)));
    let out_of_reach = Rule { fixed_told_not_ready: 0.01, ..Rule::default() };
    assert_eq!(length_needed(&service(92.0, 0.0, 12), &out_of_reach, 500, 1, 24), Ok(None));
}

#[test]
fn people_are_counted_where_the_measure_is_a_share() {
    let share = Service {
        target: 0.9,
        floor: Some(0.8),
        baseline_mean: 0.79,
        baseline_deviation: 0.0,
        mean: 0.9,
        deviation: 0.01,
        people: Some(400),
        ..service(0.0, 0.0, 12)
    };
    let rates = simulate(&share, &Rule::default(), 1_000, 3).expect("rates");
    assert!(rates.unfixed_passes < 0.01 && rates.fixed.passes > 0.5, "{rates:?}");
    let many = Service { people: Some(5_000_000), ..share };
    assert!(simulate(&many, &Rule::default(), 50, 3).expect("rates").fixed.passes > 0.5);
}

#[test]
fn what_cannot_be_simulated_is_refused_by_name() {
    for bad in [
        Service { deviation: f64::NAN, ..service(92.0, 0.0, 12) },
        Service { rho: 1.0, ..service(92.0, 0.0, 12) },
        Service { window_periods: 0, ..service(92.0, 0.0, 12) },
        Service { people: Some(0), mean: 0.5, ..service(92.0, 0.0, 12) },
    ] {
        assert_eq!(simulate(&bad, &Rule::default(), 10, 1).map_err(|r| r.code()), Err("cannot_simulate"));
    }
    assert_eq!(simulate(&service(92.0, 0.0, 12), &Rule::default(), 0, 1).map_err(|r| r.code()), Err("cannot_simulate"));
}

#[test]
fn services_like_the_fictional_one_leave_october_out_of_their_spread() {
    let mut case = crate::earliest::stays();
    case.rule = case.rule.with_severity(methods::evidence::Severity::High);
    let service = Service::of(&case).expect("a service");
    let rates = simulate(&service, &case.rule, 3_000, 1).expect("rates");
    // About 20 in 100 that were truly fixed are told not ready; of those stuck at 28 weeks fewer than 1 in 1,000 pass.
    assert!((0.17..0.23).contains(&rates.fixed_told_not_ready), "{rates:?}");
    assert!(rates.unfixed_at == 28.0 && rates.unfixed_passes < 0.001, "{rates:?}");
}

#[test]
fn several_looks_at_the_strict_bounds_are_wrong_five_times_in_a_hundred() {
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut uniform = || (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    for looks in [2, 5, 10] {
        let bounds = methods::evidence::looks::obrien_fleming(looks).expect("bounds");
        let crossed = (0..100_000)
            .filter(|_| {
                let mut sum = 0.0;
                let mut crossed = false;
                for (k, bound) in bounds.iter().enumerate() {
                    let (u, v) = (1.0 - uniform(), uniform());
                    sum += (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
                    crossed |= (sum / ((k + 1) as f64).sqrt()).abs() > *bound;
                }
                crossed
            })
            .count();
        // Four standard errors of 100,000 tries.
        assert!(crate::close(crossed as f64 / 100_000.0, 0.05, 0.003), "{looks} looks: {crossed}");
    }
}
