//! A page that is one form: what is said before it, its fields, its button, what is said after it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;

use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::form::{Form, STALE};
use crate::layout::Layout;
use crate::page;

#[derive(Template)]
#[template(path = "house/form.html")]
pub struct FormPage {
    layout: Layout,
    before: Markup,
    action: String,
    has_file: bool,
    parts: Vec<Markup>,
    button: Button,
    after: Markup,
}

page!(FormPage);

impl FormPage {
    pub fn new(layout: Layout, action: impl Into<String>, button: Button) -> FormPage {
        let (before, after) = (Markup::default(), Markup::default());
        FormPage { layout, before, action: action.into(), has_file: false, parts: Vec::new(), button, after }
    }

    pub fn part(mut self, part: impl Into<Markup>) -> FormPage {
        self.parts.push(part.into());
        self
    }

    /// One of its parts is a file.
    pub fn with_file(self) -> FormPage {
        FormPage { has_file: true, ..self }
    }

    /// A hidden field.
    pub fn carrying(self, name: &str, value: &str) -> FormPage {
        let field = format!(r#"<input type="hidden" name="{}" value="{}">"#, Markup::text(name), Markup::text(value));
        self.part(Markup::trusted(field))
    }

    pub fn before(mut self, said: impl Into<Markup>) -> FormPage {
        self.before = said.into();
        self
    }

    /// Said above everything else: the page keeps what it says before its fields.
    pub fn saying(mut self, said: &str) -> FormPage {
        self.before = Markup::from(InsetText::new(said)).and(self.before);
        self
    }

    pub fn after(mut self, said: impl Into<Markup>) -> FormPage {
        self.after = said.into();
        self
    }
}

/// The same form again, with what was typed: a fault beside its field; what a rule of ours refused, or somebody faster, above it.
pub fn again(error: DeskError, mut form: Form, page: impl FnOnce(&Form) -> FormPage) -> Result<Response, PageError> {
    let said = match error {
        DeskError::Stale => STALE.to_owned(),
        DeskError::Refused { sentence, .. } => sentence,
        other => {
            form.refused(other)?;
            return Ok(page(&form).into_response());
        }
    };
    Ok((StatusCode::CONFLICT, page(&form).saying(&said)).into_response())
}

/// A paragraph of plain text.
pub fn paragraph(text: &str) -> Markup {
    Markup::trusted(format!("<p class=\"govuk-body ww-measure\">{}</p>", Markup::text(text)))
}

/// A paragraph of markup.
pub fn paragraph_of(markup: Markup) -> Markup {
    Markup::trusted(format!("<p class=\"govuk-body ww-measure\">{markup}</p>"))
}
