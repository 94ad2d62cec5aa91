//! Accepting a waiting file: source, data points, layout and audit line in one transaction, or nothing at all.

use std::collections::BTreeSet;

use exchange::mapping::Mapping;
use exchange::reading::{ReadPoint, ReadRedefinition, Reading};
use model::audience::Audience;
use model::id::{MeasureId, SourceId, UploadId};
use model::measure::Measure;
use model::observation::{CellRef, Observation};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::{Source, SourceKind};
use model::upload::{Profile, Upload, UploadState};
use quantity::{Date, Period};
use store::Tx;
use store::observations::Saved;

use super::new_measures::{NewMeasure, measures};
use super::{Ground, waiting};
use crate::actor::Actor;
use crate::analyse::change_measure::redefined;
use crate::analyse::tests_touched;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::review::keep_finding;
use crate::typed::{LINE, Typed};

pub struct AcceptUpload {
    pub upload: UploadId,
    pub version: i64,
    /// Measures not held yet; one that is not here is kept as it was answered before, else as the file tells.
    pub new_measures: Vec<NewMeasure>,
    /// “Open Government Licence v3.0”; where it is empty, as it was answered before.
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
    let made = ground.question(desk, &record.noun, &asked).of_kept(desk).await?;
    let reading = made.reading.as_ref();
    // The bytes themselves must be there and whole: every figure leads back to them.
    let size = desk.shelf.get(&record.noun.kept_digest)?.len() as u64;
    if made.digest != asked.shown {
        return Err(DeskError::refused(
            "reads_otherwise",
            "Measures or names changed since this file was read, so it reads otherwise now. Read it again, look, and accept.",
        ));
    }
    let licence = if licence.is_empty() { asked.licence.clone() } else { licence };
    let new_measures = ask.new_measures.into_iter().chain(asked.new_measures).collect::<Vec<_>>();
    if reading.points.is_empty() {
        return Err(DeskError::refused("no_figures", "There are no figures to keep. Change what the columns mean, or set the file aside."));
    }
    let mut write = desk.write(actor).await?;
    let tx = &mut write.tx;
    let (mut measures, is_new) = measures(desk, actor, tx, reading, ground.service.as_ref(), &new_measures).await?;
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
        reading.points.iter().filter_map(|point| observation(desk, reading, point, &measures, source.id)).collect();
    keep_earlier(desk, tx, reading, &measures, source.id).await?;
    let saved = store::observations::save_many(tx, &points).await?;
    let changed = definitions(desk, actor, reading, &mut measures, &points);
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
    desk.readings.forget(&upload.noun.kept_digest);
    Ok(Accepted { upload, source: source.id, measures, saved, voided, was_here: false })
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

/// `34 new data points, 2 corrected, 5 as they were.`
pub fn saved_in_words(saved: &Saved) -> String {
    let new = if saved.new == 1 { "1 new data point".to_owned() } else { format!("{} new data points", saved.new) };
    format!("{new}, {} corrected, {} as they were.", saved.corrected, saved.unchanged)
}
