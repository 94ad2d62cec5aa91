//! How full the costs of options are, in words.

use super::count;

/// The headline: of so many options, how many have every part answered.
pub fn lead(full: usize, of: usize) -> String {
    let options = count::of_things(of as u64, "option", "options");
    match full {
        full if full == of => format!("Every part of the full cost is answered for {options}: they can be compared."),
        0 => format!("Not full cost yet for any of {options}. Comparing them leaves out what nobody has answered for."),
        full => format!(
            "Full cost for {} of {options}. Comparing them with the rest leaves out what nobody has answered for.",
            count::number(full as u64)
        ),
    }
}

/// `Full cost`, or `Not full cost yet: 3 of 8 parts open`.
pub fn state(open: usize, of: usize) -> String {
    if open == 0 { "Full cost".to_owned() } else { format!("Not full cost yet: {open} of {of} parts open") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_counted_and_never_called_full() {
        assert_eq!(state(0, 8), "Full cost");
        assert_eq!(state(3, 8), "Not full cost yet: 3 of 8 parts open");
        assert!(lead(0, 3).starts_with("Not full cost yet for any of") && lead(3, 3).contains("can be compared"));
        assert!(lead(1, 3).contains("leaves out"));
    }
}
