//! `wherewithal backup` and `wherewithal restore`: a place in one file, and back.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::house::back_up::{self, Manifest};
use serde_json::{Value, json};

use crate::arguments::{Backup, Restore};
use crate::output;

pub async fn back_up(ask: Backup, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let made = back_up::back_up(&desk, &actor, &ask.file).await?;
    desk.pool.close().await;
    let missing = match made.missing.as_slice() {
        [] => String::new(),
        some => format!("\nNot in it, because they were missing or damaged: {}. Find them in an earlier backup.", some.join(", ")),
    };
    if json {
        output::json(&told(&made, &ask.file))?;
    } else {
        output::line(&format!(
            "{} holds {} records and {} kept files.\nHead of the audit trail: entry {}, {}\nWrite the head down somewhere else: a chain does not see its own tail cut off.{missing}",
            ask.file.display(),
            rows(&made),
            made.files.len(),
            made.head_sequence,
            made.head_digest
        ))?;
    }
    Ok(if made.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub async fn restore(ask: Restore, json: bool) -> anyhow::Result<ExitCode> {
    let folder = &ask.place.dir;
    if !ask.file.is_file() {
        bail!("There is no file {}. Name the file that `wherewithal backup` wrote.", ask.file.display());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let (desk, made) = back_up::restore(&ask.place.address(), folder, &ask.file, desk::Clock::System).await?;
    let (name, engine) = (desk.place.name.clone(), desk.pool.engine());
    desk.pool.close().await;
    if json {
        output::json(&told(&made, &ask.file))?;
    } else {
        output::line(&format!(
            "{name} is restored, as it was at {}: {} records and {} kept files, on {engine}.\nIts audit trail is whole up to entry {}, head {}\nNobody is signed in: sessions and one-time links are not in a backup.",
            made.made_at,
            rows(&made),
            made.files.len(),
            made.head_sequence,
            made.head_digest
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(made: &Manifest) -> u64 {
    made.tables.iter().map(|table| table.rows).sum()
}

fn told(made: &Manifest, file: &Path) -> Value {
    json!({
        "file": file,
        "made_at": made.made_at.to_string(),
        "head": { "sequence": made.head_sequence, "digest": made.head_digest },
        "records": rows(made),
        "tables": made.tables,
        "files": made.files.len(),
        "missing": made.missing,
    })
}
