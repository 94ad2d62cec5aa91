//! Fields of a service, each checked by itself: what is not as the standard asks is a fault and is left out.

use quantity::Date;
use serde_json::{Map, Value};

use super::{Fault, Site, Status};

type Entry = Map<String, Value>;

/// Where an entry stands: in JSON its path, in a table its file and row.
#[derive(Debug, Clone)]
pub(super) struct At {
    whole: String,
    is_table: bool,
}

impl At {
    pub(super) fn new(whole: String) -> At {
        At { whole, is_table: false }
    }

    pub(super) fn root() -> At {
        At::new(String::new())
    }

    pub(super) fn row(file: &str, row: u32) -> At {
        At { whole: format!("{file}, row {row}"), is_table: true }
    }

    pub(super) fn whole(&self) -> &str {
        if self.whole.is_empty() { "the file" } else { &self.whole }
    }

    pub(super) fn field(&self, name: &str) -> At {
        let whole = match (self.is_table, self.whole.is_empty()) {
            (_, true) => name.to_owned(),
            (true, false) => format!("{}, column {name}", self.whole),
            (false, false) => format!("{}.{name}", self.whole),
        };
        At { whole, is_table: self.is_table }
    }
}

/// Text that is not blank; a number is read as it is written.
pub(super) fn text(entry: &Entry, key: &str) -> Option<String> {
    let said = match entry.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let clean: String = said.chars().filter(|letter| !letter.is_control()).collect();
    (!clean.is_empty()).then_some(clean)
}

/// What stood there, short enough for a sentence.
pub(super) fn seen(value: &Value) -> String {
    match value {
        Value::String(text) => short(text),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an entry".to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn short(text: &str) -> String {
    let clean: String = text.chars().filter(|letter| !letter.is_control()).take(81).collect();
    if clean.chars().count() > 80 { clean.chars().take(80).collect::<String>() + "…" } else { clean }
}

fn fault(at: &At, field: &str, seen: impl Into<String>, says: impl Into<String>, faults: &mut Vec<Fault>) {
    faults.push(Fault { at: at.field(field).whole().to_owned(), seen: short(&seen.into()), says: says.into() });
}

/// Is there anything at all under this name?
fn given<'a>(entry: &'a Entry, key: &str) -> Option<&'a Value> {
    entry.get(key).filter(|value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()))
}

pub(super) fn required(entry: &Entry, key: &str, at: &At, faults: &mut Vec<Fault>) -> Option<String> {
    let said = text(entry, key);
    if said.is_none() {
        let seen = given(entry, key).map(seen).unwrap_or_default();
        fault(at, key, seen, format!("A service needs {key}."), faults);
    }
    said
}

pub(super) fn status(entry: &Entry, at: &At, faults: &mut Vec<Fault>) -> Status {
    let said = required(entry, "status", at, faults);
    match said.as_deref().map(str::to_lowercase).as_deref() {
        Some("active") => Status::Active,
        Some("inactive") => Status::Inactive,
        Some("defunct") => Status::Defunct,
        Some("temporarily closed") => Status::Closed,
        Some(other) => {
            fault(at, "status", other, "A status is active, inactive, defunct or temporarily closed. It is read as inactive.", faults);
            Status::Inactive
        }
        None => Status::Inactive,
    }
}

pub(super) fn organisation(entry: &Entry, under: Option<&str>, at: &At, faults: &mut Vec<Fault>) -> String {
    if let Some(name) = under.filter(|name| !name.is_empty()) {
        return name.to_owned();
    }
    match entry.get("organization") {
        Some(Value::Object(body)) => {
            let at = at.field("organization");
            let name = text(body, "name").unwrap_or_else(|| {
                fault(&at, "name", "", "An organisation needs a name.", faults);
                String::new()
            });
            for key in ["website", "uri"] {
                address(body, key, &at, faults);
            }
            email(body, "email", &at, faults);
            name
        }
        _ => {
            if given(entry, "organization_id").is_none() {
                fault(at, "organization", "", "It does not say which organisation offers it.", faults);
            }
            String::new()
        }
    }
}

/// A web address, or nothing.
pub(super) fn address(entry: &Entry, key: &str, at: &At, faults: &mut Vec<Fault>) -> String {
    let Some(value) = given(entry, key) else { return String::new() };
    let said = value.as_str().map(str::trim).unwrap_or_default();
    let rest = said.strip_prefix("https://").or_else(|| said.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.contains('.') || said.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>')) {
        fault(at, key, seen(value), "This is no web address: one begins with https:// and a host. It was left out.", faults);
        return String::new();
    }
    said.to_owned()
}

/// Checked, and never kept: it may be a person's.
fn email(entry: &Entry, key: &str, at: &At, faults: &mut Vec<Fault>) {
    let Some(value) = given(entry, key) else { return };
    let looks_right = value.as_str().is_some_and(|text| {
        !text.contains(char::is_whitespace)
            && text.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'))
    });
    if !looks_right {
        let seen = if value.as_str().is_some_and(|text| text.contains('@')) { String::new() } else { seen(value) };
        fault(at, key, seen, "This is no e-mail address.", faults);
    }
}

pub(super) fn emails(entry: &Entry, at: &At, faults: &mut Vec<Fault>) {
    for key in ["email", "assurer_email"] {
        email(entry, key, at, faults);
    }
}

fn number(entry: &Entry, key: &str, at: &At, range: (f64, f64), faults: &mut Vec<Fault>) -> Option<f64> {
    let value = given(entry, key)?;
    let read = match value {
        Value::Number(number) => number.as_f64(),
        // In a table every cell is text.
        Value::String(text) if at.is_table => text.trim().parse().ok(),
        _ => None,
    };
    let read = read.filter(|number: &f64| number.is_finite() && (range.0..=range.1).contains(number));
    if read.is_none() {
        fault(at, key, seen(value), format!("This is no number from {} to {}. It was left out.", range.0, range.1), faults);
    }
    read
}

/// `From 12 to 100 years`.
pub(super) fn ages(entry: &Entry, at: &At, faults: &mut Vec<Fault>) -> String {
    const AGES: (f64, f64) = (0.0, 130.0);
    let (least, most) = (number(entry, "minimum_age", at, AGES, faults), number(entry, "maximum_age", at, AGES, faults));
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        fault(at, "minimum_age", format!("{least} to {most}"), "The youngest is older than the oldest. Neither was kept.", faults);
        return String::new();
    }
    match (least, most) {
        (Some(least), Some(most)) => format!("From {least} to {most} years"),
        (Some(least), None) => format!("From {least} years"),
        (None, Some(most)) => format!("Up to {most} years"),
        (None, None) => String::new(),
    }
}

pub(super) fn days(entry: &Entry, at: &At, faults: &mut Vec<Fault>) {
    for (key, has_time) in [("assured_date", false), ("last_modified", true)] {
        let Some(value) = given(entry, key) else { continue };
        let said = value.as_str().unwrap_or_default();
        let day = said.get(..10).unwrap_or_default();
        let is_day = day.parse::<Date>().is_ok()
            && if has_time { said.len() == 10 || said.as_bytes().get(10) == Some(&b'T') } else { said.len() == 10 };
        if !is_day {
            fault(at, key, seen(value), "This is no date as 2026-11-21.", faults);
        }
    }
}

pub(super) fn costs(entry: &Entry, at: &At, faults: &mut Vec<Fault>) {
    for (number_of, option) in list(entry, "cost_options").enumerate() {
        let at = at.field(&format!("cost_options[{number_of}]"));
        number(option, "amount", &at, (0.0, 1e9), faults);
        let dates = [("valid_from", text(option, "valid_from")), ("valid_to", text(option, "valid_to"))];
        for (key, said) in &dates {
            if let Some(said) = said.as_ref().filter(|said| said.parse::<Date>().is_err()) {
                fault(&at, key, said.clone(), "This is no date as 2026-11-21.", faults);
            }
        }
        if let [(_, Some(from)), (_, Some(to))] = &dates
            && let (Ok(from), Ok(to)) = (from.parse::<Date>(), to.parse::<Date>())
            && from > to
        {
            fault(&at, "valid_to", to.to_string(), "It ends before it begins.", faults);
        }
    }
}

pub(super) fn list<'a>(entry: &'a Entry, key: &str) -> impl Iterator<Item = &'a Entry> {
    entry.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

/// Where it is offered: town and coordinates, never a street.
pub(super) fn sites(entry: &Entry, at: &At, faults: &mut Vec<Fault>) -> Vec<Site> {
    let mut sites = Vec::new();
    for (number_of, link) in list(entry, "service_at_locations").enumerate() {
        let at = at.field(&format!("service_at_locations[{number_of}]"));
        let Some(location) = link.get("location").and_then(Value::as_object) else {
            fault(&at, "location", "", "A service at a place needs its place.", faults);
            continue;
        };
        let at = at.field("location");
        match text(location, "location_type").as_deref() {
            None => fault(&at, "location_type", "", "A place needs its type: physical, postal or virtual.", faults),
            Some("physical" | "postal" | "virtual") => {}
            Some(other) => fault(&at, "location_type", other, "A place is physical, postal or virtual.", faults),
        }
        let north = number(location, "latitude", &at, (-90.0, 90.0), faults);
        let east = number(location, "longitude", &at, (-180.0, 180.0), faults);
        let address = list(location, "addresses").next();
        let town = address.and_then(|address| text(address, "city").or_else(|| text(address, "region"))).unwrap_or_default();
        sites.push(Site { name: text(location, "name").unwrap_or_default(), town, at: north.zip(east) });
    }
    sites
}

/// How many people are named, as contacts of it.
pub(super) fn people(entry: &Entry) -> usize {
    list(entry, "contacts").filter(|contact| text(contact, "name").is_some()).count()
}
