//! The first day: the place, its bodies, people, services and measures.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use desk::Clock;
use desk::deliver::add_service::{AddService, add_service};
use desk::desk::seeded_chance;
use desk::house::add_organisation::{AddOrganisation, add_organisation};
use desk::house::add_person::{AddPerson, add_person};
use desk::house::set_up::{SetUp, operator, set_up};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use model::organisation::OrganisationKind;
use model::place::Place;

use super::world::World;
use crate::county::organisations::{COUNTY, bodies};
use crate::county::people::INHABITANTS;
use crate::county::services::SERVICES;

pub const ZONE: &str = "Europe/London";
/// "Northvale, 2026": identifiers are the same every time.
const SEED: u64 = 0x4e56_2026;
const FIRST_DAY: Date = date(2025, 3, 3);

/// Sets the place up and writes its facts down.
pub async fn found(address: &str, folder: &Path, today: Date) -> Result<World> {
    let zone = TimeZone::get(ZONE).context("the time zone of the county")?;
    let first = FIRST_DAY;
    ensure!(today >= first, "The sample county begins on {}: choose that day or a later one.", quantity::period::in_words(first));
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: ZONE.into(), is_sample: true };
    let all = bodies();
    let county = all.first().context("the county itself")?;
    let ask = SetUp { place, authority: county.name.into(), kind: OrganisationKind::County };
    let desk = set_up(address, folder, Clock::still_on(first, &zone), seeded_chance(SEED), ask).await?;
    let desk = crate::place::solved(desk);
    let authority = desk.authority;
    let mut world = World::new(desk, zone, first);
    world.bodies.insert(COUNTY, authority);
    for body in all.iter().skip(1) {
        let desk = world.on(first)?;
        let ask = AddOrganisation {
            name: body.name.into(),
            kind: body.kind,
            also_called: body.also_called.iter().map(|name| (*name).to_owned()).collect(),
            provides: body.provides,
            is_partner: body.is_partner,
            ended: body.ended.map(|(on, _)| on),
            followed_by: body.ended.map(|(_, next)| world.body(next)).transpose()?,
        };
        let id = add_organisation(&desk, &operator(&desk), ask).await.with_context(|| body.name)?;
        world.bodies.insert(body.key, id);
    }
    for person in INHABITANTS {
        let desk = world.on(first)?;
        let ask = AddPerson {
            name: person.name.into(),
            email: person.email.into(),
            job: person.job.into(),
            organisation: world.body(person.body)?,
            roles: person.roles.iter().map(|role| (*role).to_owned()).collect(),
        };
        add_person(&desk, &operator(&desk), ask).await.with_context(|| person.name)?;
    }
    for provided in &SERVICES {
        let helen = world.person(crate::county::people::HELEN).await?;
        let desk = world.on(first)?;
        let ask = AddService {
            name: provided.name.into(),
            describes: provided.describes.into(),
            operator: Some(world.body(provided.operator)?),
            run_by: provided.run_by.into(),
            delivery_model: provided.model.into(),
            annual_cost: provided.annual,
            volume: provided.volume.into(),
            since: Some(provided.since),
            ends: provided.ends,
            regime: provided.regime.into(),
        };
        let record = add_service(&desk, &helen, ask).await.with_context(|| provided.name)?;
        world.services.insert(provided.number, record.id);
    }
    super::figures::define(&mut world, first).await?;
    Ok(world)
}
