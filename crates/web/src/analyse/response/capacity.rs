//! Capacity against need: every line of supply, and one with what is missing by year, place and lot.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::response::read_supply::{SupplyView, list_supply, read_supply};
use desk::analyse::response::told_supply;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::{count, supply as words};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::{reference_of, state_of};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub const TITLE: &str = "Capacity against need";
pub const AT: &str = "/market/capacity";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/capacity", May(ReadCases), "Capacity against need", list)
        .get("/market/capacity/{reference}", May(ReadCases), "One line of supply: what is needed, what is usable, what is missing", show)
        .get("/market/capacity/{reference}/parts.csv", May(ReadCases), "One line of supply, part by part, as CSV", parts_csv)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_supply(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new(TITLE)
        .caption_hidden()
        .column("What is needed")
        .column("Of which service")
        .column("How it stands")
        .column("In figures")
        .column("Outcomes that rest on it");
    for view in &all {
        table = table.row([
            Words::from(ww::link(&view.line.noun.title, &format!("{AT}/{}", reference_of(&view.line.reference)))),
            Words::from(view.service.clone().unwrap_or_else(|| "None in particular".to_owned())),
            Words::from(Markup::from(label(view))),
            Words::from(told_supply::says(&view.supply, &view.line.noun.unit)),
            Words::from(view.outcomes.len().to_string()),
        ]);
    }
    let short = all.iter().filter(|view| words::state_words(view.supply.state) == "too little").count();
    let lead = match (all.len() as u64, short as u64) {
        (0, _) => "Nobody has written down yet who could provide what.".to_owned(),
        (some, 0) => format!("{}. None is known to be too little.", count::sentence(&lines(some))),
        (some, short) => format!(
            "{}, {} with too little. Money does not buy what nobody can provide.",
            count::sentence(&lines(some)),
            count::number(short)
        ),
    };
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No line of supply yet",
            "Here what providers can offer, and when, stands beside what is needed: by year, place and lot, in places or hours, each figure with where it comes from.",
            ww::link("See how it is worked out", "/library/methods/capacity-gap"),
        ))
    } else {
        Markup::from(table)
    };
    let mut ways =
        vec![("Predictions, and what came", "/market/predictions".to_owned()), ("How much will be needed", "/demand".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Name a line of supply", "/market/capacity/new".to_owned()));
    }
    let layout =
        Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Analyse", "/analyse").lead(lead).audit("/audit?noun=line+of+supply");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

fn lines(some: u64) -> String {
    count::of_things(some, "line of supply", "lines of supply")
}

fn label(view: &SupplyView) -> StateLabel {
    StateLabel::new(state_of(words::look(view.supply.state)), count::sentence(words::state_words(view.supply.state)))
}

pub(super) async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<SupplyView, PageError> {
    Ok(read_supply(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.line.noun;
    let at = format!("{AT}/{}", reference_of(&view.line.reference));
    let says = told_supply::says(&view.supply, &noun.unit);
    let document = words::document(&words::Told {
        line: noun,
        parts: &view.supply.parts,
        reading: view.supply.reading.as_ref(),
        says: &says,
        csv_at: format!("{at}/parts.csv"),
        shows_providers: view.shows_providers,
    });
    let may_write = frame.may(WriteCases);
    let layout = Layout::new(frame, noun.title.clone())
        .in_section(Section::Analyse)
        .crumb(TITLE, AT)
        .lead(Markup::from(label(&view)).and(Markup::text(format!(" {says}"))))
        .audit(format!("/audit?record={}", view.line.id));
    let layout = match &view.service {
        Some(service) => layout.caption(service.clone()),
        None => layout,
    };
    let mut ways = Vec::new();
    if may_write {
        ways.push(("Say how much is needed", format!("{at}/need")));
        ways.push(("Take need from a model of demand", format!("{at}/model")));
        ways.push(("Say what a provider can offer", format!("{at}/provider")));
        ways.push(("Say which outcomes rest on it", format!("{at}/outcomes")));
    }
    let mut out = Markup::default();
    if !view.in_two_lots.is_empty() {
        let said = format!(
            "{} in more than one lot of a place and year. Make sure that the same room is not counted twice.",
            count::sentence(&stands(&view.in_two_lots))
        );
        out = out.and(InsetText::new(said));
    }
    out =
        out.and(body(&document)).and(Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"outcomes\">Outcomes that rest on it</h2>"));
    if view.outcomes.is_empty() {
        out = out.and(crate::house::form_page::paragraph("None is named. Until then too little of it shows nowhere else."));
    } else {
        let items: String = view
            .outcomes
            .iter()
            .map(|outcome| format!("<li>{} ({})</li>", Markup::text(&outcome.noun.statement), Markup::text(&outcome.noun.people)))
            .collect();
        out = out.and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
    }
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    Ok(PartsPage::whole(layout, out.and(ways)))
}

fn stands(names: &[String]) -> String {
    if names.len() == 1 { format!("{} stands", count::list(names)) } else { format!("{} stand", count::list(names)) }
}

async fn parts_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let stem = format!("{}-parts", reference_of(&view.line.reference).to_lowercase());
    Ok(download::csv(&words::chart(&view.line.noun, &view.supply.parts, "parts").csv, &stem))
}
