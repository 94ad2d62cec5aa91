//! A source with what was read of it, and one cell of its file with the neighbours: where every figure ends.

use askama::Template;
use axum::extract::{Path, Query, State};
use desk::analyse::read_source::{CellView, read_cell, read_source};
use model::id::SourceId;
use model::role::Permission::ReadPerformance;
use report::words::count;
use report::words::spend::{provided_by, title};
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::paragraph_of;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "analyse/source.html")]
struct SourcePage {
    layout: Layout,
    about: SummaryList,
    body: Markup,
}

#[derive(Template)]
#[template(path = "analyse/cell.html")]
struct CellPage {
    layout: Layout,
    letters: Vec<String>,
    rows: Vec<RowShown>,
    caption: String,
    read: Markup,
    note: &'static str,
}

/// A row of the file; `gap` before it where rows are left out.
struct RowShown {
    number: u32,
    cells: Vec<(String, bool)>,
    gap: bool,
    here: bool,
}

page!(SourcePage, CellPage);

#[derive(Deserialize, Default)]
#[serde(default)]
struct At {
    sheet: String,
    row: u32,
    column: u32,
}

pub fn routes() -> Routes {
    Routes::new().get("/sources/{id}", May(ReadPerformance), "A source: a file or document", show).get(
        "/sources/{id}/cell",
        May(ReadPerformance),
        "A cell of a file, with its neighbours",
        cell,
    )
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(id): Path<String>) -> Result<SourcePage, PageError> {
    let id: SourceId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read_source(&app.desk, &signed.actor, id).await?;
    let source = &view.source.noun;
    let replaced = if view.replaced > 0 {
        format!(" {} since replaced.", count::sentence(&count::of_things(view.replaced as u64, "figure was", "figures were")))
    } else {
        String::new()
    };
    let lines = view.spends.iter().filter(|spend| spend.noun.replaced_by.is_none()).map(|spend| spend.noun.lines.len() as u64).sum();
    let rests = match (view.points, view.spends.is_empty()) {
        (0, false) => {
            format!("{} on it.", count::sentence(&count::of_things(lines, "figure of spending rests", "figures of spending rest")))
        }
        _ => format!("{} on it.{replaced}", count::sentence(&count::of_things(view.points as u64, "data point rests", "data points rest"))),
    };
    let layout = Layout::new(frame, &source.title)
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .lead(rests)
        .audit(format!("/audit?record={id}"));
    let layout = if layout.may_load() { layout.crumb("Load a spreadsheet", "/upload") } else { layout };
    let mut about =
        SummaryList::new().row("Came", count::plain_date(app.desk.day_of(source.received_at))).row("From", source.received_by.as_str());
    if let Some(dated) = source.dated {
        about = about.row("Dated", count::plain_date(dated));
    }
    if let Some(digest) = &source.digest {
        about = about.row("Digest of what is kept (SHA-256)", Words::from(ww::cell(digest)));
    }
    if let Some(digest) = source.received_digest.as_ref().filter(|received| Some(*received) != source.digest.as_ref()) {
        about = about.row(
            "Digest of the file as it came",
            Words::from(ww::cell(digest).and(Markup::text(" People’s details were left out of what is kept."))),
        );
    }
    if !source.licence.is_empty() {
        about = about.row("Licence", source.licence.as_str());
    }
    let mut table = CardTable::new("Measures").caption_hidden().column("Measure").figures("Data points from it");
    for (measure, points) in &view.measures {
        let reference = reference_of(&measure.reference);
        table = table.row([Words::from(ww::link(&measure.noun.name, &format!("/measures/{reference}"))), Words::from(points.to_string())]);
    }
    let mut body = if view.measures.is_empty() && !view.spends.is_empty() { Markup::default() } else { Markup::from(table) };
    for spend in &view.spends {
        let way = ww::link(&title(&spend.noun), &format!("/spend/{}", reference_of(&spend.reference)));
        body = body.and(paragraph_of(way));
    }
    Ok(SourcePage { layout, about, body })
}

async fn cell(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(id): Path<String>,
    Query(at): Query<At>,
) -> Result<CellPage, PageError> {
    let id: SourceId = id.parse().map_err(|_| PageError::NotFound)?;
    let view = read_cell(&app.desk, &signed.actor, id, &at.sheet, at.row, at.column).await?;
    let on = if view.sheet.is_empty() { String::new() } else { format!(", sheet ‘{}’", view.sheet) };
    let lead = match (view.has_file, view.seen.is_empty()) {
        (false, _) => "This figure was typed here, from the document named as its source.".to_owned(),
        (_, true) => "Nothing stands in this cell.".to_owned(),
        _ => format!("‘{}’ stands there.", view.seen),
    };
    let layout = Layout::new(frame, format!("Cell {}", view.name))
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.source.noun.title.as_str(), format!("/sources/{id}"))
        .caption(format!("{}{on}", view.source.noun.title))
        .lead(lead)
        .audit(format!("/audit?record={id}"));
    Ok(CellPage {
        letters: view.letters.clone(),
        rows: rows(&view),
        caption: format!("{}{on}: row {} and its neighbours", view.source.noun.title, view.row),
        read: read(&view),
        note: if view.left_out {
            "People’s details were left out of what is kept of this file; every other cell stands where it stood."
        } else {
            ""
        },
        layout,
    })
}

fn rows(view: &CellView) -> Vec<RowShown> {
    let width = view.letters.len();
    let mut last = 0;
    view.headings
        .iter()
        .chain(&view.rows)
        .map(|(number, cells)| {
            let padded = cells.iter().cloned().chain(std::iter::repeat(String::new())).take(width);
            let marked = padded.enumerate().map(|(at, text)| (text, *number == view.row && at + 1 == view.column as usize)).collect();
            let gap = *number > last + 1 && last > 0;
            last = *number;
            RowShown { number: *number, cells: marked, gap, here: *number == view.row }
        })
        .collect()
}

fn read(view: &CellView) -> Markup {
    let spent = spent(view);
    if view.points.is_empty() && !view.spent.is_empty() {
        return spent;
    }
    if view.points.is_empty() {
        return Markup::trusted("<p class=\"govuk-body\">No figure was read from this cell.</p>");
    }
    let mut table = CardTable::new("What was read from it").column("Measure").column("Of").column("Period").figures("Figure").column("Now");
    for (point, measure) in &view.points {
        let reference = reference_of(&measure.reference);
        let figure = match (point.numerator, point.denominator, point.value) {
            (_, _, None) => "No figure".to_owned(),
            (Some(part), Some(whole), Some(value)) => {
                format!("{part} of {whole}: {}", measure.noun.unit.shown(value, usize::from(measure.noun.places.max(1))))
            }
            (_, _, Some(value)) => measure.noun.unit.shown(value, usize::from(measure.noun.places)),
        };
        let now = match (&point.withdrawn, point.current) {
            (Some(why), _) => format!("Withdrawn: {why}"),
            (None, true) => "In use".to_owned(),
            (None, false) => "Replaced by a later figure".to_owned(),
        };
        let part = if point.part.is_empty() { "All together" } else { point.part.as_str() };
        table = table.row([
            Words::from(ww::link(&measure.noun.name, &format!("/measures/{reference}?part={}", crate::router::in_query(&point.part)))),
            Words::from(part),
            Words::from(point.period.in_words()),
            Words::from(figure),
            Words::from(now),
        ]);
    }
    Markup::from(table).and(spent)
}

/// What an authority spent that stands there; nothing where nothing does.
fn spent(view: &CellView) -> Markup {
    if view.spent.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("What was read from it")
        .column("Service")
        .column("Who provides it")
        .figures("Spent")
        .column("Whose, and when")
        .column("Now");
    for (spend, line) in &view.spent {
        let at = format!("/spend/{}", reference_of(&spend.reference));
        let now = if spend.noun.replaced_by.is_some() { "Corrected by a later file" } else { "In use" };
        table = table.row([
            Words::from(line.service.as_str()),
            Words::from(provided_by(line.provided_by)),
            Words::from(line.amount.in_full()),
            Words::from(ww::link(&title(&spend.noun), &at)),
            Words::from(now),
        ]);
    }
    table.into()
}
