//! What is asked of large public tables, whoever keeps them as columns: the crate `lake` in the program, [`InMemory`] in tests.
//!
//! A data set holds indicators of many areas and years. It is named by the digest of what it holds and never changed: a later file adds
//! another. Functions over several data sets take them in the order they were loaded, and where two hold a value of the same measure,
//! area, period and group, the later one's is in force; the earlier stays where it is ([`Tables::every_vintage`]).

mod in_memory;
mod news;
mod profile;
mod records;

use std::sync::Arc;

use quantity::code::AreaCode;
use quantity::{Date, Direction, Unit};
use serde::{Deserialize, Serialize};

use model::observation::Missing;

use crate::indicators::columns::Columns;
use crate::unreadable::{Limits, Unreadable};

pub use in_memory::InMemory;
pub use news::{News, news};
pub use profile::ProfileLine;
pub use records::{Answer, AnswerColumn, Asked, Beside, Held, KeptTable, Nowhere, Question, RecordWriter, Within};

/// A short text that many rows share.
pub type Text = Arc<str>;

/// SHA-256 of a data set, lower-case hex: its name.
pub type Digest = Text;

/// One value of a measure for an area, a period and a group of people.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorValue {
    /// Code of the [`IndicatorMeasure`].
    pub measure: Text,
    pub area: AreaCode,
    pub period: Stretch,
    pub of: Breakdown,
    /// In the measure's unit; a share (0.184) where the unit is per cent. None where it was held back or not there: see `missing`.
    pub value: Option<f64>,
    /// The publisher's own 95% limits, where it prints them.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// How many, where the file says.
    pub count: Option<f64>,
    /// Of how many.
    pub denominator: Option<f64>,
    pub missing: Option<Missing>,
    pub provisional: bool,
    /// The data set that holds it; empty until it is kept.
    pub dataset: Digest,
}

/// The stretch of time a value is of: any length, both days included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    pub start: Date,
    pub end: Date,
    /// As the file writes it: `2022-24`, `2021/22`, `Nov 2023`.
    pub text: Text,
}

/// The group of people (or part of a service) a value is of. An empty text is everyone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Breakdown {
    pub sex: Text,
    pub age: Text,
    /// Any other group: `Ethnic group: Asian`.
    pub category: Text,
}

impl Breakdown {
    /// Everyone, as far as the measure goes.
    pub fn is_everyone(&self) -> bool {
        self.sex.is_empty() && self.age.is_empty() && self.category.is_empty()
    }

    /// `women, 65 to 74`, in the file's own words; empty for everyone.
    pub fn words(&self) -> String {
        [&self.sex, &self.age, &self.category]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|part| &**part)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What is counted, as its publisher defines it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorMeasure {
    /// Lasting, with the publisher before it: `fingertips:90366`, `lait:352`, `lgbf:ENV01a`.
    pub code: String,
    pub title: String,
    /// Values of `Percent` measures are shares.
    pub unit: Unit,
    /// Of the measure in use: `Neither` where its publisher says that no direction is good, none where nobody said.
    pub polarity: Option<Direction>,
    /// The value to be near to, where neither high nor low is good.
    pub aim: Option<f64>,
    /// Decimals shown, where its publisher says; of a percentage, decimals of the per cent.
    pub places: Option<u8>,
    /// Who publishes it.
    pub source: String,
    pub licence: String,
    /// Which edition of the source: a date, or what the file calls itself.
    pub vintage: String,
    pub theme: String,
    pub definition: String,
}

/// Which values are wanted. What is empty or none leaves that side open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wanted {
    pub measures: Vec<Text>,
    pub areas: Vec<AreaCode>,
    /// Periods that end on or after this day.
    pub from: Option<Date>,
    /// Periods that begin on or before this day.
    pub to: Option<Date>,
    /// Values of everyone alone.
    pub everyone: bool,
}

impl Wanted {
    /// Whether a value is among those wanted.
    pub fn holds(&self, value: &IndicatorValue) -> bool {
        (self.measures.is_empty() || self.measures.contains(&value.measure))
            && (self.areas.is_empty() || self.areas.contains(&value.area))
            && self.from.is_none_or(|from| value.period.end >= from)
            && self.to.is_none_or(|to| value.period.start <= to)
            && (!self.everyone || value.of.is_everyone())
    }
}

/// An area as a file names it: what a register of authorities does not hold (wards, health boards, regions) is named by its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedArea {
    pub code: AreaCode,
    pub name: String,
    /// `County or Unitary Authority`, in the file's own words; empty where it does not say.
    pub kind: String,
}

/// Measures, areas and values, before they are kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IndicatorTable {
    pub measures: Vec<IndicatorMeasure>,
    pub areas: Vec<NamedArea>,
    pub values: Vec<IndicatorValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TablesError {
    #[error("The data set {} is not in this place's folder. Bring it back from a back-up, or load its file again.", short(.0))]
    Missing(Digest),
    #[error("The data set {} cannot be read ({why}). Bring it back from a back-up, or load its file again.", short(.digest))]
    Damaged { digest: Digest, why: String },
    #[error("The data set could not be written ({0}). Nothing was kept. Make room in the place's folder, or let the program write there.")]
    NotWritten(String),
    #[error("The question could not be answered: {0}")]
    NotAnswered(String),
    #[error("Market records cannot be kept here: this program was made without an engine for them.")]
    NoEngine,
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// A file made of columns rather than lines of text: Parquet begins and ends with these letters.
pub fn is_columnar(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PAR1")
}

/// Whoever keeps data sets. Four functions to keep, the rest follow from them.
pub trait Tables: Send + Sync {
    /// Keeps measures and values as one data set and gives its name. The same again gives the same name and writes nothing.
    fn keep(&self, table: &IndicatorTable) -> Result<Digest, TablesError>;

    /// The measures of one data set, as it was kept.
    fn measures_of(&self, dataset: &Digest) -> Result<Vec<IndicatorMeasure>, TablesError>;

    /// The areas one data set names.
    fn areas_of(&self, dataset: &Digest) -> Result<Vec<NamedArea>, TablesError>;

    /// The values of one data set that are wanted, in the order of measure, group, area and period.
    fn rows(&self, dataset: &Digest, wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError>;

    /// The one table of a columnar file that somebody else wrote (Parquet).
    fn columns_of(&self, bytes: &[u8], limits: &Limits) -> Result<Columns, Unreadable>;

    /// Opens a new set of market records: rows go in as they are read, and never stand in memory whole.
    fn begin_records(&self) -> Result<Box<dyn RecordWriter>, TablesError> {
        Err(TablesError::NoEngine)
    }

    /// Answers a question about market records.
    fn ask(&self, _question: &Question<'_>) -> Result<Answer, TablesError> {
        Err(TablesError::NoEngine)
    }

    /// The measures of all of them, by code; where two know the same measure, as the later one tells it.
    fn measures(&self, datasets: &[Digest]) -> Result<Vec<IndicatorMeasure>, TablesError> {
        let mut found = std::collections::BTreeMap::new();
        for dataset in datasets {
            found.extend(self.measures_of(dataset)?.into_iter().map(|measure| (measure.code.clone(), measure)));
        }
        Ok(found.into_values().collect())
    }

    /// The areas all of them name, by code; the later data set's name where they differ.
    fn areas(&self, datasets: &[Digest]) -> Result<Vec<NamedArea>, TablesError> {
        let mut found = std::collections::BTreeMap::new();
        for dataset in datasets {
            found.extend(self.areas_of(dataset)?.into_iter().map(|area| (area.code.clone(), area)));
        }
        Ok(found.into_values().collect())
    }

    /// The values in force, in the order of measure, group, area and period.
    fn values(&self, datasets: &[Digest], wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
        let found = datasets.iter().map(|dataset| self.rows(dataset, wanted)).collect::<Result<Vec<_>, _>>()?;
        Ok(news::in_force(found))
    }

    /// Every value ever kept of what is wanted, those in the earlier data sets first.
    fn every_vintage(&self, datasets: &[Digest], wanted: &Wanted) -> Result<Vec<IndicatorValue>, TablesError> {
        let found = datasets.iter().map(|dataset| self.rows(dataset, wanted)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// For each measure and group of which the area has a value: its series, and its peers' values in the period of its last value.
    /// Nations and regions are peers like any other.
    fn profile(&self, datasets: &[Digest], area: &AreaCode, peers: &[AreaCode]) -> Result<Vec<ProfileLine>, TablesError> {
        let areas = std::iter::once(area).chain(peers).cloned().collect();
        let found = self.values(datasets, &Wanted { areas, ..Wanted::default() })?;
        Ok(profile::profile(found, area, peers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quantity::Period;

    fn value(measure: &str, area: u32, year: i16, value: Option<f64>) -> IndicatorValue {
        let period = Period::FinancialYear(year);
        IndicatorValue {
            measure: measure.into(),
            area: AreaCode::parse(&format!("E{area:08}")).expect("a code"),
            period: Stretch { start: period.first_day(), end: period.last_day(), text: period.in_words().into() },
            of: Breakdown::default(),
            value,
            lower: None,
            upper: None,
            count: None,
            denominator: None,
            missing: value.is_none().then_some(Missing::Suppressed),
            provisional: false,
            dataset: Digest::default(),
        }
    }

    fn table(values: Vec<IndicatorValue>) -> IndicatorTable {
        IndicatorTable { values, ..IndicatorTable::default() }
    }

    #[test]
    fn the_same_again_is_one_data_set_and_a_correction_keeps_the_old_value_behind_it() {
        let tables = InMemory::default();
        let first = tables.keep(&table(vec![value("a", 2, 2023, Some(1.0)), value("a", 1, 2023, Some(2.0))])).expect("kept");
        let again = tables.keep(&table(vec![value("a", 1, 2023, Some(2.0)), value("a", 2, 2023, Some(1.0))])).expect("kept");
        assert_eq!(first, again);
        let held = tables.values(&[first.clone()], &Wanted::default()).expect("read");
        let read = vec![value("a", 1, 2023, Some(2.0)), value("a", 2, 2023, Some(1.5)), value("a", 2, 2024, Some(3.0))];
        let news = news(&held, read);
        assert_eq!((news.values.len(), news.corrected, news.same), (2, 1, 1));
        let second = tables.keep(&table(news.values)).expect("kept");
        let both = [first.clone(), second.clone()];
        let said = |values: Vec<IndicatorValue>| values.iter().map(|v| (v.value, v.dataset == first)).collect::<Vec<_>>();
        let in_force = tables.values(&both, &Wanted::default()).expect("read");
        assert_eq!(said(in_force), [(Some(2.0), true), (Some(1.5), false), (Some(3.0), false)]);
        let of_2023 = Wanted {
            areas: vec![AreaCode::parse("E00000002").expect("a code")],
            to: Some(jiff::civil::date(2024, 3, 31)),
            ..Wanted::default()
        };
        assert_eq!(said(tables.every_vintage(&both, &of_2023).expect("read")), [(Some(1.0), true), (Some(1.5), false)]);
        assert_eq!(tables.rows(&"0".into(), &Wanted::default()), Err(TablesError::Missing("0".into())));
    }

    #[test]
    fn peers_are_told_in_the_period_of_the_areas_own_last_value() {
        let tables = InMemory::default();
        let values = vec![
            value("a", 1, 2021, Some(1.0)),
            value("a", 1, 2022, Some(2.0)),
            value("a", 1, 2023, None),
            value("a", 2, 2022, Some(5.0)),
            value("a", 2, 2023, Some(6.0)),
            value("a", 3, 2023, Some(7.0)),
            value("b", 2, 2023, Some(8.0)),
        ];
        let kept = tables.keep(&table(values)).expect("kept");
        let code = |area: u32| AreaCode::parse(&format!("E{area:08}")).expect("a code");
        let lines = tables.profile(&[kept], &code(1), &[code(3), code(2), code(1)]).expect("a profile");
        assert_eq!(lines.len(), 1, "a measure the area has nothing of is not in its profile");
        assert_eq!((lines[0].own.len(), lines[0].last().and_then(|last| last.value)), (3, Some(2.0)));
        assert_eq!(lines[0].peers.iter().map(|peer| peer.value).collect::<Vec<_>>(), [Some(5.0)]);
    }
}
