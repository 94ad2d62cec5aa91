//! `wherewithal verify DECISION`: every figure of its frozen evidence, worked out again.

use std::process::ExitCode;

use anyhow::Context;
use desk::plan::paper::verify_pack::{Came, verify_decision};
use serde_json::json;

use crate::arguments::VerifyArguments;
use crate::output;

/// A figure that differs, or that could not be worked out: an answer, not a fault.
const NOT_EQUAL: u8 = 2;

pub async fn run(ask: VerifyArguments, json: bool) -> anyhow::Result<ExitCode> {
    let reference = ask.decision.parse().with_context(|| "Name the decision by its reference, for example D-1")?;
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let verified = verify_decision(&desk, &actor, &reference).await;
    desk.pool.close().await;
    let verified = verified?;
    let equal = verified.is_equal();
    if json {
        let figures: Vec<_> = verified
            .figures
            .iter()
            .map(|again| {
                let (came, said) = match &again.came {
                    Came::Equal => ("equal", Vec::new()),
                    Came::Shown => ("shown_by_certificate", Vec::new()),
                    Came::Otherwise(differs) => ("not_equal", differs.clone()),
                    Came::NotWorked(why) => ("not_worked_out", vec![why.clone()]),
                };
                json!({ "of": again.of, "method": again.method, "came": came, "said": said })
            })
            .collect();
        output::json(&json!({ "decision": reference, "equal": equal, "pack": verified.digest, "figures": figures }))?;
    } else {
        for again in &verified.figures {
            let came = match &again.came {
                Came::Equal => "equal".to_owned(),
                Came::Shown => {
                    "shown by its certificate: it keeps every limit, its points sum, and no plan is worth more than is said".to_owned()
                }
                Came::Otherwise(differs) => format!("not equal: {}", differs.join("; ")),
                Came::NotWorked(why) => format!("not worked out: {why}"),
            };
            output::line(&format!("{} ({}): {came}", again.of, again.method))?;
        }
        let all = verified.figures.len();
        let word = if equal {
            format!("Equal: all {all} results of the pack come out as they were frozen.")
        } else {
            "Not equal: see above.".to_owned()
        };
        output::line(&format!("{word}\nPack {}", verified.digest))?;
    }
    Ok(if equal { ExitCode::SUCCESS } else { ExitCode::from(NOT_EQUAL) })
}
