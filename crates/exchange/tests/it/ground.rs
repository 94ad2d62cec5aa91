//! What the fictional county knows when a file comes, and a reading written out as text.

use std::fmt::Write;

use exchange::reading::Reading;
use exchange::{Answers, Known, KnownMeasure, KnownPart, Limits, Unreadable, performance};
use quantity::{Date, Direction, MeasureKind, Unit};

pub fn today() -> Date {
    jiff::civil::date(2026, 11, 21)
}

fn measure(
    number: u128,
    name: &str,
    also: &[&str],
    unit: Unit,
    kind: MeasureKind,
    direction: Direction,
    target: Option<f64>,
    floor: Option<f64>,
) -> KnownMeasure {
    KnownMeasure {
        id: model::id::MeasureId(uuid::Uuid::from_u128(number)),
        name: name.to_owned(),
        also_called: also.iter().map(|text| (*text).to_owned()).collect(),
        unit,
        kind,
        direction,
        target,
        floor,
    }
}

pub fn known() -> Known {
    let part = |name: &str, also: &[&str]| KnownPart {
        name: name.to_owned(),
        also_called: also.iter().map(|text| (*text).to_owned()).collect(),
        ..KnownPart::default()
    };
    Known {
        measures: vec![
            measure(
                1,
                "Visits within 30 minutes of plan",
                &["visits on time", "On time"],
                Unit::Percent,
                MeasureKind::Proportion,
                Direction::High,
                Some(0.90),
                Some(0.85),
            ),
            measure(
                2,
                "Missed visits per 10,000",
                &["missed visits"],
                Unit::Per { things: "missed visits".into(), per: 10_000, of: "visits".into() },
                MeasureKind::Rate,
                Direction::Low,
                Some(5.0),
                Some(9.0),
            ),
            measure(3, "Tenancy kept at 6 months", &[], Unit::Percent, MeasureKind::Quarterly, Direction::High, Some(0.85), Some(0.78)),
        ],
        parts: vec![
            part("High Tarrow Homecare", &[]),
            part("Oakfield Care", &["OFC"]),
            part("Brightwell Support", &[]),
            part("Aldermere", &["E01"]),
            KnownPart {
                name: "Old Tarrow".into(),
                also_called: vec!["E07".into()],
                ended: Some(jiff::civil::date(2023, 4, 1)),
                followed_by: "High Tarrow".into(),
            },
        ],
    }
}

pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, Unreadable> {
    answered(name, bytes, &Answers::default())
}

pub fn answered(name: &str, bytes: &[u8], answers: &Answers) -> Result<Reading, Unreadable> {
    performance::read(name, bytes, &known(), answers, &Limits::default(), today())
}

pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything a person would be shown, as text.
pub fn told(reading: &Reading) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes text");
    line(reading.lead());
    for sheet in reading.sheets.iter().filter(|sheet| sheet.read) {
        line(format!(
            "{}{} {:?}, {} rows",
            if sheet.name.is_empty() { String::new() } else { format!("‘{}’: ", sheet.name) },
            sheet.headings_in_words(),
            sheet.shape,
            sheet.rows
        ));
    }
    for found in &reading.personal {
        line(format!(
            "PEOPLE {}: {} | {} | {} and {} more",
            found.place(),
            found.looks_like(),
            found.why,
            found.masked,
            found.count.saturating_sub(1)
        ));
    }
    for mapping in &reading.mappings {
        for column in &mapping.columns {
            line(format!("{} {} | {} | {} | {}", column.letter(), column.heading, column.example, column.role.words(), column.how_sure()));
        }
    }
    for note in &reading.notes {
        let choices: Vec<&str> = note.choices.iter().map(|choice| choice.label.as_str()).collect();
        let asked = if note.needs_answer { "ASK  " } else { "NOTE " };
        line(format!(
            "{asked}{:?}: {}{}",
            note.kind,
            note.sentence(),
            if choices.is_empty() { String::new() } else { format!(" [{}]", choices.join(" | ")) }
        ));
    }
    for target in &reading.targets {
        line(format!("TARGET {:?} FLOOR {:?} replace {}", target.target, target.floor, target.replace));
    }
    for change in &reading.redefinitions {
        line(format!(
            "REDEFINED ‘{}’ part ‘{}’ from {} breaks {}",
            change.text,
            change.part,
            change.from.map_or("?".into(), |p| p.to_string()),
            change.breaks
        ));
    }
    for point in reading.points.iter().take(40) {
        let measure = reading.measure(point).map_or("?", |m| if m.matched.is_some() { m.name.as_str() } else { m.text.as_str() });
        let known = if reading.measure(point).is_some_and(|m| m.matched.is_some()) { "" } else { " (not held)" };
        let counts = match (point.numerator, point.denominator) {
            (None, None) => String::new(),
            (n, d) => format!(" [{} of {}]", n.map_or("?".into(), |n| n.to_string()), d.map_or("?".into(), |d| d.to_string())),
        };
        let value = point.value.map_or_else(|| format!("{:?}", point.missing), |v| v.to_string());
        let earlier: Vec<String> =
            point.earlier.iter().map(|e| e.value.map_or_else(|| format!("{:?}", e.missing), |v| v.to_string())).collect();
        let behind = if earlier.is_empty() { String::new() } else { format!(" behind it {}", earlier.join(", ")) };
        let mark = if point.provisional { " provisional" } else { "" };
        line(format!(
            "{} | {measure}{known} | {} | {} = {value}{counts}{mark}{behind}",
            model::observation::cell_name(point.at.row, point.at.column),
            reading.part(point),
            point.period
        ));
    }
    for table in &reading.preview {
        for row in &table.rows {
            let cells: Vec<String> =
                row.cells.iter().map(|c| format!("{}{}", c.shown, if c.provisional { " provisional" } else { "" })).collect();
            line(format!("LOOKS {} | {} | {}", table.measure, row.part, cells.join(" | ")));
        }
    }
    out
}
