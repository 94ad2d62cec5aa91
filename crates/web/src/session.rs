//! Who is signed in: the cookie, the session behind it, and [`Signed`], which a handler takes to have a signed-in person.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use desk::Actor;
use desk::house::sessions::{self, SignedIn};
use desk::house::token::Token;
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use crate::app::{App, Shell};
use crate::error::PageError;
use crate::form::Fields;
use crate::layout::Frame;
use crate::security::{self, NewFormToken};

/// A signed-in person. A handler that has one has somebody; where nobody is signed in, the answer is already an error page.
///
/// The [`Frame`] of the same request already carries the name, the job and the form token of this session.
#[derive(Debug, Clone)]
pub struct Signed {
    pub actor: Actor,
    /// The token every form of this session carries.
    pub csrf: String,
    /// The session's own token, so that it can be ended.
    pub token: Token,
    /// When this session began.
    pub begun: Timestamp,
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Signed, PageError> {
        parts.extensions.get::<Signed>().cloned().ok_or(PageError::SignIn)
    }
}

/// Looks the session up and leaves [`Signed`] and a [`Frame`] with the person for whoever comes after. A form must carry the
/// token of its own session: one opened before signing in, or as somebody else, is refused.
pub async fn look_up(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let shell = &app.shell;
    let Some(token) = security::cookie(request.headers(), security::session_cookie(shell)).and_then(Token::read) else {
        return next.run(request).await;
    };
    let frame = request.extensions().get::<Frame>().cloned().unwrap_or_default();
    let found = match sessions::signed_in(&app.desk, &token).await {
        Ok(found) => found,
        Err(error) => return PageError::from(error).page(frame),
    };
    let Some(SignedIn { actor, csrf, job, begun }) = found else {
        let mut answer = next.run(request).await;
        // The browser need not go on sending what no longer opens anything; a sign-in in this very answer stays.
        if !answer.headers().get_all(header::SET_COOKIE).iter().any(|cookie| is_session(shell, cookie)) {
            forget(shell, &mut answer);
        }
        return answer;
    };
    let same = bool::from(frame.form_token.as_bytes().ct_eq(csrf.as_bytes()));
    let frame = Frame { form_token: csrf.clone(), ..frame.with_person(actor.name.clone(), job, actor.permissions.clone()) };
    let mut answer = if !same && request.extensions().get::<Fields>().is_some() {
        PageError::FormExpired.page(frame)
    } else {
        request.extensions_mut().insert(frame);
        request.extensions_mut().insert(Signed { actor, csrf: csrf.clone(), token, begun });
        next.run(request).await
    };
    if !same && answer.extensions().get::<NewFormToken>().is_none() {
        answer.extensions_mut().insert(NewFormToken(Some(csrf)));
    }
    answer
}

/// The answer with the browser's new session in it.
pub fn begin(shell: &Shell, mut answer: Response, token: &Token, csrf: &str) -> Response {
    let cookie = security::set_cookie(shell, security::session_cookie(shell), token.reveal());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer.extensions_mut().insert(NewFormToken(Some(csrf.to_owned())));
    answer
}

/// The answer that makes the browser forget its session.
pub fn end(shell: &Shell, mut answer: Response) -> Response {
    forget(shell, &mut answer);
    answer.extensions_mut().insert(NewFormToken(None));
    answer
}

fn forget(shell: &Shell, answer: &mut Response) {
    if let Ok(cookie) = HeaderValue::from_str(&security::forget_cookie(shell, security::session_cookie(shell))) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn is_session(shell: &Shell, cookie: &HeaderValue) -> bool {
    cookie.to_str().is_ok_and(|cookie| cookie.starts_with(security::session_cookie(shell)))
}
