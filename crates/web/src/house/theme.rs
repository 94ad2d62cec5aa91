//! The council's own two colours, over those of the style sheet. Whether words can be read on them was asked when they were set.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use desk::house::settings::theme_in_force;

use crate::app::App;
use crate::error::PageError;

/// After the style sheet on every page.
pub const ADDRESS: &str = "/assets/theme.css";
/// A changed colour is seen within a minute; until then nobody asks again.
const KEPT: &str = "public, max-age=60";

pub async fn style(State(app): State<App>) -> Result<Response, PageError> {
    let theme = theme_in_force(&app.desk).await?;
    let style = format!(":root {{ --ww-brand: {}; --ww-accent: {}; }}\n", theme.brand, theme.accent);
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEPT)], style).into_response())
}

#[cfg(test)]
mod tests {
    use desk::config::colour::{INK, LINK_SHARE, LINK_TINT, PAPER, Theme};

    use crate::assets::ASSETS;

    #[test]
    fn the_style_sheet_has_the_colours_that_contrast_is_asked_of_and_fixes_none_of_the_two() {
        let sheet = ASSETS.iter().find(|asset| asset.name == "wherewithal.css").expect("the style sheet");
        let style = String::from_utf8_lossy(sheet.bytes);
        let theme = Theme::default();
        for line in [
            format!("--ww-ink: {INK};"),
            format!("--ww-paper: {PAPER};"),
            format!("color-mix(in srgb, var(--ww-brand) {:.0}%, {LINK_TINT})", LINK_SHARE * 100.0),
        ] {
            assert!(style.contains(&line), "the style sheet does not have {line}");
        }
        for (token, colour) in [("brand", theme.brand), ("accent", theme.accent)] {
            assert!(style.contains(&format!("--ww-{token}: {colour};")), "{token}");
            assert_eq!(style.matches(&colour.to_string()).count(), 1, "{colour} is fixed outside its token");
        }
    }
}
