//! The places there are, to choose one.

use axum::extract::{Query, State};
use desk::analyse::places::read_place::{PlaceLine, list_places};
use model::role::Permission::{LoadPerformance, ReadCases};
use report::words::count;

use super::{Asked, asking, first};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::PartsPage;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

/// More are found by name.
const MOST: usize = 100;

pub fn routes() -> Routes {
    Routes::new().get("/places", May(ReadCases), "Places, to set one beside its peers", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<PartsPage, PageError> {
    let find = first(&asked, "find");
    let view = list_places(&app.desk, &signed.actor, find).await?;
    let lead = match (view.measures, view.lists.len()) {
        (0, _) => "No public figures are loaded yet.".to_owned(),
        (measures, 0) => format!(
            "{} loaded, and no list of neighbours yet.",
            count::sentence(&count::of_things(measures as u64, "measure is", "measures are"))
        ),
        (measures, lists) => format!(
            "{} of every place, and {} of which places are alike. Choose a place to see it beside its peers.",
            count::sentence(&count::of_things(measures as u64, "measure", "measures")),
            count::of_things(lists as u64, "published list", "published lists")
        ),
    };
    let typed = format!(
        "<div class=\"govuk-form-group\"><label class=\"govuk-label\" for=\"find\">Find by name, or by code</label><input class=\"govuk-input govuk-input--width-20\" id=\"find\" name=\"find\" value=\"{}\"></div>",
        Markup::text(find)
    );
    let search = asking("/places", &Markup::trusted(typed), "Find");
    let list: Markup = if view.measures == 0 && find.is_empty() {
        let how = match frame.may(LoadPerformance) {
            true => ww::link("Load a set of public figures", "/data-sets").and(Markup::text(", for example a register of authorities.")),
            false => Markup::text("Whoever loads figures begins with a register of authorities."),
        };
        EmptyState::new("No figures to compare yet", "Here each place stands with its measures beside places like it.", how).into()
    } else if view.places.is_empty() {
        search.and(paragraph(&format!("No place is called “{find}”. Try a part of its name, or its code.")))
    } else {
        let own = view.places.iter().find(|place| place.name == app.desk.place.name);
        let own = own.map(|place| paragraph_of(ww::link(&format!("{} beside its peers", place.name), &format!("/places/{}", place.code))));
        own.unwrap_or_default().and(search).and(table(&view.places))
    };
    let layout = Layout::new(frame, "Places").in_section(Section::Analyse).lead(lead);
    Ok(PartsPage::whole(layout, list))
}

fn table(places: &[PlaceLine]) -> Markup {
    let mut table =
        CardTable::new("Places").caption_hidden().column("Place").column("Kind").column("Region").column("Code").column("Still there");
    for place in places.iter().take(MOST) {
        let there = place.ended.map_or_else(|| "Yes".to_owned(), |day| format!("Abolished on {}", count::plain_date(day)));
        let or = |text: &str| if text.is_empty() { "Not said".to_owned() } else { text.to_owned() };
        table = table.row([
            Words::from(ww::link(&place.name, &format!("/places/{}", place.code))),
            Words::from(or(&place.kind)),
            Words::from(or(&place.region)),
            Words::from(ww::cell(place.code.as_str())),
            Words::from(there),
        ]);
    }
    let more = match places.len().saturating_sub(MOST) {
        0 => Markup::default(),
        more => paragraph(&format!("{more} more: find them by name.")),
    };
    Markup::from(table).and(more)
}
