//! `wherewithal export paper DECISION`: the same bytes as the page gives.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use desk::plan::paper::read_paper::read_paper;
use serde_json::json;
use web::plan::paper_bytes::{Format, bytes, name};
use web::plan::paper_document::Part;

use crate::arguments::ExportPaper;
use crate::output;

pub async fn run(ask: ExportPaper, json: bool) -> anyhow::Result<ExitCode> {
    let reference = ask.decision.parse().with_context(|| "Name the decision by its reference, for example D-1")?;
    let format = Format::parse(&ask.format).with_context(|| {
        format!("This program was built without {}: build it with its default features, or ask for docx or xlsx", ask.format.to_uppercase())
    })?;
    let part = Part::parse(&ask.part).with_context(|| "Choose part-1, part-2 or summary")?;
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let view = read_paper(&desk, &actor, &reference).await?;
    desk.pool.close().await;
    if part == Part::Two && !view.has_exempt() {
        anyhow::bail!("Nothing of {} is kept back that you may see: there is no part 2", ask.decision);
    }
    let written = bytes(&view, part, format)?;
    let to = ask.to.unwrap_or_else(|| PathBuf::from(name(&view, part, format)));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&to)
        .with_context(|| format!("{} cannot be written: name another file with --to, or move the one that is there", to.display()))?;
    file.write_all(&written).with_context(|| format!("{} cannot be written", to.display()))?;
    if json {
        output::json(&json!({ "file": to.display().to_string(), "bytes": written.len(), "part": part.code(), "format": format.ending() }))?;
    } else {
        output::line(&format!("{} holds {}, in {}: {} KB.", to.display(), part.words(), format.words(), written.len().div_ceil(1024)))?;
    }
    Ok(ExitCode::SUCCESS)
}
