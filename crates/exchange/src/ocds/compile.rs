//! Releases of one process merged into its present state, by the merging rules of OCDS 1.1: later releases write over earlier ones, a
//! null takes away, objects of a list are known by their `id`, and a list without identifiers is replaced whole.

use serde_json::{Map, Value};

/// Fields no table asks for. Left out before anything is held.
const NOT_ASKED: &[&str] = &[
    "documents",
    "milestones",
    "contactPoint",
    "amendments",
    "submissionTerms",
    "selectionCriteria",
    "awardCriteria",
    "awardCriteriaDetails",
    "eligibilityCriteria",
    "submissionMethodDetails",
    "otherRequirements",
    "enquiries",
    "questions",
    "auctions",
    "versionedRelease",
    "packageInfo",
];

/// Lists that the standard replaces whole though their objects have identifiers.
const WHOLE: &[&str] = &["additionalIdentifiers", "additionalClassifications", "changes"];

/// A release as a tree, without what no table asks for.
pub fn pruned(release: &[u8]) -> Result<Value, serde_json::Error> {
    let mut tree: Value = serde_json::from_slice(release)?;
    prune(&mut tree);
    Ok(tree)
}

fn prune(tree: &mut Value) {
    match tree {
        Value::Object(fields) => {
            fields.retain(|name, value| {
                !(NOT_ASKED.contains(&name.as_str()) || name == "description" && value.as_str().is_some_and(|text| text.len() > 400))
            });
            fields.values_mut().for_each(prune);
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}

/// A versioned release (each field with every value it has had) as it stands last.
pub fn unversioned(tree: &Value) -> Value {
    const OF_A_VERSION: [&str; 4] = ["releaseID", "releaseDate", "releaseTag", "value"];
    let version = |value: &Value| {
        value
            .as_object()
            .is_some_and(|fields| fields.contains_key("releaseDate") && fields.keys().all(|key| OF_A_VERSION.contains(&key.as_str())))
    };
    match tree {
        Value::Array(list) if !list.is_empty() && list.iter().all(version) => {
            list.last().and_then(|last| last.get("value")).map_or(Value::Null, unversioned)
        }
        Value::Array(list) => Value::Array(list.iter().map(unversioned).collect()),
        Value::Object(fields) => Value::Object(fields.iter().map(|(name, value)| (name.clone(), unversioned(value))).collect()),
        other => other.clone(),
    }
}

/// The releases of one process, in the order of their days, as one. Of two of the same moment the later in the file is the later.
pub fn compile(mut releases: Vec<Value>) -> Value {
    releases.sort_by(|a, b| moment(a).cmp(&moment(b)));
    let mut merged = Map::new();
    for release in releases {
        let Value::Object(mut fields) = release else { continue };
        let is_tender = fields.get("tag").and_then(Value::as_array).is_some_and(|tags| tags.iter().any(|tag| tag == "tender"));
        let published = fields.get("date").cloned();
        if let (true, Some(published), Some(Value::Object(tender))) = (is_tender, published, fields.get_mut("tender")) {
            tender.entry("datePublished").or_insert(published);
        }
        merge(&mut merged, fields);
    }
    Value::Object(merged)
}

/// For comparison: the instant where it is one, so that offsets are heeded, and else the text.
pub fn moment(release: &Value) -> (Option<jiff::Timestamp>, String) {
    let text = release.get("date").and_then(Value::as_str).unwrap_or_default();
    (text.parse().ok(), text.to_owned())
}

fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (_, Value::Null) => {
                into.remove(&name);
            }
            (Some(Value::Object(held)), Value::Object(fields)) => merge(held, fields),
            (Some(Value::Array(held)), Value::Array(list)) if by_id(held) && by_id(&list) && !WHOLE.contains(&name.as_str()) => {
                merge_list(held, list);
            }
            (_, value) => {
                let value = without_nulls(value);
                into.insert(name, value);
            }
        }
    }
}

/// Whether every object of the list has an identifier of its own.
fn by_id(list: &[Value]) -> bool {
    list.iter().all(|one| id_of(one).is_some())
}

fn id_of(one: &Value) -> Option<String> {
    match one.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn merge_list(held: &mut Vec<Value>, list: Vec<Value>) {
    let mut places: std::collections::HashMap<String, usize> =
        held.iter().enumerate().filter_map(|(place, one)| id_of(one).map(|id| (id, place))).collect();
    for one in list {
        let Some(id) = id_of(&one) else { continue };
        match (places.get(&id).and_then(|place| held.get_mut(*place)), one) {
            (Some(Value::Object(before)), Value::Object(fields)) => merge(before, fields),
            (_, one) => {
                places.insert(id, held.len());
                held.push(without_nulls(one));
            }
        }
    }
}

/// What is new brings no nulls with it.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, without_nulls(value))).collect(),
        ),
        Value::Array(list) => Value::Array(list.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_later_release_writes_over_an_earlier_one_and_a_null_takes_away() {
        let merged = compile(vec![
            json!({"ocid": "a", "date": "2025-02-01T00:00:00Z", "tag": ["award"], "tender": {"status": "complete", "value": null},
                "awards": [{"id": 2, "status": "active"}, {"id": 1, "status": "active", "title": null}]}),
            json!({"ocid": "a", "date": "2025-01-01T00:00:00+01:00", "tag": ["tender"], "tender": {"status": "active", "title": "t",
                "value": {"amount": 5}}, "awards": [{"id": 1, "status": "pending", "title": "x", "suppliers": [{"name": "B"}]}]}),
        ]);
        assert_eq!(
            merged,
            json!({"ocid": "a", "date": "2025-02-01T00:00:00Z", "tag": ["award"],
                "tender": {"status": "complete", "title": "t", "datePublished": "2025-01-01T00:00:00+01:00"},
                "awards": [{"id": 1, "status": "active", "suppliers": [{"name": "B"}]}, {"id": 2, "status": "active"}]})
        );
    }

    #[test]
    fn a_list_without_identifiers_is_replaced_whole() {
        let merged = compile(vec![
            json!({"date": "1", "tender": {"items": [{"classification": {"id": "85000000"}}], "additionalClassifications": [{"id": "a"}]}}),
            json!({"date": "2", "tender": {"items": [{"id": "1"}], "additionalClassifications": [{"id": "b"}]}}),
        ]);
        assert_eq!(merged["tender"], json!({"items": [{"id": "1"}], "additionalClassifications": [{"id": "b"}]}));
    }

    #[test]
    fn a_versioned_release_is_read_as_it_stands_last() {
        let version = |value: Value| json!({"releaseID": "1", "releaseDate": "2015", "releaseTag": ["tender"], "value": value});
        let tree = json!({"ocid": "a", "tender": {"id": "t", "title": [version(json!("x")), version(json!("y"))], "items": [{"id": 1, "q": [version(json!(2))]}]}});
        assert_eq!(unversioned(&tree), json!({"ocid": "a", "tender": {"id": "t", "title": "y", "items": [{"id": 1, "q": 2}]}}));
    }
}
