//! Choosing one or several of a few: radios and checkboxes.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::field::{ErrorMessage, Fieldset, FormGroup, Group, Hint, Label, Legend, describing};
use super::markup::Markup;

/// One radio or box.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choice {
    #[serde(flatten)]
    pub words: Words,
    pub id: String,
    pub name: String,
    pub value: String,
    pub label: Label,
    pub hint: Option<Hint>,
    pub checked: Option<bool>,
    pub disabled: bool,
    /// Shown only when chosen, where script runs.
    pub conditional: Words,
    /// "exclusive": a box that unticks the others.
    pub behaviour: String,
    /// A word between choices: "or".
    pub divider: Option<String>,
    pub attributes: Attributes,
}

impl Choice {
    pub fn new(value: impl Into<String>, words: impl Into<Words>) -> Choice {
        Choice { value: value.into(), words: words.into(), ..Choice::default() }
    }

    pub fn hint(mut self, hint: impl Into<Words>) -> Choice {
        self.hint = Some(Hint { words: hint.into(), ..Hint::default() });
        self
    }

    /// What is asked further when this is chosen.
    pub fn then(mut self, more: impl Into<Markup>) -> Choice {
        self.conditional = Words::from(more.into());
        self
    }

    fn label_for(&self, id: &str, class: &str) -> Label {
        let classes = Classes::from(format!("{class}{}", self.label.classes));
        Label {
            words: self.words.clone(),
            classes,
            attributes: self.label.attributes.clone(),
            label_for: id.to_string(),
            is_page_heading: false,
        }
    }

    fn hint_for(&self, id: &str, class: &str) -> Option<Hint> {
        let hint = self.hint.as_ref().filter(|hint| hint.words.is_given())?;
        Some(Hint { id: format!("{id}-item-hint"), classes: Classes::from(format!("{class}{}", hint.classes)), ..hint.clone() })
    }
}

/// What radios and checkboxes have in common.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Choices {
    pub id_prefix: String,
    pub name: String,
    pub items: Vec<Choice>,
    pub described_by: String,
    pub fieldset: Option<Fieldset>,
    pub hint: Option<Hint>,
    pub error_message: Option<ErrorMessage>,
    pub form_group: FormGroup,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Choices {
    fn prefix(&self) -> &str {
        if self.id_prefix.is_empty() { &self.name } else { &self.id_prefix }
    }

    /// Each choice with its id: the first has no number, so that the error summary can link to it.
    fn numbered(&self) -> Vec<(&Choice, String)> {
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| match (item.id.is_empty(), index) {
                (false, _) => (item, item.id.clone()),
                (true, 0) => (item, self.prefix().to_string()),
                (true, _) => (item, format!("{}-{}", self.prefix(), index + 1)),
            })
            .collect()
    }

    fn name_of<'a>(&'a self, item: &'a Choice) -> &'a str {
        if item.name.is_empty() { &self.name } else { &item.name }
    }

    fn given(&self) -> &str {
        let inner = self.fieldset.as_ref().map_or("", |fieldset| &fieldset.described_by);
        if inner.is_empty() { &self.described_by } else { inner }
    }

    fn group(&self, controls: String) -> String {
        Group {
            id: self.prefix(),
            described_by: self.given(),
            fieldset: self.fieldset.as_ref(),
            role: "",
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
            form_group: Some(&self.form_group),
        }
        .around(controls)
    }
}

#[derive(Template)]
#[template(path = "components/radios/radios.html")]
struct RadioItems<'a> {
    choices: &'a Choices,
    value: &'a str,
}

impl RadioItems<'_> {
    fn is_checked(&self, item: &Choice) -> bool {
        item.checked == Some(true) || (item.checked.is_none() && !self.value.is_empty() && item.value == self.value)
    }

    fn item_described_by(&self, item: &Choice, id: &str) -> String {
        if item.hint.as_ref().is_some_and(|hint| hint.words.is_given()) { format!("{id}-item-hint") } else { String::new() }
    }
}

#[derive(Template)]
#[template(path = "components/checkboxes/checkboxes.html")]
struct CheckboxItems<'a> {
    choices: &'a Choices,
    values: &'a [String],
    described_by: String,
}

impl CheckboxItems<'_> {
    fn is_checked(&self, item: &Choice) -> bool {
        item.checked == Some(true) || (item.checked.is_none() && self.values.contains(&item.value))
    }

    fn item_described_by(&self, item: &Choice, id: &str) -> String {
        let hint = item.hint.as_ref().is_some_and(|hint| hint.words.is_given()).then(|| format!("{id}-item-hint"));
        [self.described_by.as_str(), hint.as_deref().unwrap_or_default()].join(" ").trim().to_string()
    }
}

/// One of a few. Nothing is chosen in advance unless a value is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Radios {
    #[serde(flatten)]
    pub choices: Choices,
    pub value: String,
}

impl std::fmt::Display for Radios {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let controls = RadioItems { choices: &self.choices, value: &self.value }.to_string();
        f.write_str(&self.choices.group(controls))
    }
}

/// Any of a few.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Checkboxes {
    #[serde(flatten)]
    pub choices: Choices,
    pub values: Vec<String>,
}

impl std::fmt::Display for Checkboxes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let choices = &self.choices;
        // Without a fieldset to carry them, the descriptions belong to each box.
        let described_by = match &choices.fieldset {
            Some(_) => String::new(),
            None => describing(choices.given(), choices.prefix(), choices.hint.is_some(), choices.error_message.is_some()),
        };
        let controls = CheckboxItems { choices, values: &self.values, described_by }.to_string();
        f.write_str(&choices.group(controls))
    }
}

/// Builders both have.
macro_rules! chosen {
    ($($control:ty),+) => {
        $(
            impl $control {
                /// The question is the legend of the group.
                pub fn new(name: &str, question: impl Into<Words>) -> Self {
                    let fieldset = Some(Fieldset::new(question));
                    let mut control = Self::default();
                    control.choices = Choices { name: name.to_string(), fieldset, ..Choices::default() };
                    control
                }

                pub fn offer(self, value: impl Into<String>, words: impl Into<Words>) -> Self {
                    self.item(Choice::new(value, words))
                }

                pub fn offer_with_hint(self, value: impl Into<String>, words: impl Into<Words>, hint: impl Into<Words>) -> Self {
                    self.item(Choice::new(value, words).hint(hint))
                }

                pub fn item(mut self, item: Choice) -> Self {
                    self.choices.items.push(item);
                    self
                }

                /// "or", before the next choice.
                pub fn divider(self, word: &str) -> Self {
                    self.item(Choice { divider: Some(word.to_string()), ..Choice::default() })
                }

                pub fn hint(mut self, hint: impl Into<Words>) -> Self {
                    self.choices.hint = Some(Hint { words: hint.into(), ..Hint::default() });
                    self
                }

                pub fn error(mut self, error: Option<&str>) -> Self {
                    self.choices.error_message = error.map(|error| ErrorMessage { words: error.into(), ..ErrorMessage::default() });
                    self
                }

                pub fn small(self) -> Self {
                    let kind = Self::KIND;
                    self.with_class(&format!("govuk-{kind}--small"))
                }

                pub fn inline(self) -> Self {
                    let kind = Self::KIND;
                    self.with_class(&format!("govuk-{kind}--inline"))
                }

                /// A bold question: where the form has several.
                pub fn bold(self) -> Self {
                    self.legend("govuk-fieldset__legend--s", false)
                }

                /// The question is the page's heading: leave the layout's own out with an empty `top` block.
                pub fn as_heading(self) -> Self {
                    self.legend("govuk-fieldset__legend--l", true)
                }

                /// The question is for ears only.
                pub fn legend_hidden(self) -> Self {
                    self.legend("govuk-visually-hidden", false)
                }

                fn legend(mut self, classes: &str, is_page_heading: bool) -> Self {
                    if let Some(Legend { classes: held, is_page_heading: heading, .. }) =
                        self.choices.fieldset.as_mut().and_then(|fieldset| fieldset.legend.as_mut())
                    {
                        *held = classes.into();
                        *heading = is_page_heading;
                    }
                    self
                }

                fn with_class(mut self, class: &str) -> Self {
                    let held = self.choices.classes.bare();
                    self.choices.classes = if held.is_empty() { class.into() } else { format!("{held} {class}").into() };
                    self
                }
            }

            impl askama::filters::HtmlSafe for $control {}

            impl From<$control> for Markup {
                fn from(control: $control) -> Markup {
                    Markup::trusted(control.to_string())
                }
            }
        )+
    };
}

impl Radios {
    const KIND: &'static str = "radios";

    pub fn value(mut self, value: &str) -> Radios {
        self.value = value.to_string();
        self
    }
}

impl Checkboxes {
    const KIND: &'static str = "checkboxes";

    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Checkboxes {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }
}

chosen!(Radios, Checkboxes);
