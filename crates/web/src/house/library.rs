//! The library: how each figure is worked, from `docs/methods`, embedded. Open to everybody: a method nobody may read is not a method.

use askama::Template;
use axum::extract::Path;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use rust_embed::RustEmbed;

use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::{Asks, Routes};

#[derive(RustEmbed)]
#[folder = "../../docs/methods"]
struct Methods;

#[derive(Template)]
#[template(path = "house/library.html")]
struct LibraryPage {
    layout: Layout,
    methods: Vec<Listed>,
}

/// A method in the list.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    code: String,
    title: String,
    /// Its first paragraph: the question it answers.
    question: String,
}

#[derive(Template)]
#[template(path = "house/method.html")]
struct MethodPage {
    layout: Layout,
    body: Markup,
}

page!(LibraryPage, MethodPage);

pub fn routes() -> Routes {
    Routes::new().get("/library", Asks::Nothing, "Library: how each figure is worked", list).get(
        "/library/methods/{code}",
        Asks::Nothing,
        "A method: how it is worked, and how it misleads",
        show,
    )
}

async fn list(frame: Frame) -> LibraryPage {
    let mut methods: Vec<Listed> = Methods::iter().filter_map(|file| listed(&file)).collect();
    methods.sort_by(|one, other| one.code.cmp(&other.code));
    let lead = match methods.len() {
        0 => "The pages of the methods are not in this build.".to_owned(),
        count => format!("{count} methods. Each says how its figure is worked, who says so, when it refuses, and how it misleads."),
    };
    let layout = Layout::new(frame, "Library").with_navigation().in_section(Section::Library).lead(lead);
    LibraryPage { layout, methods }
}

async fn show(frame: Frame, Path(code): Path<String>) -> Result<MethodPage, PageError> {
    let text = text_of(&format!("{code}.md")).ok_or(PageError::NotFound)?;
    let (title, _) = head(&text);
    let layout = Layout::new(frame, title)
        .with_navigation()
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .caption(format!("Method {code}"));
    Ok(MethodPage { layout, body: rendered(&text) })
}

fn listed(file: &str) -> Option<Listed> {
    let code = file.strip_suffix(".md")?.to_owned();
    let (title, question) = head(&text_of(file)?);
    Some(Listed { code, title, question })
}

/// The text of a method's page; the note for writers is none.
fn text_of(file: &str) -> Option<String> {
    if file == "README.md" {
        return None;
    }
    let found = Methods::get(file)?;
    String::from_utf8(found.data.into_owned()).ok()
}

/// The title, and the first paragraph, as plain text.
fn head(text: &str) -> (String, String) {
    let (mut title, mut question) = (String::new(), String::new());
    let (mut in_title, mut in_paragraph, mut done) = (false, false, false);
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            Event::Start(Tag::Paragraph) => in_paragraph = !done,
            Event::End(TagEnd::Paragraph) => (in_paragraph, done) = (false, true),
            Event::Text(said) | Event::Code(said) if in_title => title.push_str(&said),
            Event::Text(said) | Event::Code(said) if in_paragraph => question.push_str(&said),
            Event::SoftBreak if in_paragraph => question.push(' '),
            _ => {}
        }
    }
    (title, question)
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES
}

/// The page without its title, which the layout shows. HTML in a page is shown as text: pages are words.
fn rendered(text: &str) -> Markup {
    let mut in_title = false;
    let mut headings = 0;
    let events = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
            in_title = true;
            None
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
            in_title = false;
            None
        }
        _ if in_title => None,
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            headings += 1;
            Some(Event::Start(Tag::Heading { level, id: Some(format!("part-{headings}").into()), classes, attrs }))
        }
        Event::Html(said) | Event::InlineHtml(said) => Some(Event::Text(said)),
        other => Some(other),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    // What is wide scrolls by itself on a phone, and can be reached from the keyboard.
    let page =
        numbered(&page, "<table>", |at| format!(r#"<div class="ww-scroll" tabindex="0" role="region" aria-label="Table {at}"><table>"#));
    let page = numbered(&page.replace("</table>", "</table></div>"), "<pre>", |at| {
        format!(r#"<pre tabindex="0" role="region" aria-label="Example {at}">"#)
    });
    Markup::trusted(page)
}

/// Each of these tags replaced, told its number from 1.
fn numbered(page: &str, tag: &str, with: impl Fn(usize) -> String) -> String {
    let mut parts = page.split(tag);
    let mut said = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        said.push_str(&with(at + 1));
        said.push_str(part);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_page_gives_its_title_and_its_question() {
        let text = "# XmR chart\n\n## Question it answers\n\nIs this *really*\nchanging?\n\nMore.";
        assert_eq!(head(text), ("XmR chart".to_owned(), "Is this really changing?".to_owned()));
    }

    #[test]
    fn html_in_a_page_is_shown_as_text_and_tables_can_be_reached() {
        let html = rendered("# T\n\n<script>alert(1)</script>\n\n## Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").to_string();
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains(r#"<h2 id="part-1">Two</h2>"#) && !html.contains("<h1"), "{html}");
        assert!(html.contains(r#"tabindex="0" role="region" aria-label="Table 1""#), "{html}");
    }

    #[test]
    fn every_method_page_has_a_title() {
        for file in Methods::iter().filter(|file| file.ends_with(".md") && *file != "README.md") {
            assert!(listed(&file).is_some_and(|method| !method.title.is_empty()), "{file}");
        }
    }
}
