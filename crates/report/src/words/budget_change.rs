//! A change of several budget lines in words: whether everything is cut alike, and what the same saving would lose if it were chosen.

use methods::allocation::even_cut::{CHANGE_ABOVE, EvenCut, SPREAD_BELOW};
use model::budget_change::{BudgetChange, Saving};
use quantity::rounding::shown;
use quantity::{Money, Period};

use super::count;
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

/// What a page of one change takes.
pub struct Told<'a> {
    pub change: &'a BudgetChange,
    pub cut: Result<&'a EvenCut, &'a str>,
    pub saved: Money,
    pub points_lost: i64,
    pub best: Option<Best<'a>>,
}

pub struct Best<'a> {
    /// In the order of the lines; none where a line stays as it is.
    pub by_line: &'a [Option<Saving>],
    pub saved: Money,
    pub points_lost: i64,
    pub shown: bool,
    pub at_least: i64,
    pub by: &'a str,
}

fn money(amount: Money) -> Cell {
    Cell::number(amount.pounds(), amount.in_full())
}

fn points(count: i64) -> Cell {
    Cell::number(count as f64, count.to_string())
}

fn percent(share: f64) -> String {
    format!("{}%", shown(share * 100.0, 1)).replace('-', "−")
}

/// The answer in one to three sentences.
pub fn lead(told: &Told<'_>) -> String {
    let first = match told.cut {
        Err(why) => why.to_owned(),
        Ok(cut) if cut.near_uniform && cut.mean < 0.0 => format!(
            "This is an even cut across the board: every line loses about {}, as if every pound did the same good.",
            percent(-cut.mean)
        ),
        Ok(cut) if cut.near_uniform => format!("Every line grows by about {}, as if every pound did the same good.", percent(cut.mean)),
        Ok(cut) => format!("This is a choice between lines: changes average {} and differ.", percent(cut.mean)),
    };
    let then = match &told.best {
        Some(best) if best.points_lost < told.points_lost => format!(
            " It saves {} and loses {} outcome points. The same saving can be had for {}.",
            told.saved.in_full(),
            told.points_lost,
            best.points_lost
        ),
        Some(_) => format!(
            " It saves {} and loses {} outcome points. Nothing that was looked at loses less.",
            told.saved.in_full(),
            told.points_lost
        ),
        None => format!(" It saves {} and loses {} outcome points.", told.saved.in_full(), told.points_lost),
    };
    format!("{first}{then}")
}

/// The whole page but its heading.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new(told.change.title.clone(), lead(told));
    page.heading("What is proposed");
    let columns = vec![
        Column::words("Line"),
        Column::number("Now", "£"),
        Column::number("Saves", "£"),
        Column::words("Change"),
        Column::number("Points lost", ""),
        Column::words("Who is hit"),
    ];
    let said = |text: &str| Cell::words(if text.is_empty() { "Not said" } else { text });
    let changes: &[Option<f64>] = told.cut.map_or(&[], |cut| cut.changes.as_slice());
    let rows = told.change.lines.iter().enumerate().map(|(at, line)| {
        let change = match changes.get(at).copied().flatten() {
            Some(change) => percent(change),
            None if !line.protected_by.is_empty() => format!("No choice: {}", line.protected_by),
            None => "–".to_owned(),
        };
        let proposed = &line.proposed;
        vec![
            Cell::words(line.name.clone()),
            money(line.before),
            money(proposed.amount),
            Cell::words(change),
            points(proposed.points_lost),
            said(&proposed.who_is_hit),
        ]
    });
    page.push(Block::Table(Table::new("What is proposed", columns, rows.collect())));
    if let Some(best) = &told.best {
        best_use(&mut page, told, best);
    }
    page.paragraph(format!("Points: {}", told.change.points_mean));
    if let Ok(cut) = told.cut {
        page.push(Block::Folded {
            title: "How an even cut is told".to_owned(),
            blocks: vec![Block::Paragraph(Text::plain(format!(
                "Lines with a choice had {} and change by {} on average. The spread of their changes, weighted by money, is {} points of a per cent; under {} with a mean of more than {} counts as even.",
                Money::from_pence(cut.before).in_full(),
                percent(cut.mean),
                shown(cut.spread * 100.0, 2),
                shown(SPREAD_BELOW * 100.0, 0),
                percent(CHANGE_ABOVE)
            )))],
        });
    }
    let year = Period::FinancialYear(told.change.year).in_words();
    let method = methods::allocation::METHOD.with_edition();
    page.foot.push(format!("Method: {method}. Begins in {year}. Source: what was entered here; each change is in the audit trail."));
    page
}

fn best_use(page: &mut Document, told: &Told<'_>, best: &Best<'_>) {
    page.heading("The same saving, chosen");
    let shown = if best.shown {
        "No other choice among these loses less.".to_owned()
    } else {
        format!("Any choice loses at least {} points; this is the best known.", best.at_least)
    };
    page.paragraph(format!(
        "{} saved, {} points lost against {} as proposed. {shown} Looked for by our {}.",
        best.saved.in_full(),
        best.points_lost,
        told.points_lost,
        best.by
    ));
    let columns = vec![
        Column::words("Line"),
        Column::words("What changes"),
        Column::number("Saves", "£"),
        Column::number("Points lost", ""),
        Column::words("Who is hit"),
        Column::words("What replaces it"),
    ];
    let said = |text: &str, none: &str| Cell::words(if text.is_empty() { none.to_owned() } else { text.to_owned() });
    let rows = told.change.lines.iter().zip(best.by_line).map(|(line, way)| match way {
        Some(way) => vec![
            Cell::words(line.name.clone()),
            Cell::words(way.what.clone()),
            money(way.amount),
            points(way.points_lost),
            said(&way.who_is_hit, "Not said"),
            said(&way.replaced_by, "Nothing"),
        ],
        None => vec![
            Cell::words(line.name.clone()),
            Cell::words("Stays as it is"),
            money(Money::ZERO),
            points(0),
            Cell::words("Nobody"),
            Cell::words("Nothing is needed"),
        ],
    });
    page.push(Block::Table(Table::new("The same saving, chosen", columns, rows.collect())));
    let untouched: Vec<String> =
        told.change.lines.iter().zip(best.by_line).filter(|(_, way)| way.is_none()).map(|(line, _)| line.name.clone()).collect();
    if !untouched.is_empty() {
        page.paragraph(format!("Untouched: {}.", count::list(&untouched)));
    }
}
