//! `wherewithal load directory FILE…`: a directory of local services, each a strength of the place.

use std::process::ExitCode;

use desk::analyse::needs::load_directory::{LoadDirectory, Loaded, load_directory};
use serde_json::{Value, json};
use web::analyse::needs::directory::in_words;

use crate::arguments::LoadDirectoryArguments;
use crate::load::bytes_of;
use crate::output;

pub async fn run(ask: LoadDirectoryArguments, json: bool) -> anyhow::Result<ExitCode> {
    let mut files = Vec::new();
    for file in &ask.files {
        files.push((file.to_string_lossy().into_owned(), bytes_of(file)?));
    }
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let done = load_directory(&desk, &actor, LoadDirectory { files, title: ask.title, licence: ask.licence }).await;
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
    let faults = loaded.oddities.iter().map(|oddity| format!("- {}", oddity.sentence()));
    std::iter::once(in_words(loaded)).chain(faults).collect::<Vec<_>>().join("\n")
}

fn told(loaded: &Loaded) -> Value {
    json!({
        "new": loaded.added.iter().map(|one| json!({ "strength": one.reference, "name": one.noun.name })).collect::<Vec<_>>(),
        "changed": loaded.changed,
        "no_longer_offered": loaded.ended,
        "as_before": loaded.the_same,
        "repeated": loaded.repeated,
        "faults": loaded.oddities.iter().map(|oddity| json!({ "at": oddity.at, "seen": oddity.seen, "says": oddity.says })).collect::<Vec<_>>(),
    })
}
