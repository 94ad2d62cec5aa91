//! Parts of a page, each a struct tied to its template in `templates/components/<name>/`. A component is safe HTML: a template
//! writes `{{ button }}`. The examples in its `card.toml` are the gallery and are tested.
//!
//! The structures of GOV.UK components (from `button` to `warning-text`) follow govuk-frontend and are compared with that
//! package's own fixtures in `tests/it/fixtures.rs`; the rest are ours.

pub mod answer;
pub mod attributes;
pub mod button;
pub mod card;
pub mod card_table;
pub mod choices;
pub mod date_input;
pub mod field;
pub mod figure;
pub mod icon;
pub mod list;
pub mod markup;
pub mod notice;
pub mod thread;
pub mod typed;
pub mod upload;
pub mod way;
pub mod working;

/// What a type needs to be a component: safe to show, and convertible to [`markup::Markup`].
macro_rules! component {
    ($($part:ty),+ $(,)?) => {
        $(
            impl askama::filters::HtmlSafe for $part {}

            impl From<$part> for $crate::components::markup::Markup {
                fn from(part: $part) -> Self {
                    $crate::components::markup::Markup::trusted(part.to_string())
                }
            }
        )+
    };
}
pub(crate) use component;
