//! Draws the county's charts into a folder, to be looked at: `cargo run -p report --example draw -- FOLDER`.
//!
//! Put a style sheet named `page.css` (and `govuk.css`) beside the page it writes to see them as the product shows them.

use std::fs;
use std::path::PathBuf;

use methods::spc::{self, Ask, Point};
use model::readiness::Standing;
use quantity::{Direction, MeasureKind, Period, Unit};
use report::chart::interval::{IntervalOf, Row, interval_chart};
use report::chart::{BreakLabel, ChartOf, Room, TestTab, sparkline, spc_chart, twelve_marks};
use report::html;
use report::page::{Figure, Level};

const WEEKS: [f64; 36] = [
    33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6, 31.9, 33.4,
    35.2, 34.1, 22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0,
];
const VISITS: [f64; 36] = [
    81.0, 79.0, 83.0, 80.0, 82.0, 78.0, 84.0, 81.0, 80.0, 79.0, 82.0, 83.0, 80.0, 81.0, 79.0, 82.0, 84.0, 80.0, 78.0, 81.0, 83.0, 80.0,
    82.0, 79.0, 92.0, 91.0, 94.0, 90.0, 95.0, 92.0, 93.0, 91.0, 96.0, 92.0, 94.0, 90.0,
];
const FIRST_VISIT: [f64; 36] = [
    11.2, 12.4, 11.9, 10.8, 12.1, 11.5, 12.6, 11.1, 11.8, 12.3, 10.9, 11.6, 12.0, 11.3, 12.2, 11.7, 11.0, 12.5, 11.4, 11.9, 12.1, 11.2,
    11.8, 11.5, 5.6, 6.1, 5.2, 5.9, 5.4, 6.2, 5.5, 5.8, 5.1, 6.0, 5.6, 5.3,
];
const ARRIVALS: [f64; 36] = [
    92.0, 91.0, 93.0, 92.0, 94.0, 90.0, 92.0, 93.0, 91.0, 92.0, 93.0, 92.0, 91.0, 94.0, 92.0, 90.0, 93.0, 92.0, 91.0, 92.0, 93.0, 91.0,
    92.0, 92.0, 95.0, 96.0, 94.0, 95.0, 97.0, 95.0, 94.0, 93.0, 92.0, 91.0, 90.0, 88.0,
];

fn month(at: u32) -> Period {
    Period::parse("2023-11").expect("a month").plus(at)
}

fn points(values: &[f64], scale: f64, people: u64) -> Vec<Point> {
    let each = |(at, value): (usize, &f64)| Point {
        denominator: (people > 0).then(|| people + (at as u64 * 7) % 5),
        ..Point::new(month(at as u32), value * scale)
    };
    values.iter().enumerate().map(each).collect()
}

fn ask(kind: MeasureKind, better: Direction, target: f64, change: u32) -> Ask {
    Ask::new(kind, better).with_target(target).rebased(month(change).first_day(), "One move-on worker in each scheme")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder to write to")?);
    fs::create_dir_all(&folder)?;
    let test = Some(TestTab { starts: month(24), fewest: 12 });
    let breaks = vec![BreakLabel { from: month(24), label: "New way of working begins".into() }];
    let mut body = String::new();

    let weeks = spc::read(&points(&WEEKS, 1.0, 23), &ask(MeasureKind::Value, Direction::Low, 26.0, 24))?;
    let of_weeks = ChartOf {
        floor: Some(30.0),
        place: "Northvale".into(),
        counted: "people who moved on".into(),
        test,
        breaks: breaks.clone(),
        standing: Some(Standing::Explain),
        ..ChartOf::new("weeks", "Median weeks before a planned move on", Unit::Weeks, 1)
    };
    let visits = spc::read(&points(&VISITS, 0.01, 0), &ask(MeasureKind::Value, Direction::High, 0.90, 24))?;
    let of_visits = ChartOf {
        floor: Some(0.85),
        test,
        breaks: breaks.clone(),
        standing: Some(Standing::NotYet),
        ..ChartOf::new("visits", "Visits within 30 minutes of plan", Unit::Percent, 0)
    };
    let first = spc::read(&points(&FIRST_VISIT, 1.0, 250), &ask(MeasureKind::Value, Direction::Low, 7.0, 24))?;
    let of_first = ChartOf {
        floor: Some(8.0),
        test,
        breaks,
        standing: Some(Standing::Shown),
        ..ChartOf::new("first", "Days from discharge to first visit", Unit::Days, 1)
    };
    let arrivals = spc::read(&points(&ARRIVALS, 0.01, 0), &ask(MeasureKind::Value, Direction::High, 0.96, 24))?;
    let of_arrivals = ChartOf {
        floor: Some(0.93),
        test,
        standing: Some(Standing::PointsTheOtherWay),
        ..ChartOf::new("arrivals", "Arrivals on time", Unit::Percent, 0)
    };
    // Seven months of a test of twelve, and two months with no figure.
    let mut empty = points(
        &[
            29.0, 31.0, 30.0, 32.0, 28.0, 31.0, 33.0, 30.0, 29.0, 32.0, 30.0, 31.0, 29.0, 28.0, 31.0, 30.0, 32.0, 27.0, 26.0, 27.0, 25.0,
            25.0, 26.0, 25.0, 24.0,
        ],
        1.0,
        0,
    );
    empty[5] = Point::missing(empty[5].period);
    empty[6] = Point::missing(empty[6].period);
    let empty = spc::read(&empty, &ask(MeasureKind::Value, Direction::Low, 18.0, 18))?;
    let of_empty = ChartOf {
        floor: Some(22.0),
        test: Some(TestTab { starts: month(18), fewest: 12 }),
        standing: Some(Standing::NotYet),
        ..ChartOf::new("empty", "Days a flat stands empty", Unit::Days, 0)
    };
    // Small numbers, with limits that follow them.
    let lot: Vec<Point> = (0..24).map(|at| Point::of(month(at), if at == 17 { 12 } else { 13 + u64::from(at % 3 == 0) }, 14)).collect();
    let lot = spc::read(&lot, &Ask::new(MeasureKind::Proportion, Direction::High).with_target(0.9))?;
    let of_lot = ChartOf { counted: "people with a review due".into(), ..ChartOf::new("lot", "Reviews in time", Unit::Percent, 0) };

    for (reading, of) in
        [(&weeks, &of_weeks), (&visits, &of_visits), (&first, &of_first), (&arrivals, &of_arrivals), (&empty, &of_empty), (&lot, &of_lot)]
    {
        let chart = spc_chart(reading, of);
        for said in &chart.words.said {
            body.push_str(&format!("<p class=\"ww-small\">{} <b>{}.</b> {}</p>", said.question, said.word, said.sentence));
        }
        body.push_str(&html::figure(&Figure {
            chart,
            unit: report::words::spc::unit(&of.unit),
            source: "housing-support-october.xlsx, loaded on 20 November 2026".into(),
            edition: format!("{}, edition {}", reading.method().code, reading.method().edition),
            csv_at: Some("/measure.csv".into()),
            level: Level::Two,
        }));
        let months = twelve_marks::twelve_marks(reading, of);
        if let Some(months) = months {
            body.push_str(&format!("<div class=\"ww-issue\">{}<p>{}</p></div>", months.svg, months.words));
        }
    }
    let column = ChartOf { id: "column".into(), room: Room::Column, ..of_weeks };
    body.push_str(&format!(
        "<div class=\"column\"><figure class=\"ww-figure\">{}</figure></div>",
        html::chart(&spc_chart(&weeks, &column), Level::Three)
    ));
    let small = sparkline::sparkline(&first, &ChartOf { id: "spark".into(), ..of_first });
    body.push_str(&format!("<div class=\"small\"><figure class=\"ww-figure\">{}</figure></div>", html::chart(&small, Level::Three)));

    let range = |low, high| quantity::Interval { low, high, level: quantity::Share::ALL };
    let asked = interval_chart(
        &[
            Row { label: "People who use the service".into(), part: 33, whole: 38, range: range(0.73, 0.94) },
            Row { label: "Front-line staff".into(), part: 11, whole: 14, range: range(0.52, 0.92) },
        ],
        &IntervalOf {
            id: "asked".into(),
            name: "Agree that waits are fixed".into(),
            line: Some((quantity::Share::new(0.7)?, "Needed 70%".into())),
            method: "Wilson’s, 95%".into(),
        },
    );
    body.push_str(&format!("<div class=\"column\"><figure class=\"ww-figure\">{}</figure></div>", html::chart(&asked, Level::Three)));

    let page = format!(
        concat!(
            "<!DOCTYPE html><html lang=\"en-GB\" class=\"govuk-template\"><head><meta charset=\"utf-8\"><title>Charts</title>",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<link rel=\"stylesheet\" href=\"govuk.css\"><link rel=\"stylesheet\" href=\"page.css\">",
            "<style>.column{{max-width:760px}}.small{{max-width:520px}}</style></head>",
            "<body class=\"govuk-template__body\"><div class=\"govuk-width-container\">{}</div></body></html>"
        ),
        body
    );
    let at = folder.join("charts.html");
    fs::write(&at, page)?;
    println!("{}", at.display());
    Ok(())
}
