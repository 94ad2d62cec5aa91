//! `wherewithal export ocds` and `wherewithal export grants`: the same files as the page of open data gives.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use desk::deliver::publish_open_data::read_open_data;
use serde_json::json;

use crate::arguments::ExportOpenData;
use crate::output;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Contracts,
    Grants,
}

pub async fn run(ask: ExportOpenData, what: What, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, _) = ask.writing.desk_and_actor().await?;
    let open = read_open_data(&desk, &ask.address).await?;
    let (written, count, lacking) = match what {
        What::Contracts => (open.contracts_file(&desk), open.contracts.len(), Vec::new()),
        What::Grants => {
            let (written, lacking) = open.grants_file();
            (written, open.grants.len() - lacking.len(), lacking)
        }
    };
    desk.pool.close().await;
    let name = if what == What::Contracts { "contracts.json" } else { "grants.json" };
    let to = ask.to.unwrap_or_else(|| PathBuf::from(name));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&to)
        .with_context(|| format!("{} cannot be written: name another file with --to, or move the one that is there", to.display()))?;
    let text = serde_json::to_string_pretty(&written)?;
    file.write_all(text.as_bytes()).with_context(|| format!("{} cannot be written", to.display()))?;
    if json {
        let lacking: Vec<_> = lacking.iter().map(|(reference, lacks)| json!({ "reference": reference, "lacks": lacks })).collect();
        output::json(&json!({ "file": to.display().to_string(), "records": count, "left_out": lacking, "not_public": open.not_public }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let things = match (what, count) {
        (What::Contracts, 1) => "1 contract".to_owned(),
        (What::Contracts, more) => format!("{more} contracts"),
        (What::Grants, 1) => "1 grant".to_owned(),
        (What::Grants, more) => format!("{more} grants"),
    };
    output::line(&format!("{} holds {things}. Not published, and so not in it: {}.", to.display(), open.not_public))?;
    for (reference, lacks) in lacking {
        output::line(&format!("{reference} is left out: {lacks} is not told, and the standard asks it of every grant."))?;
    }
    Ok(ExitCode::SUCCESS)
}
