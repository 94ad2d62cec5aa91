//! Small pieces every component shares: classes, attributes, words.

use std::fmt;

use askama::filters::HtmlSafe;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::markup::Markup;

/// More classes after the component's own; shown with a space before them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Classes(String);

impl Classes {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Without the space before.
    pub fn bare(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Classes {
    fn from(names: &str) -> Classes {
        Classes(names.to_string())
    }
}

impl From<String> for Classes {
    fn from(names: String) -> Classes {
        Classes(names)
    }
}

impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " {}", Markup::text(&self.0)) }
    }
}

impl HtmlSafe for Classes {}

/// More attributes, each shown with a space before it; a value of None leaves the name alone: ` hidden`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(String, Option<String>)>);

impl Attributes {
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Attributes {
        self.0.push((name.to_string(), Some(value.into())));
        self
    }
}

impl fmt::Display for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            match value {
                Some(value) => write!(f, " {}=\"{}\"", Markup::text(name), Markup::text(value))?,
                None => write!(f, " {}", Markup::text(name))?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for Attributes {}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Attributes, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Attributes;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a table of attributes, each with a text")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Attributes, M::Error> {
                let mut found = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Option<String>>()? {
                    found.push((name, value));
                }
                Ok(Attributes(found))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Attributes, E> {
                if text.is_empty() { Ok(Attributes::default()) } else { Err(E::custom("attributes are a table")) }
            }
        }
        from.deserialize_any(Names)
    }
}

/// What an element says: plain text, escaped, or markup. Markup wins where both are given.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Words {
    text: String,
    html: Markup,
}

impl Words {
    pub fn is_given(&self) -> bool {
        !self.text.is_empty() || !self.html.is_empty()
    }

    pub fn is_html(&self) -> bool {
        !self.html.is_empty()
    }

    /// A figure below nothing and no other word: its minus sign is never parted from it at the end of a line.
    pub fn is_below_nothing(&self) -> bool {
        !self.is_html() && self.text.starts_with('−') && !self.text.contains(' ')
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_html() { f.write_str(self.html.as_str().trim()) } else { write!(f, "{}", Markup::text(&self.text)) }
    }
}

impl HtmlSafe for Words {}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words { text: text.to_string(), html: Markup::default() }
    }
}

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words { text, html: Markup::default() }
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Words {
        Words::from(text.as_str())
    }
}

impl From<Markup> for Words {
    fn from(html: Markup) -> Words {
        Words { text: String::new(), html }
    }
}
