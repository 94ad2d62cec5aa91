//! Our own small drawings. The words beside one are the message; the drawing is hidden from ears.

use std::fmt::{self, Display};

use super::attributes::Words;
use super::component;
use super::markup::Markup;
use askama::Template;
use serde::Deserialize;

/// A drawing of the sprite in `templates/components/icon/sprite.html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    Shown,
    #[serde(rename = "notyet")]
    NotYet,
    Away,
    Unknown,
    BetterUp,
    BetterDown,
    WorseUp,
    WorseDown,
    Steady,
    Pass,
    Fail,
    #[serde(rename = "hitmiss")]
    HitMiss,
    Flip,
    Hold,
}

impl Icon {
    pub const ALL: [Icon; 14] = [
        Icon::Shown,
        Icon::NotYet,
        Icon::Away,
        Icon::Unknown,
        Icon::BetterUp,
        Icon::BetterDown,
        Icon::WorseUp,
        Icon::WorseDown,
        Icon::Steady,
        Icon::Pass,
        Icon::Fail,
        Icon::HitMiss,
        Icon::Flip,
        Icon::Hold,
    ];

    /// The id of its symbol, without "i-".
    pub fn name(self) -> &'static str {
        match self {
            Icon::Shown => "shown",
            Icon::NotYet => "notyet",
            Icon::Away => "away",
            Icon::Unknown => "unknown",
            Icon::BetterUp => "better-up",
            Icon::BetterDown => "better-down",
            Icon::WorseUp => "worse-up",
            Icon::WorseDown => "worse-down",
            Icon::Steady => "steady",
            Icon::Pass => "pass",
            Icon::Fail => "fail",
            Icon::HitMiss => "hitmiss",
            Icon::Flip => "flip",
            Icon::Hold => "hold",
        }
    }

    /// The drawing, with further classes: "shown" gives it that state's ink.
    pub fn drawn(self, class: &str) -> Markup {
        let gap = if class.is_empty() { "" } else { " " };
        Markup::trusted(format!(
            "<svg class=\"ww-i{gap}{}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{}\"/></svg>",
            Markup::text(class),
            self.name()
        ))
    }
}

/// The four states, and a plain one for icons that are no state. Each is a shape and a word; colour is third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Ready, shown to be fixed, met, kept.
    Shown,
    /// Not ready, not yet, explain this month, part kept, close call.
    #[serde(rename = "notyet")]
    NotYet,
    /// Evidence points the other way, moved elsewhere, not kept, given away.
    Away,
    #[default]
    Unknown,
}

impl State {
    pub fn name(self) -> &'static str {
        self.icon().name()
    }

    pub fn icon(self) -> Icon {
        match self {
            State::Shown => Icon::Shown,
            State::NotYet => Icon::NotYet,
            State::Away => Icon::Away,
            State::Unknown => Icon::Unknown,
        }
    }
}

impl Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A state said in a shape and its word: "Shown to be fixed".
#[derive(Clone, Debug, Deserialize, Template)]
#[serde(rename_all = "camelCase")]
#[template(source = r#"<span class="ww-state ww-state--{{ state }}">{{ icon.drawn("") }}<span>{{ words }}</span></span>"#, ext = "html")]
pub struct StateLabel {
    state: String,
    icon: Icon,
    #[serde(flatten)]
    words: Words,
}

impl StateLabel {
    pub fn new(state: State, words: impl Into<Words>) -> StateLabel {
        StateLabel { state: state.name().into(), icon: state.icon(), words: words.into() }
    }

    /// An icon that is no state, with its words: "Getting better (falling)".
    pub fn plain(icon: Icon, words: impl Into<Words>) -> StateLabel {
        StateLabel { state: "plain".into(), icon, words: words.into() }
    }
}

component!(StateLabel);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../templates/components/icon/sprite.html");
        for icon in Icon::ALL {
            assert!(sprite.contains(&format!("id=\"i-{}\"", icon.name())), "{icon:?}");
        }
        assert_eq!(sprite.matches("<symbol").count(), Icon::ALL.len());
    }

    #[test]
    fn a_state_is_a_shape_and_a_word() {
        let label = StateLabel::new(State::NotYet, "Not <yet>").to_string();
        assert!(label.contains("#i-notyet") && label.contains("<span>Not &#60;yet&#62;</span>"), "{label}");
    }
}
