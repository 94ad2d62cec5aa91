//! Sentences that say the definition changed: figures on either side of it are not of the same thing.

use quantity::Period;

use super::gather::{Gathered, Task};
use crate::calendar::told_in;
use crate::note::{NoteKind, Notes, Odd};
use crate::reading::{At, ReadRedefinition};
use crate::table::Place;

/// Whether the text says so, and from when where it tells.
pub fn told(text: &str) -> Option<Option<Period>> {
    if text.len() < 8 {
        return None;
    }
    let lower = text.to_lowercase();
    let plain = [
        "redefin",
        "definition change",
        "change of definition",
        "change in definition",
        "new definition",
        "definition from",
        "definition was",
        "now measured",
        "now counted",
        "now counts",
        "counted differently",
        "measured differently",
        "basis changed",
        "change of basis",
        "new basis",
        "methodology change",
        "change in methodology",
        "new methodology",
        "break in series",
        "break in the series",
        "not comparable",
    ];
    let said = plain.iter().any(|words| lower.contains(words)) || (lower.contains("definition") && lower.contains("changed"));
    let after = ["from ", "since "].iter().filter_map(|word| lower.find(word).map(|at| at + word.len())).min();
    let from = after.and_then(|at| text.get(at..)).and_then(first_period);
    // `30 min from Apr 25`, `From April 2025 within 30 minutes`: a measure of time, and a date from which it holds.
    let length = ["min", "minute", "minutes", "mins", "hour", "hours", "hrs"];
    let words = || lower.split(|c: char| !c.is_alphabetic());
    let times = words().any(|word| length.contains(&word)) && lower.bytes().any(|b| b.is_ascii_digit());
    (said || (times && from.is_some())).then_some(from)
}

/// The period that the words begin with: `April 2025 within 30 minutes`.
fn first_period(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    (1..=words.len()).rev().find_map(|count| words.get(..count).and_then(|some| told_whole(&some.join(" "))))
}

fn told_whole(text: &str) -> Option<Period> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    crate::period::read(text, Default::default()).is_some().then(|| told_in(text)).flatten()
}

#[expect(clippy::too_many_arguments, reason = "a sentence, what it is of, and where it stands")]
pub fn note(text: &str, from: Option<Period>, part: &str, at: At, place: Place, task: &Task<'_>, out: &mut Gathered, notes: &mut Notes) {
    let whose = if part.is_empty() { String::new() } else { format!(" of {part}") };
    let when = from.map(|period| format!(" from {}", period.in_words())).unwrap_or_default();
    let read_as = format!(
        "The definition{whose} changes{when}. Figures before and after are not joined, and a gain across the change is not counted as one."
    );
    let choices = [("break", "Do not join them"), ("same", "The definition is the same")];
    let about = format!("{part}\u{1f}{}", text.trim());
    let answer = notes.ask(
        &Odd { kind: NoteKind::Redefined, about: &about, seen: text.trim(), read_as: &read_as },
        place,
        &choices,
        &task.answers.notes,
    );
    if !out.redefinitions.iter().any(|r| r.part == part && r.text == text.trim()) {
        out.redefinitions.push(ReadRedefinition {
            measure: String::new(),
            part: part.to_owned(),
            from,
            text: text.trim().to_owned(),
            at,
            breaks: answer == "break",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_changed_definitions_are_seen() {
        for (text, from) in [
            ("30 min from Apr 25", Some("2025-04")),
            ("From April 2025 within 30 minutes (was 15)", Some("2025-04")),
            ("Definition changed from 1 April 2025", Some("2025-04-01")),
            ("New definition", None),
        ] {
            assert_eq!(told(text).map(|p| p.map(|p| p.to_string())), Some(from.map(str::to_owned)), "{text}");
        }
        for text in
            ["prov.", "Visits within 30 minutes of plan", "late return from agency", "Data from April 2025", "within 28 days of referral"]
        {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
