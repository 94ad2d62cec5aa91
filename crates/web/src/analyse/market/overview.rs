//! The market at a glance.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_market::{MarketView, read_market};
use model::role::Permission::{ReadAudit, ReadCases};
use report::table::{Cell, Column};
use report::words::count;

use super::grid::{At, Grid, cells};
use super::told::{bids_in_a_sentence, contested, fares, flows, largest, of_title, of_words, supplied};
use super::{Offers, again, choice, csv, faults, form, kept, kind, layout, nothing_yet, place_buys_nothing, regime, rooms, sources};
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
const TABLES: At<'_> = At { page: AT, data: "/market/overview" };

pub fn routes() -> Routes {
    Routes::new().get("/market", May(ReadCases), "The market: who supplies what, how contested it is, what lapses", show).get(
        "/market/overview/{file}",
        May(ReadCases),
        "A table of the market’s overview, as CSV",
        data,
    )
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
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nothing is told of the market yet.".to_owned()), start.and(made))
            .into_response());
    }
    let mut parts = Vec::new();
    let mut part = |id: &str, title: &str, body: Markup| {
        if !body.is_empty() {
            parts.push(Part { id: id.to_owned(), title: title.to_owned(), body });
        }
    };
    part("who", "Who supplies it", view.money.iter().map(|line| supplied(line, &asked, TABLES)).fold(Markup::default(), Markup::and));
    part("kinds", "Of which: by kind of supplier", by_kind(&view, &asked));
    part("contested", "How contested it is", contested(&view.contested));
    part("fares", "How it fares", view.fares.as_ref().map_or_else(|why| paragraph(why), fares));
    part("things", "Contracts, frameworks, grants and payments: different things", by_thing(&view, &asked));
    part("lapses", "What lapses", lapses(&view, &asked));
    part("years", "Year by year", by_year(&view, &asked));
    part("flows", "Who came and who went", view.flows.iter().map(flows).fold(Markup::default(), Markup::and));
    part("made", "Made or bought", made_or_bought(&view));
    part("from", "Where this is from", sources(&view.sets));
    let layout = layout(frame, TITLE, &view.asked, lead(&view));
    Ok(PartsPage { layout, before: place_buys_nothing(&view.asked).and(top), parts }.into_response())
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
    let sums =
        if sums.is_empty() { "Nothing is recorded of this choice".to_owned() } else { format!("{}, never added up", count::list(&sums)) };
    let bids = match &view.contested {
        Ok(contested) => format!(" {}", bids_in_a_sentence(contested)),
        Err(_) => String::new(),
    };
    let lapse = view.lapsing.filter(|lapsing| lapsing.lapse > 0).map(|lapsing| {
        format!(
            " {} within {} months.",
            count::sentence(&count::of_things(lapsing.lapse, "contract lapses", "contracts lapse")),
            lapsing.months
        )
    });
    format!("{sums}.{bids}{}", lapse.unwrap_or_default())
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
        .and(grid.shown(asked, TABLES))
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
    said.and(grid.shown(asked, TABLES))
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
        let cells = vec![
            cells::year(line.year),
            Cell::words(of_title(line.of)),
            cells::money(line.total),
            Cell::Whole(line.records),
            Cell::Whole(line.suppliers),
        ];
        grid.push(cells, None);
    }
    grid
}

fn years(view: &MarketView) -> Grid {
    years_grid(&view.years)
}

fn by_year(view: &MarketView, asked: &Asked) -> Markup {
    let grid = years(view);
    if grid.is_empty() {
        Markup::default()
    } else {
        paragraph("The first and the last year may be in the files in part.").and(grid.shown(asked, TABLES))
    }
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
    paragraph_of(
        Markup::text("From outturn files, as far as each tells who provides: ").and(ww::link("what is spent today", "/spend")).and("."),
    )
    .and(Markup::from(table))
}
