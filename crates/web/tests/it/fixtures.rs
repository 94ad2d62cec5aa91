//! Our component templates against govuk-frontend's own fixtures, all of them: the same elements, attributes, classes and words.
//!
//! White space beside tags is dropped, that between words is one space (but in a textarea), character references are decoded and
//! attributes are sorted by name on both sides; nothing else is. Options are JavaScript's: numbers become text, and an absent item of a list is left out (its place in the
//! numbering is kept, as an id).

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde_json::Value;
use web::components::button::Button;
use web::components::choices::{Checkboxes, Radios};
use web::components::date_input::DateInput;
use web::components::field::{ErrorMessage, Fieldset, Hint, Label};
use web::components::list::{SummaryList, Table, TaskList};
use web::components::notice::{Details, ErrorSummary, InsetText, NotificationBanner, Tag, WarningText};
use web::components::typed::{Input, Select, Textarea};
use web::components::upload::FileUpload;
use web::components::way::{Breadcrumbs, GenericHeader, Pagination, ServiceNavigation, SkipLink};

/// Fixtures that ask for what ours cannot be given, and why.
const LEFT_OUT: [(&str, &str); 1] = [
    // Its numbering counts absent items, which a Rust list does not have; a task has no id of its own to keep the place with.
    ("task-list", "with empty values"),
];

#[test]
fn every_component_agrees_with_every_fixture_of_govuk_frontend() {
    let mut seen = Vec::new();
    compare::<Breadcrumbs>("breadcrumbs", &mut seen);
    compare::<Button>("button", &mut seen);
    compare::<Checkboxes>("checkboxes", &mut seen);
    compare::<DateInput>("date-input", &mut seen);
    compare::<Details>("details", &mut seen);
    compare::<ErrorMessage>("error-message", &mut seen);
    compare::<ErrorSummary>("error-summary", &mut seen);
    compare::<Fieldset>("fieldset", &mut seen);
    compare::<FileUpload>("file-upload", &mut seen);
    compare::<GenericHeader>("generic-header", &mut seen);
    compare::<Hint>("hint", &mut seen);
    compare::<Input>("input", &mut seen);
    compare::<InsetText>("inset-text", &mut seen);
    compare::<Label>("label", &mut seen);
    compare::<NotificationBanner>("notification-banner", &mut seen);
    compare::<Pagination>("pagination", &mut seen);
    compare::<Radios>("radios", &mut seen);
    compare::<Select>("select", &mut seen);
    compare::<ServiceNavigation>("service-navigation", &mut seen);
    compare::<SkipLink>("skip-link", &mut seen);
    compare::<SummaryList>("summary-list", &mut seen);
    compare::<Table>("table", &mut seen);
    compare::<Tag>("tag", &mut seen);
    compare::<TaskList>("task-list", &mut seen);
    compare::<Textarea>("textarea", &mut seen);
    compare::<WarningText>("warning-text", &mut seen);
    let (equal, unequal): (Vec<_>, Vec<_>) = seen.into_iter().partition(|outcome| outcome.is_ok());
    let unequal: Vec<String> = unequal.into_iter().filter_map(Result::err).collect();
    println!("{} fixtures agree", equal.len());
    assert!(unequal.is_empty(), "{} agree, {} do not:\n\n{}", equal.len(), unequal.len(), unequal.join("\n\n"));
    assert!(equal.len() > 500, "only {} fixtures were found", equal.len());
}

fn compare<T: DeserializeOwned + Display>(component: &str, seen: &mut Vec<Result<(), String>>) {
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/frontend/node_modules/govuk-frontend/dist/govuk/components");
    let path = format!("{package}/{component}/fixtures.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}; build.rs fetches it with npm ci"));
    let file: Value = serde_json::from_str(&text).expect("fixtures are JSON");
    for fixture in file["fixtures"].as_array().expect("fixtures") {
        let name = fixture["name"].as_str().unwrap_or_default();
        if LEFT_OUT.contains(&(component, name)) {
            continue;
        }
        let options = plain(fixture["options"].clone(), "", &prefix(&fixture["options"]));
        let outcome = serde_json::from_value::<T>(options.clone()).map_err(|error| format!("{component} / {name}: {error}\n  {options}"));
        let outcome = outcome.and_then(|part| {
            let ours = tidy(&part.to_string());
            let theirs = tidy(fixture["html"].as_str().unwrap_or_default());
            if ours == theirs { Ok(()) } else { Err(format!("{component} / {name}\n  theirs {theirs}\n  ours   {ours}")) }
        });
        seen.push(outcome);
    }
}

fn prefix(options: &Value) -> String {
    ["idPrefix", "name"].iter().find_map(|key| options[key].as_str()).unwrap_or("task-list").to_string()
}

/// JavaScript's options as ours.
fn plain(value: Value, key: &str, prefix: &str) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(shown) if matches!(key, "value" | "visuallyHiddenText") => {
            Value::String(if key == "value" { shown.to_string() } else { String::new() })
        }
        Value::Object(map) => {
            let absent =
                |key: &str, value: &Value| value.is_null() || (matches!(key, "html" | "hint" | "label") && *value == Value::Bool(false));
            Value::Object(
                map.into_iter()
                    .filter(|(key, value)| !absent(key, value))
                    .map(|(key, value)| (key.clone(), plain(value, &key, prefix)))
                    .collect(),
            )
        }
        Value::Array(items) => {
            let falsy = |item: &Value| {
                matches!(item, Value::Null | Value::Bool(false))
                    || [Value::from(0), Value::from(""), Value::Object(Default::default())].contains(item)
            };
            let any_absent = items.iter().any(falsy);
            let kept = items.into_iter().enumerate().filter(|(_, item)| !falsy(item)).map(|(index, item)| {
                let mut item = plain(item, key, prefix);
                if any_absent && key == "items" && index > 0 && item.get("id").is_none() && item.get("value").is_some() {
                    item["id"] = Value::String(format!("{prefix}-{}", index + 1));
                }
                item
            });
            Value::Array(kept.collect())
        }
        other => other,
    }
}

/// White space beside tags dropped, references decoded, attributes in order of name.
fn tidy(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let exact = out.rfind('<').is_some_and(|last| out[last..].starts_with("<textarea"));
        push_text(&mut out, &rest[..start], exact);
        let end = tag_end(&rest[start..]) + start;
        out.push_str(&sorted(&rest[start..end]));
        rest = &rest[end..];
    }
    push_text(&mut out, rest, false);
    out
}

fn push_text(out: &mut String, text: &str, exact: bool) {
    let text = if exact { text.to_string() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
    out.push_str(&decoded(&text));
}

fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    tag.char_indices()
        .find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == '>' && !quoted
        })
        .map_or(tag.len(), |(index, _)| index + 1)
}

fn sorted(tag: &str) -> String {
    let inside = tag.trim_start_matches('<').trim_end_matches('>').trim();
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let name_end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let attribute = rest[..name_end].to_string();
        rest = &rest[name_end..];
        match rest.strip_prefix("=\"") {
            Some(value) => {
                let end = value.find('"').expect("a closing quote");
                attributes.push(format!("{attribute}=\"{}\"", decoded(&value[..end])));
                rest = &value[end + 1..];
            }
            None => attributes.push(attribute),
        }
    }
    attributes.sort();
    let all: Vec<String> = std::iter::once(name.to_string()).chain(attributes).collect();
    format!("<{}>", all.join(" "))
}

fn decoded(text: &str) -> String {
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    names.iter().fold(text.to_string(), |text, (name, letter)| text.replace(name, letter))
}
