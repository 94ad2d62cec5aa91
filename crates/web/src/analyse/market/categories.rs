//! Categories of what is bought, and one of them.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::choice::Choice;
use desk::analyse::market::read_categories::{BuyerLine, CategoriesView, CategoryLine, CategoryView, list_categories, read_category};
use model::role::Permission::{ReadAudit, ReadCases};
use report::table::{Cell, Column};
use report::words::count;

use super::calendar::contracts_grid;
use super::grid::{At, Grid, cells, query};
use super::overview::years_grid;
use super::told::{bids_in_a_sentence, contested, fares, flows, largest, of_title, of_words, supplied};
use super::{Offers, again, choice, csv, faults, form, layout, nothing_yet, place_buys_nothing, rooms, sources};
use crate::analyse::places::Asked;
use crate::app::App;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;

const TITLE: &str = "Categories";
const AT: &str = "/market/categories";
/// A category is chosen by its address.
const WITHOUT_CATEGORY: Offers = Offers { category: false, years: true, buyer: true };

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/categories", May(ReadCases), "Categories of what is bought, by value", show)
        .get("/market/categories/{file}", May(ReadCases), "Categories of what is bought, as CSV", data)
        .get("/market/categories/{scheme}/{code}", May(ReadCases), "One category: suppliers, years, buyers, bids, contracts", one)
        .get("/market/categories/{scheme}/{code}/{file}", May(ReadCases), "A table of one category, as CSV", one_data)
}

fn without_category(asked: &Asked) -> Asked {
    asked.iter().filter(|(name, _)| name != "category").cloned().collect()
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let asked = without_category(&asked);
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = list_categories(&app.desk, &signed.actor, &choice).await?;
    csv(&[grid(&view.lines, &asked)], &asked, &file)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let asked = without_category(&asked);
    let read = match choice(&asked) {
        Ok(choice) => list_categories(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, WITHOUT_CATEGORY, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), WITHOUT_CATEGORY, AT, &[]).and(rooms(&asked, AT, frame.may(ReadAudit)));
    if view.lines.is_empty() {
        let body = if view.sets.is_empty() {
            nothing_yet(
                &frame,
                "No category is known yet",
                "Here what is bought stands by category (CPV of notices, ProClass of registers, the payments file’s own words) with who supplies it.",
                "Load notices, a register of contracts or payments",
            )
        } else {
            top.and(place_buys_nothing(&view.asked)).and(paragraph("No record of this choice has a category."))
        };
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "No category is known.".to_owned()), body).into_response());
    }
    let said =
        paragraph("A CPV category holds those below it, so lines are not added up. Payments, awards and contracts are different things.");
    let body = top.and(place_buys_nothing(&view.asked)).and(said).and(grid(&view.lines, &asked).shown(&asked, At::one(AT)));
    let parts = vec![Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: sources(&view.sets) }];
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(&view)), before: body, parts }.into_response())
}

fn lead(view: &CategoriesView) -> String {
    let top = |line: &&CategoryLine| line.depth == 0 && !line.code.is_empty();
    let largest = view.lines.iter().filter(top).max_by_key(|line| line.total);
    let largest = largest.map_or_else(String::new, |line| {
        let total = line.total.map_or_else(String::new, |total| format!(", {} {}", count::money(total), of_words(line.of)));
        format!(" The largest is {}{total}.", named(line))
    });
    format!(
        "{} at the top level.{largest}",
        count::sentence(&count::of_things(view.lines.iter().filter(top).count() as u64, "category", "categories"))
    )
}

fn named(line: &CategoryLine) -> String {
    let code = [line.scheme.as_str(), line.code.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match (code.is_empty(), line.name.is_empty()) {
        (true, true) => "No category".to_owned(),
        (true, false) => line.name.clone(),
        (false, true) => code,
        (false, false) => format!("{code} {}", line.name),
    }
}

fn grid(lines: &[CategoryLine], asked: &Asked) -> Grid {
    let columns = vec![
        Column::words("Category"),
        Column::words("Level"),
        Column::words("Of"),
        Column::number("Money", "£"),
        Column::number("Records", ""),
        Column::number("Suppliers", ""),
        Column::number("Buyers", ""),
        Column::number("Largest supplier", "%"),
    ];
    let mut grid = Grid::new("categories", "Categories", columns);
    let own: Asked = asked.iter().filter(|(name, _)| ["buyer", "place", "from", "to"].contains(&name.as_str())).cloned().collect();
    let kept = query(&own, &[]);
    for line in lines {
        let level = match (line.scheme.as_str(), line.depth) {
            ("CPV", 0) => "Division",
            ("CPV", 1) => "Group",
            ("CPV", 2) => "Class",
            ("CPV", _) => "Category",
            _ => "As the file has it",
        };
        let row = vec![
            Cell::words(named(line)),
            Cell::words(if line.of == desk::analyse::market::supplied::MoneyOf::Awards { level } else { "As the file has it" }),
            Cell::words(of_title(line.of)),
            cells::money(line.total),
            Cell::Whole(line.records),
            Cell::Whole(line.suppliers),
            cells::whole(line.buyers),
            cells::share(line.largest),
        ];
        let has_page = ["CPV", "ProClass", "SeRCOP"].contains(&line.scheme.as_str()) && !line.code.is_empty();
        grid.push(row, has_page.then(|| format!("{AT}/{}/{}{kept}", in_query(&line.scheme), in_query(&line.code))));
    }
    grid
}

async fn view_of(
    app: &App,
    signed: &Signed,
    scheme: &str,
    code: &str,
    asked: &Asked,
) -> Result<std::sync::Arc<CategoryView>, desk::DeskError> {
    let choice: Choice = choice(asked).map_err(desk::DeskError::Faults)?;
    read_category(&app.desk, &signed.actor, scheme, code, &choice).await
}

async fn one_data(
    State(app): State<App>,
    signed: Signed,
    Path((scheme, code, file)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let asked = without_category(&asked);
    let view = view_of(&app, &signed, &scheme, &code, &asked).await?;
    let largest = view.money.iter().map(|line| largest(line, &asked));
    let more = [years_grid(&view.years), buyers(&view.buyers), contracts_grid(&view.contracts, &asked), grid(&view.below, &asked)];
    csv(&largest.chain(more).collect::<Vec<_>>(), &asked, &file)
}

async fn one(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((scheme, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let asked = without_category(&asked);
    let at = format!("{AT}/{}/{}", in_query(&scheme), in_query(&code));
    let view = match view_of(&app, &signed, &scheme, &code, &asked).await {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, &format!("{scheme} {code}"), &asked, WITHOUT_CATEGORY, &at, &faults(error)?)),
    };
    let title = if view.name.is_empty() { format!("{} {}", view.scheme, view.code) } else { view.name.clone() };
    let mut before = form(&asked, Some(&view.asked), WITHOUT_CATEGORY, &at, &[]).and(rooms(&asked, &at, frame.may(ReadAudit)));
    before = before.and(place_buys_nothing(&view.asked));
    if view.is_call_off {
        before = before.and(Markup::from(InsetText::new(
            "Most of this is bought one need at a time: a framework or a dynamic system is let once, and each person, placement or route is then called off. How concentrated awards are says nothing of who answers a request here. Look at who answers, how fast, and what is handed back.",
        ))).and(crate::house::form_page::paragraph_of(crate::ww::link("Called off one need at a time", "/market/call-offs")));
    }
    let mut parts = Vec::new();
    let mut part = |id: &str, title: &str, body: Markup| {
        if !body.is_empty() {
            parts.push(Part { id: id.to_owned(), title: title.to_owned(), body });
        }
    };
    let shown = |grid: Grid| if grid.is_empty() { Markup::default() } else { grid.shown(&asked, At::one(&at)) };
    part("who", "Who supplies it", view.money.iter().map(|line| supplied(line, &asked, At::one(&at))).fold(Markup::default(), Markup::and));
    part("contested", "How contested it is", contested(&view.contested));
    part("fares", "How it fares", view.fares.as_ref().map_or_else(|why| paragraph(why), fares));
    part("years", "Year by year", shown(years_grid(&view.years)));
    part("flows", "Who came and who went", view.flows.iter().map(flows).fold(Markup::default(), Markup::and));
    part("buyers", "Who buys it", shown(buyers(&view.buyers)));
    part("contracts", "Contracts and their ends", shown(contracts_grid(&view.contracts, &asked)));
    part("below", "Categories within it", shown(grid(&view.below, &asked)));
    part("from", "Where this is from", sources(&view.sets));
    let layout = layout(frame, &title, &view.asked, one_lead(&view)).crumb(TITLE, AT);
    Ok(PartsPage { layout, before, parts }.into_response())
}

fn one_lead(view: &CategoryView) -> String {
    let sums: Vec<String> = view
        .money
        .iter()
        .map(|line| {
            format!(
                "{} {} to {}",
                count::money(line.supply.total),
                of_words(line.supply.of),
                count::of_things(line.supply.count, "supplier", "suppliers")
            )
        })
        .collect();
    let sums = if sums.is_empty() { "Nothing is recorded in this category".to_owned() } else { count::list(&sums) };
    let bids = view.contested.as_ref().map_or_else(|_| String::new(), |contested| format!(" {}", bids_in_a_sentence(contested)));
    format!("{sums}.{bids}")
}

fn buyers(lines: &[BuyerLine]) -> Grid {
    let columns = vec![
        Column::words("Buyer"),
        Column::words("Of"),
        Column::number("Money", "£"),
        Column::number("Records", ""),
        Column::number("Suppliers", ""),
    ];
    let mut grid = Grid::new("buyers", "Buyers", columns);
    for line in lines {
        let row = vec![
            cells::words(&line.name),
            Cell::words(of_title(line.of)),
            cells::money(line.total),
            Cell::Whole(line.records),
            Cell::Whole(line.suppliers),
        ];
        grid.push(row, Some(format!("/market?buyer={}", in_query(&line.key))));
    }
    grid
}
