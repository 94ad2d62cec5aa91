//! `wherewithal ready SERVICE`: are we solving it, or moving it?

use std::process::ExitCode;

use anyhow::Context;
use desk::house::case::read_case::find_case;
use desk::plan::ask_readiness::{AskReadiness, read_readiness};
use desk::plan::find_service::find_service;
use serde_json::json;

use crate::arguments::Ready;
use crate::output;

pub async fn run(ask: Ready, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let reference = ask.service.parse().with_context(|| "Name the service by its reference, for example S-1")?;
    let service = find_service(&desk, &actor, &reference).await?;
    let case = match &ask.case {
        Some(said) => {
            let reference = said.parse().with_context(|| "Name the case by its reference, for example C-1")?;
            Some(find_case(&desk, &actor, &reference).await?.id)
        }
        None => None,
    };
    let question = AskReadiness { case, service: service.id, change: ask.change, part: ask.part };
    let found = read_readiness(&desk, &actor, &question).await?;
    let today = desk.today();
    desk.pool.close().await;
    if json {
        let issues: Vec<_> = found
            .issues
            .iter()
            .map(|(issue, standing)| {
                json!({
                    "reference": issue.reference,
                    "title": issue.noun.title,
                    "standing": standing.evidence.standing,
                    "statement": standing.evidence.statement,
                    "failing": standing.evidence.failing,
                })
            })
            .collect();
        output::json(&json!({
            "service": service.reference,
            "change": found.proposal.model.code,
            "answer": found.readiness.answer,
            "sentence": found.readiness.sentence,
            "reasons": found.readiness.reasons,
            "earliest": found.readiness.earliest,
            "issues": issues,
            "inputs": found.inputs,
        }))?;
    } else {
        output::line(&report::text::document(&web::plan::readiness_document::of(&found, today), output::WIDTH))?;
    }
    Ok(ExitCode::SUCCESS)
}
