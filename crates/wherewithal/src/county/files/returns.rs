//! Tidy returns: one a service and a day, one row a figure.

use std::collections::BTreeMap;

use quantity::period::Cadence;
use quantity::{Date, Month, Period};

use super::{BACKLOG, OCTOBER, SEPTEMBER, Sent};
use crate::county::correction;
use crate::county::measures::{Fact, measures};
use crate::county::organisations::AGENCIES;
use crate::county::series::home_care::MORE_THAN_ALL;
use crate::county::series::{self, Point};
use crate::county::services::{HOUSING, SERVICES, service};

/// Every return but housing support's of October (a workbook of its own), by day and service.
pub fn returns() -> Vec<Sent> {
    let series: Vec<(Fact, Vec<Point>)> = measures()
        .into_iter()
        .map(|fact| {
            let (mut figures, parts) = series::whole_and_parts(&fact);
            figures.extend(parts);
            for point in figures.iter_mut().filter(|point| came_wrong(&fact, point)) {
                point.value = correction::AS_SENT;
            }
            (fact, figures)
        })
        .collect();
    let mut all = Vec::new();
    for (on, from, to) in [
        (BACKLOG, None, Month::new(2025, 9)),
        (SEPTEMBER, Month::new(2025, 10).ok(), Month::new(2026, 9)),
        (OCTOBER, Month::new(2026, 10).ok(), Month::new(2026, 10)),
    ] {
        let Ok(to) = to else { continue };
        for provided in SERVICES.iter().filter(|service| on != OCTOBER || service.number != HOUSING) {
            let mut by_kind: BTreeMap<&str, Vec<(&Fact, &Point)>> = BTreeMap::new();
            for (fact, figures) in series.iter().filter(|(fact, _)| fact.service == provided.number) {
                for point in figures.iter().filter(|point| is_sent(point.period, from, to) && !is_late(point)) {
                    by_kind.entry(kind(point.period)).or_default().push((fact, point));
                }
            }
            all.extend(by_kind.into_iter().map(|(kind, rows)| sent(provided.number, on, to, kind, &rows)));
        }
    }
    all
}

/// The one figure that came wrong, and was corrected later.
fn came_wrong(fact: &Fact, point: &Point) -> bool {
    fact.key == correction::MEASURE && point.part.is_empty() && Period::parse(correction::PERIOD).is_ok_and(|period| period == point.period)
}

/// A figure is sent with the month in which its period ends.
fn is_sent(period: Period, from: Option<Month>, to: Month) -> bool {
    let ends = match period {
        // Counted on the Monday.
        Period::Week(monday) => Month::of(monday),
        // Yearly counts are made in the autumn, before the year is out.
        Period::CalendarYear(_) => Month::of(period.last_day()).plus(-2),
        _ => Month::of(period.last_day()),
    };
    from.is_none_or(|from| ends >= from) && ends <= to
}

/// Agencies' own figures of October, and one of December 2025, have not reached the council: they are in the late return that
/// visitors may load.
fn is_late(point: &Point) -> bool {
    let is_agency = AGENCIES.iter().any(|agency| agency.name == point.part);
    let month = |year, month| Period::month(year, month) == Some(point.period);
    is_agency && (month(2026, 10) || (point.part == MORE_THAN_ALL && month(2025, 12)))
}

/// Weeks and nights come in files of their own: nobody mixes them with months.
fn kind(period: Period) -> &'static str {
    match period.cadence() {
        Cadence::Week => "-weekly",
        Cadence::Day => "-nights",
        Cadence::Month | Cadence::Quarter | Cadence::Year => "",
    }
}

fn sent(number: u8, on: Date, to: Month, kind: &str, rows: &[(&Fact, &Point)]) -> Sent {
    let stem = service(number).map_or("service", |service| service.file);
    // A column that would be empty is not sent.
    let has = |filled: fn(&Point) -> bool| rows.iter().any(|(_, point)| filled(point));
    let columns = [
        ("Month", true),
        ("Measure", true),
        ("Provider", has(|point| !point.part.is_empty())),
        ("Numerator", has(|point| point.top.is_some())),
        ("Denominator", has(|point| point.bottom.is_some())),
        ("Value", true),
    ];
    let line = |fields: [String; 6]| {
        let sent = fields.iter().zip(columns).filter(|(_, (_, is_sent))| *is_sent).map(|(field, _)| quoted(field));
        sent.collect::<Vec<_>>().join(",") + "\r\n"
    };
    let mut text = line(columns.map(|(name, _)| name.to_owned()));
    for (fact, point) in rows {
        let count = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
        let part = point.part.to_owned();
        text.push_str(&line([
            written(point.period),
            fact.name.to_owned(),
            part,
            count(point.top),
            count(point.bottom),
            figure(fact, point),
        ]));
    }
    let month = to.name().to_lowercase();
    Sent { name: format!("{stem}{kind}-{month}-{}.csv", to.year()), bytes: text.into_bytes(), service: number, on }
}

/// As councils write periods: `Oct-26`, `2026/27 Q2`, `w/c 26/10/2026`, `2025/26`.
fn written(period: Period) -> String {
    match period {
        Period::Month(month) => format!("{}-{:02}", month.name().get(..3).unwrap_or_default(), month.year() % 100),
        Period::Quarter(month) => {
            let (year, quarter) = if month.month() < 4 { (month.year() - 1, 4) } else { (month.year(), (month.month() - 1) / 3) };
            format!("{year}/{:02} Q{quarter}", (year + 1) % 100)
        }
        Period::Week(monday) => format!("w/c {:02}/{:02}/{}", monday.day(), monday.month(), monday.year()),
        Period::Day(day) => format!("{} {}", day.day(), Month::of(day).in_words()),
        Period::CalendarYear(_) | Period::FinancialYear(_) => period.to_string(),
    }
}

/// In full: percentages as per cent, unrounded, so that they are what their numbers of people say.
fn figure(fact: &Fact, point: &Point) -> String {
    if fact.unit == "percent" { format!("{}%", point.value * 100.0) } else { point.value.to_string() }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}
