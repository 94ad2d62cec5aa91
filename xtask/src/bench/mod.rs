//! What the whole program takes: to start, to answer, to load, in memory. Printed and written to `docs/benchmarks.md` by `make bench`.

pub mod http;
pub mod measured;
pub mod pages;
pub mod peer;
pub mod program;

use std::path::{Path, PathBuf};

use anyhow::Context;

use measured::{Measured, Report};
use program::Program;

/// How long and how hard the pages are asked.
pub const SECONDS: u64 = 20;
pub const A_SECOND: u64 = 200;
/// Data points of the loaded file: parts times months.
const PARTS: usize = 2_000;
const MONTHS: usize = 50;

/// Runs everything and writes the report. `criterion` is what `cargo bench` printed.
pub fn run(root: &Path, criterion: &Path) -> anyhow::Result<bool> {
    let mut report = Report::of_this_machine();
    let printed = std::fs::read_to_string(criterion).with_context(|| format!("{} cannot be read", criterion.display()))?;
    report.all.extend(measured::of_criterion(&printed));
    report.all.extend(measured::of_figures(&printed));
    let dir = root.join("target/bench-place");
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir_all(&dir)?;
    let program = Program { path: root.join("target/release/wherewithal"), dir: dir.join("demo") };
    // A workspace may build elsewhere.
    let program = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => Program { path: PathBuf::from(target).join("release/wherewithal"), ..program },
        None => program,
    };
    let size = std::fs::metadata(&program.path).with_context(|| format!("{} is not built", program.path.display()))?.len();
    report.program = format!("{:.1} MB", size as f64 / 1e6);

    let written = program.write_demo()?;
    report.note(format!("The sample county is written in {:.1} s.", written.as_secs_f64()));
    let served = program.serve()?;
    report.all.push(Measured::at_most("`serve` on an existing folder, until `/health` answers", served.began.as_secs_f64(), 1.0, "s"));
    let pages = pages::of_the_demo(&served.address)?;
    let asked = pages::ask(&served.address, &pages, A_SECOND, SECONDS)?;
    let name = format!("{} pages of the demo, {A_SECOND} requests a second for {SECONDS} s: 99th percentile", pages.paths.len());
    report.all.push(Measured::at_most(name, asked.percentile(0.99), 10.0, "ms"));
    report.note(format!(
        "Pages: half within {:.2} ms, 95% within {:.2} ms, the slowest of {} took {:.1} ms; {} were not answered with 200.",
        asked.percentile(0.5),
        asked.percentile(0.95),
        asked.count(),
        asked.percentile(1.0),
        asked.wrong
    ));
    for (path, slow) in asked.slowest(5) {
        report.note(format!("`{path}`: 99th percentile {slow:.2} ms."));
    }
    report.all.push(Measured::at_most("Memory at its highest, with the demo, after that", served.memory_mb()?, 150.0, "MB"));
    drop(served);

    let file = dir.join("figures.csv");
    std::fs::write(&file, figures())?;
    let took = program.load(&file)?;
    let name = format!("{} data points read, checked and saved on SQLite, the whole command", PARTS * MONTHS);
    report.all.push(Measured::at_most(name, took.as_secs_f64(), 3.0, "s"));

    peer::shape(root, &program.path, &dir, &mut report)?;
    let text = report.written();
    println!("{text}");
    std::fs::write(root.join("docs/benchmarks.md"), &text)?;
    Ok(report.all.iter().all(Measured::is_kept) && asked.wrong == 0)
}

/// A made-up file: one row a part and month.
fn figures() -> String {
    let mut text = String::from("Month,Agency,Visits\n");
    for part in 0..PARTS {
        for month in 0..MONTHS {
            let figure = 400 + (part * 31 + month * 17) % 90;
            text.push_str(&format!("{}-{:02},Agency {part:04},{figure}\n", 2022 + month / 12, month % 12 + 1));
        }
    }
    text
}
