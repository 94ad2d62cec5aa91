//! Capacity against need: the chart, and the tables beside it.

use methods::capacity::{METHOD, Part, Reading, State};
use model::supply::{SupplyCell, SupplyLine};
use quantity::Unit;
use quantity::money::group_thousands;
use quantity::rounding::shown;

use super::count;
use crate::chart::Chart;
use crate::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, mark_key, words};
use crate::chart::ink::{BLUE, LILAC};
use crate::page::{Block, Document, Figure, Level, Look, Text};
use crate::table::{Cell, Column, Table};

/// A figure of capacity: whole where it is, else with one place.
pub fn amount(value: f64) -> String {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) { group_thousands(value as u64) } else { shown(value, 1) }
}

pub fn state_words(state: State) -> &'static str {
    match state {
        State::Enough => "enough",
        State::Tight => "only just enough",
        State::NotKnown => "not known",
        State::Short => "too little",
    }
}

pub fn look(state: State) -> Look {
    match state {
        State::Enough => Look::Shown,
        State::Tight => Look::NotYet,
        State::NotKnown => Look::Unknown,
        State::Short => Look::Away,
    }
}

/// What is asked of the page: a line, its parts, and where its data is.
pub struct Told<'a> {
    pub line: &'a SupplyLine,
    pub parts: &'a [(SupplyCell, Part)],
    pub reading: Option<&'a Reading>,
    /// How it stands, in a sentence.
    pub says: &'a str,
    pub csv_at: String,
    /// What each provider has is shown.
    pub shows_providers: bool,
}

pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new(told.line.title.clone(), told.says.to_owned());
    let Some(reading) = told.reading else {
        page.paragraph("Nobody has said yet how much is needed, or looked at who could provide it.");
        return page;
    };
    page.push(Block::Figure(Box::new(Figure {
        chart: chart(told.line, told.parts, "supply"),
        unit: told.line.unit.clone(),
        source: "stated here, each figure with its own source below".to_owned(),
        edition: METHOD.with_edition(),
        csv_at: Some(told.csv_at.clone()),
        level: Level::Two,
    })));
    let mut working: Vec<Block> = reading.working.tables.iter().map(|table| Block::Table(crate::working::table(table))).collect();
    working.push(Block::Paragraph(Text::plain("").link("How this is worked out", "/library/methods/capacity-gap")));
    page.push(Block::Folded { title: "Show working".to_owned(), blocks: working });
    page.heading("What is needed");
    if told.line.needs.is_empty() {
        page.paragraph("Nobody has said yet.");
    } else {
        page.push(Block::Table(needs(told.line)));
    }
    page.heading("What providers can offer, and when");
    if !told.shows_providers {
        page.paragraph("What each provider has is kept from those who provide themselves. The sums stand above.");
    } else if told.line.capacity.is_empty() {
        page.paragraph("Nobody has been looked at yet. That is not the same as nobody being there.");
    } else {
        page.push(Block::Table(providers(told.line)));
    }
    page
}

pub fn chart(line: &SupplyLine, parts: &[(SupplyCell, Part)], id: &str) -> Chart {
    let said = |part: &Part| {
        let usable = part.usable.map_or_else(|| "capacity not known".to_owned(), |usable| format!("{} usable", amount(usable)));
        let need = part.need.map_or_else(|| "need not known".to_owned(), |need| format!("{} needed", amount(need[1])));
        format!("{usable}, {need}, {}", state_words(part.state))
    };
    let rows: Vec<BarRow> = parts
        .iter()
        .map(|(cell, part)| BarRow {
            label: format!("{}: {}", cell.words(), said(part)),
            parts: part
                .usable
                .map(|usable| BarPart { from: 0.0, to: usable, fill: BLUE, label: String::new() })
                .into_iter()
                .chain(missing(part))
                .collect(),
            mark: part.need.map(|need| need[1]),
        })
        .collect();
    let short = parts.iter().filter(|(_, part)| part.state == State::Short).count() as u64;
    let headline = match (parts.len() as u64, short) {
        (_, 0) if parts.iter().any(|(_, part)| part.state == State::NotKnown) => "Not all of it is known".to_owned(),
        (_, 0) => "Nowhere is there too little".to_owned(),
        (all, some) => format!("There is too little in {} of {}", count::number(some), count::of_things(all, "part", "parts")),
    };
    let names: Vec<(String, String)> = parts.iter().map(|(cell, part)| (cell.words(), said(part))).collect();
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Count(line.unit.clone()),
        words: words(
            headline,
            format!(
                "{} a year: what those able could provide, and what is missing of the need that is expected.",
                count::sentence(&line.unit)
            ),
            format!("{}: need against usable capacity", line.title),
            described(names.iter().map(|(name, said)| (name.as_str(), said.clone()))),
            format!("Method: {}.", METHOD.with_edition()),
        ),
        table: parts_table(line, parts),
        key: vec![key(BLUE, "Usable, of those able"), key(LILAC, "Missing"), mark_key("Needed, as expected")],
        most: 24,
    };
    bar_chart(&rows, of)
}

fn missing(part: &Part) -> Option<BarPart> {
    let (need, usable) = (part.need?[1], part.usable?);
    (need > usable).then(|| BarPart { from: usable, to: need, fill: LILAC, label: String::new() })
}

fn parts_table(line: &SupplyLine, parts: &[(SupplyCell, Part)]) -> Table {
    let number = |value: Option<f64>, missing: &str| match value {
        Some(value) => Cell::number(value, if value < 0.0 { format!("−{}", amount(-value)) } else { amount(value) }),
        None => Cell::Missing(missing.to_owned()),
    };
    let columns = vec![
        Column::words("Year, place and lot"),
        Column::number("Needed", line.unit.clone()),
        Column::number("Usable", line.unit.clone()),
        Column::number("Providers able", ""),
        Column::number("Missing", line.unit.clone()),
        Column::number("Usable of needed", "%"),
        Column::words("How it stands"),
    ];
    let rows = parts.iter().map(|(cell, part)| {
        let ratio = part.ratio.map(|ratio| ratio * 100.0);
        let stands = if part.rests_on_one {
            format!("{}; one provider is able", state_words(part.state))
        } else {
            state_words(part.state).to_owned()
        };
        vec![
            Cell::words(cell.words()),
            number(part.need.map(|need| need[1]), "nobody has said"),
            number(part.usable, "nobody has looked"),
            Cell::Whole(part.able as u64),
            number(part.shortfall.map(|short| short[1]), "not known"),
            ratio.map_or_else(|| Cell::Missing("not known".into()), |ratio| Cell::number(ratio, format!("{}%", shown(ratio, 0)))),
            Cell::words(count::sentence(&stands)),
        ]
    });
    Table::new(format!("{}: need against usable capacity", line.title), columns, rows.collect())
}

fn needs(line: &SupplyLine) -> Table {
    let unit = || line.unit.clone();
    let columns = vec![
        Column::words("Year, place and lot"),
        Column::number("Low", unit()),
        Column::number("Expected", unit()),
        Column::number("High", unit()),
        Column::words("Where it comes from"),
    ];
    let number = |value: f64| Cell::number(value, amount(value));
    let rows = line.needs.iter().map(|need| {
        let source = format!("{}, {}", need.source, count::plain_date(need.on));
        vec![Cell::words(need.of.words()), number(need.low), number(need.central), number(need.high), Cell::words(source)]
    });
    Table::new("What is needed", columns, rows.collect())
}

fn providers(line: &SupplyLine) -> Table {
    let columns = vec![
        Column::words("Provider"),
        Column::words("What it can do"),
        Column::words("Year, place and lot"),
        Column::number("Usable", line.unit.clone()),
        Column::words("Counted?"),
        Column::words("Where it comes from"),
    ];
    let rows = line.capacity.iter().map(|one| {
        vec![
            Cell::words(one.provider.clone()),
            Cell::words(one.can.clone()),
            Cell::words(one.of.words()),
            Cell::number(one.usable, amount(one.usable)),
            Cell::words(if one.is_able { "Yes, it is able" } else { "No, not able to do what is asked" }),
            Cell::words(format!("{}, {}; {}", one.source, count::plain_date(one.on), one.confidence.words())),
        ]
    });
    Table::new("What providers can offer, and when", columns, rows.collect())
}
