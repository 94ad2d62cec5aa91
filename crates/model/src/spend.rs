//! What an authority spent in a year, service by service and by who provides it, each amount with the cell it stands in.

use jiff::Timestamp;
use quantity::{Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{SourceId, SpendId};
use crate::observation::CellRef;

/// One authority's year, as one file tells it. A later file of the same headings replaces it and leaves it where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spend {
    /// As the file names it.
    pub authority: String,
    /// The financial year: 2014 is 2014/15.
    pub year: i16,
    pub unit: SpendUnit,
    /// Whether the file itself says its unit; else a person did.
    pub unit_in_file: bool,
    pub source: SourceId,
    /// Digest of the headings: the next file of the same is a correction of this.
    pub headings: String,
    pub lines: Vec<SpendLine>,
    /// What the file itself gives as the sum of everything, where it does.
    pub own_total: Option<Money>,
    /// What was left out or read with care, and why: whole sentences, each with its cell.
    pub noticed: Vec<String>,
    pub replaced_by: Option<SpendId>,
    pub loaded_at: Timestamp,
    pub loaded_by: String,
}

/// Part of what a service cost, by who provides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendLine {
    /// As the file names it.
    pub service: String,
    pub provided_by: ProvidedBy,
    /// May be below nothing.
    pub amount: Money,
    /// What the service's total holds beyond its parts; the cell is then the total's.
    pub is_difference: bool,
    pub at: CellRef,
}

/// Who provides what the money is spent on, as far as the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvidedBy {
    InHouse,
    OtherPublic,
    Private,
    Voluntary,
    /// Others than the authority, and the file does not say which kind.
    Others,
    NotClassified,
}

impl ProvidedBy {
    pub const ALL: [ProvidedBy; 6] = [
        ProvidedBy::InHouse,
        ProvidedBy::OtherPublic,
        ProvidedBy::Private,
        ProvidedBy::Voluntary,
        ProvidedBy::Others,
        ProvidedBy::NotClassified,
    ];

    /// Bought from, or granted to, somebody else.
    pub fn is_others(self) -> bool {
        !matches!(self, ProvidedBy::InHouse | ProvidedBy::NotClassified)
    }
}

/// What a figure of the file counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendUnit {
    Pounds,
    Thousands,
}

impl Spend {
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// All that is spent through these kinds of provider.
    pub fn through(&self, holds: impl Fn(ProvidedBy) -> bool) -> Money {
        self.lines.iter().filter(|line| holds(line.provided_by)).map(|line| line.amount).sum()
    }

    /// The same as a share of everything; none where nothing, or less than nothing, is spent.
    pub fn share(&self, holds: impl Fn(ProvidedBy) -> bool) -> Option<Share> {
        let part = u64::try_from(self.through(holds).pence()).ok()?;
        Share::of(part, u64::try_from(self.total().pence()).ok().filter(|whole| *whole > 0)?)
    }

    /// Each service once, in the order of the file, with all that is spent on it.
    pub fn services(&self) -> Vec<(&str, Money)> {
        let mut found: Vec<(&str, Money)> = Vec::new();
        for line in &self.lines {
            match found.iter_mut().find(|(service, _)| *service == line.service) {
                Some((_, sum)) => *sum = *sum + line.amount,
                None => found.push((&line.service, line.amount)),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvidedBy::{InHouse, NotClassified, Private};
    use uuid::Uuid;

    #[test]
    fn services_and_kinds_of_provider_add_up_to_the_same_whole() {
        let source = SourceId(Uuid::from_u128(1));
        let line = |service: &str, provided_by, pounds| SpendLine {
            service: service.into(),
            provided_by,
            amount: Money::from_pounds(pounds),
            is_difference: false,
            at: CellRef { source, sheet: String::new(), row: 2, column: 3 },
        };
        let spend = Spend {
            authority: "Fenwick".into(),
            year: 2024,
            unit: SpendUnit::Pounds,
            unit_in_file: true,
            source,
            headings: String::new(),
            lines: vec![line("Fostering", InHouse, 60), line("Fostering", Private, 30), line("Adoption", NotClassified, 10)],
            own_total: None,
            noticed: vec![],
            replaced_by: None,
            loaded_at: Timestamp::UNIX_EPOCH,
            loaded_by: "Operator".into(),
        };
        assert_eq!(spend.total(), Money::from_pounds(100));
        assert_eq!(spend.services(), [("Fostering", Money::from_pounds(90)), ("Adoption", Money::from_pounds(10))]);
        let kinds: Money = ProvidedBy::ALL.iter().map(|kind| spend.through(|k| k == *kind)).sum();
        assert_eq!(kinds, spend.total());
        assert_eq!(spend.share(ProvidedBy::is_others).map(|share| share.value()), Some(0.3));
        assert_eq!(Spend { lines: vec![], ..spend }.share(|_| true), None);
    }
}
