//! Choosing a file.

use std::collections::BTreeMap;

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::field::Around;
use super::typed::labelled;
use super::{component, markup::Markup};

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/file-upload/file-upload.html")]
pub struct FileUpload {
    #[serde(flatten)]
    pub around: Around,
    pub multiple: bool,
    pub disabled: bool,
    /// govuk-frontend's own place to drop files on. We leave it off: its button's name does not begin with its words, which axe
    /// refuses, and a file can be dropped on the plain control in every browser.
    pub javascript: bool,
    pub wrapper_classes: Classes,
    pub wrapper_attributes: Attributes,
    pub choose_files_button_text: Option<String>,
    pub no_file_chosen_text: Option<String>,
    /// By plural form: "one", "other".
    pub multiple_files_chosen_text: BTreeMap<String, String>,
    pub drop_instruction_text: Option<String>,
    pub entered_drop_zone_text: Option<String>,
    pub left_drop_zone_text: Option<String>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl FileUpload {
    pub fn new(name: &str, label: impl Into<Words>) -> FileUpload {
        FileUpload { around: Around::new(name, label), ..FileUpload::default() }
    }

    /// What the file chooser offers: ".csv,.xlsx".
    pub fn accept(mut self, endings: &str) -> FileUpload {
        self.attributes = self.attributes.and("accept", endings);
        self
    }

    fn messages(&self) -> Markup {
        let mut all = Attributes::default();
        let plain = [
            ("choose-files-button", &self.choose_files_button_text),
            ("no-file-chosen", &self.no_file_chosen_text),
            ("drop-instruction", &self.drop_instruction_text),
            ("entered-drop-zone", &self.entered_drop_zone_text),
            ("left-drop-zone", &self.left_drop_zone_text),
        ];
        for (index, (key, message)) in plain.into_iter().enumerate() {
            if index == 2 {
                for (form, message) in &self.multiple_files_chosen_text {
                    all = all.and(&format!("data-i18n.multiple-files-chosen.{form}"), message);
                }
            }
            if let Some(message) = message {
                all = all.and(&format!("data-i18n.{key}"), message);
            }
        }
        Markup::trusted(all.to_string())
    }
}

labelled!(FileUpload);
component!(FileUpload);
