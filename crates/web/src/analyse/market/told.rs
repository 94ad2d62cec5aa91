//! What the methods say of a market, as pages say it: who supplies, how contested it is, how it fares.

use desk::analyse::market::judged::{Contested, Fares, Flows, Screen, Standing};
use desk::analyse::market::read_market::MoneyLine;
use desk::analyse::market::supplied::MoneyOf;
use quantity::Unit;
use report::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use report::chart::ink::BLUE;
use report::page::{Block, Figure, Level};
use report::table::{Cell, Column, Table};
use report::words::count;

use super::grid::{At, Grid, cells};
use super::{NAMES, financial, folded, kept, shown, supplier_at};
use crate::analyse::places::Asked;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::ww;

pub(super) fn of_words(of: MoneyOf) -> &'static str {
    match of {
        MoneyOf::Payments => "paid",
        MoneyOf::Awards => "awarded",
        MoneyOf::Contracts => "in contracts",
        MoneyOf::Grants => "granted",
    }
}

pub(super) fn of_title(of: MoneyOf) -> &'static str {
    match of {
        MoneyOf::Payments => "Payments",
        MoneyOf::Awards => "Awards",
        MoneyOf::Contracts => "Contracts",
        MoneyOf::Grants => "Grants",
    }
}

/// One bid and none, with the share of value that tells it.
pub(super) fn bids_in_a_sentence(contested: &Contested) -> String {
    let one = &contested.reading;
    let Some(single) = one.one_bid_share else { return "No notice tells how many bid.".to_owned() };
    let covered = match one.covered {
        Some(covered) => format!("notices with {} of the value of what was competed tell it", covered.shown(0)),
        None => "of what share of the value, no notice tells".to_owned(),
    };
    let none = if one.no_bid > 0 { format!(" and {} none", one.no_bid) } else { String::new() };
    format!(
        "Of {} that tell their bids, {} drew one bid ({}){none}: {covered}.",
        count::of_things(one.told as u64, "lot", "lots"),
        count::number(one.one_bid as u64),
        single.shown(0)
    )
}

pub(super) fn largest_name(of: MoneyOf) -> &'static str {
    match of {
        MoneyOf::Payments => "largest-paid",
        MoneyOf::Awards => "largest-awarded",
        MoneyOf::Contracts => "largest-contracts",
        MoneyOf::Grants => "largest-granted",
    }
}

pub(super) fn largest(line: &MoneyLine, asked: &Asked) -> Grid {
    let of = line.supply.of;
    let columns =
        vec![Column::words("Supplier"), Column::number(of_title(of), "£"), Column::number("Share", "%"), Column::number("Records", "")];
    let mut grid = Grid::new(largest_name(of), format!("Largest by {}", of_title(of).to_lowercase()), columns);
    for one in &line.largest {
        let cells = vec![
            cells::words(&one.supplied.name),
            cells::money(one.supplied.total),
            cells::share(one.share),
            Cell::Whole(one.supplied.records),
        ];
        grid.push(cells, Some(format!("{}{}", supplier_at(&one.supplied.key), kept(asked))));
    }
    grid
}

/// One sort of money: how much, how concentrated and what that means, the largest.
pub(super) fn supplied(line: &MoneyLine, asked: &Asked, at: At<'_>) -> Markup {
    let supply = &line.supply;
    let mut said = format!(
        "{} {} to {}, in {}.",
        count::money(supply.total),
        of_words(supply.of),
        count::of_things(supply.count, "supplier", "suppliers"),
        count::of_things(supply.records, "record", "records")
    );
    if let Some(unmatched) = line.unmatched {
        said.push_str(&format!(" {} of it went to suppliers known by a name alone, or not named at all.", unmatched.shown(1)));
    }
    let concentrated = match &supply.concentration {
        Err(why) => paragraph(why),
        Ok(one) => {
            let screen = match one.screen {
                Screen::Unconcentrated => "not concentrated",
                Screen::Concentrated => "concentrated",
                Screen::Highly => "highly concentrated",
            };
            let at = |value: f64| quantity::rounding::shown(value, 0);
            let range = if (one.hhi_at_most - one.hhi_at_least).abs() < 1.0 {
                String::new()
            } else {
                format!(" With what names nobody it is between {} and {}.", at(one.hhi_at_least), at(one.hhi_at_most))
            };
            let reversed = match one.reversed {
                0 => String::new(),
                some => format!(
                    " {} to {} took back more than they were paid and are in no share.",
                    count::sentence(&count::number(some as u64)),
                    count::money(one.reversed_total)
                ),
            };
            paragraph(&format!(
                "The largest supplier has {}, the three largest {}. The index of concentration (HHI) is {} of 10,000, as if {} equal suppliers shared it: {screen} by the screen of {} and {}. A screen, not a rule: it says where to look, and nothing of whether anybody else could do it.{range}{reversed}",
                one.largest.shown(0),
                one.three_largest.shown(0),
                at(one.hhi),
                quantity::rounding::shown(one.effective, 1),
                at(one.settings.concentrated_from),
                at(one.settings.highly_from),
            ))
            .and(method(&one.method))
        }
    };
    let heading = Markup::trusted(format!("<h3 class=\"govuk-heading-s\">{}</h3>", Markup::text(of_title(supply.of))));
    let more = paragraph_of(ww::link("Every supplier", &format!("/market/suppliers{}", kept(asked))));
    // Somebody who sorts or looks for a name has it open.
    let is_open = asked.iter().any(|(name, value)| !value.is_empty() && !NAMES.contains(&name.as_str()));
    let title = format!("The largest by {}, as a chart and a table", of_title(supply.of).to_lowercase());
    let inside = folded(&title, is_open, &chart(line, asked, at).and(largest(line, asked).shown(asked, at)));
    heading.and(paragraph(&said)).and(concentrated).and(inside).and(more)
}

/// Which method and edition a figure is by, with its page.
pub(super) fn method(edition: &str) -> Markup {
    let code = edition.split(',').next().unwrap_or(edition);
    Markup::trusted("<p class=\"govuk-body-s ww-quiet\">Method: ")
        .and(ww::link(edition, &format!("/library/methods/{code}")))
        .and(Markup::trusted(". Thresholds: "))
        .and(ww::link("how a market is judged", "/library/market"))
        .and(Markup::trusted(".</p>"))
}

fn chart(line: &MoneyLine, asked: &Asked, at: At<'_>) -> Markup {
    let supply = &line.supply;
    let drawn: Vec<_> = line.largest.iter().filter_map(|one| Some((one.supplied.name.as_str(), one.share?))).collect();
    let Some((name, share)) = drawn.first().copied().filter(|_| drawn.len() > 1) else { return Markup::default() };
    let rows: Vec<BarRow> = drawn
        .iter()
        .map(|(name, share)| BarRow {
            label: (*name).to_owned(),
            parts: vec![BarPart { from: 0.0, to: share.value(), fill: BLUE, label: share.shown(0) }],
            mark: None,
        })
        .collect();
    let columns = vec![Column::words("Supplier"), Column::number("Share", "%")];
    let table =
        Table::new("Shares", columns, drawn.iter().map(|(name, share)| vec![Cell::words(*name), cells::share(Some(*share))]).collect());
    let of = of_title(supply.of).to_lowercase();
    let of_chart = BarsOf {
        id: format!("shares-{}", supply.of.code()),
        unit: Unit::Percent,
        words: words(
            format!("{name} has {} of {of}", share.shown(0)),
            format!(
                "Shares of {of}, the {} largest of {}. Bars begin at nought.",
                drawn.len(),
                count::of_things(supply.count, "supplier", "suppliers")
            ),
            format!("Shares of {of}"),
            described(drawn.iter().map(|(name, share)| (*name, share.shown(1)))),
            String::new(),
        ),
        table,
        key: vec![key(BLUE, "Share")],
        most: drawn.len(),
    };
    let figure = Figure {
        chart: bar_chart(&rows, of_chart),
        unit: "% of money".to_owned(),
        source: "the data sets named below".to_owned(),
        edition: supply.concentration.as_ref().map_or_else(|_| "sum by supplier".to_owned(), |one| one.method.clone()),
        csv_at: Some(format!("{}/{}.csv{}", at.data, largest_name(supply.of), kept(asked))),
        level: Level::Three,
    };
    Markup::trusted(report::html::block(&Block::Figure(Box::new(figure))))
}

pub(super) fn contested(told: &Result<Contested, String>) -> Markup {
    let contested = match told {
        Ok(contested) => contested,
        Err(why) => return paragraph(why),
    };
    let one = &contested.reading;
    let settings = &contested.settings;
    let interval = one.one_bid_interval.as_ref().map_or_else(String::new, |interval| {
        let at = |value: f64| quantity::rounding::shown(value * 100.0, 0);
        format!(", {} to {}% with 95% confidence", at(interval.low), at(interval.high))
    });
    let rows: [(&str, String); 7] = [
        (
            "Lots with one bid",
            one.one_bid_share
                .map_or_else(|| "Not told".to_owned(), |share| format!("{} of {} ({}{interval})", one.one_bid, one.told, share.shown(1))),
        ),
        (
            "Lots nobody bid for",
            one.no_bid_share.map_or_else(|| "Not told".to_owned(), |share| format!("{} of {} ({})", one.no_bid, one.told, share.shown(1))),
        ),
        ("Bids for each lot, mean", one.mean_bids.map_or_else(|| "Not told".to_owned(), |mean| quantity::rounding::shown(mean, 1))),
        ("Share of the value of competed lots whose bids are told", shown(one.covered)),
        (
            "Let without a call for bids",
            one.direct_share.map_or_else(
                || "Not told".to_owned(),
                |share| format!("{} of {} that tell the way ({})", one.direct, one.way_told, share.shown(1)),
            ),
        ),
        ("The same, by value", shown(one.direct_value_share)),
        (
            "Highest over lowest bid, the middle",
            one.spread.map_or_else(
                || "Not told: no lot has two priced bids".to_owned(),
                |spread| {
                    format!(
                        "{}% more, of {}",
                        quantity::rounding::shown(spread * 100.0, 0),
                        count::of_things(one.spread_of as u64, "lot", "lots")
                    )
                },
            ),
        ),
    ];
    let mut table = CardTable::new("How contested lots are").caption_hidden().column("What").figures("Found");
    for (what, found) in rows {
        table = table.row([what.to_owned(), found]);
    }
    let thresholds = format!(
        "One bid of {} lots in a hundred and more is to be watched, {} and more is weak; so are fewer than {} bids for each lot.",
        quantity::rounding::shown(settings.single_amber * 100.0, 0),
        quantity::rounding::shown(settings.single_red * 100.0, 0),
        quantity::rounding::shown(settings.bids_amber, 0)
    );
    paragraph(&bids_in_a_sentence(contested)).and(Markup::from(table)).and(paragraph(&thresholds)).and(method(&contested.method))
}

/// Each indicator against its thresholds, seen and changeable; nothing is added up.
pub(super) fn fares(fares: &Fares) -> Markup {
    let mut out = paragraph(&format!(
        "Each stands by itself against its own two thresholds, and nothing is added up to a score. What rests on less than {} of the market is not known, and not known is never well.",
        fares.least_evidence.shown(0)
    ));
    for sector in &fares.sectors {
        let mut table = CardTable::new(sector.name.clone())
            .column("Indicator")
            .figures("Figure")
            .column("Stands")
            .figures("To be watched")
            .figures("Weak")
            .column("Rests on");
        for one in &sector.indicators {
            let value = one.value.map_or_else(|| "Not known".to_owned(), |value| figure(value, &one.unit));
            let stands = match one.standing {
                Standing::Well => Markup::from(ww::shown("Well")),
                Standing::Watch => Markup::from(ww::not_yet("To be watched")),
                Standing::Weak => Markup::from(ww::away("Weak")),
                Standing::NotKnown => Markup::from(ww::unknown("Not known")),
                Standing::NotJudged => Markup::text("Not judged"),
            };
            let rests = one.rests_on.map_or_else(|| "Nothing".to_owned(), |share| share.shown(0));
            table = table.row([
                Words::from(one.title.as_str()),
                value.into(),
                stands.into(),
                figure(one.amber, &one.unit).into(),
                figure(one.red, &one.unit).into(),
                rests.into(),
            ]);
        }
        out = out.and(Markup::from(table));
    }
    out.and(method(&fares.method))
}

fn figure(value: f64, unit: &str) -> String {
    match unit {
        "%" => format!("{}%", quantity::rounding::shown(value, 1)),
        _ if value.abs() >= 100.0 || value.fract() == 0.0 => quantity::rounding::shown(value, 0),
        _ => quantity::rounding::shown(value, 1),
    }
}

/// Year by year: who came, who left, and whether first awards were followed by another.
pub(super) fn flows(flows: &Flows) -> Markup {
    let mut table = CardTable::new(format!("Suppliers with {} in each financial year", of_title(flows.of).to_lowercase()))
        .column("Financial year")
        .figures("Suppliers")
        .figures("Came, never there before")
        .figures("Left, not there since")
        .figures("Both, of those before");
    for year in &flows.reading.years {
        let or = |count: Option<usize>| count.map_or_else(|| "Not known".to_owned(), |count| count.to_string());
        let name = i16::try_from(year.year).map_or_else(|_| year.year.to_string(), financial);
        let churn = year.churn.map_or_else(|| "Not known".to_owned(), |churn| format!("{}%", quantity::rounding::shown(churn * 100.0, 0)));
        table = table.row([name, year.suppliers.to_string(), or(year.came), or(year.left), churn]);
    }
    let mut said = Vec::new();
    if flows.reading.more_leave_than_come {
        said.push("More left than came, two years running.".to_owned());
    }
    if let Some(share) = flows.reading.stayed_share {
        said.push(format!(
            "Of {} whose first came early enough to see, {} had another within two years ({}).",
            count::of_things(flows.reading.firsts_judged as u64, "supplier", "suppliers"),
            count::number(flows.reading.stayed as u64),
            share.shown(0)
        ));
    }
    let said = if said.is_empty() { Markup::default() } else { paragraph(&said.join(" ")) };
    Markup::from(table).and(said).and(footholds(flows)).and(method(&flows.method))
}

/// First money ever, by kind of supplier, and whether more followed.
fn footholds(flows: &Flows) -> Markup {
    let kinds = &flows.reading.kinds;
    if kinds.iter().all(|kind| kind.firsts == 0) {
        return Markup::default();
    }
    let known = desk::config::provider_kinds::defaults().ok();
    let mut table = CardTable::new("First ever, by kind of supplier: one of several kinds is under each")
        .column("Kind")
        .figures("Suppliers")
        .figures("First ever, after the first year")
        .figures("Had another within two years, of those early enough to see");
    for kind in kinds {
        let title = known.as_ref().and_then(|known| known.kind(&kind.kind)).map_or_else(|| kind.kind.clone(), |known| known.title.clone());
        table =
            table.row([title, kind.suppliers.to_string(), kind.firsts.to_string(), format!("{} of {}", kind.stayed, kind.firsts_judged)]);
    }
    table.into()
}
