//! A paper of six charts, twenty tables and sixty paragraphs in Word: at most 300 ms.

use criterion::{Criterion, criterion_group, criterion_main};
use methods::spc::{Ask, Point};
use quantity::{Direction, MeasureKind, Period, Unit};
use report::chart::{ChartOf, spc_chart};
use report::page::{Block, Document, Figure, Level};
use report::table::{Cell, Column, Table};
use std::hint::black_box;

fn figure(at: u32, first: Period) -> Option<Figure> {
    let points: Vec<Point> = (0..36).map(|month| Point::new(first.plus(month), 20.0 + f64::from((month * 7 + at) % 9))).collect();
    let reading = methods::spc::read(&points, &Ask::new(MeasureKind::Value, Direction::Low).with_target(26.0)).ok()?;
    let chart = spc_chart(&reading, &ChartOf::new(format!("c{at}"), "Median weeks before a planned move-on", Unit::Weeks, 1));
    let (source, edition) = ("a return".to_owned(), "spc-xmr, edition 1".to_owned());
    Some(Figure { chart, unit: "weeks".into(), source, edition, csv_at: None, level: Level::Three })
}

fn paper(c: &mut Criterion) {
    let Ok(first) = Period::parse("2023-11") else { return };
    let mut page = Document::new("Who should run it?", "Cabinet is asked to decide on 15 December 2026.");
    for at in 0..20 {
        page.heading(format!("Part {at}"));
        (0..3).for_each(|_| {
            page.paragraph(
                "A paragraph of the length that people write when they explain why one way is better than another, and what it costs.",
            );
        });
        let rows = (0..10).map(|row| vec![Cell::words(format!("Row {row}")), Cell::Whole(row)]).collect();
        page.push(Block::Table(Table::new("Figures", vec![Column::words("Which"), Column::number("How many", "people")], rows)));
    }
    page.blocks.extend((0..6).filter_map(|at| figure(at, first)).map(|figure| Block::Figure(Box::new(figure))));
    let made = jiff::civil::date(2026, 11, 21);
    let mut group = c.benchmark_group("paper");
    group.sample_size(20);
    group.bench_function("word: six charts, twenty tables, sixty paragraphs", |b| {
        b.iter(|| black_box(papers::word(black_box(&page), made)))
    });
    group.finish();
}

criterion_group!(benches, paper);
criterion_main!(benches);
