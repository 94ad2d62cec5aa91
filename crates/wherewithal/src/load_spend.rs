//! `wherewithal load spend FILE…`: what an authority spent in a year, by service and by who provides it; or its payments to suppliers.

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use desk::analyse::data_sets::load_records::is_payments;
use desk::analyse::load_spend::{LoadSpend, Loaded, load_spend};
use desk::{Actor, Desk};
use model::data_set::DataSetKind;
use model::spend::{ProvidedBy, SpendUnit};
use report::words::spend::{lead, title};
use serde_json::{Value, json};

use crate::arguments::LoadSpendArguments;
use crate::load::bytes_of;
use crate::load_records::{self, opened};
use crate::output;

pub async fn run(ask: LoadSpendArguments, json: bool) -> anyhow::Result<ExitCode> {
    // Every file is there before the first is read.
    for file in &ask.files {
        opened(file)?;
    }
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let mut done = Ok(());
    for file in &ask.files {
        done = one(&desk, &actor, file, &ask, json).await;
        if done.is_err() {
            break;
        }
    }
    desk.pool.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

/// Payments as market records; a yearly return as what an authority spends by service. The file itself tells which it is.
async fn one(desk: &Desk, actor: &Actor, file: &Path, ask: &LoadSpendArguments, json: bool) -> anyhow::Result<()> {
    let (opened, _) = opened(file)?;
    if is_payments(desk, Box::new(opened)).await? {
        return load_records::one(desk, actor, DataSetKind::Payments, file, &ask.said, json).await;
    }
    if ask.said.dry_run {
        bail!("A yearly return has no dry run: it is loaded whole or not at all. Run the command without --dry-run.");
    }
    let unit = ask.unit.as_deref().map(|unit| if unit == "thousands" { SpendUnit::Thousands } else { SpendUnit::Pounds });
    let sent = LoadSpend {
        file_name: file.to_string_lossy().into_owned(),
        bytes: bytes_of(file)?,
        authority: ask.authority.clone(),
        year: ask.year.clone(),
        unit,
        licence: ask.said.licence.clone(),
    };
    let loaded = load_spend(desk, actor, sent).await?;
    if json { output::json(&told(&loaded)) } else { output::line(&said(&loaded)) }
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
