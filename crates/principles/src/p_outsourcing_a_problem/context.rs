//! Looks, manner, circumstances, control and what ends on a date: what is around the issues.

use model::case::LookAt;
use model::id::IssueId;
use model::readiness::{ControlConflict, Earliest, Mend, Standing};
use quantity::{Date, Month, period};
use serde::{Deserialize, Serialize};

use super::issue_state::Judged;
use super::{Said, Weight, and, said};
use crate::card::{Card, Grade, WATTON};
use crate::readiness_case::{Change, ReadinessCase};
use crate::working_days::days;

pub const LOOKS_CARD: Card = Card {
    code: "look-first",
    title: "Look before choosing a delivery model",
    asks: "Was the least that anyone should look at looked at, before the choice?",
    source: "S0.6",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &["readiness.looks_for_change", "readiness.looks_for_staying"],
};

pub const MANNER_CARD: Card = Card {
    code: "manner-and-circumstances",
    title: "The right manner and the right circumstances are two answers",
    asks: "Is it gone about rightly, and does the context fit?",
    source: "S0.22",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[],
};

pub const CONTROL_CARD: Card = Card {
    code: "control",
    title: "What needs control of people, budget or environment is harder without it",
    asks: "Which fix needs control that the change would give away?",
    source: "S0.28",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[],
};

/// One of two answers about the context: met only where nothing is said against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    pub fit: Fit,
    /// One sentence.
    pub says: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    Met,
    NotMet,
    NotKnown,
}

/// What was looked at, what was not, and how long people looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LooksTaken {
    pub taken: Vec<LookAt>,
    pub missing: Vec<LookAt>,
    /// Looked at only after the change was proposed: shown, and never hidden.
    pub after_the_proposal: Vec<LookAt>,
    /// Days from the first look to the proposal (to today where it has no date); absent where nobody looked.
    /// Negative where the proposal came first.
    pub days_of_analysis: Option<i64>,
}

pub(crate) fn looks(case: &ReadinessCase) -> LooksTaken {
    let asked =
        if case.proposal.change == Change::StayAsWeAre { &case.settings.looks_for_staying } else { &case.settings.looks_for_change };
    let first = |at: LookAt| case.looks.iter().filter(|look| look.at == at).map(|look| look.on).min();
    // Evidence that was worked on a measure is a look at how the service does now.
    let worked = case.issues.iter().any(|r| r.evidence.as_ref().is_some_and(|e| e.standing != Standing::Unknown));
    let is_taken = |at: LookAt| first(at).is_some() || (at == LookAt::Performance && worked);
    let late = |at: LookAt| matches!((first(at), case.proposal.proposed_on), (Some(on), Some(proposed)) if on > proposed);
    let earliest = case.looks.iter().map(|look| look.on).min();
    LooksTaken {
        taken: LookAt::ALL.into_iter().filter(|at| is_taken(*at)).collect(),
        missing: LookAt::ALL.into_iter().filter(|at| asked.contains(at) && !is_taken(*at)).collect(),
        after_the_proposal: LookAt::ALL.into_iter().filter(|at| late(*at)).collect(),
        days_of_analysis: earliest.map(|on| days(on, case.proposal.proposed_on.unwrap_or(case.today))),
    }
}

fn look_reasons(case: &ReadinessCase, looks: &LooksTaken, of: &[LookAt]) -> Vec<Said> {
    let missing = looks.missing.iter().filter(|at| of.contains(at));
    missing
        .map(|at| {
            let mend =
                Mend { what: format!("Look at {}, and record it", at.words()), who: case.lead_role.clone(), earliest: Some(case.today) };
            said(Weight::NotReady, "look_missing", None, format!("Nobody has recorded a look at {}.", at.words()), mend)
        })
        .collect()
}

/// How the question was gone about: need, performance and options looked at.
pub(crate) fn manner(case: &ReadinessCase, looks: &LooksTaken) -> (Aspect, Vec<Said>) {
    const OF: [LookAt; 3] = [LookAt::Need, LookAt::Performance, LookAt::Options];
    let reasons = look_reasons(case, looks, &OF);
    let aspect = if !reasons.is_empty() {
        Aspect { fit: Fit::NotMet, says: format!("Nobody has recorded a look at {}.", missing_words(looks, &OF)) }
    } else if looks.taken.iter().any(|at| OF.contains(at)) {
        Aspect { fit: Fit::Met, says: "What had to be looked at before the choice was looked at.".into() }
    } else {
        Aspect { fit: Fit::NotKnown, says: "Nothing was asked, and nothing was looked at.".into() }
    };
    (aspect, reasons)
}

/// Whether the context fits: market, skills, relationships, and what records say of it.
pub(crate) fn circumstances(case: &ReadinessCase, looks: &LooksTaken) -> (Aspect, Vec<Said>) {
    const OF: [LookAt; 3] = [LookAt::Market, LookAt::Skills, LookAt::Relationships];
    let mut reasons = look_reasons(case, looks, &OF);
    for circumstance in case.circumstances.iter().filter(|c| c.fits != Some(true)) {
        let weight = if circumstance.fits.is_none() { Weight::NotKnown } else { Weight::NotReady };
        let mend = Mend { what: circumstance.mend.clone(), who: circumstance.who.clone(), earliest: circumstance.earliest };
        reasons.push(said(weight, &circumstance.code, None, circumstance.says.clone(), mend));
    }
    let says = reasons.iter().map(|s| s.reason.text.clone()).collect::<Vec<_>>().join(" ");
    let aspect = match reasons.iter().map(|s| s.weight).max() {
        Some(Weight::NotKnown) => Aspect { fit: Fit::NotKnown, says },
        Some(_) => Aspect { fit: Fit::NotMet, says },
        None if !case.circumstances.is_empty() || looks.taken.iter().any(|at| OF.contains(at)) => {
            Aspect { fit: Fit::Met, says: "Nothing recorded about the context speaks against it.".into() }
        }
        None => Aspect { fit: Fit::NotKnown, says: "Nothing is recorded about the context.".into() },
    };
    (aspect, reasons)
}

fn missing_words(looks: &LooksTaken, of: &[LookAt]) -> String {
    and(&looks.missing.iter().filter(|at| of.contains(at)).map(|at| at.words().to_owned()).collect::<Vec<_>>())
}

/// Fixes still under way that need more control than the proposed model keeps.
pub(crate) fn conflicts(case: &ReadinessCase, judged: &[Judged]) -> Vec<ControlConflict> {
    // Staying keeps what is kept now, whatever the delivery model's own card says.
    let kept = if case.proposal.change == Change::StayAsWeAre { case.current.keeps } else { case.proposal.model.keeps };
    let live: Vec<IssueId> = judged.iter().filter(|j| j.state.state.is_live()).map(|j| j.state.issue).collect();
    let fixes = case.issues.iter().filter(|r| live.contains(&r.id)).flat_map(|r| r.issue.fixes.iter().map(|fix| (r.id, fix)));
    fixes
        .filter(|(_, fix)| fix.finished.is_none())
        .filter_map(|(issue, fix)| {
            let needs = fix.needs.exceeding(&kept);
            let given_away = needs.iter().copied().filter(|of| case.current.keeps.of(*of) > kept.of(*of)).collect();
            let what = if fix.needs_words.trim().is_empty() {
                fix.what.clone()
            } else {
                format!("{}: {}", fix.what.trim(), fix.needs_words.trim())
            };
            (!needs.is_empty()).then_some(ControlConflict { issue, fix: fix.id, what, needs, given_away })
        })
        .collect()
}

/// Conflicts as sentences. They inform; it is the open issue that holds.
pub(crate) fn conflict_reasons(conflicts: &[ControlConflict], judged: &[Judged]) -> Vec<Said> {
    let words = |of: &[model::control::ControlOf]| and(&of.iter().map(|c| c.words().to_owned()).collect::<Vec<_>>());
    conflicts
        .iter()
        .map(|conflict| {
            let title = judged.iter().find(|j| j.state.issue == conflict.issue).map(|j| j.state.title.clone()).unwrap_or_default();
            let text = if conflict.given_away.is_empty() {
                format!(
                    "“{title}”: a fix still under way ({}) needs control of {}, which is not held under this delivery model.",
                    conflict.what,
                    words(&conflict.needs)
                )
            } else {
                format!(
                    "“{title}”: a fix still under way ({}) needs control of {}, which the change would give away.",
                    conflict.what,
                    words(&conflict.given_away)
                )
            };
            let mend = Mend {
                what: "Finish the fix first, or keep that control in the agreement".into(),
                who: "Those who would sign the agreement".into(),
                earliest: None,
            };
            said(Weight::Settled, "control", Some(conflict.issue), text, mend)
        })
        .collect()
}

/// An arrangement that ends on a date: something has to be chosen by then, on the same evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub title: String,
    pub on: Date,
    /// Negative: days past its end.
    pub days: i64,
    /// The earliest month the check could answer ready comes after the end, or is not known.
    pub ends_before_ready: bool,
    /// To be compared on the same evidence.
    pub compare: Vec<String>,
    pub says: String,
}

pub(crate) fn endings(case: &ReadinessCase, earliest: &[Earliest]) -> Vec<Ending> {
    let of_service =
        case.service.ends.filter(|on| !case.arrangements.iter().any(|a| a.ends == Some(*on))).map(|on| (case.service.name.clone(), on));
    let of_arrangements = case.arrangements.iter().filter_map(|a| Some((a.title.clone(), a.ends?)));
    let mut endings: Vec<Ending> = of_arrangements
        .chain(of_service)
        .map(|(title, on)| {
            let left = days(case.today, on);
            let soonest = earliest.iter().filter_map(|e| e.month).min();
            let ends_before_ready = !earliest.is_empty() && soonest.is_none_or(|month| month > Month::of(on));
            let when = match left {
                past if past < 0 => format!("ended on {}, {} days ago", period::in_words(on), -past),
                0 => "ends today".to_owned(),
                1 => "ends tomorrow".to_owned(),
                left => format!("ends on {}, in {left} days", period::in_words(on)),
            };
            let before = if ends_before_ready { " That is before a change could be called ready." } else { "" };
            Ending {
                says: format!("{title} {when}.{before} Letting it again, extending it, bringing it in-house and stopping are compared on the same evidence."),
                compare: ["let it again", "extend", "bring in-house", "stop"].map(str::to_owned).to_vec(),
                title,
                on,
                days: left,
                ends_before_ready,
            }
        })
        .collect();
    endings.sort_by_key(|ending| ending.on);
    endings
}
