//! What a place spends beside an outcome: where it lies among its peers, and that this is a reason to look.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::analyse::places::Compared;
use desk::analyse::places::read_place::source_of;
use desk::analyse::places::read_spend_beside::{Beside, SpendBeside, read_spend_beside};
use desk::analyse::places::worked_by::BENCHMARK;
use model::role::Permission::ReadCases;
use report::chart::Chart;
use report::chart::quadrant_chart::{QuadrantOf, quadrant_chart};
use report::page::{Block, Document, Figure, Level};
use report::words::count;

use super::{Asked, area, asking, choice, first, kept, select};
use crate::app::App;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::body;
use crate::plan::lists::PartsPage;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/places/{code}/spend", May(ReadCases), "What a place spends beside an outcome, among its peers", show).get(
        "/places/{code}/spend.csv",
        May(ReadCases),
        "What a place spends beside an outcome, as CSV",
        csv,
    )
}

async fn view_of(app: &App, signed: &Signed, code: &str, asked: &Asked) -> Result<SpendBeside, PageError> {
    let of = (first(asked, "spend"), first(asked, "outcome"));
    Ok(read_spend_beside(&app.desk, &signed.actor, &area(code)?, of, &choice(asked)).await?)
}

async fn csv(State(app): State<App>, signed: Signed, Path(code): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &code, &asked).await?;
    let chart = view.chosen.as_ref().and_then(chart).ok_or(PageError::NotFound)?;
    Ok(download::csv(&chart.csv, &format!("{}-spend", view.code.to_string().to_lowercase())))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &code, &asked).await?;
    let chosen = choice(&asked);
    let at = format!("/places/{}", view.code);
    let layout = Layout::new(frame, "Spend beside outcome")
        .in_section(Section::Analyse)
        .crumb("Places", "/places")
        .crumb(view.name.clone(), format!("{at}{}", kept(&chosen, &[])))
        .caption(view.name.clone());
    let Some(beside) = &view.chosen else {
        let none = EmptyState::new(
            "Nothing to set side by side yet",
            "This needs a measure in pounds, and a measure of which one direction is good, both of this place and its peers.",
            ww::link("Load a file of public figures", "/data-sets/load"),
        );
        return Ok(PartsPage::whole(layout.lead(format!("No spend of {} can be set beside an outcome yet.", view.name)), none.into()));
    };
    let (spend, outcome) = (beside.spend.measure.code.clone(), beside.outcome.measure.code.clone());
    let query = kept(&chosen, &[("spend", &spend), ("outcome", &outcome)]);
    let mut page = Document::new("Spend beside outcome", String::new());
    match chart(beside) {
        Some(chart) => {
            page.push(Block::Figure(Box::new(Figure {
                chart,
                unit: "usual distances from the middle".to_owned(),
                source: format!("{}; {}", source_of(&beside.spend.measure), source_of(&beside.outcome.measure)),
                edition: BENCHMARK.with_edition(),
                csv_at: Some(format!("{at}/spend.csv{query}")),
                level: Level::Two,
            })));
        }
        None => {
            page.paragraph(beside.placed.as_ref().err().cloned().unwrap_or_default());
        }
    }
    let without = beside.outcome.peers.len() + 1 - beside.pairs.len();
    if without > 0 {
        let peers = count::of_things(without as u64, "peer has", "peers have");
        page.paragraph(format!("{} one of the two figures and not the other, and cannot be placed.", count::sentence(&peers)));
    }
    page.paragraph(format!("Peers: {}. {}", beside.peers.title, beside.peers.why));
    let lead = match &beside.placed {
        Ok(_) => "Four corners, each a reason to look. None of them says what money bought.".to_owned(),
        Err(why) => why.clone(),
    };
    Ok(PartsPage::whole(layout.lead(lead), form(&view, &at, &chosen, (&spend, &outcome)).and(body(&page))))
}

fn form(view: &SpendBeside, at: &str, chosen: &desk::analyse::places::Choice, (spend, outcome): (&str, &str)) -> Markup {
    let hidden =
        |name: &str, value: &str| Markup::trusted(format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", Markup::text(value)));
    let mut inside = select("spend", "Spend", &view.spends, spend).and(select("outcome", "Outcome", &view.outcomes, outcome));
    if let Some(list) = &chosen.list {
        inside = inside.and(hidden("list", list));
    }
    for code in &chosen.own {
        inside = inside.and(hidden("with", code.as_str()));
    }
    asking(&format!("{at}/spend"), &inside, "Set side by side")
}

fn chart(beside: &Beside) -> Option<Chart> {
    let placed = beside.placed.as_ref().ok()?;
    let when = |one: &Compared| one.period.text.to_string();
    let of = QuadrantOf {
        id: "quadrant".to_owned(),
        spend: beside.spend.title(),
        spend_unit: beside.spend.measure.unit.clone(),
        spend_places: beside.spend.places(),
        outcome: beside.outcome.title(),
        outcome_unit: beside.outcome.measure.unit.clone(),
        outcome_places: beside.outcome.places(),
        among: format!("Spend of {}, outcome of {}.", when(&beside.spend), when(&beside.outcome)),
    };
    Some(quadrant_chart(&beside.pairs, placed, &of))
}
