//! `wherewithal load notices|register|grants|providers|placements FILE…`, and payments by `load spend`: each file is read as a stream, however
//! long, and put in use.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::analyse::data_sets::load_records::{LoadRecords, load_records, look_at_records};
use desk::{Actor, Desk};
use model::data_set::DataSetKind;

use crate::arguments::{LoadRecordsArguments, SaidOfRecords};
use crate::load::{bar, telling};
use crate::load_data_set::say;

pub async fn run(kind: DataSetKind, ask: LoadRecordsArguments, json: bool) -> anyhow::Result<ExitCode> {
    // Every file is there before the first is read.
    for file in &ask.files {
        opened(file)?;
    }
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let mut done = Ok(());
    for file in &ask.files {
        done = one(&desk, &actor, kind, file, &ask.said, json).await;
        if done.is_err() {
            break;
        }
    }
    desk.pool.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

/// The file and its size.
pub fn opened(path: &Path) -> anyhow::Result<(File, u64)> {
    let card = std::fs::metadata(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    if !card.is_file() {
        bail!("{} is not a file. Name one file.", path.display());
    }
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok((file, card.len()))
}

pub async fn one(desk: &Desk, actor: &Actor, kind: DataSetKind, path: &Path, said: &SaidOfRecords, json: bool) -> anyhow::Result<()> {
    let (file, bytes) = opened(path)?;
    let ask = LoadRecords {
        title: said.title.clone(),
        publisher: said.publisher.clone(),
        licence: said.licence.clone(),
        edition: said.edition.clone(),
        buyer: said.buyer.clone(),
        ..LoadRecords::of(kind, &path.to_string_lossy())
    };
    let bar = bar(bytes, json);
    if said.dry_run {
        let looked = look_at_records(desk, actor, ask, Box::new(file), telling(bar.clone())).await;
        bar.finish_and_clear();
        return say(&looked?, "dry run", "", "A dry run: nothing was kept.", json);
    }
    let loaded = load_records(desk, actor, ask, Box::new(file), telling(bar.clone())).await;
    bar.finish_and_clear();
    let loaded = loaded?;
    let reference = loaded.data_set.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let noun = &loaded.data_set.noun;
    if loaded.was_here {
        return say(
            noun,
            "here already",
            &reference,
            &format!("This very file is here already, as {reference}. Nothing was changed."),
            json,
        );
    }
    let came = desk::analyse::data_sets::accept_data_set::came_of_it(noun);
    let sums = web::analyse::data_sets::sums_in_words(noun);
    let line = format!("In force as {reference}: {came}{sums} Its page is /data-sets/{reference}.");
    say(noun, "accepted", &reference, &line, json)
}
