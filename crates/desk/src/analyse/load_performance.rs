//! Loading a performance file: read it, show what was noticed, wait for answers, accept it in one transaction.
//!
//! The file is read outside any transaction. Where people's details are seen, only the bytes without them are kept, and of
//! the file as it came its digest alone. What waits is read again from the kept bytes with the answers given: the same
//! bytes, answers and day always give the same reading.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use exchange::known::Answers;
pub use exchange::known::{ColumnAnswer, PersonalChoice};
use exchange::mapping::Mapping;
pub use exchange::mapping::Role;
pub use exchange::note::Note;
use exchange::personal::Found;
pub use exchange::reading::Reading;
use exchange::reading::{ReadMeasure, ReadPoint, ReadRedefinition};
use exchange::{Known, KnownMeasure, KnownPart, performance};
use model::audience::Audience;
use model::id::{MeasureId, ServiceId, SourceId, UploadId};
use model::measure::Measure;
use model::observation::{CellRef, Observation};
use model::organisation::Organisation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;
use model::source::{Source, SourceKind};
use model::upload::{Profile, Upload, UploadState};
use quantity::{Date, Direction, MeasureKind, Period, Unit};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::observations::Saved;

use crate::actor::Actor;
use crate::analyse::change_measure::redefined;
use crate::analyse::define_measure::{self, DefineMeasure};
use crate::analyse::read_source::limits;
use crate::analyse::tests_touched;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::review::{keep_finding, small_numbers};
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
    let remembered = ground.remembered.clone();
    let answers = Answers { remembered, ..Answers::default() };
    let today = desk.today();
    let (reading, kept_bytes) = {
        let (name, known, answers, limits) = (file_name.clone(), ground.known.clone(), answers.clone(), limits(&ground.settings));
        blocking(move || {
            let reading = performance::read(&name, &ask.bytes, &known, &answers, &limits, today)?;
            let kept =
                if reading.personal.is_empty() { ask.bytes } else { performance::kept_bytes(&ask.bytes, &known, &answers, &limits)? };
            Ok((reading, kept))
        })
        .await?
    };
    let state = if reading.personal.is_empty() { UploadState::Waiting } else { UploadState::PersonalDetails };
    let kept_digest = desk.shelf.put(&kept_bytes)?;
    let asked = Asked { answers, shown: digest_of(&reading), personal: reading.personal, today: Some(today) };
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
    let choosing = record.noun.state == UploadState::PersonalDetails;
    let mut bytes = desk.shelf.get(&record.noun.kept_digest)?;
    if choosing {
        asked
            .answers
            .personal
            .extend(asked.personal.iter().map(|found| (found.key.clone(), ask.personal.get(&found.key).copied().unwrap_or_default())));
        if asked.answers.personal.values().any(|choice| *choice != PersonalChoice::LeaveOut) {
            let Some(again) = ask.bytes else {
                return Err(DeskError::Faults(vec![Fault::new(
                    "file",
                    "Choose the same file again: it was not kept, because of people’s details",
                )]));
            };
            if store::files::digest(&again) != record.noun.received_digest {
                return Err(DeskError::Faults(vec![Fault::new("file", "This is another file. Choose the one you loaded before")]));
            }
            bytes = again;
        }
    }
    let today = asked.today.unwrap_or_else(|| desk.today());
    let (reading, kept_bytes) = {
        let (name, known, answers, limits) = (record.noun.file_name.clone(), ground.known, asked.answers.clone(), limits(&ground.settings));
        blocking(move || {
            let kept = if choosing { performance::kept_bytes(&bytes, &known, &answers, &limits)? } else { bytes };
            Ok((performance::read(&name, &kept, &known, &answers, &limits, today)?, kept))
        })
        .await?
    };
    record.noun.kept_digest = desk.shelf.put(&kept_bytes)?;
    record.noun.service = service;
    record.noun.state = UploadState::Waiting;
    asked.shown = digest_of(&reading);
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

/// How a measure of the file that is not held yet is to be defined.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMeasure {
    /// As the file says it.
    pub text: String,
    pub kind: MeasureKind,
    pub unit: Unit,
    pub direction: Direction,
    /// May be empty: then it says so.
    pub definition: String,
}

pub struct AcceptUpload {
    pub upload: UploadId,
    pub version: i64,
    /// Measures not held yet; one that is not here is kept with neither direction good, and its kind as its unit tells.
    pub new_measures: Vec<NewMeasure>,
    /// “Open Government Licence v3.0”; may be empty.
    pub licence: String,
    pub dated: Option<Date>,
}

/// What accepting did.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub upload: Record<UploadId, Upload>,
    pub source: SourceId,
    /// Measures with figures in the file, new ones too.
    pub measures: Vec<Record<MeasureId, Measure>>,
    pub saved: Saved,
    /// Test periods that are void now, because figures they rest on were corrected.
    pub voided: Vec<Reference>,
    /// The same file was accepted before: nothing was changed.
    pub was_here: bool,
}

/// Keeps a waiting file's figures: source, data points, layout and audit line in one transaction, or nothing at all.
pub async fn accept_upload(desk: &Desk, actor: &Actor, ask: AcceptUpload) -> Result<Accepted, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut typed = Typed::new();
    let licence = typed.optional("licence", &ask.licence, LINE);
    typed.ask("dated", ask.dated.is_none_or(|dated| dated <= desk.today()), "Use a date that is today or earlier");
    typed.done()?;
    {
        let mut tx = desk.read().await?;
        let before = store::uploads::find(&mut tx, &actor.scope, ask.upload).await?;
        if let UploadState::Accepted { source, points, .. } = before.noun.state {
            let saved = Saved { new: 0, corrected: 0, unchanged: points };
            return Ok(Accepted { upload: before, source, measures: Vec::new(), saved, voided: Vec::new(), was_here: true });
        }
    }
    let (mut record, asked) = waiting(desk, actor, ask.upload, ask.version).await?;
    if record.noun.state == UploadState::PersonalDetails {
        return Err(DeskError::refused("people_first", "Say first what to do with the people’s details in this file."));
    }
    let ground = Ground::gather(desk, actor, record.noun.service).await?;
    let bytes = desk.shelf.get(&record.noun.kept_digest)?;
    let size = bytes.len() as u64;
    let reading = {
        let (name, known, answers, limits) = (record.noun.file_name.clone(), ground.known, asked.answers.clone(), limits(&ground.settings));
        let today = asked.today.unwrap_or_else(|| desk.today());
        blocking(move || performance::read(&name, &bytes, &known, &answers, &limits, today)).await?
    };
    if digest_of(&reading) != asked.shown {
        return Err(DeskError::refused(
            "reads_otherwise",
            "Measures or names changed since this file was read, so it reads otherwise now. Read it again, look, and accept.",
        ));
    }
    if reading.points.is_empty() {
        return Err(DeskError::refused("no_figures", "There are no figures to keep. Change what the columns mean, or set the file aside."));
    }
    let mut write = desk.write(actor).await?;
    let tx = &mut write.tx;
    let (mut measures, is_new) = measures(desk, actor, tx, &reading, ground.service.as_ref(), &ask.new_measures).await?;
    let received = (record.noun.received_digest != record.noun.kept_digest).then(|| record.noun.received_digest.clone());
    let mut source = kept(
        desk,
        desk.new_id(),
        Audience::Partners,
        Source {
            title: record.noun.file_name.clone(),
            kind: SourceKind::File,
            digest: Some(record.noun.kept_digest.clone()),
            received_digest: received,
            file_name: record.noun.file_name.clone(),
            bytes: size,
            licence,
            dated: ask.dated,
            received_at: record.noun.received_at,
            received_by: record.noun.received_by.clone(),
        },
    );
    source.about = record.about;
    let source: Record<SourceId, Source> = store::sources::save(tx, &source).await?;
    let points: Vec<Observation> =
        reading.points.iter().filter_map(|point| observation(desk, &reading, point, &measures, source.id)).collect();
    keep_earlier(desk, tx, &reading, &measures, source.id).await?;
    let saved = store::observations::save_many(tx, &points).await?;
    let changed = definitions(desk, actor, &reading, &mut measures, &points);
    let mut voided = Vec::new();
    for (measure, is_new) in measures.iter_mut().zip(is_new) {
        if changed.contains(&measure.id) {
            measure.changed_at = desk.now();
            *measure = store::measures::save(tx, measure).await?;
        }
        if saved.corrected > 0 && !is_new {
            voided.extend(tests_touched::void_until_checked(desk, tx, measure.id).await?);
        }
        for change in measure.noun.redefined.iter().filter(|_| changed.contains(&measure.id)) {
            let why = format!("the definition of “{}” changed from {}", measure.noun.name, change.from.in_words());
            voided.extend(tests_touched::void_reaching(desk, tx, measure.id, &change.part, change.from, &why).await?);
        }
        keep_finding::keep(desk, tx, measure).await?;
    }
    remember(desk, tx, &reading.mappings, &record.noun.file_name).await?;
    record.noun.state = UploadState::Accepted { source: source.id, at: desk.now(), points: points.len() as u64 };
    record.changed_at = desk.now();
    let upload = store::uploads::save(tx, &record).await?;
    let line = format!("‘{}’ was accepted: {} {}", upload.noun.file_name, saved_in_words(&saved), tests_touched::voided_in_words(&voided));
    write.commit("accept_upload", "upload", Some(upload.id.uuid()), line.trim_end()).await?;
    Ok(Accepted { upload, source: source.id, measures, saved, voided, was_here: false })
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
    Ok(record)
}

/// An upload with what the reader makes of it today.
#[derive(Debug, Clone)]
pub struct UploadView {
    pub upload: Record<UploadId, Upload>,
    pub asked: Asked,
    /// None once it is accepted or set aside.
    pub reading: Option<Reading>,
    /// The reading is not the one that was shown last: measures or names changed since.
    pub reads_otherwise: bool,
    pub service: Option<Record<ServiceId, Service>>,
    /// Figures that would replace others, of the data points as they are now.
    pub corrections: Vec<Correction>,
    /// Measures held, to choose from.
    pub known: Vec<KnownMeasure>,
}

/// A figure held that the file gives otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    pub measure: String,
    pub part: String,
    pub period: Period,
    pub from: String,
    pub to: String,
    /// Standing test periods that rest on it.
    pub tests: Vec<Reference>,
}

pub async fn read_waiting(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<UploadView, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let upload = {
        let mut tx = desk.read().await?;
        store::uploads::by_reference(&mut tx, &actor.scope, reference).await?
    };
    let asked = asked_of(&upload);
    let ground = Ground::gather(desk, actor, upload.noun.service).await?;
    let known = ground.known.measures.clone();
    let done = matches!(upload.noun.state, UploadState::Accepted { .. } | UploadState::SetAside { .. });
    if done {
        return Ok(UploadView {
            upload,
            asked,
            reading: None,
            reads_otherwise: false,
            service: ground.service,
            corrections: Vec::new(),
            known,
        });
    }
    let bytes = desk.shelf.get(&upload.noun.kept_digest)?;
    let (name, answers, limits) = (upload.noun.file_name.clone(), asked.answers.clone(), limits(&ground.settings));
    let today = asked.today.unwrap_or_else(|| desk.today());
    let read_with = ground.known;
    let reading = blocking(move || performance::read(&name, &bytes, &read_with, &answers, &limits, today)).await?;
    let corrections = corrections(desk, actor, &reading).await?;
    let reads_otherwise = upload.noun.state == UploadState::Waiting && digest_of(&reading) != asked.shown;
    Ok(UploadView { upload, asked, reading: Some(reading), reads_otherwise, service: ground.service, corrections, known })
}

/// Uploads somebody still has to accept or set aside, newest first, and the last few that were.
pub async fn list_uploads(desk: &Desk, actor: &Actor) -> Result<Vec<Record<UploadId, Upload>>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut tx = desk.read().await?;
    let mut uploads = store::uploads::list(&mut tx, &actor.scope).await?;
    uploads.sort_by_key(|upload| std::cmp::Reverse((upload.noun.received_at, upload.id)));
    Ok(uploads)
}

/// What a reading leans on, gathered once.
pub(super) struct Ground {
    pub(super) settings: Settings,
    service: Option<Record<ServiceId, Service>>,
    pub(super) known: Known,
    pub(super) remembered: Vec<Mapping>,
}

impl Ground {
    pub(super) async fn gather(desk: &Desk, actor: &Actor, service: Option<ServiceId>) -> Result<Ground, DeskError> {
        let mut tx = desk.read().await?;
        let scope = &actor.scope;
        let settings = Settings::in_force(&mut tx).await?;
        let service = match service {
            Some(id) => Some(store::services::find(&mut tx, scope, id).await?),
            None => None,
        };
        let measures = match &service {
            Some(service) => store::measures::by_service(&mut tx, scope, service.id).await?,
            None => store::measures::list(&mut tx, scope).await?,
        };
        let bodies = store::organisations::list(&mut tx, scope).await?;
        let named = |id| bodies.iter().find(|body| Some(body.id) == id).map(|body| body.noun.name.clone()).unwrap_or_default();
        let mut parts: Vec<KnownPart> = bodies
            .iter()
            .map(|body| {
                let followed_by = named(body.noun.followed_by);
                let Organisation { name, also_called, ended, .. } = body.noun.clone();
                KnownPart { name, also_called, ended, followed_by }
            })
            .collect();
        let mut named: BTreeSet<String> = parts.iter().map(|part| part.name.to_lowercase()).collect();
        if service.is_some() {
            for measure in &measures {
                for part in store::observations::parts(&mut tx, scope, measure.id).await? {
                    if !part.is_empty() && named.insert(part.to_lowercase()) {
                        parts.push(KnownPart { name: part, ..KnownPart::default() });
                    }
                }
            }
        }
        let known = Known { measures: measures.into_iter().map(known_measure).collect(), parts };
        let profiles = store::profiles::list(&mut tx, scope).await?;
        let remembered = profiles.into_iter().filter_map(|profile| serde_json::from_value(profile.noun.mapping).ok()).collect();
        Ok(Ground { settings, service, known, remembered })
    }
}

fn known_measure(record: Record<MeasureId, Measure>) -> KnownMeasure {
    let Measure { name, also_called, unit, kind, direction, target, floor, .. } = record.noun;
    KnownMeasure { id: record.id, name, also_called, unit, kind, direction, target, floor }
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
pub(super) fn last_of_path(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(LINE).collect();
    if clean.is_empty() { "file".to_owned() } else { clean }
}

/// The measures of the reading in its order, those not held yet defined; and which of them are new.
async fn measures(
    desk: &Desk,
    actor: &Actor,
    tx: &mut Tx,
    reading: &Reading,
    service: Option<&Record<ServiceId, Service>>,
    asked: &[NewMeasure],
) -> Result<(Vec<Record<MeasureId, Measure>>, Vec<bool>), DeskError> {
    let preset = Settings::in_force(tx).await?.chart_preset;
    let (mut found, mut is_new) = (Vec::new(), Vec::new());
    for read in &reading.measures {
        if let Some(id) = read.matched {
            found.push(store::measures::find(tx, &actor.scope, id).await?);
            is_new.push(false);
            continue;
        }
        let Some(service) = service else {
            return Err(DeskError::Faults(vec![Fault::new(
                "service",
                format!("Say which service “{}” is of: it is not held yet", read.name),
            )]));
        };
        let there = store::measures::by_service(tx, &desk.own_scope(), service.id).await?;
        let new = asked.iter().find(|new| new.text == read.text);
        let noun = define_measure::measure(new_measure(read, new, service.id, &reading.file_name), &there, preset.clone())?;
        found.push(store::measures::save(tx, &define_measure::of_service(desk, service, noun)).await?);
        is_new.push(true);
    }
    Ok((found, is_new))
}

fn new_measure(read: &ReadMeasure, asked: Option<&NewMeasure>, service: ServiceId, file_name: &str) -> DefineMeasure {
    let unit = match (asked.map(|new| new.unit.clone()), &read.unit, read.is_share) {
        (_, _, true) => Unit::Percent,
        (Some(unit), ..) => unit,
        (None, Some(unit), _) => unit.clone(),
        (None, None, _) => Unit::Count(small_numbers::counted(&read.name).unwrap_or("counted").into()),
    };
    let kind = asked.map_or(if unit == Unit::Percent { MeasureKind::Proportion } else { MeasureKind::Value }, |new| new.kind);
    let definition = asked.map(|new| new.definition.trim()).filter(|text| !text.is_empty());
    DefineMeasure {
        service,
        name: read.name.clone(),
        also_called: if read.text == read.name { Vec::new() } else { vec![read.text.clone()] },
        // A percentage of people is held in per cent, or it is not one.
        kind: if kind == MeasureKind::Proportion && unit != Unit::Percent { MeasureKind::Value } else { kind },
        places: u8::from(!matches!(unit, Unit::Count(_))),
        unit,
        direction: asked.map_or(Direction::Neither, |new| new.direction),
        definition: definition
            .map_or_else(|| format!("As it stands in ‘{file_name}’; nobody has written down yet how it is counted."), str::to_owned),
        target: None,
        floor: None,
        owner_role: String::new(),
        of_people: None,
    }
}

fn observation(
    desk: &Desk,
    reading: &Reading,
    point: &ReadPoint,
    measures: &[Record<MeasureId, Measure>],
    source: SourceId,
) -> Option<Observation> {
    Some(Observation {
        id: desk.new_id(),
        measure: measures.get(point.measure as usize)?.id,
        part: reading.part(point).to_owned(),
        period: point.period,
        value: point.value,
        numerator: point.numerator,
        denominator: point.denominator,
        missing: point.missing,
        provisional: point.provisional,
        revision: 1,
        current: true,
        withdrawn: None,
        at: Some(CellRef { source, sheet: reading.sheet_name(point.at.sheet).to_owned(), row: point.at.row, column: point.at.column }),
        loaded_at: desk.now(),
    })
}

/// A month that the file itself sends twice: its earlier figures are kept first, where nothing of the month is held yet, so
/// that they stay behind the last one.
async fn keep_earlier(
    desk: &Desk,
    tx: &mut Tx,
    reading: &Reading,
    measures: &[Record<MeasureId, Measure>],
    source: SourceId,
) -> Result<(), DeskError> {
    let scope = desk.own_scope();
    for point in reading.points.iter().filter(|point| !point.earlier.is_empty()) {
        let Some(last) = observation(desk, reading, point, measures, source) else { continue };
        if !store::observations::history(tx, &scope, last.measure, &last.part, last.period).await?.is_empty() {
            continue;
        }
        for before in &point.earlier {
            let at =
                CellRef { source, sheet: reading.sheet_name(before.at.sheet).to_owned(), row: before.at.row, column: before.at.column };
            let (value, numerator, denominator, missing) = (before.value, before.numerator, before.denominator, before.missing);
            let first = Observation { id: desk.new_id(), value, numerator, denominator, missing, at: Some(at), ..last.clone() };
            store::observations::save_many(tx, &[first]).await?;
        }
    }
    Ok(())
}

/// Changed definitions and lines that the file tells of and a person let stand, on the measures; says which were changed.
fn definitions(
    desk: &Desk,
    actor: &Actor,
    reading: &Reading,
    measures: &mut [Record<MeasureId, Measure>],
    points: &[Observation],
) -> BTreeSet<MeasureId> {
    let mut changed = BTreeSet::new();
    for told in reading.redefinitions.iter().filter(|told| told.breaks) {
        for (read, record) in reading.measures.iter().zip(measures.iter_mut()) {
            if !told.measure.is_empty() && told.measure != read.name && told.measure != read.text {
                continue;
            }
            let Some(from) = starts(told, record.id, points) else { continue };
            if redefined(&mut record.noun, from, &told.part, &told.text, actor, desk) {
                changed.insert(record.id);
            }
        }
    }
    for line in reading.targets.iter().filter(|line| line.replace) {
        let Some(record) = measures.get_mut(line.measure as usize) else { continue };
        let (target, floor) = (line.target.or(record.noun.target), line.floor.or(record.noun.floor));
        if (target, floor) != (record.noun.target, record.noun.floor) {
            (record.noun.target, record.noun.floor) = (target, floor);
            changed.insert(record.id);
        }
    }
    changed
}

/// From when a told change holds: as it says, else from the part's first figure of the row it stands in, else from none.
fn starts(told: &ReadRedefinition, measure: MeasureId, points: &[Observation]) -> Option<Period> {
    let of = || points.iter().filter(|point| point.measure == measure && (told.part.is_empty() || point.part == told.part));
    of().next()?;
    told.from.or_else(|| of().filter(|point| point.at.as_ref().is_some_and(|at| at.row == told.at.row)).map(|point| point.period).min())
}

/// The layouts of the file, so that the next one of the same headings reads without asking.
async fn remember(desk: &Desk, tx: &mut Tx, mappings: &[Mapping], file_name: &str) -> Result<(), DeskError> {
    let scope = desk.own_scope();
    for mapping in mappings.iter().filter(|mapping| !mapping.signature.is_empty()) {
        let Ok(value) = serde_json::to_value(mapping) else { continue };
        let before = store::profiles::by_signature(tx, &scope, &mapping.signature).await?;
        if before.as_ref().is_some_and(|before| before.noun.mapping == value) {
            continue;
        }
        let noun = Profile { signature: mapping.signature.clone(), title: format!("As ‘{file_name}’"), mapping: value };
        let record = match before {
            Some(before) => Record { noun, changed_at: desk.now(), ..before },
            None => kept(desk, desk.new_id(), Audience::Partners, noun),
        };
        store::profiles::save(tx, &record).await?;
    }
    Ok(())
}

/// Most listed for a person to look at; the rest is counted by accepting.
const MOST_CORRECTIONS: usize = 200;

async fn corrections(desk: &Desk, actor: &Actor, reading: &Reading) -> Result<Vec<Correction>, DeskError> {
    let mut tx = desk.read().await?;
    let mut found = Vec::new();
    let mut by_measure: HashMap<MeasureId, Vec<&ReadPoint>> = HashMap::new();
    for point in &reading.points {
        if let Some(id) = reading.measure(point).and_then(|measure| measure.matched) {
            by_measure.entry(id).or_default().push(point);
        }
    }
    for (id, points) in by_measure {
        let measure = store::measures::find(&mut tx, &actor.scope, id).await?;
        let (first, last) = (points.iter().map(|point| point.period).min(), points.iter().map(|point| point.period).max());
        let span = store::observations::Span { from: first, to: last };
        let held = store::observations::of_measure(&mut tx, &actor.scope, id, span).await?;
        let held: HashMap<(&str, Period), &Observation> = held.iter().map(|point| ((point.part.as_str(), point.period), point)).collect();
        let show = |value: Option<f64>| {
            value.map_or_else(|| "no figure".to_owned(), |v| measure.noun.unit.shown(v, usize::from(measure.noun.places.max(1))))
        };
        for point in points {
            let part = reading.part(point);
            let Some(before) = held.get(&(part, point.period)).filter(|before| before.value != point.value) else { continue };
            if found.len() >= MOST_CORRECTIONS {
                break;
            }
            let rests = before.value.is_some() && !before.provisional;
            let tests = if rests { tests_touched::resting_on(&mut tx, desk, id, part, point.period).await? } else { Vec::new() };
            let tests = tests.into_iter().filter(|test| test.noun.voided.is_none()).filter_map(|test| test.reference).collect();
            found.push(Correction {
                measure: measure.noun.name.clone(),
                part: part.to_owned(),
                period: point.period,
                from: show(before.value),
                to: show(point.value),
                tests,
            });
        }
    }
    found.sort_by(|a, b| (&a.measure, &a.part, a.period).cmp(&(&b.measure, &b.part, b.period)));
    Ok(found)
}

fn reading_in_words(points: u64, notes: usize) -> String {
    let points = if points == 1 { "1 data point".to_owned() } else { format!("{points} data points") };
    let notes = if notes == 1 { "1 thing to check".to_owned() } else { format!("{notes} things to check") };
    format!("{points}, {notes}.")
}

/// `34 new data points, 2 corrected, 5 as they were.`
pub fn saved_in_words(saved: &Saved) -> String {
    let new = if saved.new == 1 { "1 new data point".to_owned() } else { format!("{} new data points", saved.new) };
    format!("{new}, {} corrected, {} as they were.", saved.corrected, saved.unchanged)
}
