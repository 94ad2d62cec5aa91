//! Contracts as a release package of OCDS 1.1 with the UK extension.

use quantity::Date;
use serde_json::{Map, Value, json};

use super::{Agreement, Body, Publication, moment, pounds};

/// Extensions whose fields are written.
const EXTENSIONS: [&str; 1] = ["https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/master/extension.json"];

/// One release for each contract: its award and its contract as they stand today.
pub fn contracts(of: &[Agreement], publication: &Publication, today: Date) -> Value {
    let releases: Vec<Value> = of.iter().map(|contract| release(contract, publication, today)).collect();
    json!({
        "uri": publication.address,
        "version": "1.1",
        "extensions": EXTENSIONS,
        "publishedDate": publication.at.to_string(),
        "publisher": { "name": publication.publisher.name },
        "license": publication.licence,
        "releases": releases,
    })
}

fn release(contract: &Agreement, publication: &Publication, today: Date) -> Value {
    let ocid = format!("{}-{}", publication.ocid_prefix, contract.reference);
    let party = |body: &Body| body.organisation_id().unwrap_or_else(|| body.reference.clone());
    let mut tender = Map::new();
    tender.insert("id".into(), json!(contract.reference));
    tender.insert("title".into(), json!(contract.title));
    insert(&mut tender, "description", &contract.describes);
    tender.insert("status".into(), json!("complete"));
    insert(&mut tender, "procurementMethodDetails", &contract.regime);
    let mut award = Map::new();
    award.insert("id".into(), json!(format!("{}-award", contract.reference)));
    award.insert("title".into(), json!(contract.title));
    award.insert("status".into(), json!("active"));
    if let Some(awarded) = contract.awarded {
        award.insert("date".into(), json!(moment(awarded)));
    }
    award.insert("suppliers".into(), json!([{ "id": party(&contract.with), "name": contract.with.name }]));
    let mut made = Map::new();
    made.insert("id".into(), json!(contract.reference));
    made.insert("awardID".into(), json!(format!("{}-award", contract.reference)));
    made.insert("title".into(), json!(contract.title));
    made.insert("status".into(), json!(status(contract, today)));
    if let Some(value) = contract.value {
        let value = json!({ "amount": pounds(value), "currency": "GBP" });
        award.insert("value".into(), value.clone());
        made.insert("value".into(), value);
    }
    if let Some(period) = period(contract) {
        award.insert("contractPeriod".into(), period.clone());
        made.insert("period".into(), period);
    }
    let mut release = Map::new();
    release.insert("id".into(), json!(format!("{ocid}-{}", contract.changed_at.as_second())));
    release.insert("ocid".into(), json!(ocid));
    release.insert("date".into(), json!(contract.changed_at.to_string()));
    release.insert("tag".into(), json!(["award", "contract"]));
    release.insert("initiationType".into(), json!("tender"));
    release.insert("language".into(), json!("en"));
    release.insert("parties".into(), json!([described(&contract.by, &["buyer"]), described(&contract.with, &["supplier"])]));
    release.insert("buyer".into(), json!({ "id": party(&contract.by), "name": contract.by.name }));
    if let Some(decided) = &contract.decided {
        release.insert("planning".into(), json!({ "rationale": decided }));
    }
    release.insert("tender".into(), Value::Object(tender));
    release.insert("awards".into(), json!([award]));
    release.insert("contracts".into(), json!([made]));
    Value::Object(release)
}

fn insert(into: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        into.insert(name.to_owned(), json!(text));
    }
}

fn status(contract: &Agreement, today: Date) -> &'static str {
    match () {
        () if contract.starts.is_some_and(|starts| starts > today) => "pending",
        () if contract.ends.is_some_and(|ends| ends < today) => "terminated",
        () => "active",
    }
}

fn period(contract: &Agreement) -> Option<Value> {
    let mut period = Map::new();
    if let Some(starts) = contract.starts {
        period.insert("startDate".into(), json!(moment(starts)));
    }
    if let Some(ends) = contract.ends {
        period.insert("endDate".into(), json!(format!("{ends}T23:59:59Z")));
    }
    (!period.is_empty()).then_some(Value::Object(period))
}

/// A party with its identifiers and, where it is known, whether it is a voluntary body (UK extension).
fn described(body: &Body, roles: &[&str]) -> Value {
    let mut party = Map::new();
    party.insert("id".into(), json!(body.organisation_id().unwrap_or_else(|| body.reference.clone())));
    party.insert("name".into(), json!(body.name));
    let mut identifiers = body.identifiers().into_iter().map(|(scheme, id)| json!({ "scheme": scheme, "id": id, "legalName": body.name }));
    if let Some(first) = identifiers.next() {
        party.insert("identifier".into(), first);
    }
    let more: Vec<Value> = identifiers.collect();
    if !more.is_empty() {
        party.insert("additionalIdentifiers".into(), Value::Array(more));
    }
    if let Some(vcse) = body.vcse {
        party.insert("details".into(), json!({ "vcse": vcse }));
    }
    party.insert("roles".into(), json!(roles));
    Value::Object(party)
}
