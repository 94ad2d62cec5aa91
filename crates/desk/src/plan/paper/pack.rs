//! The evidence pack: all a decision rested on, frozen by its digest. It holds each figure's inputs, so that anybody can work it out again.

use jiff::Timestamp;
use model::decision::Decision;
use model::id::IssueId;
use principles::{Readiness, ReadinessCase};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::Gathered;
use crate::plan::options::quoted::Quoted;
use crate::plan::paper::view::{PaperView, settings_used};

/// Raised when the shape of a pack changes: older packs are still read.
pub const EDITION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    pub edition: u32,
    pub frozen_at: Timestamp,
    /// As it was recorded, before the digest of this pack was known.
    pub decision: Decision,
    pub paper: PaperView,
    /// The readiness check as it was asked, of each service of a merger, with its name.
    pub questions: Vec<(String, ReadinessCase)>,
    pub answer: Readiness,
    /// Results that are questions to a method: each with its answer.
    pub worked: Vec<Worked>,
    /// Settings in force: key and value.
    pub settings: Vec<(String, String)>,
}

/// A question to a method and what it answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worked {
    /// What it is of, as people call it.
    pub of: String,
    pub issue: Option<IssueId>,
    pub method: String,
    pub edition: u32,
    pub question: serde_json::Value,
    pub answer: serde_json::Value,
}

/// Freezes all a decision rests on and keeps it among the files. The digest names it.
pub(crate) async fn freeze(desk: &Desk, tx: &mut Tx, decision: &Decision, found: &Gathered, paper: PaperView) -> Result<String, DeskError> {
    let unwritten =
        |error: serde_json::Error| DeskError::refused("pack_unwritten", format!("The evidence pack could not be written: {error}"));
    let trial_below = found.settings.trial_below;
    let mut worked = Vec::new();
    for (issue, found) in &paper.issues {
        if let (Some(question), Some(standing)) = (&found.question, &found.standing) {
            worked.push(Worked {
                of: issue.noun.title.clone(),
                issue: Some(issue.id),
                method: methods::evidence::METHOD.code.into(),
                edition: u32::from(methods::evidence::METHOD.edition),
                question: serde_json::to_value(question).map_err(unwritten)?,
                answer: serde_json::to_value(standing).map_err(unwritten)?,
            });
        }
        let charted = found.measure.as_ref().zip(found.test.as_ref()).and_then(|(measure, test)| {
            let read = crate::review::series::read(&measure.noun, &test.noun.rule.part, &found.points, trial_below).ok()?;
            Some((measure, read))
        });
        if let Some((measure, (reading, ask))) = charted {
            let points: Vec<_> = found.points.iter().map(crate::plan::standing::point).collect();
            worked.push(Worked {
                of: measure.noun.name.clone(),
                issue: Some(issue.id),
                method: reading.method().code.into(),
                edition: u32::from(reading.method().edition),
                question: serde_json::json!({ "ask": ask, "points": points }),
                answer: serde_json::to_value(&reading).map_err(unwritten)?,
            });
        }
    }
    worked.extend(paper.options.worked.iter().cloned());
    worked.extend(paper.allocations.iter().filter_map(|told| told.worked.clone()));
    let pack = Pack {
        edition: EDITION,
        frozen_at: desk.now(),
        decision: decision.clone(),
        paper,
        questions: found.questions.iter().map(|(name, question)| (name.clone(), ReadinessCase::clone(question))).collect(),
        answer: found.readiness.clone(),
        worked,
        settings: settings_used(tx).await?,
    };
    let bytes = serde_json::to_vec(&pack).map_err(unwritten)?;
    Ok(desk.shelf.put(&bytes)?)
}

/// The pack of a decision, for whoever reads it now: what was sealed since it was frozen is sealed in it too.
pub(crate) async fn open_to_readers(desk: &Desk, tx: &mut Tx, decision: &Decision, reference: &str) -> Result<Pack, DeskError> {
    let mut pack = open_pack(desk, decision, reference)?;
    let options = &mut pack.paper.options;
    options.is_sealed = options.is_sealed || Quoted::of(desk, tx).await?.seals(decision.case, &options.worked);
    Ok(pack)
}

/// The pack of a decision, where its bytes are those that were frozen.
pub fn open_pack(desk: &Desk, decision: &Decision, reference: &str) -> Result<Pack, DeskError> {
    let Some(digest) = &decision.pack else {
        return Err(DeskError::refused(
            "no_pack",
            format!("{reference} was recorded before evidence packs were kept: there is nothing frozen to compare with."),
        ));
    };
    let bytes = desk.shelf.get(digest).map_err(|error| match error {
        StoreError::FileDamaged { .. } => DeskError::refused(
            "pack_altered",
            format!(
                "The evidence pack of {reference} is not the one that was frozen: its file files/{digest} was altered. Nothing was worked out \
                 from it. Bring the file back from a back-up, then check again."
            ),
        ),
        StoreError::FileMissing { .. } => DeskError::refused(
            "pack_missing",
            format!("The evidence pack of {reference} is not there: bring the file files/{digest} back from a back-up, then check again."),
        ),
        other => other.into(),
    })?;
    let pack: Pack = serde_json::from_slice(&bytes).map_err(|error| {
        DeskError::refused("pack_unreadable", format!("The evidence pack of {reference} cannot be read by this version: {error}"))
    })?;
    if pack.edition > EDITION {
        return Err(DeskError::refused(
            "pack_newer",
            format!("The evidence pack of {reference} was written by a newer version of this program: start that one."),
        ));
    }
    Ok(pack)
}
