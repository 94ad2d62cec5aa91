//! What the file would correct, and how it will look.

use desk::analyse::load_performance::{Reading, UploadView};
use report::words::count;

use crate::components::card_table::CardTable;
use crate::components::markup::Markup;

pub(super) fn corrections(view: &UploadView) -> Markup {
    if view.corrections.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Figures held that this file gives otherwise")
        .column("Measure")
        .column("Period")
        .figures("Held now")
        .figures("In this file")
        .column("Rests on it");
    for correction in &view.corrections {
        let name =
            if correction.part.is_empty() { correction.measure.clone() } else { format!("{}, {}", correction.measure, correction.part) };
        let tests = match correction.tests.as_slice() {
            [] => "Nothing registered".to_owned(),
            tests => format!(
                "Test period {}: void until the correction is checked from outside",
                tests.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            ),
        };
        table = table.row([name, correction.period.in_words(), correction.from.clone(), correction.to.clone(), tests]);
    }
    table.into()
}

pub(super) fn preview(reading: &Reading) -> Vec<Markup> {
    reading
        .preview
        .iter()
        .take(6)
        .map(|preview| {
            let mut table = CardTable::new(format!(
                "{}, newest {}",
                preview.measure,
                count::of_things(preview.periods.len() as u64, "period", "periods")
            ))
            .column("Of");
            for period in &preview.periods {
                table = table.figures(period.in_words());
            }
            for row in &preview.rows {
                let first = if row.part.is_empty() { "All together".to_owned() } else { row.part.clone() };
                let cells =
                    row.cells.iter().map(|cell| if cell.provisional { format!("{} provisional", cell.shown) } else { cell.shown.clone() });
                table = table.row(std::iter::once(first).chain(cells));
            }
            let further = if preview.further > 0 {
                format!("<p class=\"govuk-body ww-small\">and {} more.</p>", preview.further)
            } else {
                String::new()
            };
            Markup::from(table).and(Markup::trusted(further))
        })
        .collect()
}
