//! `wherewithal load performance FILE`: read it, say what was noticed, and accept it where nothing has to be asked.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::analyse::load_performance::{
    AcceptUpload, Accepted, AnswerUpload, ReadUpload, accept_upload, answer_upload, read_upload, saved_in_words,
};
use desk::analyse::look_at_file::{Progress, Reading, look_at_file};
use desk::plan::find_service::find_service;
use desk::{Actor, Desk};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use model::id::{ServiceId, UploadId};
use model::record::Record;
use model::upload::{Upload, UploadState};
use serde_json::{Value, json};

use crate::arguments::LoadPerformance;
use crate::output;

/// The file was read, and waits for a person: nothing of it is a data point yet.
const WAITS: u8 = 2;

/// A reader's own limit is a setting (50 MB); this only keeps a mistaken file out of memory.
const LONGEST: u64 = 1 << 30;

pub async fn run(ask: LoadPerformance, json: bool) -> anyhow::Result<ExitCode> {
    let bytes = bytes_of(&ask.file)?;
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let done = load(&desk, &actor, &ask, bytes, json).await;
    desk.pool.close().await;
    done
}

async fn load(desk: &Desk, actor: &Actor, ask: &LoadPerformance, bytes: Vec<u8>, json: bool) -> anyhow::Result<ExitCode> {
    let service = match &ask.service {
        Some(said) => {
            let reference = said.parse().with_context(|| "Name the service by its reference, for example S-1")?;
            Some(find_service(desk, actor, &reference).await?.id)
        }
        None => None,
    };
    let file = Named { name: ask.file.to_string_lossy().into_owned(), service };
    let bar = bar(bytes.len() as u64, json);
    let reading = look_at_file(desk, actor, file.with(bytes.clone()), telling(bar.clone())).await;
    bar.finish_and_clear();
    let reading = reading?;
    if !json {
        output::line(&noticed(&reading))?;
    }
    if ask.dry_run {
        say(json, "A dry run: nothing was kept.", || told(&reading, "dry run", None))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(measure) = reading.measures.iter().find(|measure| measure.matched.is_none() && service.is_none()) {
        bail!(
            "“{}” is not a measure that is held here yet. Say which service it is of, for example --service S-1. Nothing was kept.",
            measure.name
        );
    }
    let mut upload = read_upload(desk, actor, file.with(bytes)).await?;
    if let UploadState::Accepted { points, .. } = upload.noun.state {
        let line = format!("This very file is here already, with {points} data points. Nothing was changed.");
        say(json, &line, || told(&reading, "here already", Some(&upload)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if upload.noun.state == UploadState::Waiting && service.is_some() && upload.noun.service != service {
        // It waits since an earlier try, and was then said to be of another service or of none.
        let answer = AnswerUpload { upload: Some(upload.id), version: upload.version, service, ..AnswerUpload::default() };
        upload = answer_upload(desk, actor, answer).await?;
    }
    let Some(upload) = past_people(desk, actor, ask, upload).await? else {
        let line = "People’s details were seen, so nothing that could tell who somebody is was kept. To load the rest without these columns, \
                    run the same command with --leave-out-people; to count people instead, load the file on the page Upload.";
        say(json, line, || told(&reading, "people’s details", None))?;
        return Ok(ExitCode::from(WAITS));
    };
    let waiting = reading.waiting();
    if waiting > 0 && !ask.accept {
        let reference = said(&upload);
        let things = if waiting == 1 { "1 thing has".to_owned() } else { format!("{waiting} things have") };
        let line = format!(
            "{things} to be answered first. Answer on the page /uploads/{reference}, or run the same command with --accept to let the answers \
             marked “in force” stand. Nothing is a data point yet."
        );
        say(json, &line, || told(&reading, "waits for answers", Some(&upload)))?;
        return Ok(ExitCode::from(WAITS));
    }
    let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    let accepted = accept_upload(desk, actor, ask).await?;
    if json {
        output::json(&kept(&reading, &accepted))?;
    } else {
        output::line(&kept_in_words(&accepted))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The file's name and service, and its bytes each time they are asked for.
struct Named {
    name: String,
    service: Option<ServiceId>,
}

impl Named {
    fn with(&self, bytes: Vec<u8>) -> ReadUpload {
        ReadUpload { file_name: self.name.clone(), bytes, service: self.service }
    }
}

pub fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    let card = std::fs::metadata(file).with_context(|| format!("{} cannot be opened", file.display()))?;
    if !card.is_file() {
        bail!("{} is not a file. Name one spreadsheet.", file.display());
    }
    if card.len() > LONGEST {
        bail!("{} is {} MB, far more than a spreadsheet of figures. Split it by year.", file.display(), card.len() / 1_048_576);
    }
    std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Past the stop for people's details, by leaving their columns out; none where nobody said so.
async fn past_people(
    desk: &Desk,
    actor: &Actor,
    ask: &LoadPerformance,
    upload: Record<UploadId, Upload>,
) -> anyhow::Result<Option<Record<UploadId, Upload>>> {
    if upload.noun.state != UploadState::PersonalDetails {
        return Ok(Some(upload));
    }
    if !ask.leave_out_people {
        return Ok(None);
    }
    let answer = AnswerUpload { upload: Some(upload.id), version: upload.version, ..AnswerUpload::default() };
    Ok(Some(answer_upload(desk, actor, answer).await?))
}

/// A bar on the error stream, where a person watches and the file is long.
pub fn bar(bytes: u64, json: bool) -> ProgressBar {
    if json || bytes < 200_000 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template("Reading {bar:40} {percent:>3}%  {elapsed}");
    style.map_or(bar.clone(), |style| bar.clone().with_style(style))
}

pub fn telling(bar: ProgressBar) -> Progress {
    Box::new(move |done, all| {
        bar.set_length(all.max(1));
        bar.set_position(done);
    })
}

fn say(json: bool, line: &str, told: impl FnOnce() -> Value) -> anyhow::Result<()> {
    if json { output::json(&told()) } else { output::line(line) }
}

fn said(upload: &Record<UploadId, Upload>) -> String {
    upload.reference.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// What was read, then everything odd by its place, those that ask for an answer first.
fn noticed(reading: &Reading) -> String {
    let mut lines = vec![reading.lead()];
    for sheet in reading.sheets.iter().filter(|sheet| sheet.read) {
        let name = if sheet.name.is_empty() { String::new() } else { format!("‘{}’: ", sheet.name) };
        lines.push(format!("{name}{}", sheet.headings_in_words()));
    }
    for found in &reading.personal {
        lines.push(format!("! {}: {} ({}). Not kept.", found.place(), found.why, found.masked));
    }
    for note in &reading.notes {
        let mark = if note.needs_answer { "?" } else { "-" };
        let in_force = match note.in_force().filter(|_| note.needs_answer) {
            Some(label) => format!(" In force: {label}."),
            None => String::new(),
        };
        lines.push(format!("{mark} {}{in_force}", note.sentence()));
    }
    // What stands in a file is not ours: nothing in it may speak to the terminal.
    let clean = |line: String| -> String { line.chars().filter(|letter| !letter.is_control()).collect() };
    lines.into_iter().map(clean).collect::<Vec<_>>().join("\n")
}

fn told(reading: &Reading, state: &str, upload: Option<&Record<UploadId, Upload>>) -> Value {
    json!({
        "state": state,
        "upload": upload.map(said),
        "file": reading.file_name,
        "summary": reading.summary,
        "sheets": reading.sheets,
        "personal": reading.personal,
        "notes": reading.notes,
        "waiting": reading.waiting(),
        "measures": reading.measures,
    })
}

fn kept(reading: &Reading, accepted: &Accepted) -> Value {
    let mut told = told(reading, "accepted", Some(&accepted.upload));
    told["source"] = json!(accepted.source);
    told["saved"] = json!({ "new": accepted.saved.new, "corrected": accepted.saved.corrected, "unchanged": accepted.saved.unchanged });
    told["measures_held"] =
        accepted.measures.iter().map(|measure| json!({ "reference": measure.reference, "name": measure.noun.name })).collect();
    told["voided_test_periods"] = json!(accepted.voided);
    told
}

fn kept_in_words(accepted: &Accepted) -> String {
    let measures: Vec<String> = accepted
        .measures
        .iter()
        .map(|measure| format!("{} {}", measure.reference.as_ref().map(ToString::to_string).unwrap_or_default(), measure.noun.name))
        .collect();
    let voided: Vec<String> = accepted.voided.iter().map(ToString::to_string).collect();
    let voided = match voided.as_slice() {
        [] => String::new(),
        some => {
            format!("\nTest periods that rest on corrected figures are void until checked from outside the service: {}.", some.join(", "))
        }
    };
    format!("Accepted as {}: {} Measures: {}.{voided}", said(&accepted.upload), saved_in_words(&accepted.saved), measures.join(", "))
}
