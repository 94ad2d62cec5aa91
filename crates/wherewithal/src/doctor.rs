//! `wherewithal doctor`: what is wrong with a place, and how to mend it.

use std::path::Path;
use std::process::ExitCode;

use desk::house::doctor::{Found, doctor};
use desk::house::set_up::operator;
use serde_json::{Value, json};

use crate::arguments::Place;
use crate::output;

pub async fn run(ask: Place, json: bool) -> anyhow::Result<ExitCode> {
    let desk = ask.desk().await?;
    let looks = doctor(&desk, &operator(&desk), &ask.dir, free_bytes(&ask.dir)).await?;
    desk.pool.close().await;
    let well = looks.iter().all(|look| look.found != Found::Wrong);
    if json {
        let told: Vec<Value> = looks
            .iter()
            .map(|look| json!({ "code": look.code, "asks": look.asks, "found": word(look.found), "said": look.said }))
            .collect();
        output::json(&json!({ "well": well, "version": env!("CARGO_PKG_VERSION"), "looks": told }))?;
    } else {
        let lines: Vec<String> = looks.iter().map(|look| format!("{:<6} {}\n       {}", word(look.found), look.asks, look.said)).collect();
        output::line(&lines.join("\n"))?;
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn word(found: Found) -> &'static str {
    match found {
        Found::Well => "well",
        Found::Look => "look",
        Found::Wrong => "wrong",
    }
}

/// Room left for this account on the disk of the folder, in bytes.
fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let disk = rustix::fs::statvfs(folder).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
