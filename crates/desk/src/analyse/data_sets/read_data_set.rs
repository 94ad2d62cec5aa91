//! Reading a file of public figures, of areas or of neighbours: what it holds and what was noticed, waiting to be accepted.

use std::sync::Arc;

use exchange::areas::Gazetteer;
use exchange::tables::{Digest, Tables, Text, Wanted, news};
use model::audience::Audience;
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds, Percentages, ToldOfFile, ValuesHeld};
use model::id::{DataSetId, SourceId};
use model::record::Record;
use model::role::Permission;
use model::source::{Source, SourceKind};
use quantity::{Date, Period};
use store::Tx;

use super::from_file::{self, File, What, clean};
use super::ground;
use crate::actor::Actor;
use crate::analyse::load_performance::last_of_path;
use crate::analyse::look_at_file::Progress;
use crate::analyse::read_source::limits;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

/// A file, and what a person says of it.
#[derive(Debug, Clone)]
pub struct ReadDataSet {
    pub kind: DataSetKind,
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// The file that describes its measures: its name and its bytes.
    pub about: Option<(String, Vec<u8>)>,
    /// Empty: the file's name.
    pub title: String,
    /// Empty: as its headings say.
    pub publisher: String,
    pub licence: String,
    pub edition: String,
    /// When its figures are of, as typed, where no column says so: `2020`, `2024/25`, `30 June 2024`.
    pub period: String,
    /// Whose peers it lists, where it does not say.
    pub area: String,
    /// By which model, where it does not say.
    pub model: String,
    pub percentages: Percentages,
}

impl ReadDataSet {
    /// A file with nothing said of it.
    pub fn of(kind: DataSetKind, file_name: &str, bytes: Vec<u8>) -> ReadDataSet {
        let empty = String::new;
        ReadDataSet {
            kind,
            file_name: file_name.to_owned(),
            bytes,
            about: None,
            title: empty(),
            publisher: empty(),
            licence: empty(),
            edition: empty(),
            period: empty(),
            area: empty(),
            model: empty(),
            percentages: Percentages::default(),
        }
    }
}

/// Reads a file and keeps its card, waiting. The same file with the same said of it, accepted before, comes back as it is.
///
/// Refused by field where it cannot be read, or does not say what somebody has to say for it; then nothing is kept.
pub async fn read_data_set(
    desk: &Desk,
    actor: &Actor,
    ask: ReadDataSet,
    progress: Progress,
) -> Result<Record<DataSetId, DataSet>, DeskError> {
    let (ask, noun) = looked_at(desk, actor, ask, progress).await?;
    let mut sent = vec![(ask.file_name.clone(), ask.bytes)];
    sent.extend(ask.about);
    let mut digests = Vec::new();
    for (_, bytes) in &sent {
        digests.push(desk.shelf.put(bytes)?);
    }
    let mut write = desk.write(actor).await?;
    let audience = audience(&noun.licence);
    let mut sources: Vec<SourceId> = Vec::new();
    for ((name, bytes), digest) in sent.iter().zip(&digests) {
        let source = source(desk, actor, name, bytes.len() as u64, digest, &noun.licence);
        sources.push(found_or_kept(desk, &mut write.tx, actor, digest, source, audience.clone()).await?);
    }
    let [source, described_by] = [sources.first().copied(), sources.get(1).copied()];
    let Some(source) = source else { return Err(DeskError::NotFound) };
    let before = store::data_sets::by_source(&mut write.tx, &actor.scope, source).await?;
    let noun = DataSet { source, described_by, ..noun };
    let same = |one: &Record<DataSetId, DataSet>| {
        let there = &one.noun;
        !matches!(there.state, DataSetState::SetAside { .. })
            && (there.kind, there.described_by, &there.told) == (noun.kind, noun.described_by, &noun.told)
            && (&there.publisher, &there.title) == (&noun.publisher, &noun.title)
    };
    if let Some(same) = before.into_iter().find(same) {
        return Ok(same);
    }
    let line = format!("‘{}’ was read from ‘{}’ and waits to be accepted. {}", noun.title, last_of_path(&ask.file_name), noun.shape);
    let record = store::data_sets::save(&mut write.tx, &kept(desk, desk.new_id(), audience, noun)).await?;
    write.commit("read_data_set", "data set", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What reading the file would say, with nothing kept and no line in the trail.
pub async fn look_at_data_set(desk: &Desk, actor: &Actor, ask: ReadDataSet, progress: Progress) -> Result<DataSet, DeskError> {
    Ok(looked_at(desk, actor, ask, progress).await?.1)
}

async fn looked_at(desk: &Desk, actor: &Actor, ask: ReadDataSet, mut progress: Progress) -> Result<(ReadDataSet, DataSet), DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut typed = Typed::new();
    let title = typed.optional("title", &ask.title, LINE);
    let publisher = typed.optional("publisher", &ask.publisher, LINE);
    let licence = typed.optional("licence", &ask.licence, LINE);
    let edition = typed.optional("edition", &ask.edition, LINE);
    let area = typed.optional("area", &ask.area, LINE);
    let by = typed.optional("model", &ask.model, LINE);
    let period = period(&ask.period);
    typed.ask(
        "period",
        ask.period.trim().is_empty() || period.is_some(),
        "Write a year or a day, for example 2020, 2024/25 or 30 June 2024",
    );
    typed.ask("file", !ask.bytes.is_empty(), "Choose a file to load");
    typed.done()?;
    let told = ToldOfFile { period, area, model: by, percentages: ask.percentages, buyer: String::new() };
    let name = last_of_path(&ask.file_name);
    let title = if title.is_empty() { name.clone() } else { title };
    let noun = DataSet {
        title,
        publisher,
        licence,
        edition,
        kind: ask.kind,
        // Set when the file is kept.
        source: SourceId(uuid::Uuid::nil()),
        described_by: None,
        told,
        shape: String::new(),
        holds: Holds::Areas { areas: Vec::new() },
        noticed: Vec::new(),
        state: DataSetState::Waiting,
        loaded_at: desk.now(),
        loaded_by: actor.role.clone(),
    };
    let held = Held::gather(desk, actor, ask.kind).await?;
    let about = ask.about.clone();
    let work = move || {
        let about = about.as_ref().map(|(_, bytes)| bytes.as_slice());
        let done = worked_out(&held, &ask.bytes, about, &name, noun, &mut progress).map(|(noun, _)| noun);
        (ask, done)
    };
    let (ask, noun) = beside(work).await?;
    Ok((ask, noun?))
}

/// What a reading is compared with.
pub(super) struct Held {
    pub areas: Gazetteer,
    pub tables: Arc<dyn Tables>,
    pub in_force: Vec<Digest>,
    pub limits: exchange::Limits,
}

impl Held {
    pub(super) async fn gather(desk: &Desk, actor: &Actor, kind: DataSetKind) -> Result<Held, DeskError> {
        let mut tx = desk.read().await?;
        let settings = Settings::in_force(&mut tx).await?;
        let limits = limits(&settings);
        let areas = Gazetteer::of(ground::areas_held(&mut tx, &actor.scope).await?);
        let in_force = ground::in_force(&mut tx, &actor.scope, kind).await?;
        Ok(Held { areas, tables: desk.tables.clone(), in_force, limits })
    }
}

/// Reads the file and fills in the card; beside it, the figures that are not held yet.
pub(super) fn worked_out(
    held: &Held,
    bytes: &[u8],
    about: Option<&[u8]>,
    name: &str,
    mut noun: DataSet,
    progress: &mut Progress,
) -> Result<(DataSet, exchange::tables::IndicatorTable), DeskError> {
    let file = File {
        name,
        bytes,
        about,
        kind: noun.kind,
        title: &noun.title,
        publisher: &noun.publisher,
        licence: &noun.licence,
        edition: &noun.edition,
        told: &noun.told,
    };
    let read = from_file::read(&file, &held.areas, &*held.tables, &held.limits, progress)?;
    (noun.shape, noun.noticed) = (clean(&read.shape), read.noticed);
    if noun.publisher.is_empty() {
        noun.publisher = read.publisher;
    }
    let mut new = exchange::tables::IndicatorTable::default();
    noun.holds = match read.what {
        What::Areas(areas) => Holds::Areas { areas },
        What::Neighbours(lists) => Holds::Neighbours { lists },
        What::Values(table) => {
            let measures: Vec<Text> = table.measures.iter().map(|measure| measure.code.as_str().into()).collect();
            let before = held.tables.values(&held.in_force, &Wanted { measures, ..Wanted::default() }).map_err(of_tables)?;
            noun.noticed.extend(redefined(held, &table)?);
            let held_now = ValuesHeld {
                digest: None,
                rows: table.values.len() as u64,
                corrected: 0,
                same: 0,
                measures: table.measures.len() as u64,
                areas: table.areas.len() as u64,
                first: table.values.iter().map(|value| value.period.start).min(),
                last: table.values.iter().map(|value| value.period.end).max(),
            };
            let exchange::tables::IndicatorTable { measures, areas, values } = table;
            let found = news(&before, values);
            let held_now = ValuesHeld { corrected: found.corrected as u64, same: found.same as u64, ..held_now };
            new = exchange::tables::IndicatorTable { measures, areas, values: found.values };
            Holds::Values(held_now)
        }
    };
    Ok((noun, new))
}

/// Measures that are held under the same code with another unit or name: said, never passed over.
fn redefined(held: &Held, table: &exchange::tables::IndicatorTable) -> Result<Vec<String>, DeskError> {
    let known = held.tables.measures(&held.in_force).map_err(of_tables)?;
    let by_code: std::collections::HashMap<&str, _> = known.iter().map(|measure| (measure.code.as_str(), measure)).collect();
    let said = table.measures.iter().filter_map(|measure| {
        let before = by_code.get(measure.code.as_str())?;
        if before.unit != measure.unit {
            let (is, was) = (measure.unit.words(), before.unit.words());
            return Some(format!(
                "‘{}’ is held here in another unit ({was}) than in this file ({is}). Compare the two before you accept it.",
                measure.title
            ));
        }
        (before.title != measure.title)
            .then(|| format!("‘{}’ is held here under the name ‘{}’. The new name will be shown.", measure.title, before.title))
    });
    Ok(said.map(|said| clean(&said)).collect())
}

/// Work that takes the processor and not the database.
pub(super) async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    let stopped = |_| DeskError::Faults(vec![Fault::new("file", "The file could not be read. Save it as CSV and load that")]);
    tokio::task::spawn_blocking(work).await.map_err(stopped)
}

pub(super) fn of_tables(error: exchange::tables::TablesError) -> DeskError {
    DeskError::refused("data_sets", error.to_string())
}

/// Published under a licence: for everybody. Else for partners, until somebody says under what it was published.
fn audience(licence: &str) -> Audience {
    if licence.is_empty() { Audience::Partners } else { Audience::Public }
}

/// `2020`, `2024/25`, `30 June 2024`, `mid-2020` as 30 June.
fn period(typed: &str) -> Option<Period> {
    let typed = typed.trim();
    if let Some(year) = typed.strip_prefix("mid-").or_else(|| typed.strip_prefix("Mid-")) {
        return Date::new(year.parse().ok()?, 6, 30).ok().map(Period::Day);
    }
    exchange::period::read(typed, exchange::period::YearTold::default()).and_then(|stamp| Some(stamp.candidates.first()?.period))
}

fn source(desk: &Desk, actor: &Actor, name: &str, bytes: u64, digest: &str, licence: &str) -> Source {
    let name = last_of_path(name);
    Source {
        title: name.clone(),
        kind: SourceKind::OpenData,
        digest: Some(digest.to_owned()),
        received_digest: None,
        file_name: name,
        bytes,
        licence: licence.to_owned(),
        dated: None,
        received_at: desk.now(),
        received_by: actor.role.clone(),
    }
}

async fn found_or_kept(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    digest: &str,
    source: Source,
    audience: Audience,
) -> Result<SourceId, DeskError> {
    Ok(match store::sources::by_digest(tx, &actor.scope, digest).await? {
        Some(source) => source.id,
        None => store::sources::save(tx, &kept(desk, desk.new_id(), audience, source)).await?.id,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_period_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("2020", Some("2020")),
            ("2024/25", Some("2024/25")),
            ("mid-2020", Some("2020-06-30")),
            ("30 June 2024", Some("2024-06-30")),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(super::period(typed).map(|period| period.to_string()).as_deref(), expected, "{typed}");
        }
    }
}
