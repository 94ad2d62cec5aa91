//! A market position statement as a document: for everybody, on a page and on paper.

use model::market_statement::{StatementEdition, StatementFigure};
use model::pipeline_line::PipelineFacts;
use quantity::Date;

use super::count;
use crate::page::{Block, Document};
use crate::table::{Cell, Column, Table};

/// The document of one edition. `newest` is the last there is.
pub fn document(edition: &StatementEdition, newest: u32, today: Date) -> Document {
    let says = &edition.says;
    let place = if says.place.is_empty() { edition.place.as_str() } else { says.place.as_str() };
    let mut page = Document::new(format!("Market position statement: {}", says.market), lead(edition, place));
    if edition.edition < newest {
        page.push(Block::Note(format!("This is edition {}. Edition {newest} has taken its place.", edition.edition).into()));
    } else if says.good_until.is_some_and(|until| until < today) {
        page.push(Block::Note("This statement is past the day it was good until. Ask before you rely on it.".into()));
    }
    page.heading("What will be needed");
    paragraphs(&mut page, &says.demand);
    page.push(Block::Table(figures("What will be needed, in figures", &edition.demand)));
    page.heading("Who there is to provide it");
    paragraphs(&mut page, &says.supply);
    page.push(Block::Table(figures("Who there is to provide it, in figures", &says.figures)));
    page.heading("What we mean to do");
    paragraphs(&mut page, &says.intentions);
    page.heading("Ways of working we want");
    paragraphs(&mut page, &says.models_wanted);
    page.heading("What money there is");
    paragraphs(&mut page, &says.funding);
    page.heading("What is coming");
    if edition.pipeline.is_empty() {
        page.paragraph("No line of the pipeline is of this market yet.");
    } else {
        page.push(Block::Table(coming(&edition.pipeline)));
    }
    page.heading("Whom to ask");
    paragraphs(&mut page, &says.contact);
    page.foot.push(format!(
        "Edition {}, published on {} by {}. Approved by {} ({}).",
        edition.edition,
        count::plain_date(edition.published_on),
        edition.place,
        edition.approved_by,
        edition.approved_in
    ));
    page
}

fn lead(edition: &StatementEdition, place: &str) -> String {
    let dated = edition.says.dated.map_or(String::new(), |day| format!(" It speaks of {}", count::plain_date(day)));
    let until = edition.says.good_until.map_or(String::new(), |day| format!(" and is good until {}", count::plain_date(day)));
    format!("For whoever provides, or might provide, {} in {place}.{dated}{until}.", edition.says.market.to_lowercase())
}

/// What people typed, a paragraph for each empty line between.
fn paragraphs(page: &mut Document, text: &str) {
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        page.paragraph(part);
    }
}

fn figures(caption: &str, all: &[StatementFigure]) -> Table {
    let columns = vec![Column::words("What"), Column::words("How many or how much"), Column::words("Where that is from")];
    let row = |one: &StatementFigure| vec![Cell::words(one.what.clone()), Cell::words(one.value.clone()), Cell::words(one.source.clone())];
    Table::new(caption, columns, all.iter().map(row).collect())
}

fn coming(lines: &[PipelineFacts]) -> Table {
    let columns = vec![
        Column::words("What"),
        Column::words("How much"),
        Column::number("Worth in all", "£"),
        Column::words("Market asked"),
        Column::number("Runs", "months"),
        Column::words("Way thought of"),
    ];
    let row = |facts: &PipelineFacts| {
        vec![
            Cell::words(facts.what.clone()),
            Cell::words(facts.volume.clone()),
            Cell::number(facts.value.pounds(), facts.value.in_full()),
            Cell::words(count::plain_date(facts.expected)),
            Cell::Whole(u64::from(facts.months)),
            Cell::words(facts.way.clone()),
        ]
    };
    Table::new("What is coming, as it stood that day", columns, lines.iter().map(row).collect())
}
