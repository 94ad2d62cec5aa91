//! Moments as text of one width, so that they sort as they happened on both engines and keep every digit.

use jiff::Timestamp;

use crate::StoreError;

/// `2026-11-21T09:30:00.000000000Z`.
pub(crate) fn written(at: Timestamp) -> String {
    format!("{at:.9}")
}

pub(crate) fn read(noun: &'static str, text: &str) -> Result<Timestamp, StoreError> {
    text.parse().map_err(|error| StoreError::damaged(noun, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_sort_as_they_happened() {
        let early: Timestamp = "2026-11-21T09:30:00Z".parse().expect("a moment");
        let late: Timestamp = "2026-11-21T09:30:00.000000001Z".parse().expect("a moment");
        assert_eq!(written(early), "2026-11-21T09:30:00.000000000Z");
        assert!(written(early) < written(late));
        assert_eq!(read("moment", &written(late)).expect("reads"), late);
    }
}
