//! Registered providers: capacity, owners, sectors and how they are rated.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_providers::{KindOfProvider, ProvidersView, read_providers};
use desk::analyse::places::worked_by::FUNNEL;
use model::role::Permission::{ReadAudit, ReadCases};
use quantity::{Share, Unit};
use report::chart::funnel_chart::{FunnelOf, funnel_chart};
use report::page::{Block, Figure, Level};
use report::table::{Cell, Column};
use report::words::count;

use super::grid::{At, Grid, cells, query};
use super::{Offers, again, choice, csv, faults, form, kept, layout, nothing_yet, rooms, sources, supplier_at};
use crate::analyse::places::{Asked, first};
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

const TITLE: &str = "Registered providers";
const AT: &str = "/market/providers";

pub fn routes() -> Routes {
    Routes::new().get("/market/providers", May(ReadCases), "Registered providers: places, owners, sectors, ratings", show).get(
        "/market/providers/{file}",
        May(ReadCases),
        "Registered providers, as CSV",
        data,
    )
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = read_providers(&app.desk, &signed.actor, &choice).await?;
    let mut grids = vec![kinds(&view, &asked), providers(&view, chosen(&view, &asked))];
    if let Some(kind) = chosen(&view, &asked) {
        grids.extend([sectors(kind), owners(kind)]);
    }
    csv(&grids, &asked, &file)
}

fn code(kind: &KindOfProvider) -> String {
    format!("{} · {}", kind.register, kind.kind)
}

/// The kind asked for; else the one with most places.
fn chosen<'v>(view: &'v ProvidersView, asked: &Asked) -> Option<&'v KindOfProvider> {
    let wanted = first(asked, "kind");
    view.kinds.iter().find(|kind| code(kind) == wanted).or(view.kinds.first())
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let read = match choice(&asked) {
        Ok(choice) => read_providers(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::PLACE_ALONE, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), Offers::PLACE_ALONE, AT, &[]).and(rooms(&asked, AT, frame.may(ReadAudit)));
    let Some(kind) = chosen(&view, &asked) else {
        let body = if view.sets.is_empty() {
            nothing_yet(
                &frame,
                "No register of providers is loaded yet",
                "Here registered homes, agencies and charities stand by kind, place and sector, with their places, owners and ratings.",
                "Load a list of providers: Ofsted, CQC, or charities",
            )
        } else {
            top.and(paragraph("No provider is registered in this place, as far as the lists that are loaded tell."))
        };
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nobody is registered here.".to_owned()), body).into_response());
    };
    let title = |what: &str| format!("{}: {what}", kind.kind);
    let parts = vec![
        Part { id: "kinds-list".to_owned(), title: "Every kind".to_owned(), body: kinds(&view, &asked).shown(&asked, At::one(AT)) },
        Part { id: "sectors-list".to_owned(), title: title("by sector"), body: by_sector(kind, &view, &asked) },
        Part { id: "owners-list".to_owned(), title: title("whose"), body: by_owner(kind, &asked) },
        Part { id: "providers-list".to_owned(), title: title("one by one"), body: providers(&view, Some(kind)).shown(&asked, At::one(AT)) },
        Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: sources(&view.sets) },
    ];
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(kind)), before: top, parts }.into_response())
}

fn lead(kind: &KindOfProvider) -> String {
    let mut said = format!(
        "{}: {} with {}",
        kind.kind,
        count::of_things(kind.providers, "active provider", "active providers"),
        count::of_things(kind.places, "registered place", "registered places")
    );
    if kind.places_told < kind.providers {
        said.push_str(&format!(" (told for {})", count::number(kind.places_told)));
    }
    if let Some((owner, share)) = kind.owners.first().and_then(|owner| Some((owner, owner.share?))) {
        said.push_str(&format!(". The largest owner, {}, has {} of them", owner.name, share.shown(1)));
    }
    let (rated, good) = kind.sectors.iter().fold((0, 0), |(rated, good), sector| (rated + sector.rated, good + sector.good));
    if let Some(share) = Share::of(good, rated) {
        said.push_str(&format!(". Of {} that are rated, {} are good or better", count::number(rated), share.shown(0)));
    }
    format!("{said}.")
}

fn kinds(view: &ProvidersView, asked: &Asked) -> Grid {
    let columns = vec![
        Column::words("Kind"),
        Column::words("Register"),
        Column::number("Active", ""),
        Column::number("Not active", ""),
        Column::number("Places", ""),
        Column::number("Vacancies", ""),
        Column::number("Owners", ""),
    ];
    let mut grid = Grid::new("kinds", "Kinds of provider", columns);
    for kind in &view.kinds {
        let told = |told: u64, count: u64| if told == 0 { Cell::Missing("Not told".to_owned()) } else { Cell::Whole(count) };
        let row = vec![
            cells::words(&kind.kind),
            Cell::words(kind.register.clone()),
            Cell::Whole(kind.providers),
            Cell::Whole(kind.not_active),
            told(kind.places_told, kind.places),
            told(kind.vacancies_told, kind.vacancies),
            Cell::Whole(kind.owners.len() as u64),
        ];
        let way = format!("{AT}{}", query(asked, &[("kind", &code(kind))]));
        grid.push(row, Some(way));
    }
    grid
}

fn sectors(kind: &KindOfProvider) -> Grid {
    let columns = vec![
        Column::words("Sector"),
        Column::number("Providers", ""),
        Column::number("Places", ""),
        Column::number("Rated", ""),
        Column::number("Good or better", ""),
        Column::number("Of those rated", "%"),
    ];
    let mut grid = Grid::new("sectors", "Sectors", columns);
    for sector in &kind.sectors {
        let row = vec![
            cells::words(&sector.sector),
            Cell::Whole(sector.providers),
            Cell::Whole(sector.places),
            Cell::Whole(sector.rated),
            Cell::Whole(sector.good),
            cells::share(Share::of(sector.good, sector.rated)),
        ];
        grid.push(row, None);
    }
    grid
}

fn by_sector(kind: &KindOfProvider, view: &ProvidersView, asked: &Asked) -> Markup {
    let said = paragraph(&format!(
        "Ratings are the inspector’s latest words ({}), and say nothing of a sector’s next home. A difference within the lines of the funnel may be chance; sectors also take in different people.",
        view.ratings_source
    ));
    let funnel = match &kind.funnel {
        Err(why) => paragraph(why),
        Ok(reading) => {
            let of = FunnelOf {
                id: "sector-funnel".to_owned(),
                name: format!("{}: good or better, by sector", kind.kind),
                unit: Unit::Percent,
                places: 1,
                own: String::new(),
            };
            let figure = Figure {
                chart: funnel_chart(reading, &of),
                unit: "% of those rated".to_owned(),
                source: "the registers named below".to_owned(),
                edition: FUNNEL.with_edition(),
                csv_at: Some(format!("{AT}/sectors.csv{}", query(asked, &[("kind", &code(kind))]))),
                level: Level::Three,
            };
            Markup::trusted(report::html::block(&Block::Figure(Box::new(figure))))
        }
    };
    said.and(funnel).and(sectors(kind).shown(asked, At::one(AT)))
}

fn owners(kind: &KindOfProvider) -> Grid {
    let columns =
        vec![Column::words("Owner"), Column::number("Providers", ""), Column::number("Places", ""), Column::number("Share of places", "%")];
    let mut grid = Grid::new("owners", "Owners", columns);
    for owner in &kind.owners {
        let row = vec![cells::words(&owner.name), Cell::Whole(owner.providers), Cell::Whole(owner.places), cells::share(owner.share)];
        grid.push(row, Some(supplier_at(&owner.key)));
    }
    grid
}

fn by_owner(kind: &KindOfProvider, asked: &Asked) -> Markup {
    let grid = owners(kind);
    if grid.is_empty() {
        return paragraph("The list names no owners.");
    }
    let kept = kept(asked);
    paragraph_of(
        Markup::text("An owner is the body the list names, by who is who. ")
            .and(ww::link("Who is who", &format!("/market/who-is-who{kept}"))),
    )
    .and(grid.shown(asked, At::one(AT)))
}

fn providers(view: &ProvidersView, kind: Option<&KindOfProvider>) -> Grid {
    let columns = vec![
        Column::words("Provider"),
        Column::words("Number"),
        Column::words("Owner"),
        Column::words("Sector"),
        Column::words("Area"),
        Column::number("Places", ""),
        Column::words("Rating"),
        Column::words("Rated on"),
        Column::words("Status"),
    ];
    let mut grid = Grid::new("providers", "Providers", columns);
    for line in view.lines.iter().filter(|line| kind.is_some_and(|kind| line.kind == kind.kind && line.register == kind.register)) {
        let area = if line.area_name.is_empty() { &line.region } else { &line.area_name };
        let row = vec![
            cells::words(&line.name),
            cells::words(&line.urn),
            cells::words(&line.owner_name),
            cells::words(&line.sector),
            cells::words(area),
            cells::whole(line.places),
            cells::words(&line.rating),
            cells::day(line.rated),
            cells::words(&line.status),
        ];
        grid.push(row, Some(supplier_at(&line.provider)));
    }
    grid
}
