//! The chain of digests that holds the audit trail together, and how it is checked.

use std::collections::{BTreeMap, HashSet};

use model::audit::AuditEntry;
use sha2::{Digest, Sha256};

use crate::audit::{self, Head, REMOVE_DETAILS};
use crate::{Pool, StoreError, Tx, moment};

/// What came of checking the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Whole, from the first entry to the head.
    Whole { entries: i64, head: String },
    /// The first entry that is altered or missing, and what is wrong with it.
    Broken { sequence: i64, what: String },
}

/// What the first entry follows.
pub(crate) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const PAGE: usize = 1000;

/// Checks every entry against the one before it, and the last against the head.
pub async fn verify(pool: &Pool) -> Result<Verified, StoreError> {
    verify_in(&mut pool.read().await?).await
}

/// The same, inside an open transaction (a restore checks before it commits).
pub(crate) async fn verify_in(tx: &mut Tx) -> Result<Verified, StoreError> {
    let head = audit::head(tx).await?;
    let mut last = Head { sequence: 0, digest: BEGINNING.to_owned() };
    let mut removed: BTreeMap<i64, String> = BTreeMap::new();
    let mut signed_for: HashSet<String> = HashSet::new();
    loop {
        let page = audit::after(tx, last.sequence, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            let sequence = row.sequence;
            if sequence != last.sequence + 1 {
                return Ok(broken(last.sequence + 1, format!("entry {} is missing", last.sequence + 1)));
            }
            let entry = match audit::entry(row) {
                Ok(entry) => entry,
                Err(error) => return Ok(broken(sequence, format!("entry {sequence} was altered: {error}"))),
            };
            if let Some(what) = altered(&entry, &last) {
                return Ok(broken(sequence, format!("entry {sequence} was altered: {what}")));
            }
            if let Some(reason) = &entry.details_removed {
                removed.insert(sequence, details_digest(&removal(sequence, reason)));
            }
            if entry.action == REMOVE_DETAILS {
                signed_for.insert(entry.details_digest);
            }
            last = Head { sequence, digest: entry.digest };
        }
    }
    if let Some((sequence, _)) = removed.iter().find(|(_, digest)| !signed_for.contains(*digest)) {
        return Ok(broken(*sequence, format!("entry {sequence} was altered: its details were removed and nobody signed for it")));
    }
    Ok(match last.sequence.cmp(&head.sequence) {
        std::cmp::Ordering::Less => {
            let what = format!("entries {} to {} are missing: the end of the trail was cut off", last.sequence + 1, head.sequence);
            broken(last.sequence + 1, what)
        }
        std::cmp::Ordering::Greater => {
            broken(head.sequence + 1, format!("entry {} is beyond the head, which stands at {}", head.sequence + 1, head.sequence))
        }
        std::cmp::Ordering::Equal if last.digest != head.digest => {
            broken(last.sequence, format!("entry {} is not the one the head names", last.sequence))
        }
        std::cmp::Ordering::Equal => Verified::Whole { entries: last.sequence, head: last.digest },
    })
}

fn broken(sequence: i64, what: String) -> Verified {
    Verified::Broken { sequence, what }
}

/// What does not fit in an entry that follows `last`.
fn altered(entry: &AuditEntry, last: &Head) -> Option<&'static str> {
    if entry.previous != last.digest {
        return Some("it does not follow the one before it");
    }
    if digest(entry) != entry.digest {
        return Some("its digest is not that of what it says");
    }
    match &entry.details_removed {
        None if details_digest(&entry.details) != entry.details_digest => Some("its details are not the ones that were written"),
        Some(_) if !entry.details.is_empty() => Some("its details are said to be removed and are there"),
        _ => None,
    }
}

/// The sentence of the entry that signs for a removal.
pub(crate) fn removal(sequence: i64, reason: &str) -> String {
    format!("Details of entry {sequence} removed: {reason}")
}

/// SHA-256 of the details, hex.
pub(crate) fn details_digest(details: &str) -> String {
    let mut hasher = Sha256::new();
    part(&mut hasher, "wherewithal audit details 1");
    part(&mut hasher, details);
    hex(&hasher.finalize())
}

/// SHA-256 over every part of the entry but its details, which enter by their digest. Each part is preceded by its length, so that
/// no two entries are written alike; what is absent is told from what is empty.
pub(crate) fn digest(entry: &AuditEntry) -> String {
    let mut hasher = Sha256::new();
    part(&mut hasher, "wherewithal audit entry 1");
    part(&mut hasher, &entry.sequence.to_string());
    part(&mut hasher, &entry.id.to_string());
    part(&mut hasher, &moment::written(entry.at));
    maybe(&mut hasher, entry.person.map(|person| person.to_string()));
    part(&mut hasher, &entry.role);
    part(&mut hasher, &entry.organisation.to_string());
    part(&mut hasher, &entry.action);
    part(&mut hasher, &entry.noun);
    maybe(&mut hasher, entry.record.map(|record| record.to_string()));
    part(&mut hasher, &entry.details_digest);
    part(&mut hasher, &entry.previous);
    hex(&hasher.finalize())
}

fn part(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

fn maybe(hasher: &mut Sha256, text: Option<String>) {
    hasher.update([u8::from(text.is_some())]);
    part(hasher, text.as_deref().unwrap_or_default());
}

/// Bytes as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}
