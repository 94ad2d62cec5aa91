//! `wherewithal calc`: a question file in, an answer out, no database.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::arguments::{Calc, CalcEqualShares, CalcSpc};
use crate::output;

/// A refused question: printed as it stands, and the program ends with this.
const REFUSED: u8 = 2;

/// A question file is small; a batch may be long. Anything larger is a mistake.
const LONGEST: u64 = 512 * 1024 * 1024;

pub fn run(ask: Calc, json: bool) -> anyhow::Result<ExitCode> {
    let answer = match ask {
        Calc::Spc(CalcSpc { batch: Some(file), improvement: Some(improvement), target, no_screen, trend, .. }) => {
            let mut options = json!({ "improvement_direction": improvement.code(), "target": target, "screen_outliers": !no_screen });
            if let Some(trend) = trend.and_then(|t| t.parse::<u32>().ok()) {
                options["trend"] = json!(trend);
            }
            desk::calc::spc_batch(&read(&file)?, &options)
        }
        Calc::Spc(CalcSpc { file: Some(file), .. }) => desk::calc::spc(&text(&file)?),
        Calc::Spc(_) => bail!("Name a question file, or --batch FILE.csv with --improvement."),
        Calc::Evidence(question) => desk::calc::evidence(&text(&question.file)?),
        Calc::Mcda(question) => desk::calc::mcda(&text(&question.file)?),
        Calc::Smaa(question) => desk::calc::smaa(&text(&question.file)?),
        Calc::Disclosure(question) => desk::calc::disclosure(&text(&question.file)?),
        Calc::Allocate(ask) if !(ask.seconds.is_finite() && ask.seconds > 0.0) => bail!("--seconds has to be a number above 0."),
        Calc::Allocate(ask) => desk::calc::allocate(&text(&ask.file)?, &solver::Together { seconds: Some(ask.seconds) }),
        Calc::Cba(question) => desk::calc::cba(&text(&question.file)?),
        Calc::Benchmark(question) => desk::calc::benchmark(&text(&question.file)?),
        Calc::Rates(question) => desk::calc::rates(&text(&question.file)?),
        Calc::Neighbours(question) => desk::calc::neighbours(&text(&question.file)?),
        Calc::Funnel(question) => desk::calc::funnel(&text(&question.file)?),
        Calc::Matching(question) => desk::calc::matching(&text(&question.file)?),
        Calc::Sroi(question) => desk::calc::sroi(&text(&question.file)?),
        Calc::EqualShares(ask) => equal_shares(&ask)?,
        Calc::BradleyTerry(question) => desk::calc::bradley_terry(&text(&question.file)?),
        Calc::Ranking(question) => desk::calc::ranking(&text(&question.file)?),
        Calc::Points(question) => desk::calc::points(&text(&question.file)?),
        Calc::Agreement(question) => desk::calc::agreement(&text(&question.file)?),
        Calc::Reach(question) => desk::calc::reach(&text(&question.file)?),
        Calc::Forecast(question) => desk::calc::forecast(&text(&question.file)?),
        Calc::Cohort(question) => desk::calc::cohort(&text(&question.file)?),
        Calc::DemandManagement(question) => desk::calc::demand_management(&text(&question.file)?),
        Calc::Eligibility(question) => desk::calc::eligibility(&text(&question.file)?),
        Calc::SystemLoad(question) => desk::calc::system_load(&text(&question.file)?),
        Calc::Capacity(question) => desk::calc::capacity(&text(&question.file)?),
        Calc::Concentration(question) => desk::calc::market("market-concentration", &text(&question.file)?),
        Calc::Competition(question) => desk::calc::market("market-competition", &text(&question.file)?),
        Calc::Flows(question) => desk::calc::market("market-flows", &text(&question.file)?),
        Calc::Dependency(question) => desk::calc::market("market-dependency", &text(&question.file)?),
        Calc::CallOffs(question) => desk::calc::market("market-call-off", &text(&question.file)?),
        Calc::Health(question) => desk::calc::market("market-health", &text(&question.file)?),
        Calc::Flags(question) => desk::calc::market("red-flags", &text(&question.file)?),
        Calc::PredictedBids(question) => desk::calc::market("predicted-bids", &text(&question.file)?),
        Calc::Maturity(question) => desk::calc::market("market-maturity", &text(&question.file)?),
        Calc::LeadTime(question) => desk::calc::market("lead-time", &text(&question.file)?),
        Calc::Barriers(question) => desk::calc::market("barriers-to-bid", &text(&question.file)?),
        Calc::Lots(question) => desk::calc::market("lots", &text(&question.file)?),
        Calc::Commitment(question) => desk::calc::market("supplier-commitment", &text(&question.file)?),
        Calc::Durability(question) => desk::calc::market("policy-durability", &text(&question.file)?),
        Calc::Pipeline(question) => desk::calc::market("pipeline-stability", &text(&question.file)?),
        Calc::Relationships(question) => desk::calc::relationships(&text(&question.file)?),
    };
    let (value, code) = match answer {
        Ok(value) => (value, ExitCode::SUCCESS),
        Err(refusal) => (refusal, ExitCode::from(REFUSED)),
    };
    show(&value, json)?;
    Ok(code)
}

/// A Pabulib file takes its settings from the command; a question file has its own.
fn equal_shares(ask: &CalcEqualShares) -> anyhow::Result<desk::calc::Answer> {
    if ask.file.extension().is_some_and(|end| end.eq_ignore_ascii_case("pb")) {
        let options = json!({ "utility": ask.utility, "completion": ask.completion, "ties": ask.ties });
        return Ok(desk::calc::equal_shares_of_votes(&read(&ask.file)?, ask.group.as_deref(), &options));
    }
    if ask.utility.is_some() || ask.completion.is_some() || ask.ties.is_some() || ask.group.is_some() {
        bail!("--utility, --completion, --ties and --group are for a .pb file: a question file says them in its “options” and ballots.");
    }
    Ok(desk::calc::equal_shares(&text(&ask.file)?))
}

fn show(value: &Value, json: bool) -> anyhow::Result<()> {
    match (json, value.get("refusal")) {
        (false, Some(refusal)) => output::line(&format!(
            "Refused ({}): {}",
            refusal.get("code").and_then(Value::as_str).unwrap_or("unknown"),
            refusal.get("message").and_then(Value::as_str).unwrap_or_default()
        )),
        // The answer is for other programs and for the eye alike: indented, names as published.
        (false, None) => output::line(&serde_json::to_string_pretty(value)?),
        (true, _) => output::line(&serde_json::to_string(value)?),
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let size = std::fs::metadata(file).with_context(|| format!("{} cannot be opened", file.display()))?.len();
    if size > LONGEST {
        bail!("{} is {} MB: more than {} MB is not a question file.", file.display(), size / 1_048_576, LONGEST / 1_048_576);
    }
    std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn text(file: &Path) -> anyhow::Result<String> {
    String::from_utf8(read(file)?).with_context(|| format!("{} is not text in UTF-8: a question file is JSON", file.display()))
}
