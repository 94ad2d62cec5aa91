//! One model of demand: projected low, central and high, or what is missing first; and what each way of managing it would do.

use methods::demand::Range;
use methods::demand::cohort::{self, Ask, Group, Reading};
use methods::demand::managing::{self, Base, Way};
use model::demand::{DemandGroup, DemandModel, DriverKind, DriverValue, ManagingWay, WayKind};
use model::id::DemandModelId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::money::group_thousands;
use quantity::{Money, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct ModelView {
    pub model: Record<DemandModelId, DemandModel>,
    /// What the model says; else what is missing, in sentences.
    pub reading: Result<Reading, Vec<String>>,
    pub ways: Vec<WayView>,
    /// Of the service it is of.
    pub service: Option<String>,
}

#[derive(Debug, Clone)]
pub struct WayView {
    pub way: ManagingWay,
    pub reading: Result<managing::Reading, String>,
}

pub async fn list_models(desk: &Desk, actor: &Actor) -> Result<Vec<Record<DemandModelId, DemandModel>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::demand_models::list(&mut tx, &actor.scope).await?)
}

pub async fn read_model(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<ModelView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let model = store::demand_models::by_reference(&mut tx, &actor.scope, reference).await?;
    let service = match model.noun.service {
        Some(id) => store::services::find(&mut tx, &actor.scope, id).await.ok().map(|service| service.noun.name),
        None => None,
    };
    let reading = projected(&model.noun);
    let ways = model.noun.ways.iter().map(|way| WayView { way: way.clone(), reading: managed(way, &reading) }).collect();
    Ok(ModelView { model, reading, ways, service })
}

/// The projection, or every driver that is missing.
pub fn projected(model: &DemandModel) -> Result<Reading, Vec<String>> {
    let mut missing = Vec::new();
    let mut groups = Vec::new();
    for group in &model.groups {
        match of_method(group) {
            Ok(one) => groups.push(one),
            Err(kinds) => {
                let kinds: Vec<String> = kinds.into_iter().map(|kind| kind.words().to_lowercase()).collect();
                missing.push(format!("{}: nobody has stated {}.", group.name, kinds.join(", ")));
            }
        }
    }
    if model.groups.is_empty() {
        missing.push("No group of people has been named yet.".to_owned());
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let ask = Ask { first_year: model.first_year, years: usize::from(model.years), groups };
    cohort::project(&ask).map_err(|refusal| vec![refusal.to_string()])
}

/// A group as the method takes it, or what it lacks. A growth nobody stated is not taken to be nought.
fn of_method(group: &DemandGroup) -> Result<Group, Vec<DriverKind>> {
    let of = |kind: DriverKind| group.drivers.iter().find(|driver| driver.kind == kind).map(|driver| range(kind, &driver.value));
    let missing: Vec<DriverKind> = DriverKind::ALL.into_iter().filter(|kind| of(*kind).is_none()).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let get = |kind: DriverKind| of(kind).unwrap_or(Range::exactly(0.0));
    Ok(Group {
        name: group.name.clone(),
        population: get(DriverKind::Population),
        growth: get(DriverKind::Growth),
        rate: get(DriverKind::Rate),
        eligible: get(DriverKind::Eligible),
        take_up: get(DriverKind::TakeUp),
        intensity: get(DriverKind::Intensity),
        unit_cost: get(DriverKind::UnitCost),
    })
}

fn range(kind: DriverKind, value: &DriverValue) -> Range {
    match value {
        DriverValue::Number { low, central, high } if kind == DriverKind::Growth => Range::of(low / 100.0, central / 100.0, high / 100.0),
        DriverValue::Number { low, central, high } => Range::of(*low, *central, *high),
        DriverValue::Share { low, central, high } => Range::of(low.value(), central.value(), high.value()),
        DriverValue::Cost { low, central, high } => Range::of(low.pounds(), central.pounds(), high.pounds()),
    }
}

/// What a way does to the first year's central demand.
fn managed(way: &ManagingWay, reading: &Result<Reading, Vec<String>>) -> Result<managing::Reading, String> {
    let Ok(reading) = reading else { return Err("The demand it would act on is not worked out yet.".to_owned()) };
    let Some(first) = reading.years.first() else { return Err("There is no year to act on.".to_owned()) };
    let (volume, cost) = (first.volume.central, first.cost.central);
    if volume <= 0.0 {
        return Err("There is no demand in the first year to act on.".to_owned());
    }
    let fixed_cost = cost * way.fixed.value();
    let base = Base { volume, fixed_cost, marginal_cost: (cost - fixed_cost) / volume };
    let effect = Range::of(way.low.value(), way.central.value(), way.high.value());
    let share = |of: Option<Share>| of.map_or(0.0, Share::value);
    let pounds = |of: Option<Money>| of.map_or(0.0, Money::pounds);
    let cost = way.cost.pounds();
    let asked = match way.kind {
        WayKind::Prevention => Way::Prevention { fewer: effect, cost },
        WayKind::Deflection => Way::Deflection { away: effect, cost },
        WayKind::SelfService => Way::SelfService {
            uptake: effect,
            cannot: share(way.cannot),
            fails: share(way.fails),
            each: pounds(way.each),
            help: pounds(way.help),
            cost,
        },
        WayKind::Charging => {
            Way::Charging { charge: pounds(way.charge), lost: effect, exempt: share(way.exempt), power: way.power.clone(), cost }
        }
    };
    managing::manage(&base, &asked).map_err(|refusal| refusal.to_string())
}

/// Method and edition of what a way does, as they are printed.
pub fn managing_edition() -> String {
    managing::METHOD.with_edition()
}

/// What a way does, as people read it, and what it saves a year.
pub fn way_in_words(model: &DemandModel, way: &ManagingWay, reading: &managing::Reading) -> (String, Money) {
    let central = &reading.central;
    let whole = |value: f64| group_thousands(value.round().max(0.0) as u64);
    let money = |pounds: f64| Money::nearest_pound(pounds);
    let saves = money(central.saves);
    let effect = if saves >= Money::ZERO {
        format!("saves {} a year", saves.in_full())
    } else {
        format!("costs {} more a year", (-saves).in_full())
    };
    let range = format!("{} to {}", money(reading.low.saves).in_full(), money(reading.high.saves).in_full());
    let mut said = format!(
        "{}: {} {} fall to {} a year, and it {effect} ({range}). At the average cost it would look like {}: fixed costs stay.",
        way.title,
        whole(volume_before(reading)),
        model.unit,
        whole(central.volume),
        money(reading.at_average).in_full()
    );
    if let Some(unit_cost) = central.unit_cost {
        said.push_str(&format!(
            " A unit costs {} in place of {}.",
            Money::from_pence((unit_cost * 100.0).round() as i64).in_full(),
            Money::from_pence((reading.unit_cost_before * 100.0).round() as i64).in_full()
        ));
    }
    if way.kind == WayKind::SelfService {
        said.push_str(&format!(
            " {} of them cannot use it and stay with staff; {} come back after trying. Say under equality who they are.",
            whole(central.cannot),
            whole(central.came_back)
        ));
    }
    if way.kind == WayKind::Charging {
        said.push_str(&format!(" It is charged under {}.", way.power));
        if reading.income_over_cost {
            said.push_str(" Charges would bring in more than the service then costs, which this power does not allow.");
        }
    }
    (said, saves)
}

/// Units a year before anything is done: what is saved at the average cost tells it.
fn volume_before(reading: &managing::Reading) -> f64 {
    if reading.unit_cost_before > 0.0 { reading.cost_before / reading.unit_cost_before } else { reading.central.volume }
}
