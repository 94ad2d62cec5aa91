//! Allocations that two other programs solved (../shared/parity/alloc), and the problems of the OR-Library. Skipped, and said
//! so, where they are not here.

use std::path::PathBuf;

use methods::allocation::{OwnSearch, Program, Search, Solve};
use methods::calc;
use serde_json::Value;

fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    let found = Some(folder).filter(|f| f.is_dir());
    if found.is_none() {
        println!("skipped: ../shared is not here");
    }
    found
}

fn question(name: &str) -> Option<String> {
    folder("parity/alloc").map(|f| std::fs::read_to_string(f.join(name)).expect("a question"))
}

#[test]
#[ignore = "a trace for people who change the search"]
fn trace() {
    let name = std::env::var("CASE").unwrap_or_else(|_| "v09_n2000_y30_f20.json".to_owned());
    let Some(text) = question(&name) else { return };
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let seconds: f64 = std::env::var("SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(10.0);
    let start = std::time::Instant::now();
    let (problem, ..) = calc::allocate::read(&text).expect("a problem");
    let program = Program::of(&problem).expect("a programme");
    println!("read {:.3}", start.elapsed().as_secs_f64());
    let mut search = Search::new(&program, seed);
    let mut last = (0, 0);
    let mut at = 0.0;
    while start.elapsed().as_secs_f64() < seconds && search.step() {
        let now = (search.best().map_or(0, |p| p.outcome), search.bound());
        let elapsed = start.elapsed().as_secs_f64();
        if now != last || search.passes() < 12 {
            let open = search.mask().open.iter().filter(|o| **o).count();
            println!(
                "{elapsed:.3} (+{:.3}) pass {} best {} bound {} gap {:.4}% open {open}",
                elapsed - at,
                search.passes(),
                now.0,
                now.1,
                100.0 * (now.1 - now.0) as f64 / now.1 as f64
            );
            last = now;
        }
        at = elapsed;
    }
    println!(
        "end {:.3} passes {} best {:?} bound {}",
        start.elapsed().as_secs_f64(),
        search.passes(),
        search.best().map(|p| p.outcome),
        search.bound()
    );
    let _ = (OwnSearch.name(), Value::Null);
}
