//! Changing a measure: its name, its lines, and its definition. A changed definition breaks the series from a period on.

use model::id::MeasureId;
use model::measure::{Measure, Redefined};
use model::record::Record;
use model::role::Permission;
use quantity::{Direction, Period};

use crate::actor::Actor;
use crate::analyse::define_measure::{Lines, MOST_PLACES, lines};
use crate::analyse::tests_touched;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct ChangeMeasure {
    pub measure: MeasureId,
    pub version: i64,
    pub name: String,
    pub also_called: Vec<String>,
    pub direction: Direction,
    pub target: Option<f64>,
    pub floor: Option<f64>,
    pub places: u8,
    pub owner_role: String,
    pub of_people: Option<bool>,
}

/// What is counted does not change here: see [`redefine_measure`]. A test period keeps the lines it was locked with.
pub async fn change_measure(desk: &Desk, actor: &Actor, ask: ChangeMeasure) -> Result<Record<MeasureId, Measure>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::measures::find(&mut write.tx, &actor.scope, ask.measure).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Give the measure a name: “Visits within 30 minutes of plan”");
    let owner_role = typed.optional("owner_role", &ask.owner_role, LINE);
    let there = store::measures::by_service(&mut write.tx, &desk.own_scope(), record.noun.service).await?;
    let same = |other: &Record<MeasureId, Measure>| other.id != record.id && other.noun.name.eq_ignore_ascii_case(&name);
    typed.ask("name", !there.iter().any(same), "Another measure of this service has this name");
    lines(
        &mut typed,
        &Lines { kind: record.noun.kind, unit: &record.noun.unit, direction: ask.direction, target: ask.target, floor: ask.floor },
    );
    typed.ask("places", ask.places <= MOST_PLACES, format!("Show at most {MOST_PLACES} decimals"));
    typed.done()?;
    let noun = &mut record.noun;
    noun.also_called = ask.also_called.iter().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()).collect();
    (noun.name, noun.owner_role, noun.direction, noun.places) = (name, owner_role, ask.direction, ask.places);
    (noun.target, noun.floor, noun.of_people) = (ask.target, ask.floor, ask.of_people);
    record.changed_at = desk.now();
    let record = store::measures::save(&mut write.tx, &record).await?;
    let line = format!("“{}” was changed: its name, lines or owner.", record.noun.name);
    write.commit("change_measure", "measure", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct RedefineMeasure {
    pub measure: MeasureId,
    pub version: i64,
    /// The first period counted the new way.
    pub from: Option<Period>,
    /// The part it touches (one agency's return), or empty for all.
    pub part: String,
    /// How it is counted from then on.
    pub becomes: String,
}

/// Figures on either side are not comparable from now on, and every registered test that reaches across is void.
pub async fn redefine_measure(desk: &Desk, actor: &Actor, ask: RedefineMeasure) -> Result<Record<MeasureId, Measure>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut typed = Typed::new();
    let part = typed.optional("part", &ask.part, LINE);
    let becomes = typed.text("becomes", &ask.becomes, TEXT, "Say how it is counted from then on");
    typed.ask("from", ask.from.is_some(), "Say from which period it is counted the new way");
    let mut write = desk.write(actor).await?;
    let mut record = store::measures::find(&mut write.tx, &actor.scope, ask.measure).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    typed.ask("becomes", becomes != record.noun.definition, "This is how it is counted already");
    let Some(from) = ask.from else { return Err(typed.done().err().unwrap_or(DeskError::NotFound)) };
    typed.done()?;
    redefined(&mut record.noun, from, &part, &becomes, actor, desk);
    if part.is_empty() {
        record.noun.definition = becomes;
    }
    record.changed_at = desk.now();
    let record = store::measures::save(&mut write.tx, &record).await?;
    let why = format!("the definition of “{}” changed from {}", record.noun.name, from.in_words());
    let voided = tests_touched::void_reaching(desk, &mut write.tx, record.id, &part, from, &why).await?;
    let line =
        format!("“{}” is counted another way from {}. {}", record.noun.name, from.in_words(), tests_touched::voided_in_words(&voided));
    write.commit("redefine_measure", "measure", Some(record.id.uuid()), line.trim_end()).await?;
    Ok(record)
}

/// Writes the change down once; the same change said again changes nothing. Says whether it was new.
pub(crate) fn redefined(measure: &mut Measure, from: Period, part: &str, becomes: &str, actor: &Actor, desk: &Desk) -> bool {
    let known = measure.redefined.iter().any(|change| change.from == from && change.part == part);
    if !known {
        measure.redefined.push(Redefined {
            from,
            part: part.to_owned(),
            was: measure.definition.clone(),
            becomes: becomes.to_owned(),
            on: desk.today(),
            by_role: actor.role.clone(),
        });
    }
    !known
}
