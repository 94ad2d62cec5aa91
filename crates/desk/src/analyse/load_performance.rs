//! Loading a performance file: read it, show what was noticed, wait for answers, accept it in one transaction.
//!
//! The file is read outside any transaction. Where people's details are seen, only the bytes without them are kept, and of
//! the file as it came its digest alone. What waits is read again from the kept bytes with the answers given: the same
//! bytes, answers and day always give the same reading.

mod accept;
mod ground;
mod new_measures;
pub(crate) mod readings;
mod waiting;

use std::collections::BTreeMap;

pub use accept::{AcceptUpload, Accepted, accept_upload, saved_in_words};
use exchange::known::Answers;
pub use exchange::known::{ColumnAnswer, PersonalChoice};
pub use exchange::mapping::Role;
pub use exchange::note::Note;
use exchange::personal::Found;
pub use exchange::reading::Reading;
pub(super) use ground::Ground;
use model::audience::Audience;
use model::id::{ServiceId, UploadId};
use model::record::Record;
use model::role::Permission;
use model::upload::{Upload, UploadState};
pub use new_measures::{NewMeasure, Proposed};
use quantity::Date;
use readings::Question;
use serde::{Deserialize, Serialize};
pub use waiting::{Correction, UploadView, read_waiting};

use crate::actor::Actor;
use crate::analyse::read_source::limits;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// What is kept of a waiting upload beside its bytes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Asked {
    pub answers: Answers,
    /// What was seen of people's details when the file came, masked. It is not in the kept bytes, unless somebody said that
    /// these are not people.
    pub personal: Vec<Found>,
    /// The day of the first reading: every later one reads as on that day.
    pub today: Option<Date>,
    /// Digest of the reading that was shown; accepting another is refused.
    pub shown: String,
    /// What a person said of measures that are not held yet.
    #[serde(default)]
    pub new_measures: Vec<NewMeasure>,
    /// Of the source, as typed so far.
    #[serde(default)]
    pub licence: String,
}

pub struct ReadUpload {
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// The service the figures are of, where it is known.
    pub service: Option<ServiceId>,
}

/// Reads a file and keeps what may be kept. The same file twice comes back as the upload that is here already.
pub async fn read_upload(desk: &Desk, actor: &Actor, ask: ReadUpload) -> Result<Record<UploadId, Upload>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let ground = Ground::gather(desk, actor, ask.service).await?;
    let received_digest = store::files::digest(&ask.bytes);
    {
        let mut tx = desk.read().await?;
        let before = store::uploads::by_digest(&mut tx, &actor.scope, &received_digest).await?;
        // One that was set aside may be tried again; one that waits or was accepted is the same file again.
        if let Some(same) = before.into_iter().rev().find(|upload| !matches!(upload.noun.state, UploadState::SetAside { .. })) {
            return Ok(same);
        }
    }
    let file_name = last_of_path(&ask.file_name);
    let answers = Answers { remembered: ground.remembered, ..Answers::default() };
    let today = desk.today();
    let question = Question {
        name: file_name.clone(),
        bytes_digest: received_digest.clone(),
        known: ground.known,
        answers: answers.clone(),
        limits: limits(&ground.settings),
        today,
    };
    let (made, kept_bytes) = question.of_bytes(desk, ask.bytes, false).await?;
    let reading = &made.reading;
    let state = if reading.personal.is_empty() { UploadState::Waiting } else { UploadState::PersonalDetails };
    let kept_digest = desk.shelf.put(&kept_bytes)?;
    let asked = Asked { answers, shown: made.digest.clone(), personal: reading.personal.clone(), today: Some(today), ..Asked::default() };
    let noun = Upload {
        file_name,
        received_digest,
        kept_digest,
        service: ask.service,
        received_at: desk.now(),
        received_by: actor.role.clone(),
        state,
        read: written(&asked),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = ground.service.as_ref().and_then(|service| service.about);
    let mut write = desk.write(actor).await?;
    let record = store::uploads::save(&mut write.tx, &record).await?;
    let line = format!("‘{}’ was read. {}", record.noun.file_name, reading_in_words(reading.summary.points, reading.notes.len()));
    write.commit("read_upload", "upload", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What a person changed or answered: of columns, of notes, of the service.
#[derive(Debug, Default)]
pub struct AnswerUpload {
    pub upload: Option<UploadId>,
    pub version: i64,
    pub service: Option<ServiceId>,
    /// Columns whose meaning was changed.
    pub columns: Vec<ColumnAnswer>,
    /// Code of the choice, by the note's key.
    pub notes: BTreeMap<String, String>,
    /// What to do with people's details, by key.
    pub personal: BTreeMap<String, PersonalChoice>,
    /// The file again, where people's details are to be counted, or are of no people: it was not kept.
    pub bytes: Option<Vec<u8>>,
    /// How measures that are not held yet are to be defined; what was said before of another stays.
    pub new_measures: Vec<NewMeasure>,
    /// Of the source; where none is given, as it was said before.
    pub licence: Option<String>,
}

/// Reads the kept bytes again with the answers given so far and these.
pub async fn answer_upload(desk: &Desk, actor: &Actor, ask: AnswerUpload) -> Result<Record<UploadId, Upload>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let id = ask.upload.ok_or(DeskError::NotFound)?;
    let (mut record, mut asked) = waiting(desk, actor, id, ask.version).await?;
    let service = ask.service.or(record.noun.service);
    let ground = Ground::gather(desk, actor, service).await?;
    for answer in ask.columns {
        asked.answers.columns.retain(|before| (&before.sheet, before.column) != (&answer.sheet, answer.column));
        asked.answers.columns.push(answer);
    }
    asked.answers.notes.extend(ask.notes);
    for new in ask.new_measures {
        asked.new_measures.retain(|before| before.text != new.text);
        asked.new_measures.push(new);
    }
    if let Some(licence) = ask.licence {
        let mut typed = Typed::new();
        asked.licence = typed.optional("licence", &licence, LINE);
        typed.done()?;
    }
    let choosing = record.noun.state == UploadState::PersonalDetails;
    let mut again = None;
    if choosing {
        asked
            .answers
            .personal
            .extend(asked.personal.iter().map(|found| (found.key.clone(), ask.personal.get(&found.key).copied().unwrap_or_default())));
        if asked.answers.personal.values().any(|choice| *choice != PersonalChoice::LeaveOut) {
            let Some(sent) = ask.bytes else {
                return Err(DeskError::Faults(vec![Fault::new(
                    "file",
                    "Choose the same file again: it was not kept, because of people’s details",
                )]));
            };
            if store::files::digest(&sent) != record.noun.received_digest {
                return Err(DeskError::Faults(vec![Fault::new("file", "This is another file. Choose the one you loaded before")]));
            }
            again = Some(sent);
        }
    }
    let question = ground.question(desk, &record.noun, &asked);
    let made = if choosing {
        let bytes = match again {
            Some(sent) => sent,
            None => desk.shelf.get(&record.noun.kept_digest)?,
        };
        let (made, kept_bytes) = question.of_bytes(desk, bytes, true).await?;
        record.noun.kept_digest = desk.shelf.put(&kept_bytes)?;
        made
    } else {
        question.of_kept(desk).await?
    };
    let reading = &made.reading;
    record.noun.service = service;
    record.noun.state = UploadState::Waiting;
    asked.shown = made.digest.clone();
    record.noun.read = written(&asked);
    record.about = ground.service.as_ref().and_then(|service| service.about);
    record.changed_at = desk.now();
    let mut write = desk.write(actor).await?;
    let record = store::uploads::save(&mut write.tx, &record).await?;
    let line = format!(
        "‘{}’ was read again with answers. {}",
        record.noun.file_name,
        reading_in_words(reading.summary.points, reading.notes.len())
    );
    write.commit("answer_upload", "upload", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct SetAsideUpload {
    pub upload: UploadId,
    pub version: i64,
    pub why: String,
}

/// Nothing of it becomes a data point. That it came stays on record.
pub async fn set_aside_upload(desk: &Desk, actor: &Actor, ask: SetAsideUpload) -> Result<Record<UploadId, Upload>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut typed = Typed::new();
    let why = typed.text("why", &ask.why, TEXT, "Say why it is set aside");
    typed.done()?;
    let (mut record, _) = waiting(desk, actor, ask.upload, ask.version).await?;
    record.noun.state = UploadState::SetAside { at: desk.now(), why: why.clone() };
    record.changed_at = desk.now();
    let mut write = desk.write(actor).await?;
    let record = store::uploads::save(&mut write.tx, &record).await?;
    let line = format!("‘{}’ was set aside. {why}", record.noun.file_name);
    write.commit("set_aside_upload", "upload", Some(record.id.uuid()), line).await?;
    desk.readings.forget(&record.noun.kept_digest);
    Ok(record)
}

/// The largest file that may be loaded, in bytes, as the setting stands now.
pub async fn largest_upload(desk: &Desk) -> Result<u64, DeskError> {
    let mut tx = desk.read().await?;
    Ok(Settings::in_force(&mut tx).await?.upload_bytes)
}

/// Uploads somebody still has to accept or set aside, newest first, and the last few that were.
pub async fn list_uploads(desk: &Desk, actor: &Actor) -> Result<Vec<Record<UploadId, Upload>>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut tx = desk.read().await?;
    let mut uploads = store::uploads::list(&mut tx, &actor.scope).await?;
    uploads.sort_by_key(|upload| std::cmp::Reverse((upload.noun.received_at, upload.id)));
    Ok(uploads)
}

async fn waiting(desk: &Desk, actor: &Actor, id: UploadId, version: i64) -> Result<(Record<UploadId, Upload>, Asked), DeskError> {
    let mut tx = desk.read().await?;
    let record = store::uploads::find(&mut tx, &actor.scope, id).await?;
    match record.noun.state {
        UploadState::Accepted { .. } => Err(DeskError::refused("accepted_already", "This file was accepted already. Nothing was changed.")),
        UploadState::SetAside { .. } => Err(DeskError::refused("set_aside", "This file was set aside. Load it again to read it afresh.")),
        _ if record.version != version => Err(DeskError::Stale),
        _ => {
            let asked = asked_of(&record);
            Ok((record, asked))
        }
    }
}

fn asked_of(record: &Record<UploadId, Upload>) -> Asked {
    serde_json::from_value(record.noun.read.clone()).unwrap_or_default()
}

/// Digest of the reading that was shown last: two that are the same would keep the same figures.
pub fn shown_digest(record: &Record<UploadId, Upload>) -> String {
    asked_of(record).shown
}

fn written(asked: &Asked) -> serde_json::Value {
    serde_json::to_value(asked).unwrap_or_default()
}

/// Of everything that would be kept, and not of how it is shown.
fn digest_of(reading: &Reading) -> String {
    let said = serde_json::to_vec(&(&reading.points, &reading.measures, &reading.parts, &reading.redefinitions, &reading.targets))
        .unwrap_or_default();
    store::files::digest(&said)
}

/// Reading takes the processor, not the database: it is done beside, so that pages go on being answered.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, exchange::Unreadable> + Send + 'static,
) -> Result<T, DeskError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(unreadable)) => Err(DeskError::Faults(vec![Fault::new("file", unreadable.to_string())])),
        Err(_) => Err(DeskError::Faults(vec![Fault::new("file", "The file could not be read. Save it as CSV and load that")])),
    }
}

/// Browsers on some machines send a whole path.
pub(crate) fn last_of_path(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(LINE).collect();
    if clean.is_empty() { "file".to_owned() } else { clean }
}

fn reading_in_words(points: u64, notes: usize) -> String {
    let points = if points == 1 { "1 data point".to_owned() } else { format!("{points} data points") };
    let notes = if notes == 1 { "1 thing to check".to_owned() } else { format!("{notes} things to check") };
    format!("{points}, {notes}.")
}
