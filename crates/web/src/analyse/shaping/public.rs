//! What the market is told, for everybody, without an account: statements with their editions, and the pipeline with all its changes.

use std::sync::{Mutex, PoisonError};

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::analyse::shaping::pipeline::{PipelineView, read_public_pipeline};
use desk::analyse::shaping::statements::{list_public_statements, read_public_statement};
use model::market_statement::StatementEdition;
use model::pipeline_line::PipelineFacts;
use quantity::Date;
use report::page::Document;
use report::words::{count, market_statement, pipeline};
use serde::Deserialize;

use super::SHAPING;
use super::pipeline::{offer, policy, story, working};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::Working;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::paper_bytes::{self, Format};
use crate::router::Asks::Nothing;
use crate::router::Routes;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new()
        .get("/statements", Nothing, "What the market is told: statements, for everybody", list)
        .get("/statements/pipeline", Nothing, "What is coming to the market, with every change, for everybody", lines)
        .get("/statements/pipeline/lines.csv", Nothing, "What is coming to the market, as CSV", lines_csv)
        .get("/statements/{reference}", Nothing, "One market position statement, for everybody", show)
        .get("/statements/{reference}/file/{name}", Nothing, "One market position statement, as a file", file)
}

/// With the navigation for whoever is signed in, without it for everybody else.
fn open(layout: Layout) -> Layout {
    if layout.frame.person.is_some() { layout.in_section(Section::Analyse).crumb(SHAPING.0, SHAPING.1) } else { layout.for_residents() }
}

const LIST: (&str, &str) = ("What the market is told", "/statements");

async fn list(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let all = list_public_statements(&app.desk).await?;
    let today = app.desk.today();
    let layout = open(Layout::new(frame, LIST.0)).lead(format!(
        "For whoever provides, or might provide, services in {}: what will be needed, who there is today, and what is coming.",
        app.desk.place.name
    ));
    let ways = links(&[("What is coming: the pipeline", "/statements/pipeline".to_owned())]);
    if all.is_empty() {
        return Ok(PartsPage::whole(layout, ways.and(paragraph("No market position statement is published yet."))));
    }
    let mut table = CardTable::new("Market position statements").column("Market").column("Published on").column("Good until");
    for one in &all {
        let until = match one.says.good_until {
            Some(until) if until < today => format!("past its day: {}", count::plain_date(until)),
            Some(until) => count::plain_date(until),
            None => "not said".to_owned(),
        };
        table = table.row([
            Words::from(ww::link(&one.says.market, &format!("/statements/{}", one.reference))),
            Words::from(count::plain_date(one.published_on)),
            Words::from(until),
        ]);
    }
    Ok(PartsPage::whole(layout, ways.and(table)))
}

/// `?edition=1`: an older one.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    edition: String,
}

async fn read(app: &App, reference: &str, of: &Of) -> Result<(StatementEdition, Vec<u32>), PageError> {
    let edition = match of.edition.as_str() {
        "" => None,
        typed => Some(typed.parse().map_err(|_| PageError::NotFound)?),
    };
    Ok(read_public_statement(&app.desk, reference, edition).await?)
}

async fn show(State(app): State<App>, frame: Frame, Path(reference): Path<String>, Query(of): Query<Of>) -> Result<PartsPage, PageError> {
    let (edition, numbers) = read(&app, &reference, &of).await?;
    let newest = numbers.last().copied().unwrap_or(edition.edition);
    let document = market_statement::document(&edition, newest, app.desk.today());
    let layout = open(Layout::new(frame, document.title.clone())).crumb(LIST.0, LIST.1).lead(document.lead.clone());
    let at = format!("/statements/{}", edition.reference);
    let files: Vec<(&str, String)> = Format::ALL
        .iter()
        .map(|format| (format.words(), format!("{at}/file/statement.{}?edition={}", format.ending(), edition.edition)))
        .collect();
    let others: Vec<(String, String)> = numbers
        .iter()
        .filter(|number| **number != edition.edition)
        .map(|number| (format!("Edition {number}"), format!("{at}?edition={number}")))
        .collect();
    let others: Vec<(&str, String)> = others.iter().map(|(words, href)| (words.as_str(), href.clone())).collect();
    let mut after = links(&files);
    if !others.is_empty() {
        after = after.and(links(&others));
    }
    Ok(PartsPage::whole(layout, body(&document).and(after)))
}

/// The last files anybody asked for: as long as they say the same they are not made again, however often they are asked for.
type Made = Vec<(Format, Document, Date, Vec<u8>)>;
static MADE: Mutex<Made> = Mutex::new(Vec::new());
const MOST_MADE: usize = 12;

async fn file(
    State(app): State<App>,
    Path((reference, name)): Path<(String, String)>,
    Query(of): Query<Of>,
) -> Result<Response, PageError> {
    let (edition, numbers) = read(&app, &reference, &of).await?;
    let newest = numbers.last().copied().unwrap_or(edition.edition);
    let format = name.strip_prefix("statement.").and_then(Format::parse).ok_or(PageError::NotFound)?;
    let document = market_statement::document(&edition, newest, app.desk.today());
    let on = edition.published_on;
    let held = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let there = held().iter().find(|(of, said, day, _)| (*of, *day) == (format, on) && *said == document).map(|made| made.3.clone());
    let bytes = match there {
        Some(bytes) => bytes,
        None => {
            let said = document.clone();
            let made = tokio::task::spawn_blocking(move || paper_bytes::of_document(&said, on, format)).await;
            let bytes = match made.map_err(|error| error.to_string()).and_then(|made| made.map_err(|error| error.to_string())) {
                Ok(bytes) => bytes,
                Err(error) => {
                    tracing::error!(%error, "a market position statement was not written");
                    return Err(PageError::Broken);
                }
            };
            let mut made = held();
            if made.len() >= MOST_MADE {
                made.remove(0);
            }
            made.push((format, document, on, bytes.clone()));
            bytes
        }
    };
    Ok(download::file(bytes, format.kind(), &format!("statement-{}.{}", edition.reference.to_lowercase(), format.ending())))
}

fn rows(view: &PipelineView) -> Vec<(String, &PipelineFacts, bool, String)> {
    let line = |one: &desk::analyse::shaping::pipeline::LineView| pipeline::durability(&one.durability);
    view.lines.iter().map(|one| (one.reference.clone(), &one.line.noun.facts, one.line.noun.is_cancelled(), line(one))).collect()
}

async fn lines_csv(State(app): State<App>) -> Result<Response, PageError> {
    let view = read_public_pipeline(&app.desk).await?;
    Ok(download::csv(&pipeline::table(&rows(&view)).to_csv(), "pipeline"))
}

async fn lines(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let view = read_public_pipeline(&app.desk).await?;
    let layout = open(Layout::new(frame, "What is coming to the market"))
        .crumb(LIST.0, LIST.1)
        .lead(pipeline::stability(&view.stability, &view.rule));
    if view.lines.is_empty() {
        return Ok(PartsPage::whole(
            layout,
            paragraph("Nothing is published yet. What is coming will stand here, and every change of it."),
        ));
    }
    let stays = paragraph("Nothing that was told here is taken back: lines that change or will not come stay, with the reason.");
    let before = stays.and(working(&view)).and(links(&[("All lines as CSV", "/statements/pipeline/lines.csv".to_owned())]));
    let parts = view
        .lines
        .iter()
        .map(|one| {
            let facts = &one.line.noun.facts;
            let asked = if one.line.noun.is_cancelled() {
                Markup::from(ww::away("Will not come"))
            } else {
                paragraph(&format!("The market is to be asked on {}.", count::plain_date(facts.expected)))
            };
            let what = super::facts([
                ("How much", facts.volume.clone()),
                ("Worth in all", facts.value.in_full()),
                ("Runs", count::of_things(u64::from(facts.months), "month", "months")),
                ("Where", facts.place.clone()),
                ("Way thought of", facts.way.clone()),
                ("Policy behind it", pipeline::durability(&one.durability)),
                ("Ask", facts.contact.clone()),
            ]);
            let more = Working::new(policy(one).and(offer(one)))
                .summary("How long the policy may be relied on, and what is offered to whoever invests");
            let told = Markup::trusted("<h3 class=\"govuk-heading-s\">What was told, and when</h3>").and(story(one));
            Part {
                id: one.reference.clone(),
                title: format!("{} ({})", facts.what, one.reference),
                body: asked.and(what).and(more).and(told),
            }
        })
        .collect();
    Ok(PartsPage { layout, before, parts })
}
