//! What was read, remembered for as long as the records stand as they were: a page asks a few dozen questions, and most of
//! them were asked by the page before it.
//!
//! Every use case that writes adds a line to the audit trail in its transaction, so the trail's head tells one state of the
//! records from the next, whichever server wrote. A writing transaction neither uses nor keeps any of this.

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::audit::Head;

/// So many answers are held at most; then all are let go, which costs each of them one more reading.
const MOST: usize = 8192;

type Answer = Arc<dyn Any + Send + Sync>;

/// One state of the records, as one server sees it: the head, and how often this server has committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) head: Head,
    pub(crate) commits: u64,
}

/// Answers by question, all of one moment: the first of another moment forgets those before it.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    held: Mutex<(Option<Moment>, HashMap<String, Answer>)>,
    commits: AtomicU64,
}

impl Remembered {
    pub(crate) fn of<T: Send + Sync + 'static>(&self, moment: &Moment, question: &str) -> Option<Arc<T>> {
        let held = self.held();
        let answer = held.1.get(question).filter(|_| held.0.as_ref() == Some(moment)).cloned()?;
        answer.downcast().ok()
    }

    pub(crate) fn keep<T: Send + Sync + 'static>(&self, moment: &Moment, question: String, answer: Arc<T>) {
        let mut held = self.held();
        if held.0.as_ref() != Some(moment) || held.1.len() >= MOST {
            *held = (Some(moment.clone()), HashMap::new());
        }
        held.1.insert(question, answer);
    }

    /// How often this server has committed: taken before a transaction begins.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// What another server commits is told by the head alone.
    pub(crate) fn committed(&self) {
        self.commits.fetch_add(1, Ordering::AcqRel);
    }

    fn held(&self) -> MutexGuard<'_, (Option<Moment>, HashMap<String, Answer>)> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
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
        let kept = Remembered::default();
        kept.keep(&moment(7, 0), "issues".into(), Arc::new(3_u32));
        assert_eq!(kept.of::<u32>(&moment(7, 0), "issues").as_deref(), Some(&3));
        assert_eq!(kept.of::<u32>(&moment(7, 0), "cases"), None);
        assert_eq!(kept.of::<u32>(&moment(8, 0), "issues"), None);
        kept.committed();
        assert_eq!(kept.of::<u32>(&moment(7, kept.commits()), "issues"), None);
        kept.keep(&moment(8, 1), "cases".into(), Arc::new(4_u32));
        assert_eq!(kept.of::<u32>(&moment(7, 0), "issues"), None, "the older state is forgotten");
    }

    #[test]
    fn no_more_is_held_than_the_most() {
        let kept = Remembered::default();
        for number in 0..=MOST {
            kept.keep(&moment(1, 0), number.to_string(), Arc::new(number));
        }
        assert_eq!(kept.held().1.len(), 1);
        assert_eq!(kept.of::<usize>(&moment(1, 0), &MOST.to_string()).as_deref(), Some(&MOST));
    }
}
