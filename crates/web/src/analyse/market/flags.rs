//! What is worth a second look: by flag, by procurement, and one flag.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_flags::{About, FlagLine, FlagsView, ProcessLine, read_flags};
use model::role::Permission::ReadAudit;
use report::table::{Cell, Column};
use report::words::count;

use super::grid::{At, Grid, cells};
use super::told::method;
use super::{Offers, again, choice, csv, faults, form, kept, layout, nothing_yet, place_buys_nothing, rooms, sources, supplier_at};
use crate::analyse::places::Asked;
use crate::app::App;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;

const TITLE: &str = "Worth a second look";
const AT: &str = "/market/flags";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/flags", May(ReadAudit), "Procurements worth a second look", show)
        .get("/market/flag-tables/{file}", May(ReadAudit), "Procurements worth a second look, as CSV", data)
        .get("/market/flags/{code}", May(ReadAudit), "One red flag: what it is, what it rests on, where it is raised", one)
        .get("/market/flags/{code}/{file}", May(ReadAudit), "Where one red flag is raised, as CSV", one_data)
}

async fn view_of(app: &App, signed: &Signed, asked: &Asked) -> Result<Arc<FlagsView>, desk::DeskError> {
    let choice = choice(asked).map_err(desk::DeskError::Faults)?;
    read_flags(&app.desk, &signed.actor, &choice).await
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &asked).await?;
    let flags = view.flags.as_ref().map_err(|_| PageError::NotFound)?;
    csv(&[by_flag(flags, &asked), by_process(&view.by_process)], &asked, &file)
}

fn find<'v>(view: &'v FlagsView, code: &str) -> Result<&'v FlagLine, PageError> {
    let flags = view.flags.as_ref().map_err(|_| PageError::NotFound)?;
    flags.iter().find(|flag| flag.card.code == code).ok_or(PageError::NotFound)
}

async fn one_data(
    State(app): State<App>,
    signed: Signed,
    Path((code, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &asked).await?;
    csv(&[raised(find(&view, &code)?)], &asked, &file)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let view = match view_of(&app, &signed, &asked).await {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::ALL, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), Offers::ALL, AT, &[]).and(rooms(&asked, AT, true)).and(place_buys_nothing(&view.asked));
    let flags = match &view.flags {
        Ok(flags) => flags,
        Err(why) => {
            let body = if view.sets.is_empty() {
                nothing_yet(
                    &frame,
                    "No notice is loaded yet",
                    "Here procurements, suppliers and buyers stand that are worth a second look, each with what else it may be and how many could be judged.",
                    "Load procurement notices",
                )
            } else {
                top.and(paragraph(why))
            };
            return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nothing could be looked at.".to_owned()), body).into_response());
        }
    };
    let said = paragraph(
        "A flag says where to look and what else it may be. None says that anybody did wrong, and none is added up to a score. Where few could be judged, few flags mean little.",
    );
    let parts = vec![
        Part {
            id: "by-flag".to_owned(),
            title: "By flag".to_owned(),
            body: by_flag(flags, &asked).shown(&asked, At { page: AT, data: "/market/flag-tables" }),
        },
        Part {
            id: "by-process".to_owned(),
            title: "By procurement".to_owned(),
            body: if view.by_process.is_empty() {
                paragraph("None is flagged.")
            } else {
                by_process(&view.by_process).shown(&asked, At { page: AT, data: "/market/flag-tables" })
            },
        },
        Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: method(&view.method).and(sources(&view.sets)) },
    ];
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(&view, flags)), before: top.and(said), parts }.into_response())
}

fn lead(view: &FlagsView, flags: &[FlagLine]) -> String {
    let raised = flags.iter().filter(|flag| !flag.raised.is_empty()).count();
    let idle = flags.iter().filter(|flag| flag.judged == 0).count();
    let idle = match idle {
        0 => String::new(),
        some => format!(" For {} of the {} flags the notices tell too little to judge anything.", count::number(some as u64), flags.len()),
    };
    format!(
        "{} looked at; {} at least one of {} flags.{idle}",
        count::sentence(&count::of_things(view.processes as u64, "procurement or lot was", "procurements and lots were")),
        count::of_them(view.by_process.len() as u64, "has", "have"),
        count::number(raised as u64)
    )
}

fn by_flag(flags: &[FlagLine], asked: &Asked) -> Grid {
    let columns = vec![
        Column::words("Flag"),
        Column::words("Code"),
        Column::words("What it points out"),
        Column::number("Raised", ""),
        Column::number("Could be judged", ""),
        Column::number("Of all", "%"),
    ];
    let mut grid = Grid::new("flags", "Flags", columns);
    for flag in flags {
        let row = vec![
            Cell::words(flag.card.title),
            Cell::words(flag.card.code),
            Cell::words(flag.card.says),
            Cell::Whole(flag.raised.len() as u64),
            Cell::Whole(flag.judged as u64),
            cells::share(flag.coverage),
        ];
        grid.push(row, Some(format!("{AT}/{}{}", flag.card.code, kept(asked))));
    }
    grid
}

fn by_process(lines: &[ProcessLine]) -> Grid {
    let columns = vec![
        Column::words("Procurement"),
        Column::words("Identifier"),
        Column::words("Lot"),
        Column::words("Buyer"),
        Column::number("Value", "£"),
        Column::words("Flags"),
    ];
    let mut grid = Grid::new("processes", "Procurements", columns);
    for line in lines {
        let lot = if line.lot.is_empty() { "Whole".to_owned() } else { line.lot.clone() };
        let row = vec![
            cells::words(if line.title.is_empty() { &line.process } else { &line.title }),
            Cell::words(line.process.clone()),
            Cell::words(lot),
            cells::words(&line.buyer),
            cells::money(line.value),
            Cell::words(line.flags.join(", ")),
        ];
        grid.push(row, None);
    }
    grid
}

fn about(about: About) -> &'static str {
    match about {
        About::Process => "Procurement",
        About::Bidder => "Bidder",
        About::Buyer => "Buyer",
        About::Supplier => "Supplier",
    }
}

fn raised(flag: &FlagLine) -> Grid {
    let columns =
        vec![Column::words(about(flag.about)), Column::words("Identifier"), Column::number("Figure", ""), Column::words("Rests on")];
    let mut grid = Grid::new("raised", "Where it is raised", columns);
    for one in &flag.raised {
        let leads_to = matches!(flag.about, About::Bidder | About::Supplier).then(|| supplier_at(&one.id));
        let row = vec![
            cells::words(&one.name),
            Cell::words(one.id.clone()),
            cells::figure(one.figure, 3),
            cells::words(&one.processes.join(", ")),
        ];
        grid.push(row, leads_to);
    }
    grid
}

async fn one(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &asked).await?;
    let flag = find(&view, &code)?;
    let card = flag.card;
    let lead = format!(
        "{} Raised {}; {} of {} could be judged.",
        card.says,
        count::of_things(flag.raised.len() as u64, "time", "times"),
        flag.judged,
        flag.of
    );
    let limit =
        flag.limit.map_or_else(|| "Yes or no, or too few figures to draw a line".to_owned(), |limit| quantity::rounding::shown(limit, 3));
    let facts = SummaryList::new()
        .row("What else it may be", card.may_be)
        .row("What a record has to tell", card.needs)
        .row(
            "Could be judged",
            format!("{} of {}{}", flag.judged, flag.of, flag.coverage.map_or_else(String::new, |share| format!(" ({})", share.shown(1))))
                .as_str(),
        )
        .row("Beyond", limit.as_str());
    let grid = raised(flag);
    let list = if grid.is_empty() {
        paragraph("It is raised nowhere in these records.")
    } else {
        grid.shown(&asked, At::one(&format!("{AT}/{code}")))
    };
    let layout = layout(frame, card.title, &view.asked, lead).crumb(TITLE, format!("{AT}{}", kept(&asked))).caption(card.code);
    let parts = vec![
        Part { id: "raised-list".to_owned(), title: "Where it is raised".to_owned(), body: list },
        Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: method(&view.method).and(sources(&view.sets)) },
    ];
    Ok(PartsPage { layout, before: Markup::from(facts), parts }.into_response())
}
