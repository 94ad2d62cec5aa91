//! A merger is asked of every service that would become one, and takes the answer of the part that has most against it. Parts that
//! differ are told apart: of one something is missing, of another nothing is known.

use model::issue::Severity;
use model::readiness::{Answer, Earliest, Mend, Reason};
use quantity::Date;

use super::{Readiness, Weight, and};
use crate::delegation::Delegation;
use crate::readiness_case::Change;

/// One answer of several services, each with its name; the first is the one that was asked of.
pub fn together(first: (String, Readiness), others: Vec<(String, Readiness)>, delegation: &Delegation, today: Date) -> Readiness {
    let parts: Vec<&(String, Readiness)> = std::iter::once(&first).chain(&others).collect();
    let sentence = sentence(&parts);
    let earliest: Vec<Earliest> = parts.iter().flat_map(|(name, part)| dates(name, part)).collect();
    // Strongest first; of equals, in the order of the case.
    let mut by_weight = parts.clone();
    by_weight.sort_by_key(|(_, part)| std::cmp::Reverse(weight(part.answer)));
    let answer = by_weight.first().map_or(first.1.answer, |(_, part)| part.answer);
    let mut reasons: Vec<Reason> = Vec::new();
    for (name, part) in by_weight {
        for reason in part.reasons.iter().map(|reason| of_part(name, reason)) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    let (_, mut whole) = first;
    for (_, part) in others {
        whole.issues.extend(part.issues);
        whole.conflicts.extend(part.conflicts);
        whole.displacement.extend(part.displacement);
        whole.endings.extend(part.endings);
        whole.material = whole.material.saturating_add(part.material);
        whole.shown = whole.shown.saturating_add(part.shown);
        if whole.meanwhile.is_empty() {
            whole.meanwhile = part.meanwhile;
        }
    }
    let worst = whole.issues.iter().filter(|issue| issue.weight != Weight::Settled).map(|issue| issue.severity).max();
    let terms_in_place = whole.transfer_to_fix_lacks.as_ref().is_some_and(Vec::is_empty);
    let exception = if answer == Answer::Ready || whole.never_held.is_some() || terms_in_place {
        None
    } else {
        delegation.exception_asked(answer, worst.unwrap_or(Severity::Low), Change::Merge, today)
    };
    Readiness { answer, sentence, reasons, earliest, needs_exception: exception.is_some(), exception, ..whole }
}

fn weight(answer: Answer) -> Weight {
    match answer {
        Answer::Ready => Weight::Settled,
        Answer::NotKnown => Weight::NotKnown,
        Answer::NotReady => Weight::NotReady,
        Answer::PointsTheOtherWay => Weight::PointsTheOtherWay,
    }
}

/// Each part by name, the one with most against it first. What is not known is never said to be not ready, nor the other way round.
fn sentence(parts: &[&(String, Readiness)]) -> String {
    let of = |answer: Answer| -> Vec<String> {
        parts.iter().filter(|(_, part)| part.answer == answer).map(|(name, _)| name.trim().to_owned()).collect()
    };
    let (away, not_ready, unknown, ready) = (of(Answer::PointsTheOtherWay), of(Answer::NotReady), of(Answer::NotKnown), of(Answer::Ready));
    if ready.len() == parts.len() {
        return format!("A merger can be called ready: so can every part of it, {}.", and(&ready));
    }
    let are = |names: &[String]| if names.len() == 1 { "is" } else { "are" };
    let mut said = vec!["A merger is no readier than any of its parts.".to_owned()];
    if !away.is_empty() {
        said.push(format!("The evidence points the other way for {}.", and(&away)));
    }
    if !not_ready.is_empty() {
        said.push(format!("{} {} not ready: what is missing is named below.", and(&not_ready), are(&not_ready)));
    }
    if !unknown.is_empty() {
        said.push(format!("Of {} nothing recorded shows whether anything is fixed; that never reads as fine.", and(&unknown)));
    }
    if !ready.is_empty() {
        said.push(format!("{} {} ready.", and(&ready), are(&ready)));
    }
    said.join(" ")
}

/// The dates of one part, under its name: they are not one date, since nobody can choose which part to wait for.
fn dates(name: &str, part: &Readiness) -> Vec<Earliest> {
    let named = |earliest: &Earliest| {
        let condition = match earliest.condition.trim() {
            "" => name.trim().to_owned(),
            condition => format!("{}, {}", name.trim(), super::lower_first(condition)),
        };
        Earliest { condition, ..earliest.clone() }
    };
    part.earliest.iter().map(named).collect()
}

/// What is said of one service, or of an issue of it, names that service, and so does what would mend it.
fn of_part(name: &str, reason: &Reason) -> Reason {
    let of_issues_together = matches!(reason.code.as_str(), "no_issues_recorded" | "none_material" | "too_many_material");
    if !of_issues_together && reason.issue.is_none() {
        return reason.clone();
    }
    let text = if of_issues_together { super::lower_first(&reason.text) } else { reason.text.clone() };
    let named = |text: &str| format!("{}: {text}", name.trim());
    let mend = reason.mend.clone().map(|mend| Mend { what: named(&super::lower_first(&mend.what)), ..mend });
    Reason { text: named(&text), mend, ..reason.clone() }
}
