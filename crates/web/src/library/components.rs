//! The gallery: every part of a page once, as it should look. For developers, for axe and for the eye.

use crate::components::card::{self, Shown};
use crate::components::icon::{Icon, StateLabel};
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::{Asks, Routes};
use askama::Template;

#[derive(Template)]
#[template(path = "library/components.html")]
struct ComponentsPage {
    layout: Layout,
    cards: Vec<Shown>,
    changes: Vec<StateLabel>,
}

page!(ComponentsPage);

pub fn routes() -> Routes {
    Routes::new().get("/library/components", Asks::Nothing, "The parts of a page", show)
}

async fn show(frame: Frame) -> Result<ComponentsPage, PageError> {
    let cards = card::all().into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| {
        tracing::error!(%error, "a card of a component cannot be read");
        PageError::Broken
    })?;
    let changes = [
        (Icon::BetterUp, "Getting better (rising)"),
        (Icon::BetterDown, "Getting better (falling)"),
        (Icon::WorseUp, "Getting worse (rising)"),
        (Icon::WorseDown, "Getting worse (falling)"),
        (Icon::Steady, "No real change"),
        (Icon::Pass, "Meets its aim"),
        (Icon::Fail, "Misses its aim"),
        (Icon::HitMiss, "May hit or miss"),
    ];
    let layout = Layout::new(frame, "Patterns")
        .with_navigation()
        .in_section(Section::Library)
        .crumb("My cases", "/")
        .crumb("Library", "/library")
        .lead("Each part of a page once, as it should look. Every name and figure is fictional.")
        .source("A page for developers: the examples are read from the card of each part.");
    Ok(ComponentsPage { layout, cards, changes: changes.map(|(icon, words)| StateLabel::plain(icon, words)).into() })
}
