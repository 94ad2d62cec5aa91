//! A source and the cells of its file: where a figure stands, with its neighbours, as it was kept.

use exchange::open;
use exchange::table::Book;
use exchange::unreadable::Limits;
use model::id::{MeasureId, SourceId, SpendId};
use model::measure::Measure;
use model::observation::{Observation, cell_name};
use model::record::Record;
use model::role::Permission;
use model::source::Source;
use model::spend::{Spend, SpendLine};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::review::read_measure::as_shown;

/// Rows shown above and below the one asked for, and columns at most.
pub const ROWS_BESIDE: u32 = 3;
pub const MOST_COLUMNS: usize = 40;

#[derive(Debug, Clone)]
pub struct SourceView {
    pub source: Record<SourceId, Source>,
    /// Measures with data points from it, and how many current ones each.
    pub measures: Vec<(Record<MeasureId, Measure>, usize)>,
    pub points: usize,
    /// Data points that a later one has replaced.
    pub replaced: usize,
    /// What authorities spent, as read of it.
    pub spends: Vec<Record<SpendId, Spend>>,
}

/// The row of a cell with its neighbours.
#[derive(Debug, Clone)]
pub struct CellView {
    pub source: Record<SourceId, Source>,
    pub sheet: String,
    pub row: u32,
    pub column: u32,
    /// `M41`.
    pub name: String,
    /// What stands there, as people see it.
    pub seen: String,
    /// From column A on; a number and its cells.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Letters over the columns.
    pub letters: Vec<String>,
    /// The rows of headings above, where they are not among `rows`.
    pub headings: Vec<(u32, Vec<String>)>,
    /// What was read from this cell.
    pub points: Vec<(Observation, Record<MeasureId, Measure>)>,
    /// What an authority spent that stands in this cell.
    pub spent: Vec<(Record<SpendId, Spend>, SpendLine)>,
    /// Where there is no file: a figure typed here.
    pub has_file: bool,
    /// The people's details of the file were left out of what is kept.
    pub left_out: bool,
}

pub async fn read_source(desk: &Desk, actor: &Actor, id: SourceId) -> Result<SourceView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let source = store::sources::find(&mut tx, &actor.scope, id).await?;
    own_file(actor, &source)?;
    let points = store::observations::by_source(&mut tx, &actor.scope, id).await?;
    let mut measures: Vec<(Record<MeasureId, Measure>, usize)> = Vec::new();
    for point in &points {
        match measures.iter_mut().find(|(measure, _)| measure.id == point.measure) {
            Some((_, count)) => *count += usize::from(point.current),
            None => measures.push((store::measures::find(&mut tx, &actor.scope, point.measure).await?, usize::from(point.current))),
        }
    }
    let current = points.iter().filter(|point| point.current).count();
    let spends = store::spends::by_source(&mut tx, &actor.scope, id).await?;
    Ok(SourceView { source, measures, points: current, replaced: points.len() - current, spends })
}

/// A file may hold others' figures: a provider sees only a source that is about itself.
fn own_file(actor: &Actor, source: &Record<SourceId, Source>) -> Result<(), DeskError> {
    let others = actor.scope.is_provider && source.about != Some(actor.scope.organisation);
    if others { Err(DeskError::NotFound) } else { Ok(()) }
}

pub async fn read_cell(desk: &Desk, actor: &Actor, id: SourceId, sheet: &str, row: u32, column: u32) -> Result<CellView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let source = store::sources::find(&mut tx, &actor.scope, id).await?;
    own_file(actor, &source)?;
    let settings = Settings::in_force(&mut tx).await?;
    // The cells of a file are for those who hold it; others see what was read, as the pages of its measures show it.
    let holds_it = actor.scope.is_owner_staff;
    let mut points = Vec::new();
    for point in store::observations::by_source(&mut tx, &actor.scope, id).await? {
        let here = point.at.as_ref().is_some_and(|at| at.sheet == sheet && at.row == row && (at.column == column || column == 0));
        if here {
            let measure = store::measures::find(&mut tx, &actor.scope, point.measure).await?;
            let shown = if holds_it { vec![point] } else { as_shown(desk, &mut tx, &actor.scope, &measure, vec![point]).await? };
            points.extend(shown.into_iter().map(|point| (point, measure.clone())));
        }
    }
    let mut spent = Vec::new();
    for spend in store::spends::by_source(&mut tx, &actor.scope, id).await? {
        let here = |line: &&SpendLine| line.at.sheet == sheet && line.at.row == row && (line.at.column == column || column == 0);
        spent.extend(spend.noun.lines.iter().filter(here).map(|line| (spend.clone(), line.clone())));
    }
    drop(tx);
    let digest = source.noun.digest.clone().filter(|_| holds_it);
    let left_out = source.noun.received_digest.is_some() && source.noun.received_digest != source.noun.digest;
    let mut view = CellView {
        sheet: sheet.to_owned(),
        row,
        column,
        name: cell_name(row, column.max(1)),
        seen: String::new(),
        rows: Vec::new(),
        letters: Vec::new(),
        headings: Vec::new(),
        points,
        spent,
        has_file: source.noun.digest.is_some(),
        left_out,
        source,
    };
    let Some(digest) = digest else { return Ok(view) };
    let bytes = desk.shelf.get(&digest)?;
    let limits = limits(&settings);
    let book = tokio::task::spawn_blocking(move || open::book(&bytes, &limits, &mut exchange::note::Notes::default(), &mut |_, _| {}));
    let book = book.await.map_err(|_| DeskError::refused("not_read", "The kept file could not be read just now. Try again."))?;
    let book = book.map_err(|error| DeskError::refused("unreadable", error.to_string()))?;
    place(&book, &mut view);
    Ok(view)
}

/// What is read of one file at most, from the settings.
pub fn limits(settings: &Settings) -> Limits {
    Limits {
        bytes: settings.upload_bytes,
        expanded_bytes: settings.upload_expanded_bytes,
        columns: settings.upload_columns,
        cells: settings.upload_cells,
        ..Limits::default()
    }
}

fn place(book: &Book, view: &mut CellView) {
    let Some(sheet) = book.sheet(&view.sheet) else { return };
    let texts =
        |row: &exchange::table::Row| -> Vec<String> { row.cells.iter().take(MOST_COLUMNS).map(|cell| cell.shown().into_owned()).collect() };
    let (first, last) = (view.row.saturating_sub(ROWS_BESIDE).max(1), view.row.saturating_add(ROWS_BESIDE));
    view.rows = (first..=last).filter_map(|number| sheet.row(number).map(|row| (number, texts(row)))).collect();
    view.seen = sheet.row(view.row).map(|row| row.cell(view.column).shown().into_owned()).unwrap_or_default();
    // Headings: the rows above that stand before the first one shown, the last two of words.
    let wordy = |row: &&exchange::table::Row| row.filled() > 1 && row.cells.iter().all(|cell| cell.shown().parse::<f64>().is_err());
    let mut headings: Vec<(u32, Vec<String>)> =
        sheet.rows.iter().take_while(|row| row.number < first).take(12).filter(wordy).map(|row| (row.number, texts(row))).collect();
    view.headings = headings.split_off(headings.len().saturating_sub(2));
    let width = view.rows.iter().chain(&view.headings).map(|(_, cells)| cells.len()).max().unwrap_or(0);
    view.letters = (1..=width as u32).map(exchange::table::column_letter).collect();
}
