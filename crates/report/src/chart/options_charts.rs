//! Charts of options: what the value turns on, how it may turn out, who pays and who gains, which rank under which weights.

use std::collections::BTreeMap;

use methods::appraisal::sensitivity::Bar;
use methods::appraisal::simulate::Simulated;
use methods::appraisal::{self, OptionAppraisal};
use methods::{smaa, sroi};
use quantity::Unit;
use quantity::rounding::shown;

use super::Chart;
use super::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, mark_key, words};
use super::ink::{BLUE, DARK, GRID, LILAC, ORANGE};
use crate::table::{Cell, Column, Table};
use crate::words::options as say;
use crate::words::options::pounds;

fn settings(method: methods::Method) -> String {
    format!("Method: {}, edition {}.", method.code, method.edition)
}

fn money(value: f64) -> Cell {
    Cell::number(value, pounds(value))
}

fn share(value: f64) -> Cell {
    Cell::number(value, format!("{}%", shown(100.0 * value, 1)))
}

/// The bars of one option, widest first: its value with one thing at its low and its high.
pub fn tornado_chart(id: &str, title: &str, net: f64, bars: &[Bar], over: &str) -> Chart {
    let part = |from: f64, to: f64, fill| BarPart { from, to, fill, label: String::new() };
    let row = |bar: &Bar| BarRow {
        label: bar.what.clone(),
        parts: vec![part(net, bar.at_low, ORANGE), part(net, bar.at_high, BLUE)],
        mark: Some(net),
    };
    let rows: Vec<BarRow> = bars.iter().map(row).collect();
    let said = |bar: &Bar| format!("{} at its low, {} at its high", pounds(bar.at_low), pounds(bar.at_high));
    let description = described(bars.iter().map(|bar| (bar.what.as_str(), said(bar))));
    let table = Table::new(
        format!("What the value of “{title}” turns on"),
        vec![
            Column::words("What is uncertain"),
            Column::number("At its low", "£"),
            Column::number("At its high", "£"),
            Column::number("Apart", "£"),
        ],
        bars.iter().map(|bar| vec![Cell::words(bar.what.clone()), money(bar.at_low), money(bar.at_high), money(bar.swing)]).collect(),
    );
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Pounds,
        words: words(
            say::tornado(bars),
            format!(
                "Net present value of “{title}” {over}, with one thing at its low and at its high and all else as it is. Higher is better."
            ),
            format!("What the value of “{title}” turns on"),
            description,
            settings(appraisal::METHOD),
        ),
        table,
        key: vec![key(ORANGE, "At its low"), key(BLUE, "At its high"), mark_key("As it is written")],
        most: 12,
    };
    bar_chart(&rows, of)
}

/// How each option may turn out: nine of ten draws lie on the bar, half of them either side of its mark.
pub fn spread_chart(id: &str, options: &[(String, &Simulated)], over: &str, draws: u32) -> Chart {
    let row = |(title, drawn): &(String, &Simulated)| BarRow {
        label: title.clone(),
        parts: vec![BarPart { from: drawn.percentile_5, to: drawn.percentile_95, fill: LILAC, label: String::new() }],
        mark: Some(drawn.percentile_50),
    };
    let rows: Vec<BarRow> = options.iter().map(row).collect();
    let said = |drawn: &Simulated| {
        format!(
            "between {} and {}, half above {}, worth less than nothing in {} of 100 draws",
            pounds(drawn.percentile_5),
            pounds(drawn.percentile_95),
            pounds(drawn.percentile_50),
            shown(100.0 * drawn.chance_of_loss, 0)
        )
    };
    let cells = |(title, drawn): &(String, &Simulated)| {
        vec![
            Cell::words(title.clone()),
            money(drawn.percentile_5),
            money(drawn.percentile_50),
            money(drawn.percentile_95),
            share(drawn.chance_of_loss),
            share(drawn.chance_highest),
        ]
    };
    let table = Table::new(
        "How each option may turn out",
        vec![
            Column::words("Option"),
            Column::number("1 in 20 below", "£"),
            Column::number("Half below", "£"),
            Column::number("1 in 20 above", "£"),
            Column::number("Worth less than nothing", "% of draws"),
            Column::number("Worth most of all", "% of draws"),
        ],
        options.iter().map(cells).collect(),
    );
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Pounds,
        words: words(
            say::spread(options),
            format!("Net present value {over}. Nine of ten draws lie on the bar. Higher is better."),
            "How each option may turn out".into(),
            described(options.iter().map(|(title, drawn)| (title.as_str(), said(drawn)))),
            format!("{} {} draws.", settings(appraisal::METHOD), quantity::money::group_thousands(u64::from(draws))),
        ),
        table,
        key: vec![key(LILAC, "Nine of ten draws"), mark_key("Half above, half below")],
        most: 20,
    };
    bar_chart(&rows, of)
}

/// Shares paid and shares gained of each body, the one that pays most first.
pub fn pays_and_gains_chart(id: &str, title: &str, option: &OptionAppraisal) -> Chart {
    let none = BTreeMap::new();
    let (paid, gained) = option.alignment.as_ref().map_or((&none, &none), |a| (&a.shares_paid, &a.shares_gained));
    let mut names: Vec<&String> = paid.keys().collect();
    let of = |shares: &BTreeMap<String, f64>, name: &str| shares.get(name).copied().unwrap_or(0.0);
    names.sort_by(|a, b| of(paid, b).total_cmp(&of(paid, a)).then_with(|| a.cmp(b)));
    let bar = |label: String, share: f64, fill| BarRow {
        label,
        parts: vec![BarPart { from: 0.0, to: share.max(0.0), fill, label: format!("{}%", shown(100.0 * share, 0)) }],
        mark: None,
    };
    let both = |name: &&String| {
        let (pays, gains) = (of(paid, name), of(gained, name));
        [
            bar(format!("{name} pays {}%", shown(100.0 * pays, 0)), pays, DARK),
            bar(format!("{name} gains {}%", shown(100.0 * gains, 0)), gains, BLUE),
        ]
    };
    let rows: Vec<BarRow> = names.iter().flat_map(both).collect();
    let description = described(names.iter().map(|name| {
        (name.as_str(), format!("pays {}% and gains {}%", shown(100.0 * of(paid, name), 0), shown(100.0 * of(gained, name), 0)))
    }));
    let line = |name: &&String| {
        let ledger = option.ledger.get(*name).cloned().unwrap_or_default();
        vec![
            Cell::words((*name).clone()),
            money(ledger.pays + ledger.transfers_out - ledger.transfers_in),
            share(of(paid, name)),
            money(ledger.gains),
            share(of(gained, name)),
            money(ledger.gains_cashable),
            money(ledger.net),
        ]
    };
    let table = Table::new(
        format!("Who pays and who gains under “{title}”"),
        vec![
            Column::words("Body"),
            Column::number("Pays", "£"),
            Column::number("Share paid", "%"),
            Column::number("Gains", "£"),
            Column::number("Share gained", "%"),
            Column::number("Of the gains, money", "£"),
            Column::number("Gains less what it pays", "£"),
        ],
        names.iter().map(line).collect(),
    );
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Percent,
        words: words(
            say::pays_and_gains(option),
            "Shares of all that is paid and of all that is gained, in present value, among those who can be asked to pay. The scale runs from 0% to 100%.".into(),
            format!("Who pays and who gains under “{title}”"),
            description,
            settings(appraisal::METHOD),
        ),
        table,
        key: vec![key(DARK, "Pays"), key(BLUE, "Gains")],
        most: 24,
    };
    bar_chart(&rows, of)
}

/// How often each option has each rank: the share of draws in which it comes first, second, and so on.
pub fn acceptability_chart(id: &str, names: &[String], reading: &smaa::Reading, assumed: &str) -> Chart {
    let fills = [BLUE, LILAC, GRID];
    let shares = reading.ranks.shares();
    let row = |(name, own): (&String, &Vec<f64>)| {
        let mut from = 0.0;
        let part = |(rank, value): (usize, &f64)| {
            let (start, end) = (from, from + value);
            from = end;
            BarPart { from: start, to: end, fill: fills.get(rank).copied().unwrap_or(super::ink::WHITE), label: say::ordinal(rank + 1) }
        };
        BarRow { label: name.clone(), parts: own.iter().enumerate().map(part).collect(), mark: None }
    };
    let mut order: Vec<usize> = (0..names.len()).collect();
    let first = reading.ranks.first();
    order.sort_by(|a, b| first.get(*b).unwrap_or(&0.0).total_cmp(first.get(*a).unwrap_or(&0.0)));
    let pairs = || order.iter().filter_map(|at| Some((names.get(*at)?, shares.get(*at)?)));
    let rows: Vec<BarRow> = pairs().map(row).collect();
    let mut columns = vec![Column::words("Option")];
    columns.extend((1..=names.len()).map(|rank| Column::number(say::ordinal(rank), "% of draws")));
    let table = Table::new(
        "How often each option has each rank",
        columns,
        pairs()
            .map(|(name, own)| std::iter::once(Cell::words(name.clone())).chain(own.iter().map(|value| share(*value))).collect())
            .collect(),
    );
    let said = |own: &Vec<f64>| format!("first in {} of 100 draws", shown(100.0 * own.first().copied().unwrap_or(0.0), 0));
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Percent,
        words: words(
            say::acceptability(names, reading),
            format!(
                "Share of {} draws in which each option has each rank, {assumed}.",
                quantity::money::group_thousands(u64::from(reading.draws))
            ),
            "How often each option has each rank".into(),
            described(pairs().map(|(name, own)| (name.as_str(), said(own)))),
            format!("{} Seed {}.", settings(smaa::METHOD), reading.seed),
        ),
        table,
        key: vec![key(BLUE, "First"), key(LILAC, "Second"), key(GRID, "Third"), key(super::ink::WHITE, "Later")],
        most: 20,
    };
    bar_chart(&rows, of)
}

/// What the social return turns on: the ratio with each figure at its low and its high, widest first.
pub fn return_chart(id: &str, title: &str, reading: &sroi::Reading) -> Chart {
    let part = |from: f64, to: f64, fill| BarPart { from, to, fill, label: String::new() };
    let named = |bar: &sroi::turning::Bar| format!("{}: {}", bar.outcome, say::return_field(bar.field));
    let row = |bar: &sroi::turning::Bar| BarRow {
        label: named(bar),
        parts: vec![part(reading.ratio, bar.ratio_at_low, ORANGE), part(reading.ratio, bar.ratio_at_high, BLUE)],
        mark: Some(reading.ratio),
    };
    let rows: Vec<BarRow> = reading.tornado.iter().map(row).collect();
    let ratio = |value: f64| Cell::number(value, format!("£{}", shown(value, 2)));
    let said =
        |bar: &sroi::turning::Bar| format!("£{} at its low, £{} at its high", shown(bar.ratio_at_low, 2), shown(bar.ratio_at_high, 2));
    let labels: Vec<(String, String)> = reading.tornado.iter().take(12).map(|bar| (named(bar), said(bar))).collect();
    let table = Table::new(
        format!("What the social return of “{title}” turns on"),
        vec![Column::words("What is uncertain"), Column::number("At its low", "£ for £1"), Column::number("At its high", "£ for £1")],
        reading.tornado.iter().map(|bar| vec![Cell::words(named(bar)), ratio(bar.ratio_at_low), ratio(bar.ratio_at_high)]).collect(),
    );
    let of = BarsOf {
        id: id.to_owned(),
        unit: Unit::Pounds,
        words: words(
            say::social_return(reading),
            "Pounds of what people value for each pound put in, with one figure at its low and at its high. Higher is better.".into(),
            format!("What the social return of “{title}” turns on"),
            described(labels.iter().map(|(label, said)| (label.as_str(), said.clone()))),
            settings(sroi::METHOD),
        ),
        table,
        key: vec![key(ORANGE, "At its low"), key(BLUE, "At its high"), mark_key("As it is written")],
        most: 12,
    };
    bar_chart(&rows, of)
}
