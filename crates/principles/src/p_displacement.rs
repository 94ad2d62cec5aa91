//! One issue replaced by another is not solved (S0.8): what was raised, here and nearby, in the time after a fix.

use model::id::{IssueId, ServiceId};
use model::issue::KnownIssue;
use quantity::{Date, period};
use serde::{Deserialize, Serialize};

use crate::card::{Card, Grade, WATTON};
use crate::working_days::days_after;

pub const CARD: Card = Card {
    code: "displacement",
    title: "One issue replaced by another is not solved",
    asks: "What was raised or got worse nearby, after it was fixed?",
    source: "S0.8",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &["readiness.watch_after_fix_days"],
};

/// Something raised after a fix, to be looked at. It says nothing of cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedAfter {
    pub fixed: IssueId,
    pub fixed_on: Date,
    pub raised: IssueId,
    pub raised_on: Date,
    /// The same service, or a neighbour's or partner's.
    pub same_service: bool,
    pub says: String,
}

/// For each issue closed, the issues raised in the same service or its neighbours within `watch_days` after the closing,
/// in order of the dates raised. `neighbours` are services linked to it, of partners too.
pub fn raised_after(
    closed: &[(IssueId, KnownIssue)],
    all: &[(IssueId, KnownIssue)],
    neighbours: &[ServiceId],
    watch_days: u32,
) -> Vec<RaisedAfter> {
    let mut found = Vec::new();
    for (id, issue) in closed {
        let Some(on) = issue.closing.as_ref().map(|c| c.on) else { continue };
        let near = all.iter().filter(|(other, i)| other != id && (i.service == issue.service || neighbours.contains(&i.service)));
        for (other, raised) in near.filter(|(_, i)| i.raised_on > on && i.raised_on <= days_after(on, watch_days)) {
            found.push(RaisedAfter {
                fixed: *id,
                fixed_on: on,
                raised: *other,
                raised_on: raised.raised_on,
                same_service: raised.service == issue.service,
                says: format!(
                    "“{}” was raised on {}, after “{}” was closed on {}.",
                    raised.title.trim(),
                    period::in_words(raised.raised_on),
                    issue.title.trim(),
                    period::in_words(on)
                ),
            });
        }
    }
    found.sort_by_key(|r| r.raised_on);
    found
}
