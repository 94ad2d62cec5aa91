//! Records of the market (notices, payments, registers, grants, providers, placements) from a file of any size: looked at, read and shown,
//! accepted. A file on disk is read as a stream and never stands in memory whole.

use std::io::{Cursor, SeekFrom};
use std::sync::Arc;

use exchange::Limits;
use exchange::market::{
    MarketTable, NotRecords, Party, ReadRecords, Source as Bytes, Told, numbers, payments, placements, providers, register, threesixty,
};
use exchange::ocds::{self, Regimes};
use exchange::tables::{Held, KeptTable, Nowhere, RecordWriter, Tables};
use model::audience::Audience;
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds, RecordsHeld, TableHeld, ToldOfFile, UnreadLine};
use model::id::{DataSetId, SourceId};
use model::record::Record;
use model::role::Permission;
use model::source::{Source, SourceKind};
use quantity::Date;

use super::from_file::clean;
use super::ground::areas_held;
use super::read_data_set::{beside, of_tables};
use crate::actor::Actor;
use crate::analyse::load_performance::last_of_path;
use crate::analyse::look_at_file::Progress;
use crate::analyse::read_source::limits;
use crate::config::{self, Settings};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

/// What a person says of a file of market records.
#[derive(Debug, Clone)]
pub struct LoadRecords {
    pub kind: DataSetKind,
    pub file_name: String,
    /// Empty: the file's name.
    pub title: String,
    /// Empty: as the file says.
    pub publisher: String,
    pub licence: String,
    pub edition: String,
    /// Whose records they are, where the file does not say: a name or an area's code.
    pub buyer: String,
}

impl LoadRecords {
    /// A file with nothing said of it.
    pub fn of(kind: DataSetKind, file_name: &str) -> LoadRecords {
        let empty = String::new;
        LoadRecords {
            kind,
            file_name: file_name.to_owned(),
            title: empty(),
            publisher: empty(),
            licence: empty(),
            edition: empty(),
            buyer: empty(),
        }
    }
}

/// What loading a file did.
#[derive(Debug, Clone)]
pub struct LoadedRecords {
    pub data_set: Record<DataSetId, DataSet>,
    /// This very file was in use already: nothing was changed.
    pub was_here: bool,
}

/// What reading the file would say, with nothing kept and no line in the trail.
pub async fn look_at_records(
    desk: &Desk,
    actor: &Actor,
    ask: LoadRecords,
    source: Box<dyn Bytes>,
    progress: Progress,
) -> Result<DataSet, DeskError> {
    let ready = Ready::of(desk, actor, &ask).await?;
    let noun = ready.card(desk, actor, &ask);
    let (_, noun) = beside(move || ready.look(source, noun, progress)).await??;
    Ok(noun)
}

/// Reads a file in memory and keeps it with its card, waiting: an upload. The same file with the same said of it comes back as it is.
pub async fn read_records(
    desk: &Desk,
    actor: &Actor,
    ask: LoadRecords,
    bytes: Vec<u8>,
    progress: Progress,
) -> Result<Record<DataSetId, DataSet>, DeskError> {
    let ready = Ready::of(desk, actor, &ask).await?;
    if bytes.is_empty() {
        return Err(fault("file", "Choose a file to load"));
    }
    let noun = ready.card(desk, actor, &ask);
    let digest = store::files::digest(&bytes);
    if let Some(same) = same_file(desk, actor, &digest, &noun).await? {
        return Ok(same);
    }
    let size = bytes.len() as u64;
    let bytes: Arc<[u8]> = bytes.into();
    let source = Box::new(Cursor::new(bytes.clone()));
    let (_, noun) = beside(move || ready.look(source, noun, progress)).await??;
    desk.shelf.put(&bytes)?;
    let line = format!("‘{}’ was read from ‘{}’ and waits to be accepted. {}", noun.title, last_of_path(&ask.file_name), noun.shape);
    let file = File { name: last_of_path(&ask.file_name), bytes: size, digest, is_kept: true };
    keep(desk, actor, "read_records", noun, file, line).await
}

/// Reads a file and puts it in use: what the command line does. Its bytes are kept where an upload of that size would be; else its card holds
/// its name and digest alone.
pub async fn load_records(
    desk: &Desk,
    actor: &Actor,
    ask: LoadRecords,
    mut source: Box<dyn Bytes>,
    progress: Progress,
) -> Result<LoadedRecords, DeskError> {
    let ready = Ready::of(desk, actor, &ask).await?;
    let noun = ready.card(desk, actor, &ask);
    let (largest, shelf) = (ready.limits.bytes, desk.shelf.clone());
    let hashed = move || {
        let digest = whole_digest(&mut *source);
        (source, digest)
    };
    let (mut source, digest) = beside(hashed).await?;
    let (size, digest) = digest.map_err(cut_off)?;
    if size == 0 {
        return Err(fault("file", "The file is empty. Check that it was saved, then load it again"));
    }
    if let Some(same) = same_file(desk, actor, &digest, &noun).await? {
        let was_here = same.noun.is_accepted();
        let data_set = if was_here { same } else { super::accept_data_set::accept_data_set(desk, actor, same.id, same.version).await? };
        return Ok(LoadedRecords { data_set, was_here });
    }
    let is_kept = size <= largest;
    let work = move || {
        let noun = ready.keep(&mut *source, noun, progress)?;
        if is_kept {
            let mut bytes = Vec::new();
            source.seek(SeekFrom::Start(0)).and_then(|_| source.read_to_end(&mut bytes)).map_err(cut_off)?;
            shelf.put(&bytes)?;
        }
        Ok::<_, DeskError>(noun)
    };
    let noun = beside(work).await??;
    let state = DataSetState::Accepted { at: desk.now(), by: actor.role.clone() };
    let noun = DataSet { state, ..noun };
    let line = format!("‘{}’ was loaded and put in use. {}", noun.title, super::accept_data_set::came_of_it(&noun));
    let file = File { name: last_of_path(&ask.file_name), bytes: size, digest, is_kept };
    let data_set = keep(desk, actor, "load_records", noun, file, line).await?;
    Ok(LoadedRecords { data_set, was_here: false })
}

/// Whether a file holds payments to suppliers (an amount, who was paid, a day), rather than a yearly return.
pub async fn is_payments(desk: &Desk, mut source: Box<dyn Bytes>) -> Result<bool, DeskError> {
    let settings = {
        let mut tx = desk.read().await?;
        Settings::in_force(&mut tx).await?
    };
    let (limits, today) = (limits(&settings), desk.today());
    beside(move || {
        let nobody = Party::default();
        let told = Told { file_name: "", bytes: 0, buyer: &nobody, published: true, today };
        payments::is_payments(&mut *source, &told, &limits)
    })
    .await
}

/// The kept file of a data set that waits, read again and its rows kept: the card as it is once accepted.
pub(super) async fn accepted(desk: &Desk, actor: &Actor, noun: DataSet, file_name: &str, bytes: Vec<u8>) -> Result<DataSet, DeskError> {
    let ask = LoadRecords { licence: noun.licence.clone(), buyer: noun.told.buyer.clone(), ..LoadRecords::of(noun.kind, file_name) };
    let ready = Ready::of(desk, actor, &ask).await?;
    beside(move || ready.keep(&mut Cursor::new(bytes), noun, Box::new(|_, _| {}))).await?
}

/// All that a reading rests on, gathered before it begins.
struct Ready {
    kind: DataSetKind,
    file_name: String,
    buyer: Party,
    published: bool,
    today: Date,
    limits: Limits,
    regimes: Regimes,
    tables: Arc<dyn Tables>,
    held: Vec<Held>,
}

/// Which rules a procurement stands under, from dated data.
fn regimes() -> Result<Regimes, DeskError> {
    let rules = config::market::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    let begins = |code: &str| rules.regimes.iter().find(|regime| regime.code == code).map(|regime| regime.from);
    let stretch = |begins: &str| (format!("{begins:0<8}"), format!("{begins:9<8}"));
    Ok(Regimes {
        act_begins: begins("act_2023"),
        regulations_2015_begin: begins("regulations_2015"),
        light_touch: rules.light_touch.cpv.iter().map(|one| stretch(&one.begins)).collect(),
    })
}

impl Ready {
    async fn of(desk: &Desk, actor: &Actor, ask: &LoadRecords) -> Result<Ready, DeskError> {
        actor.may(Permission::LoadPerformance)?;
        let mut typed = Typed::new();
        for (field, text) in [("title", &ask.title), ("publisher", &ask.publisher), ("edition", &ask.edition)] {
            typed.optional(field, text, LINE);
        }
        let licence = typed.optional("licence", &ask.licence, LINE);
        let buyer = typed.optional("buyer", &ask.buyer, LINE);
        typed.ask("kind", ask.kind.is_of_the_market(), "Choose what is in the file");
        typed.done()?;
        let mut tx = desk.read().await?;
        let settings = Settings::in_force(&mut tx).await?;
        let limits = limits(&settings);
        let known = areas_held(&mut tx, &actor.scope).await?;
        let mut held: Vec<Held> = Vec::new();
        for kind in DataSetKind::OF_THE_MARKET {
            for one in store::data_sets::accepted(&mut tx, &actor.scope, *kind).await? {
                held.extend(held_by(&one.noun));
            }
        }
        let buyer = match numbers::area(&buyer) {
            Some(code) => {
                let name = known.iter().find(|area| area.code.as_str() == code).map_or(code, |area| area.name.as_str());
                Party { name: name.to_owned(), other: format!("GSS-{code}"), ..Party::default() }
            }
            None => Party { name: buyer, ..Party::default() },
        };
        Ok(Ready {
            kind: ask.kind,
            file_name: last_of_path(&ask.file_name),
            buyer,
            published: !licence.is_empty(),
            today: desk.today(),
            limits,
            regimes: regimes()?,
            tables: desk.tables.clone(),
            held,
        })
    }

    /// The card before the file is read.
    fn card(&self, desk: &Desk, actor: &Actor, ask: &LoadRecords) -> DataSet {
        let plain = |text: &str| clean(text.trim());
        DataSet {
            title: if ask.title.trim().is_empty() { self.file_name.clone() } else { plain(&ask.title) },
            publisher: plain(&ask.publisher),
            licence: plain(&ask.licence),
            edition: plain(&ask.edition),
            kind: self.kind,
            // Set when the file is kept.
            source: SourceId(uuid::Uuid::nil()),
            described_by: None,
            told: ToldOfFile { buyer: plain(&ask.buyer), ..ToldOfFile::default() },
            shape: String::new(),
            holds: Holds::Records(RecordsHeld::default()),
            noticed: Vec::new(),
            state: DataSetState::Waiting,
            loaded_at: desk.now(),
            loaded_by: actor.role.clone(),
        }
    }

    fn look(&self, mut source: Box<dyn Bytes>, noun: DataSet, mut progress: Progress) -> Result<(Box<dyn Bytes>, DataSet), DeskError> {
        let read = self.read(&mut *source, &mut Nowhere, &mut progress)?;
        let tables: Vec<KeptTable> =
            read.tables.iter().map(|(table, rows)| KeptTable { table: *table, digest: None, rows: *rows, same: 0 }).collect();
        Ok((source, filled_in(noun, read, &tables)))
    }

    /// Columns first: a card whose rows are gone would lead nowhere.
    fn keep(&self, source: &mut dyn Bytes, noun: DataSet, mut progress: Progress) -> Result<DataSet, DeskError> {
        let mut writer = self.tables.begin_records().map_err(of_tables)?;
        let read = self.read(source, &mut *writer, &mut progress)?;
        let tables = writer.finish(&self.held).map_err(of_tables)?;
        Ok(filled_in(noun, read, &tables))
    }

    fn read(&self, source: &mut dyn Bytes, sink: &mut dyn RecordWriter, progress: &mut Progress) -> Result<ReadRecords, DeskError> {
        let bytes = source.seek(SeekFrom::End(0)).and_then(|size| source.seek(SeekFrom::Start(0)).map(|_| size)).map_err(cut_off)?;
        let told = Told { file_name: &self.file_name, bytes, buyer: &self.buyer, published: self.published, today: self.today };
        let read = match self.kind {
            DataSetKind::Payments => payments::read(source, &told, &self.limits, sink, &mut **progress),
            DataSetKind::Contracts => register::read(source, &told, &self.limits, sink, &mut **progress),
            DataSetKind::Grants => threesixty::read(source, &told, &self.limits, sink, &mut **progress),
            DataSetKind::Providers => providers::read(source, &told, &self.limits, sink, &mut **progress),
            DataSetKind::Placements => placements::read(source, &told, &self.limits, sink, &mut **progress),
            DataSetKind::Notices => {
                // Notices are read as a stream, however long: what stands in memory is one release, and what waits to be merged.
                let limits = Limits { bytes: u64::MAX, ..self.limits };
                ocds::read(source, &told, &self.regimes, &limits, sink, &mut **progress)
            }
            DataSetKind::Indicators | DataSetKind::Population | DataSetKind::Areas | DataSetKind::Neighbours => {
                return Err(fault("kind", "Choose what is in the file"));
            }
        };
        let read = read.map_err(|error| of_reading(&error))?;
        if read.read == 0 {
            return Err(fault("file", "The file has headings and no record under them. Check that it is the file you meant"));
        }
        Ok(read)
    }
}

/// The kept tables of a data set.
pub fn held_by(noun: &DataSet) -> Vec<Held> {
    let Holds::Records(records) = &noun.holds else { return Vec::new() };
    let of = |kept: &TableHeld| {
        let table = MarketTable::ALL.into_iter().find(|table| table.name() == kept.table)?;
        Some(Held { table, digest: kept.digest.as_deref()?.into() })
    };
    records.tables.iter().filter_map(of).collect()
}

fn filled_in(noun: DataSet, read: ReadRecords, tables: &[KeptTable]) -> DataSet {
    let table = |kept: &KeptTable| TableHeld {
        table: kept.table.name().to_owned(),
        digest: kept.digest.as_ref().map(ToString::to_string),
        rows: kept.rows,
        same: kept.same,
    };
    let unread = read.unread.into_iter().map(|one| UnreadLine { row: one.row, seen: clean(&one.seen), says: clean(&one.says) });
    let held = RecordsHeld {
        read: read.read,
        unreadable: read.unreadable,
        tables: tables.iter().map(table).collect(),
        first: read.first,
        last: read.last,
        amounts: read.amounts,
        left_out: read.left_out,
        unread: unread.collect(),
    };
    let publisher = if noun.publisher.is_empty() { clean(&read.publisher) } else { noun.publisher };
    let noticed = read.notes.iter().map(|note| clean(&note.sentence())).collect();
    DataSet { publisher, shape: clean(&read.shape), noticed, holds: Holds::Records(held), ..noun }
}

/// A file as its card names it.
struct File {
    name: String,
    bytes: u64,
    digest: String,
    /// Whether its bytes are on the shelf.
    is_kept: bool,
}

async fn keep(
    desk: &Desk,
    actor: &Actor,
    verb: &'static str,
    noun: DataSet,
    file: File,
    line: String,
) -> Result<Record<DataSetId, DataSet>, DeskError> {
    let audience = if noun.licence.is_empty() { Audience::Partners } else { Audience::Public };
    let mut write = desk.write(actor).await?;
    let known = store::sources::by_digest(&mut write.tx, &actor.scope, &file.digest).await?;
    let source = match known {
        Some(known) => known.id,
        None => {
            let source = Source {
                title: file.name.clone(),
                kind: if noun.licence.is_empty() { SourceKind::File } else { SourceKind::OpenData },
                digest: file.is_kept.then(|| file.digest.clone()),
                received_digest: (!file.is_kept).then_some(file.digest),
                file_name: file.name,
                bytes: file.bytes,
                licence: noun.licence.clone(),
                dated: None,
                received_at: desk.now(),
                received_by: actor.role.clone(),
            };
            store::sources::save(&mut write.tx, &kept(desk, desk.new_id(), audience.clone(), source)).await?.id
        }
    };
    let noun = DataSet { source, ..noun };
    let record = store::data_sets::save(&mut write.tx, &kept(desk, desk.new_id(), audience, noun)).await?;
    write.commit(verb, "data set", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What was read of the very file before, with the same said of it.
async fn same_file(desk: &Desk, actor: &Actor, digest: &str, noun: &DataSet) -> Result<Option<Record<DataSetId, DataSet>>, DeskError> {
    let mut tx = desk.read().await?;
    let Some(source) = store::sources::by_digest(&mut tx, &actor.scope, digest).await? else { return Ok(None) };
    let before = store::data_sets::by_source(&mut tx, &actor.scope, source.id).await?;
    let same = |one: &Record<DataSetId, DataSet>| {
        let there = &one.noun;
        let publisher = noun.publisher.is_empty() || there.publisher == noun.publisher;
        !matches!(there.state, DataSetState::SetAside { .. }) && there.kind == noun.kind && there.told == noun.told && publisher
    };
    Ok(before.into_iter().find(same))
}

fn whole_digest(source: &mut dyn Bytes) -> std::io::Result<(u64, String)> {
    let size = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let digest = store::files::digest_of(&mut &mut *source)?;
    source.seek(SeekFrom::Start(0))?;
    Ok((size, digest))
}

fn fault(field: &'static str, message: &str) -> DeskError {
    DeskError::Faults(vec![Fault::new(field, clean(message))])
}

fn cut_off(error: std::io::Error) -> DeskError {
    of_reading(&NotRecords::from(error))
}

fn of_reading(error: &NotRecords) -> DeskError {
    match error {
        NotRecords::WhoseIsIt => fault("buyer", &error.to_string()),
        NotRecords::Kept(error) => of_tables(error.clone()),
        other => fault("file", &other.to_string()),
    }
}
