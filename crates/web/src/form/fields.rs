//! What a form sent: its fields in order, and its files. Read once, by `security::guard`.

use std::sync::Arc;
use std::time::Duration;

use axum::RequestExt;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Multipart};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode, header};

use crate::error::PageError;

/// The most fields a form may have: ten thousand columns of a file asked about one by one would be more.
const MOST_FIELDS: usize = 5_000;

/// The longest field that is kept beside a file that is not, in bytes.
const MOST_TYPED: usize = 64 * 1024;

/// The fields of a form as they were sent; nothing is trusted yet. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Arc<Vec<(String, String)>>,
    files: Arc<Vec<Upload>>,
}

/// A file of a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field it came in.
    pub field: String,
    /// The name the person's machine gave it, without folders.
    pub name: String,
    pub bytes: Bytes,
}

impl Fields {
    /// Fields as if they had been sent, in this order.
    pub fn of<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Fields {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Fields { values: Arc::new(values), files: Arc::default() }
    }

    /// Adds a file.
    pub fn and_file(mut self, field: impl Into<String>, name: impl Into<String>, bytes: impl Into<Bytes>) -> Fields {
        Arc::make_mut(&mut self.files).push(Upload { field: field.into(), name: name.into(), bytes: bytes.into() });
        self
    }

    /// Sets or adds a value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let values = Arc::make_mut(&mut self.values);
        values.retain(|(found, _)| found != name);
        values.push((name.to_string(), value.into()));
    }

    /// Adds a value beside those of the same name: a ticked box among others.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        Arc::make_mut(&mut self.values).push((name.to_string(), value.into()));
    }

    /// The first value of this name, as typed.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Every value of this name, in order: ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.values.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Every field in the order sent, the token left out.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().filter(|(name, _)| name != "form_token").map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first file of this name that was really chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == name && !(file.name.is_empty() && file.bytes.is_empty()))
    }

    /// Every file, in order.
    pub fn files(&self) -> &[Upload] {
        &self.files
    }

    /// Reads `application/x-www-form-urlencoded` of at most `limit` bytes.
    pub async fn from_urlencoded(body: Body, limit: u64) -> Result<Fields, PageError> {
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let bytes = axum::body::to_bytes(body, size).await.map_err(|_| PageError::TooLarge(limit))?;
        let request = Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(bytes)).map_err(|_| PageError::Broken)?;
        let axum::Form(values): axum::Form<Vec<(String, String)>> = request.extract().await.map_err(|_| unreadable())?;
        Fields::kept(values, Vec::new())
    }

    /// Reads `multipart/form-data` of at most `limit` bytes; the error says `shown`.
    pub async fn from_multipart(headers: &HeaderMap, body: Body, limit: u64, shown: u64) -> Result<Fields, PageError> {
        let mut request = Request::post("/").body(body).map_err(|_| PageError::Broken)?;
        if let Some(kind) = headers.get(header::CONTENT_TYPE) {
            request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
        }
        axum::extract::DefaultBodyLimit::max(usize::try_from(limit).unwrap_or(usize::MAX)).apply(&mut request);
        let mut multipart: Multipart = request.extract().await.map_err(|_| unreadable())?;
        let refuse = |error: axum::extract::multipart::MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge(shown),
            _ => PageError::NotUnderstood("The form broke off on its way here".into()),
        };
        let (mut values, mut files) = (Vec::new(), Vec::new());
        while let Some(field) = multipart.next_field().await.map_err(refuse)? {
            let name = field.name().unwrap_or_default().to_string();
            match field.file_name().map(bare_name) {
                Some(file) => files.push(Upload { field: name, name: file, bytes: field.bytes().await.map_err(refuse)? }),
                None => values.push((name, field.text().await.map_err(|_| unreadable())?)),
            }
            if values.len() + files.len() > MOST_FIELDS {
                return Err(too_many());
            }
        }
        Fields::kept(values, files)
    }

    /// What was typed beside a file that is too large to be taken: the file itself is read past and thrown away, within `at_most`, so
    /// that the browser stays to hear the answer.
    pub async fn beside_a_file(headers: &HeaderMap, body: Body, at_most: Duration) -> Fields {
        let mut values: Vec<(String, String)> = Vec::new();
        let reading = async {
            let mut request = Request::post("/").body(body).ok()?;
            if let Some(kind) = headers.get(header::CONTENT_TYPE) {
                request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
            }
            axum::extract::DefaultBodyLimit::disable().apply(&mut request);
            let mut multipart: Multipart = request.extract().await.ok()?;
            while let Some(mut field) = multipart.next_field().await.ok()? {
                let name = field.name().unwrap_or_default().to_owned();
                let is_text = field.file_name().is_none() && values.len() < MOST_FIELDS;
                let mut typed = Vec::new();
                while let Some(chunk) = field.chunk().await.ok()? {
                    if is_text && typed.len() + chunk.len() <= MOST_TYPED {
                        typed.extend_from_slice(&chunk);
                    }
                }
                if is_text && let Ok(typed) = String::from_utf8(typed) {
                    values.push((name, typed));
                }
            }
            Some(())
        };
        let _ = tokio::time::timeout(at_most, reading).await;
        Fields::kept(values, Vec::new()).unwrap_or_default()
    }

    fn kept(mut values: Vec<(String, String)>, files: Vec<Upload>) -> Result<Fields, PageError> {
        if values.len() > MOST_FIELDS {
            return Err(too_many());
        }
        for (name, value) in &mut values {
            if name.contains('\0') || value.contains('\0') {
                return Err(PageError::NotUnderstood(format!(
                    "The field “{}” holds a character that is not text: take it out",
                    name.replace('\0', "")
                )));
            }
            if value.contains('\r') {
                *value = value.replace("\r\n", "\n").replace('\r', "\n");
            }
        }
        Ok(Fields { values: Arc::new(values), files: Arc::new(files) })
    }
}

/// Some browsers send the whole path.
fn bare_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(200).collect()
}

fn unreadable() -> PageError {
    PageError::NotUnderstood("The form cannot be read".into())
}

fn too_many() -> PageError {
    PageError::NotUnderstood(format!("The form has more than {MOST_FIELDS} fields: send it in parts"))
}

impl<S: Send + Sync> FromRequestParts<S> for Fields {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Fields, PageError> {
        parts.extensions.get::<Fields>().cloned().ok_or_else(unreadable)
    }
}
