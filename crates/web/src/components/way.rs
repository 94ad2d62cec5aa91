//! Ways on: breadcrumbs, skip link, pages of a list, the navigation and the header.

use askama::Template;
use serde::{Deserialize, Deserializer};

use super::attributes::{Attributes, Classes, Words};
use super::component;
use super::markup::Markup;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Step {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/breadcrumbs/breadcrumbs.html")]
pub struct Breadcrumbs {
    pub items: Vec<Step>,
    pub collapse_on_mobile: bool,
    pub label_text: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Breadcrumbs {
    pub fn step(mut self, words: impl Into<Words>, href: impl Into<String>) -> Breadcrumbs {
        self.items.push(Step { words: words.into(), href: href.into(), attributes: Attributes::default() });
        self
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/skip-link/skip-link.html")]
pub struct SkipLink {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PageLink {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub label_text: String,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PageNumber {
    pub number: String,
    pub href: String,
    pub visually_hidden_text: Option<String>,
    pub current: bool,
    pub ellipsis: bool,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/pagination/pagination.html")]
pub struct Pagination {
    pub items: Option<Vec<PageNumber>>,
    pub previous: Option<PageLink>,
    pub next: Option<PageLink>,
    pub landmark_label: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Pagination {
    /// Page `current` of `last`, both from 1; `address` gives the address of a page. The first, the last and the neighbours are
    /// shown, gaps as dots.
    pub fn numbered(current: usize, last: usize, address: impl Fn(usize) -> String) -> Pagination {
        let link = |page: usize| Some(PageLink { href: address(page), ..PageLink::default() });
        let mut items: Vec<PageNumber> = Vec::new();
        let mut before = 0;
        for page in (1..=last).filter(|page| *page == 1 || *page == last || page.abs_diff(current) <= 1) {
            if page > before + 1 {
                items.push(PageNumber { ellipsis: true, ..PageNumber::default() });
            }
            items.push(PageNumber { number: page.to_string(), href: address(page), current: page == current, ..PageNumber::default() });
            before = page;
        }
        let previous = if current > 1 { link(current - 1) } else { None };
        let next = if current < last { link(current + 1) } else { None };
        Pagination { items: Some(items), previous, next, ..Pagination::default() }
    }

    fn is_block(&self) -> bool {
        self.items.is_none() && (self.next.is_some() || self.previous.is_some())
    }

    fn arrow(&self) -> Markup {
        Markup::trusted(
            "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" \
             width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 4.2926 \
             4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z\"></path></svg>",
        )
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NavigationEntry {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    /// This very page.
    pub current: bool,
    /// The part this page belongs to.
    pub active: bool,
    pub attributes: Attributes,
    /// Ours: a class on the item itself, for the four joined stages.
    pub item_classes: Classes,
}

impl NavigationEntry {
    fn is_here(&self) -> bool {
        self.current || self.active
    }

    fn here(&self) -> &'static str {
        if self.current { "page" } else { "true" }
    }
}

/// What stands at the end of the navigation; `{ html, align }` or the markup alone.
#[derive(Clone, Debug, Default)]
pub struct End {
    html: Markup,
    inline: bool,
}

impl End {
    fn is_inline(&self) -> bool {
        self.inline
    }

    fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.html.fmt(f)
    }
}

impl askama::filters::HtmlSafe for End {}

impl<'de> Deserialize<'de> for End {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<End, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Alone(Markup),
            Aligned {
                html: Markup,
                #[serde(default)]
                align: String,
            },
        }
        Ok(match Either::deserialize(from)? {
            Either::Alone(html) => End { html, inline: false },
            Either::Aligned { html, align } => End { html, inline: align == "inline" },
        })
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Slots {
    pub start: Markup,
    pub end: End,
    pub navigation_start: Markup,
    pub navigation_end: Markup,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/service-navigation/service-navigation.html")]
pub struct ServiceNavigation {
    pub service_name: String,
    pub service_url: String,
    pub navigation: Vec<NavigationEntry>,
    pub navigation_classes: Classes,
    pub navigation_label: String,
    pub navigation_id: String,
    pub collapse_navigation_on_mobile: Option<bool>,
    pub menu_button_text: String,
    pub menu_button_label: String,
    pub aria_label: Option<String>,
    pub slots: Slots,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl ServiceNavigation {
    fn is_section(&self) -> bool {
        !self.service_name.is_empty() || !self.slots.start.is_empty() || !self.slots.end.is_empty()
    }

    fn menu(&self) -> &str {
        if self.menu_button_text.is_empty() { "Menu" } else { &self.menu_button_text }
    }

    fn list_id(&self) -> &str {
        if self.navigation_id.is_empty() { "navigation" } else { &self.navigation_id }
    }

    fn collapses(&self) -> bool {
        self.collapse_navigation_on_mobile.unwrap_or(self.navigation.len() > 1)
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/generic-header/generic-header.html")]
pub struct GenericHeader {
    pub url: String,
    pub logo_text: String,
    pub logo_html: Markup,
    pub container_classes: String,
    pub classes: Classes,
    pub attributes: Attributes,
    /// Ours: what stands on the right.
    pub end: Markup,
}

impl GenericHeader {
    fn logo(&self) -> Words {
        if self.logo_html.is_empty() { Words::from(&self.logo_text) } else { Words::from(self.logo_html.clone()) }
    }
}

component!(Breadcrumbs, SkipLink, Pagination, ServiceNavigation, GenericHeader);
