//! The county's series, as charts see them.

use methods::spc::{self, Ask, Point, Reading};
use model::readiness::Standing;
use quantity::{Direction, MeasureKind, Period, Unit};
use report::chart::{BreakLabel, ChartOf, TestTab};

pub const WEEKS_BEFORE: [f64; 24] = [
    33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6, 31.9, 33.4,
    35.2, 34.1,
];
pub const WEEKS_AFTER: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0];

pub fn month(at: u32) -> Period {
    Period::parse("2023-11").expect("a month").plus(at)
}

pub fn points(values: &[f64], scale: f64) -> Vec<Point> {
    values.iter().enumerate().map(|(at, value)| Point::new(month(at as u32), value * scale)).collect()
}

fn read(values: &[f64], scale: f64, better: Direction, target: f64) -> Reading {
    let ask = Ask::new(MeasureKind::Value, better).with_target(target).rebased(month(24).first_day(), "The work changed");
    spc::read(&points(values, scale), &ask).expect("a reading")
}

pub fn around(mean: f64) -> Vec<f64> {
    // Ordinary variation about a mean, with no signal in it.
    (0..24).map(|at| mean + [0.0, -1.2, 1.4, -0.6, 0.9, -1.6, 1.1, 0.3, -0.3][at % 9]).collect()
}

fn of(id: &str, name: &str, unit: Unit, places: usize, floor: f64, standing: Standing) -> ChartOf {
    ChartOf {
        floor: Some(floor),
        test: Some(TestTab { starts: month(24), fewest: 12 }),
        breaks: vec![BreakLabel { from: month(24), label: "New way of working begins".into() }],
        standing: Some(standing),
        ..ChartOf::new(id, name, unit, places)
    }
}

/// Median weeks before a planned move on, with as many months after the change as asked (1 to 12).
pub fn weeks(after: usize) -> (Reading, ChartOf) {
    let mut values = WEEKS_BEFORE.to_vec();
    values.extend(WEEKS_AFTER.iter().take(after));
    let standing = if after == 12 { Standing::Explain } else { Standing::NotYet };
    let of = ChartOf {
        place: "Northvale".into(),
        counted: "people who moved on".into(),
        ..of("weeks", "Median weeks before a planned move on", Unit::Weeks, 1, 30.0, standing)
    };
    (read(&values, 1.0, Direction::Low, 26.0), of)
}

pub fn late_visits() -> (Reading, ChartOf) {
    let mut values = around(80.9);
    values.extend([92.0, 91.0, 94.0, 90.0, 95.0, 92.0, 93.0, 91.0, 96.0, 92.0, 94.0, 90.0]);
    (read(&values, 0.01, Direction::High, 0.90), of("visits", "Visits within 30 minutes of plan", Unit::Percent, 0, 0.85, Standing::NotYet))
}

pub fn first_visit() -> (Reading, ChartOf) {
    let mut values = around(11.7);
    values.extend([5.6, 6.1, 5.2, 5.9, 5.4, 6.2, 5.5, 5.8, 5.1, 6.0, 5.6, 5.3]);
    (read(&values, 1.0, Direction::Low, 7.0), of("first", "Days from discharge to first visit", Unit::Days, 1, 8.0, Standing::Shown))
}

pub fn arrivals() -> (Reading, ChartOf) {
    let mut values = around(92.0);
    values.extend([95.0, 96.0, 94.0, 95.0, 97.0, 95.0, 94.0, 93.0, 92.0, 91.0, 90.0, 88.0]);
    (read(&values, 0.01, Direction::High, 0.96), of("arrivals", "Arrivals on time", Unit::Percent, 0, 0.93, Standing::PointsTheOtherWay))
}

/// Reviews in time of 14 people: full months but one at 13 of 14.
pub fn reviews() -> (Reading, ChartOf) {
    let points: Vec<Point> = (0..12).map(|at| Point::of(month(at), if at == 7 { 13 } else { 14 }, 14)).collect();
    let ask = Ask::new(MeasureKind::Proportion, Direction::High).with_target(0.9);
    let of = ChartOf { counted: "people with a review due".into(), ..ChartOf::new("reviews", "Reviews in time", Unit::Percent, 0) };
    (spc::read(&points, &ask).expect("a reading"), of)
}

/// Everything a drawing has to cope with: missing and provisional months, and a test period still running.
pub fn with_gaps() -> (Reading, ChartOf) {
    let mut points = points(
        &[
            29.0, 31.0, 30.0, 32.0, 28.0, 31.0, 33.0, 30.0, 29.0, 32.0, 30.0, 31.0, 29.0, 28.0, 31.0, 30.0, 32.0, 27.0, 26.0, 27.0, 25.0,
            25.0, 26.0, 25.0, 24.0, 24.0,
        ],
        1.0,
    );
    for at in [5, 6] {
        points[at] = Point::missing(points[at].period);
    }
    points[25] = points[25].provisional();
    let ask = Ask::new(MeasureKind::Value, Direction::Low).with_target(18.0).rebased(month(18).first_day(), "Repairs in ten days");
    let of = ChartOf {
        floor: Some(22.0),
        test: Some(TestTab { starts: month(18), fewest: 12 }),
        standing: Some(Standing::NotYet),
        ..ChartOf::new("empty", "Days a flat stands empty", Unit::Days, 0)
    };
    (spc::read(&points, &ask).expect("a reading"), of)
}

pub fn all() -> Vec<(Reading, ChartOf)> {
    vec![weeks(12), weeks(11), late_visits(), first_visit(), arrivals(), reviews(), with_gaps()]
}
