//! Short names for templates: `{{ crate::ww::not_yet("Part kept") }}`.

use crate::components::attributes::Words;
use crate::components::icon::{Icon, State, StateLabel};
use crate::components::markup::Markup;

/// Ready, shown to be fixed, met, kept.
pub fn shown(words: impl Into<Words>) -> StateLabel {
    StateLabel::new(State::Shown, words)
}

/// Not ready, not yet, explain this month, part kept.
pub fn not_yet(words: impl Into<Words>) -> StateLabel {
    StateLabel::new(State::NotYet, words)
}

/// Evidence points the other way, moved elsewhere, not kept.
pub fn away(words: impl Into<Words>) -> StateLabel {
    StateLabel::new(State::Away, words)
}

pub fn unknown(words: impl Into<Words>) -> StateLabel {
    StateLabel::new(State::Unknown, words)
}

/// An icon that is no state, with its words.
pub fn plain(icon: Icon, words: impl Into<Words>) -> StateLabel {
    StateLabel::plain(icon, words)
}

/// The name of a cell or a digest, in letters of one width: `M41`.
pub fn cell(name: &str) -> Markup {
    Markup::trusted(format!("<span class=\"ww-cell\">{}</span>", Markup::text(name)))
}

/// A link in words.
pub fn link(words: &str, href: &str) -> Markup {
    Markup::trusted(format!("<a class=\"govuk-link\" href=\"{}\">{}</a>", Markup::text(href), Markup::text(words)))
}

/// Whole sentences, or names, one below the other.
pub fn bullets(lines: &[String]) -> Markup {
    let items: String = lines.iter().map(|line| format!("<li>{}</li>", Markup::text(line))).collect();
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet ww-measure\">{items}</ul>"))
}

/// Words said loudly.
pub fn bold(words: &str) -> Markup {
    Markup::trusted(format!("<b>{}</b>", Markup::text(words)))
}

/// What was seen and not kept: shown as boxes, said as "hidden".
pub fn masked(letters: usize) -> Markup {
    Markup::trusted(format!("<span class=\"ww-mask\" role=\"img\" aria-label=\"hidden\">{}</span>", "▒".repeat(letters.clamp(1, 24))))
}
