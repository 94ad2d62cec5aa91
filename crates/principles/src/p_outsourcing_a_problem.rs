//! Are we solving it, or moving it? The readiness check, asked alike of every change of operator and of staying.
//!
//! An answer is the strongest of what is said of the known issues (C10), of the manner and of the circumstances:
//! evidence that points the other way outweighs *not ready*, which outweighs *not known*; only where nothing is said
//! against it is the answer *ready*. The answer never depends on who holds the service, or in which sector.

pub mod context;
pub mod issue_state;
pub mod meanwhile;
pub mod merger;

use std::collections::BTreeSet;

use model::id::{IssueId, MeasureId};
use model::issue::Severity;
use model::readiness::{Answer, ControlConflict, Earliest, Mend, Reason};
use quantity::{Month, Period};
use serde::{Deserialize, Serialize};

use crate::card::{Card, Grade, WATTON};
use crate::delegation::ExceptionAsked;
use crate::readiness_case::{Change, Ground, GroundKind, ReadinessCase};
use context::{Aspect, Ending, LooksTaken};
use issue_state::{IssueState, State};
use meanwhile::Meanwhile;

pub const CARD: Card = Card {
    code: "solving-or-moving",
    title: "Never outsource a problem: solve it first, and show that it is solved",
    asks: "Are we solving it, or moving it?",
    source: "S0.23, S0.25 to S0.29, S0.34 to S0.36, S0.42",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[
        "readiness.severity_that_holds",
        "readiness.full_rule_of_all",
        "readiness.fewest_material",
        "readiness.most_material",
        "readiness.lapse_days",
        "readiness.newest_periods",
        "readiness.triage_working_days",
        "readiness.none_reported_days",
        "evidence.fewest_months",
        "evidence.level_medium",
        "evidence.level_high",
        "evidence.level_critical",
        "evidence.shift",
        "evidence.trend",
    ],
};

/// What one part of the check says, ordered by weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing against it.
    Settled,
    NotKnown,
    NotReady,
    PointsTheOtherWay,
}

impl Weight {
    pub fn answer(self) -> Answer {
        match self {
            Weight::Settled => Answer::Ready,
            Weight::NotKnown => Answer::NotKnown,
            Weight::NotReady => Answer::NotReady,
            Weight::PointsTheOtherWay => Answer::PointsTheOtherWay,
        }
    }
}

/// A reason with how much it weighs, before the reasons are put in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub weight: Weight,
    pub reason: Reason,
}

/// The check, answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Readiness {
    pub answer: Answer,
    pub change: Change,
    /// One or two sentences under the answer's word.
    pub sentence: String,
    /// Strongest first.
    pub reasons: Vec<Reason>,
    /// No entry where the answer is ready; a month is the earliest that anything recorded allows, never a promise.
    pub earliest: Vec<Earliest>,
    pub issues: Vec<IssueState>,
    /// Material issues, and how many of them are shown to be fixed and in force.
    pub material: u32,
    pub shown: u32,
    pub conflicts: Vec<ControlConflict>,
    /// The five lawful things; none where the answer is ready.
    pub meanwhile: Vec<Meanwhile>,
    /// Why this check holds nothing up here, whatever it answers.
    pub never_held: Option<Ground>,
    /// Does the scheme of delegation hold the case until somebody proceeds by exception?
    pub needs_exception: bool,
    pub exception: Option<ExceptionAsked>,
    /// Terms of a transfer to fix not yet in place; absent where none is proposed, empty where all are.
    pub transfer_to_fix_lacks: Option<Vec<String>>,
    /// How the question was gone about, and whether the context fits: two answers, never averaged.
    pub manner: Aspect,
    pub circumstances: Aspect,
    pub looks: LooksTaken,
    pub displacement: Vec<Displacement>,
    pub endings: Vec<Ending>,
}

impl Readiness {
    /// Issues that hold nothing any more: for the rule that solving comes first (`p_solve_first`).
    pub fn settled(&self) -> BTreeSet<IssueId> {
        self.issues.iter().filter(|issue| issue.weight == Weight::Settled).map(|issue| issue.issue).collect()
    }
}

/// Something named in advance looks worse since an issue was worked on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Displacement {
    pub issue: IssueId,
    pub measure: MeasureId,
    pub says: String,
    pub since: Option<Period>,
    /// Absent: a signal only. The words “moved elsewhere” wait for a person outside the service.
    pub confirmed_by: Option<String>,
}

/// Asks the question. Pure: the same records give the same answer.
pub fn readiness(case: &ReadinessCase) -> Readiness {
    let change = case.proposal.change;
    let judged: Vec<_> = case.issues.iter().map(|record| issue_state::judge(case, record)).collect();
    let mut said: Vec<Said> = judged.iter().flat_map(|j| j.said.clone()).collect();
    said.extend(issue_state::of_them_all(case, &judged));

    let conflicts = context::conflicts(case, &judged);
    let looks = context::looks(case);
    let (manner, manner_said) = context::manner(case, &looks);
    let (circumstances, circumstances_said) = context::circumstances(case, &looks);
    said.extend(manner_said);
    said.extend(circumstances_said);

    let answer = said.iter().map(|s| s.weight).max().unwrap_or(Weight::Settled).answer();
    let worst = judged.iter().filter(|j| j.state.weight != Weight::Settled).map(|j| j.state.severity).max();
    let earliest = if answer == Answer::Ready { Vec::new() } else { earliest(&judged, &said) };
    let never_held = ground(case);
    let transfer_to_fix_lacks =
        case.proposal.transfer_to_fix.as_ref().map(|terms| terms.missing().into_iter().map(str::to_owned).collect::<Vec<_>>());
    let honest = transfer_to_fix_lacks.as_ref().is_some_and(Vec::is_empty);
    let exception = if never_held.is_some() || honest || answer == Answer::Ready {
        None
    } else {
        case.delegation.exception_asked(answer, worst.unwrap_or(Severity::Low), change, case.today)
    };

    // Settled reasons inform (a conflict, a note); they come last. The sort is stable: issues keep their order.
    said.extend(context::conflict_reasons(&conflicts, &judged));
    said.sort_by_key(|s| std::cmp::Reverse(s.weight));
    let states: Vec<IssueState> = judged.into_iter().map(|j| j.state).collect();
    let material: Vec<&IssueState> = states.iter().filter(|s| s.material && s.state.is_live()).collect();

    Readiness {
        answer,
        change,
        sentence: sentence(case, answer, &states, &conflicts),
        meanwhile: if answer == Answer::Ready { Vec::new() } else { meanwhile::ways(case, &states, &earliest) },
        endings: context::endings(case, &earliest),
        material: material.len().try_into().unwrap_or(u32::MAX),
        shown: material.iter().filter(|s| s.state == State::Shown).count().try_into().unwrap_or(u32::MAX),
        displacement: displacement(case),
        reasons: said.into_iter().map(|s| s.reason).collect(),
        needs_exception: exception.is_some(),
        earliest,
        issues: states,
        conflicts,
        never_held,
        exception,
        transfer_to_fix_lacks,
        manner,
        circumstances,
        looks,
    }
}

fn displacement(case: &ReadinessCase) -> Vec<Displacement> {
    let moved = |record: &crate::readiness_case::IssueOnRecord| {
        let issue = record.id;
        record
            .evidence
            .iter()
            .flat_map(|e| e.moved.clone())
            .map(move |m| Displacement { issue, measure: m.measure, says: m.says, since: m.since, confirmed_by: m.confirmed_by })
            .collect::<Vec<_>>()
    };
    case.issues.iter().flat_map(moved).collect()
}

/// The ground named for this case, else the one that belongs to the delivery model itself.
fn ground(case: &ReadinessCase) -> Option<Ground> {
    let named = case.proposal.ground.clone().filter(|ground| !ground.rests_on.trim().is_empty());
    named.or_else(|| {
        let rests_on = case.proposal.model.never_held.clone()?;
        let own = case.proposal.model.operated_by == model::delivery_model::OperatedBy::Person;
        Some(Ground { kind: if own { GroundKind::OwnDirectPayment } else { GroundKind::Grant }, rests_on })
    })
}

/// The earliest month, with what asks for an explanation explained, and without.
fn earliest(judged: &[issue_state::Judged], said: &[Said]) -> Vec<Earliest> {
    let dated = |month: fn(&issue_state::Judged) -> Option<Month>| {
        let of_issues = judged
            .iter()
            .filter(|j| j.state.weight != Weight::Settled)
            .filter_map(|j| Some((month(j)?, format!("“{}” could be shown then at the earliest", j.state.title))));
        let of_mends = said.iter().filter(|s| s.weight != Weight::Settled).filter_map(|s| {
            let mend = s.reason.mend.as_ref()?;
            Some((Month::of(mend.earliest?), format!("this could be there then at the earliest: {}", lower_first(&mend.what))))
        });
        // The latest; of equals the first, so that an issue is named before a mend.
        of_issues.chain(of_mends).reduce(|latest, next| if next.0 > latest.0 { next } else { latest })
    };
    let line = |condition: String, latest: Option<(Month, String)>| match latest {
        Some((month, because)) => Earliest { condition, month: Some(month), because },
        None => Earliest { condition, month: None, because: "no month can be worked out from what is recorded".into() },
    };
    let mut explain: Vec<Period> = judged.iter().flat_map(|j| j.explain.clone()).collect();
    explain.sort_by_key(|period| period.last_day());
    explain.dedup();
    if explain.is_empty() {
        return vec![line(String::new(), dated(|j| j.earliest))];
    }
    let names = and(&explain.iter().map(|period| period.in_words()).collect::<Vec<_>>());
    let (is, stays) = if explain.len() == 1 { ("is", "stays") } else { ("are", "stay") };
    vec![
        line(format!("If {names} {is} explained and accepted"), dated(|j| j.earliest)),
        line(format!("If {names} {stays} unexplained"), dated(|j| j.earliest_unexplained)),
    ]
}

fn sentence(case: &ReadinessCase, answer: Answer, states: &[IssueState], conflicts: &[ControlConflict]) -> String {
    let kind = match case.proposal.change {
        // A grant is no transfer, and a mutual no contract: the delivery model says which it is.
        Change::Out => format!("{} ({})", Change::Out.words(), lower_first(&case.proposal.model.title)),
        change => change.words().to_owned(),
    };
    let what = match &case.proposal.part {
        Some(part) if !part.what.trim().is_empty() => format!("{kind} of a part ({})", part.what.trim()),
        _ => kind,
    };
    let open = states.iter().filter(|s| s.weight != Weight::Settled).count();
    let issues = match open {
        1 => "one issue".to_owned(),
        n => format!("{n} issues"),
    };
    let it = if open == 1 { "it is" } else { "they are" };
    let (moves, whither) = match case.proposal.change {
        Change::StayAsWeAre => ("would leave", format!("where {it}")),
        Change::Stop => ("now would leave", "with the people it is for, unsolved".to_owned()),
        _ => ("now would move", "with the service, unsolved".to_owned()),
    };
    let lost = if conflicts.iter().any(|c| !c.given_away.is_empty()) { ", and give away some of what is needed to fix them" } else { "" };
    match answer {
        Answer::Ready if states.iter().any(|s| s.state == State::LeftBehind) && states.iter().all(|s| s.weight == Weight::Settled) => {
            format!("{what} can be called ready: no open issue goes with it.")
        }
        Answer::Ready => format!("{what} can be called ready: every issue that matters most is shown to be fixed, and no other is open."),
        Answer::NotReady if open == 0 => format!("{what} is not ready: what is missing is named below, with who could mend it."),
        Answer::NotReady => format!("{what} {moves} {issues} {whither}{lost}."),
        Answer::PointsTheOtherWay => {
            let away: Vec<String> =
                states.iter().filter(|s| s.weight == Weight::PointsTheOtherWay).map(|s| format!("“{}”", s.title)).collect();
            format!("It is getting worse, or has moved elsewhere: {}.", and(&away))
        }
        Answer::NotKnown => "Nothing recorded shows that it is fixed, and nothing shows that it is not. That never reads as fine.".into(),
    }
}

/// “a, b and c”.
pub(crate) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

pub(crate) fn said(weight: Weight, code: &str, issue: Option<IssueId>, text: String, mend: Mend) -> Said {
    Said { weight, reason: Reason { code: code.into(), issue, text, mend: Some(mend) } }
}
