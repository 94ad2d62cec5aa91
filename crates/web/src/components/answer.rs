//! The answer of a check, large: a word, a shape, one or two sentences, at most three facts. The word is a heading.

use askama::Template;
use serde::Deserialize;

use super::attributes::Words;
use super::component;
use super::icon::State;

#[derive(Clone, Debug, Deserialize)]
pub struct Fact {
    pub name: String,
    #[serde(flatten)]
    pub words: Words,
}

#[derive(Clone, Debug, Deserialize, Template)]
#[serde(rename_all = "camelCase")]
#[template(path = "components/answer/answer.html")]
pub struct Answer {
    pub state: State,
    /// "Ready", "Not ready", "Evidence points the other way", "Not known".
    pub word: String,
    #[serde(flatten)]
    pub say: Words,
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// For lists.
    #[serde(default)]
    pub small: bool,
    /// The id of the heading: unique on the page.
    pub id: String,
    /// The level of the heading, 2 to 6.
    #[serde(default = "two")]
    pub level: u8,
}

fn two() -> u8 {
    2
}

impl Answer {
    /// The four answers of the readiness check and their own words.
    pub fn new(state: State, say: impl Into<Words>) -> Answer {
        let word = match state {
            State::Shown => "Ready",
            State::NotYet => "Not ready",
            State::Away => "Evidence points the other way",
            State::Unknown => "Not known",
        };
        Answer { state, word: word.into(), say: say.into(), facts: Vec::new(), small: false, id: "answer".into(), level: 2 }
    }

    pub fn fact(mut self, name: impl Into<String>, words: impl Into<Words>) -> Answer {
        self.facts.push(Fact { name: name.into(), words: words.into() });
        self
    }

    /// The one answer of a page is a landmark of it; small ones stand in lists and are none.
    fn tag(&self) -> &'static str {
        if self.small { "div" } else { "section" }
    }

    pub fn small(mut self) -> Answer {
        self.small = true;
        self
    }

    /// Another word than the readiness check's: "Close call".
    pub fn word(mut self, word: impl Into<String>) -> Answer {
        self.word = word.into();
        self
    }

    /// The heading's id and level, where the page holds several.
    pub fn heading(mut self, id: impl Into<String>, level: u8) -> Answer {
        self.id = id.into();
        self.level = level;
        self
    }
}

component!(Answer);
