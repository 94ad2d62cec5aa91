//! The needs assessment: a page, and a file for Word, PDF and Excel; and what everybody may see of it, without an account.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::needs::picture::read_public_picture;
use desk::analyse::needs::read_needs::{Filter, PictureView, list_words, read_picture};
use model::id::SharedWordId;
use model::record::Record;
use model::role::Permission::ReadCases;
use model::shared_word::SharedWord;
use quantity::Date;
use report::page::Document;
use report::words::needs::{AssessmentTold, NeedTold, assessment};

use crate::app::App;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::paper_bytes::Format;
use crate::router::Asks::{May, Nothing};
use crate::router::Routes;
use crate::session::Signed;

pub fn routes() -> Routes {
    Routes::new()
        .get("/needs/assessment", May(ReadCases), "Needs assessment", show)
        .get("/needs/assessment/file/{name}", May(ReadCases), "Needs assessment, as a file", file)
        .get("/needs/picture", Nothing, "What people need, and what is good here, for everybody", public)
        .get("/needs/picture/file/{name}", Nothing, "What people need, and what is good here, as a file", public_file)
}

/// The document of what was read.
pub fn document(view: &PictureView, words: &[Record<SharedWordId, SharedWord>], place: &str, is_public: bool) -> Document {
    let strength = |id| view.strengths.iter().find(|strength| strength.id == id).map(|strength| strength.noun.name.as_str());
    let needs = view.needs.iter().map(|line| NeedTold {
        need: &line.record.noun,
        confidence: line.confidence,
        is_old: line.is_old,
        lacks: &line.lacks,
        not_signed: &line.not_signed,
        strengths: line.record.noun.helped_by.iter().copied().filter_map(strength).collect(),
        outcomes: view
            .outcomes
            .iter()
            .filter(|outcome| outcome.noun.needs.contains(&line.record.id))
            .map(|outcome| outcome.noun.statement.as_str())
            .collect(),
    });
    assessment(&AssessmentTold {
        place,
        today: view.today,
        needs: needs.collect(),
        strengths: view.strengths.iter().map(|strength| &strength.noun).collect(),
        places: view.places.iter().map(|one| (one.place.as_str(), one.needs, one.strengths)).collect(),
        words: words.iter().map(|word| &word.noun).collect(),
        smallest: view.smallest_count,
        oldest_months: view.oldest_months,
        is_public,
    })
}

async fn gathered(app: &App, signed: &Signed) -> Result<(Document, Date), PageError> {
    let view = read_picture(&app.desk, &signed.actor, &Filter::default()).await?;
    let words = list_words(&app.desk, &signed.actor).await?;
    Ok((document(&view, &words, &app.desk.place.name, false), view.today))
}

async fn gathered_for_all(app: &App) -> Result<(Document, Date), PageError> {
    let view = read_public_picture(&app.desk, &Filter::default()).await?;
    Ok((document(&view, &[], &app.desk.place.name, true), view.today))
}

fn files(at: &str) -> Vec<(&'static str, String)> {
    Format::ALL.iter().map(|format| (format.words(), format!("{at}/file/needs.{}", format.ending()))).collect()
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let (document, _) = gathered(&app, &signed).await?;
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .lead(document.lead.clone())
        .audit("/audit?noun=need");
    Ok(PartsPage::whole(layout, links(&files("/needs/assessment")).and(body(&document))))
}

async fn public(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let (document, _) = gathered_for_all(&app).await?;
    let signed_in = frame.person.is_some();
    let mut layout = Layout::new(frame, document.title.clone()).lead(document.lead.clone());
    if signed_in {
        layout = layout.in_section(Section::Analyse).crumb("Needs, and what is good here", "/needs");
    } else {
        layout = layout.for_residents();
    }
    Ok(PartsPage::whole(layout, body(&document).and(links(&files("/needs/picture")))))
}

async fn file(State(app): State<App>, signed: Signed, Path(name): Path<String>) -> Result<Response, PageError> {
    let (document, today) = gathered(&app, &signed).await?;
    let format = format_of(&name)?;
    Ok(sent(bytes(document, today, format).await?, format))
}

/// The last file of each format that anybody asked for: as long as it says the same it is not made again, however often it is asked for.
type Made = Vec<(Format, Document, Date, Vec<u8>)>;
static MADE: Mutex<Made> = Mutex::new(Vec::new());

async fn public_file(State(app): State<App>, Path(name): Path<String>) -> Result<Response, PageError> {
    let (document, today) = gathered_for_all(&app).await?;
    let format = format_of(&name)?;
    let held = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let there = held().iter().find(|(of, said, on, _)| (*of, *on) == (format, today) && *said == document).map(|made| made.3.clone());
    let bytes = match there {
        Some(bytes) => bytes,
        None => {
            let bytes = bytes(document.clone(), today, format).await?;
            let mut made = held();
            made.retain(|(of, ..)| *of != format);
            made.push((format, document, today, bytes.clone()));
            bytes
        }
    };
    Ok(sent(bytes, format))
}

fn format_of(name: &str) -> Result<Format, PageError> {
    name.strip_prefix("needs.").and_then(Format::parse).ok_or(PageError::NotFound)
}

fn sent(bytes: Vec<u8>, format: Format) -> Response {
    download::file(bytes, format.kind(), &format!("needs.{}", format.ending()))
}

/// The bytes of one format. Drawing and setting take a moment: others are served meanwhile.
async fn bytes(document: Document, today: Date, format: Format) -> Result<Vec<u8>, PageError> {
    let made = tokio::task::spawn_blocking(move || crate::plan::paper_bytes::of_document(&document, today, format)).await;
    match made.map_err(|error| error.to_string()).and_then(|made| made.map_err(|error| error.to_string())) {
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            tracing::error!(%error, "a needs assessment was not written");
            Err(PageError::Broken)
        }
    }
}
