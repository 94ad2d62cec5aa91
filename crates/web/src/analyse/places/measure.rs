//! One measure of a place: the strip of its peers, its years, a funnel and a control chart where they fit, each with table and data.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::places::compared::why;
use desk::analyse::places::read_place_measure::{PlaceMeasureView, read_place_measure};
use desk::analyse::places::worked_by::{BENCHMARK, FUNNEL, SPC};
use model::role::Permission::ReadCases;
use quantity::Unit;
use report::chart::Chart;
use report::chart::funnel_chart::{FunnelOf, funnel_chart};
use report::chart::series_chart::{SeriesOf, SeriesPoint, series_chart};
use report::chart::spc_chart::{ChartOf, spc_chart};
use report::chart::strip_chart::{StripOf, strip_chart};
use report::page::{Block, Document, Figure, Level, Text};
use report::words::{count, places};

use super::{Asked, area, choice, first, kept};
use crate::app::App;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;

pub fn routes() -> Routes {
    Routes::new()
        .get("/places/{code}/measures/{measure}", May(ReadCases), "One measure of a place, beside its peers and over the years", show)
        .get("/places/{code}/measures/{measure}/{data}", May(ReadCases), "One measure of a place, as CSV", data)
}

async fn view_of(app: &App, signed: &Signed, code: &str, measure: &str, asked: &Asked) -> Result<PlaceMeasureView, PageError> {
    let code = area(code)?;
    Ok(read_place_measure(&app.desk, &signed.actor, &code, measure, first(asked, "group"), &choice(asked)).await?)
}

async fn data(
    State(app): State<App>,
    signed: Signed,
    Path((code, measure, data)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &code, &measure, &asked).await?;
    let chart = match data.as_str() {
        "peers.csv" => strip(&view),
        "series.csv" => Some(series(&view)),
        "funnel.csv" => funnelled(&view),
        _ => None,
    };
    let chart = chart.ok_or(PageError::NotFound)?;
    let plain: String = format!("{}-{}", view.code, view.compared.measure.code).to_lowercase();
    let stem: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let (what, _) = data.split_once('.').unwrap_or((&data, ""));
    Ok(download::csv(&chart.csv, &format!("{stem}-{what}")))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((code, measure)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &code, &measure, &asked).await?;
    let one = &view.compared;
    let chosen = choice(&asked);
    let here = format!("/places/{}/measures/{}", view.code, in_query(&one.measure.code));
    let suffix = kept(&chosen, &[("group", &one.of.words())]);
    let mut page = Document::new(one.title(), lead(&view));
    beside(&mut page, &view, &here, &suffix);
    years(&mut page, &view, &here, &suffix);
    sizes(&mut page, &view, &here, &suffix);
    about(&mut page, &view);
    working(&mut page, &view);
    let groups: Vec<(String, String)> = view
        .groups
        .iter()
        .map(|group| (or_everyone(&group.words()), format!("{here}{}", kept(&chosen, &[("group", &group.words())]))))
        .collect();
    let mut ways: Vec<(&str, String)> = vec![("Who its peers are, and why", format!("/places/{}/peers", view.code))];
    ways.extend(groups.iter().map(|(words, at)| (words.as_str(), at.clone())));
    let place = format!("/places/{}{}", view.code, kept(&chosen, &[]));
    let layout = Layout::new(frame, page.title.clone())
        .in_section(Section::Analyse)
        .crumb("Places", "/places")
        .crumb(view.name.clone(), place)
        .caption(format!("{} · {}", view.name, one.period.text))
        .lead(page.lead.clone());
    Ok(PartsPage::whole(layout, body(&page).and(links(&ways))).into_response())
}

fn or_everyone(words: &str) -> String {
    if words.is_empty() { "Everyone".to_owned() } else { words.to_owned() }
}

fn lead(view: &PlaceMeasureView) -> String {
    let one = &view.compared;
    match &one.reading {
        Ok(reading) => format!("{}.", places::headline(reading, &one.measure.unit, one.places())),
        Err(why) => format!("{}, {}. {why}", view.name, count::amount(&one.measure.unit, one.value, one.places())),
    }
}

fn source(view: &PlaceMeasureView) -> String {
    let card = view.card.as_ref().map(|card| {
        let file = card.reference.as_ref().map_or_else(|| card.noun.title.clone(), |said| format!("{said}, {}", card.noun.title));
        format!(", from data set {file}")
    });
    format!("{}{}", desk::analyse::places::read_place::source_of(&view.compared.measure), card.unwrap_or_default())
}

fn figure(view: &PlaceMeasureView, chart: Chart, edition: String, csv_at: String) -> Block {
    let unit = view.compared.measure.unit.words();
    Block::Figure(Box::new(Figure { chart, unit, source: source(view), edition, csv_at: Some(csv_at), level: Level::Three }))
}

fn strip(view: &PlaceMeasureView) -> Option<Chart> {
    let one = &view.compared;
    let reading = one.reading.as_ref().ok()?;
    let of = StripOf {
        id: "strip".to_owned(),
        name: format!("{}, {}", one.title(), one.period.text),
        unit: one.measure.unit.clone(),
        places: one.places(),
        peers: format!("{} ({})", count::of_things(reading.spread.count as u64, "place", "places"), view.peers.title),
        without: one.without.clone(),
    };
    Some(strip_chart(reading, &one.peers, &of))
}

fn beside(page: &mut Document, view: &PlaceMeasureView, here: &str, suffix: &str) {
    page.heading("Beside its peers");
    let one = &view.compared;
    for odd in &one.odd {
        page.push(Block::Note(Text::plain(odd.clone())));
    }
    match strip(view) {
        Some(chart) => {
            page.push(figure(view, chart, BENCHMARK.with_edition(), format!("{here}/peers.csv{suffix}")));
        }
        None => {
            page.paragraph(one.reading.as_ref().err().cloned().unwrap_or_default());
        }
    }
    page.paragraph(format!(
        "{} {}",
        places::direction(one.measure.polarity, one.measure.aim.map(|aim| (aim, &one.measure.unit, one.places()))),
        peers_said(view)
    ));
}

fn peers_said(view: &PlaceMeasureView) -> String {
    if view.peers.areas.is_empty() {
        return "No list of neighbours that is loaded holds this place.".to_owned();
    }
    format!("Peers: {}. {}", view.peers.title, view.peers.why)
}

fn series(view: &PlaceMeasureView) -> Chart {
    let one = &view.compared;
    let points: Vec<SeriesPoint> = one
        .series
        .iter()
        .zip(&view.peers_by_period)
        .map(|(told, peers)| SeriesPoint {
            label: told.period.text.to_string(),
            value: told.value.filter(|v| v.is_finite()).ok_or_else(|| why(told.missing).to_owned()),
            range: told.lower.zip(told.upper).filter(|(low, high)| told.value.is_some_and(|v| *low <= v && v <= *high)),
            peers: peers.map(|spread| (spread.lower_quarter, spread.median, spread.upper_quarter)),
        })
        .collect();
    let says = match &one.trend {
        Ok(found) => places::trend(found, &one.measure.unit, one.places()),
        Err(why) => format!("No trend is told. {}", why.trim_end_matches('.')),
    };
    let of = SeriesOf {
        id: "series".to_owned(),
        name: format!("{}: {}", view.name, one.title()),
        place: view.name.clone(),
        unit: one.measure.unit.clone(),
        places: one.places(),
        says,
        subtitle: format!("With the middle half of its peers in each period. {}", places::direction(one.measure.polarity, None)),
    };
    series_chart(&points, &of)
}

fn years(page: &mut Document, view: &PlaceMeasureView, here: &str, suffix: &str) {
    page.heading("Over the years");
    page.push(figure(view, series(view), BENCHMARK.with_edition(), format!("{here}/series.csv{suffix}")));
    if let Some(reading) = &view.chart {
        let one = &view.compared;
        let of = ChartOf::new("chart", one.title(), one.measure.unit.clone(), one.places());
        page.push(figure(view, spc_chart(reading, &of), SPC.with_edition(), format!("{here}/series.csv{suffix}")));
    }
}

fn funnelled(view: &PlaceMeasureView) -> Option<Chart> {
    let one = &view.compared;
    let Some(Ok(reading)) = &one.funnel else { return None };
    let of = FunnelOf {
        id: "funnel".to_owned(),
        name: format!("{}, {}: funnel", one.title(), one.period.text),
        unit: one.measure.unit.clone(),
        places: one.places(),
        own: view.name.clone(),
    };
    Some(funnel_chart(reading, &of))
}

fn sizes(page: &mut Document, view: &PlaceMeasureView, here: &str, suffix: &str) {
    page.heading("Allowing for size");
    match (&view.compared.funnel, funnelled(view)) {
        (_, Some(chart)) => {
            page.push(figure(view, chart, FUNNEL.with_edition(), format!("{here}/funnel.csv{suffix}")));
        }
        (Some(Err(why)), _) => {
            page.paragraph(why.clone());
        }
        _ if matches!(view.compared.measure.unit, Unit::Percent | Unit::Per { .. }) => {
            page.paragraph("The file gives no counts that make these figures, so a funnel cannot be drawn.");
        }
        _ => {
            page.paragraph("This measure is no share and no rate of counted events, so no funnel fits it.");
        }
    }
}

fn about(page: &mut Document, view: &PlaceMeasureView) {
    let measure = &view.compared.measure;
    page.heading("What is counted");
    let or = |text: &str| Text::plain(if text.is_empty() { "Not said" } else { text });
    page.push(Block::Facts(vec![
        ("Definition".to_owned(), or(&measure.definition)),
        ("Published by".to_owned(), or(&measure.source)),
        ("Edition".to_owned(), or(&measure.vintage)),
        ("Licence".to_owned(), or(&measure.licence)),
        ("Code".to_owned(), Text::default().cell(measure.code.clone())),
    ]));
    for other in &view.namesakes {
        page.push(Block::Note(
            Text::plain(format!("Another measure has the same name and its own definition: {} ({}). ", other.source, other.code))
                .link("See it here", format!("/places/{}/measures/{}", view.code, in_query(&other.code))),
        ));
    }
}

fn working(page: &mut Document, view: &PlaceMeasureView) {
    let one = &view.compared;
    let mut blocks = Vec::new();
    if let Some(how) = one.how {
        blocks.push(Block::Paragraph(Text::plain(format!("The range of its own figure is {}.", how.words()))));
    }
    if let Ok(reading) = &one.reading {
        blocks.extend(reading.working(&one.peers).tables.iter().map(|table| Block::Table(report::working::table(table))));
    }
    if let Some(Ok(reading)) = &one.funnel {
        blocks.extend(reading.working().tables.iter().map(|table| Block::Table(report::working::table(table))));
    }
    if let Ok(found) = &one.trend {
        let text = format!(
            "Trend: Kendall’s S {}, from {} figures; chance alone orders figures as much in {} of 1,000.",
            found.s,
            found.points,
            quantity::rounding::shown(found.p * 1_000.0, 0)
        );
        blocks.push(Block::Paragraph(Text::plain(text)));
    }
    if !blocks.is_empty() {
        page.push(Block::Folded { title: "Show working".to_owned(), blocks });
    }
}
