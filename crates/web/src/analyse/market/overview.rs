//! The market at a glance.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::judged::{Contested, Fares, Screen, Standing};
use desk::analyse::market::read_market::{MarketView, MoneyLine, read_market};
use desk::analyse::market::supplied::MoneyOf;
use model::role::Permission::{ReadAudit, ReadCases};
use quantity::Unit;
use report::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use report::chart::ink::BLUE;
use report::page::{Block, Figure, Level};
use report::table::{Cell, Column, Table};
use report::words::count;

use super::grid::{Grid, cells};
use super::{
    Offers, again, choice, csv, faults, form, kept, kind, layout, nothing_yet, place_buys_nothing, regime, rooms, shown, sources, supplier_at,
};
use crate::analyse::places::Asked;
use crate::app::App;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub(super) const TITLE: &str = "The market";
const AT: &str = "/market";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market", May(ReadCases), "The market: who supplies what, how contested it is, what lapses", show)
        .get("/market/overview/{file}", May(ReadCases), "A table of the market’s overview, as CSV", data)
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = read_market(&app.desk, &signed.actor, &choice).await?;
    let largest = view.money.iter().map(|line| largest(line, &asked));
    csv(&largest.chain([things(&view), kinds(&view), years(&view)]).collect::<Vec<_>>(), &asked, &file)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let read = match choice(&asked) {
        Ok(choice) => read_market(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::ALL, AT, &faults(error)?)),
    };
    let may_see_flags = frame.may(ReadAudit);
    let top = form(&asked, Some(&view.asked), Offers::ALL, AT, &[]).and(rooms(&asked, AT, may_see_flags));
    if view.sets.is_empty() {
        let start = nothing_yet(
            &frame,
            "No record of the market is loaded yet",
            "Here stands who supplies what, how contested it is and what lapses, once payments over £500, a register of contracts, procurement notices, grants, registered providers or placements are loaded: one authority’s, or a nation’s.",
            "Load payments, contracts, notices, grants, providers or placements",
        );
        let made = made_or_bought(&view);
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nothing is told of the market yet.".to_owned()), start.and(made)).into_response());
    }
    let mut parts = Vec::new();
    let mut part = |id: &str, title: &str, body: Markup| {
        if !body.is_empty() {
            parts.push(Part { id: id.to_owned(), title: title.to_owned(), body });
        }
    };
    part("who", "Who supplies it", view.money.iter().map(|line| supplied(line, &asked)).fold(Markup::default(), Markup::and));
    part("kinds", "Of which: by kind of supplier", by_kind(&view, &asked));
    part("contested", "How contested it is", contested(&view.contested));
    part("fares", "How it fares", view.fares.as_ref().map_or_else(|why| paragraph(why), fares));
    part("things", "Contracts, frameworks, grants and payments: different things", by_thing(&view, &asked));
    part("lapses", "What lapses", lapses(&view, &asked));
    part("years", "Year by year", by_year(&view, &asked));
    part("made", "Made or bought", made_or_bought(&view));
    part("from", "Where this is from", sources(&view.sets));
    let layout = layout(frame, TITLE, &view.asked, lead(&view));
    Ok(PartsPage { layout, before: place_buys_nothing(&view.asked).and(top), parts }.into_response())
}

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

/// The answer in two or three sentences: each sort of money by itself, and what the bids rest on.
fn lead(view: &MarketView) -> String {
    let sums: Vec<String> = view
        .money
        .iter()
        .map(|line| {
            let to = count::of_things(line.supply.count, "supplier", "suppliers");
            format!("{} {} ({to})", count::money(line.supply.total), of_words(line.supply.of))
        })
        .collect();
    let sums = if sums.is_empty() { "Nothing is recorded of this choice".to_owned() } else { format!("{}, never added up", count::list(&sums)) };
    let bids = match &view.contested {
        Ok(contested) => format!(" {}", bids_in_a_sentence(contested)),
        Err(_) => String::new(),
    };
    let lapse = view.lapsing.filter(|lapsing| lapsing.lapse > 0).map(|lapsing| {
        format!(" {} within {} months.", count::sentence(&count::of_things(lapsing.lapse, "contract lapses", "contracts lapse")), lapsing.months)
    });
    format!("{sums}.{bids}{}", lapse.unwrap_or_default())
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
        let cells = vec![cells::words(&one.supplied.name), cells::money(one.supplied.total), cells::share(one.share), Cell::Whole(one.supplied.records)];
        grid.push(cells, Some(format!("{}{}", supplier_at(&one.supplied.key), kept(asked))));
    }
    grid
}

/// One sort of money: how much, how concentrated and what that means, the largest.
pub(super) fn supplied(line: &MoneyLine, asked: &Asked) -> Markup {
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
    heading.and(paragraph(&said)).and(concentrated).and(chart(line)).and(largest(line, asked).shown(asked, "/market/overview")).and(more)
}

/// Which method and edition a figure is by, with its page.
pub(super) fn method(edition: &str) -> Markup {
    let code = edition.split(',').next().unwrap_or(edition);
    Markup::trusted("<p class=\"govuk-body-s ww-quiet\">Method: ").and(ww::link(edition, &format!("/library/methods/{code}"))).and(Markup::trusted(". Thresholds: ")).and(ww::link("how a market is judged", "/library/market")).and(Markup::trusted(".</p>"))
}

fn chart(line: &MoneyLine) -> Markup {
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
    let table = Table::new("Shares", columns, drawn.iter().map(|(name, share)| vec![Cell::words(*name), cells::share(Some(*share))]).collect());
    let of = of_title(supply.of).to_lowercase();
    let of_chart = BarsOf {
        id: format!("shares-{}", supply.of.code()),
        unit: Unit::Percent,
        words: words(
            format!("{name} has {} of {of}", share.shown(0)),
            format!("Shares of {of}, the {} largest of {}. Bars begin at nought.", drawn.len(), count::of_things(supply.count, "supplier", "suppliers")),
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
        csv_at: Some(format!("/market/overview/{}.csv", largest_name(supply.of))),
        level: Level::Three,
    };
    Markup::trusted(report::html::block(&Block::Figure(Box::new(figure))))
}

fn things(view: &MarketView) -> Grid {
    let columns = vec![
        Column::words("What"),
        Column::words("Known from"),
        Column::words("Regime"),
        Column::number("Records", ""),
        Column::number("Suppliers", ""),
        Column::number("Value", "£"),
    ];
    let mut grid = Grid::new("things", "What is bought or granted, each by its regime", columns);
    for thing in &view.things {
        let (what, from) = match thing.what.as_str() {
            "payments" => ("Payments", "payments"),
            "register" => (kind(&thing.kind), "a register of contracts"),
            "contracts" => (kind(&thing.kind), "notices of contracts"),
            "awards" => (kind(&thing.kind), "notices of award"),
            _ => (kind(&thing.kind), "grants"),
        };
        let rules = if matches!(thing.what.as_str(), "payments" | "grants") { "None applies" } else { regime(&thing.regime) };
        grid.push(
            vec![
                Cell::words(what),
                Cell::words(from),
                Cell::words(rules),
                Cell::Whole(thing.records),
                Cell::Whole(thing.suppliers),
                cells::money(thing.total),
            ],
            None,
        );
    }
    grid
}

fn by_thing(view: &MarketView, asked: &Asked) -> Markup {
    let grid = things(view);
    if grid.is_empty() {
        return Markup::default();
    }
    paragraph("A framework’s value is a ceiling and not spending; a contract may stand in a register and in a notice; a payment may be for any of them. So nothing here is added up.")
        .and(grid.shown(asked, "/market/overview"))
}

fn kinds(view: &MarketView) -> Grid {
    let columns = vec![
        Column::words("Kind"),
        Column::words("Of"),
        Column::number("Suppliers", ""),
        Column::number("Money", "£"),
        Column::number("Share", "%"),
    ];
    let mut grid = Grid::new("by-kind", "Of which, by kind of supplier", columns);
    for line in &view.kinds {
        grid.push(
            vec![
                Cell::words(line.title.clone()),
                Cell::words(of_title(line.of)),
                Cell::Whole(line.suppliers),
                cells::money(Some(line.total)),
                cells::share(line.share),
            ],
            None,
        );
    }
    grid
}

fn by_kind(view: &MarketView, asked: &Asked) -> Markup {
    let grid = kinds(view);
    if grid.is_empty() {
        return paragraph("No file says of any supplier here what kind it is.");
    }
    let said = paragraph_of(
        Markup::text("A supplier may be of several kinds, so these are never added up; where nothing is said, a supplier is in none. Definitions and unsure names: ")
            .and(ww::link("who is who", "/market/who-is-who"))
            .and("."),
    );
    said.and(grid.shown(asked, "/market/overview"))
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
        ("Lots with one bid", one.one_bid_share.map_or_else(|| "Not told".to_owned(), |share| format!("{} of {} ({}{interval})", one.one_bid, one.told, share.shown(1)))),
        ("Lots nobody bid for", one.no_bid_share.map_or_else(|| "Not told".to_owned(), |share| format!("{} of {} ({})", one.no_bid, one.told, share.shown(1)))),
        ("Bids for each lot, mean", one.mean_bids.map_or_else(|| "Not told".to_owned(), |mean| quantity::rounding::shown(mean, 1))),
        ("Share of the value of competed lots whose bids are told", shown(one.covered)),
        ("Let without a call for bids", one.direct_share.map_or_else(|| "Not told".to_owned(), |share| format!("{} of {} that tell the way ({})", one.direct, one.way_told, share.shown(1)))),
        ("The same, by value", shown(one.direct_value_share)),
        ("Highest over lowest bid, the middle", one.spread.map_or_else(|| "Not told: no lot has two priced bids".to_owned(), |spread| format!("{}% more, of {}", quantity::rounding::shown(spread * 100.0, 0), count::of_things(one.spread_of as u64, "lot", "lots")))),
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
        let mut table = CardTable::new(sector.name.clone()).column("Indicator").figures("Figure").column("Stands").figures("To be watched").figures("Weak").column("Rests on");
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
                crate::components::attributes::Words::from(one.title.as_str()),
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

fn lapses(view: &MarketView, asked: &Asked) -> Markup {
    let Some(one) = view.lapsing else { return Markup::default() };
    let value = if one.lapse_valued == one.lapse { String::new() } else { format!(", told for {} of them", one.lapse_valued) };
    let mut said = vec![format!(
        "{} within {} months, worth {}{value}.",
        count::sentence(&count::of_things(one.lapse, "contract ends", "contracts end")),
        one.months,
        count::money(one.lapse_total)
    )];
    if one.late > 0 {
        said.push(format!("For {} of them preparing what follows should have begun.", count::number(one.late)));
    }
    if one.past > 0 {
        said.push(format!(
            "{} on a register after the last day, extensions and all; the supplier of {} was paid since.",
            count::sentence(&count::of_things(one.past, "contract is still", "contracts are still")),
            count::number(one.past_paid)
        ));
    }
    if one.no_end > 0 {
        said.push(format!("For {} no last day could be read.", count::number(one.no_end)));
    }
    paragraph(&said.join(" ")).and(paragraph_of(ww::link("The calendar of contracts", &format!("/market/calendar{}", kept(asked)))))
}

pub(super) fn years_grid(lines: &[desk::analyse::market::read_market::YearLine]) -> Grid {
    let columns = vec![
        Column::words("Financial year"),
        Column::words("Of"),
        Column::number("Money", "£"),
        Column::number("Records", ""),
        Column::number("Suppliers", ""),
    ];
    let mut grid = Grid::new("years", "Year by year", columns);
    for line in lines {
        let cells =
            vec![cells::year(line.year), Cell::words(of_title(line.of)), cells::money(line.total), Cell::Whole(line.records), Cell::Whole(line.suppliers)];
        grid.push(cells, None);
    }
    grid
}

fn years(view: &MarketView) -> Grid {
    years_grid(&view.years)
}

fn by_year(view: &MarketView, asked: &Asked) -> Markup {
    let grid = years(view);
    if grid.is_empty() { Markup::default() } else { paragraph("The first and the last year may be in the files in part.").and(grid.shown(asked, "/market/overview")) }
}

fn made_or_bought(view: &MarketView) -> Markup {
    if view.made_or_bought.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Made or bought")
        .caption_hidden()
        .column("Authority and year")
        .figures("In house")
        .figures("Through others")
        .figures("Not classified")
        .figures("All spending");
    for line in &view.made_or_bought {
        let share = |share: Option<quantity::Share>| share.map_or_else(|| "Not told".to_owned(), |share| share.shown(1));
        table = table.row([
            format!("{}, {}", line.authority, super::financial(line.year)),
            share(line.in_house),
            share(line.others),
            share(line.not_classified),
            count::money(line.total),
        ]);
    }
    paragraph_of(Markup::text("From outturn files, as far as each tells who provides: ").and(ww::link("what is spent today", "/spend")).and(".")).and(Markup::from(table))
}
