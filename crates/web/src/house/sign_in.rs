//! Signing in and out. In the sample county: one question, and eight people to be.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Extension;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::sessions::Begun;
use desk::house::sign_in_sample::{self, SamplePerson};
use desk::house::{sign_in, sign_out};
use model::id::PersonId;
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::{Asks, Routes, to};
use crate::session::{self, Signed};

#[derive(Template)]
#[template(path = "house/sign_in.html")]
struct SignInPage {
    layout: Layout,
    form: Form,
    /// Where to go afterwards.
    then: String,
    can_be: Vec<SamplePerson>,
    button: Button,
}

page!(SignInPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Asks::Nothing, "Sign in", show)
        .post("/sign-in", Asks::Nothing, "Sign in", send)
        .post("/sign-in/as", Asks::Nothing, "Choose somebody of the sample county", choose)
        .post("/sign-out", Asks::Nothing, "Sign out of this browser", leave)
}

#[derive(Deserialize, Default)]
struct Then {
    #[serde(default)]
    then: String,
}

async fn show(State(app): State<App>, frame: Frame, Query(asked): Query<Then>) -> Result<SignInPage, PageError> {
    page(&app, frame, Form::blank(), &asked.then, None).await
}

async fn page(app: &App, frame: Frame, form: Form, then: &str, said: Option<&str>) -> Result<SignInPage, PageError> {
    let can_be = sign_in_sample::sample_people(&app.desk).await?;
    let mut layout = match app.desk.place.is_sample {
        true => Layout::new(frame, "Who are you today?")
            .lead("Choose somebody. What you may see and do is theirs, and what you do is recorded as theirs. No password is needed here."),
        false => Layout::new(frame, "Sign in"),
    };
    layout.heading = crate::layout::HeadingSize::ExtraLarge;
    let mut form = form;
    if let Some(said) = said {
        form.add_error(if app.desk.place.is_sample { "person" } else { "email" }, said);
    }
    let layout = layout.with_errors(form.errors());
    Ok(SignInPage { layout, form, then: local(then).to_owned(), can_be, button: Button::new("Sign in") })
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    connected: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let then = form.value("then").to_owned();
    let ask = sign_in::SignIn {
        email: form.value("email").to_owned(),
        password: form.value("password").to_owned(),
        from: from(connected.map(|Extension(ConnectInfo(address))| address), &headers),
    };
    match sign_in::sign_in(&app.desk, ask).await {
        Ok(begun) => Ok(welcome(&app, &begun, &then)),
        Err(DeskError::SignIn(said)) => Ok(page(&app, frame, without_password(form), &then, Some(&said)).await?.into_response()),
        Err(error) => {
            form.refused(error)?;
            Ok(page(&app, frame, without_password(form), &then, None).await?.into_response())
        }
    }
}

async fn choose(State(app): State<App>, frame: Frame, fields: Fields) -> Result<Response, PageError> {
    let then = fields.text("then").unwrap_or_default().to_owned();
    let chosen = fields.text("person").and_then(|id| id.parse::<PersonId>().ok());
    let begun = match chosen {
        Some(person) => sign_in_sample::sign_in_sample(&app.desk, person).await,
        None => Err(DeskError::NotFound),
    };
    match begun {
        Ok(begun) => Ok(welcome(&app, &begun, &then)),
        Err(DeskError::NotFound) => {
            Ok(page(&app, frame, Form::read(fields), &then, Some("Choose one of the people on this page")).await?.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn leave(State(app): State<App>, signed: Option<Extension<Signed>>) -> Result<Response, PageError> {
    if let Some(Extension(signed)) = signed {
        sign_out::sign_out(&app.desk, &signed.actor, &signed.token).await?;
    }
    Ok(session::end(&app.shell, to("/sign-in")))
}

/// On to where they were going, with the session in the answer.
pub fn welcome(app: &App, begun: &Begun, then: &str) -> Response {
    session::begin(&app.shell, to(local(then)), &begun.token, &begun.csrf)
}

/// Only a path of our own: never another server.
fn local(then: &str) -> &str {
    let ours = then.starts_with('/') && !then.starts_with("//") && !then.contains(['\\', '\n', '\r', '\t']) && !then.starts_with("/sign-");
    if ours { then } else { "/" }
}

/// What a password was is never sent back.
fn without_password(form: Form) -> Form {
    form.with("password", "")
}

/// Where a try comes from: the connection's own address, and the one a proxy names last (those before it came from the browser).
pub(crate) fn from(connected: Option<SocketAddr>, headers: &HeaderMap) -> sign_in::Origin {
    let named = headers.get_all("x-forwarded-for").iter().next_back().and_then(|line| line.to_str().ok());
    let forwarded = named.and_then(|named| address(named.rsplit(',').next().unwrap_or_default().trim()));
    sign_in::Origin { peer: connected.map(|address| address.ip()), forwarded }
}

/// As proxies write one: with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_only_to_our_own_pages() {
        for (then, goes) in [
            ("/cases/C-1?a=b", "/cases/C-1?a=b"),
            ("", "/"),
            ("//elsewhere.example", "/"),
            ("https://elsewhere.example", "/"),
            ("/\\elsewhere.example", "/"),
            ("/sign-in", "/"),
        ] {
            assert_eq!(local(then), goes, "{then}");
        }
    }

    #[test]
    fn a_try_has_the_connection_s_address_and_the_one_a_proxy_names_last() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", axum::http::HeaderValue::from_static("192.0.2.200"));
        headers.append("x-forwarded-for", axum::http::HeaderValue::from_static("203.0.113.9, 198.51.100.4"));
        let found = from("127.0.0.1:40000".parse().ok(), &headers);
        assert_eq!((found.peer, found.forwarded), ("127.0.0.1".parse().ok(), "198.51.100.4".parse().ok()));
        assert_eq!(from(None, &HeaderMap::new()), sign_in::Origin::default());
        for (text, read) in [("198.51.100.4:5000", "198.51.100.4"), ("[2001:db8::1]:80", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1")] {
            assert_eq!(address(text), read.parse().ok(), "{text}");
        }
        assert_eq!(address("somebody"), None);
    }
}
