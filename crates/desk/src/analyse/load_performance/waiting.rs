//! A waiting upload as it is shown: what the reader makes of it today, and which figures held it would replace.

use std::collections::HashMap;
use std::sync::Arc;

use exchange::KnownMeasure;
use exchange::reading::{ReadPoint, Reading};
use model::id::{MeasureId, ServiceId, UploadId};
use model::observation::Observation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;
use model::upload::{Upload, UploadState};
use quantity::Period;

use super::new_measures::{Proposed, proposed};
use super::{Asked, Ground, asked_of};
use crate::actor::Actor;
use crate::analyse::tests_touched;
use crate::desk::Desk;
use crate::error::DeskError;

/// An upload with what the reader makes of it today.
#[derive(Debug, Clone)]
pub struct UploadView {
    pub upload: Record<UploadId, Upload>,
    pub asked: Asked,
    /// None once it is accepted or set aside.
    pub reading: Option<Arc<Reading>>,
    /// The reading is not the one that was shown last: measures or names changed since.
    pub reads_otherwise: bool,
    pub service: Option<Record<ServiceId, Service>>,
    /// Figures that would replace others, of the data points as they are now.
    pub corrections: Vec<Correction>,
    /// Measures held, to choose from.
    pub known: Vec<KnownMeasure>,
    /// Measures of the file that are not held yet, as a person said or as the file tells.
    pub new_measures: Vec<Proposed>,
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
            new_measures: Vec::new(),
        });
    }
    let made = ground.question(desk, &upload.noun, &asked).of_kept(desk).await?;
    let reading = made.reading.clone();
    let corrections = corrections(desk, actor, &reading).await?;
    let reads_otherwise = upload.noun.state == UploadState::Waiting && made.digest != asked.shown;
    let new_measures = proposed(&reading, &asked.new_measures);
    Ok(UploadView { upload, asked, reading: Some(reading), reads_otherwise, service: ground.service, corrections, known, new_measures })
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
