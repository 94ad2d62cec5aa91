//! Dan loads the records of the market, as the council keeps and publishes them.

use std::io::Cursor;

use anyhow::{Context, Result};
use desk::Desk;
use desk::analyse::data_sets::load_records::{LoadRecords, load_records};
use model::data_set::DataSetKind;

use super::world::World;
use crate::county::market as file;
use crate::county::people::DAN;

pub async fn load(world: &mut World, desk: &Desk) -> Result<()> {
    let dan = world.person(DAN).await?;
    let files = [
        (DataSetKind::Notices, file::NOTICES, file::notices(), "Notices of what was let"),
        (DataSetKind::Contracts, file::REGISTER, file::register(), "Register of contracts"),
        (DataSetKind::Payments, file::PAYMENTS, file::payments(), "Payments to suppliers, November 2025 to October 2026"),
        (DataSetKind::Grants, file::GRANTS, file::grants(), "Grants of the year"),
        (DataSetKind::Providers, file::PROVIDERS, file::providers(), "Registered homes, agencies and services"),
        (DataSetKind::Placements, file::PLACEMENTS, file::placements(), "Requests for care, placements and routes, May to October 2026"),
    ];
    for (kind, name, bytes, title) in files {
        let ask = LoadRecords {
            title: title.to_owned(),
            publisher: "Northvale County Council (invented)".to_owned(),
            licence: "Open Government Licence v3.0".to_owned(),
            edition: "November 2026".to_owned(),
            buyer: "Northvale County Council".to_owned(),
            ..LoadRecords::of(kind, name)
        };
        load_records(desk, &dan, ask, Box::new(Cursor::new(bytes)), Box::new(|_, _| {})).await.with_context(|| name)?;
    }
    Ok(())
}
