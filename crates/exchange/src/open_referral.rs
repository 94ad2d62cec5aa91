//! Directories of local services: Open Referral UK and HSDS 3, as JSON (a list, or one whole service) and as tables of CSV.
//!
//! A service is kept where it has an identifier, a name and no second meaning; whatever else is wrong with it is a [`Fault`] with its place,
//! and that one field is left out. Names, telephone numbers and e-mail addresses of people are never read.

mod fields;
mod tables;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Limits, Unreadable, encoding};
use fields::{At, text};

/// One file as it came.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// What was read of a directory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Directory {
    pub services: Vec<Service>,
    pub faults: Vec<Fault>,
    /// Entries that named a service again, and said nothing else of it.
    pub repeated: usize,
}

/// A service that is offered to people.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// The directory's own identifier.
    pub id: String,
    pub name: String,
    pub description: String,
    pub organisation: String,
    pub status: Status,
    /// Whom it is for: ages and conditions, in the directory's words.
    pub for_whom: String,
    /// Its page.
    pub address: String,
    /// What it costs whoever comes; empty where nothing is said.
    pub fees: String,
    pub last_changed: String,
    pub sites: Vec<Site>,
    /// Where in the file it begins.
    pub at: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Active,
    Inactive,
    Defunct,
    Closed,
}

/// A place where a service is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub name: String,
    /// Town or region, as the address gives it; never a street.
    pub town: String,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
}

/// Something that is not as the standard asks, with its place, what stood there and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `contents[2].email`; `services.csv, row 3, column url`.
    pub at: String,
    pub seen: String,
    /// A whole sentence.
    pub says: String,
}

impl Fault {
    pub fn sentence(&self) -> String {
        if self.seen.is_empty() {
            format!("{}: {}", self.at, self.says)
        } else {
            format!("{}: seen ‘{}’. {}", self.at, self.seen, self.says)
        }
    }
}

/// The files are no directory. Each text says the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADirectory {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("{name} cannot be read as JSON: {why}. Ask for the directory again, or save it whole.")]
    Json { name: String, why: String },
    #[error(
        "{0} is no list of services. It needs `contents`, one service, one organisation with its services, or tables of which one is services.csv."
    )]
    NoServices(String),
}

/// Reads one JSON file, or any number of tables that belong together. The same bytes give the same.
pub fn read(files: &[Named<'_>], limits: &Limits) -> Result<Directory, NotADirectory> {
    let mut out = Reading::default();
    let mut csv: Vec<tables::Text> = Vec::new();
    for file in files {
        if file.bytes.len() as u64 > limits.bytes {
            return Err(Unreadable::TooLarge { bytes: file.bytes.len() as u64, limit: limits.bytes }.into());
        }
        if file.bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Unreadable::Empty.into());
        }
        let text = encoding::decode(file.bytes)?.text;
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with(['{', '[']) {
            let why = |error: serde_json::Error| NotADirectory::Json { name: file.name.to_owned(), why: error.to_string() };
            let value: Value = serde_json::from_str(text).map_err(why)?;
            out.json(&value, file.name)?;
        } else {
            csv.push(tables::Text { name: file.name.to_owned(), text: text.to_owned() });
        }
    }
    if !csv.is_empty() {
        let rows = tables::joined(&csv, limits, &mut out.faults)?;
        for (at, row) in rows {
            out.service(&row, None, &at);
        }
    }
    Ok(out.finished())
}

#[derive(Default)]
struct Reading {
    services: Vec<Service>,
    by_id: BTreeMap<String, usize>,
    faults: Vec<Fault>,
    repeated: usize,
    people: usize,
}

impl Reading {
    fn json(&mut self, value: &Value, name: &str) -> Result<(), NotADirectory> {
        let nothing = || NotADirectory::NoServices(name.to_owned());
        match value {
            Value::Array(all) => self.all(all, "[", "]"),
            Value::Object(whole) => match whole.get("contents") {
                Some(Value::Array(all)) => {
                    self.counted(whole, all.len());
                    self.all(all, "contents[", "]");
                }
                Some(_) => return Err(nothing()),
                None if is_entry(whole) => self.entry(whole, At::root()),
                None => return Err(nothing()),
            },
            _ => return Err(nothing()),
        }
        Ok(())
    }

    /// What the page of a list says of itself, against what it holds.
    fn counted(&mut self, whole: &Map<String, Value>, held: usize) {
        let Some(said) = whole.get("total_items").and_then(Value::as_u64) else {
            return self.fault("total_items", "", "The list does not say how many services it holds.");
        };
        let pages = whole.get("total_pages").and_then(Value::as_u64).unwrap_or(1);
        if pages > 1 {
            let says = format!("The list says it has {pages} pages, and this file is one of them. Load the others too.");
            self.fault("total_pages", &pages.to_string(), &says);
        } else if said != held as u64 {
            let says = format!("The list says it holds {said} and it holds {held}. What it holds was read.");
            self.fault("total_items", &said.to_string(), &says);
        }
    }

    fn all(&mut self, all: &[Value], before: &str, after: &str) {
        for (at, value) in all.iter().enumerate() {
            let place = At::new(format!("{before}{at}{after}"));
            match value {
                Value::Object(entry) => self.entry(entry, place),
                other => self.fault(place.whole(), &fields::seen(other), "This is no service. It was passed over."),
            }
        }
    }

    /// A service, a service at a place, or an organisation with its services.
    fn entry(&mut self, entry: &Map<String, Value>, at: At) {
        if let (Some(Value::Object(service)), Some(Value::Object(_))) = (entry.get("service"), entry.get("location")) {
            let mut service = service.clone();
            let link = Value::Object(entry.iter().filter(|(key, _)| *key != "service").map(|(k, v)| (k.clone(), v.clone())).collect());
            service.insert("service_at_locations".into(), Value::Array(vec![link]));
            return self.service(&service, None, &at.field("service"));
        }
        if let Some(Value::Array(services)) = entry.get("services") {
            let organisation = text(entry, "name").unwrap_or_default();
            for (number, service) in services.iter().enumerate() {
                let at = at.field(&format!("services[{number}]"));
                match service {
                    Value::Object(service) => self.service(service, Some(&organisation), &at),
                    other => self.fault(at.whole(), &fields::seen(other), "This is no service. It was passed over."),
                }
            }
            return;
        }
        if !entry.contains_key("status") && !entry.contains_key("organization") && !entry.contains_key("organization_id") {
            let says = "This is an organisation without services, or lacks its status and its organisation. It was passed over.";
            return self.fault(at.whole(), &text(entry, "name").unwrap_or_default(), says);
        }
        self.service(entry, None, &at);
    }

    fn service(&mut self, entry: &Map<String, Value>, under: Option<&str>, at: &At) {
        let faults = &mut self.faults;
        let id = fields::required(entry, "id", at, faults);
        let name = fields::required(entry, "name", at, faults);
        let status = fields::status(entry, at, faults);
        let organisation = fields::organisation(entry, under, at, faults);
        fields::emails(entry, at, faults);
        let address = fields::address(entry, "url", at, faults);
        let ages = fields::ages(entry, at, faults);
        fields::days(entry, at, faults);
        fields::costs(entry, at, faults);
        let sites = fields::sites(entry, at, faults);
        self.people += fields::people(entry);
        let (Some(id), Some(name)) = (id, name) else {
            return self.fault(at.whole(), "", "Without an identifier and a name it cannot be told from others. It was not kept.");
        };
        let eligibility = text(entry, "eligibility_description").unwrap_or_default();
        let for_whom = [ages, eligibility].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        let service = Service {
            description: text(entry, "description").unwrap_or_default(),
            fees: text(entry, "fees_description").or_else(|| text(entry, "fees")).unwrap_or_default(),
            last_changed: text(entry, "last_modified").unwrap_or_default(),
            at: at.whole().to_owned(),
            id,
            name,
            organisation,
            status,
            for_whom,
            address,
            sites,
        };
        self.keep(service);
    }

    /// One of each identifier: a repeat adds what was not known, and never changes a name.
    fn keep(&mut self, service: Service) {
        let Some(known) = self.by_id.get(&service.id).and_then(|at| self.services.get_mut(*at)) else {
            self.by_id.insert(service.id.clone(), self.services.len());
            return self.services.push(service);
        };
        if known.name != service.name {
            let says = format!("This identifier is that of “{}” at {} too. The first was kept.", known.name, known.at);
            let (at, seen) = (format!("{}.id", service.at), service.name);
            return self.faults.push(Fault { at, seen, says });
        }
        self.repeated += 1;
        let fill = |held: &mut String, more: String| {
            if held.is_empty() {
                *held = more;
            }
        };
        fill(&mut known.description, service.description);
        fill(&mut known.organisation, service.organisation);
        fill(&mut known.for_whom, service.for_whom);
        fill(&mut known.address, service.address);
        fill(&mut known.fees, service.fees);
        fill(&mut known.last_changed, service.last_changed);
        for site in service.sites {
            if !known.sites.contains(&site) {
                known.sites.push(site);
            }
        }
    }

    fn fault(&mut self, at: &str, seen: &str, says: &str) {
        self.faults.push(Fault { at: at.to_owned(), seen: fields::short(seen), says: says.to_owned() });
    }

    fn finished(mut self) -> Directory {
        if self.people > 0 {
            let says = format!("People to contact are named {} times. Nothing of it was read or kept.", self.people);
            self.fault("contacts", "", &says);
        }
        Directory { services: self.services, faults: self.faults, repeated: self.repeated }
    }
}

/// Has it what a service, a service at a place or an organisation has?
fn is_entry(whole: &Map<String, Value>) -> bool {
    ["id", "name", "status", "services", "service"].iter().any(|key| whole.contains_key(*key))
}
