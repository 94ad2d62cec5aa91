//! The thread: a line from want to learned, at the foot of every record and across the top of a case. Dashed where nothing is.

use askama::Template;
use serde::Deserialize;

use super::attributes::Words;
use super::component;
use super::markup::Markup;

/// Where one of the six stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Done, nothing missing.
    #[default]
    Whole,
    /// There, with gaps.
    Gap,
    /// The page, or the part at work now.
    Here,
    /// Nothing there yet.
    Nothing,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Step {
    /// "Want", "Know", "Could", "Chose", "Happened", "Learned".
    pub heading: String,
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub standing: Standing,
}

impl Step {
    fn mark(&self) -> Markup {
        Markup::trusted(match self.standing {
            Standing::Whole => "",
            Standing::Gap => " class=\"is-gap\"",
            Standing::Here => " class=\"is-here\" aria-current=\"step\"",
            Standing::Nothing => " class=\"is-none\"",
        })
    }

    fn shown(&self) -> Markup {
        let words = self.words.to_string();
        if self.href.is_empty() || self.standing == Standing::Here {
            return Markup::trusted(words);
        }
        Markup::trusted(format!("<a class=\"govuk-link\" href=\"{}\">{words}</a>", Markup::text(&self.href)))
    }
}

/// The strip at the foot of a record.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default)]
#[template(path = "components/thread/thread.html")]
pub struct Thread {
    pub steps: Vec<Step>,
}

/// The six headings of a case, across its top: each links to its part of the page.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default)]
#[template(path = "components/six/six.html")]
pub struct SixHeadings {
    pub steps: Vec<Step>,
}

macro_rules! stepped {
    ($($line:ty),+) => {
        $(
            impl $line {
                pub fn new() -> Self {
                    Self::default()
                }

                /// Adds the next of the six; without an address it is words alone.
                pub fn step(mut self, heading: &str, words: impl Into<Words>, href: impl Into<String>, standing: Standing) -> Self {
                    self.steps.push(Step { heading: heading.into(), words: words.into(), href: href.into(), standing });
                    self
                }
            }
        )+
    };
}

stepped!(Thread, SixHeadings);
component!(Thread, SixHeadings);
