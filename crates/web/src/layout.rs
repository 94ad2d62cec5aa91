//! What surrounds every page: the band of the demo, header, navigation, breadcrumbs, the one heading, the lead, the foot.
//! A page's struct holds a [`Layout`] in a field called `layout`, and its template extends `layout.html`.

use std::collections::BTreeSet;
use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Zoned;
use model::role::Permission;

use crate::app::{Demo, Shell};
use crate::assets;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::FieldError;

/// What the request itself says about its page: the place, whoever is signed in, the token for forms, the time.
/// `security::guard` puts it into the request; whatever signs people in adds the person with [`Frame::with_person`] and puts
/// it back; a handler takes it as an argument.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub place: String,
    pub demo: Option<Demo>,
    pub person: Option<Person>,
    /// Goes into every form as `form_token`; the guard refuses a POST without it.
    pub form_token: String,
    /// The moment the page is made, by the clock of the place.
    pub now: Option<Zoned>,
    /// The path asked for, with its query: where to come back to.
    pub path: String,
}

/// Whoever is signed in, as the header shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// What they do: "head of commissioning".
    pub role: String,
    /// What their roles include: a page offers no link to a door that is shut to them.
    pub may: BTreeSet<Permission>,
}

impl Frame {
    pub fn of(shell: &Shell, form_token: String, path: String) -> Frame {
        Frame { place: shell.place.clone(), demo: shell.demo.clone(), person: None, form_token, now: Some((shell.clock)()), path }
    }

    pub fn with_person(mut self, name: impl Into<String>, role: impl Into<String>, may: BTreeSet<Permission>) -> Frame {
        self.person = Some(Person { name: name.into(), role: role.into(), may });
        self
    }

    /// Whether a door that asks this is worth a link: nobody signed in is sent to sign in first, and back.
    pub fn may(&self, permission: Permission) -> bool {
        self.person.as_ref().is_none_or(|person| person.may.contains(&permission))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Frame, Infallible> {
        Ok(parts.extensions.get::<Frame>().cloned().unwrap_or_default())
    }
}

/// The entry of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    Elsewhere,
    Cases,
    Analyse,
    Plan,
    Deliver,
    Review,
    Partners,
    Library,
}

/// One entry of the navigation.
pub struct NavigationItem {
    pub words: &'static str,
    pub href: &'static str,
    pub here: bool,
    /// One of the four joined stages.
    pub is_stage: bool,
}

/// One step of the breadcrumbs.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub words: String,
    pub href: String,
}

/// How large the one heading is: extra large is for My cases only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadingSize {
    ExtraLarge,
    #[default]
    Large,
}

/// Everything around a page. Start with [`Layout::new`] and add what the page has.
#[derive(Clone, Debug)]
pub struct Layout {
    pub frame: Frame,
    /// The one h1, and the title of the browser's tab.
    pub title: String,
    pub section: Section,
    pub breadcrumbs: Vec<Crumb>,
    /// What the page is part of, above the heading: "Case 14 · major · lead: Helen Marsh".
    pub caption: Option<String>,
    /// The answer in one to three sentences.
    pub lead: Option<Markup>,
    /// Errors of the form on this page: the summary at the top, the word "Error" in the title, status 422.
    pub errors: Vec<FieldError>,
    /// What was just done, said once at the top: "Saved. The panel will see it on Monday."
    pub done: Option<Markup>,
    /// Where the figures come from, first line of the foot: "Figures to October 2026, from housing-support-october.xlsx".
    pub source: Option<Markup>,
    /// Where everything on this page can be worked out again; None leaves the line out.
    pub check: Option<String>,
    /// Who changed what on this page's record.
    pub audit: String,
    pub heading: HeadingSize,
    /// The navigation is left out of pages for people who do not sign in.
    pub navigation_shown: bool,
    /// A class on `main`'s container: "ww-res" for residents' pages.
    pub body_class: &'static str,
}

impl Layout {
    pub fn new(frame: Frame, title: impl Into<String>) -> Layout {
        let signed_in = frame.person.is_some();
        Layout {
            frame,
            title: title.into(),
            section: Section::Elsewhere,
            breadcrumbs: Vec::new(),
            caption: None,
            lead: None,
            errors: Vec::new(),
            done: None,
            source: None,
            check: None,
            audit: "/audit".into(),
            heading: HeadingSize::Large,
            navigation_shown: signed_in,
            body_class: "",
        }
    }

    pub fn in_section(mut self, section: Section) -> Layout {
        self.section = section;
        self
    }

    /// Adds one step: call once for each, outermost first. My cases comes first where anybody is signed in.
    pub fn crumb(mut self, words: impl Into<String>, href: impl Into<String>) -> Layout {
        self.breadcrumbs.push(Crumb { words: words.into(), href: href.into() });
        self
    }

    pub fn caption(mut self, caption: impl Into<String>) -> Layout {
        self.caption = Some(caption.into());
        self
    }

    /// Plain text is escaped; use [`Markup`] for a lead with bold or links.
    pub fn lead(mut self, lead: impl Into<Markup>) -> Layout {
        self.lead = Some(lead.into());
        self
    }

    pub fn source(mut self, source: impl Into<Markup>) -> Layout {
        self.source = Some(source.into());
        self
    }

    pub fn check(mut self, href: impl Into<String>) -> Layout {
        self.check = Some(href.into());
        self
    }

    pub fn audit(mut self, href: impl Into<String>) -> Layout {
        self.audit = href.into();
        self
    }

    pub fn done(mut self, said: impl Into<Markup>) -> Layout {
        self.done = Some(said.into());
        self
    }

    pub fn with_errors(mut self, errors: &[FieldError]) -> Layout {
        self.errors = errors.to_vec();
        self
    }

    pub fn largest_heading(mut self) -> Layout {
        self.heading = HeadingSize::ExtraLarge;
        self
    }

    /// For people who do not sign in: no navigation, larger words.
    pub fn for_residents(mut self) -> Layout {
        self.navigation_shown = false;
        self.body_class = "ww-res";
        self
    }

    pub fn with_navigation(mut self) -> Layout {
        self.navigation_shown = true;
        self
    }

    /// The hidden field every form with `method="post"` carries: `{{ layout.token() }}`.
    pub fn token(&self) -> Markup {
        Markup::trusted(format!(r#"<input type="hidden" name="form_token" value="{}">"#, Markup::text(&self.frame.form_token)))
    }

    pub fn navigation(&self) -> Vec<NavigationItem> {
        use Section::*;
        [
            (Cases, "My cases", "/", None),
            (Analyse, "Analyse", "/analyse", Some(Permission::ReadCases)),
            (Plan, "Plan", "/plan", Some(Permission::ReadCases)),
            (Deliver, "Deliver", "/deliver", Some(Permission::ReadPerformance)),
            (Review, "Review", "/review", Some(Permission::ReadPerformance)),
            (Partners, "Partners", "/partners", None),
            (Library, "Library", "/library", None),
        ]
        .into_iter()
        .filter(|(.., asks)| asks.is_none_or(|permission| self.frame.may(permission)))
        .map(|(section, words, href, _)| NavigationItem {
            words,
            href,
            here: section == self.section,
            is_stage: matches!(section, Analyse | Plan | Deliver | Review),
        })
        .collect()
    }

    /// Loading a spreadsheet is for analysts; others read what came of it.
    pub fn may_load(&self) -> bool {
        self.frame.may(Permission::LoadPerformance)
    }

    /// Services and their known issues are for those who may see performance.
    pub fn may_see_services(&self) -> bool {
        self.frame.may(Permission::ReadPerformance)
    }

    /// Who changed what is for those who may read the audit trail.
    pub fn may_read_audit(&self) -> bool {
        self.frame.may(Permission::ReadAudit)
    }

    /// "Page made on Saturday 21 November 2026 at 9:14am."
    pub fn made(&self) -> Option<String> {
        self.frame.now.as_ref().map(|now| format!("Page made on {} at {}.", quantity::period::with_weekday(now.date()), clock_words(now)))
    }

    /// The demo's day, in words.
    pub fn demo_day(&self) -> String {
        self.frame.demo.as_ref().map(|demo| quantity::period::with_weekday(demo.today)).unwrap_or_default()
    }

    /// How many things the form's errors ask to mend, in words up to seven; a form refused as a whole has none to mend by itself.
    pub fn errors_title(&self) -> String {
        if self.errors.iter().all(|error| error.field.is_empty()) {
            return "This is not saved".to_owned();
        }
        let words = ["Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things", "Seven things"];
        match words.get(self.errors.len()) {
            Some(words) => format!("{words} to mend"),
            None => format!("{} things to mend", self.errors.len()),
        }
    }

    /// The address of an embedded file by its plain name.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    pub fn heading_is_largest(&self) -> bool {
        self.heading == HeadingSize::ExtraLarge
    }

    fn status(&self) -> StatusCode {
        if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// "9:14am", "12:05pm".
fn clock_words(now: &Zoned) -> String {
    let (hour, minute) = (now.hour(), now.minute());
    let half = if hour < 12 { "am" } else { "pm" };
    format!("{}:{minute:02}{half}", if hour % 12 == 0 { 12 } else { hour % 12 })
}

/// How a page becomes a response, in one place; a form with errors answers 422.
pub fn respond(page: &impl Template, layout: &Layout) -> Response {
    match page.render() {
        Ok(page) => {
            let mut answer = html(page);
            *answer.status_mut() = layout.status();
            answer
        }
        Err(error) => {
            tracing::error!(%error, "a template did not render");
            PageError::Broken.into_response()
        }
    }
}

/// A response that is a page.
pub fn html(page: String) -> Response {
    let mut answer = page.into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    answer
}

/// `page!(PerformancePage);` lets handlers answer with the struct. It has a field `layout: Layout` and derives `Template`.
#[macro_export]
macro_rules! page {
    ($($page:ty),+ $(,)?) => {
        $(
            impl axum::response::IntoResponse for $page {
                fn into_response(self) -> axum::response::Response {
                    $crate::layout::respond(&self, &self.layout)
                }
            }
        )+
    };
}
