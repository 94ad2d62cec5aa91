//! A measure's figures to take away: as CSV, and as a workbook.

use axum::response::Response;
use desk::review::read_measure::MeasureView;
use report::chart::Chart;
use report::table::{Cell, Column, Table};

use crate::download;
use crate::error::PageError;

/// The table of a measure whose figures no control chart fits: oldest first.
pub fn plain_table(view: &MeasureView) -> Table {
    let measure = &view.measure.noun;
    let columns = vec![
        Column::words("Period"),
        Column::number(&measure.name, measure.unit.words()),
        Column::number("Numerator", ""),
        Column::number("Denominator", ""),
        Column::words("Reading"),
    ];
    let rows = view.points.iter().map(|point| {
        let whole =
            |count: Option<i64>| count.and_then(|n| u64::try_from(n).ok()).map_or_else(|| Cell::Missing(String::new()), Cell::Whole);
        let value = point.value.map_or_else(
            || Cell::Missing(reason(point.missing, view.smallest_count)),
            |v| Cell::number(v, measure.unit.shown(v, usize::from(measure.places))),
        );
        let said = if point.provisional { "Provisional" } else { "" };
        vec![Cell::Period(point.period), value, whole(point.numerator), whole(point.denominator), Cell::words(said)]
    });
    Table::new(&measure.name, columns, rows.collect())
}

/// Why there is no figure, in words.
pub fn reason(missing: Option<model::observation::Missing>, below: u32) -> String {
    use model::observation::Missing;
    match missing {
        Some(Missing::Suppressed) => format!("Withheld: fewer than {below}, or it would give one away"),
        Some(Missing::NotApplicable) => "Does not apply".to_owned(),
        Some(Missing::Unreadable) => "Could not be read".to_owned(),
        Some(Missing::NotAvailable) | None => "No figure".to_owned(),
    }
}

pub fn csv(view: &MeasureView, chart: Option<&Chart>) -> Response {
    let text = chart.map_or_else(|| plain_table(view).to_csv(), |chart| chart.csv.clone());
    download::csv(&text, &stem(view))
}

pub fn workbook(view: &MeasureView, chart: Option<&Chart>, today: quantity::Date) -> Result<Response, PageError> {
    let plain = plain_table(view);
    let mut tables: Vec<(&str, &Table)> = Vec::new();
    match chart {
        Some(chart) => tables.push(("What it says", &chart.table)),
        None => tables.push(("Figures", &plain)),
    }
    if chart.is_some() {
        tables.push(("Figures", &plain));
    }
    let bytes = papers::table_workbook(&tables, today).map_err(|error| {
        tracing::error!(%error, "a workbook was not written");
        PageError::Broken
    })?;
    Ok(download::file(bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &format!("{}.xlsx", stem(view))))
}

/// Letters, digits and hyphens of the name: safe as a file's name anywhere.
fn stem(view: &MeasureView) -> String {
    let name = if view.part.is_empty() { view.measure.noun.name.clone() } else { format!("{} {}", view.measure.noun.name, view.part) };
    let words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let stem = words.join("-");
    if stem.is_empty() { "measure".to_owned() } else { stem.chars().take(80).collect() }
}
