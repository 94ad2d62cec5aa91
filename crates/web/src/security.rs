//! Headers, the form token, and how large a body may be.
//!
//! No page carries a script or a style of its own, so the policy needs neither nonce nor hash: `'self'` is the whole of it.
//! Every POST is a form. The guard reads it once, within the limit, checks that it was sent from a page of ours (the browser's
//! own word, `Sec-Fetch-Site` or `Origin`, and the token of the cookie in the field `form_token`) and leaves the [`Fields`] for
//! the handler: a handler that takes them cannot be reached unchecked, and none can read the body another way.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use desk::analyse::load_performance::largest_upload;
use subtle::ConstantTimeEq;

use crate::app::{App, Shell};
use crate::error::PageError;
use crate::form::Fields;
use crate::layout::Frame;

/// The largest form without a file, in bytes: 1 MB.
pub const FORM_LIMIT: u64 = 1024 * 1024;

/// How long a body that is too large is read and thrown away, so that the browser stays to hear the answer.
const DRAIN_FOR: Duration = Duration::from_secs(20);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Put into a response when somebody signs in or out: the next page has this form token, or a fresh one.
#[derive(Clone, Debug)]
pub struct NewFormToken(pub Option<String>);

/// Put into a request whose file was too large to be taken: its page shows the form again, with what was typed beside the file. The
/// token of the form may not have come, so nothing but showing may follow.
#[derive(Clone, Debug)]
pub struct TooLarge {
    /// The largest that would have been taken, in bytes.
    pub limit: u64,
    pub typed: Fields,
}

/// Addresses that files are sent to, whose handlers take [`TooLarge`] before anything else.
fn has_the_form(path: &str) -> bool {
    path == "/upload" || path == "/spend/load" || path.strip_prefix("/uploads/").is_some_and(|rest| !rest.contains('/'))
}

/// The headers of every answer.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    let fixed: [(HeaderName, &'static str); 8] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
        (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.shell.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// Gives the request its [`Frame`]; for everything but reading, checks where it comes from and turns its body into [`Fields`].
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let shell = &app.shell;
    let held = cookie(request.headers(), form_cookie(shell)).filter(|token| is_token(token)).map(str::to_string);
    let Some(token) = held.clone().or_else(fresh_token) else {
        return PageError::Broken.page(Frame::default());
    };
    let path = request.uri().path_and_query().map(|path| path.as_str().to_string()).unwrap_or_default();
    let frame = Frame::of(shell, token.clone(), path);

    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(frame.clone());
    let request = if matches!(parts.method, Method::GET | Method::HEAD) {
        Request::from_parts(parts, Body::empty())
    } else {
        let mut typed = Fields::default();
        match checked_fields(&app, &parts.headers, body, &token, held.is_some(), &mut typed).await {
            Ok(fields) => {
                parts.extensions.insert(fields);
                Request::from_parts(parts, Body::empty())
            }
            // Nothing of the file was taken: its own page shows the form again, and does nothing else.
            Err(PageError::TooLarge(limit)) if has_the_form(parts.uri.path()) => {
                parts.extensions.insert(TooLarge { limit, typed });
                parts.extensions.insert(Fields::default());
                Request::from_parts(parts, Body::empty())
            }
            Err(error) => return error.page(frame),
        }
    };
    let mut answer = next.run(request).await;
    let to_set = match answer.extensions().get::<NewFormToken>() {
        Some(NewFormToken(given)) => given.clone().or_else(fresh_token),
        None => held.is_none().then_some(token),
    };
    // An asset is kept by everybody, so it never carries a cookie.
    let kept = answer.headers().get(header::CACHE_CONTROL).is_some_and(|cache| cache.as_bytes().starts_with(b"public"));
    if let Some(value) =
        to_set.filter(|_| !kept).and_then(|token| HeaderValue::from_str(&set_cookie(shell, form_cookie(shell), &token)).ok())
    {
        answer.headers_mut().append(header::SET_COOKIE, value);
    }
    answer
}

/// `typed`: where a file is too large, what came beside it.
async fn checked_fields(
    app: &App,
    headers: &HeaderMap,
    body: Body,
    token: &str,
    held: bool,
    typed: &mut Fields,
) -> Result<Fields, PageError> {
    if !is_from_our_page(headers) {
        return Err(PageError::FormExpired);
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_string();
    let multipart = kind.starts_with("multipart/form-data");
    // A file may be as large as the setting says; what else the form holds comes on top.
    let shown = if multipart { largest_upload(&app.desk).await? } else { FORM_LIMIT };
    let limit = if multipart { shown.saturating_add(FORM_LIMIT) } else { FORM_LIMIT };
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > limit) {
        let waits = headers.get(header::EXPECT).is_some();
        match (waits, multipart) {
            (true, _) => {}
            (false, true) => *typed = Fields::beside_a_file(headers, body, DRAIN_FOR).await,
            (false, false) => drain(body).await,
        }
        return Err(PageError::TooLarge(shown));
    }
    let fields = if multipart {
        Fields::from_multipart(headers, body, limit, shown).await?
    } else if kind.starts_with("application/x-www-form-urlencoded") || (kind.is_empty() && length.unwrap_or(0) == 0) {
        Fields::from_urlencoded(body, limit).await?
    } else {
        return Err(PageError::NotUnderstood("Only forms can be sent here".into()));
    };
    let sent = fields.text("form_token").unwrap_or_default();
    if !held || !bool::from(sent.as_bytes().ct_eq(token.as_bytes())) {
        return Err(PageError::FormExpired);
    }
    Ok(fields)
}

/// The browser's own word on where a request was made. A browser that says nothing leaves it to the token.
fn is_from_our_page(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if said("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    match (said("origin"), said("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Reads and throws away what is too large, for a while: a browser whose body is refused half way shows no page at all.
async fn drain(body: Body) {
    use axum::body::HttpBody;
    let mut body = std::pin::pin!(body);
    let reading = async { while let Some(Ok(_)) = std::future::poll_fn(|context| body.as_mut().poll_frame(context)).await {} };
    let _ = tokio::time::timeout(DRAIN_FOR, reading).await;
}

/// 256 random bits in hexadecimal; None where the system gives none.
pub fn fresh_token() -> Option<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn form_cookie(shell: &Shell) -> &'static str {
    if shell.https { "__Host-ww-form" } else { "ww-form" }
}

/// The name of the cookie that holds a session: `__Host-` over https, so that no other host can set it.
pub fn session_cookie(shell: &Shell) -> &'static str {
    if shell.https { "__Host-ww-session" } else { "ww-session" }
}

/// A `Set-Cookie` value that script cannot read and other sites' forms do not send. The value is a token of ours.
pub fn set_cookie(shell: &Shell, name: &str, value: &str) -> String {
    let secure = if shell.https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// A `Set-Cookie` value that makes the browser forget.
pub fn forget_cookie(shell: &Shell, name: &str) -> String {
    format!("{}; Max-Age=0", set_cookie(shell, name, ""))
}

/// The value of a cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
