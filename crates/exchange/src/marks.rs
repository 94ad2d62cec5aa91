//! Marks beside a figure or a period: provisional, revised.

/// What was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    pub provisional: bool,
    pub revised: bool,
}

/// The word, whether it says provisional, whether it says revised. The short ones count in brackets only.
const WORDS: [(&str, bool, bool); 10] = [
    ("provisional", true, false),
    ("preliminary", true, false),
    ("prov.", true, false),
    ("prov", true, false),
    ("p", true, false),
    ("corrected", false, true),
    ("revised", false, true),
    ("rev.", false, true),
    ("r", false, true),
    ("final", false, false),
];

/// The text without its marks, and the marks: `84.2 (p)`, `Q3 provisional`.
pub fn strip(text: &str) -> (&str, Marks) {
    let (mut rest, mut marks) = (text.trim(), Marks::default());
    while let Some((before, provisional, revised)) = last_mark(rest) {
        rest = before.trim_end_matches([' ', ',', ';', ':', '\u{a0}']);
        marks = Marks { provisional: marks.provisional || provisional, revised: marks.revised || revised };
    }
    (rest, marks)
}

fn last_mark(text: &str) -> Option<(&str, bool, bool)> {
    let inside = [(')', '('), (']', '[')].iter().find_map(|(close, open)| text.strip_suffix(*close)?.rsplit_once(*open));
    WORDS.iter().find_map(|(word, provisional, revised)| {
        let before = match inside {
            Some((before, within)) => within.trim().eq_ignore_ascii_case(word).then_some(before),
            // A word of its own: `unrevised` is not `revised`, and a lone letter may be anything.
            None if word.len() > 1 => strip_suffix_any_case(text, word).filter(|before| !before.ends_with(char::is_alphanumeric)),
            None => None,
        }?;
        Some((before, *provisional, *revised))
    })
}

/// Whether a cell of remarks or status says so: `prov.`, `p`, `Provisional data`, `corrected by the agency`.
pub fn said(text: &str) -> Marks {
    let lower = text.trim().to_lowercase();
    let word = |w: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|part| part == w);
    Marks {
        provisional: matches!(lower.as_str(), "p" | "(p)" | "[p]" | "e" | "prov" | "prov.")
            || word("provisional")
            || word("prov")
            || word("preliminary"),
        revised: matches!(lower.as_str(), "r" | "(r)" | "[r]" | "rev" | "rev.")
            || word("revised")
            || word("corrected")
            || word("correction")
            || word("resubmitted"),
    }
}

fn strip_suffix_any_case<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let cut = text.len().checked_sub(word.len())?;
    let (before, tail) = (text.get(..cut)?, text.get(cut..)?);
    tail.eq_ignore_ascii_case(word).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_told() {
        for (text, rest, provisional, revised) in [
            ("2024-25 Q3 (provisional)", "2024-25 Q3", true, false),
            ("84.2 (p)", "84.2", true, false),
            ("84[r]", "84", false, true),
            ("Oct 2026 prov.", "Oct 2026", true, false),
            ("unrevised", "unrevised", false, false),
            ("84", "84", false, false),
        ] {
            assert_eq!(strip(text), (rest, Marks { provisional, revised }), "{text}");
        }
        assert!(said("prov.").provisional && said("Figure corrected 4 May").revised && !said("improved").provisional);
    }
}
