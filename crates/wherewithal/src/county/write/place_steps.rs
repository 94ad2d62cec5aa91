//! More public figures that Dan loads, so that Northvale can be set beside counties like it.

use anyhow::{Context, Result};
use desk::analyse::data_sets::accept_data_set::accept_data_set;
use desk::analyse::data_sets::read_data_set::{ReadDataSet, read_data_set};
use desk::{Actor, Desk};
use model::data_set::DataSetKind;

use super::world::World;
use crate::county::files::compared as files;
use crate::county::people::DAN;

const LICENCE: &str = "Open Government Licence v3.0";

pub async fn compared(world: &mut World, desk: &Desk) -> Result<()> {
    let dan = world.person(DAN).await?;
    for (name, model, most, step) in files::LISTS {
        let title = format!("Counties alike in {}", model.to_lowercase());
        let file = ReadDataSet::of(DataSetKind::Neighbours, name, files::neighbours(most, step));
        load(desk, &dan, ReadDataSet { model: model.into(), title, ..file }).await?;
    }
    let ask = ReadDataSet {
        about: Some((files::ABOUT.into(), files::described())),
        title: "Ten indicators of nine counties".into(),
        ..ReadDataSet::of(DataSetKind::Indicators, files::FIGURES, files::figures())
    };
    load(desk, &dan, ask).await
}

async fn load(desk: &Desk, dan: &Actor, ask: ReadDataSet) -> Result<()> {
    let name = ask.file_name.clone();
    let ask = ReadDataSet { licence: LICENCE.into(), publisher: files::PUBLISHER.into(), edition: "November 2026".into(), ..ask };
    let read = read_data_set(desk, dan, ask, Box::new(|_, _| {})).await.with_context(|| name.clone())?;
    accept_data_set(desk, dan, read.id, read.version).await.with_context(|| name)?;
    Ok(())
}
