//! A page that is one form: what is said before it, its fields, its button, what is said after it.

use askama::Template;

use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::layout::Layout;
use crate::page;

#[derive(Template)]
#[template(path = "house/form.html")]
pub struct FormPage {
    layout: Layout,
    before: Markup,
    action: String,
    parts: Vec<Markup>,
    button: Button,
    after: Markup,
}

page!(FormPage);

impl FormPage {
    pub fn new(layout: Layout, action: impl Into<String>, button: Button) -> FormPage {
        let (before, after) = (Markup::default(), Markup::default());
        FormPage { layout, before, action: action.into(), parts: Vec::new(), button, after }
    }

    pub fn part(mut self, part: impl Into<Markup>) -> FormPage {
        self.parts.push(part.into());
        self
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

    pub fn after(mut self, said: impl Into<Markup>) -> FormPage {
        self.after = said.into();
        self
    }
}

/// A paragraph of plain text.
pub fn paragraph(text: &str) -> Markup {
    Markup::trusted(format!("<p class=\"govuk-body ww-measure\">{}</p>", Markup::text(text)))
}

/// A paragraph of markup.
pub fn paragraph_of(markup: Markup) -> Markup {
    Markup::trusted(format!("<p class=\"govuk-body ww-measure\">{markup}</p>"))
}
