//! What surrounds a control: label, hint, error, fieldset.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::component;
use super::markup::Markup;

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/label/label.html")]
pub struct Label {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub is_page_heading: bool,
    pub attributes: Attributes,
    #[serde(rename = "for")]
    pub label_for: String,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/hint/hint.html")]
pub struct Hint {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub attributes: Attributes,
    pub id: String,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/error-message/error-message.html")]
pub struct ErrorMessage {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub attributes: Attributes,
    pub id: String,
    /// Read out before the message; "Error" where nothing is given, nothing where it is empty.
    pub visually_hidden_text: Option<String>,
}

impl ErrorMessage {
    fn hidden(&self) -> &str {
        self.visually_hidden_text.as_deref().unwrap_or("Error")
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FormGroup {
    pub classes: Classes,
    pub attributes: Attributes,
    pub before_input: Words,
    pub after_input: Words,
    pub before_inputs: Words,
    pub after_inputs: Words,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Legend {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub is_page_heading: bool,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/fieldset/fieldset.html")]
pub struct Fieldset {
    pub legend: Option<Legend>,
    pub classes: Classes,
    pub role: String,
    pub described_by: String,
    pub attributes: Attributes,
    /// What it holds.
    pub html: Markup,
}

impl Fieldset {
    pub fn new(legend: impl Into<Words>) -> Fieldset {
        Fieldset { legend: Some(Legend { words: legend.into(), ..Legend::default() }), ..Fieldset::default() }
    }
}

/// The group a single control stands in: opens the group, and shows label, hint and error. The control closes it.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/form-group/top.html")]
pub struct Around {
    id: String,
    pub name: String,
    described_by: String,
    label: Label,
    hint: Option<Hint>,
    pub error_message: Option<ErrorMessage>,
    pub form_group: FormGroup,
}

impl Around {
    pub fn new(name: &str, label: impl Into<Words>) -> Around {
        Around { name: name.to_string(), label: Label { words: label.into(), ..Label::default() }, ..Around::default() }
    }

    pub fn id(&self) -> &str {
        if self.id.is_empty() { &self.name } else { &self.id }
    }

    pub fn set_id(&mut self, id: &str) {
        self.id = id.to_string();
    }

    pub fn set_hint(&mut self, hint: impl Into<Words>) {
        self.hint = Some(Hint { words: hint.into(), ..Hint::default() });
    }

    pub fn set_error(&mut self, error: Option<&str>) {
        self.error_message = error.map(|error| ErrorMessage { words: error.into(), ..ErrorMessage::default() });
    }

    pub fn set_label(&mut self, classes: &str, is_page_heading: bool) {
        self.label.classes = classes.into();
        self.label.is_page_heading = is_page_heading;
    }

    /// The ids a control is described by: those given, the hint's, the error's.
    pub fn described_by(&self) -> String {
        describing(&self.described_by, self.id(), self.hint.is_some(), self.error_message.is_some())
    }

    fn label(&self) -> Label {
        Label { label_for: self.id().to_string(), ..self.label.clone() }
    }

    fn hint(&self) -> Option<Hint> {
        self.hint.clone().map(|hint| Hint { id: format!("{}-hint", self.id()), ..hint })
    }

    fn error(&self) -> Option<ErrorMessage> {
        self.error_message.clone().map(|error| ErrorMessage { id: format!("{}-error", self.id()), ..error })
    }
}

/// Joins the ids a control or group is described by.
pub fn describing(given: &str, id: &str, hint: bool, error: bool) -> String {
    let mut all = given.to_string();
    for (shown, what) in [(hint, "hint"), (error, "error")] {
        if shown {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(&format!("{id}-{what}"));
        }
    }
    all
}

/// A group of several controls: hint and error, inside a fieldset where there is one.
#[derive(Clone, Debug, Default)]
pub struct Group<'a> {
    pub id: &'a str,
    pub described_by: &'a str,
    pub fieldset: Option<&'a Fieldset>,
    pub role: &'a str,
    pub hint: Option<&'a Hint>,
    pub error: Option<&'a ErrorMessage>,
    pub form_group: Option<&'a FormGroup>,
}

#[derive(Template)]
#[template(path = "components/form-group/many.html")]
struct Before {
    hint: Option<Hint>,
    error: Option<ErrorMessage>,
}

impl Group<'_> {
    /// The whole group around these controls.
    pub fn around(&self, controls: String) -> String {
        let before = Before {
            hint: self.hint.map(|hint| Hint { id: format!("{}-hint", self.id), ..hint.clone() }),
            error: self.error.map(|error| ErrorMessage { id: format!("{}-error", self.id), ..error.clone() }),
        };
        let inside = format!("{before}{controls}");
        let inside = match self.fieldset {
            Some(fieldset) => Fieldset {
                described_by: describing(self.described_by, self.id, self.hint.is_some(), self.error.is_some()),
                role: self.role.to_string(),
                html: Markup::trusted(inside),
                ..fieldset.clone()
            }
            .to_string(),
            None => inside,
        };
        let plain = FormGroup::default();
        let group = self.form_group.unwrap_or(&plain);
        let error = if self.error.is_some() { " govuk-form-group--error" } else { "" };
        format!("<div class=\"govuk-form-group{error}{}\"{}>{inside}</div>", group.classes, group.attributes)
    }
}

component!(Label, Hint, ErrorMessage, Fieldset, Around);
