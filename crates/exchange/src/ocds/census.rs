//! The first time through a file: how often each process is named, and nothing else.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::Read;

use memchr::memmem::Finder;

use crate::market::NotRecords;

/// How many bytes may lie between the field's name and the end of its value.
const REACH: usize = 512;
const AT_ONCE: usize = 1 << 20;

/// How often each identifier stands in a file, by its hash.
#[derive(Debug, Default)]
pub struct Census {
    counts: HashMap<u64, u32>,
    /// Whether any stands there more than once.
    pub repeats: bool,
}

pub fn hashed(ocid: &[u8]) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(ocid)
}

impl Census {
    pub fn of(&self, ocid: u64) -> u32 {
        self.counts.get(&ocid).copied().unwrap_or(1)
    }

    pub fn count(&mut self, from: &mut dyn Read) -> Result<(), NotRecords> {
        let finder = Finder::new(b"\"ocid\"");
        let mut buffer = vec![0u8; AT_ONCE + REACH];
        let mut kept = 0;
        loop {
            let mut end = kept;
            let mut ended = false;
            while let Some(room) = buffer.get_mut(end..).filter(|room| !room.is_empty()) {
                match from.read(room) {
                    Ok(0) => {
                        ended = true;
                        break;
                    }
                    Ok(count) => end += count,
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(super::unpack::told(error)),
                }
            }
            let bytes = buffer.get(..end).unwrap_or_default();
            // What begins in the last stretch is looked at once more of it is there.
            let until = if ended { end } else { end.saturating_sub(REACH) };
            each(&finder, bytes, until, |ocid| {
                let count = self.counts.entry(hashed(ocid)).or_default();
                *count = count.saturating_add(1);
                self.repeats |= *count > 1;
            });
            if ended {
                return Ok(());
            }
            buffer.copy_within(until..end, 0);
            kept = end - until;
        }
    }
}

/// How often each identifier stands in these bytes.
pub fn inside(bytes: &[u8]) -> HashMap<u64, u32> {
    let mut found = HashMap::new();
    each(&Finder::new(b"\"ocid\""), bytes, bytes.len(), |ocid| *found.entry(hashed(ocid)).or_default() += 1);
    found
}

/// Each identifier whose field begins before `until`.
fn each(finder: &Finder<'_>, bytes: &[u8], until: usize, mut on: impl FnMut(&[u8])) {
    for at in finder.find_iter(bytes) {
        if at >= until {
            return;
        }
        let after = bytes.get(at + 6..).unwrap_or_default().trim_ascii_start();
        let Some(text) = after.strip_prefix(b":").map(<[u8]>::trim_ascii_start).and_then(|text| text.strip_prefix(b"\"")) else { continue };
        let text = text.get(..text.len().min(REACH)).unwrap_or_default();
        if let Some(end) = memchr::memchr(b'"', text) {
            on(text.get(..end).unwrap_or_default().trim_ascii());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_counted_wherever_a_stretch_of_bytes_ends() {
        let line = |nth: usize| format!("{{\"ocid\" : \"ocds-{}\",\"x\":\"{}\"}}\n", nth % 5_000, "y".repeat(397));
        let text: String = (0..10_000).map(line).collect();
        let mut census = Census::default();
        census.count(&mut text.as_bytes()).expect("counted");
        assert_eq!(census.counts.len(), 5_000);
        assert!(census.repeats && census.counts.values().all(|count| *count == 2));
        assert_eq!(inside(line(3).as_bytes()), [(hashed(b"ocds-3"), 1)].into());
    }
}
