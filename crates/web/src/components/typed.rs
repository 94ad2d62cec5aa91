//! Controls a person types in or picks one of: input, textarea, select.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::component;
use super::field::Around;

/// Text before or after an input: a pound sign, a unit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Affix {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Wrapper {
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/input/input.html")]
pub struct Input {
    #[serde(flatten)]
    pub around: Around,
    #[serde(rename = "type")]
    pub input_type: String,
    pub value: Option<String>,
    pub spellcheck: Option<bool>,
    pub disabled: bool,
    pub autocomplete: Option<String>,
    pub autocapitalize: Option<String>,
    pub pattern: Option<String>,
    pub inputmode: Option<String>,
    pub prefix: Affix,
    pub suffix: Affix,
    pub input_wrapper: Wrapper,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Input {
    pub fn new(name: &str, label: impl Into<Words>) -> Input {
        Input { around: Around::new(name, label), ..Input::default() }
    }

    /// Characters wide: 2, 3, 4, 5, 10, 20 or 30.
    pub fn width(mut self, characters: u8) -> Input {
        self.classes = format!("govuk-input--width-{characters}").into();
        self
    }

    /// "email", "password", "tel".
    pub fn kind(mut self, kind: &str) -> Input {
        self.input_type = kind.to_string();
        self
    }

    /// "numeric" or "decimal": the keyboard of a phone.
    pub fn keyboard(mut self, mode: &str) -> Input {
        self.inputmode = Some(mode.to_string());
        self.spellcheck = Some(false);
        self
    }

    pub fn autocomplete(mut self, what: &str) -> Input {
        self.autocomplete = Some(what.to_string());
        self
    }

    pub fn prefix(mut self, words: impl Into<Words>) -> Input {
        self.prefix.words = words.into();
        self
    }

    pub fn suffix(mut self, words: impl Into<Words>) -> Input {
        self.suffix.words = words.into();
        self
    }

    pub fn value(mut self, value: &str) -> Input {
        self.value = (!value.is_empty()).then(|| value.to_string());
        self
    }

    fn is_wrapped(&self) -> bool {
        let group = &self.around.form_group;
        [&self.prefix.words, &self.suffix.words, &group.before_input, &group.after_input].iter().any(|words| words.is_given())
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/textarea/textarea.html")]
pub struct Textarea {
    #[serde(flatten)]
    pub around: Around,
    pub value: String,
    pub rows: String,
    pub spellcheck: Option<bool>,
    pub disabled: bool,
    pub autocomplete: Option<String>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Textarea {
    pub fn new(name: &str, label: impl Into<Words>) -> Textarea {
        Textarea { around: Around::new(name, label), ..Textarea::default() }
    }

    pub fn rows(mut self, rows: u8) -> Textarea {
        self.rows = rows.to_string();
        self
    }

    pub fn value(mut self, value: &str) -> Textarea {
        self.value = value.to_string();
        self
    }

    /// A browser drops one line break after the tag: give it one, so that a text beginning with one keeps it.
    fn opening(&self) -> &'static str {
        if self.value.starts_with('\n') { "\n" } else { "" }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Offered {
    pub value: Option<String>,
    pub text: String,
    pub selected: Option<bool>,
    pub disabled: bool,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/select/select.html")]
pub struct Select {
    #[serde(flatten)]
    pub around: Around,
    pub items: Vec<Offered>,
    /// The chosen value.
    pub value: String,
    pub disabled: bool,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Select {
    pub fn new(name: &str, label: impl Into<Words>) -> Select {
        Select { around: Around::new(name, label), ..Select::default() }
    }

    /// Adds one to choose: its value, its words.
    pub fn offer(mut self, value: impl Into<String>, words: impl Into<String>) -> Select {
        self.items.push(Offered { value: Some(value.into()), text: words.into(), ..Offered::default() });
        self
    }

    pub fn value(mut self, value: &str) -> Select {
        self.value = value.to_string();
        self
    }

    fn is_selected(&self, item: &Offered) -> bool {
        let effective = item.value.as_deref().unwrap_or(&item.text);
        item.selected == Some(true) || (item.selected.is_none() && !self.value.is_empty() && effective == self.value)
    }
}

/// Builders every control with a label has.
macro_rules! labelled {
    ($($control:ty),+) => {
        $(
            impl $control {
                pub fn hint(mut self, hint: impl Into<$crate::components::attributes::Words>) -> Self {
                    self.around.set_hint(hint);
                    self
                }

                pub fn error(mut self, error: Option<&str>) -> Self {
                    self.around.set_error(error);
                    self
                }

                pub fn id(mut self, id: &str) -> Self {
                    self.around.set_id(id);
                    self
                }

                /// A bold label: where the form has several questions.
                pub fn bold(mut self) -> Self {
                    self.around.set_label("govuk-label--s", false);
                    self
                }

                /// The label is the page's heading: leave the layout's own out with an empty `top` block.
                pub fn as_heading(mut self) -> Self {
                    self.around.set_label("govuk-label--l", true);
                    self
                }

                /// The label is for ears only: a select in a table, whose column says it.
                pub fn label_hidden(mut self) -> Self {
                    self.around.set_label("govuk-visually-hidden", false);
                    self
                }

                pub fn attribute(mut self, name: &str, value: impl Into<String>) -> Self {
                    self.attributes = self.attributes.and(name, value);
                    self
                }
            }
        )+
    };
}
pub(super) use labelled;

labelled!(Input, Textarea, Select);
component!(Input, Textarea, Select);
