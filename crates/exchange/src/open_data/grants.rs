//! Grants in the 360Giving Data Standard 1.4.

use serde_json::{Map, Value, json};

use super::{Agreement, Body, Publication, moment, pounds};

/// What keeps a grant out of a valid file: a field the standard asks of every grant.
pub const ASKED_OF_EACH: [&str; 2] = ["its value", "the day it was awarded"];

/// The grants that have what the standard asks of each, and the references of those that have not, with what they lack.
pub fn grants(of: &[Agreement], publication: &Publication) -> (Value, Vec<(String, &'static str)>) {
    let (mut written, mut lacking) = (Vec::new(), Vec::new());
    for grant in of {
        match one(grant, publication) {
            Ok(grant) => written.push(grant),
            Err(lacks) => lacking.push((grant.reference.clone(), lacks)),
        }
    }
    let package = json!({
        "version": "1.4",
        "publishedDate": publication.at.to_string(),
        "downloadURL": publication.address,
        "grants": written,
    });
    (package, lacking)
}

fn one(grant: &Agreement, publication: &Publication) -> Result<Value, &'static str> {
    let [no_value, no_day] = ASKED_OF_EACH;
    let value = grant.value.ok_or(no_value)?;
    let awarded = grant.awarded.or(grant.starts).ok_or(no_day)?;
    let mut written = Map::new();
    written.insert("id".into(), json!(format!("{}-{}", publication.grants_prefix, grant.reference)));
    written.insert("title".into(), json!(grant.title));
    written.insert("description".into(), json!(if grant.describes.is_empty() { &grant.title } else { &grant.describes }));
    written.insert("currency".into(), json!("GBP"));
    written.insert("amountAwarded".into(), pounds(value));
    written.insert("awardDate".into(), json!(moment(awarded)));
    let mut planned = Map::new();
    if let Some(starts) = grant.starts {
        planned.insert("startDate".into(), json!(moment(starts)));
    }
    if let Some(ends) = grant.ends {
        planned.insert("endDate".into(), json!(moment(ends)));
    }
    if !planned.is_empty() {
        written.insert("plannedDates".into(), json!([planned]));
    }
    written.insert("recipientOrganization".into(), json!([body(&grant.with, publication)]));
    written.insert("fundingOrganization".into(), json!([body(&grant.by, publication)]));
    written.insert("dateModified".into(), json!(grant.changed_at.to_string()));
    if !publication.address.is_empty() {
        written.insert("dataSource".into(), json!(publication.address));
    }
    Ok(Value::Object(written))
}

fn body(of: &Body, publication: &Publication) -> Value {
    let mut written = Map::new();
    written.insert("id".into(), json!(of.organisation_id().unwrap_or_else(|| format!("{}-{}", publication.grants_prefix, of.reference))));
    written.insert("name".into(), json!(of.name));
    if !of.charity.is_empty() {
        written.insert("charityNumber".into(), json!(of.charity));
    }
    if !of.company.is_empty() {
        written.insert("companyNumber".into(), json!(of.company));
    }
    Value::Object(written)
}
