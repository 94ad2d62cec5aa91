//! `wherewithal load spend FILE`: what an authority spent in a year, by service and by who provides it.

use std::process::ExitCode;

use desk::analyse::load_spend::{LoadSpend, Loaded, load_spend};
use model::spend::{ProvidedBy, SpendUnit};
use report::words::spend::{lead, title};
use serde_json::{Value, json};

use crate::arguments::LoadSpendArguments;
use crate::load::bytes_of;
use crate::output;

pub async fn run(ask: LoadSpendArguments, json: bool) -> anyhow::Result<ExitCode> {
    let bytes = bytes_of(&ask.file)?;
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let unit = ask.unit.as_deref().map(|unit| if unit == "thousands" { SpendUnit::Thousands } else { SpendUnit::Pounds });
    let sent = LoadSpend {
        file_name: ask.file.to_string_lossy().into_owned(),
        bytes,
        authority: ask.authority,
        year: ask.year,
        unit,
        licence: ask.licence,
    };
    let done = load_spend(&desk, &actor, sent).await;
    desk.pool.close().await;
    let loaded = done?;
    if json {
        output::json(&told(&loaded))?
    } else {
        output::line(&said(&loaded))?
    }
    Ok(ExitCode::SUCCESS)
}

fn said(loaded: &Loaded) -> String {
    let noun = &loaded.spend.noun;
    let reference = reference(loaded);
    let state = match (loaded.was_here, &loaded.corrects) {
        (true, _) => format!("This very file is here already, as {reference}. Nothing was changed."),
        (false, Some(old)) => format!("Loaded as {reference}. It corrects {old}, which stays as it was."),
        (false, None) => format!("Loaded as {reference}. Its page is /spend/{reference}."),
    };
    let noticed = noun.noticed.iter().map(|said| format!("- {said}"));
    [title(noun), lead(noun)].into_iter().chain(noticed).chain([state]).collect::<Vec<_>>().join("\n")
}

fn reference(loaded: &Loaded) -> String {
    loaded.spend.reference.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn told(loaded: &Loaded) -> Value {
    let noun = &loaded.spend.noun;
    let by: Vec<Value> =
        ProvidedBy::ALL.iter().map(|kind| json!({ "provided_by": kind, "pence": noun.through(|by| by == *kind) })).collect();
    json!({
        "state": if loaded.was_here { "here already" } else { "loaded" },
        "spend": reference(loaded),
        "corrects": loaded.corrects,
        "authority": noun.authority,
        "year": quantity::Period::FinancialYear(noun.year).to_string(),
        "unit": noun.unit,
        "unit_in_file": noun.unit_in_file,
        "total_pence": noun.total(),
        "own_total_pence": noun.own_total,
        "by_provider": by,
        "services": noun.services().len(),
        "lines": noun.lines,
        "noticed": noun.noticed,
    })
}
