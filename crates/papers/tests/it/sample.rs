//! A paper with a block of every kind.

use methods::spc::{self, Ask, Point};
use quantity::{Direction, MeasureKind, Period, Unit};
use report::chart::{ChartOf, spc_chart};
use report::page::{Answer, Block, Document, Figure, Level, Look, Text};
use report::table::{Cell, Column, Table};

pub fn made() -> quantity::Date {
    jiff::civil::date(2026, 11, 21)
}

/// Days from discharge to first visit, over two years.
pub fn figure() -> Figure {
    let first = Period::parse("2024-11").expect("a month");
    let days = |at: u32| if at < 12 { 11.5 + f64::from(at % 4) * 0.4 } else { 5.2 + f64::from(at % 5) * 0.2 };
    let points: Vec<Point> = (0..24).map(|at| Point::new(first.plus(at), days(at))).collect();
    let ask = Ask::new(MeasureKind::Value, Direction::Low).with_target(7.0);
    let reading = spc::read(&points, &ask).expect("a reading");
    let of = ChartOf {
        floor: Some(8.0),
        place: "Northvale".into(),
        ..ChartOf::new("first", "Days from discharge to first visit", Unit::Days, 1)
    };
    Figure {
        chart: spc_chart(&reading, &of),
        unit: "days".into(),
        source: "reablement-october.csv".into(),
        edition: "spc-xmr, edition 1".into(),
        csv_at: None,
        level: Level::Three,
    }
}

pub fn paper() -> Document {
    let mut page = Document::new("Reablement at home: who should run it?", "Both issues are shown to be fixed.");
    page.heading("What members are asked to decide");
    page.paragraph(Text::plain("That the agreement is made under ").strong("section 75").and(", from ").cell("A1").and("."));
    page.push(Block::List { numbered: true, items: vec!["Agree the transfer".into(), "Note the promises".into()] });
    page.push(Block::List { numbered: false, items: vec!["One & only".into(), "5 < 6".into()] });
    page.push(Block::List { numbered: true, items: vec!["Begins at one again".into()] });
    page.push(Block::Answer(Answer {
        look: Look::Shown,
        word: "Ready".into(),
        say: "Nothing speaks against it.".into(),
        facts: vec![("Shown to be fixed".into(), "2 of 2".into())],
    }));
    page.push(Block::Facts(vec![("Meeting".into(), "Cabinet, 15 December 2026".into())]));
    page.push(Block::Note(
        Text::plain("See the ").link("guidance", "https://example.org/a?b=1&c=2").and(" and ").link("the case", "/cases/C-1"),
    ));
    page.push(Block::Heading { level: Level::Three, text: "What we know".into() });
    page.push(Block::Figure(Box::new(figure())));
    page.push(Block::Table(Table::new(
        "Alternatives",
        vec![Column::words("Choice"), Column::number("Cost in a year", "£")],
        vec![
            vec![Cell::words("Stay as we are"), Cell::number(9_600_000.0, "9,600,000")],
            vec![Cell::words("Section 75"), Cell::Missing("unknown".into())],
        ],
    )));
    page.push(Block::Folded { title: "How sure we are".into(), blocks: vec![Block::Paragraph("Line one\nline two".into())] });
    page.foot.push("Head of the audit trail: entry 12".into());
    page
}
