//! Procurement notices in the Open Contracting Data Standard, in and out: release packages, record packages, bare releases, lines of JSON,
//! plain, gzip or zip, of every vintage; and an authority's own records written as OCDS 1.1 with the UK extension.
//!
//! A file is passed through twice. The first time only its identifiers are counted, so that a process told of in one release goes straight
//! to its rows, and one told of in several is held (without what no table asks for) until its last, and merged.

mod bids;
mod census;
mod compile;
mod cut;
mod figures;
mod gather;
mod loose;
mod organisations;
mod regime;
mod release;
mod rows;
pub mod shape;
mod unpack;

use crate::market::{NotRecords, ReadRecords, Source, Told};
use crate::note::NoteKind;
use crate::tables::RecordWriter;
use crate::unreadable::{Limits, Unreadable};
use quantity::money::group_thousands as many;

pub use regime::Regimes;
pub use release::{Release, release};

/// Reads a file of notices and gives its rows to the writer: parties, processes, lots, bids, awards and contracts. Fails only where nothing
/// of it can be read; everything else is counted and noted. Progress is told in bytes of twice the file, as it is passed through twice.
pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    law: &Regimes,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    if told.bytes > limits.bytes {
        return Err(Unreadable::TooLarge { bytes: told.bytes, limit: limits.bytes }.into());
    }
    let whole = told.bytes.saturating_mul(2);
    let mut census = census::Census::default();
    unpack::each(source, limits, &mut |done| progress(done, whole), &mut |stream| census.count(stream.read))?;
    let mut gather = gather::Gather::of(sink, &census, rows::Beside { law, today: told.today });
    let not_opened =
        unpack::each(source, limits, &mut |done| progress(told.bytes.saturating_add(done), whole), &mut |stream| gather.stream(stream))?;
    for (name, why) in &not_opened {
        gather.tally.left_out += 1;
        gather.tally.note(NoteKind::NotOpened, name, name, why, crate::table::Place::new("", 0, 0));
    }
    progress(whole, whole);
    let not_opened = not_opened.first().map(|(name, why)| format!("‘{name}’: {why}"));
    gather.finish(not_opened)
}

/// The sentence of what a file was taken for.
fn shape(releases: u64, processes: u64, version: &str, form: cut::Form) -> String {
    let version = if version.is_empty() { String::new() } else { format!(", version {version}") };
    let form = match form {
        cut::Form::Lines => "one on each line",
        cut::Form::Whole => "in a package",
    };
    let releases = if releases == 1 { "1 release".to_owned() } else { format!("{} releases", many(releases)) };
    let processes = if processes == 1 { "1 process".to_owned() } else { format!("{} processes", many(processes)) };
    format!("Procurement notices in the Open Contracting Data Standard{version}: {releases} of {processes}, {form}.")
}
