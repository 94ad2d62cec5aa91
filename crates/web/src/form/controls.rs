//! Controls filled in from a form: what was typed, and the error at the field. A template writes
//! `{{ form.input("budget", "Budget for a year").prefix("£").width(10) }}`.

use super::Form;
use crate::components::attributes::Words;
use crate::components::choices::{Checkboxes, Radios};
use crate::components::date_input::DateInput;
use crate::components::typed::{Input, Select, Textarea};
use crate::components::upload::FileUpload;

impl Form {
    pub fn input(&self, name: &str, label: impl Into<Words>) -> Input {
        Input::new(name, label).value(self.value(name)).error(self.error(name))
    }

    pub fn textarea(&self, name: &str, label: impl Into<Words>) -> Textarea {
        Textarea::new(name, label).value(self.value(name)).error(self.error(name))
    }

    /// Nothing is chosen in advance: offer an empty value first.
    pub fn select(&self, name: &str, label: impl Into<Words>) -> Select {
        Select::new(name, label).value(self.value(name)).error(self.error(name))
    }

    pub fn radios(&self, name: &str, question: impl Into<Words>) -> Radios {
        Radios::new(name, question).value(self.value(name)).error(self.error(name))
    }

    pub fn checkboxes(&self, name: &str, question: impl Into<Words>) -> Checkboxes {
        Checkboxes::new(name, question).values(self.fields().all(name)).error(self.error(name))
    }

    /// A file is never filled in again: browsers do not allow it.
    pub fn file_upload(&self, name: &str, label: impl Into<Words>) -> FileUpload {
        FileUpload::new(name, label).error(self.error(name))
    }

    /// Day, month and year.
    pub fn date_input(&self, name: &str, question: impl Into<Words>) -> DateInput {
        self.dated(name, DateInput::new(name, question), &["day", "month", "year"])
    }

    /// Month and year.
    pub fn month_input(&self, name: &str, question: impl Into<Words>) -> DateInput {
        self.dated(name, DateInput::new(name, question).month_only(), &["month", "year"])
    }

    fn dated(&self, name: &str, input: DateInput, parts: &[&str]) -> DateInput {
        let wrong: Vec<&str> = parts.iter().copied().filter(|part| self.error(&format!("{name}-{part}")).is_some()).collect();
        let said = wrong.first().and_then(|part| self.error(&format!("{name}-{part}")));
        // A missing date is said at its first part and is about all of them.
        let nothing_typed = parts.iter().all(|part| self.value(&format!("{name}-{part}")).trim().is_empty());
        let about: &[&str] = if nothing_typed { &[] } else { &wrong };
        parts.iter().fold(input, |input, part| input.value(part, self.value(&format!("{name}-{part}")))).error(said, about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Fields;

    #[test]
    fn what_was_typed_and_its_error_come_back_in_the_control() {
        let mut form = Form::read(Fields::of([("budget", "tw\"elve")]));
        form.money("budget", "Write the budget");
        let html = form.input("budget", "Budget").prefix("£").to_string();
        assert!(html.contains("value=\"tw&#34;elve\"") && html.contains("govuk-input--error"), "{html}");
        assert!(html.contains("aria-describedby=\"budget-error\"") && html.contains("is not an amount of money"), "{html}");
    }

    #[test]
    fn a_wrong_part_of_a_date_is_marked_alone_and_a_missing_date_wholly() {
        let mut form = Form::read(Fields::of([("by-day", "31"), ("by-month", "6"), ("by-year", "2027")]));
        form.date("by", "Give a date");
        let html = form.date_input("by", "When?").to_string();
        assert_eq!(html.matches("govuk-input--error").count(), 1, "{html}");
        assert!(html.contains("id=\"by-day\" name=\"by-day\"") && html.contains("value=\"2027\""), "{html}");
        let mut form = Form::blank();
        form.date("by", "Give a date");
        assert_eq!(form.date_input("by", "When?").to_string().matches("govuk-input--error").count(), 3);
    }

    #[test]
    fn a_choice_stays_chosen_and_nothing_is_chosen_in_advance() {
        let form = Form::blank().with("size", "major");
        let html = form.radios("size", "How large?").offer("light", "Light").offer("major", "Major").to_string();
        assert!(html.contains("value=\"major\" checked") && html.matches("checked").count() == 1, "{html}");
        let html = Form::blank().radios("size", "How large?").offer("light", "Light").to_string();
        assert!(!html.contains("checked"), "{html}");
    }
}
