//! What every reader of market records takes and gives: a file of any size in, rows to a writer, and what was noticed.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek};

use quantity::Date;

use super::{Cell, MarketTable, Party};
use crate::note::{Note, NoteKind, Notes, Odd};
use crate::table::Place;
use crate::tables::{RecordWriter, TablesError};
use crate::unreadable::Unreadable;

/// A file, on disk or in memory. It is read as a stream: only workbooks and packages of JSON stand in memory whole.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// What a person says of a file.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub file_name: &'a str,
    /// Of the file as it came.
    pub bytes: u64,
    /// Whose payments, contracts or requests they are, where the file does not say. Empty where nobody said.
    pub buyer: &'a Party,
    /// Published under a licence: then the names in it are public already.
    pub published: bool,
    /// A day far beyond it is a slip of the pen.
    pub today: Date,
}

/// What came of a file. Every line of it with something on it is among the headings, kept, unreadable or left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadRecords {
    /// What it was taken for and which column for what, in sentences.
    pub shape: String,
    /// Who publishes it, as the file says; empty where it does not.
    pub publisher: String,
    /// Rows, lines or releases that are records: kept and unreadable together.
    pub read: u64,
    /// Of them, those that could not be read and were not kept.
    pub unreadable: u64,
    /// Lines that are no records: sums, headings once more, footnotes.
    pub left_out: u64,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Sum of the amounts in pence by currency (ISO 4217), in the order of the currency's letters.
    pub amounts: Vec<(String, i64)>,
    /// Rows given to the writer, by table.
    pub tables: Vec<(MarketTable, u64)>,
    /// The first of those that could not be read, by line.
    pub unread: Vec<UnreadRow>,
    pub notes: Vec<Note>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadRow {
    /// Line, row or release, counted from one.
    pub row: u64,
    /// What stood there, as far as it was at fault.
    pub seen: String,
    /// Why, and the mend, in a sentence.
    pub says: String,
}

/// How many records that could not be read are told line by line; all of them are counted.
pub const UNREAD_TOLD: usize = 1_000;

/// The file cannot be read as such records at all. Each text says the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRecords {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("The file could not be read to its end ({0}). Check that it is there whole, then load it again.")]
    CutOff(String),
    #[error("{0}")]
    NotThese(String),
    #[error(
        "The file does not say whose it is. Say so: with --buyer and a name or a code such as E08000009 on the command line, or in the field “Whose is it?”."
    )]
    WhoseIsIt,
    #[error(
        "The file seems to hold people’s details ({0}). Nothing of it was kept. Take that column out and load it again; or, where it is published as it is, say under which licence."
    )]
    People(String),
    #[error(transparent)]
    Kept(#[from] TablesError),
}

impl From<std::io::Error> for NotRecords {
    fn from(error: std::io::Error) -> NotRecords {
        NotRecords::CutOff(error.to_string())
    }
}

/// Counts what goes to the writer, and gives each organisation to the table of parties once.
pub struct Tally<'w> {
    sink: &'w mut dyn RecordWriter,
    parties: HashSet<u64>,
    rows: BTreeMap<MarketTable, u64>,
    amounts: BTreeMap<String, i64>,
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub read: u64,
    pub unreadable: u64,
    pub left_out: u64,
    unread: Vec<UnreadRow>,
    pub notes: Notes,
}

impl<'w> Tally<'w> {
    pub fn of(sink: &'w mut dyn RecordWriter) -> Tally<'w> {
        Tally {
            sink,
            parties: HashSet::new(),
            rows: BTreeMap::new(),
            amounts: BTreeMap::new(),
            first: None,
            last: None,
            read: 0,
            unreadable: 0,
            left_out: 0,
            unread: Vec::new(),
            notes: Notes::default(),
        }
    }

    pub fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        *self.rows.entry(table).or_default() += 1;
        self.sink.row(table, cells)
    }

    /// The party's key. Its row is written where the file has not named it just so before. Empty where there is no name and no number.
    pub fn party(&mut self, party: &Party, source_row: u64) -> Result<String, TablesError> {
        let key = party.key();
        if key == "name:" {
            return Ok(String::new());
        }
        if self.parties.insert(hashed(party)) {
            let cells = [
                Cell::Text(&key),
                Cell::text(&party.name),
                Cell::text(&party.company),
                Cell::text(&party.charity),
                Cell::text(&party.mutual),
                Cell::text(&party.ppon),
                Cell::text(&party.vat),
                Cell::text(&party.other),
                Cell::text(&party.postcode),
                Cell::text(&party.region),
                Cell::text(&party.scale),
                Cell::maybe_flag(party.vcse),
                Cell::Count(source_row as i64),
            ];
            self.row(MarketTable::Parties, &cells)?;
        }
        Ok(key)
    }

    /// Into the sum of its currency. False where the sum leaves what can be counted.
    pub fn amount(&mut self, currency: &str, pence: i64) -> bool {
        match self.amounts.get_mut(currency) {
            Some(sum) => match sum.checked_add(pence) {
                Some(more) => {
                    *sum = more;
                    true
                }
                None => false,
            },
            None => {
                self.amounts.insert(currency.to_owned(), pence);
                true
            }
        }
    }

    pub fn day(&mut self, day: Option<Date>) {
        if let Some(day) = day {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
    }

    /// A record that is not kept.
    pub fn unread(&mut self, at: Place, seen: &str, says: &str) {
        self.unreadable += 1;
        if self.unread.len() < UNREAD_TOLD {
            self.unread.push(UnreadRow { row: u64::from(at.row), seen: seen.chars().take(160).collect(), says: says.to_owned() });
        }
        self.note(NoteKind::Unreadable, says, seen, says, at);
    }

    pub fn note(&mut self, kind: NoteKind, about: &str, seen: &str, read_as: &str, at: Place) {
        self.notes.add(&Odd { kind, about, seen, read_as }, at);
    }

    /// Currencies in which amounts stand.
    pub fn currencies(&self) -> Vec<String> {
        self.amounts.keys().cloned().collect()
    }

    /// The first record that could not be read.
    pub fn first_unread(&self) -> Option<&UnreadRow> {
        self.unread.first()
    }

    /// Kept as the whole sum of a currency, where there is an amount at all.
    pub fn maybe_amount(&mut self, currency: &str, pence: Option<i64>) -> Option<i64> {
        pence.filter(|pence| self.amount(currency, *pence))
    }

    pub fn finish(self, shape: String) -> ReadRecords {
        ReadRecords {
            shape,
            publisher: String::new(),
            read: self.read,
            unreadable: self.unreadable,
            left_out: self.left_out,
            first: self.first,
            last: self.last,
            amounts: self.amounts.into_iter().collect(),
            tables: self.rows.into_iter().collect(),
            unread: self.unread,
            notes: self.notes.finish(),
        }
    }
}

fn hashed(party: &Party) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(party)
}
