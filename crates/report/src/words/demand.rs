//! Demand in words: how much, what moves it most, what is missing, and what each way of managing it would do.

use methods::demand::cohort::{Mover, Reading, Year};
use methods::demand::forecast::{self, Tried};
use model::demand::{DemandDriver, DemandModel, DriverValue};
use model::measure::Measure;
use quantity::{Money, Period, Unit, money::group_thousands, rounding::shown};

use super::count;
use crate::chart::Chart;
use crate::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, mark_key, words};
use crate::chart::ink::{BLUE, LILAC};
use crate::page::{Block, Document, Figure, Level, Text};
use crate::table::{Cell, Column, Table};

pub const COHORT: &str = "demand-cohort, edition 1";

fn pounds(value: f64) -> Money {
    Money::nearest_pound(value)
}

fn year_name(year: i16) -> String {
    Period::FinancialYear(year).in_words()
}

/// The answer in a sentence or two, or what is missing first.
pub fn lead(model: &DemandModel, reading: &Result<Reading, Vec<String>>) -> String {
    match reading {
        Err(missing) => format!("Not worked out yet. {}", missing.first().cloned().unwrap_or_default()),
        Ok(reading) => match (reading.years.first(), reading.years.last()) {
            (Some(first), Some(last)) => format!(
                "{} of {} in {}, {} in {} if things go as expected ({} to {}). {}",
                count::money(pounds(first.cost.central)),
                model.unit,
                year_name(first.year),
                count::money(pounds(last.cost.central)),
                year_name(last.year),
                count::money(pounds(last.cost.low)),
                count::money(pounds(last.cost.high)),
                moves_most(reading)
            ),
            _ => "There is no year to project.".to_owned(),
        },
    }
}

fn moves_most(reading: &Reading) -> String {
    match reading.movers.first().filter(|mover| mover.low != mover.high) {
        Some(mover) => format!(
            "What moves it most is {}: {} between its low and its high.",
            mover.driver.words(),
            count::money(pounds(mover.high - mover.low))
        ),
        None => "Every driver was stated as known exactly.".to_owned(),
    }
}

/// A driver’s three figures, as people write them.
pub fn driver(driver: &DemandDriver) -> [String; 3] {
    let number = |value: f64| shown(value, if value.fract() == 0.0 { 0 } else { 2 });
    match driver.value {
        DriverValue::Number { low, central, high } if driver.kind == model::demand::DriverKind::Growth => {
            [low, central, high].map(|value| format!("{}%", number(value)))
        }
        DriverValue::Number { low, central, high } => [low, central, high].map(number),
        DriverValue::Share { low, central, high } => [low, central, high].map(|share| share.shown(1)),
        DriverValue::Cost { low, central, high } => [low, central, high].map(Money::in_full),
    }
}

pub fn drivers(model: &DemandModel) -> Table {
    let mut rows = Vec::new();
    for group in &model.groups {
        for one in &group.drivers {
            let [low, central, high] = driver(one);
            rows.push(vec![
                Cell::words(group.name.clone()),
                Cell::words(one.kind.words()),
                Cell::words(low),
                Cell::words(central),
                Cell::words(high),
                Cell::words(one.source.clone()),
            ]);
        }
    }
    let columns = ["Group", "Driver", "Low", "Central", "High", "Where it comes from"].map(Column::words);
    Table::new("What drives it", columns.to_vec(), rows)
}

/// Cost by year: from low to high, with the central one marked.
pub fn years_chart(model: &DemandModel, reading: &Reading, id: &str) -> Chart {
    let row = |year: &Year| BarRow {
        label: format!("{}: {}", year_name(year.year), pounds(year.cost.central).in_short()),
        parts: vec![BarPart { from: year.cost.low, to: year.cost.high, fill: LILAC, label: String::new() }],
        mark: Some(year.cost.central),
    };
    let said = |year: &Year| {
        format!(
            "{}, from {} to {}",
            pounds(year.cost.central).in_short(),
            pounds(year.cost.low).in_short(),
            pounds(year.cost.high).in_short()
        )
    };
    let names: Vec<(String, String)> = reading.years.iter().map(|year| (year_name(year.year), said(year))).collect();
    let headline = match (reading.years.first(), reading.years.last()) {
        (Some(first), Some(last)) if last.cost.central > first.cost.central => {
            format!("Cost rises from {} to {}", pounds(first.cost.central).in_short(), pounds(last.cost.central).in_short())
        }
        (Some(first), Some(last)) if last.cost.central < first.cost.central => {
            format!("Cost falls from {} to {}", pounds(first.cost.central).in_short(), pounds(last.cost.central).in_short())
        }
        (Some(first), _) => format!("Cost stays at {}", pounds(first.cost.central).in_short()),
        _ => "There is no year to show".to_owned(),
    };
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Pounds,
        words: words(
            headline,
            "Cost a year at today’s unit costs: each bar runs from every driver low to every driver high; the line is the central one."
                .to_owned(),
            format!("{}: cost by year", model.title),
            described(names.iter().map(|(name, said)| (name.as_str(), said.clone()))),
            format!("Method: {COHORT}."),
        ),
        table: years_table(model, reading),
        key: vec![key(LILAC, "Low to high"), mark_key("Central")],
        most: 31,
    };
    let rows: Vec<BarRow> = reading.years.iter().map(row).collect();
    bar_chart(&rows, of)
}

fn years_table(model: &DemandModel, reading: &Reading) -> Table {
    let whole = |value: f64| Cell::number(value, shown(value, 0));
    let money = |value: f64| Cell::number(value, pounds(value).in_full());
    let columns = vec![
        Column::words("Year"),
        Column::number("People served, central", "people"),
        Column::number("Low", model.unit.clone()),
        Column::number("Central", model.unit.clone()),
        Column::number("High", model.unit.clone()),
        Column::number("Cost, low", "£"),
        Column::number("Cost, central", "£"),
        Column::number("Cost, high", "£"),
    ];
    let row = |year: &Year| {
        vec![
            Cell::words(year_name(year.year)),
            whole(year.people.central),
            whole(year.volume.low),
            whole(year.volume.central),
            whole(year.volume.high),
            money(year.cost.low),
            money(year.cost.central),
            money(year.cost.high),
        ]
    };
    Table::new(format!("{}, year by year", model.title), columns, reading.years.iter().map(row).collect())
}

/// What each driver does alone to the last year’s cost.
pub fn movers_chart(reading: &Reading) -> Chart {
    let central = reading.years.last().map_or(0.0, |year| year.cost.central);
    let rows: Vec<BarRow> = reading
        .movers
        .iter()
        .map(|mover| BarRow {
            label: count::sentence(mover.driver.words()),
            parts: vec![BarPart {
                from: mover.low - central,
                to: mover.high - central,
                fill: BLUE,
                label: pounds(mover.high - mover.low).in_short(),
            }],
            mark: None,
        })
        .collect();
    let said = |mover: &Mover| format!("{} at its low, {} at its high", pounds(mover.low).in_short(), pounds(mover.high).in_short());
    let table = Table::new(
        "The last year’s cost, one driver at a time",
        vec![Column::words("Driver"), Column::number("At its low", "£"), Column::number("At its high", "£")],
        reading
            .movers
            .iter()
            .map(|mover| {
                vec![
                    Cell::words(count::sentence(mover.driver.words())),
                    Cell::number(mover.low, pounds(mover.low).in_full()),
                    Cell::number(mover.high, pounds(mover.high).in_full()),
                ]
            })
            .collect(),
    );
    let of = BarsOf {
        id: "movers".to_owned(),
        unit: Unit::Pounds,
        words: words(
            moves_most(reading),
            "The last year’s cost against the central one: one driver between its low and its high in every group, all others central."
                .to_owned(),
            "Which driver moves cost most".to_owned(),
            described(reading.movers.iter().map(|mover| (mover.driver.words(), said(mover)))),
            format!("Method: {COHORT}."),
        ),
        table,
        key: vec![key(BLUE, "From low to high")],
        most: 7,
    };
    bar_chart(&rows, of)
}

/// A model’s figures, their sources and working; without its ways.
pub fn document(model: &DemandModel, reading: &Result<Reading, Vec<String>>, csv_at: String) -> Document {
    let mut page = Document::new(model.title.clone(), lead(model, reading));
    match reading {
        Err(missing) => {
            page.heading("What is missing");
            page.push(Block::List { numbered: false, items: missing.iter().map(|said| Text::plain(said.clone())).collect() });
        }
        Ok(reading) => {
            let source = sources(model);
            page.heading("What it comes to");
            let figure = |chart: Chart, unit: &str, csv_at: Option<String>| {
                Block::Figure(Box::new(Figure {
                    chart,
                    unit: unit.to_owned(),
                    source: source.clone(),
                    edition: COHORT.to_owned(),
                    csv_at,
                    level: Level::Three,
                }))
            };
            page.push(figure(years_chart(model, reading, "years"), "£ a year", Some(csv_at)));
            page.heading("What moves it most");
            page.push(figure(movers_chart(reading), "£ a year", None));
            let mut tables: Vec<Block> = vec![Block::Paragraph(
                Text::plain("People × growth × rate × share eligible × take-up × units for each × cost of a unit, group by group. ")
                    .link("How this is worked out", "/library/methods/demand-cohort"),
            )];
            tables.extend(reading.working.tables.iter().map(|table| Block::Table(crate::working::table(table))));
            page.push(Block::Folded { title: "Show working".to_owned(), blocks: tables });
        }
    }
    if model.groups.iter().any(|group| !group.drivers.is_empty()) {
        page.heading("What drives it");
        page.push(Block::Table(drivers(model)));
    }
    page
}

fn sources(model: &DemandModel) -> String {
    let mut all: Vec<&str> = model.groups.iter().flat_map(|group| &group.drivers).map(|driver| driver.source.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    match all.len() {
        0 => "none stated".to_owned(),
        1..=4 => all.join("; "),
        some => format!("{} sources, named beside each driver below", group_thousands(some as u64)),
    }
}

/// Which candidate was nearer on what was kept back, as a sentence.
pub fn which(reading: &forecast::Reading, measure: &Measure) -> String {
    let kept = count::of_things(reading.held_out as u64, "period", "periods");
    let off = |tried: &Tried| match tried.held_out_error {
        Some(error) => format!("{} by {} on average", tried.candidate.words(), count::amount(&measure.unit, error, 2)),
        None => format!("{} could not be tried", tried.candidate.words()),
    };
    let all: Vec<String> = reading.tried.iter().map(off).collect();
    format!("On the last {kept}, kept back, each was off: {}. What is shown is {}.", count::list(&all), reading.better.words())
}

/// What is said ahead, period by period, with its ranges.
pub fn ahead_chart(measure: &Measure, periods: &[Period], reading: &forecast::Reading, method: &str) -> Option<Chart> {
    let best = &reading.best()?.ahead;
    let places = 1;
    let said = |at: usize| {
        Some((*best.mean.get(at)?, *best.low_80.get(at)?, *best.high_80.get(at)?, *best.low_95.get(at)?, *best.high_95.get(at)?))
    };
    let mut rows = Vec::new();
    let mut names = Vec::new();
    let mut cells = Vec::new();
    let naive = reading.of(forecast::Candidate::SeasonalNaive).map(|tried| &tried.ahead.mean);
    for (at, period) in periods.iter().enumerate() {
        let (mean, low_80, high_80, low_95, high_95) = said(at)?;
        let label = |value: f64| count::plain_label(&measure.unit, value, places);
        rows.push(BarRow {
            label: format!("{}: {}", period.in_words(), label(mean)),
            parts: vec![
                BarPart { from: low_95, to: low_80, fill: LILAC, label: String::new() },
                BarPart { from: low_80, to: high_80, fill: BLUE, label: String::new() },
                BarPart { from: high_80, to: high_95, fill: LILAC, label: String::new() },
            ],
            mark: Some(mean),
        });
        names.push((period.in_words(), format!("{}, 80 in 100 between {} and {}", label(mean), label(low_80), label(high_80))));
        let number = |value: f64| Cell::number(value, label(value));
        let before = naive.and_then(|mean| mean.get(at)).map_or(Cell::Missing("none".into()), |value| number(*value));
        cells.push(vec![Cell::Period(*period), number(mean), number(low_80), number(high_80), number(low_95), number(high_95), before]);
    }
    let unit = measure.unit.words();
    let number = |title: &str| Column::number(title, unit.clone());
    let table = Table::new(
        format!("{}, carried on", measure.name),
        vec![
            Column::words("Period"),
            number("Expected"),
            number("80 in 100, from"),
            number("80 in 100, to"),
            number("95 in 100, from"),
            number("95 in 100, to"),
            number("A year before"),
        ],
        cells,
    );
    let (first, last) = (best.mean.first().copied()?, best.mean.last().copied()?);
    let headline = format!(
        "{} is expected at {} in {} and {} in {}",
        measure.name,
        count::plain_label(&measure.unit, first, places),
        periods.first()?.in_words(),
        count::plain_label(&measure.unit, last, places),
        periods.last()?.in_words()
    );
    let of = BarsOf {
        id: "ahead".to_owned(),
        unit: measure.unit.clone(),
        words: words(
            headline,
            "If the past goes on: the dark bar holds 80 in 100 such figures, with the pale ends 95 in 100; the line is what is expected."
                .to_owned(),
            format!("{}, carried on", measure.name),
            described(names.iter().map(|(name, said)| (name.as_str(), said.clone()))),
            format!("Method: {method}."),
        ),
        table,
        key: vec![key(BLUE, "80 in 100"), key(LILAC, "95 in 100"), mark_key("Expected")],
        most: 12,
    };
    Some(bar_chart(&rows, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::demand::Range;
    use methods::demand::cohort::{Ask, Group, project};
    use serde_json::json;

    fn model() -> DemandModel {
        serde_json::from_value(json!({ "title": "Home care <b>", "service": null, "unit": "hours of home care", "first_year": 2026, "years": 3,
            "groups": [{ "name": "85 and over", "drivers": [
                { "kind": "rate", "value": { "share": { "low": 0.1, "central": 0.2, "high": 0.3 } }, "source": "A survey", "on": "2026-11-01", "by_role": "Analyst" },
                { "kind": "growth", "value": { "number": { "low": 0.0, "central": 2.0, "high": 2.5 } }, "source": "A census", "on": "2026-11-01", "by_role": "Analyst" }] }] }))
        .expect("a model")
    }

    #[test]
    fn the_page_says_what_it_comes_to_what_moves_it_most_and_where_each_figure_is_from() {
        let group = Group {
            name: "85 and over".into(),
            population: Range::exactly(10_000.0),
            growth: Range::of(0.0, 0.02, 0.025),
            rate: Range::of(0.1, 0.2, 0.3),
            eligible: Range::exactly(0.5),
            take_up: Range::exactly(0.8),
            intensity: Range::exactly(500.0),
            unit_cost: Range::exactly(27.10),
        };
        let reading = project(&Ask { first_year: 2026, years: 3, groups: vec![group] }).expect("projects");
        let said = lead(&model(), &Ok(reading.clone()));
        assert!(
            said.starts_with("£10.8m of hours of home care in 2026/27, £11.3m in 2028/29")
                && said.contains("What moves it most is rate of need"),
            "{said}"
        );
        let html = crate::html::document(&document(&model(), &Ok(reading), "/demand/DM-1/years.csv".into()));
        assert!(html.contains("A survey; A census") || html.contains("A census; A survey"), "{html}");
        assert!(html.matches("role=\"img\"").count() == 4 && html.contains("2.50%") && html.contains("10.0%"), "{html}");
        let missing = lead(&model(), &Err(vec!["85 and over: nobody has stated unit cost.".into()]));
        assert_eq!(missing, "Not worked out yet. 85 and over: nobody has stated unit cost.");
    }
}
