//! The cards of components: what each is for, and its examples. They feed the gallery and its tests.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::button::Button;
use super::card_table::CardTable;
use super::choices::{Checkboxes, Radios};
use super::date_input::DateInput;
use super::field::Fieldset;
use super::figure::Figure;
use super::icon::StateLabel;
use super::list::{SummaryList, TaskList};
use super::markup::Markup;
use super::notice::{Details, ErrorSummary, InsetText, NotificationBanner, Tag, WarningText};
use super::thread::{SixHeadings, Thread};
use super::typed::{Input, Select, Textarea};
use super::upload::FileUpload;
use super::way::{Breadcrumbs, Pagination};
use super::working::{EmptyState, Exception, Gaps, History, Working};

/// One component on the gallery's page.
pub struct Shown {
    /// The folder under `templates/components/`.
    pub folder: &'static str,
    pub title: String,
    /// What it is for, in a sentence or two.
    pub purpose: String,
    /// Each example: its name, and what it looks like.
    pub examples: Vec<(String, Markup)>,
}

#[derive(Deserialize)]
struct Card<T> {
    title: String,
    purpose: String,
    example: Vec<Example<T>>,
}

#[derive(Deserialize)]
struct Example<T> {
    name: String,
    options: T,
}

fn shown<T: DeserializeOwned + Into<Markup>>(folder: &'static str, card: &str) -> Result<Shown, toml::de::Error> {
    let card: Card<T> = toml::from_str(card)?;
    let examples = card.example.into_iter().map(|example| (example.name, example.options.into())).collect();
    Ok(Shown { folder, title: card.title, purpose: card.purpose, examples })
}

macro_rules! cards {
    ($($part:ty = $folder:literal),+ $(,)?) => {
        /// Every component of the gallery, ours first.
        pub fn all() -> Vec<Result<Shown, toml::de::Error>> {
            vec![$(shown::<$part>($folder, include_str!(concat!("../../templates/components/", $folder, "/card.toml")))),+]
        }
    };
}

cards! {
    Answer = "answer",
    StateLabel = "state",
    SixHeadings = "six",
    Thread = "thread",
    CardTable = "card-table",
    Figure = "figure",
    Working = "working",
    EmptyState = "empty-state",
    Gaps = "gaps",
    History = "history",
    Exception = "exception",
    Button = "button",
    Input = "input",
    Textarea = "textarea",
    Select = "select",
    Radios = "radios",
    Checkboxes = "checkboxes",
    DateInput = "date-input",
    FileUpload = "file-upload",
    Fieldset = "fieldset",
    ErrorSummary = "error-summary",
    NotificationBanner = "notification-banner",
    InsetText = "inset-text",
    WarningText = "warning-text",
    Details = "details",
    Tag = "tag",
    SummaryList = "summary-list",
    TaskList = "task-list",
    Breadcrumbs = "breadcrumbs",
    Pagination = "pagination",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_is_read_and_has_an_example() {
        for card in all() {
            let card = card.expect("a card is read");
            assert!(!card.examples.is_empty(), "{}", card.folder);
            assert!(card.examples.iter().all(|(_, html)| !html.is_empty()), "{}", card.folder);
        }
    }

    #[test]
    fn no_id_stands_twice_in_the_gallery() {
        let mut seen = std::collections::BTreeSet::new();
        for card in all().into_iter().flatten() {
            for (_, html) in &card.examples {
                for id in html.as_str().split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(seen.insert(id.to_string()), "{}: {id}", card.folder);
                }
            }
        }
    }
}
