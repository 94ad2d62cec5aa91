//! Answers remembered for as long as the moment they are of is the present one.
//!
//! For what is read, the moment is the head of the audit trail: every use case that writes adds a line to the trail in its
//! transaction, so the head tells one state of the records from the next, whichever server wrote. A writing transaction neither
//! uses nor keeps any of this.

use std::any::Any;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::audit::Head;

/// Answers by what was asked, all of one moment: the first of another moment forgets those before it. `MOST` are held; then all
/// are let go, which costs each of them being worked out once more. Where an answer follows from its question alone, the moment is `()`.
#[derive(Debug)]
pub struct Remembered<M, K, T, const MOST: usize>(Mutex<(Option<M>, HashMap<K, T>)>);

impl<M, K, T, const MOST: usize> Default for Remembered<M, K, T, MOST> {
    fn default() -> Self {
        Remembered(Mutex::new((None, HashMap::new())))
    }
}

impl<M: PartialEq + Clone, K: Eq + Hash, T: Clone, const MOST: usize> Remembered<M, K, T, MOST> {
    pub fn of<Q: Eq + Hash + ?Sized>(&self, moment: &M, asked: &Q) -> Option<T>
    where
        K: Borrow<Q>,
    {
        let held = self.held();
        held.1.get(asked).filter(|_| held.0.as_ref() == Some(moment)).cloned()
    }

    pub fn keep(&self, moment: &M, asked: K, answer: T) {
        let mut held = self.held();
        if held.0.as_ref() != Some(moment) || held.1.len() >= MOST {
            *held = (Some(moment.clone()), HashMap::new());
        }
        held.1.insert(asked, answer);
    }

    /// How many answers are held.
    pub fn count(&self) -> usize {
        self.held().1.len()
    }

    fn held(&self) -> MutexGuard<'_, (Option<M>, HashMap<K, T>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One state of the records, as one server sees it: the head, and how often this server has committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) head: Head,
    pub(crate) commits: u64,
}

/// What was read, by statement and values: a page asks a few dozen questions, and most of them were asked by the page before it.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) answers: Remembered<Moment, String, Arc<dyn Any + Send + Sync>, 8192>,
    commits: AtomicU64,
}

impl Read {
    /// How often this server has committed: taken before a transaction begins.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// What another server commits is told by the head alone.
    pub(crate) fn committed(&self) {
        self.commits.fetch_add(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(sequence: i64, commits: u64) -> Moment {
        Moment { head: Head { sequence, digest: format!("digest {sequence}") }, commits }
    }

    #[test]
    fn an_answer_is_remembered_until_the_trail_is_longer_or_this_server_has_committed() {
        let (kept, read) = (Remembered::<Moment, String, u32, 8>::default(), Read::default());
        kept.keep(&moment(7, 0), "issues".into(), 3);
        assert_eq!(kept.of(&moment(7, 0), "issues"), Some(3));
        assert_eq!(kept.of(&moment(7, 0), "cases"), None);
        assert_eq!(kept.of(&moment(8, 0), "issues"), None);
        read.committed();
        assert_eq!(kept.of(&moment(7, read.commits()), "issues"), None);
        kept.keep(&moment(8, 1), "cases".into(), 4);
        assert_eq!(kept.of(&moment(8, 1), "cases"), Some(4));
        assert_eq!(kept.of(&moment(7, 0), "issues"), None, "the older state is forgotten");
    }

    #[test]
    fn no_more_is_held_than_the_most() {
        let kept = Remembered::<Moment, String, usize, 100>::default();
        for number in 0..=100 {
            kept.keep(&moment(1, 0), number.to_string(), number);
        }
        assert_eq!(kept.count(), 1);
        assert_eq!(kept.of(&moment(1, 0), "100"), Some(100));
    }
}
