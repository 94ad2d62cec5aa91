//! What was odd, in which cell, how it was read, and what a person may answer.

use std::collections::HashMap;

use model::observation::cell_name;
use serde::{Deserialize, Serialize};

use crate::table::{Place, column_letter};

/// What sort of oddity. Each has its own sentence in [`Note::sentence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    // These ask for an answer.
    AboveWhole,
    OutsideWhole,
    RepeatedDifferent,
    UnknownMeasure,
    UnknownPart,
    SeveralSpellings,
    TargetOtherSide,
    TargetDiffers,
    FutureDate,
    MixedPercent,
    AmbiguousPeriod,
    Redefined,
    ShiftedRow,
    // These are for people to know.
    RepeatedSame,
    RepeatedCorrected,
    Suppressed,
    NotThere,
    Unreadable,
    FormulaFault,
    Provisional,
    Revised,
    PercentRead,
    ScaledFigure,
    Brackets,
    ValueDisagrees,
    NotWhole,
    UnreadablePeriod,
    DateStyles,
    DatesAsPeriods,
    CalendarQuarter,
    ManyYears,
    YearFromOtherMonth,
    PeriodFromTitle,
    LongAgo,
    SerialDate,
    TotalsRow,
    Footnote,
    MergedHeading,
    FilledDown,
    NamedBySheet,
    MeasureFromTitle,
    NoHeadings,
    HiddenSheet,
    UnreadSheet,
    OtherSpelling,
    AbolishedPlace,
    Encoding,
    ByteOrderMark,
    UnclosedQuote,
    NotSpending,
    UnitSaid,
    // Areas and indicators.
    UnknownArea,
    RecodedArea,
    AmbiguousArea,
    TwoDefinitions,
    NoDenominator,
    LimitsAmiss,
    ColumnUnread,
    YearsTaken,
    UnitUnsaid,
    // Procurement notices.
    AmountAmiss,
    AmountAsText,
    PartOfAPenny,
    NegativeAmount,
    Currency,
    DayAmiss,
    Redacted,
    DuplicateId,
    ChangedPrefix,
    Linked,
    AwardAsContract,
    NotOpened,
}

/// What the numbers of a file's places count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    #[default]
    Rows,
    Lines,
    Releases,
}

impl Counted {
    fn is_rows(&self) -> bool {
        *self == Counted::Rows
    }

    fn word(self) -> &'static str {
        match self {
            Counted::Rows => "row",
            Counted::Lines => "line",
            Counted::Releases => "release",
        }
    }
}

/// One of the answers offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub code: String,
    /// As on the button.
    pub label: String,
}

/// An oddity: seen once, or many times alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Lasting: the same oddity of the same file has the same key at every reading. Answers are given to it.
    pub key: String,
    pub kind: NoteKind,
    /// The first place.
    pub at: Place,
    /// Further places, at most 40 of them.
    pub also: Vec<Place>,
    /// How many places in all.
    pub count: u32,
    /// What stood there.
    pub seen: String,
    /// What was made of it, as a sentence.
    pub read_as: String,
    pub needs_answer: bool,
    /// The first is the safe one, in force until another is chosen. Empty where there is nothing to choose.
    pub choices: Vec<Choice>,
    /// Code of the choice in force.
    pub answer: String,
    /// Whether a person chose it.
    pub answered: bool,
    #[serde(default, skip_serializing_if = "Counted::is_rows")]
    pub counted: Counted,
}

impl Note {
    /// `Cell D87`, `Cells D87 and D91`, `Row 44 and 5 like it`, `Sheet ‘Q2 final v3’`.
    pub fn place(&self) -> String {
        let name = |at: &Place| match (at.row, at.column) {
            (0, 0) => String::new(),
            (0, column) => format!("column {}", column_letter(column)),
            (row, 0) => format!("{} {row}", self.counted.word()),
            (row, column) => format!("cell {}", cell_name(row, column)),
        };
        let mut words = match (self.at.row, self.at.column) {
            (0, 0) if self.at.sheet.is_empty() => "the file".to_owned(),
            (0, 0) => format!("sheet ‘{}’", self.at.sheet),
            _ => name(&self.at),
        };
        match (self.also.as_slice(), self.count) {
            ([], _) | (_, 0 | 1) => {}
            ([second], 2) => words = format!("{words} and {}", name(second)),
            _ => words = format!("{words} and {} like it", self.count - 1),
        }
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
    }

    /// The sheet, where the file has sheets.
    pub fn sheet(&self) -> Option<&str> {
        Some(self.at.sheet.as_str()).filter(|name| !name.is_empty())
    }

    /// Place first, then what was seen and how it was read, in whole sentences.
    pub fn sentence(&self) -> String {
        let place = self.place();
        let sheet = match self.sheet() {
            Some(name) if self.at.row > 0 || self.at.column > 0 => format!(", sheet ‘{name}’"),
            _ => String::new(),
        };
        match self.seen.is_empty() {
            true => format!("{place}{sheet}: {}", self.read_as),
            false => format!("{place}{sheet}: seen ‘{}’. {}", self.seen, self.read_as),
        }
    }

    /// The label of the choice in force.
    pub fn in_force(&self) -> Option<&str> {
        self.choices.iter().find(|choice| choice.code == self.answer).map(|choice| choice.label.as_str())
    }
}

/// Codes of choices, by the note's key.
pub type Given = std::collections::BTreeMap<String, String>;

const PLACES_KEPT: usize = 40;
const OF_A_KIND: u32 = 60;

/// Gathers notes, joining those that are alike.
#[derive(Debug, Default)]
pub struct Notes {
    list: Vec<Note>,
    by_key: HashMap<String, usize>,
    of_kind: HashMap<NoteKind, u32>,
    pub counted: Counted,
}

/// An oddity about to be noted.
pub struct Odd<'a> {
    pub kind: NoteKind,
    /// What makes it another note than others of its kind: the mark, the name, the month.
    pub about: &'a str,
    pub seen: &'a str,
    pub read_as: &'a str,
}

impl Notes {
    /// Adds a place to the note of this kind and subject, making it where there is none yet.
    pub fn add(&mut self, odd: &Odd<'_>, at: Place) -> &mut Note {
        let mut key = key(odd.kind, &at.sheet, odd.about);
        // Nobody reads the sixtieth of a kind: from there on they are one note, under its safe answer.
        if !self.by_key.contains_key(&key) {
            let of_kind = self.of_kind.entry(odd.kind).or_default();
            if *of_kind >= OF_A_KIND {
                key = self::key(odd.kind, &at.sheet, "\u{1f}further");
            }
            *of_kind += u32::from(!self.by_key.contains_key(&key));
        }
        let place = self.by_key.get(&key).copied().unwrap_or_else(|| {
            self.list.push(Note {
                key: key.clone(),
                kind: odd.kind,
                at: at.clone(),
                also: Vec::new(),
                count: 0,
                seen: clipped(odd.seen),
                read_as: odd.read_as.to_owned(),
                needs_answer: false,
                choices: Vec::new(),
                answer: String::new(),
                answered: false,
                counted: Counted::Rows,
            });
            self.by_key.insert(key, self.list.len() - 1);
            self.list.len() - 1
        });
        let note = &mut self.list[place];
        if note.count > 0 && note.also.len() < PLACES_KEPT && note.at != at && note.also.last() != Some(&at) {
            note.also.push(at);
        }
        note.count = note.count.saturating_add(1);
        note
    }

    /// Adds a note that needs an answer; says which choice is in force, the first (the safe one) until a person chose.
    pub fn ask(&mut self, odd: &Odd<'_>, at: Place, choices: &[(&str, &str)], answers: &Given) -> String {
        self.choose(odd, at, choices, answers, true)
    }

    /// The same where the reading is plain enough to stand without an answer, and may be changed.
    pub fn offer(&mut self, odd: &Odd<'_>, at: Place, choices: &[(&str, &str)], answers: &Given) -> String {
        self.choose(odd, at, choices, answers, false)
    }

    fn choose(&mut self, odd: &Odd<'_>, at: Place, choices: &[(&str, &str)], answers: &Given, needed: bool) -> String {
        let note = self.add(odd, at);
        if note.choices.is_empty() {
            note.choices = choices.iter().map(|(code, label)| Choice { code: (*code).to_owned(), label: (*label).to_owned() }).collect();
            let given = answers.get(&note.key).filter(|given| choices.iter().any(|(code, _)| code == given));
            note.answered = given.is_some();
            note.needs_answer = needed && given.is_none();
            note.answer = given.cloned().or_else(|| choices.first().map(|(code, _)| (*code).to_owned())).unwrap_or_default();
        }
        note.answer.clone()
    }

    /// Those that need an answer first, then in the order of the file.
    pub fn finish(mut self) -> Vec<Note> {
        self.list.iter_mut().for_each(|note| note.counted = self.counted);
        self.list.sort_by(|a, b| {
            (b.needs_answer, a.at.sheet.as_str())
                .cmp(&(a.needs_answer, b.at.sheet.as_str()))
                .then(a.at.cmp(&b.at))
                .then(a.kind.cmp(&b.kind))
        });
        self.list
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

fn clipped(text: &str) -> String {
    const LONGEST: usize = 160;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// `above_whole-1f3a…`: the kind, and a digest of the sheet and what it is about.
pub(crate) fn key(kind: NoteKind, sheet: &str, about: &str) -> String {
    let digest = fnv(&[sheet.as_bytes(), about.as_bytes()]);
    format!("{}-{digest:012x}", format!("{kind:?}").to_lowercase())
}

/// FNV-1a of 64 bits, cut to 48: stable across machines and versions. It names things; it protects nothing.
pub(crate) fn fnv(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for part in parts {
        for byte in part.iter().chain([0xffu8].iter()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_names_its_place_first() {
        let mut notes = Notes::default();
        let odd = Odd { kind: NoteKind::Suppressed, about: "<5", seen: "<5", read_as: "Read as hidden to protect people." };
        notes.add(&odd, Place::new("Q2", 44, 5));
        notes.add(&odd, Place::new("Q2", 45, 5));
        notes.add(&odd, Place::new("Q2", 46, 5));
        let all = notes.finish();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].sentence(), "Cell E44 and 2 like it, sheet ‘Q2’: seen ‘<5’. Read as hidden to protect people.");
    }

    #[test]
    fn the_safe_choice_holds_until_another_is_given() {
        let odd = Odd { kind: NoteKind::AboveWhole, about: "x", seen: "310 of 300", read_as: "More than all of them." };
        let choices = [("blank", "Leave this month blank"), ("keep", "Keep it")];
        let mut notes = Notes::default();
        assert_eq!(notes.ask(&odd, Place::new("", 87, 4), &choices, &Default::default()), "blank");
        let answers = [(key(NoteKind::AboveWhole, "", "x"), "keep".to_owned())].into();
        let mut notes = Notes::default();
        assert_eq!(notes.ask(&odd, Place::new("", 87, 4), &choices, &answers), "keep");
        assert!(notes.finish().iter().all(|note| note.answered && !note.needs_answer));
    }
}
