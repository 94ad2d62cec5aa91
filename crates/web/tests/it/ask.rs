//! Asks the whole stack a question, as a browser would.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use desk::house::set_up::{SetUp, operator, set_up};
use desk::house::settings::{ChangeSetting, change_setting, read_setting};
use desk::{Clock, Desk};
use model::organisation::OrganisationKind;
use model::place::Place;
use tower::ServiceExt;
use web::app::{App, Shell, router};
use web::form::Fields;
use web::router::{Asks, Routes};

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

/// The stack with routes of its own: one that echoes a field, one that panics.
pub async fn app(shell: Shell) -> axum::Router {
    app_of(bare_desk(true).await, shell)
}

pub fn app_of(desk: Desk, shell: Shell) -> axum::Router {
    let app = App::new(desk, shell);
    let routes =
        Routes::new()
            .get("/health", Asks::Nothing, "Is it running?", web::house::health::show)
            .post("/echo", Asks::Nothing, "Echo", |fields: Fields| async move { fields.text("word").unwrap_or_default().to_string() })
            .post("/size", Asks::Nothing, "Size", |fields: Fields| async move {
                fields.file("file").map_or(0, |file| file.bytes.len()).to_string()
            })
            .get("/panic", Asks::Nothing, "Panic", || async { panic!("on purpose") as () });
    router(app, routes)
}

/// The desk of a place nobody has done anything in yet, in memory, on Saturday 21 November 2026. Its folder is the system's to tidy.
pub async fn bare_desk(is_sample: bool) -> Desk {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample };
    let zone = jiff::tz::TimeZone::get("Europe/London").expect("a zone");
    let clock = Clock::still_on(jiff::civil::date(2026, 11, 21), &zone);
    let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
    set_up("sqlite::memory:", &folder, clock, desk::desk::seeded_chance(7), ask).await.expect("a place")
}

/// Changes a setting, as whoever looks after the place would.
pub async fn set(desk: &Desk, key: &str, value: impl ToString) {
    let version = read_setting(desk, key).await.expect("a setting").version;
    let ask = ChangeSetting { key: key.into(), version, value: value.to_string(), reason: "To try it.".into() };
    change_setting(desk, &operator(desk), ask).await.expect("changed");
}

pub fn shell() -> Shell {
    Shell::demo("Northvale", jiff::civil::date(2026, 11, 21))
}

pub async fn ask(app: &axum::Router, request: Request<Body>) -> Answer {
    let answer: Response = app.clone().oneshot(request).await.expect("the router answers");
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

pub async fn get_page(app: &axum::Router, path: &str) -> Answer {
    ask(app, Request::get(path).body(Body::empty()).expect("a request")).await
}

/// The token of a first visit: the cookie's value.
pub async fn token(app: &axum::Router) -> String {
    let answer = get_page(app, "/nowhere").await;
    let cookie = answer.headers.get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok()).expect("a form cookie").to_string();
    cookie.split(['=', ';']).nth(1).expect("its value").to_string()
}

pub fn form(path: &str, token: Option<&str>, cookie: Option<&str>) -> Request<Body> {
    let mut body = "word=hello".to_string();
    if let Some(token) = token {
        body.push_str(&format!("&form_token={token}"));
    }
    let mut request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::HOST, "127.0.0.1:7400")
        .header(header::CONTENT_LENGTH, body.len());
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, format!("other=1; ww-form={cookie}"));
    }
    request.body(Body::from(body)).expect("a request")
}
