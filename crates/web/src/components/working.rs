//! Words that come with a figure, a record or its absence: show working, empty state, exception, history, gaps.

use askama::Template;
use jiff::civil::Date;
use serde::Deserialize;

use super::attributes::Words;
use super::component;
use super::icon::Icon;
use super::markup::Markup;

/// The sum in words and numbers under a figure: settings, method and edition, and a link to the cell of the file.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/working/working.html")]
pub struct Working {
    pub summary: String,
    pub body: Markup,
    /// Stands inside the fold: a link to it opens the fold.
    pub id: String,
    pub open: bool,
}

impl Working {
    /// "Show working".
    pub fn new(body: impl Into<Markup>) -> Working {
        Working { summary: "Show working".into(), body: body.into(), ..Working::default() }
    }

    pub fn summary(mut self, summary: impl Into<String>) -> Working {
        self.summary = summary.into();
        self
    }

    /// Where a link may point: `working` for `#working`.
    pub fn id(mut self, id: impl Into<String>) -> Working {
        self.id = id.into();
        self
    }
}

/// What would be here, why it matters, and the first step with an example. Never "No data".
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/empty-state/empty-state.html")]
pub struct EmptyState {
    pub heading: String,
    pub why: Words,
    pub first_step: Markup,
}

impl EmptyState {
    pub fn new(heading: impl Into<String>, why: impl Into<Words>, first_step: impl Into<Markup>) -> EmptyState {
        EmptyState { heading: heading.into(), why: why.into(), first_step: first_step.into() }
    }
}

/// An exception, shown with its decision and in every paper that relies on it: role, reason, review date.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/exception/exception.html")]
pub struct Exception {
    /// "1 October 2026".
    pub since: String,
    /// What the check says: "not ready".
    pub answer: String,
    pub reason: String,
    /// The accountable role: "Executive director, adults and housing".
    pub role: String,
    pub review_by: String,
    /// The address of the record.
    pub record: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    pub date: Date,
    #[serde(flatten)]
    pub words: Words,
}

impl Event {
    fn day(&self) -> String {
        quantity::period::in_words(self.date)
    }
}

/// What happened to a record, newest first.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/history/history.html")]
pub struct History {
    pub entries: Vec<Event>,
}

impl History {
    pub fn event(mut self, date: Date, words: impl Into<Words>) -> History {
        self.entries.push(Event { date, words: words.into() });
        self
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Gap {
    /// In place, or still a gap.
    pub done: bool,
    #[serde(flatten)]
    pub words: Words,
}

/// What is in place, and what is missing, beside a heading of a case.
#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/gaps/gaps.html")]
pub struct Gaps {
    pub gaps: Vec<Gap>,
}

impl Gaps {
    pub fn done(mut self, words: impl Into<Words>) -> Gaps {
        self.gaps.push(Gap { done: true, words: words.into() });
        self
    }

    pub fn gap(mut self, words: impl Into<Words>) -> Gaps {
        self.gaps.push(Gap { done: false, words: words.into() });
        self
    }

    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty()
    }
}

component!(Working, EmptyState, Exception, History, Gaps);
