//! What is taken away as a file: its kind, and the name it is kept under.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// A file under a name of plain letters.
pub fn file(content: impl IntoResponse, kind: &'static str, name: &str) -> Response {
    let mut answer = content.into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(said) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, said);
    }
    answer
}

/// Comma-separated figures under a name without its ending. A byte order mark, so that spreadsheet programs read £ and – as they are.
pub fn csv(text: &str, stem: &str) -> Response {
    file(format!("\u{feff}{text}"), "text/csv; charset=utf-8", &format!("{stem}.csv"))
}
