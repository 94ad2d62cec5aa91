//! Defining a measure: what is counted, its kind, its unit and which way is good.

use model::audience::Audience;
use model::id::{MeasureId, ServiceId};
use model::measure::Measure;
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::{Direction, MeasureKind, Unit};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// The most decimals a measure is shown with.
pub const MOST_PLACES: u8 = 6;

pub struct DefineMeasure {
    pub service: ServiceId,
    pub name: String,
    /// Other spellings met in files, one each.
    pub also_called: Vec<String>,
    pub kind: MeasureKind,
    pub unit: Unit,
    pub direction: Direction,
    /// How it is counted, in full.
    pub definition: String,
    /// In the measure's unit; shares (0 to 1) for per cent.
    pub target: Option<f64>,
    pub floor: Option<f64>,
    /// Decimals shown.
    pub places: u8,
    pub owner_role: String,
    /// What its numbers count are people, so that small ones are withheld; none where its words say it.
    pub of_people: Option<bool>,
}

/// Refused where the service has a measure of this name or spelling, and where the floor is better than the aim.
pub async fn define_measure(desk: &Desk, actor: &Actor, ask: DefineMeasure) -> Result<Record<MeasureId, Measure>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut write = desk.write(actor).await?;
    let service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    let there = store::measures::by_service(&mut write.tx, &desk.own_scope(), ask.service).await?;
    let preset = Settings::in_force(&mut write.tx).await?.chart_preset.clone();
    let noun = measure(ask, &there, preset)?;
    let record = store::measures::save(&mut write.tx, &of_service(desk, &service, noun)).await?;
    let line = format!("“{}” was defined for {}: {}.", record.noun.name, service.noun.name, record.noun.kind.words());
    write.commit("define_measure", "measure", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A new record of a measure: it speaks of whoever its service's records speak of.
pub(crate) fn of_service(desk: &Desk, service: &Record<ServiceId, Service>, noun: Measure) -> Record<MeasureId, Measure> {
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = service.about;
    record
}

pub(crate) fn measure(ask: DefineMeasure, there: &[Record<MeasureId, Measure>], chart_preset: String) -> Result<Measure, DeskError> {
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Give the measure a name: “Visits within 30 minutes of plan”");
    let definition =
        typed.text("definition", &ask.definition, TEXT, "Say how it is counted: of whom, from when to when, and what is left out");
    let owner_role = typed.optional("owner_role", &ask.owner_role, LINE);
    let spelled = |text: &str| text.trim().to_lowercase();
    let also_called: Vec<String> = ask.also_called.iter().map(|text| spelled(text)).filter(|text| !text.is_empty()).collect();
    let taken = |measure: &Record<MeasureId, Measure>| {
        let names = || std::iter::once(spelled(&measure.noun.name)).chain(measure.noun.also_called.iter().map(|text| spelled(text)));
        names().any(|name_there| name_there == spelled(&name) || also_called.contains(&name_there))
    };
    if let Some(same) = there.iter().find(|measure| taken(measure)) {
        typed.fault("name", format!("“{}” of this service has this name or spelling already", same.noun.name));
    }
    lines(&mut typed, &Lines { kind: ask.kind, unit: &ask.unit, direction: ask.direction, target: ask.target, floor: ask.floor });
    typed.ask("places", ask.places <= MOST_PLACES, format!("Show at most {MOST_PLACES} decimals"));
    typed.done()?;
    Ok(Measure {
        service: ask.service,
        name,
        also_called,
        kind: ask.kind,
        unit: ask.unit,
        direction: ask.direction,
        definition,
        target: ask.target,
        floor: ask.floor,
        places: ask.places,
        owner_role,
        rebases: Vec::new(),
        redefined: Vec::new(),
        chart_preset,
        of_people: ask.of_people,
    })
}

/// The lines somebody sets, with what decides whether they make sense.
pub(crate) struct Lines<'a> {
    pub kind: MeasureKind,
    pub unit: &'a Unit,
    pub direction: Direction,
    pub target: Option<f64>,
    pub floor: Option<f64>,
}

pub(crate) fn lines(typed: &mut Typed, asked: &Lines<'_>) {
    let percent = *asked.unit == Unit::Percent;
    typed.ask("unit", asked.kind != MeasureKind::Proportion || percent, "A percentage of people is held in per cent: choose %");
    for (field, line) in [("target", asked.target), ("floor", asked.floor)] {
        let Some(line) = line else { continue };
        typed.ask(field, line.is_finite(), "Write a number");
        typed.ask(field, !percent || (0.0..=1.0).contains(&line), "Write a percentage from 0 to 100");
    }
    if asked.direction == Direction::Neither {
        typed.ask(
            "target",
            asked.target.is_none(),
            "A measure with no good direction has no aim: leave this empty, or say which way is good",
        );
        typed.ask(
            "floor",
            asked.floor.is_none(),
            "A measure with no good direction has no floor: leave this empty, or say which way is good",
        );
    }
    if let (Some(target), Some(floor)) = (asked.target, asked.floor) {
        typed.ask(
            "floor",
            asked.direction.is_as_good(target, floor) != Some(false),
            "The floor is the line worse than which it is an issue: it cannot be better than the aim",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn ask() -> DefineMeasure {
        DefineMeasure {
            service: ServiceId(Uuid::from_u128(1)),
            name: "Visits within 30 minutes of plan".into(),
            also_called: vec![" Visits On Time ".into(), String::new()],
            kind: MeasureKind::Proportion,
            unit: Unit::Percent,
            direction: Direction::High,
            definition: "Visits begun within 30 minutes of the planned time, of all visits planned.".into(),
            target: Some(0.9),
            floor: Some(0.85),
            places: 1,
            owner_role: String::new(),
            of_people: None,
        }
    }

    fn fields(ask: DefineMeasure) -> Vec<&'static str> {
        match measure(ask, &[], "nhs_excel".into()) {
            Err(DeskError::Faults(faults)) => faults.iter().map(|fault| fault.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_target_on_the_wrong_side_of_its_floor_is_told_apart() {
        assert_eq!(fields(ask()), Vec::<&str>::new());
        assert_eq!(fields(DefineMeasure { floor: Some(0.95), ..ask() }), ["floor"]);
        assert_eq!(fields(DefineMeasure { direction: Direction::Low, ..ask() }), ["floor"]);
        assert_eq!(fields(DefineMeasure { target: Some(90.0), ..ask() }), ["target"]);
        assert_eq!(fields(DefineMeasure { direction: Direction::Neither, ..ask() }), ["target", "floor"]);
        assert_eq!(fields(DefineMeasure { unit: Unit::Weeks, target: None, floor: None, ..ask() }), ["unit"]);
        assert_eq!(fields(DefineMeasure { name: String::new(), definition: " ".into(), ..ask() }), ["name", "definition"]);
    }

    #[test]
    fn spellings_are_kept_in_lower_case_and_empty_ones_are_not() {
        let kept = measure(ask(), &[], "nhs_excel".into()).expect("a measure");
        assert_eq!(kept.also_called, ["visits on time"]);
    }
}
