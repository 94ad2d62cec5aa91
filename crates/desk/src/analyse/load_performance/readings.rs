//! Readings at hand: the same bytes, known things, answers and day always give the same reading, so a file that was read to be
//! shown is not read again to be accepted.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use exchange::known::{Answers, Known};
use exchange::reading::Reading;
use exchange::{Limits, Unreadable, performance};
use quantity::Date;

use super::{blocking, digest_of};
use crate::desk::Desk;
use crate::error::DeskError;

/// Data points held at most, of all readings together: some 35 MB.
const MOST_POINTS: usize = 300_000;
/// Readings held at most.
const MOST: usize = 8;

/// A reading with the digest of what would be kept of it.
#[derive(Debug)]
pub(crate) struct Made {
    pub reading: Arc<Reading>,
    pub digest: String,
}

impl Made {
    fn of(reading: Reading) -> Made {
        Made { digest: digest_of(&reading), reading: Arc::new(reading) }
    }

    fn points(&self) -> usize {
        self.reading.points.len()
    }
}

/// The last few readings, newest last, by the digest of the question they answer.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    held: Arc<Mutex<VecDeque<(String, Arc<Made>)>>>,
}

impl Readings {
    fn find(&self, key: &str) -> Option<Arc<Made>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|(known, _)| known == key).map(|(_, made)| made.clone())
    }

    fn keep(&self, key: String, made: &Arc<Made>) {
        if made.points() > MOST_POINTS {
            return;
        }
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(known, _)| *known != key);
        held.push_back((key, made.clone()));
        while held.len() > MOST || held.iter().map(|(_, made)| made.points()).sum::<usize>() > MOST_POINTS {
            held.pop_front();
        }
    }

    /// Those of a file that waits no longer.
    pub(super) fn forget(&self, bytes_digest: &str) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(key, _)| !key.starts_with(bytes_digest));
    }
}

/// Everything a reading depends on but the bytes, which their digest stands for.
pub(super) struct Question {
    pub name: String,
    pub bytes_digest: String,
    pub known: Known,
    pub answers: Answers,
    pub limits: Limits,
    pub today: Date,
}

impl Question {
    /// Begins with the digest of the bytes.
    fn key(&self) -> String {
        let asked = (&self.name, &self.known, &self.answers, &self.limits, self.today);
        let rest = serde_json::to_vec(&asked).map(|said| store::files::digest(&said)).unwrap_or_default();
        format!("{} {rest}", self.bytes_digest)
    }

    fn read(&self, bytes: &[u8]) -> Result<Made, Unreadable> {
        performance::read(&self.name, bytes, &self.known, &self.answers, &self.limits, self.today).map(Made::of)
    }

    /// The reading at hand, or one made of the kept bytes.
    pub(super) async fn of_kept(self, desk: &Desk) -> Result<Arc<Made>, DeskError> {
        let key = self.key();
        if let Some(made) = desk.readings.find(&key) {
            return Ok(made);
        }
        let bytes = desk.shelf.get(&self.bytes_digest)?;
        let made = Arc::new(blocking(move || self.read(&bytes)).await?);
        desk.readings.keep(key, &made);
        Ok(made)
    }

    /// A reading of bytes that just came, with what may be kept of them. Where that is not all of them, `choices` says what a
    /// person chose of people's details, and the reading is of what is kept.
    pub(super) async fn of_bytes(mut self, desk: &Desk, bytes: Vec<u8>, chosen: bool) -> Result<(Arc<Made>, Vec<u8>), DeskError> {
        let readings = desk.readings.clone();
        let (made, kept, key) = blocking(move || {
            if chosen {
                let kept = performance::kept_bytes(&bytes, &self.known, &self.answers, &self.limits)?;
                self.bytes_digest = store::files::digest(&kept);
                return Ok((self.read(&kept)?, kept, Some(self.key())));
            }
            let made = self.read(&bytes)?;
            if made.reading.personal.is_empty() {
                return Ok((made, bytes, Some(self.key())));
            }
            let kept = performance::kept_bytes(&bytes, &self.known, &self.answers, &self.limits)?;
            Ok((made, kept, None))
        })
        .await?;
        let made = Arc::new(made);
        if let Some(key) = key {
            readings.keep(key, &made);
        }
        Ok((made, kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::Answers;

    fn made(months: u32) -> Arc<Made> {
        let mut text = String::from("Month,Visits\n");
        for month in 0..months {
            text.push_str(&format!("{}-{:02},{}\n", 2000 + month / 12, month % 12 + 1, month));
        }
        let today = jiff::civil::date(2026, 11, 21);
        let read = performance::read("a.csv", text.as_bytes(), &Known::default(), &Answers::default(), &Limits::default(), today);
        Arc::new(Made::of(read.expect("readable")))
    }

    #[test]
    fn the_oldest_readings_are_let_go_and_those_of_a_settled_file_too() {
        let readings = Readings::default();
        for at in 0..12 {
            readings.keep(format!("file{at} asked"), &made(3));
        }
        assert!(readings.find("file3 asked").is_none() && readings.find("file4 asked").is_some());
        readings.forget("file7");
        assert!(readings.find("file7 asked").is_none() && readings.find("file8 asked").is_some());
    }
}
