//! `cargo run -p xtask -- tidy`, and `bench FILE`, which `make bench` runs.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use xtask::tree::Tree;
use xtask::{tidy, vocabulary, walls, words};

fn main() -> anyhow::Result<ExitCode> {
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy_all(),
        Some("bench") => bench(),
        _ => {
            eprintln!("Use: cargo run -p xtask -- tidy");
            Ok(ExitCode::from(2))
        }
    }
}

fn bench() -> anyhow::Result<ExitCode> {
    let printed = std::env::args().nth(2).context("name the file that holds what cargo bench printed")?;
    let is_kept = xtask::bench::run(Path::new("."), Path::new(&printed))?;
    Ok(if is_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tidy_all() -> anyhow::Result<ExitCode> {
    let tree = Tree::of_workspace()?;
    for warning in tidy::sizes(&tree) {
        println!("large: {warning}");
    }
    let faults = [walls::check(&tree)?, tidy::check(&tree), words::check(&tree), vocabulary::check(&tree)?].concat();
    for fault in &faults {
        println!("{fault}");
    }
    println!("{} files, {} to mend.", tree.files.len(), faults.len());
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
