//! Every address of the product with what it asks of whoever comes: one table, from which the routes, the guard at each door, the
//! page of permissions and the test that tries every door are all made.
//!
//! A stage lists its pages once, in `web/src/<stage>/mod.rs`:
//!
//! ```text
//! pub fn routes() -> Routes {
//!     Routes::new()
//!         .get("/services", May(ReadPerformance), "Services", services::list)
//!         .post("/services/{reference}/issues", May(RaiseIssues), "Raise a known issue", raise_issue::send)
//! }
//! ```
//!
//! The guard asks the same permission as the use case behind the page; the use case's own answer is the one that counts.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use model::role::Permission;

use crate::app::App;
use crate::error::PageError;
use crate::session::Signed;

/// What an address asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Open to everybody: sign-in, health, the accessibility statement, the method pages.
    Nothing,
    /// Somebody signed in, whatever their role.
    SignIn,
    /// Somebody whose role includes this.
    May(Permission),
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    pub method: &'static str,
    /// As axum matches it: `/services/{reference}`.
    pub path: &'static str,
    pub asks: Asks,
    /// What it is, in words, for the page of permissions: "Raise a known issue".
    pub words: &'static str,
}

/// Forms that share their handlers: each is looked at with `$blank`, which is told what its link fills in, and sent to `$send`.
macro_rules! doors {
    ($blank:ident, $send:ident; $($path:literal, $asks:expr, $words:literal, $which:expr;)+) => {
        $crate::router::Routes::new()$(
            .get($path, $asks, $words, |app, frame, signed, path, query| $blank($which, app, frame, signed, path, query))
            .post($path, $asks, $words, |app, frame, signed, path, fields| $send($which, app, frame, signed, path, fields))
        )+
    };
}
pub(crate) use doors;

/// Routes and their lines of the table, made together so that neither can be forgotten.
#[derive(Default)]
pub struct Routes {
    pub router: Router<App>,
    pub doors: Vec<Door>,
}

impl Routes {
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page to look at.
    pub fn get<H, T>(self, path: &'static str, asks: Asks, words: &'static str, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let door = Door { method: "GET", path, asks, words };
        self.with(door, get(Alike::of(handler)))
    }

    /// A form that is sent.
    pub fn post<H, T>(self, path: &'static str, asks: Asks, words: &'static str, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let door = Door { method: "POST", path, asks, words };
        self.with(door, post(Alike::of(handler)))
    }

    /// Both, one after the other.
    pub fn and(mut self, more: Routes) -> Routes {
        self.doors.extend(more.doors);
        Routes { router: self.router.merge(more.router), doors: self.doors }
    }

    fn with(mut self, door: Door, route: MethodRouter<App>) -> Routes {
        self.doors.push(door);
        Routes { router: self.router.route(door.path, route), doors: self.doors }
    }
}

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler of whatever type behind one type for all. Axum wraps each type in a dozen of its own: of four hundred handlers, those were two
/// thirds of the time it took to compile this crate.
#[derive(Clone)]
struct Alike(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

impl Alike {
    fn of<H, T>(handler: H) -> Alike
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Alike(Arc::new(move |request, app| Box::pin(handler.clone().call(request, app))))
    }
}

impl Handler<(), App> for Alike {
    type Future = Answering;

    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}

/// Every page of the product, stage by stage.
pub fn routes() -> Routes {
    use crate::{analyse, deliver, house, plan, review};
    house::routes().and(analyse::routes()).and(plan::routes()).and(deliver::routes()).and(review::routes())
}

/// The product, ready to serve.
pub fn product(app: App) -> Router {
    crate::app::router(app, routes())
}

/// Stands at every door. An address that is not in the table does not open.
pub async fn at_the_door(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) else {
        return next.run(request).await;
    };
    if path.starts_with("/assets/") {
        return next.run(request).await;
    }
    let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    let Some(door) = app.doors.iter().find(|door| door.path == path && door.method == method) else {
        // Another method of a known path answers for itself (405); a path nobody listed stays shut.
        if app.doors.iter().any(|door| door.path == path) {
            return next.run(request).await;
        }
        tracing::error!(path, "this address is not in the table of web/src/router.rs");
        return PageError::Broken.into_response();
    };
    let signed = request.extensions().get::<Signed>();
    match (door.asks, signed) {
        (Asks::Nothing, _) | (Asks::SignIn, Some(_)) => next.run(request).await,
        (Asks::May(permission), Some(signed)) => match signed.actor.may(permission) {
            Ok(()) => next.run(request).await,
            Err(refused) => PageError::from(refused).into_response(),
        },
        (_, None) if method == "GET" => to_sign_in(&request),
        (_, None) => PageError::SignIn.into_response(),
    }
}

/// Sends a reader to sign in, and back afterwards.
fn to_sign_in(request: &Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let way = if path == "/" { "/sign-in".to_owned() } else { format!("/sign-in?then={}", in_query(path)) };
    match HeaderValue::from_str(&way) {
        Ok(way) => (StatusCode::SEE_OTHER, [(header::LOCATION, way)]).into_response(),
        Err(_) => PageError::SignIn.into_response(),
    }
}

/// Text as the value of a query.
pub fn in_query(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            safe.push(char::from(byte));
        } else {
            safe.push_str(&format!("%{byte:02X}"));
        }
    }
    safe
}

/// Where to go after something was done: 303, so that reloading does not send the form again.
pub fn to(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(way) => (StatusCode::SEE_OTHER, [(header::LOCATION, way)]).into_response(),
        Err(_) => PageError::NotFound.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_carried_whole_through_sign_in() {
        assert_eq!(in_query("/cases/C-1?then=a b&c=é"), "/cases/C-1%3Fthen%3Da%20b%26c%3D%C3%A9");
    }

    #[test]
    fn no_address_is_listed_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for door in routes().doors {
            assert!(seen.insert((door.method, door.path)), "{} {}", door.method, door.path);
        }
    }
}
