//! `wherewithal audit verify`: is the trail whole?

use std::process::ExitCode;

use desk::house::audit::{AuditState, verify_audit};
use serde_json::json;

use crate::arguments::Place;
use crate::output;

pub async fn run(ask: Place, json: bool) -> anyhow::Result<ExitCode> {
    let desk = ask.desk().await?;
    let state = verify_audit(&desk).await?;
    desk.pool.close().await;
    match state {
        AuditState::Whole { entries, head } => {
            if json {
                output::json(&json!({ "whole": true, "entries": entries, "head": head }))?;
            } else {
                output::line(&format!("The audit trail is whole: {entries} entries.\nHead {head}"))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        AuditState::Broken { sequence, what } => {
            if json {
                output::json(&json!({ "whole": false, "sequence": sequence, "what": what }))?;
            } else {
                output::line(&format!(
                    "The audit trail is broken at entry {sequence}: {what}\nRestore the last back-up whose head you trust."
                ))?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
