//! Words that stand out: inset, warning, banner, tag, details, error summary.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::component;

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/tag/tag.html")]
pub struct Tag {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/inset-text/inset-text.html")]
pub struct InsetText {
    #[serde(flatten)]
    pub words: Words,
    pub id: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl InsetText {
    pub fn new(words: impl Into<Words>) -> InsetText {
        InsetText { words: words.into(), ..InsetText::default() }
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/warning-text/warning-text.html")]
pub struct WarningText {
    #[serde(flatten)]
    pub words: Words,
    pub icon_fallback_text: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl WarningText {
    pub fn new(words: impl Into<Words>) -> WarningText {
        WarningText { words: words.into(), ..WarningText::default() }
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/details/details.html")]
pub struct Details {
    pub summary_text: String,
    pub summary_html: super::markup::Markup,
    #[serde(flatten)]
    pub words: Words,
    pub id: String,
    pub open: bool,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Details {
    pub fn new(summary: impl Into<String>, words: impl Into<Words>) -> Details {
        Details { summary_text: summary.into(), words: words.into(), ..Details::default() }
    }

    fn summary(&self) -> Words {
        if self.summary_html.is_empty() { Words::from(&self.summary_text) } else { Words::from(self.summary_html.clone()) }
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/notification-banner/notification-banner.html")]
pub struct NotificationBanner {
    #[serde(flatten)]
    pub words: Words,
    #[serde(rename = "type")]
    pub banner_type: String,
    pub role: String,
    pub title_text: String,
    pub title_html: super::markup::Markup,
    pub title_id: String,
    pub title_heading_level: String,
    pub disable_auto_focus: Option<bool>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl NotificationBanner {
    fn is_success(&self) -> bool {
        self.banner_type == "success"
    }

    fn role(&self) -> &str {
        match self.role.as_str() {
            "" if self.is_success() => "alert",
            "" => "region",
            role => role,
        }
    }

    fn title(&self) -> Words {
        match (self.title_html.is_empty(), self.title_text.is_empty()) {
            (false, _) => Words::from(self.title_html.clone()),
            (true, false) => Words::from(&self.title_text),
            (true, true) => Words::from(if self.is_success() { "Success" } else { "Important" }),
        }
    }

    fn title_id(&self) -> &str {
        if self.title_id.is_empty() { "govuk-notification-banner-title" } else { &self.title_id }
    }

    fn level(&self) -> &str {
        if self.title_heading_level.is_empty() { "2" } else { &self.title_heading_level }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ErrorItem {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/error-summary/error-summary.html")]
pub struct ErrorSummary {
    pub title_text: String,
    pub title_html: super::markup::Markup,
    pub description_text: String,
    pub description_html: super::markup::Markup,
    pub error_list: Vec<ErrorItem>,
    pub disable_auto_focus: Option<bool>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl ErrorSummary {
    fn title(&self) -> Words {
        if self.title_html.is_empty() { Words::from(&self.title_text) } else { Words::from(self.title_html.clone()) }
    }

    fn description(&self) -> Words {
        if self.description_html.is_empty() { Words::from(&self.description_text) } else { Words::from(self.description_html.clone()) }
    }
}

component!(Tag, InsetText, WarningText, Details, NotificationBanner, ErrorSummary);
