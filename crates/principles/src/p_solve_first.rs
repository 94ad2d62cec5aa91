//! Solving comes first, commissioning second (S0.29), and where that order was broken before (S0.30).

use model::arrangement::Arrangement;
use model::id::{ArrangementId, IssueId};
use model::issue::KnownIssue;
use model::readiness::{Mend, Reason};
use quantity::{Date, period};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::card::{Card, Grade, WATTON};
use crate::working_days::days;

pub const CARD: Card = Card {
    code: "solve-first",
    title: "Solving comes first, commissioning second",
    asks: "Is anything linked to this case still being solved?",
    source: "S0.29, S0.30",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &["readiness.severity_that_holds"],
};

/// An issue linked to a case, for the order of the two kinds of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked<'a> {
    pub id: IssueId,
    pub issue: &'a KnownIssue,
}

/// Why a case may not enter a stage in which a service is bought, agreed or handed over; empty where it may.
///
/// `stage_hands_over` is the stage's own property (data), `settled` the issues that hold nothing any more
/// (`Readiness::settled`), `goes_ahead` whether somebody accountable proceeds by exception, or a lawful ground holds nothing up.
pub fn reasons_against_stage(
    stage_hands_over: bool,
    linked: &[Linked],
    settled: &BTreeSet<IssueId>,
    goes_ahead: bool,
    lead_role: &str,
) -> Vec<Reason> {
    if !stage_hands_over || goes_ahead {
        return Vec::new();
    }
    let being_solved = linked.iter().filter(|l| !settled.contains(&l.id) && l.issue.triage.as_ref().is_none_or(|t| t.set_aside.is_none()));
    being_solved
        .map(|l| {
            let fix = l.issue.fixes.iter().find(|fix| fix.finished.is_none());
            let how =
                fix.map_or_else(|| "and no fix is under way".to_owned(), |fix| format!("by {}", fix.what.trim().trim_end_matches('.')));
            Reason {
                code: "still_being_solved".into(),
                issue: Some(l.id),
                text: format!("“{}” is still being solved, {how}: solving comes first, this stage second.", l.issue.title.trim()),
                mend: Some(Mend {
                    what: "Show that it is solved, or proceed by exception where the scheme of delegation allows it".into(),
                    who: fix.map(|fix| fix.owner_role.clone()).unwrap_or_else(|| lead_role.to_owned()),
                    earliest: None,
                }),
            }
        })
        .collect()
}

/// An award made while a known issue of the service was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongOrder {
    pub arrangement: ArrangementId,
    pub issue: IssueId,
    pub awarded: Date,
    pub raised: Date,
    /// When the issue was closed, where it is.
    pub closed: Option<Date>,
    /// Days the issue was open after the award, until it was closed, the arrangement ended, or today.
    pub days_overlap: i64,
    pub says: String,
}

/// Every arrangement awarded while an issue of its service was open, in the order of awards. Issues set aside do not count.
/// An award without a date is passed over: nothing can be said of it.
pub fn wrong_order(arrangements: &[(ArrangementId, Arrangement)], issues: &[(IssueId, KnownIssue)], today: Date) -> Vec<WrongOrder> {
    let mut found = Vec::new();
    for (arrangement_id, arrangement) in arrangements {
        let Some(awarded) = arrangement.awarded.filter(|on| *on <= today) else { continue };
        for (issue_id, issue) in issues.iter().filter(|(_, issue)| issue.service == arrangement.service) {
            let set_aside = issue.triage.as_ref().is_some_and(|t| t.set_aside.is_some());
            // A reopened issue was never solved: its closing counts only if nothing reopened it.
            let closed = issue.closing.as_ref().map(|c| c.on).filter(|on| !issue.reopened.iter().any(|r| r.on >= *on));
            let open_at_award = issue.raised_on <= awarded && closed.is_none_or(|on| on > awarded);
            if set_aside || !open_at_award {
                continue;
            }
            let until = [closed, arrangement.ends, Some(today)].into_iter().flatten().min().unwrap_or(today).max(awarded);
            let days_overlap = days(awarded, until);
            let (plural, then) =
                (if days_overlap == 1 { "day" } else { "days" }, if closed.is_some() { "was open" } else { "has been open" });
            found.push(WrongOrder {
                arrangement: *arrangement_id,
                issue: *issue_id,
                awarded,
                raised: issue.raised_on,
                closed,
                days_overlap,
                says: format!(
                    "{} was awarded on {} while “{}” was open (raised {}); it {then} for {days_overlap} {plural} under it.",
                    arrangement.title.trim(),
                    period::in_words(awarded),
                    issue.title.trim(),
                    period::in_words(issue.raised_on),
                ),
            });
        }
    }
    found.sort_by_key(|w| (w.awarded, w.raised));
    found
}
