//! How far two spellings are apart: letters added, lost, changed, or two that stand beside each other exchanged.

/// Edits between two texts, where they are no more than `most`. Restricted Damerau distance: Damerau, A technique for computer detection
/// and correction of spelling errors, Communications of the ACM 7, 1964.
pub fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let change = last[j] + usize::from(x != y);
            let mut least = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|found| *found <= most)
}

/// Heads and tails of a text, told apart by the flag: texts one edit apart share one, whichever letter it is. A head or a tail is cut in the
/// middle of whichever of the two is shorter, or beside two letters that were exchanged there.
pub fn halves(text: &str) -> Vec<(bool, String)> {
    let letters: Vec<char> = text.chars().collect();
    let length = letters.len();
    let head = |cut: usize| (true, letters.iter().take(cut).collect());
    let tail = |cut: usize| (false, letters.iter().skip(cut).collect());
    let shorter = length.saturating_sub(1) / 2;
    let mut found = vec![head(length / 2), head(shorter), tail(length / 2), tail(shorter), tail(length.div_ceil(2))];
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_edit_and_more_than_asked_is_none() {
        for (a, b, apart) in [
            ("ACORN", "ACORN", Some(0)),
            ("ACORN", "ACRON", Some(1)),
            ("ACORN", "ACON", Some(1)),
            ("ACORN", "ACORNS", Some(1)),
            ("ACORN", "OAK", None),
            ("", "", Some(0)),
        ] {
            assert_eq!(edits(a, b, 1), apart, "{a} {b}");
        }
    }

    #[test]
    fn texts_one_edit_apart_share_a_half() {
        let name = "FIBRELITENORTHWEST";
        for at in 0..name.len() {
            let mut lost = name.to_owned();
            lost.remove(at);
            let mut changed = name.to_owned();
            changed.replace_range(at..=at, "Q");
            let mut added = name.to_owned();
            added.insert(at, 'Q');
            for other in [lost, changed, added] {
                let own = halves(name);
                assert!(halves(&other).iter().any(|half| own.contains(half)), "{other}");
            }
        }
    }
}
