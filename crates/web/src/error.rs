//! The pages shown when something cannot be done: each a sentence and a way on. Imports the layout and the desk's error, and nothing
//! else of ours.

use std::any::Any;

use askama::Template;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::DeskError;

use crate::layout::{self, Frame, Layout};

/// Why a page could not be shown or an act not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("There is nothing at this address, or it is not shared with you")]
    NotFound,
    /// The person is known and the role does not hold this permission. The sentence says which role does.
    #[error("{0}")]
    NotAllowed(String),
    #[error("Sign in to see this page")]
    SignIn,
    #[error("This form was opened too long ago, or in another browser")]
    FormExpired,
    /// The limit is in bytes.
    #[error("What you sent is larger than {}", in_megabytes(*.0))]
    TooLarge(u64),
    /// The request itself cannot be read. The sentence names the field or part and the mend.
    #[error("{0}")]
    NotUnderstood(String),
    /// Somebody else changed it meanwhile.
    #[error("{0}")]
    Stale(String),
    /// A rule of ours refuses it. The sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    #[error("Too many attempts: wait {0} seconds, then try again")]
    TooMany(u32),
    #[error("The records cannot be reached just now")]
    Unavailable,
    #[error("Something went wrong on our side")]
    Broken,
}

/// What the desk refused, as a page. Faults of a form belong beside their fields (`Form::refused`); here they are one sentence.
impl From<DeskError> for PageError {
    fn from(error: DeskError) -> PageError {
        match error {
            DeskError::MayNot(_) => PageError::NotAllowed(error.to_string()),
            DeskError::Refused { sentence, .. } => PageError::Refused(sentence),
            DeskError::Faults(ref faults) => {
                PageError::NotUnderstood(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join(". "))
            }
            DeskError::Stale => PageError::Stale(error.to_string()),
            DeskError::NotFound => PageError::NotFound,
            DeskError::SignIn(sentence) => PageError::Refused(sentence),
            DeskError::Store(error) => {
                tracing::error!(%error, "the records did not answer");
                PageError::Unavailable
            }
        }
    }
}

impl PageError {
    pub fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::NotAllowed(_) | PageError::FormExpired => StatusCode::FORBIDDEN,
            PageError::SignIn => StatusCode::UNAUTHORIZED,
            PageError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::NotUnderstood(_) => StatusCode::BAD_REQUEST,
            PageError::Stale(_) => StatusCode::CONFLICT,
            PageError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            PageError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            PageError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of its page.
    fn heading(&self) -> &'static str {
        match self {
            PageError::NotFound => "Page not found",
            PageError::NotAllowed(_) => "Your role does not include this",
            PageError::SignIn => "Sign in first",
            PageError::FormExpired => "Open the form again",
            PageError::TooLarge(_) => "That is too large",
            PageError::NotUnderstood(_) => "We could not read that",
            PageError::Stale(_) => "Somebody changed this while you were working",
            PageError::Refused(_) => "This cannot be done yet",
            PageError::TooMany(_) => "Wait a moment",
            PageError::Unavailable => "Try again in a minute",
            PageError::Broken => "Sorry, something went wrong",
        }
    }

    /// What to do now.
    fn mend(&self) -> String {
        match self {
            PageError::NotFound => "Check the address, or start from My cases.".into(),
            PageError::NotAllowed(_) => "Ask whoever holds that role, or the administrator who gives roles.".into(),
            PageError::SignIn => "You will come back here afterwards.".into(),
            PageError::FormExpired => {
                "Nothing was saved. Go back, reload the page and send it again; what you typed may still be there.".into()
            }
            PageError::TooLarge(limit) => {
                format!(
                    "Nothing was kept. Split the file, or save only the sheet you need, so that it is at most {}.",
                    in_megabytes(*limit)
                )
            }
            PageError::NotUnderstood(_) => "Nothing was saved. Go back and try again.".into(),
            PageError::Stale(_) => "Nothing of yours was saved. Go back, look at both versions and decide.".into(),
            PageError::Refused(_) => "Nothing was saved.".into(),
            PageError::TooMany(_) => "Nothing was saved.".into(),
            PageError::Unavailable => "Nothing was saved. If it goes on, tell whoever looks after this place.".into(),
            PageError::Broken => {
                "Nothing was half saved. Try again; if it happens again, tell whoever looks after this place what you were doing.".into()
            }
        }
    }

    /// Where to go: words and address.
    fn way_on(&self) -> (&'static str, &'static str) {
        match self {
            PageError::SignIn => ("Sign in", "/sign-in"),
            _ => ("Go to My cases", "/"),
        }
    }

    /// The whole page, in the frame of whoever asked.
    pub fn page(&self, frame: Frame) -> Response {
        let mut sentence = self.to_string();
        if !sentence.ends_with(['.', '?', '!']) {
            sentence.push('.');
        }
        let layout = Layout::new(frame, self.heading());
        let (words, way) = self.way_on();
        let page = ErrorPage { layout, sentence, mend: self.mend(), words, way };
        let mut answer = match page.render() {
            Ok(html) => layout::html(html),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "Sorry, something went wrong. Try again.").into_response(),
        };
        *answer.status_mut() = self.status();
        answer
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    layout: Layout,
    sentence: String,
    mend: String,
    words: &'static str,
    way: &'static str,
}

/// A handler does not know the frame, so the error travels with the response and [`as_pages`] dresses it.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut answer = self.status().into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

/// Dresses every error as a page, those of the router and its extractors too. Answers that are data stay as they are.
pub async fn as_pages(request: Request, next: Next) -> Response {
    let frame = request.extensions().get::<Frame>().cloned().unwrap_or_default();
    let answer = next.run(request).await;
    let status = answer.status();
    if let Some(error) = answer.extensions().get::<PageError>() {
        return error.page(frame);
    }
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("text/plain");
    if !(status.is_client_error() || status.is_server_error()) || !kind.starts_with("text/plain") {
        return answer;
    }
    let error = match status {
        StatusCode::NOT_FOUND => PageError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => PageError::NotUnderstood("This address cannot be used that way".into()),
        status if status.is_client_error() => PageError::NotUnderstood("Part of the address or the form cannot be read".into()),
        _ => PageError::Broken,
    };
    let mut page = error.page(frame);
    *page.status_mut() = status;
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// What the router answers where nothing is.
pub async fn not_found() -> PageError {
    PageError::NotFound
}

/// A panic is a defect: it is logged, and the person gets a plain page.
pub fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
    tracing::error!(said, "a page panicked");
    PageError::Broken.into_response()
}

/// `50 MB`, as the settings say it: a megabyte is 1,024 kilobytes.
pub(crate) fn in_megabytes(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes.saturating_add(524_288) / 1_048_576),
    }
}
