//! Needs and strengths: the picture of the place, one need, its forms, strengths, words for one thing, the needs assessment.

pub mod directory;
pub mod forms;
pub mod need_forms;
pub mod one;
pub mod papers;
pub mod picture;
pub mod strengths;
pub mod words;

use model::record::Record;

use crate::components::markup::Markup;
use crate::error::PageError;
use crate::plan::reference_of;
use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(picture::routes())
        .and(papers::routes())
        .and(words::routes())
        .and(need_forms::routes())
        .and(one::routes())
        .and(forms::routes())
        .and(strengths::routes())
        .and(directory::routes())
}

/// The address of a need.
pub(crate) fn need_at<I, T>(record: &Record<I, T>) -> String {
    format!("/needs/{}", reference_of(&record.reference))
}

/// A list of whole sentences, or nothing.
fn bullets(items: &[String]) -> Markup {
    if items.is_empty() { Markup::default() } else { crate::ww::bullets(items) }
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
