//! Charts as SVG text, each with its words, its table and its data. A chart cannot be made without them.

pub mod bar_chart;
pub mod frame;
pub mod frontier_chart;
pub mod funnel_chart;
pub mod ink;
pub mod interval;

pub mod letters;
pub mod mark;
pub mod options_charts;
pub mod place;
pub mod places_chart;
pub mod quadrant_chart;
pub mod series_chart;
pub mod sparkline;
pub mod spc_chart;
mod spc_drawing;
pub mod spend_chart;
pub mod strengths_map;
pub mod strip_chart;
pub mod system_map_chart;
pub mod twelve_marks;

pub use frame::Room;
pub use mark::Mark;
pub use spc_chart::{BreakLabel, ChartOf, TestTab, spc_chart};

use crate::table::Table;

/// A chart: the drawings, what they say, and every figure in them.
///
/// Made only here, whole: the drawings in `svg` are one for each width, of which the page shows one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chart {
    /// `<div class="ww-drawings">…</div>`, safe to put on a page as it is.
    pub svg: String,
    pub words: Headline,
    /// Newest first, for people.
    pub table: Table,
    /// Oldest first, unrounded, with limits, for programs.
    pub csv: String,
    /// What each mark and line means, in the order of the key.
    pub key: Vec<KeyMark>,
}

/// What a chart says, in whole sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headline {
    /// The heading over the figure.
    pub headline: String,
    /// What is measured, where, from when to when, which way is good, and where the scale starts.
    pub subtitle: String,
    /// The SVG's title and description, for those who do not see it.
    pub title: String,
    pub description: String,
    /// What the picture leaves out or cuts short.
    pub notes: Vec<String>,
    /// Method, edition and settings.
    pub settings: String,
    /// The questions a chart answers, in order: is it really changing, will it meet its aim.
    pub said: Vec<Said>,
}

/// One question answered: a few words with an icon, and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub question: &'static str,
    /// Of the sprite: `better-down` for `#i-better-down`.
    pub icon: &'static str,
    pub word: String,
    pub sentence: String,
}

/// One entry of the key: a drawing in a box of 22 by 18, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMark {
    /// SVG elements of ours, safe as they are.
    pub drawing: String,
    pub words: String,
}
