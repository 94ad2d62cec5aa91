//! The control chart of a reading, with its words, its table and its data.

use methods::spc::{self, Reading};
use model::readiness::Standing;
use quantity::period::Cadence;
use quantity::{Period, Unit};

use super::frame::{Room, Scale};
use super::ink::{DARK, PLUM};
use super::mark::{self, Mark};
use super::{Chart, Headline, KeyMark, Said, spc_drawing};
use crate::table::{Cell, Column, Table};
use crate::words::{self, count};

/// What a control chart is of, beside its reading.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartOf {
    /// Begins every id in the drawing; unique on its page.
    pub id: String,
    /// `Median weeks before a planned move on`.
    pub name: String,
    /// `Northvale`; empty where the page says it.
    pub place: String,
    /// Of the measure. A chart of time between rare events finds its own.
    pub unit: Unit,
    /// Decimals shown.
    pub places: usize,
    /// Worse than this is the issue itself. In the unit of the measure (shares for per cent).
    pub floor: Option<f64>,
    /// What a denominator counts, in the plural: `people who moved on`. Empty where there is none.
    pub counted: String,
    pub test: Option<TestTab>,
    /// What to write at each place where limits were set again; `Work changed` where none is given.
    pub breaks: Vec<BreakLabel>,
    /// Where the known issue stands, if the chart is of one: it ends the headline.
    pub standing: Option<Standing>,
    /// Periods whose single signal was explained, with evidence, and accepted.
    pub explained: Vec<Period>,
    pub room: Room,
}

/// The registered test period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestTab {
    pub starts: Period,
    /// The fewest periods it must run.
    pub fewest: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakLabel {
    pub from: Period,
    /// A few words: `New way of working begins`.
    pub label: String,
}

impl ChartOf {
    pub fn new(id: impl Into<String>, name: impl Into<String>, unit: Unit, places: usize) -> ChartOf {
        ChartOf {
            id: id.into(),
            name: name.into(),
            place: String::new(),
            unit,
            places,
            floor: None,
            counted: String::new(),
            test: None,
            breaks: Vec::new(),
            standing: None,
            explained: Vec::new(),
            room: Room::Page,
        }
    }

    /// From a measure as it is kept: its name, unit, decimals and floor.
    pub fn measure(id: impl Into<String>, measure: &model::measure::Measure) -> ChartOf {
        ChartOf { floor: measure.floor, ..ChartOf::new(id, measure.name.clone(), measure.unit.clone(), usize::from(measure.places)) }
    }
}

/// One chart's facts, gathered once for its words and all its drawings.
pub(crate) struct Facts<'a> {
    pub reading: &'a Reading,
    pub of: &'a ChartOf,
    /// Of what is plotted.
    pub unit: Unit,
    pub floor: Option<f64>,
    pub marks: Vec<Mark>,
    /// Every column: the points, then what is still to come of the test period.
    pub columns: Vec<Period>,
    pub scale: Scale,
    /// The least and most a value can be; limits are drawn no further.
    pub possible: (Option<f64>, Option<f64>),
    pub cadence: Cadence,
}

impl<'a> Facts<'a> {
    pub fn of(reading: &'a Reading, of: &'a ChartOf) -> Facts<'a> {
        let (unit, floor) = match reading.chart {
            spc::Chart::Xmr | spc::Chart::PPrime => (of.unit.clone(), of.floor),
            spc::Chart::T => (Unit::Days, None),
            spc::Chart::G => (Unit::Count(if of.counted.is_empty() { "opportunities".into() } else { of.counted.clone() }), None),
        };
        let values = || reading.points.iter().filter_map(|p| p.value);
        let goes_below_nought = values().any(|v| v < 0.0);
        let possible = match unit {
            Unit::Percent if !values().any(|v| v > 1.0) && !goes_below_nought => (Some(0.0), Some(1.0)),
            _ if goes_below_nought => (None, None),
            _ => (Some(0.0), None),
        };
        let clip = |v: f64| v.max(possible.0.unwrap_or(v)).min(possible.1.unwrap_or(v));
        let limits = reading.points.iter().flat_map(|p| [p.lower, p.upper, p.mean]).flatten().map(clip);
        let lines = [reading.target, floor].into_iter().flatten();
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values().chain(limits).chain(lines).filter(|v| v.is_finite()) {
            (low, high) = (low.min(value), high.max(value));
        }
        let mut columns: Vec<Period> = reading.points.iter().map(|p| p.period).collect();
        if let (Some(test), Some(mut last)) = (of.test, columns.last().copied()) {
            let planned = test.starts.plus(test.fewest.saturating_sub(1).min(120));
            while last < planned && columns.len() < reading.points.len() + 120 {
                last = last.next();
                columns.push(last);
            }
        }
        Facts {
            marks: mark::marks(reading, &of.explained),
            cadence: reading.points.first().map_or(Cadence::Month, |p| p.period.cadence()),
            scale: Scale::nice(low, high, 6.0, possible.0, possible.1),
            reading,
            of,
            unit,
            floor,
            columns,
            possible,
        }
    }

    /// Rows of the test period that have come, first to last.
    pub fn test_rows(&self) -> std::ops::Range<usize> {
        let Some(test) = self.of.test else { return 0..0 };
        let rows = self.reading.points.len();
        let first = self.reading.points.iter().position(|p| p.period >= test.starts).unwrap_or(rows);
        first..rows
    }

    /// The last point with an average, in the last segment: its limits are the ones in force, if it has any yet.
    pub fn in_force(&self) -> Option<&'a methods::spc::PointReading> {
        let from = self.reading.segments.last().map_or(0, |s| s.first);
        self.reading.points.get(from..)?.iter().rev().find(|p| p.mean.is_some())
    }

    pub fn clipped(&self, value: f64) -> f64 {
        value.max(self.possible.0.unwrap_or(value)).min(self.possible.1.unwrap_or(value))
    }

    /// Decimals of averages and limits: one more than none, except of large figures.
    pub fn stat_places(&self) -> usize {
        let large = self.scale.high.abs() >= 1000.0 && !matches!(self.unit, Unit::Percent);
        if large { self.of.places } else { self.of.places.max(1) }
    }

    /// A data point's figure as labelled.
    pub fn label(&self, value: f64) -> String {
        count::label(&self.unit, value, self.of.places)
    }

    /// An average's or limit's figure as labelled.
    pub fn stat(&self, value: f64) -> String {
        count::label(&self.unit, value, self.stat_places())
    }

    /// A line somebody set: no idle noughts.
    pub fn line(&self, value: f64) -> String {
        count::plain_label(&self.unit, value, self.of.places.max(2))
    }
}

/// What happened and how far it goes, in the words over the chart, without drawing it.
pub fn headline(reading: &Reading, of: &ChartOf) -> String {
    crate::words::headline(&Facts::of(reading, of))
}

/// What the chart says to each question asked of it, without drawing it: is it really changing, will it meet its aim?
pub fn answers(reading: &Reading, of: &ChartOf) -> Vec<Said> {
    said(&Facts::of(reading, of))
}

fn said(facts: &Facts<'_>) -> Vec<Said> {
    vec![words::changing(facts), words::meeting(facts)]
}

/// The chart, drawn for each width of its room, with its words, its table, its data and its key.
pub fn spc_chart(reading: &Reading, of: &ChartOf) -> Chart {
    let facts = Facts::of(reading, of);
    let title = words::spc::title(&facts);
    let description = words::spc::description(&facts);
    let mut svg = String::from("<div class=\"ww-drawings\">");
    for sheet in of.room.sheets() {
        let (pen, drawn) = spc_drawing::draw(&facts, &sheet);
        if let Some(note) = words::spc::drawn_here(drawn, reading.points.len(), facts.cadence) {
            svg.push_str(&format!("<p class=\"ww-sub {}\">{note}</p>", sheet.class));
        }
        svg.push_str(&sheet.svg(&of.id, &title, &description, pen));
    }
    svg.push_str("</div>");
    let full = data(&facts);
    Chart {
        svg,
        words: Headline {
            headline: words::headline(&facts),
            subtitle: words::spc::subtitle(&facts),
            title,
            description,
            notes: words::spc::notes(&facts),
            settings: words::spc::settings(reading),
            said: said(&facts),
        },
        table: table(&facts),
        csv: full.to_csv(),
        key: key(&facts),
    }
}

/// The key of what is drawn: at most four kinds of mark beside the lines.
fn key(facts: &Facts<'_>) -> Vec<KeyMark> {
    let has = |mark: Mark| facts.marks.contains(&mark);
    let mut key: Vec<KeyMark> = Vec::new();
    let mut push = |drawing: String, words: &str| key.push(KeyMark { drawing, words: words.to_owned() });
    for mark in [Mark::Chance, Mark::Better] {
        if has(mark) {
            push(mark.key_drawing(), words::spc::mark(mark));
        }
    }
    match (has(Mark::Worse), has(Mark::Explain)) {
        (true, true) => push(Mark::Worse.key_drawing(), words::spc::WORSE_OR_EXPLAIN),
        (true, false) => push(Mark::Worse.key_drawing(), words::spc::mark(Mark::Worse)),
        (false, true) => push(Mark::Explain.key_drawing(), words::spc::explain(facts.cadence)),
        (false, false) => {}
    }
    for mark in [Mark::Explained, Mark::Changed, Mark::Provisional] {
        if has(mark) {
            push(mark.key_drawing(), words::spc::mark(mark));
        }
    }
    let to_come = facts.columns.len() > facts.reading.points.len();
    match (has(Mark::Missing), to_come) {
        (true, true) => push(Mark::Missing.key_drawing(), words::spc::MISSING_OR_TO_COME),
        (true, false) => push(Mark::Missing.key_drawing(), words::spc::mark(Mark::Missing)),
        (false, true) => push(Mark::ToCome.key_drawing(), words::spc::mark(Mark::ToCome)),
        (false, false) => {}
    }
    let line =
        |colour: &str, width: f64, more: &str| format!(r#"<path d="M0 9h22" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>"#);
    let points = &facts.reading.points;
    if points.iter().any(|p| p.mean.is_some()) {
        push(line(DARK, 2.4, ""), "Average");
    }
    if points.iter().any(|p| p.lower.is_some() || p.upper.is_some()) {
        let words = if facts.reading.trial { "Trial limits" } else { "Limits" };
        push(line(DARK, 2.0, r#" stroke-dasharray="5 3""#), words);
    }
    if facts.reading.target.is_some() {
        push(line(PLUM, 2.6, r#" stroke-dasharray="11 3""#), "Aim");
    }
    if facts.floor.is_some() {
        push(line(PLUM, 2.4, r#" stroke-dasharray="2 5" stroke-linecap="round""#), "Floor: past this it is the issue");
    }
    key
}

fn has_people(facts: &Facts<'_>) -> bool {
    facts.reading.points.iter().any(|p| p.denominator.is_some())
}

/// Newest first: the period, how many people, the figure, and what it says.
fn table(facts: &Facts<'_>) -> Table {
    let mut columns = vec![Column::words(words::spc::period_column(facts.cadence))];
    let people = has_people(facts);
    if people {
        columns.push(Column::number(words::spc::people_column(&facts.of.counted), ""));
    }
    columns.push(Column::number(words::spc::value_column(facts), facts.unit.words()));
    columns.push(Column::words("Reading"));
    let rows = facts
        .reading
        .points
        .iter()
        .enumerate()
        .map(|(row, point)| {
            let mut cells = vec![Cell::Period(point.period)];
            if people {
                cells.push(match (point.numerator, point.denominator) {
                    (Some(part), Some(whole)) => Cell::words(count::people(part, whole)),
                    (None, Some(whole)) => Cell::Whole(whole),
                    _ => Cell::Missing(words::spc::NOT_GIVEN.to_owned()),
                });
            }
            cells.push(
                point
                    .value
                    .map_or_else(|| Cell::Missing(words::spc::NOT_GIVEN.to_owned()), |value| Cell::number(value, facts.label(value))),
            );
            cells.push(Cell::words(words::spc::point(facts, row)));
            cells
        })
        .collect();
    Table::new(words::spc::title(facts), columns, rows).reversed()
}

/// Oldest first and in full: what a spreadsheet or a program needs to draw it again.
fn data(facts: &Facts<'_>) -> Table {
    // Per cent is kept as a share: said in the heading, so that nobody reads 0.84 as less than one per cent.
    let unit = if matches!(facts.unit, Unit::Percent) { "share, 0 to 1".to_owned() } else { facts.unit.words() };
    let number = |title: &str| Column::number(title, unit.clone());
    let columns = vec![
        Column::words(words::spc::period_column(facts.cadence)),
        number(&words::spc::value_column(facts)),
        Column::number("Numerator", ""),
        Column::number("Denominator", ""),
        number("Average"),
        number("Lower limit"),
        number("Upper limit"),
        number("Aim"),
        number("Floor"),
        Column::words("Provisional"),
        Column::words("Reading"),
    ];
    let figure = |value: Option<f64>| value.map_or_else(|| Cell::Missing(String::new()), |v| Cell::number(v, facts.stat(v)));
    let whole = |count: Option<u64>| count.map_or_else(|| Cell::Missing(String::new()), Cell::Whole);
    let rows = facts
        .reading
        .points
        .iter()
        .enumerate()
        .map(|(row, point)| {
            vec![
                Cell::Period(point.period),
                figure(point.value),
                whole(point.numerator),
                whole(point.denominator),
                figure(point.mean),
                figure(point.lower),
                figure(point.upper),
                figure(facts.reading.target),
                figure(facts.floor),
                Cell::words(if point.provisional { "yes" } else { "no" }),
                Cell::words(words::spc::point(facts, row)),
            ]
        })
        .collect();
    Table::new(words::spc::title(facts), columns, rows)
}
