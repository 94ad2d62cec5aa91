//! `calc reach`: who took part, against the people it is about.

use serde_json::{Value, json};

use super::{card, question, refusal};
use crate::voice::reach::{Group, METHOD, read};

/// Groups of a question file with their gaps. `groups` is a list of `name`, `took_part`, and where known `population` (0 to 1) and `asked`.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn reach(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &[], &["groups"])?;
    let groups = question.input.get("groups").cloned().unwrap_or_default();
    let groups: Vec<Group> = serde_json::from_value(groups).map_err(|error| {
        refusal(
            "not_groups",
            format!("“groups” has to be a list of name, took_part and, where known, population from 0 to 1 and asked: {error}."),
        )
    })?;
    let reading = read(&groups).map_err(|refused| refusal(refused.code(), refused.to_string()))?;
    let (method, edition, about) = card(METHOD);
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "took_part": reading.took_part,
        "answered": reading.answered,
        "likeness": reading.likeness,
        "groups": reading.groups,
    }))
}
