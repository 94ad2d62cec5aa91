//! Settings: every threshold, its unit and range, what it means, where it comes from and how good that source is; changed with a reason.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::config::settings::{SettingEntry, SettingValue};
use desk::house::settings::{ChangeSetting, SettingView, change_setting, list_settings, read_setting};
use model::role::Permission::ManageSettings;
use quantity::{Money, Share, rounding};

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::stale;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::Asks::{May, SignIn};
use crate::router::{Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/settings.html")]
struct SettingsPage {
    layout: Layout,
    groups: Vec<Group>,
    problems: Vec<String>,
    has_interest: bool,
}

/// The settings of one subject.
struct Group {
    heading: &'static str,
    rows: Vec<Shown>,
}

/// A setting in words.
struct Shown {
    key: String,
    meaning: String,
    value: String,
    range: String,
    grade: &'static str,
    source: String,
    changed: Option<String>,
}

#[derive(Template)]
#[template(path = "house/setting.html")]
struct SettingPage {
    layout: Layout,
    shown: Shown,
    default: String,
    reason: String,
    interest: bool,
    history: Vec<desk::house::settings::SettingChange>,
    version: i64,
    may_change: bool,
    /// Both versions, where somebody else changed it meanwhile.
    stale: Markup,
    value_field: Markup,
    reason_field: Markup,
    button: Button,
}

page!(SettingsPage, SettingPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/settings", SignIn, "Settings, with their sources", list)
        .get("/settings/{key}", SignIn, "A setting: its range, source and history", show)
        .post("/settings/{key}", May(ManageSettings), "Change a setting, with a reason", save)
}

const HEADINGS: [(&str, &str); 12] = [
    ("evidence", "What shows that an issue is fixed"),
    ("readiness", "The readiness check"),
    ("robust", "The process before an award"),
    ("chart", "Charts"),
    ("disclosure", "Small numbers"),
    ("upload", "Files that are loaded"),
    ("case", "Cases"),
    ("involvement", "Having your say"),
    ("needs", "Needs"),
    ("open_data", "Open data"),
    ("session", "Signing in"),
    ("theme", "The council’s own colours"),
];

async fn list(State(app): State<App>, frame: Frame, _: Signed) -> Result<SettingsPage, PageError> {
    let (entries, problems) = list_settings(&app.desk).await?;
    let changed = entries.iter().filter(|entry| entry.changed.is_some()).count();
    let has_interest = entries.iter().any(|entry| is_interested(&entry.source));
    let of = |section: &str| entries.iter().filter(|entry| entry.key.split('.').next() == Some(section)).map(shown).collect::<Vec<_>>();
    let groups =
        HEADINGS.iter().map(|(section, heading)| Group { heading, rows: of(section) }).filter(|group| !group.rows.is_empty()).collect();
    let lead = match changed {
        0 => format!("{} settings, all as they came. Each says where it comes from and how good that source is.", entries.len()),
        _ => format!("{} settings; {changed} changed here, each with its reason.", entries.len()),
    };
    let layout =
        Layout::new(frame, "Settings").in_section(Section::Library).crumb("Library", "/library").lead(lead).audit("/audit?noun=setting");
    Ok(SettingsPage { layout, groups, problems, has_interest })
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(key): Path<String>) -> Result<SettingPage, PageError> {
    let view = read_setting(&app.desk, &key).await?;
    let form = Form::blank().with("version", view.version.to_string());
    Ok(setting_page(frame, &signed, form, view, Markup::default()))
}

fn setting_page(frame: Frame, signed: &Signed, form: Form, view: SettingView, stale: Markup) -> SettingPage {
    let entry = &view.entry;
    let layout = Layout::new(frame, heading(&entry.key))
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .crumb("Settings", "/settings")
        .caption(entry.key.clone())
        .lead(entry.meaning.clone())
        .with_errors(form.errors());
    let hint = match entry.unit.as_str() {
        "yes or no" => "Yes or no".to_owned(),
        "colour" => "Six hexadecimal digits, as #123f3a. Words have to be readable on it".to_owned(),
        "text" => "As its meaning says".to_owned(),
        _ if !entry.choices.is_empty() => format!("Choose from {}", entry.choices.join(", ")),
        unit => format!("In {unit}, {}", range_in_words(entry)),
    };
    // What a test is judged by was agreed before it began.
    let voids = if entry.key.starts_with("evidence.") { ". A change makes void every open test period it touches" } else { "" };
    let value_field = form.input("value", "New value").hint(format!("{hint}{voids}")).width(20).into();
    let reason_field = form
        .textarea("reason", "Why?")
        .hint("Shown wherever the setting is. It may be asked for under the Freedom of Information Act.")
        .rows(3)
        .into();
    SettingPage {
        layout,
        default: in_words(entry, &entry.default),
        reason: entry.reason.clone(),
        interest: is_interested(&entry.source),
        history: view.history,
        version: form.value("version").parse().unwrap_or(view.version),
        may_change: signed.actor.can(ManageSettings),
        stale,
        value_field,
        reason_field,
        button: Button::new("Change it"),
        shown: shown(entry),
    }
}

async fn save(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(key): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let ask = ChangeSetting {
        key: key.clone(),
        version: form.value("version").parse().unwrap_or(-1),
        value: form.value("value").to_owned(),
        reason: form.value("reason").to_owned(),
    };
    match change_setting(&app.desk, &signed.actor, ask).await {
        Ok(()) => Ok(to(&format!("/settings/{key}"))),
        Err(DeskError::Stale) => {
            let view = read_setting(&app.desk, &key).await?;
            let both = stale::both(&[
                ("The value", &view.entry.value.text(), form.value("value")),
                ("Why", &view.entry.reason, form.value("reason")),
            ]);
            let form = form.with("version", view.version.to_string());
            Ok((StatusCode::CONFLICT, setting_page(frame, &signed, form, view, both)).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            let view = read_setting(&app.desk, &key).await?;
            Ok(setting_page(frame, &signed, form, view, Markup::default()).into_response())
        }
    }
}

fn shown(entry: &SettingEntry) -> Shown {
    Shown {
        key: entry.key.clone(),
        meaning: entry.meaning.clone(),
        value: in_words(entry, &entry.value),
        range: range_in_words(entry),
        grade: grade_in_words(&entry.grade),
        source: source_in_words(&entry.source),
        changed: entry
            .changed
            .as_ref()
            .map(|(role, on)| format!("Changed by the {} on {}", role.to_lowercase(), quantity::period::in_words(*on))),
    }
}

/// "evidence.fewest_months" is headed "Fewest months".
fn heading(key: &str) -> String {
    let words = key.rsplit('.').next().unwrap_or(key).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn in_words(entry: &SettingEntry, value: &SettingValue) -> String {
    match value {
        SettingValue::Whole(number) if entry.unit == "bytes" => format!("{} MB", number / (1024 * 1024)),
        SettingValue::Whole(number) => format!("{} {}", with_commas(*number), entry.unit),
        SettingValue::Share(share) => percentage(*share),
        SettingValue::Money(money) => money.in_full(),
        SettingValue::Choice(code) => code.replace('_', " "),
        SettingValue::YesNo(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        SettingValue::List(codes) if codes.is_empty() => "None".to_owned(),
        SettingValue::List(codes) => codes.join(", ").replace('_', " "),
        SettingValue::Colour(colour) => colour.to_string(),
    }
}

fn range_in_words(entry: &SettingEntry) -> String {
    let Some((least, most)) = entry.range else {
        return match entry.unit.as_str() {
            "yes or no" => "yes or no".to_owned(),
            "colour" => "any colour on which words can be read".to_owned(),
            "text" => "a text as its meaning says".to_owned(),
            _ => format!("from {}", entry.choices.join(", ").replace('_', " ")),
        };
    };
    let said = |bound: f64| match entry.unit.as_str() {
        "money" => Money::from_pence(bound as i64).in_full(),
        "share" => percentage(bound),
        "bytes" => format!("{} MB", (bound as i64) / (1024 * 1024)),
        _ => with_commas(bound as i64),
    };
    format!("from {} to {}", said(least), said(most))
}

fn percentage(share: f64) -> String {
    Share::new(share)
        .map_or_else(|_| share.to_string(), |share| format!("{}%", rounding::shown(share.value() * 100.0, 1).trim_end_matches(".0")))
}

fn with_commas(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if number < 0 { format!("−{said}") } else { said }
}

fn grade_in_words(grade: &str) -> &'static str {
    match grade {
        "convention" => "A custom of the field",
        "opinion" => "A practitioner’s opinion, without data",
        _ => "Ours",
    }
}

/// A source of the requirements by the kind of document it is; anything else as it is written.
fn source_in_words(source: &str) -> String {
    let document = match source.split('.').next() {
        Some("S0") => "a consultancy’s article on strategic commissioning",
        Some("S1") => "a think tank’s report on strategic commissioning",
        Some("S2") => "a study of commissioning and supply by councils",
        Some("S3") => "a paper on commissioning whole systems",
        Some("S4") => "an article on commissioning and procurement",
        _ => return source.to_owned(),
    };
    format!("From {document} (item {source})")
}

/// A source that sells help with what it advises.
fn is_interested(source: &str) -> bool {
    source.starts_with("S0.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_read_them() {
        assert_eq!(with_commas(1_234_567), "1,234,567");
        assert_eq!(with_commas(12), "12");
        assert_eq!(percentage(0.975), "97.5%");
        assert_eq!(percentage(0.05), "5%");
        assert_eq!(heading("evidence.fewest_months"), "Fewest months");
    }

    #[test]
    fn the_source_that_sells_help_is_named_as_such() {
        assert!(is_interested("S0.35") && !is_interested("S4.49"));
        assert_eq!(source_in_words("S0.35"), "From a consultancy’s article on strategic commissioning (item S0.35)");
        assert_eq!(source_in_words("practice"), "practice");
    }
}
