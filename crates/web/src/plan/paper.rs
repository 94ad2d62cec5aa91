//! A decision paper: what it says, what is still to be written, and its files to take away.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::DeskError;
use desk::house::case::read_case::find_case;
use desk::plan::paper::read_paper::read_paper;
use desk::plan::paper::still_clears;
use desk::plan::paper::view::PaperView;
use model::case::Case;
use model::id::CaseId;
use model::paper::{Office, PaperKind, SectionOf};
use model::record::Record;
use model::role::Permission::{AffirmReadiness, ReadCases, WriteCases};
use report::html;

use crate::app::App;
use crate::components::list::TaskList;
use crate::components::markup::Markup;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::paper_bytes::{Format, bytes, name};
use crate::plan::paper_document::{self, Part};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "plan/paper.html")]
struct PaperPage {
    layout: Layout,
    downloads: Vec<Download>,
    without_pdf: bool,
    decided_at: Option<String>,
    doing: Option<TaskList>,
    more: Vec<(&'static str, String)>,
    blocks: Vec<Markup>,
    foot: Vec<String>,
}

/// One part with its files: words, address.
pub(crate) struct Download {
    pub part: &'static str,
    pub files: Vec<(&'static str, String)>,
}

page!(PaperPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/papers/{reference}", May(ReadCases), "A decision paper", show)
        .get("/papers/{reference}/file/{name}", May(ReadCases), "A decision paper as a file", file)
        .get("/decisions/{reference}/file/{name}", May(ReadCases), "A paper as it was decided on, as a file", file)
}

pub(crate) async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<PaperView, PageError> {
    Ok(read_paper(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

/// The way back: through the case, where this person sees it.
pub(crate) async fn way_back(app: &App, signed: &Signed, layout: Layout, case: &Record<CaseId, Case>) -> Result<Layout, PageError> {
    let layout = layout.crumb("My cases", "/");
    let Some(reference) = &case.reference else { return Ok(layout) };
    let sees = opens(find_case(&app.desk, &signed.actor, reference).await)?;
    Ok(if sees { layout.crumb(case.noun.question.clone(), format!("/cases/{reference}")) } else { layout })
}

/// Would the page of what was read open for this person? A link that leads to nothing is not made.
pub(crate) fn opens<T>(read: Result<T, DeskError>) -> Result<bool, PageError> {
    match read {
        Ok(_) => Ok(true),
        Err(DeskError::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The files of each part there is for this person, under `at`.
pub(crate) fn downloads(view: &PaperView, at: &str) -> Vec<Download> {
    let parts = Part::ALL.into_iter().filter(|part| *part != Part::Two || view.has_exempt());
    let files = |part: Part| {
        let file = |format: &Format| (format.words(), format!("{at}/file/{}.{}", part.code(), format.ending()));
        Format::ALL.iter().map(file).collect()
    };
    parts.map(|part| Download { part: part.words(), files: files(part) }).collect()
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PaperPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let Some(record) = view.paper.clone() else { return Err(PageError::NotFound) };
    let said = reference_of(&record.reference);
    let document = paper_document::of(&view, Part::One);
    let layout = Layout::new(frame, document.title.clone()).in_section(Section::Plan);
    let layout = way_back(&app, &signed, layout, &view.case)
        .await?
        .caption(format!("{said} · decision paper"))
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", record.id));
    let may_write = signed.actor.can(WriteCases) && view.decision.is_none();
    let may_clear = signed.actor.can(AffirmReadiness) && view.decision.is_none();
    let mut more = Vec::new();
    if may_write {
        more.push(("Change what is asked", format!("/papers/{said}/change")));
        more.push(("Enter a policy priority set by members", format!("/papers/{said}/priority")));
        more.push(("Record who does not agree", format!("/papers/{said}/not-agreed")));
    }
    Ok(PaperPage {
        layout,
        downloads: downloads(&view, &format!("/papers/{said}")),
        without_pdf: Format::parse("pdf").is_none(),
        decided_at: view.decision.as_ref().map(|decision| format!("/decisions/{}", reference_of(&decision.reference))),
        doing: (may_write || may_clear).then(|| doing(&view, &said, may_write, may_clear)),
        more,
        blocks: document.blocks.iter().map(|block| Markup::trusted(html::block(block))).collect(),
        foot: document.foot,
    })
}

/// What named officers still have to write or clear.
fn doing(view: &PaperView, said: &str, may_write: bool, may_clear: bool) -> TaskList {
    let mut tasks = TaskList::new();
    let Some(paper) = view.paper.as_ref().map(|paper| &paper.noun) else { return tasks };
    if may_write {
        let is_case = paper.kind == PaperKind::BusinessCase;
        for of in SectionOf::ALL.into_iter().filter(|of| is_case || !of.is_of_five_cases()) {
            let status = if paper.section(of).is_some() { "Written" } else { "Unknown" };
            tasks = tasks.task(of.words(), format!("/papers/{said}/section?of={}", of.code()), status);
        }
    }
    if may_clear {
        for office in Office::ALL {
            let status = match paper.clearance(office) {
                Some(given) if still_clears(paper, given) => "Cleared",
                Some(_) => "Changed since",
                None => "Not yet",
            };
            tasks = tasks.task(
                format!("Cleared by the {}", office.words().to_lowercase()),
                format!("/papers/{said}/clear?office={}", office.code()),
                status,
            );
        }
    }
    tasks
}

async fn file(State(app): State<App>, signed: Signed, Path((reference, asked)): Path<(String, String)>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let (part, format) = asked.rsplit_once('.').ok_or(PageError::NotFound)?;
    let (part, format) = Part::parse(part).zip(Format::parse(format)).ok_or(PageError::NotFound)?;
    if part == Part::Two && !view.has_exempt() {
        return Err(PageError::NotFound);
    }
    let name = name(&view, part, format);
    // Drawing and setting take a moment: others are served meanwhile.
    let written = tokio::task::spawn_blocking(move || bytes(&view, part, format)).await;
    match written.map_err(|error| error.to_string()).and_then(|written| written.map_err(|error| error.to_string())) {
        Ok(bytes) => Ok(download::file(bytes, format.kind(), &name)),
        Err(error) => {
            tracing::error!(%error, "a paper was not written");
            Err(PageError::Broken)
        }
    }
}
