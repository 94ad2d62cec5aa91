//! A market's shape from two gigabytes of notices, beside DuckDB on the same file: the same answer, in CPU seconds.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use super::measured::{Measured, Report};

/// Of DuckDB's CPU seconds with its columns given.
const SHARE: f64 = 80.0;
/// Releases of the file.
const RELEASES: &str = "300000";
/// Runs of each; the least counts.
const RUNS: usize = 3;

/// Where the scripts, Python or DuckDB are not at hand it is said that nothing was compared.
pub fn shape(root: &Path, program: &Path, dir: &Path, report: &mut Report) -> anyhow::Result<()> {
    let tools = root.join("../shared/tools");
    let [make, peer] = ["make_ocds.py", "market_peer_duckdb.py"].map(|name| tools.join(name));
    let has_duckdb = Command::new("python3").args(["-c", "import duckdb"]).output().is_ok_and(|output| output.status.success());
    if !make.exists() || !peer.exists() || !has_duckdb {
        report.note("The shape of a market was not compared with DuckDB: its script, or python3 with duckdb, is not here.".to_owned());
        return Ok(());
    }
    let file = dir.join("notices.jsonl");
    let file_text = file.to_string_lossy().into_owned();
    let made = Command::new("python3").arg(make).args([RELEASES, &file_text]).status()?;
    if !made.success() {
        bail!("the notices could not be made up");
    }
    let mut mine = Command::new(program);
    mine.args(["market", "shape", &file_text, "--json"]);
    let mut theirs = Command::new("python3");
    theirs.arg(peer).args([&file_text, "typed"]);
    let (said, took) = least(&mut mine)?;
    let (expected, peer_took) = least(&mut theirs)?;
    std::fs::remove_file(&file)?;
    if said != expected {
        bail!("the shape of the market differs:\n{said}\nDuckDB:\n{expected}");
    }
    let share = took / peer_took * 100.0;
    report.all.push(Measured::at_most("`market shape` of 300,000 releases (2 GB): CPU time beside DuckDB’s", share, SHARE, "%"));
    report.note(format!(
        "`market shape`: {took:.2} CPU seconds; DuckDB with its columns given: {peer_took:.2}; the same answer byte for byte."
    ));
    Ok(())
}

/// What a command prints, and the least CPU seconds it took.
fn least(command: &mut Command) -> anyhow::Result<(String, f64)> {
    let mut least = f64::INFINITY;
    let mut printed = String::new();
    for _ in 0..RUNS {
        let before = of_children()?;
        let output = command.output().with_context(|| format!("{command:?} cannot be run"))?;
        if !output.status.success() {
            bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        least = least.min(of_children()? - before);
        printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    }
    Ok((printed, least))
}

/// CPU seconds, in and for the program, of the children that have ended: the kernel counts them in hundredths.
fn of_children() -> anyhow::Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").context("CPU time is told by /proc alone")?;
    // The name of the program stands in brackets and may hold anything; the figures follow.
    let figures: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| figures.get(at).and_then(|figure| figure.parse::<f64>().ok()).context("a figure of /proc/self/stat");
    Ok((ticks(13)? + ticks(14)?) / 100.0)
}
