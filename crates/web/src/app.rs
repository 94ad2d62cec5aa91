//! The state every handler shares, and the stack each request passes through.

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use desk::Desk;
use jiff::Zoned;
use jiff::civil::Date;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::router::{self, Door, Routes};
use crate::{assets, error, library, security, session};

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

impl Shell {
    /// A place of its own, on this machine's clock.
    pub fn new(place: impl Into<String>) -> Shell {
        Shell { place: place.into(), demo: None, https: false, clock: Arc::new(Zoned::now) }
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
    /// Where every use case is asked.
    pub desk: Desk,
    /// Every address with what it asks: filled in by [`router`].
    pub doors: Arc<Vec<Door>>,
}

impl App {
    pub fn new(desk: Desk, shell: Shell) -> App {
        App { shell: Arc::new(shell), desk, doors: Arc::default() }
    }
}

impl Shell {
    /// The shell of a desk: its place, its clock, and the band of the demo where the place is invented.
    pub fn of(desk: &Desk) -> Shell {
        let place = desk.place.name.clone();
        let demo = desk.place.is_sample.then(|| Demo { place: place.clone(), today: desk.today() });
        let clock: Clock = {
            let (clock, zone) = (desk.clock(), desk.zone.clone());
            Arc::new(move || clock.now().to_zoned(zone.clone()))
        };
        Shell { demo, clock, ..Shell::new(place) }
    }
}

impl FromRef<App> for Arc<Shell> {
    fn from_ref(app: &App) -> Arc<Shell> {
        app.shell.clone()
    }
}

/// Our own routes and those given, inside the stack. From the outside in: trace, compression, headers; the form token and the size of
/// the body (`security::guard`); whoever is signed in (`session::look_up`); error pages; what the door asks (`router::at_the_door`);
/// panics; the page.
pub fn router(mut app: App, more: Routes) -> Router {
    let ours = more.and(library::routes());
    app.doors = Arc::new(ours.doors);
    let pages = ours.router.merge(assets::routes()).fallback(error::not_found);
    pages
        .layer(CatchPanicLayer::custom(error::after_panic))
        .layer(from_fn_with_state(app.clone(), router::at_the_door))
        .layer(from_fn(error::as_pages))
        .layer(from_fn_with_state(app.clone(), session::look_up))
        .layer(from_fn_with_state(app.clone(), security::guard))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}
