//! Working a kept result or a kept answer out again from the records, and saying what differs.

use model::finding::Finding;
use model::id::{CaseId, InvolvementId, IssueId, MeasureId};
use model::readiness::ReadinessCheck;
use serde_json::Value;
use store::observations::Span;
use store::{StoreError, Tx};

use crate::clock::Clock;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Gathered};
use crate::plan::money::keep_plan;
use crate::plan::options::keep_results;
use crate::plan::standing;
use crate::review::keep_finding;

/// Of one result no more differences than these are named; the rest are counted.
const NAMED: usize = 5;

/// What one result or answer comes to when it is worked out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rework {
    Same,
    /// From the same records; each difference as a phrase: "mean was kept as 23.6 and comes out as 23.7".
    Otherwise(Vec<String>),
    ChangedSince,
    NotReworked,
}

/// Works one result out again from the records. A method with results of its own adds its line here.
pub async fn of_result(desk: &Desk, tx: &mut Tx, kept: &Finding) -> Result<Rework, DeskError> {
    if kept.method == methods::evidence::METHOD.code {
        let issue = match store::issues::find(tx, &desk.own_scope(), IssueId(kept.about_id)).await {
            Ok(issue) => issue,
            Err(StoreError::NotFound { .. }) => return Ok(Rework::ChangedSince),
            Err(error) => return Err(error.into()),
        };
        let settings = Settings::in_force(tx).await?;
        let found = standing::of_issue(desk, tx, &settings, &issue).await?;
        let again = standing::finding(&found, issue.id, desk).filter(|again| again.part == kept.part);
        return Ok(again.map_or(Rework::ChangedSince, |again| compared(kept, &again)));
    }
    if kept.method.starts_with("spc-") && kept.about_noun == "measure" {
        let measure = match store::measures::find(tx, &desk.own_scope(), MeasureId(kept.about_id)).await {
            Ok(measure) => measure,
            Err(StoreError::NotFound { .. }) => return Ok(Rework::ChangedSince),
            Err(error) => return Err(error.into()),
        };
        let points = store::observations::series(tx, &desk.own_scope(), measure.id, &kept.part, Span::ALL).await?;
        let trial_below = Settings::in_force(tx).await?.trial_below;
        let again = keep_finding::read_part(desk, &measure, &kept.part, &points, trial_below);
        return Ok(again.map_or(Rework::ChangedSince, |again| compared(kept, &again)));
    }
    if kept.about_noun == "involvement" {
        let again = crate::analyse::involvement::result::again(desk, tx, InvolvementId(kept.about_id)).await?;
        return Ok(again.map_or(Rework::ChangedSince, |again| compared(kept, &again)));
    }
    if kept.about_noun == "allocation" {
        return keep_plan::rework(desk, tx, kept).await;
    }
    if kept.about_noun == "case" {
        return match keep_results::again(desk, tx, CaseId(kept.about_id), kept).await {
            Ok(again) => Ok(again.map_or(Rework::ChangedSince, |again| compared(kept, &again))),
            Err(DeskError::NotFound) => Ok(Rework::ChangedSince),
            Err(error) => Err(error),
        };
    }
    Ok(Rework::NotReworked)
}

/// Works an answer of the readiness check out again, as of the moment it was asked.
pub async fn of_check(desk: &Desk, tx: &mut Tx, kept: &ReadinessCheck) -> Result<Rework, DeskError> {
    let then = desk.at(Clock::Still(kept.asked_at));
    match gather::of_check(&then, tx, kept).await {
        Ok(again) => Ok(answers_compared(kept, &again)),
        // A case, a service or a delivery model it names is there no more.
        Err(DeskError::NotFound | DeskError::Faults(_)) => Ok(Rework::ChangedSince),
        Err(error) => Err(error),
    }
}

/// The same inputs and edition must give the same figures.
pub fn compared(kept: &Finding, again: &Finding) -> Rework {
    if kept.inputs != again.inputs || kept.edition != again.edition {
        return Rework::ChangedSince;
    }
    let mut differ = Vec::new();
    differences("", &kept.figures, &again.figures, &mut differ);
    said(differ)
}

/// The same records must give the same answer, for the same reasons. Their words may have become others: who has affirmed what is in them.
fn answers_compared(kept: &ReadinessCheck, again: &Gathered) -> Rework {
    if kept.inputs != again.inputs {
        return Rework::ChangedSince;
    }
    let now = &again.readiness;
    let mut differ = Vec::new();
    if kept.answer != now.answer {
        differ.push(as_other("the answer", &kept.answer.words().to_lowercase(), &now.answer.words().to_lowercase()));
    }
    let codes = |reasons: &[model::readiness::Reason]| {
        let mut codes: Vec<_> = reasons.iter().map(|reason| (reason.code.clone(), reason.issue)).collect();
        codes.sort();
        codes.into_iter().map(|(code, _)| code).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (codes(&kept.reasons), codes(&now.reasons));
    if before != after {
        differ.push(as_other("the list of reasons", &before, &after));
    }
    let months = |earliest: &[model::readiness::Earliest]| {
        let months: Vec<String> =
            earliest.iter().map(|earliest| earliest.month.map_or_else(|| "not known".to_owned(), |month| month.in_words())).collect();
        months.join(", ")
    };
    let (before, after) = (months(&kept.earliest), months(&now.earliest));
    if before != after {
        differ.push(as_other("the earliest month", &before, &after));
    }
    if kept.conflicts != now.conflicts {
        differ.push("the control that would be given away came out otherwise".to_owned());
    }
    said(differ)
}

fn as_other(what: &str, kept: &str, comes: &str) -> String {
    let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    format!("{what} was kept as {} and comes out as {}", shown(kept), shown(comes))
}

fn said(differ: Vec<String>) -> Rework {
    if differ.is_empty() { Rework::Same } else { Rework::Otherwise(first_named(differ)) }
}

/// Of many, the first by name and the rest by number.
fn first_named(mut differ: Vec<String>) -> Vec<String> {
    let more = differ.len().saturating_sub(NAMED);
    differ.truncate(NAMED);
    if more > 0 {
        differ.push(format!("{more} more"));
    }
    differ
}

/// How an answer differs from the one that was kept, each difference by its place; none where the two are equal to the bit.
pub(crate) fn differ(kept: &Value, again: &Value) -> Vec<String> {
    let mut differ = Vec::new();
    differences("", kept, again, &mut differ);
    first_named(differ)
}

/// Every figure that differs, by its place in the answer: `segments 1, mean`.
fn differences(at: &str, kept: &Value, again: &Value, differ: &mut Vec<String>) {
    let inside = |name: &str| if at.is_empty() { name.replace('_', " ") } else { format!("{at}, {}", name.replace('_', " ")) };
    match (kept, again) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                differences(&inside(name), value, after.get(name).unwrap_or(&Value::Null), differ);
            }
            for (name, value) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
                differences(&inside(name), &Value::Null, value, differ);
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (place, (before, after)) in before.iter().zip(after).enumerate() {
                differences(&format!("{at} {}", place + 1), before, after, differ);
            }
        }
        (before, after) if before == after => {}
        (before, after) => differ.push(as_other(at, &shown(before), &shown(after))),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("“{text}”"),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "a record".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use serde_json::json;

    fn result(inputs: &str, edition: u32, mean: f64) -> Finding {
        Finding {
            about_noun: "known issue".into(),
            about_id: uuid::Uuid::nil(),
            part: String::new(),
            method: "evidence".into(),
            edition,
            parameters: json!({}),
            inputs: inputs.into(),
            statement: "Steady.".into(),
            figures: json!({ "segments": [{ "mean": 1.0 }, { "mean": mean }] }),
            sources: vec![],
            made_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_result_is_compared_only_where_its_figures_and_edition_are_the_same_and_what_differs_is_said() {
        let kept = result("a", 1, 23.6);
        assert_eq!(compared(&kept, &result("a", 1, 23.6)), Rework::Same);
        let differs = vec!["segments 2, mean was kept as 23.6 and comes out as 23.7".to_owned()];
        assert_eq!(compared(&kept, &result("a", 1, 23.7)), Rework::Otherwise(differs));
        assert_eq!(compared(&kept, &result("b", 1, 23.7)), Rework::ChangedSince);
        assert_eq!(compared(&kept, &result("a", 2, 23.7)), Rework::ChangedSince);
    }

    #[test]
    fn of_many_differences_the_first_are_named_and_the_rest_counted() {
        let (mut kept, mut again) = (result("a", 1, 1.0), result("a", 1, 1.0));
        kept.figures = json!({ "points": [1, 2, 3, 4, 5, 6, 7], "gone": "x" });
        again.figures = json!({ "points": [2, 3, 4, 5, 6, 7, 8], "new": [1] });
        let Rework::Otherwise(differ) = compared(&kept, &again) else { panic!("they differ") };
        assert_eq!((differ.len(), differ[0].as_str(), differ[5].as_str()), (6, "gone was kept as “x” and comes out as nothing", "4 more"));
    }
}
