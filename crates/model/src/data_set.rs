//! A file of public figures that was loaded: its card. The figures themselves are kept as columns, by the digest named here; a register of
//! areas and a list of neighbours are small, and are held in the card.

use jiff::Timestamp;
use quantity::{Date, Period};
use serde::{Deserialize, Serialize};

use crate::area::{Area, PeerList};
use crate::id::SourceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataSet {
    pub title: String,
    /// Who publishes it. Its measures' codes begin with it.
    pub publisher: String,
    /// Empty where nobody said.
    pub licence: String,
    /// Which edition, as the publisher or the person who loaded it says: a date, a year, `provisional`.
    pub edition: String,
    pub kind: DataSetKind,
    /// The file, whose bytes are kept.
    pub source: SourceId,
    /// The file that describes its measures, where there is one.
    pub described_by: Option<SourceId>,
    pub told: ToldOfFile,
    /// What the reader took it for, in a sentence.
    pub shape: String,
    pub holds: Holds,
    /// What was noticed, in whole sentences, each with its cell.
    pub noticed: Vec<String>,
    pub state: DataSetState,
    pub loaded_at: Timestamp,
    pub loaded_by: String,
}

/// What a file is loaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataSetKind {
    Indicators,
    Population,
    Areas,
    Neighbours,
    /// Procurement notices (OCDS).
    Notices,
    /// Payments to suppliers.
    Payments,
    /// A register of contracts.
    Contracts,
    Grants,
    /// Registered providers, charities.
    Providers,
    /// Requests for placements, packages and routes.
    Placements,
}

impl DataSetKind {
    /// Kinds whose records are of the market.
    pub const OF_THE_MARKET: &[DataSetKind] = &[
        DataSetKind::Notices,
        DataSetKind::Payments,
        DataSetKind::Contracts,
        DataSetKind::Grants,
        DataSetKind::Providers,
        DataSetKind::Placements,
    ];

    pub fn is_of_the_market(self) -> bool {
        DataSetKind::OF_THE_MARKET.contains(&self)
    }
}

/// What a person said of a file that does not say it itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ToldOfFile {
    /// When its figures are of, where no column says so.
    #[serde(default)]
    pub period: Option<Period>,
    /// Whose peers it lists, or what it is of: an area's code or name.
    #[serde(default)]
    pub area: String,
    /// Which model its neighbours are by.
    #[serde(default)]
    pub model: String,
    /// Whose payments, contracts or requests they are: a name, or an area's code.
    #[serde(default)]
    pub buyer: String,
    /// How its percentages are written.
    #[serde(default)]
    pub percentages: Percentages,
}

/// How a file writes 84%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Percentages {
    /// As its figures suggest; said where it is not plain.
    #[default]
    AsTheySuggest,
    /// 84
    OutOfAHundred,
    /// 0.84
    Shares,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "holds", rename_all = "snake_case")]
pub enum Holds {
    /// Figures.
    Values(ValuesHeld),
    /// A register of areas.
    Areas { areas: Vec<Area> },
    /// Lists of which areas are alike.
    Neighbours { lists: Vec<PeerList> },
    /// Records of the market, by table.
    Records(RecordsHeld),
}

/// Market records of a file: counted before they are accepted, and again when they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordsHeld {
    /// Lines, rows or releases of the file.
    pub read: u64,
    /// Of them, those that could not be read: each is among what was noticed, as far as the list of notes goes.
    pub unreadable: u64,
    /// Kept columns, by table; none until accepted.
    pub tables: Vec<TableHeld>,
    /// First and last day its records are of.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Sum of its amounts in pence by currency: of payments net of reversals, of notices over awards.
    pub amounts: Vec<(String, i64)>,
    /// Lines of the file that are no records: sums, headings once more, remarks.
    #[serde(default)]
    pub left_out: u64,
    /// The first of those that could not be read, by line.
    #[serde(default)]
    pub unread: Vec<UnreadLine>,
}

/// A record of a file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadLine {
    /// Line, row or release, counted from one.
    pub row: u64,
    /// What stood there, as far as it was at fault.
    pub seen: String,
    /// Why it could not be read, and the mend, in a sentence.
    pub says: String,
}

/// One table of a file of market records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHeld {
    /// As SQL names it: `payments`.
    pub table: String,
    /// SHA-256 of the kept columns; none where nothing of it was new.
    pub digest: Option<String>,
    pub rows: u64,
    /// Rows of the file that were held before, just so, and not kept again.
    pub same: u64,
}

/// How many figures of what; counted before they are accepted, and again when they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesHeld {
    /// SHA-256 of the kept columns; none until accepted, or where the file held nothing new.
    pub digest: Option<String>,
    /// Figures read of the file.
    pub rows: u64,
    /// Of them, held before with another value: the old one stays.
    pub corrected: u64,
    /// Of them, held before just so, and not kept again.
    pub same: u64,
    pub measures: u64,
    pub areas: u64,
    /// First day its figures are of.
    pub first: Option<Date>,
    /// Last day its figures are of.
    pub last: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DataSetState {
    /// Read, and nothing of it is in use until a person accepts it.
    Waiting,
    Accepted {
        at: Timestamp,
        by: String,
    },
    SetAside {
        at: Timestamp,
        by: String,
        why: String,
    },
}

impl DataSet {
    pub fn is_accepted(&self) -> bool {
        matches!(self.state, DataSetState::Accepted { .. })
    }

    /// The name of its columns, where it is accepted and holds any.
    pub fn digest(&self) -> Option<&str> {
        match &self.holds {
            Holds::Values(held) if self.is_accepted() => held.digest.as_deref(),
            _ => None,
        }
    }
}
