//! The state every handler shares, and the stack each request passes through.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use axum::{Json, Router};
use jiff::Zoned;
use jiff::civil::Date;
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::{assets, error, library, security};

/// Tells the time. The demo's stands still at the date in its band.
pub type Clock = Arc<dyn Fn() -> Zoned + Send + Sync>;

/// What the pages know of the place they serve, whatever it holds.
pub struct Shell {
    /// The council or partnership, as the header shows it.
    pub place: String,
    /// Set for the demo only: the band on every page and on paper. Real data never shows it.
    pub demo: Option<Demo>,
    /// Served over https: cookies are then `Secure` and `__Host-`.
    pub https: bool,
    /// The largest file a form takes, in bytes.
    pub upload_limit: u64,
    pub clock: Clock,
}

/// What the band of the demo says.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The invented place: "Northvale".
    pub place: String,
    /// The day on which the demo's clock stands.
    pub today: Date,
}

/// The largest file a form takes where no setting says otherwise: 50 MB.
pub const UPLOAD_LIMIT: u64 = 50 * 1024 * 1024;

impl Shell {
    /// A place of its own, on this machine's clock.
    pub fn new(place: impl Into<String>) -> Shell {
        Shell { place: place.into(), demo: None, https: false, upload_limit: UPLOAD_LIMIT, clock: Arc::new(Zoned::now) }
    }

    /// The demo: its band, and a clock that stands still at 9:14am of that day.
    pub fn demo(place: impl Into<String>, today: Date) -> Shell {
        let place = place.into();
        let moment = today.at(9, 14, 0, 0);
        let clock: Clock =
            Arc::new(move || moment.in_tz("Europe/London").or_else(|_| moment.in_tz("UTC")).unwrap_or_else(|_| Zoned::now()));
        Shell { demo: Some(Demo { place: place.clone(), today }), clock, ..Shell::new(place) }
    }
}

/// What every handler may take with `State`.
#[derive(Clone)]
pub struct App {
    pub shell: Arc<Shell>,
}

impl App {
    pub fn new(shell: Shell) -> App {
        App { shell: Arc::new(shell) }
    }
}

impl FromRef<App> for Arc<Shell> {
    fn from_ref(app: &App) -> Arc<Shell> {
        app.shell.clone()
    }
}

/// Our own routes and those given, inside the stack. From the outside in: trace, compression, headers; the form token and the size of the body
/// (`security::guard`); whoever is signed in; error pages; panics; the page.
pub fn router(app: App, more: Router<App>) -> Router {
    let pages = more.merge(library::routes()).merge(assets::routes()).route("/health", get(health)).fallback(error::not_found);
    pages
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(from_fn(error::as_pages))
        .layer(from_fn_with_state(app.clone(), security::guard))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

async fn health() -> Json<serde_json::Value> {
    Json(json!({ "version": env!("CARGO_PKG_VERSION") }))
}
