//! A file's bytes to what they hold, with no record touched: the same file and the same answers give the same reading.

use exchange::areas::{self, Gazetteer, NotAreas};
use exchange::indicators::about::About;
use exchange::indicators::{self, NotIndicators, population};
use exchange::note::{Note, Notes};
use exchange::tables::{IndicatorTable, Tables, is_columnar};
use exchange::{Limits, Unreadable};
use model::area::{Area, PeerList};
use model::data_set::{DataSetKind, ToldOfFile};

use crate::analyse::look_at_file::Progress;
use crate::error::{DeskError, Fault};

/// All that a reading rests on.
pub(super) struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
    /// The file that describes its measures.
    pub about: Option<&'a [u8]>,
    pub kind: DataSetKind,
    pub title: &'a str,
    pub publisher: &'a str,
    pub licence: &'a str,
    pub edition: &'a str,
    pub told: &'a ToldOfFile,
}

pub(super) struct Reading {
    pub what: What,
    pub shape: String,
    pub publisher: String,
    pub noticed: Vec<String>,
}

pub(super) enum What {
    Values(IndicatorTable),
    Areas(Vec<Area>),
    Neighbours(Vec<PeerList>),
}

pub(super) fn read(
    file: &File<'_>,
    areas: &Gazetteer,
    tables: &dyn Tables,
    limits: &Limits,
    progress: &mut Progress,
) -> Result<Reading, DeskError> {
    match file.kind {
        DataSetKind::Areas => {
            let loaded = areas::register(file.bytes, limits).map_err(|error| of_areas(&error))?;
            Ok(Reading { what: What::Areas(loaded.rows), shape: loaded.shape, publisher: String::new(), noticed: sentences(&loaded.notes) })
        }
        DataSetKind::Neighbours => {
            let told = areas::Told { file_name: file.name, model: &file.told.model, area: &file.told.area };
            let loaded = areas::peer_lists(file.bytes, told, areas, limits).map_err(|error| of_areas(&error))?;
            let (shape, noticed) = (loaded.shape, sentences(&loaded.notes));
            Ok(Reading { what: What::Neighbours(loaded.rows), shape, publisher: String::new(), noticed })
        }
        DataSetKind::Indicators | DataSetKind::Population => figures(file, areas, tables, limits, progress),
        // Records of the market are read line by line by a use case of their own.
        DataSetKind::Notices
        | DataSetKind::Payments
        | DataSetKind::Contracts
        | DataSetKind::Grants
        | DataSetKind::Providers
        | DataSetKind::Placements => Err(DeskError::Faults(vec![crate::error::Fault::new("kind", "Load records of the market as such")])),
    }
}

fn figures(
    file: &File<'_>,
    areas: &Gazetteer,
    tables: &dyn Tables,
    limits: &Limits,
    progress: &mut Progress,
) -> Result<Reading, DeskError> {
    let mut notes = Notes::default();
    let table = if is_columnar(file.bytes) {
        tables.columns_of(file.bytes, limits).map_err(|error| unreadable("file", &error))?
    } else {
        indicators::columns_of(file.bytes, limits, &mut notes, &mut **progress).map_err(|error| of_indicators(&error))?
    };
    let about = match file.about {
        Some(bytes) => About::read(bytes, limits).map_err(|error| fault("about", error.to_string()))?,
        None => About::default(),
    };
    let told = indicators::Told {
        publisher: file.publisher,
        title: file.title,
        licence: file.licence,
        edition: file.edition,
        period: file.told.period,
        percentages: file.told.percentages,
    };
    let read = match file.kind {
        DataSetKind::Population => population::read(&table, areas, &told, notes),
        _ => indicators::read(&table, &about, areas, &told, notes),
    };
    let read = read.map_err(|error| of_indicators(&error))?;
    Ok(Reading { what: What::Values(read.table), shape: read.shape, publisher: read.publisher, noticed: sentences(&read.notes) })
}

/// What stands in a file is not ours: nothing in it may speak to a terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

fn sentences(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| clean(&note.sentence())).collect()
}

fn fault(field: &'static str, message: impl AsRef<str>) -> DeskError {
    DeskError::Faults(vec![Fault::new(field, clean(message.as_ref()))])
}

fn unreadable(field: &'static str, error: &Unreadable) -> DeskError {
    fault(field, error.to_string())
}

fn of_areas(error: &NotAreas) -> DeskError {
    let field = match error {
        NotAreas::WhosePeers(_) | NotAreas::UnknownArea(_) => "area",
        NotAreas::WhichModel => "model",
        _ => "file",
    };
    fault(field, error.to_string())
}

fn of_indicators(error: &NotIndicators) -> DeskError {
    fault(if *error == NotIndicators::NoPeriod { "period" } else { "file" }, error.to_string())
}
