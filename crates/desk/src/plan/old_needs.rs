//! Needs a decision would rest on whose evidence is older than its setting: they hold it back until somebody accountable says why not.

use model::id::{CaseId, NeedId};
use model::need::Need;
use model::need_state::Confidence;
use model::record::Record;
use quantity::Date;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// A need that the outcomes of a case answer, as a decision or a paper tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedTold {
    /// As addresses carry it.
    pub reference: String,
    pub title: String,
    pub people: String,
    pub edition: u32,
    pub confidence: Confidence,
    /// The day of its newest evidence; none: there is none.
    pub newest: Option<Date>,
    pub is_old: bool,
    pub is_shared: bool,
    /// Who lets a decision rest on old evidence: role and name, why, what is done meanwhile, until when.
    pub waived: Option<Waived>,
    /// Everybody may read it.
    pub is_public: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    pub by: String,
    pub reason: String,
    pub meanwhile: String,
    pub until: Date,
}

impl NeedTold {
    /// It holds a decision back.
    pub fn holds(&self) -> bool {
        self.is_old && self.waived.is_none()
    }

    fn of(record: &Record<NeedId, Need>, case: CaseId, today: Date, oldest: u32) -> NeedTold {
        let need = &record.noun;
        NeedTold {
            reference: record.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
            title: need.title.clone(),
            people: need.people.clone(),
            edition: need.edition,
            confidence: need.confidence(today, oldest),
            newest: need.newest_evidence(),
            is_old: need.is_old(today, oldest),
            is_shared: need.is_shared(),
            waived: need.waiver(case, today).map(|waiver| Waived {
                by: format!("{}, {}", waiver.name, waiver.by_role.to_lowercase()),
                reason: waiver.reason.clone(),
                meanwhile: waiver.meanwhile.clone(),
                until: waiver.until,
            }),
            is_public: record.audience == model::audience::Audience::Public,
        }
    }
}

/// The needs that the outcomes of a case answer, with the desk's own eyes.
pub(crate) async fn told_needs(desk: &Desk, tx: &mut Tx, case: CaseId) -> Result<Vec<NeedTold>, DeskError> {
    let scope = desk.own_scope();
    let outcomes = store::outcomes::by_case(tx, &scope, case).await?;
    let mut ids: Vec<NeedId> = outcomes.iter().flat_map(|outcome| outcome.noun.needs.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let oldest = Settings::in_force(tx).await?.need_oldest_months;
    let all = store::needs::list(tx, &scope).await?;
    Ok(all.iter().filter(|need| ids.contains(&need.id)).map(|need| NeedTold::of(need, case, desk.today(), oldest)).collect())
}

/// Refuses a decision that rests on a need whose evidence is old, by name, unless somebody accountable has said why it may.
pub(crate) fn refuse_on_old(told: &[NeedTold]) -> Result<(), DeskError> {
    let held: Vec<String> = told.iter().filter(|need| need.holds()).map(|need| format!("“{}” ({})", need.title, need.reference)).collect();
    if held.is_empty() {
        return Ok(());
    }
    Err(DeskError::refused(
        "need_is_old",
        format!(
            "What it answers rests on evidence that is older than the setting allows, or on none: {}. Add newer evidence, or let an accountable person say why the decision may go on without it.",
            held.join("; ")
        ),
    ))
}
