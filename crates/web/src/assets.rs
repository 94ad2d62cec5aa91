//! What the pages are dressed in, embedded in the binary by `build.rs` and served by our own server only.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::PageError;
use crate::house::theme;

/// One embedded file.
pub struct Asset {
    /// The plain name, as templates ask for it.
    pub name: &'static str,
    /// The name it is served under: with ten hexadecimal digits of its SHA-256, so that it may be kept for a year.
    pub kept_as: &'static str,
    /// Its media type.
    pub kind: &'static str,
    pub bytes: &'static [u8],
}

/// Every file the binary serves.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of an embedded file by its plain name. An unknown name gives an address that answers 404.
pub fn address(name: &str) -> String {
    let kept = ASSETS.iter().find(|asset| asset.name == name).map_or(name, |asset| asset.kept_as);
    format!("/assets/{kept}")
}

pub fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(show)).route(theme::ADDRESS, get(theme::style))
}

async fn show(Path(name): Path<String>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.kept_as == name) else {
        return PageError::NotFound.into_response();
    };
    let mut answer = asset.bytes.into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> String {
        let asset = ASSETS.iter().find(|asset| asset.name == "wherewithal.css").expect("the style sheet is embedded");
        String::from_utf8(asset.bytes.to_vec()).expect("a style sheet is text")
    }

    #[test]
    fn nothing_of_govuk_identity_is_shipped() {
        for asset in ASSETS {
            let text = String::from_utf8_lossy(asset.bytes).to_lowercase();
            let blue_and_green = ["#1d70b8", "#1a65a6", "#0f7a52", "#00703c", "#005ea5", "#083d29"];
            for word in ["transport", "crest", "crown", "logotype"].iter().chain(&blue_and_green) {
                assert!(!text.contains(word), "{} contains {word}", asset.name);
            }
        }
    }

    #[test]
    fn nothing_embedded_names_another_server() {
        for asset in ASSETS.iter().filter(|asset| !asset.kind.starts_with("font")) {
            let text = String::from_utf8_lossy(asset.bytes);
            // A bare "http://" is a selector of the style sheet, not an address.
            let addresses = text.split(['"', '\'', '(', ' ']).filter(|part| part.starts_with("http") && part.contains("://"));
            for line in addresses.filter(|part| !part.ends_with("://")) {
                assert!(line.starts_with("http://www.w3.org/"), "{} names {line}", asset.name);
            }
        }
    }

    #[test]
    fn the_style_sheet_asks_only_for_fonts_that_are_embedded() {
        let style = style();
        let mut asked = 0;
        for part in style.split("url(").skip(1) {
            let name = part.split(')').next().unwrap_or_default().trim_matches('"');
            assert!(ASSETS.iter().any(|asset| asset.kept_as == name), "the style sheet asks for {name}");
            asked += 1;
        }
        assert_eq!(asked, 2, "Latin and Latin Extended");
    }

    #[test]
    fn an_address_carries_the_digest_of_the_bytes() {
        let address = address("wherewithal.css");
        assert!(address.starts_with("/assets/wherewithal-") && address.ends_with(".css"), "{address}");
    }
}
