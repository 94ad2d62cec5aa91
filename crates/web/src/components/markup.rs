//! HTML that is safe to put on a page: plain text is escaped on its way in, and only templates make the rest.

use std::fmt;

use askama::filters::{self, HtmlSafe};
use serde::Deserialize;

/// Safe HTML. `"text".into()` escapes; [`Markup::trusted`] takes what a template or a drawing of ours made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Markup(String);

impl Markup {
    /// Escapes the text.
    pub fn text(text: impl fmt::Display) -> Markup {
        filters::escape(text, filters::Html).map(|safe| Markup(safe.to_string())).unwrap_or_default()
    }

    /// Takes HTML as it is: only what a template or the report crate made, never what a person typed.
    pub fn trusted(html: impl Into<String>) -> Markup {
        Markup(html.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Both, one after the other.
    pub fn and(mut self, more: impl Into<Markup>) -> Markup {
        self.0.push_str(&more.into().0);
        self
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl From<&str> for Markup {
    fn from(text: &str) -> Markup {
        Markup::text(text)
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Markup {
        Markup::text(text)
    }
}

impl From<&String> for Markup {
    fn from(text: &String) -> Markup {
        Markup::text(text)
    }
}
