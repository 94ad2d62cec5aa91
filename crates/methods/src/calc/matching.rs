//! `calc matching`: which parties are one organisation.

use serde_json::{Value, json};

use super::question::{self, Question};
use super::{card, number, refusal};
use crate::market::matching::{Confidence, METHOD, Party, Said, Settings, read};

const OPTIONS: [&str; 3] = ["fewest_letters", "long_word", "most_alike"];
const INPUT: [&str; 2] = ["parties", "said"];

/// The organisations of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn matching(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let usual = Settings::default();
    let whole = |name: &str, usual: usize| Ok::<usize, Value>(question.whole(name, 1_000)?.map_or(usual, |found| found as usize));
    let settings = Settings {
        fewest_letters: whole("fewest_letters", usual.fewest_letters)?,
        long_word: whole("long_word", usual.long_word)?,
        most_alike: whole("most_alike", usual.most_alike)?,
    };
    let (parties, said) = (part::<Party>(&question, "parties")?, part::<Said>(&question, "said")?);
    let reading = read(&parties, &said, settings).map_err(|r| refusal(r.code(), r.to_string()))?;
    let named = |at: usize| parties.get(at).map(|party| json!({ "key": party.key, "name": party.name }));
    let organisations: Vec<Value> = reading
        .organisations
        .iter()
        .map(|one| {
            let parties: Vec<Value> = one
                .members
                .iter()
                .map(|member| {
                    let mut shown = named(member.at).unwrap_or_default();
                    if let (Some(step), Some(shown)) = (&member.step, shown.as_object_mut()) {
                        shown.insert("with".into(), json!(named(step.with)));
                        shown.insert("reason".into(), json!(step.reason.code()));
                        shown.insert("because".into(), json!(step.reason.sentence()));
                        shown.insert("confidence".into(), json!(step.confidence.code()));
                    }
                    shown
                })
                .collect();
            json!({ "key": one.key, "name": one.name, "value": one.value, "parties": parties })
        })
        .collect();
    let unsure: Vec<Value> = reading
        .unsure
        .iter()
        .map(|doubt| json!({ "one": doubt.one, "other": doubt.other, "why": doubt.why.code(), "because": doubt.why.sentence(), "at_stake": doubt.at_stake }))
        .collect();
    let owned: Vec<Value> = reading
        .owned
        .iter()
        .map(|one| json!({ "organisation": one.organisation, "owner": one.owner, "because": one.how.sentence() }))
        .collect();
    let (method, edition, about) = card(METHOD);
    let classes: Vec<Value> =
        Confidence::ALL.iter().map(|class| json!({ "confidence": class.code(), "meaning": class.meaning() })).collect();
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": settings,
        "organisations": organisations,
        "unsure": unsure,
        "owned": owned,
        "totals": reading.totals,
        "unmatched_share": reading.totals.unmatched().map(|share| number(share.value())),
        "classes": classes,
        "working": reading.working,
    }))
}

fn part<T: serde::de::DeserializeOwned>(question: &Question, name: &str) -> Result<Vec<T>, Value> {
    let Some(found) = question.input.get(name).cloned() else { return Ok(Vec::new()) };
    serde_json::from_value(found).map_err(|e| refusal("not_a_question", format!("“{name}” cannot be read: {e}.")))
}
