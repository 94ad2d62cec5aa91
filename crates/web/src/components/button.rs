//! A button, or a link that looks like one.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::component;

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/button/button.html")]
pub struct Button {
    #[serde(flatten)]
    pub words: Words,
    /// A link that goes on to a page; without it, a button that sends its form.
    pub href: Option<String>,
    pub id: String,
    pub name: String,
    pub value: String,
    #[serde(rename = "type")]
    pub button_type: String,
    pub disabled: bool,
    pub is_start_button: bool,
    pub prevent_double_click: Option<bool>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Button {
    /// Sends the form, once: a second click within a second does nothing.
    pub fn new(words: impl Into<Words>) -> Button {
        Button { words: words.into(), prevent_double_click: Some(true), ..Button::default() }
    }

    pub fn link(words: impl Into<Words>, href: impl Into<String>) -> Button {
        Button { words: words.into(), href: Some(href.into()), ..Button::default() }
    }

    pub fn secondary(mut self) -> Button {
        self.classes = "govuk-button--secondary".into();
        self
    }

    /// For what cannot be undone.
    pub fn warning(mut self) -> Button {
        self.classes = "govuk-button--warning".into();
        self
    }

    /// What the form learns when this button sent it.
    pub fn named(mut self, name: &str, value: &str) -> Button {
        self.name = name.to_string();
        self.value = value.to_string();
        self
    }
}

component!(Button);
