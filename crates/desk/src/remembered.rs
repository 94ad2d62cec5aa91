//! What was worked out from the records, remembered for as long as they stand as they were.
//!
//! Every write adds a line to the audit trail, so its head tells one state of the records from the next. A writing
//! transaction sees what nobody else sees yet: in it nothing is remembered, and nothing of it is used.

use std::hash::Hash;

use quantity::Date;
use store::Tx;
use store::audit::Head;

use crate::error::DeskError;

/// One state of the records, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    head: Head,
    today: Date,
}

impl Moment {
    /// None in a writing transaction.
    pub async fn of(tx: &mut Tx, today: Date) -> Result<Option<Moment>, DeskError> {
        if tx.may_write() {
            return Ok(None);
        }
        Ok(Some(Moment { head: store::audit::head(tx).await?, today }))
    }
}

/// Answers by what was asked, all of one moment.
pub struct Remembered<K, T>(store::Remembered<Moment, K, T, 8192>);

impl<K, T> Default for Remembered<K, T> {
    fn default() -> Remembered<K, T> {
        Remembered(store::Remembered::default())
    }
}

impl<K: Eq + Hash, T: Clone> Remembered<K, T> {
    pub fn of(&self, moment: Option<&Moment>, asked: &K) -> Option<T> {
        self.0.of(moment?, asked)
    }

    pub fn keep(&self, moment: Option<Moment>, asked: K, answer: T) {
        if let Some(moment) = moment {
            self.0.keep(&moment, asked, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn moment(sequence: i64, day: i8) -> Option<Moment> {
        Some(Moment { head: Head { sequence, digest: format!("digest {sequence}") }, today: date(2026, 11, day) })
    }

    #[test]
    fn an_answer_is_remembered_until_a_line_is_added_or_a_day_has_passed() {
        let kept = Remembered::default();
        kept.keep(moment(7, 21), "I-2", 24.1);
        kept.keep(moment(7, 21), "I-3", 5.6);
        assert_eq!((kept.of(moment(7, 21).as_ref(), &"I-2"), kept.of(moment(7, 21).as_ref(), &"I-3")), (Some(24.1), Some(5.6)));
        assert_eq!(kept.of(moment(8, 21).as_ref(), &"I-2"), None);
        assert_eq!(kept.of(moment(7, 22).as_ref(), &"I-2"), None);
        kept.keep(moment(8, 21), "I-3", 6.0);
        assert_eq!((kept.of(moment(8, 21).as_ref(), &"I-3"), kept.of(moment(8, 21).as_ref(), &"I-2")), (Some(6.0), None));
    }

    #[test]
    fn nothing_is_used_or_kept_while_writing() {
        let kept = Remembered::default();
        kept.keep(moment(7, 21), "I-2", 24.1);
        kept.keep(None, "I-2", 99.0);
        assert_eq!((kept.of(None, &"I-2"), kept.of(moment(7, 21).as_ref(), &"I-2")), (None, Some(24.1)));
    }
}
