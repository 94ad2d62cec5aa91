//! Dan loads public figures: a register of areas, its neighbours, indicators, and a table that still waits.

use anyhow::Result;
use desk::Desk;
use desk::analyse::data_sets::accept_data_set::accept_data_set;
use desk::analyse::data_sets::read_data_set::{ReadDataSet, read_data_set};
use model::data_set::DataSetKind;

use super::world::World;
use crate::county::files::public_figures as file;
use crate::county::people::DAN;

pub async fn load(world: &mut World, desk: &Desk) -> Result<()> {
    let dan = world.person(DAN).await?;
    let published = |kind, name: &str, bytes, title: &str| ReadDataSet {
        title: title.to_owned(),
        publisher: "Counties of the North (invented)".to_owned(),
        licence: "Open Government Licence v3.0".to_owned(),
        edition: "November 2026".to_owned(),
        ..ReadDataSet::of(kind, name, bytes)
    };
    let described = Some((file::DICTIONARY.to_owned(), file::dictionary()));
    let indicators = published(DataSetKind::Indicators, file::INDICATORS, file::indicators(), "Nine counties compared");
    for ask in [
        published(DataSetKind::Areas, file::REGISTER, file::register(), "Counties and their codes"),
        published(DataSetKind::Neighbours, file::NEIGHBOURS, file::neighbours(), "Fair peers of nine counties"),
        ReadDataSet { about: described, ..indicators },
    ] {
        let read = read_data_set(desk, &dan, ask, Box::new(|_, _| {})).await?;
        accept_data_set(desk, &dan, read.id, read.version).await?;
    }
    let waits =
        ReadDataSet { title: "Library visits".to_owned(), ..ReadDataSet::of(DataSetKind::Indicators, file::WAITING, file::waiting()) };
    read_data_set(desk, &dan, waits, Box::new(|_, _| {})).await?;
    Ok(())
}
