//! Every supplier of a choice.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_suppliers::{SuppliersView, read_suppliers};
use model::role::Permission::{ReadAudit, ReadCases};
use report::table::{Cell, Column};
use report::words::count;

use super::grid::{At, Grid, cells};
use super::{Offers, again, choice, csv, faults, form, kept, layout, nothing_yet, place_buys_nothing, rooms, sources, supplier_at};
use crate::analyse::places::Asked;
use crate::app::App;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Suppliers";
const AT: &str = "/market/suppliers";
/// Years that have columns of their own; all are in the CSV of one supplier's page.
const YEARS: usize = 4;

pub fn routes() -> Routes {
    Routes::new().get("/market/suppliers", May(ReadCases), "Every supplier: kinds, money by year, share", show).get(
        "/market/supplier-tables/{file}",
        May(ReadCases),
        "Every supplier, as CSV",
        data,
    )
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = read_suppliers(&app.desk, &signed.actor, &choice).await?;
    csv(&[grid(&view, &asked)], &asked, &file)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let read = match choice(&asked) {
        Ok(choice) => read_suppliers(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::ALL, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), Offers::ALL, AT, &[]).and(rooms(&asked, AT, frame.may(ReadAudit)));
    if view.lines.is_empty() {
        let body = if view.sets.is_empty() {
            nothing_yet(
                &frame,
                "No supplier is known yet",
                "Here every supplier stands with its kinds, what it was paid, awarded and granted, and how much of the whole that is.",
                "Load payments, contracts, notices or grants",
            )
        } else {
            top.and(place_buys_nothing(&view.asked)).and(paragraph("No record of this choice names a supplier."))
        };
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nobody is named.".to_owned()), body).into_response());
    }
    let said = paragraph_of(
        Markup::text("Payments, awards, contracts and grants are different things, each in a column of its own and never added up. How names were brought together: ")
            .and(ww::link("who is who", "/market/who-is-who"))
            .and("."),
    );
    let body = top
        .and(place_buys_nothing(&view.asked))
        .and(said)
        .and(grid(&view, &asked).shown(&asked, At { page: AT, data: "/market/supplier-tables" }));
    let parts = vec![Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: sources(&view.sets) }];
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(&view)), before: body, parts }.into_response())
}

fn lead(view: &SuppliersView) -> String {
    let all = count::sentence(&count::of_things(view.lines.len() as u64, "supplier", "suppliers"));
    let paid = view.lines.iter().filter(|line| line.paid.is_some()).count();
    let largest =
        view.lines.first().and_then(|line| Some(format!(" The largest by payments is {}, with {}.", line.name, line.paid_share?.shown(1))));
    let told = view.lines.iter().filter(|line| !line.kinds.is_empty()).count();
    format!(
        "{all}, of which {} paid; of {} the files tell what kind they are.{}",
        count::number(paid as u64),
        count::number(told as u64),
        largest.unwrap_or_default()
    )
}

fn grid(view: &SuppliersView, asked: &Asked) -> Grid {
    let years: Vec<i16> = view.years.iter().rev().take(YEARS).rev().copied().collect();
    let mut columns = vec![
        Column::words("Supplier"),
        Column::words("Kinds"),
        Column::number("Paid", "£"),
        Column::number("Share of what was paid", "%"),
        Column::number("Awarded", "£"),
        Column::number("In contracts", "£"),
        Column::number("Granted", "£"),
    ];
    columns.extend(years.iter().map(|year| Column::number(super::financial(*year), "£")));
    columns.push(Column::words("Last"));
    let mut grid = Grid::new("suppliers", "Suppliers", columns);
    let kept = kept(asked);
    for line in &view.lines {
        let mut row = vec![
            cells::words(&line.name),
            if line.kinds.is_empty() { Cell::Missing("Not told".to_owned()) } else { Cell::words(line.kind_titles.join("; ")) },
            cells::money_if_any(line.paid),
            line.paid_share.map_or_else(|| Cell::Missing("None".to_owned()), |share| cells::share(Some(share))),
            cells::money_if_any(line.awarded),
            cells::money_if_any(line.contracts),
            cells::money_if_any(line.granted),
        ];
        row.extend(years.iter().map(|year| cells::money_if_any(line.years.get(year).copied())));
        row.push(cells::day(line.last));
        grid.push(row, Some(format!("{}{kept}", supplier_at(&line.key))));
    }
    grid
}
