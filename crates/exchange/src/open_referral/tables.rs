//! The tables of HSDS put together: a service with its organisation, its places and what it costs, as JSON would hold them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::fields::{At, text};
use super::{Fault, NotADirectory};
use crate::{Limits, csv};

/// A table as it came.
pub(super) struct Text {
    pub name: String,
    pub text: String,
}

type Row = Map<String, Value>;
/// Rows of one table with their places.
type Rows = Vec<(At, Row)>;

/// Tables that are read; what stands in others is of no use here.
const READ: [&str; 7] = ["services", "organizations", "locations", "service_at_location", "addresses", "cost_options", "contacts"];

/// Every service as one entry. Links that lead nowhere are faults.
pub(super) fn joined(files: &[Text], limits: &Limits, faults: &mut Vec<Fault>) -> Result<Rows, NotADirectory> {
    let mut tables: BTreeMap<&str, Rows> = BTreeMap::new();
    for file in files {
        let stem = file.name.rsplit(['/', '\\']).next().unwrap_or_default().split('.').next().unwrap_or_default().to_lowercase();
        let Some(known) = READ.into_iter().find(|known| *known == stem) else { continue };
        tables.entry(known).or_default().extend(rows(file, limits)?);
    }
    let services = tables.remove("services").ok_or_else(|| {
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        NotADirectory::NoServices(names.join(", "))
    })?;
    let table = |name: &str| tables.get(name).map(Vec::as_slice).unwrap_or_default();
    let by = |name, column| Index::of(table(name), column);
    let (organisations, locations) = (by("organizations", "id"), by("locations", "id"));
    let (links, addresses) = (by("service_at_location", "service_id"), by("addresses", "location_id"));
    let (costs, contacts) = (by("cost_options", "service_id"), by("contacts", "service_id"));
    let mut out = Vec::new();
    for (at, mut service) in services {
        if let Some(organisation) = linked(&service, "organization_id", "organizations", &organisations, &at, faults) {
            service.insert("organization".into(), Value::Object(organisation));
        }
        let id = text(&service, "id").unwrap_or_default();
        let mut places = Vec::new();
        for (link_at, link) in links.get(&id) {
            let mut link = link.clone();
            if let Some(mut location) = linked(&link, "location_id", "locations", &locations, link_at, faults) {
                let of = text(&location, "id").unwrap_or_default();
                location.insert("addresses".into(), whole(addresses.get(&of)));
                link.insert("location".into(), Value::Object(location));
                places.push(Value::Object(link));
            }
        }
        service.insert("service_at_locations".into(), Value::Array(places));
        service.insert("cost_options".into(), whole(costs.get(&id)));
        service.insert("contacts".into(), whole(contacts.get(&id)));
        out.push((at, service));
    }
    Ok(out)
}

/// Rows of a table by what stands in one column.
struct Index<'a>(BTreeMap<String, Vec<&'a (At, Row)>>);

impl<'a> Index<'a> {
    fn of(rows: &'a [(At, Row)], column: &str) -> Index<'a> {
        let mut by: BTreeMap<String, Vec<&(At, Row)>> = BTreeMap::new();
        for row in rows {
            if let Some(id) = text(&row.1, column) {
                by.entry(id).or_default().push(row);
            }
        }
        Index(by)
    }

    fn get(&self, id: &str) -> impl Iterator<Item = &'a (At, Row)> {
        self.0.get(id).into_iter().flatten().copied()
    }
}

fn whole<'a>(rows: impl Iterator<Item = &'a (At, Row)>) -> Value {
    Value::Array(rows.map(|(_, row)| Value::Object(row.clone())).collect())
}

/// The row a column names; a name that leads nowhere is a fault.
fn linked(row: &Row, column: &str, table: &str, rows: &Index<'_>, at: &At, faults: &mut Vec<Fault>) -> Option<Row> {
    let id = text(row, column)?;
    let found = rows.get(&id).next().map(|(_, other)| other.clone());
    if found.is_none() {
        let says = if rows.0.is_empty() {
            format!("{table}.csv was not given: what stands there is not known.")
        } else {
            format!("There is no such row in {table}.csv.")
        };
        faults.push(Fault { at: at.field(column).whole().to_owned(), seen: id, says });
    }
    found
}

fn rows(file: &Text, limits: &Limits) -> Result<Rows, NotADirectory> {
    let split = csv::split(&file.text, limits, &mut |_, _| {})?;
    let mut rows = split.rows.into_iter();
    let Some(head) = rows.next() else { return Ok(Vec::new()) };
    let names: Vec<String> = head.cells.iter().map(|cell| cell.shown().trim().to_lowercase()).collect();
    let of = |row: crate::table::Row| {
        let cells = names.iter().zip(row.cells.iter()).filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
        let row_map: Row = cells.map(|(name, cell)| (name.clone(), Value::String(cell.shown().into_owned()))).collect();
        (At::row(&file.name, row.number), row_map)
    };
    Ok(rows.map(of).filter(|(_, row)| !row.is_empty()).collect())
}
