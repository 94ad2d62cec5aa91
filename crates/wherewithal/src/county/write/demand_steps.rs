//! What people did about demand and eligibility.

use anyhow::{Context, Result};
use desk::Desk;
use desk::analyse::define_measure::{DefineMeasure, define_measure};
use desk::analyse::demand::add_way::{AddWay, add_way};
use desk::analyse::demand::start_model::{StartModel, start_model};
use desk::analyse::demand::state_driver::{StateDriver, state_driver};
use desk::analyse::eligibility::load_population::{LoadPopulation, load_population};
use desk::analyse::eligibility::write_table::{WriteTable, write_table};
use desk::analyse::system::draw_map::{DrawMap, draw_map};
use model::demand::WayKind;
use quantity::{Direction, MeasureKind, Money, Share, Unit};

use super::figures;
use super::script::OfDemand;
use super::world::World;
use crate::county::demand as told;
use crate::county::files::{Sent, winter};
use crate::county::people::{DAN, PRIYA};
use crate::county::services::{HOME_CARE, REABLEMENT, WINTER};

pub async fn play(world: &mut World, desk: &Desk, part: OfDemand) -> Result<()> {
    match part {
        OfDemand::Winter => roads(world, desk).await,
        OfDemand::Care => care(world, desk).await,
        OfDemand::HomeCare => home_care(world, desk).await,
        OfDemand::Map => map(world, desk).await,
        OfDemand::Starts => starts(world, desk).await,
    }
}

async fn roads(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = WriteTable {
        table: None,
        title: told::WINTER_TITLE.into(),
        service: Some(world.service(WINTER)?),
        year: 2026,
        outcome_unit: told::WINTER_OUTCOME.into(),
        results: told::WINTER_RESULTS.into(),
        thresholds: told::WINTER_THRESHOLDS.into(),
        rules: told::WINTER_RULES.into(),
        samples: told::WINTER_SAMPLES.into(),
    };
    let table = write_table(desk, &by, ask).await?;
    let ask = LoadPopulation {
        table: table.id,
        version: table.version,
        file_name: winter::NAME.into(),
        bytes: winter::population(),
        year: None,
        other_year: false,
        licence: "Northvale’s own".into(),
    };
    load_population(desk, &by, ask).await?;
    Ok(())
}

async fn care(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = WriteTable {
        table: None,
        title: told::CARE_TITLE.into(),
        service: Some(world.service(HOME_CARE)?),
        year: 2026,
        outcome_unit: told::CARE_OUTCOME.into(),
        results: told::CARE_RESULTS.into(),
        thresholds: told::CARE_THRESHOLDS.into(),
        rules: told::CARE_RULES.into(),
        samples: told::CARE_SAMPLES.into(),
    };
    let table = write_table(desk, &by, ask).await?;
    let ask = LoadPopulation {
        table: table.id,
        version: table.version,
        file_name: told::CARE_NAME.into(),
        bytes: told::CARE_PEOPLE.into(),
        year: None,
        other_year: false,
        licence: "Northvale’s own".into(),
    };
    load_population(desk, &by, ask).await?;
    Ok(())
}

async fn map(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = DrawMap { map: None, title: told::MAP_TITLE.into(), nodes: told::MAP_NODES.into(), arrows: told::MAP_ARROWS.into() };
    draw_map(desk, &by, ask).await?;
    Ok(())
}

async fn starts(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = DefineMeasure {
        service: world.service(REABLEMENT)?,
        name: told::STARTS.into(),
        also_called: Vec::new(),
        kind: MeasureKind::Flow,
        unit: Unit::Count("people".into()),
        direction: Direction::Neither,
        definition: "Everybody whose first visit of reablement at home fell in the month.".into(),
        target: None,
        floor: None,
        places: 0,
        owner_role: by.role.clone(),
        of_people: Some(true),
    };
    define_measure(desk, &by, ask).await?;
    figures::load(world, desk, &Sent { name: told::STARTS_FILE.into(), bytes: told::starts(), service: REABLEMENT, on: told::ON }).await
}

async fn home_care(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = StartModel {
        title: told::CARE_DEMAND.into(),
        service: Some(world.service(HOME_CARE)?),
        unit: told::CARE_UNIT.into(),
        first_year: 2026,
        years: 5,
    };
    let mut model = start_model(desk, &by, ask).await?;
    for (group, kind, low, central, high, source) in told::STATED {
        let ask = StateDriver {
            model: model.id,
            version: model.version,
            group: group.into(),
            kind,
            low: low.into(),
            central: central.into(),
            high: high.into(),
            source: source.into(),
        };
        model = state_driver(desk, &by, ask).await.with_context(|| format!("{group} {kind:?}"))?;
    }
    let by = world.person(PRIYA).await?;
    let share = |percent: f64| Share::from_percent(percent).map(Some);
    let way = |title: &str, kind: WayKind, source: &str| AddWay {
        model: model.id,
        version: model.version,
        title: title.into(),
        kind,
        fixed: None,
        low: None,
        central: None,
        high: None,
        cost: None,
        cannot: None,
        fails: None,
        each: None,
        help: None,
        charge: None,
        exempt: None,
        power: String::new(),
        source: source.into(),
    };
    let first = AddWay {
        fixed: share(12.0)?,
        low: share(4.0)?,
        central: share(6.0)?,
        high: share(9.0)?,
        cost: Some(Money::from_pounds(1_150_000)),
        ..way(
            "Reablement first for everybody new",
            WayKind::Prevention,
            "66% of those who had reablement needed no ongoing care, October 2026",
        )
    };
    let model = add_way(desk, &by, first).await?;
    let second = AddWay {
        version: model.version,
        fixed: share(12.0)?,
        low: share(3.0)?,
        central: share(5.0)?,
        high: share(8.0)?,
        cannot: share(38.0)?,
        fails: share(22.0)?,
        cost: Some(Money::from_pounds(90_000)),
        each: Some(Money::from_pence(310)),
        help: Some(Money::from_pence(20)),
        ..way("Choosing and changing visits online", WayKind::SelfService, "A trial with two agencies, 190 people, summer 2026")
    };
    add_way(desk, &by, second).await?;
    Ok(())
}
