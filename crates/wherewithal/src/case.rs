//! `wherewithal case CASE`: a case, whole, in the terminal.

use std::process::ExitCode;

use anyhow::Context;
use desk::house::case::read_case::read_case;
use serde_json::json;

use crate::arguments::CaseArguments;
use crate::output;

pub async fn run(ask: CaseArguments, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let reference = ask.case.parse().with_context(|| "Name the case by its reference, for example C-1")?;
    let view = read_case(&desk, &actor, &reference).await?;
    desk.pool.close().await;
    if json {
        output::json(&json!({
            "reference": view.case.reference,
            "case": view.case.noun,
            "outcomes": view.outcomes.iter().map(|record| &record.noun).collect::<Vec<_>>(),
            "decisions": view.decisions.iter().map(|record| &record.noun).collect::<Vec<_>>(),
            "exceptions": view.exceptions.iter().map(|record| &record.noun).collect::<Vec<_>>(),
            "promises": view.promises.iter().map(|record| &record.noun).collect::<Vec<_>>(),
        }))?;
    } else {
        output::line(&report::text::document(&web::house::case_document::of(&view, &desk), output::WIDTH))?;
    }
    Ok(ExitCode::SUCCESS)
}
