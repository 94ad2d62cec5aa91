//! Where a place is far from its peers, what bears on its priorities first. A reason to look, and no judgement.

use axum::extract::{Path, Query, State};
use desk::analyse::places::read_notices::{Notice, NoticesView, read_notices};
use desk::analyse::places::worked_by::{BENCHMARK, Settings};
use model::role::Permission::ReadCases;
use quantity::rounding::shown;
use report::words::{count, places};

use super::{Asked, area, choice, kept};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/places/{code}/notices", May(ReadCases), "Where a place is far from its peers", show)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<PartsPage, PageError> {
    let code = area(&code)?;
    let chosen = choice(&asked);
    let view = read_notices(&app.desk, &signed.actor, &code, &chosen).await?;
    let at = format!("/places/{code}");
    let suffix = kept(&chosen, &[]);
    let method = ww::link(&BENCHMARK.with_edition(), &format!("/library/methods/{}", BENCHMARK.code));
    let rule = format!(
        "Shown is what is {} usual distances or more from the middle of its peers and cannot be chance, or lies beyond the outer lines of a funnel. Method: ",
        shown(Settings::default().far, 0)
    );
    let layout = Layout::new(frame, "Where somebody should look")
        .in_section(Section::Analyse)
        .crumb("Places", "/places")
        .crumb(view.name.clone(), format!("{at}{suffix}"))
        .caption(view.name.clone())
        .lead(lead(&view))
        .source(Markup::text(rule).and(method).and("."));
    let (bearing, others): (Vec<&Notice>, Vec<&Notice>) = view.notices.iter().partition(|notice| !notice.bears_on.is_empty());
    let mut parts = Vec::new();
    if !bearing.is_empty() {
        parts.push(Part { id: "bears".into(), title: "What bears on what is wanted here".into(), body: table(&bearing, &at, &suffix) });
    }
    if !others.is_empty() {
        parts.push(Part { id: "others".into(), title: "Other measures far from its peers".into(), body: table(&others, &at, &suffix) });
    }
    let unspoken = match view.unspoken {
        0 => Markup::default(),
        n => paragraph(&format!(
            "{} with a measure of our own that no loaded public measure has the name of, so nothing can be said of them here.",
            count::sentence(&count::of_things(n as u64, "outcome is wanted", "outcomes are wanted"))
        )),
    };
    Ok(PartsPage { layout, before: unspoken, parts })
}

fn lead(view: &NoticesView) -> String {
    let of = count::of_things(view.looked_at as u64, "measure", "measures");
    let not = match view.not_compared {
        0 => String::new(),
        n => format!(" {} could not be compared.", count::sentence(&count::number(n as u64))),
    };
    match (view.notices.len(), view.notices.iter().filter(|n| !n.bears_on.is_empty()).count()) {
        (0, _) => format!("Of {of}, none is far from the peers.{not}"),
        (n, 0) => format!(
            "Of {of}, {} far from the peers; none has the name of a measure of an outcome that is wanted here.{not}",
            count::of_them(n as u64, "is", "are")
        ),
        (n, bears) => format!(
            "Of {of}, {} far from the peers; {} on what is wanted here.{not}",
            count::of_them(n as u64, "is", "are"),
            count::of_them(bears as u64, "bears", "bear")
        ),
    }
}

fn table(notices: &[&Notice], at: &str, suffix: &str) -> Markup {
    let mut table = CardTable::new("Measures")
        .caption_hidden()
        .column("Measure")
        .figures("Figure")
        .column("Against the middle of its peers")
        .column("Allowing for size")
        .column("What it bears on");
    for notice in notices {
        let one = &notice.compared;
        let unit = &one.measure.unit;
        let group = one.of.words();
        let joined = if suffix.is_empty() { "?" } else { "&" };
        let query = if group.is_empty() { suffix.to_owned() } else { format!("{suffix}{joined}group={}", in_query(&group)) };
        let said = match &one.reading {
            Ok(reading) => format!(
                "{}: {} in the middle. {}",
                places::standing(reading.standing),
                count::label(unit, reading.spread.median, one.places()),
                places::distance(reading.distance)
            ),
            Err(why) => why.clone(),
        };
        let size = match &one.funnel {
            Some(Ok(_)) => places::funnel_side(one.side()),
            _ => "No counts known",
        };
        let bears = notice.bears_on.iter().map(|bearing| {
            let outcome = ww::link(&bearing.outcome.noun.statement, &format!("/cases/{}", bearing.case));
            let priority =
                bearing.priority.as_ref().map_or_else(|| " (serves no priority yet)".to_owned(), |title| format!(" (serves “{title}”)"));
            outcome.and(Markup::text(priority))
        });
        let bears = bears.reduce(|a, b| a.and(Markup::trusted("<br>")).and(b)).unwrap_or_else(|| Markup::text("No outcome names it"));
        table = table.row([
            Words::from(ww::link(&one.title(), &format!("{at}/measures/{}{query}", in_query(&one.measure.code)))),
            Words::from(count::amount(unit, one.value, one.places())),
            Words::from(said),
            Words::from(size),
            Words::from(bears),
        ]);
    }
    table.into()
}
