//! A date in three fields, or a month in two.

use std::collections::BTreeMap;

use askama::Template;
use serde::{Deserialize, Deserializer};

use super::attributes::{Attributes, Classes, Words};
use super::field::{ErrorMessage, Fieldset, FormGroup, Group, Hint};
use super::markup::Markup;
use super::typed::Input;

/// One of the fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Part {
    pub name: Option<String>,
    pub id: String,
    pub label: String,
    pub value: Option<String>,
    pub error: Option<bool>,
    pub classes: Classes,
    pub autocomplete: Option<String>,
    pub pattern: Option<String>,
    pub inputmode: String,
    pub attributes: Attributes,
}

/// A part given by its own name; `false` leaves it out.
#[derive(Clone, Debug, Default)]
pub enum Given {
    #[default]
    Usual,
    LeftOut,
    As(Part),
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Given, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Kept(bool),
            Part(Box<Part>),
        }
        Ok(match Either::deserialize(from)? {
            Either::Kept(true) => Given::Usual,
            Either::Kept(false) => Given::LeftOut,
            Either::Part(part) => Given::As(*part),
        })
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DateInput {
    pub id: String,
    pub name_prefix: String,
    pub day: Given,
    pub month: Given,
    pub year: Given,
    /// The parts, where they are not day, month and year.
    pub items: Vec<Part>,
    /// By part, or by name with the prefix.
    pub values: BTreeMap<String, String>,
    pub hint: Option<Hint>,
    pub error_message: Option<ErrorMessage>,
    pub fieldset: Option<Fieldset>,
    pub form_group: FormGroup,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Template)]
#[template(path = "components/date-input/date-input.html")]
struct Parts<'a> {
    id: &'a str,
    classes: &'a Classes,
    attributes: &'a Attributes,
    form_group: &'a FormGroup,
    of: &'a DateInput,
}

const USUAL: [(&str, u8); 3] = [("day", 2), ("month", 2), ("year", 4)];

impl DateInput {
    /// Fields `name-day`, `name-month` and `name-year`; the question is the legend.
    pub fn new(name: &str, question: impl Into<Words>) -> DateInput {
        let fieldset = Some(Fieldset::new(question));
        DateInput { id: name.to_string(), name_prefix: name.to_string(), fieldset, ..DateInput::default() }
    }

    /// Month and year only.
    pub fn month_only(mut self) -> DateInput {
        self.day = Given::LeftOut;
        self
    }

    pub fn hint(mut self, hint: impl Into<Words>) -> DateInput {
        self.hint = Some(Hint { words: hint.into(), ..Hint::default() });
        self
    }

    pub fn bold(mut self) -> DateInput {
        if let Some(legend) = self.fieldset.as_mut().and_then(|fieldset| fieldset.legend.as_mut()) {
            legend.classes = "govuk-fieldset__legend--s".into();
        }
        self
    }

    /// The error, and the parts it is about: none means all.
    pub fn error(mut self, error: Option<&str>, parts: &[&str]) -> DateInput {
        self.error_message = error.map(|error| ErrorMessage { words: error.into(), ..ErrorMessage::default() });
        if error.is_none() || parts.is_empty() {
            return self;
        }
        for (slot, name) in [(&mut self.day, "day"), (&mut self.month, "month"), (&mut self.year, "year")] {
            if matches!(slot, Given::Usual) {
                *slot = Given::As(Part { name: Some(name.into()), error: Some(parts.contains(&name)), ..Part::default() });
            }
        }
        self
    }

    pub fn value(mut self, part: &str, value: &str) -> DateInput {
        if !value.is_empty() {
            self.values.insert(format!("{}-{part}", self.name_prefix), value.to_string());
        }
        self
    }

    /// The three usual parts as they were given, each with the name it goes by.
    fn usual(&self) -> Vec<(Part, usize)> {
        [&self.day, &self.month, &self.year]
            .into_iter()
            .enumerate()
            .filter_map(|(index, given)| match given {
                Given::LeftOut => None,
                Given::Usual => Some((
                    Part { name: Some(USUAL[index].0.into()), value: self.values.get(USUAL[index].0).cloned(), ..Part::default() },
                    index,
                )),
                Given::As(part) => Some((part.clone(), index)),
            })
            .collect()
    }

    /// Which usual part an item of this name is.
    fn kind_of(&self, name: Option<&str>) -> Option<usize> {
        let name = name?;
        (0..3).find(|index| {
            let given = [&self.day, &self.month, &self.year][*index];
            name == USUAL[*index].0 || matches!(given, Given::As(part) if part.name.as_deref() == Some(name))
        })
    }

    fn value_given(&self, index: usize) -> Option<String> {
        match [&self.day, &self.month, &self.year][index] {
            Given::As(part) => part.value.clone(),
            _ => self.values.get(USUAL[index].0).cloned(),
        }
    }

    fn parts(&self) -> Vec<(Part, Option<usize>)> {
        if self.items.is_empty() {
            return self.usual().into_iter().map(|(part, index)| (part, Some(index))).collect();
        }
        self.items.iter().map(|item| (item.clone(), self.kind_of(item.name.as_deref()))).collect()
    }

    fn inputs(&self) -> Vec<Input> {
        let parts = self.parts();
        let marked = |part: &Part| part.error == Some(true) || part.classes.contains("govuk-input--error");
        let any_marked = parts.iter().any(|(part, _)| marked(part));
        parts.iter().map(|(part, kind)| self.input(part, *kind, any_marked, marked(part))).collect()
    }

    fn input(&self, part: &Part, kind: Option<usize>, any_marked: bool, marked: bool) -> Input {
        let name = part.name.clone().or_else(|| kind.map(|index| USUAL[index].0.to_string())).unwrap_or_default();
        let value = part.value.clone().or_else(|| kind.and_then(|index| self.value_given(index)));
        let width = kind.map_or(2, |index| USUAL[index].1);
        let full_name = if self.name_prefix.is_empty() { name.clone() } else { format!("{}-{name}", self.name_prefix) };

        let mut classes = vec!["govuk-date-input__input".to_string()];
        let whole_error = part.error != Some(false) && self.error_message.is_some() && !any_marked;
        if !part.classes.contains("govuk-input--error") && (marked || whole_error) {
            classes.push("govuk-input--error".into());
        }
        if !part.classes.contains("govuk-input--width-") {
            classes.push(format!("govuk-input--width-{width}"));
        }
        if !part.classes.is_empty() {
            classes.push(part.classes.bare().to_string());
        }

        let label = if part.label.is_empty() { capitalised(&name) } else { part.label.clone() };
        let mut input = Input::new(&full_name, label);
        input.around.set_label("govuk-date-input__label", false);
        let id = if part.id.is_empty() { format!("{}-{name}", self.id) } else { part.id.clone() };
        input.around.set_id(&id);
        input.classes = classes.join(" ").into();
        input.value = value.or_else(|| self.values.get(&full_name).cloned());
        input.inputmode = Some(if part.inputmode.is_empty() { "numeric".into() } else { part.inputmode.clone() });
        input.autocomplete = part.autocomplete.clone();
        input.pattern = part.pattern.clone();
        input.attributes = part.attributes.clone();
        input
    }
}

impl Parts<'_> {
    fn inputs(&self) -> Vec<Input> {
        self.of.inputs()
    }
}

impl std::fmt::Display for DateInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = Parts { id: &self.id, classes: &self.classes, attributes: &self.attributes, form_group: &self.form_group, of: self };
        let group = Group {
            id: &self.id,
            described_by: self.fieldset.as_ref().map_or("", |fieldset| &fieldset.described_by),
            fieldset: self.fieldset.as_ref(),
            // Without it one screen reader does not say the description of a group of text fields.
            role: "group",
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
            form_group: Some(&self.form_group),
        };
        f.write_str(&group.around(parts.to_string()))
    }
}

impl askama::filters::HtmlSafe for DateInput {}

impl From<DateInput> for Markup {
    fn from(input: DateInput) -> Markup {
        Markup::trusted(input.to_string())
    }
}

/// First letter large, the rest small.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
}
