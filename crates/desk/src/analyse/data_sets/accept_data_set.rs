//! Accepting a data set that waits: its new figures are kept as columns, then the card says so, in one transaction.

use model::data_set::{DataSet, DataSetState, Holds};
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;

use super::load_records;
use super::read_data_set::{Held, beside, of_tables, worked_out};
use crate::actor::Actor;
use crate::analyse::look_at_file::Progress;
use crate::desk::Desk;
use crate::error::DeskError;

/// Reads the kept file again and puts it in force. What is accepted already comes back as it is.
pub async fn accept_data_set(desk: &Desk, actor: &Actor, id: DataSetId, version: i64) -> Result<Record<DataSetId, DataSet>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let (record, name, bytes, about) = {
        let mut tx = desk.read().await?;
        let record = store::data_sets::find(&mut tx, &actor.scope, id).await?;
        let source = store::sources::find(&mut tx, &actor.scope, record.noun.source).await?;
        let about = match record.noun.described_by {
            Some(about) => store::sources::find(&mut tx, &actor.scope, about).await?.noun.digest,
            None => None,
        };
        let bytes = match (&record.noun.state, record.version == version) {
            (DataSetState::Waiting, true) => desk.shelf.get(source.noun.digest.as_deref().unwrap_or_default())?,
            _ => Vec::new(),
        };
        let about = about.map(|digest| desk.shelf.get(&digest)).transpose()?;
        (record, source.noun.file_name, bytes, about)
    };
    if record.noun.is_accepted() {
        return Ok(record);
    }
    if record.version != version || record.noun.state != DataSetState::Waiting {
        return Err(DeskError::Stale);
    }
    if record.noun.kind.is_of_the_market() {
        let noun = load_records::accepted(desk, actor, record.noun.clone(), &name, bytes).await?;
        return put_in_use(desk, actor, record, noun).await;
    }
    let held = Held::gather(desk, actor, record.noun.kind).await?;
    let noun = record.noun.clone();
    let mut quiet: Progress = Box::new(|_, _| {});
    let work = move || {
        let (mut noun, new) = worked_out(&held, &bytes, about.as_deref(), &name, noun, &mut quiet)?;
        // Columns first: a card whose figures are gone would lead nowhere.
        if let (Holds::Values(values), false) = (&mut noun.holds, new.values.is_empty()) {
            values.digest = Some(held.tables.keep(&new).map_err(of_tables)?.to_string());
        }
        Ok::<_, DeskError>(noun)
    };
    let noun = beside(work).await??;
    put_in_use(desk, actor, record, noun).await
}

async fn put_in_use(
    desk: &Desk,
    actor: &Actor,
    record: Record<DataSetId, DataSet>,
    noun: DataSet,
) -> Result<Record<DataSetId, DataSet>, DeskError> {
    let mut write = desk.write(actor).await?;
    let state = DataSetState::Accepted { at: desk.now(), by: actor.role.clone() };
    let accepted = Record { noun: DataSet { state, ..noun }, changed_at: desk.now(), ..record };
    let accepted = store::data_sets::save(&mut write.tx, &accepted).await?;
    let line = format!("‘{}’ was accepted. {}", accepted.noun.title, came_of_it(&accepted.noun));
    write.commit("accept_data_set", "data set", Some(accepted.id.uuid()), line).await?;
    Ok(accepted)
}

/// How many figures are new, corrected and unchanged, in a sentence.
pub fn came_of_it(noun: &DataSet) -> String {
    let many = quantity::money::group_thousands;
    let things = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{} {one}s", many(count)) };
    match &noun.holds {
        Holds::Values(held) => {
            let new = held.rows.saturating_sub(held.same).saturating_sub(held.corrected);
            let (rows, measures, areas) = (things(held.rows, "figure"), things(held.measures, "measure"), things(held.areas, "area"));
            let mut said = format!("{rows} of {measures} in {areas}: {} new", many(new));
            if held.corrected > 0 {
                said.push_str(&format!(", {} corrected, whose former values stay behind them", many(held.corrected)));
            }
            if held.same > 0 {
                said.push_str(&format!(", {} held before just so", many(held.same)));
            }
            said + "."
        }
        Holds::Areas { areas } => format!("{}.", things(areas.len() as u64, "area")),
        Holds::Records(held) => {
            let mut said = things(held.read, "record");
            match held.unreadable {
                0 => {}
                1 => said.push_str(" (1 could not be read and is not kept)"),
                some => said.push_str(&format!(" ({} could not be read and are not kept)", many(some))),
            }
            for table in &held.tables {
                // What waits has not been held against what is here.
                let new = if noun.is_accepted() { "new" } else { "read" };
                said.push_str(&format!("; {}: {} {new}", table.table, many(table.rows)));
                if table.same > 0 {
                    said.push_str(&format!(", {} held before just so", many(table.same)));
                }
            }
            said + "."
        }
        Holds::Neighbours { lists } => {
            let of: u64 = lists.iter().map(|list| list.of.len() as u64).sum();
            format!("Neighbours of {}, by {}.", things(of, "area"), things(lists.len() as u64, "model"))
        }
    }
}
