//! The five lawful things to do meanwhile: an answer other than *ready* is never a dead end.

use model::readiness::Earliest;
pub use model::terms::Way;
use serde::{Deserialize, Serialize};

use super::issue_state::IssueState;
use super::{Weight, and};
use crate::readiness_case::{Change, ReadinessCase};

pub const NOT_KNOWN: &str = "not known";

/// One lawful thing, with what it takes, costs and needs: from the records, or “not known”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    pub way: Way,
    pub title: String,
    pub what: String,
    pub takes: String,
    pub costs: String,
    pub needs: String,
}

pub(crate) fn ways(case: &ReadinessCase, states: &[IssueState], earliest: &[Earliest]) -> Vec<Meanwhile> {
    Way::ALL.into_iter().map(|way| filled(case, states, earliest, way)).collect()
}

fn filled(case: &ReadinessCase, states: &[IssueState], earliest: &[Earliest], way: Way) -> Meanwhile {
    let known = case.ways.iter().find(|known| known.way == way);
    let or = |given: Option<&String>, otherwise: String| given.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).unwrap_or(otherwise);
    let (what, takes, costs, needs) = from_records(case, states, earliest, way);
    Meanwhile {
        way,
        title: way.title().into(),
        what: or(known.and_then(|k| k.what.as_ref()), what),
        takes: or(known.and_then(|k| k.takes.as_ref()), takes),
        costs: or(known.and_then(|k| k.costs.as_ref()), costs),
        needs: or(known.and_then(|k| k.needs.as_ref()), needs),
    }
}

fn from_records(case: &ReadinessCase, states: &[IssueState], earliest: &[Earliest], way: Way) -> (String, String, String, String) {
    let unknown = || NOT_KNOWN.to_owned();
    let open: Vec<String> = states.iter().filter(|s| s.weight != Weight::Settled).map(|s| format!("“{}”", s.title)).collect();
    let them = if open.is_empty() { "what is missing".to_owned() } else { and(&open) };
    let soonest = earliest.iter().filter_map(|e| e.month).min();
    match way {
        Way::FixFirst => {
            let put_off =
                case.saving_counted.filter(|_| case.proposal.change != Change::StayAsWeAre).and_then(|saving| saving.times(1.0 / 12.0));
            (
                format!("Solve {them}, then ask again."),
                soonest.map_or_else(unknown, |month| format!("to {} at the earliest", month.in_words())),
                put_off.map_or_else(unknown, |month| format!("about {} a month of saving put off", month.in_short())),
                control_needed(case).unwrap_or_else(unknown),
            )
        }
        Way::TestSmall => (
            "Try it with a small part, for a time, in a way that can be undone.".into(),
            unknown(),
            unknown(),
            "a stop rule agreed before it starts: what would make you stop, and who says so".into(),
        ),
        Way::TransferPart => (
            "Hand over only a part that none of the open issues is in. They stay with you.".into(),
            unknown(),
            unknown(),
            "the cost of that part split out, and its staff consulted".into(),
        ),
        Way::TransferToFix => {
            let lacks = case.proposal.transfer_to_fix.as_ref().map(|terms| terms.missing());
            let needs = match lacks.as_deref() {
                None => "the issue named and priced, the same measure, shared risk, a right to step in and a return date".to_owned(),
                Some([]) => "nothing more: every term is in place".to_owned(),
                Some(lacks) => and(&lacks.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>()),
            };
            let price = case.proposal.transfer_to_fix.as_ref().and_then(|terms| terms.price);
            (
                "Hand it over in order to fix it, with the issue on the table.".into(),
                unknown(),
                price.map_or_else(|| "to be priced".to_owned(), |p| p.in_short()),
                needs,
            )
        }
        Way::StayAndImprove => (
            "Keep it as it is run now, and let staff and the people who use it lead the next fix.".into(),
            unknown(),
            case.service.annual_cost.map_or_else(unknown, |cost| format!("{} a year, as now", cost.in_short())),
            case.saving_counted.map_or_else(unknown, |saving| format!("{} found elsewhere", saving.in_full())),
        ),
    }
}

/// What the fixes still under way need to stay in hand.
fn control_needed(case: &ReadinessCase) -> Option<String> {
    let open = case.issues.iter().flat_map(|r| &r.issue.fixes).filter(|fix| fix.finished.is_none());
    let mut needs: Vec<String> =
        open.map(|fix| super::lower_first(fix.needs_words.trim().trim_end_matches('.'))).filter(|words| !words.is_empty()).collect();
    needs.dedup();
    (!needs.is_empty()).then(|| format!("{} to stay with you", and(&needs)))
}
