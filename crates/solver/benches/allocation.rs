//! Allocations with HiGHS beside our own search, on two cores: up to 300 options shown to be the best in 10 s; of 2,000 options a plan
//! in half a second, within 0.3% of its own bound after 5 s and 0.12% after 60 s. Three seeds, and the worst counts.
//!
//! Questions are those of ../shared/parity/alloc, and what is not there is skipped. `xtask bench` reads the lines that hold `figure:`.

use std::path::PathBuf;
use std::time::Instant;

use methods::allocation::{Limit, Program, Search, Solve};
use methods::calc;
use solver::Together;

const SEEDS: [u64; 3] = [1, 2, 3];
const SMALL: [&str; 8] = [
    "v01_n30_y3_f2",
    "v02_n60_y5_f3",
    "v03_n100_y5_f4",
    "v04_n150_y6_f4",
    "v05_n200_y8_f5",
    "v06_n300_y6_f4",
    "v07_n120_y1_f0",
    "v08_n300_y1_f8",
];

fn program(name: &str) -> Option<Program> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/parity/alloc").join(format!("{name}.json"));
    let text = std::fs::read_to_string(path).ok()?;
    let (problem, ..) = calc::allocate::read(&text).ok()?;
    Program::of(&problem).ok()
}

fn figure(what: &str, found: f64, unit: &str, at_most: f64) {
    println!("{what}  figure: {found:.3} {unit} at most {at_most}");
}

fn main() {
    let solver = Together { seconds: None };
    let by = solver.name();
    let mut slowest: f64 = 0.0;
    for name in SMALL {
        let Some(program) = program(name) else {
            println!("skipped: ../shared is not here");
            return;
        };
        let began = Instant::now();
        let answer = solver.solve(&program, &Limit::default(), None);
        assert!(answer.optimal(), "{name} is not shown to be the best");
        slowest = slowest.max(began.elapsed().as_secs_f64());
    }
    figure(&format!("allocation: up to 300 options, the slowest of {} until shown ({by})", SMALL.len()), slowest, "s", 10.0);

    let Some(large) = program("v09_n2000_y30_f20") else { return };
    let first = SEEDS.map(|seed| {
        let began = Instant::now();
        let mut search = Search::new(&large, seed);
        while search.best().is_none() && search.step() {}
        assert!(search.best().is_some());
        began.elapsed().as_secs_f64()
    });
    figure("allocation: 2,000 options, the first plan that keeps every row", first.into_iter().fold(0.0, f64::max), "s", 0.5);
    for (seconds, at_most) in [(5.0, 0.3), (60.0, 0.12)] {
        let gaps = SEEDS.map(|seed| {
            let answer = Together { seconds: Some(seconds) }.solve(&large, &Limit { seed, ..Limit::default() }, None);
            println!("seed {seed}, {seconds} s: {:?} of {}", answer.plan.as_ref().map(|plan| plan.outcome), answer.bound);
            answer.gap().map_or(100.0, |gap| 100.0 * gap)
        });
        let what = format!("allocation: 2,000 options, gap after {seconds} s, the worst of {} seeds ({by})", SEEDS.len());
        figure(&what, gaps.into_iter().fold(0.0, f64::max), "%", at_most);
    }
}
