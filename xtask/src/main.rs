//! `cargo run -p xtask -- tidy`

use std::process::ExitCode;

use xtask::tree::Tree;
use xtask::{tidy, vocabulary, walls, words};

fn main() -> anyhow::Result<ExitCode> {
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy_all(),
        _ => {
            eprintln!("Use: cargo run -p xtask -- tidy");
            Ok(ExitCode::from(2))
        }
    }
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
