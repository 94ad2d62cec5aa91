//! What people typed, checked field by field. Every fault names its field and the mend; nothing typed is lost, since the
//! form keeps it.

use quantity::Date;

use crate::error::{DeskError, Fault};

/// Longest one-line and longest written answer, in characters.
pub const LINE: usize = 200;
pub const TEXT: usize = 8_000;

/// Collects faults; `done` at the end refuses with all of them at once.
#[derive(Debug, Default)]
pub struct Typed {
    faults: Vec<Fault>,
}

impl Typed {
    pub fn new() -> Typed {
        Typed::default()
    }

    /// A required answer, trimmed. `mend` says what to write: “Say what the issue is, as people would say it”.
    pub fn text(&mut self, field: &'static str, typed: &str, longest: usize, mend: &str) -> String {
        if typed.trim().is_empty() {
            self.faults.push(Fault::new(field, mend));
        }
        self.optional(field, typed, longest)
    }

    /// An answer that may be left empty, trimmed.
    pub fn optional(&mut self, field: &'static str, typed: &str, longest: usize) -> String {
        let text = typed.trim();
        if text.contains('\0') {
            self.fault(field, "Take out the character that cannot be shown (it may have been pasted from another program)");
        }
        let long = text.chars().count();
        if long > longest {
            self.fault(field, format!("Use {longest} characters or fewer: this has {long}"));
        }
        text.to_owned()
    }

    /// A required date that is `today` or earlier.
    pub fn past(&mut self, field: &'static str, typed: Option<Date>, today: Date, mend: &str) -> Date {
        match typed {
            None => self.fault(field, mend),
            Some(date) if date > today => self.fault(field, "Use a date that is today or earlier"),
            Some(_) => {}
        }
        typed.unwrap_or(today)
    }

    /// A required date after `today`.
    pub fn future(&mut self, field: &'static str, typed: Option<Date>, today: Date, mend: &str) -> Date {
        match typed {
            None => self.fault(field, mend),
            Some(date) if date <= today => self.fault(field, "Use a date after today"),
            Some(_) => {}
        }
        typed.unwrap_or(today)
    }

    /// A fault at `field` unless `holds`.
    pub fn ask(&mut self, field: &'static str, holds: bool, mend: impl Into<String>) {
        if !holds {
            self.fault(field, mend);
        }
    }

    /// A line each, with its parts between semicolons; empty ones are passed over. What cannot be read is told by the number of its line.
    pub fn lines<T>(&mut self, field: &'static str, said: &str, read: impl Fn(&[&str]) -> Result<T, String>) -> Vec<T> {
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        if said.chars().count() > TEXT {
            self.fault(field, format!("Use {TEXT} characters or fewer"));
            return found;
        }
        for (at, line) in said.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let parts: Vec<&str> = line.split(';').map(str::trim).collect();
            match read(&parts) {
                Ok(one) => found.push(one),
                Err(mend) => wrong.push(format!("Line {}: {mend}", at + 1)),
            }
        }
        if !wrong.is_empty() {
            self.fault(field, wrong.join(". "));
        }
        found
    }

    pub fn fault(&mut self, field: &'static str, mend: impl Into<String>) {
        self.faults.push(Fault::new(field, mend));
    }

    /// Refuses with every fault found.
    pub fn done(self) -> Result<(), DeskError> {
        DeskError::unless_clean(self.faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_fault_is_told_at_once_and_names_its_field() {
        let mut typed = Typed::new();
        typed.text("title", "  ", LINE, "Say what the issue is");
        typed.text("note", &"x".repeat(201), LINE, "Say more");
        typed.optional("reason", "a\0b", LINE);
        typed.past("raised_on", Some(date(2027, 1, 1)), date(2026, 11, 21), "Say when");
        typed.future("review_on", None, date(2026, 11, 21), "Say when it will be reviewed");
        let Err(DeskError::Faults(faults)) = typed.done() else { panic!("faults were expected") };
        assert_eq!(faults.iter().map(|f| f.field).collect::<Vec<_>>(), ["title", "note", "reason", "raised_on", "review_on"]);
        assert_eq!(faults[1].message, "Use 200 characters or fewer: this has 201");
    }

    #[test]
    fn what_is_in_order_passes_trimmed() {
        let mut typed = Typed::new();
        assert_eq!(typed.text("title", "  Flats stand empty ", LINE, "Say"), "Flats stand empty");
        assert!(typed.done().is_ok());
    }
}
