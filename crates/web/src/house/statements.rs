//! The accessibility statement and the privacy notice: open to everybody.

use askama::Template;
use axum::extract::State;

use crate::app::App;
use crate::error::PageError;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::{Asks, Routes};

#[derive(Template)]
#[template(path = "house/accessibility.html")]
struct AccessibilityPage {
    layout: Layout,
}

#[derive(Template)]
#[template(path = "house/privacy.html")]
struct PrivacyPage {
    layout: Layout,
    is_sample: bool,
    lasts_hours: i64,
    idle_hours: i64,
}

page!(AccessibilityPage, PrivacyPage);

pub fn routes() -> Routes {
    Routes::new().get("/accessibility", Asks::Nothing, "Accessibility statement", accessibility).get(
        "/privacy",
        Asks::Nothing,
        "Privacy notice",
        privacy,
    )
}

async fn accessibility(frame: Frame) -> AccessibilityPage {
    let lead = "We aim at WCAG 2.2, level AA, on every page, without script, from the keyboard, at 320 pixels and on paper.";
    AccessibilityPage { layout: Layout::new(frame, "Accessibility statement").lead(lead) }
}

async fn privacy(State(app): State<App>, frame: Frame) -> Result<PrivacyPage, PageError> {
    let (lasts_hours, idle_hours) = desk::house::sessions::session_hours(&app.desk).await?;
    let lead = "Wherewithal keeps what commissioners decide, and why. It is made to hold nothing that names a resident.";
    let layout = Layout::new(frame, "Privacy notice").lead(lead);
    Ok(PrivacyPage { layout, is_sample: app.desk.place.is_sample, lasts_hours, idle_hours })
}
