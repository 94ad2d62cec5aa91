//! Measures, and the figures that came for them.

use anyhow::{Context, Result, bail};
use desk::Desk;
use desk::analyse::change_measure::{RedefineMeasure, redefine_measure};
use desk::analyse::define_measure::{DefineMeasure, define_measure};
use desk::analyse::load_performance::{AcceptUpload, AnswerUpload, ReadUpload, accept_upload, answer_upload, read_upload, read_waiting};
use desk::analyse::rebase_measure::{RebaseMeasure, rebase_measure};
use desk::deliver::publish_open_data::{PublishOpenData, publish_open_data, read_offered};
use desk::deliver::record_arrangement::{RecordArrangement, record_arrangement};
use desk::review::reply_to_measure::{ReplyToMeasure, reply_to_measure};
use jiff::civil::Date;
use model::role::Permission;
use quantity::{Period, Unit};

use super::issue_steps::SCHEME_MANAGER;
use super::world::World;
use crate::county::files::Sent;
use crate::county::issues::issues;
use crate::county::measures::measures;
use crate::county::organisations::REDEFINED;
use crate::county::people::{DAN, GRACE, HELEN, MARCUS};
use crate::county::services::SERVICES;

/// What is in force for each service, and what is measured of it.
pub async fn define(world: &mut World, first: Date) -> Result<()> {
    for provided in &SERVICES {
        let Some(title) = provided.arrangement else { continue };
        let marcus = world.person(MARCUS).await?;
        let desk = world.on(first)?;
        let ask = RecordArrangement {
            service: world.service(provided.number)?,
            title: title.into(),
            with: world.body(provided.operator)?,
            delivery_model: provided.model.into(),
            regime: provided.regime.into(),
            awarded: None,
            starts: Some(provided.since),
            ends: provided.ends,
            annual_value: provided.annual,
            undecided: String::new(),
        };
        record_arrangement(&desk, &marcus, ask).await.with_context(|| title)?;
    }
    publish(world, first).await?;
    for fact in measures() {
        let dan = world.person(DAN).await?;
        let desk = world.on(first)?;
        let ask = DefineMeasure {
            service: world.service(fact.service)?,
            name: fact.name.into(),
            also_called: fact.also_called.iter().map(|name| (*name).to_owned()).collect(),
            kind: fact.kind,
            unit: Unit::parse(fact.unit).with_context(|| format!("{} is not a unit", fact.unit))?,
            direction: fact.good,
            definition: fact.definition.into(),
            target: fact.target.map(|said| fact.in_unit(said)),
            floor: fact.floor.map(|said| fact.in_unit(said)),
            places: fact.places,
            owner_role: dan.role.clone(),
            of_people: None,
        };
        let record = define_measure(&desk, &dan, ask).await.with_context(|| fact.name)?;
        world.measures.insert(fact.key, record);
    }
    Ok(())
}

/// What the county publishes as open data: contracts that nobody is about to let again, and a grant.
const PUBLISHED: [&str; 5] = [
    "School transport dynamic purchasing system",
    "Adult drug and alcohol treatment",
    "Winter treatment, northern routes",
    "Waste treatment private finance contract",
    "Grant to Lindle Tenancy Trust 2024 to 2027",
];

async fn publish(world: &mut World, first: Date) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let desk = world.on(first)?;
    let offered = read_offered(&desk, &helen).await?;
    let ask = PublishOpenData {
        published: offered
            .iter()
            .filter(|one| PUBLISHED.contains(&one.arrangement.noun.title.as_str()))
            .map(|one| one.arrangement.id)
            .collect(),
        seen: offered.iter().map(|one| (one.arrangement.id, one.arrangement.version)).collect(),
        why: String::new(),
    };
    publish_open_data(&desk, &helen, ask).await.context("open data")?;
    Ok(())
}

/// Limits set again from the first period of a new way of working, once half a year has followed it.
pub async fn rebase(world: &mut World, desk: &Desk, key: &'static str) -> Result<()> {
    let by = world.person(HELEN).await?;
    let fact = measures().into_iter().find(|fact| fact.key == key).with_context(|| format!("no measure {key}"))?;
    let test = issues().into_iter().find(|issue| issue.measure == key).and_then(|issue| issue.test);
    let from = test.map_or("2025-11", |test| test.starts);
    let kept = world.measure_record(key)?;
    let ask = RebaseMeasure {
        measure: kept.id,
        version: kept.version,
        from: Some(Period::parse(from)?),
        reason: fact.rebased.unwrap_or_default().into(),
        evidence: None,
        known_cause: true,
        dated_before: true,
        expected_to_last: true,
        not_for_the_picture: true,
    };
    let record = rebase_measure(desk, &by, ask).await?;
    world.measures.insert(key, record);
    Ok(())
}

/// One agency counted within 15 minutes until March 2025, and within 30 from April: its gain is not counted as one.
pub async fn redefine(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let kept = world.measure_record("visits_on_time")?;
    let ask = RedefineMeasure {
        measure: kept.id,
        version: kept.version,
        from: Some(Period::parse("2025-04")?),
        part: REDEFINED.into(),
        becomes: "Begun within 30 minutes of the time agreed; until March 2025 this agency counted within 15 minutes.".into(),
    };
    let record = redefine_measure(desk, &by, ask).await?;
    world.measures.insert("visits_on_time", record);
    Ok(())
}

/// Dan reads a return, answers what he is asked, and accepts it.
pub async fn load(world: &mut World, desk: &Desk, sent: &Sent) -> Result<()> {
    let dan = world.person(DAN).await?;
    let ask = ReadUpload { file_name: sent.name.clone(), bytes: sent.bytes.clone(), service: Some(world.service(sent.service)?) };
    let mut upload = read_upload(desk, &dan, ask).await?;
    let reference = upload.reference.clone().context("an upload without a reference")?;
    if sent.name.ends_with(".xlsx") {
        // Columns the council has no measure for are left out, one by one, as the page asks.
        let view = read_waiting(desk, &dan, &reference).await?;
        let reading = view.reading.context("the return does not wait")?;
        let asked = reading.notes.iter().filter(|note| note.needs_answer);
        let notes = asked.filter_map(|note| note.choices.last().map(|choice| (note.key.clone(), choice.code.clone()))).collect();
        let ask = AnswerUpload { upload: Some(upload.id), version: upload.version, notes, ..AnswerUpload::default() };
        upload = answer_upload(desk, &dan, ask).await?;
    }
    let ask =
        AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: Some(sent.on) };
    let done = accept_upload(desk, &dan, ask).await?;
    if done.saved.corrected > 0 || !done.voided.is_empty() {
        bail!("a tidy return corrected {} figures", done.saved.corrected);
    }
    Ok(())
}

/// What those whose performance it is say of it: the manager of the housing schemes, and a charity of its own.
pub async fn reply(world: &mut World, desk: &Desk) -> Result<()> {
    let manager = world.staff(SCHEME_MANAGER, Permission::Reply).await?;
    let ask = ReplyToMeasure {
        measure: world.measure("weeks_to_move_on")?,
        period: Some(Period::parse("2026-10")?),
        text: "The figure is right. Nine of October’s 25 had waited for one block in Harrowdene that opened late. They are home now, and that is good. Counting only the people who leave makes it look worse than it is. We have sent the dates, without names, to be checked.".into(),
    };
    reply_to_measure(desk, &manager, ask).await?;
    let grace = world.person(GRACE).await?;
    let ask = ReplyToMeasure {
        measure: world.measure("lindle_tenancies")?,
        period: Some(Period::parse("2026-10")?),
        text: "Two of the six who lost their home in October had a private landlord who sold. We could not have helped, and we say so to them.".into(),
    };
    reply_to_measure(desk, &grace, ask).await?;
    Ok(())
}
