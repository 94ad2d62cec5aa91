//! `wherewithal load indicators|population|areas|neighbours FILE…`: read each, say what was noticed, and put it in force.

use std::process::ExitCode;

use desk::analyse::data_sets::accept_data_set::{accept_data_set, came_of_it};
use desk::analyse::data_sets::read_data_set::{ReadDataSet, look_at_data_set, read_data_set};
use desk::{Actor, Desk};
use model::data_set::{DataSet, DataSetKind, Holds, Percentages};
use serde_json::{Value, json};

use crate::arguments::LoadDataSetArguments;
use crate::load::{bar, bytes_of, telling};
use crate::output;

pub async fn run(kind: DataSetKind, ask: LoadDataSetArguments, json: bool) -> anyhow::Result<ExitCode> {
    let about = match &ask.about {
        Some(file) => Some((file.to_string_lossy().into_owned(), bytes_of(file)?)),
        None => None,
    };
    let percentages = match ask.percentages.as_deref() {
        Some("84") => Percentages::OutOfAHundred,
        Some(_) => Percentages::Shares,
        None => Percentages::AsTheySuggest,
    };
    // Every file is there before the first is read.
    let files = ask.files.iter().map(|file| Ok((file.to_string_lossy(), bytes_of(file)?))).collect::<anyhow::Result<Vec<_>>>()?;
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let mut done = Ok(());
    for (name, bytes) in files {
        let sent = ReadDataSet {
            about: about.clone(),
            title: ask.title.clone(),
            publisher: ask.publisher.clone(),
            licence: ask.licence.clone(),
            edition: ask.edition.clone(),
            period: ask.period.clone(),
            area: ask.area.clone(),
            model: ask.model.clone(),
            percentages,
            ..ReadDataSet::of(kind, &name, bytes)
        };
        done = load(&desk, &actor, sent, ask.dry_run, json).await;
        if done.is_err() {
            break;
        }
    }
    desk.pool.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn load(desk: &Desk, actor: &Actor, sent: ReadDataSet, dry_run: bool, json: bool) -> anyhow::Result<()> {
    let bar = bar(sent.bytes.len() as u64, json);
    if dry_run {
        let looked = look_at_data_set(desk, actor, sent, telling(bar.clone())).await;
        bar.finish_and_clear();
        return say(&looked?, "dry run", "", "A dry run: nothing was kept.", json);
    }
    let read = read_data_set(desk, actor, sent, telling(bar.clone())).await;
    bar.finish_and_clear();
    let read = read?;
    let reference = read.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    if read.noun.is_accepted() {
        let line = format!("This very file is here already, as {reference}. Nothing was changed.");
        return say(&read.noun, "here already", &reference, &line, json);
    }
    let accepted = accept_data_set(desk, actor, read.id, read.version).await?;
    let line = format!("In force as {reference}: {} Its page is /data-sets/{reference}.", came_of_it(&accepted.noun));
    say(&accepted.noun, "accepted", &reference, &line, json)
}

/// Notes printed at most: beyond it the page of the data set tells them all.
const NOTES: usize = 40;

pub fn say(noun: &DataSet, state: &str, reference: &str, line: &str, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&told(noun, state, reference));
    }
    let mut lines = vec![noun.shape.clone()];
    lines.extend(noun.noticed.iter().take(NOTES).map(|said| format!("- {said}")));
    if noun.noticed.len() > NOTES {
        lines.push(format!("- and {} more, with --json or on its page", noun.noticed.len() - NOTES));
    }
    lines.push(line.to_owned());
    output::line(&lines.join("\n"))
}

fn told(noun: &DataSet, state: &str, reference: &str) -> Value {
    let mut told = json!({
        "state": state,
        "data_set": reference,
        "title": noun.title,
        "publisher": noun.publisher,
        "licence": noun.licence,
        "edition": noun.edition,
        "kind": noun.kind,
        "shape": noun.shape,
        "noticed": noun.noticed,
        "came_of_it": came_of_it(noun),
    });
    match &noun.holds {
        Holds::Values(held) => told["held"] = json!(held),
        Holds::Areas { areas } => told["areas"] = json!(areas.len()),
        Holds::Records(held) => told["records"] = json!(held),
        Holds::Neighbours { lists } => {
            told["lists"] = lists.iter().map(|list| json!({ "code": list.code, "title": list.title, "areas": list.of.len() })).collect();
        }
    }
    told
}
