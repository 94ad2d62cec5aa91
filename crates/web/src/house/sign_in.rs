//! Signing in and out. In the sample county: one question, and eight people to be.

use std::net::SocketAddr;

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

/// The network address a try comes from. Behind a proxy on this machine it is the one the proxy names last; the machine itself has none.
fn from(connected: Option<SocketAddr>, headers: &HeaderMap) -> Option<String> {
    let address = connected?.ip();
    if !address.is_loopback() {
        return Some(address.to_string());
    }
    let named = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).next_back()?;
    named.rsplit(',').next().map(str::trim).filter(|name| !name.is_empty() && name.len() <= 45).map(str::to_owned)
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
    fn the_address_counted_is_the_connection_s_or_the_one_a_proxy_on_this_machine_names_last() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", axum::http::HeaderValue::from_static("203.0.113.9, 198.51.100.4"));
        let of = |text: &str| text.parse::<SocketAddr>().ok();
        assert_eq!(from(of("192.0.2.7:40000"), &headers).as_deref(), Some("192.0.2.7"));
        assert_eq!(from(of("127.0.0.1:40000"), &headers).as_deref(), Some("198.51.100.4"));
        assert_eq!(from(of("127.0.0.1:40000"), &HeaderMap::new()), None);
        assert_eq!(from(None, &headers), None);
    }
}
