//! Maps of services: drawn by a form, looked at, and one service cut on paper to see the load at the others.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::analyse::system::draw_map::{DrawMap, draw_map, written};
use desk::analyse::system::follow_cut::{Change, MONTHS, MapView, Reading, follow_cut, list_maps};
use model::id::SystemMapId;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::rounding::shown;
use report::chart::system_map_chart::system_map_chart;
use report::page::{Block, Document, Figure, Level, Text};
use report::table::{Cell, Column, Table};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Who goes where";

pub fn routes() -> Routes {
    const ADD: &str = "Draw a map of services";
    const CHANGE: &str = "Change a map of services";
    Routes::new()
        .get("/system-maps", May(ReadCases), "Maps of services", list)
        .get("/system-maps/add", May(WriteCases), ADD, add_blank)
        .post("/system-maps/add", May(WriteCases), ADD, add_send)
        .get("/system-maps/{reference}", May(ReadCases), "One map of services, with one of them cut on paper", show)
        .get("/system-maps/{reference}/arrows.csv", May(ReadCases), "One map of services, as CSV", arrows_csv)
        .get("/system-maps/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/system-maps/{reference}/change", May(WriteCases), CHANGE, change_send)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_maps(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new(TITLE).caption_hidden().column("Map").figures("Services").figures("Arrows");
    for one in &all {
        table = table.row([
            Words::from(ww::link(&one.noun.title, &format!("/system-maps/{}", reference_of(&one.reference)))),
            Words::from(one.noun.nodes.len().to_string()),
            Words::from(one.noun.arrows.len().to_string()),
        ]);
    }
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No map yet",
            "Here services stand with who goes where when one of them is full, so that a cut here is seen as a load there.",
            ww::link("See how it is worked out", "/library/methods/system-load"),
        ))
    } else {
        Markup::from(table)
    };
    let mut ways = vec![("Demand", "/demand".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Draw a map", "/system-maps/add".to_owned()));
    }
    let lead = match all.len() {
        0 => "Nobody has drawn yet who goes where.".to_owned(),
        some => format!(
            "{}. A cut here is a load there: see it before it is made.",
            count::sentence(&count::of_things(some as u64, "map", "maps"))
        ),
    };
    let layout =
        Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Demand", "/demand").lead(lead).audit("/audit?noun=system+map");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    service: String,
    percent: String,
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let parsed = reference.parse().map_err(|_| PageError::NotFound)?;
    let mut form = Form::blank().with("service", asked.service.clone()).with("percent", asked.percent.clone());
    match follow_cut(&app.desk, &signed.actor, &parsed, &asked.service, &asked.percent).await {
        Ok(view) => Ok(page(frame, &view, &form).into_response()),
        Err(DeskError::Faults(faults)) => {
            let view = follow_cut(&app.desk, &signed.actor, &parsed, "", "").await?;
            faults.into_iter().for_each(|fault| form.add_error(fault.field, fault.message));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(frame, &view, &form)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

fn page(frame: Frame, view: &MapView, form: &Form) -> PartsPage {
    let map = &view.map.noun;
    let at = format!("/system-maps/{}", reference_of(&view.map.reference));
    let mut sources: Vec<&str> =
        map.nodes.iter().map(|node| node.source.as_str()).chain(map.arrows.iter().map(|arrow| arrow.source.as_str())).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut drawn = Document::default();
    drawn.push(Block::Figure(Box::new(Figure {
        chart: system_map_chart(map, "map"),
        unit: "people a month; shares of those turned away".to_owned(),
        source: sources.join("; "),
        edition: view.method.clone(),
        csv_at: Some(format!("{at}/arrows.csv")),
        level: Level::Two,
    })));
    let mut after = Document::default();
    let lead = match &view.cut {
        None => "Cut one service on paper below, and see who has to take its people.".to_owned(),
        Some((service, share, reading)) => {
            after.heading("What the cut brings");
            after.push(Block::Table(changes(reading)));
            after.paragraph(format!(
                "Over {MONTHS} months {} people come to no service of this map, and {} are still to come when they end.",
                shown(reading.nowhere, 0),
                shown(reading.on_the_way, 0)
            ));
            let mut blocks: Vec<Block> = reading.working.tables.iter().map(|table| Block::Table(report::working::table(table))).collect();
            blocks.push(Block::Paragraph(
                Text::plain(format!("{}. ", view.method)).link("How this is worked out", "/library/methods/system-load"),
            ));
            after.push(Block::Folded { title: "Show working".to_owned(), blocks });
            lead(service, &share.shown(0), reading)
        }
    };
    let select = form.select("service", "Which service?").offer("", "Choose one");
    let select = map.nodes.iter().fold(select, |select, node| select.offer(node.name.clone(), node.name.clone()));
    let inside = Markup::from(select)
        .and(form.input("percent", "By how much is it cut?").suffix("%").width(5))
        .and(Button::new("Show who has to take its people"));
    let cut = Markup::trusted(format!(
        "<h2 class=\"govuk-heading-m ww-h2\" id=\"cut\">Cut a service on paper</h2><form class=\"ww-measure\" method=\"get\" action=\"{}\" novalidate>{inside}</form>",
        Markup::text(&at)
    ));
    let ways = if frame.may(WriteCases) { links(&[("Change the map", format!("{at}/change"))]) } else { Markup::default() };
    let layout = Layout::new(frame, map.title.clone())
        .in_section(Section::Analyse)
        .crumb(TITLE, "/system-maps")
        .lead(lead)
        .audit(format!("/audit?record={}", view.map.id))
        .with_errors(form.errors());
    PartsPage::whole(layout, body(&after).and(cut).and(body(&drawn)).and(ways))
}

/// Who has to take the most of them.
fn lead(service: &str, share: &str, reading: &Reading) -> String {
    let last = |all: &[f64]| all.last().copied().unwrap_or(0.0);
    let most = reading.changes.iter().filter(|change| change.code != service).max_by(|a, b| last(&a.taken).total_cmp(&last(&b.taken)));
    match most.filter(|change| last(&change.taken) > 0.0) {
        Some(change) => format!(
            "{service} takes {share} fewer: by the twelfth month {} more people a month are taken by {}.",
            shown(last(&change.taken), 0),
            change.code
        ),
        None => format!("{service} takes {share} fewer, and no other service of this map takes more."),
    }
}

/// More people in the first, the third and the twelfth month.
fn changes(reading: &Reading) -> Table {
    let columns = vec![
        Column::words("Service"),
        Column::number("Taken more, month 1", "people"),
        Column::number("Taken more, month 3", "people"),
        Column::number("Taken more, month 12", "people"),
        Column::number("Turned away more, month 12", "people"),
    ];
    let cell = |all: &[f64], month: usize| match all.get(month - 1) {
        Some(people) => Cell::number(*people, shown(*people, 1)),
        None => Cell::Missing("not followed".to_owned()),
    };
    let row = |change: &Change| {
        vec![
            Cell::words(change.code.clone()),
            cell(&change.taken, 1),
            cell(&change.taken, 3),
            cell(&change.taken, 12),
            cell(&change.turned_away, 12),
        ]
    };
    Table::new("What the cut changes at each service, people a month", columns, reading.changes.iter().map(row).collect())
}

async fn arrows_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = follow_cut(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, "", "").await?;
    Ok(download::csv(&system_map_chart(&view.map.noun, "map").csv, &format!("{}-arrows", reference.to_lowercase())))
}

fn form_page(frame: Frame, map: Option<(&str, i64)>, form: &Form) -> FormPage {
    let (title, action) = match map {
        None => ("Draw a map of services", "/system-maps/add".to_owned()),
        Some((reference, _)) => ("Change the map", format!("/system-maps/{reference}/change")),
    };
    let layout = Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb(TITLE, "/system-maps")
        .lead("Services of whatever body, and where people go when one of them cannot take them.")
        .with_errors(form.errors());
    let page = FormPage::new(layout, action, Button::new("Save"))
        .before(paragraph("Write one line for each thing, with its parts between semicolons."))
        .part(form.input("title", "What do people call it?"))
        .part(
            form.textarea("nodes", "Which services?")
                .hint("Service; people who come in a month; people it can take, empty where nobody has said; where the figures are from")
                .rows(6),
        )
        .part(
            form.textarea("arrows", "Who goes where?")
                .hint("From; to; share of those turned away; months until they come; where the figure is from. For example: Reablement; Home care; 55%; 0; casework sample")
                .rows(6),
        );
    match map {
        Some((_, version)) => page.carrying("version", &version.to_string()),
        None => page,
    }
}

fn ask(form: &Form, map: Option<(SystemMapId, i64)>) -> DrawMap {
    let text = |name: &str| form.value(name).to_owned();
    DrawMap { map, title: text("title"), nodes: text("nodes"), arrows: text("arrows") }
}

async fn add_blank(frame: Frame) -> Result<FormPage, PageError> {
    Ok(form_page(frame, None, &Form::blank()))
}

async fn add_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    match draw_map(&app.desk, &signed.actor, ask(&form, None)).await {
        Ok(map) => Ok(to(&format!("/system-maps/{}", reference_of(&map.reference)))),
        Err(error) => again(error, form, |form| form_page(frame, None, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = follow_cut(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, "", "").await?;
    let (nodes, arrows) = written(&view.map.noun);
    let form = Form::blank().with("title", view.map.noun.title.clone()).with("nodes", nodes).with("arrows", arrows);
    Ok(form_page(frame, Some((&reference, view.map.version)), &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = follow_cut(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, "", "").await?;
    match draw_map(&app.desk, &signed.actor, ask(&form, Some((view.map.id, form.version())))).await {
        Ok(map) => Ok(to(&format!("/system-maps/{}", reference_of(&map.reference)))),
        Err(error) => again(error, form, |form| form_page(frame, Some((&reference, view.map.version)), form)),
    }
}
