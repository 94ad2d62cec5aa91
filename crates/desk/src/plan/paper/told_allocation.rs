//! The plans of shared money that a paper rests on: the one it names, and those that belong to its case.

use methods::allocation::METHOD;
use model::allocation::Allocation;
use model::case::Case;
use model::id::{AllocationId, CaseId};
use model::paper::Paper;
use model::record::Record;
use quantity::Date;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::money::keep_plan::{certified, digest, put};
use crate::plan::paper::{is_open, pack};

/// Frozen with the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AllocationTold {
    pub title: String,
    /// `AL-1`.
    pub reference: String,
    /// What a point stands for.
    pub points_mean: String,
    /// The plan in a sentence, and the day it was kept; none where no plan is kept of the question as it stands.
    pub plan: Option<(String, Date)>,
    /// Titles of what is done under it.
    pub done: Vec<String>,
    /// Its question with the plan and the certificate it can be held against.
    pub worked: Option<pack::Worked>,
    /// The paper itself names it.
    pub is_named: bool,
}

/// What is sealed, exempt or a working draft does not come along.
pub(crate) async fn told_allocations(
    desk: &Desk,
    tx: &mut Tx,
    case: &Record<CaseId, Case>,
    paper: Option<&Paper>,
) -> Result<Vec<AllocationTold>, DeskError> {
    let named = paper.and_then(|paper| paper.allocation);
    let mut told = Vec::new();
    for record in store::allocations::list(tx, &desk.own_scope()).await? {
        if is_open(&record) && (record.noun.case == Some(case.id) || named == Some(record.id)) {
            told.push(one(desk, tx, &record, named == Some(record.id)).await?);
        }
    }
    Ok(told)
}

async fn one(desk: &Desk, tx: &mut Tx, record: &Record<AllocationId, Allocation>, is_named: bool) -> Result<AllocationTold, DeskError> {
    let allocation = &record.noun;
    let last = store::findings::latest(tx, &desk.own_scope(), record.id.uuid(), METHOD.code, "").await?;
    let kept = last.filter(|last| last.noun.inputs == digest(allocation));
    let mut told = AllocationTold {
        title: allocation.title.clone(),
        reference: record.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        points_mean: allocation.points_mean.clone(),
        plan: kept.as_ref().map(|kept| (kept.noun.statement.clone(), desk.day_of(kept.noun.made_at))),
        done: Vec::new(),
        worked: None,
        is_named,
    };
    let Some(kept) = kept else { return Ok(told) };
    let chosen: Vec<&str> = kept.noun.figures["chosen"].as_array().into_iter().flatten().filter_map(|code| code.as_str()).collect();
    let done = allocation.candidates.iter().filter(|candidate| chosen.contains(&candidate.code.as_str()));
    told.done = done.map(|candidate| candidate.title.clone()).collect();
    let question = put(allocation);
    told.worked = certified(&question, &kept.noun.figures).map(|answer| pack::Worked {
        of: format!("The plan of “{}”", allocation.title),
        issue: None,
        method: kept.noun.method.clone(),
        edition: kept.noun.edition,
        question,
        answer,
    });
    Ok(told)
}
