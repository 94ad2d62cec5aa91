//! Market position statements as they are written: all of them, and one with what it still lacks and its editions.

use axum::extract::{Path, State};
use desk::analyse::shaping::statements::{StatementView, list_statements, read_statement};
use model::market_statement::StatementEdition;
use model::role::Permission::{Decide, ReadCases, WriteCases};
use report::words::{count, market_statement};

use super::{SHAPING, below};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::{EmptyState, Gaps};
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::funds::{body, links};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub(super) const LIST: (&str, &str) = ("Market position statements", "/market/statements");

pub fn routes() -> Routes {
    Routes::new().get("/market/statements", May(ReadCases), "Market position statements, as they are written", list).get(
        "/market/statements/{reference}",
        May(ReadCases),
        "One market position statement, with what it lacks",
        show,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_statements(&app.desk, &signed.actor).await?;
    let mut ways = vec![("As everybody sees them", "/statements".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Write a statement", "/market/statements/new".to_owned()));
    }
    let layout = below(frame, LIST.0, SHAPING)
        .lead("What will be needed, who there is to provide it, and what the authority means to do: told to whoever might provide.")
        .audit("/audit?noun=market+position+statement");
    if all.is_empty() {
        let why = "A statement has a chapter on demand and one on supply, and says what is meant to be done, with what money.";
        return Ok(PartsPage::whole(layout, Markup::from(EmptyState::new("No statement yet", why, links(&ways)))));
    }
    let mut table =
        CardTable::new(LIST.0).caption_hidden().column("Market").column("Speaks of").column("Good until").figures("Editions published");
    for one in &all {
        let says = &one.noun.says;
        let day = |day: Option<quantity::Date>| day.map_or("not said".to_owned(), count::plain_date);
        table = table.row([
            Words::from(ww::link(&says.market, &format!("/market/statements/{}", reference_of(&one.reference)))),
            Words::from(day(says.dated)),
            Words::from(day(says.good_until)),
            Words::from(one.noun.editions.to_string()),
        ]);
    }
    Ok(PartsPage::whole(layout, links(&ways).and(table)))
}

/// What it would look like, published today.
pub(super) fn as_published(view: &StatementView, place: &str) -> StatementEdition {
    StatementEdition {
        of: view.statement.id,
        reference: reference_of(&view.statement.reference),
        edition: view.statement.noun.editions + 1,
        place: place.to_owned(),
        says: view.statement.noun.says.clone(),
        demand: view.told.demand.clone(),
        pipeline: view.told.pipeline.clone(),
        published_on: view.today,
        approved_by: "nobody yet".to_owned(),
        approved_in: "not approved".to_owned(),
    }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_statement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let at = format!("/market/statements/{reference}");
    let mut ways = Vec::new();
    if frame.may(WriteCases) {
        ways.push(("Change it", format!("{at}/change")));
    }
    if frame.may(Decide) && view.lacks.is_empty() {
        ways.push(("Publish it", format!("{at}/publish")));
    }
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    let lead = match view.lacks.len() {
        0 => "Nothing is missing: it can be published once it is approved.".to_owned(),
        many => format!("It cannot be published yet: {} missing.", count::of_things(many as u64, "thing is", "things are")),
    };
    let layout = below(frame, view.statement.noun.says.market.clone(), LIST)
        .caption(reference_of(&view.statement.reference))
        .lead(lead)
        .audit(format!("/audit?record={}", view.statement.id));
    let gaps = view.lacks.iter().fold(Gaps::default(), |gaps, (_, lack)| gaps.gap(lack.as_str()));
    let gaps = if view.lacks.is_empty() { Markup::default() } else { Markup::from(gaps) };
    let document = market_statement::document(&as_published(&view, &app.desk.place.name), view.statement.noun.editions + 1, view.today);
    let parts = vec![
        Part { id: "editions".into(), title: "What was published".into(), body: editions(&view) },
        Part { id: "as-it-stands".into(), title: "As it stands now, not published".into(), body: one_down(&body(&document)) },
    ];
    Ok(PartsPage { layout, before: gaps.and(ways), parts })
}

/// The document under a heading of its own: its headings one level down.
fn one_down(html: &Markup) -> Markup {
    let html = html.to_string();
    Markup::trusted(html.replace("<h2 class=\"govuk-heading-m ww-h2\">", "<h3 class=\"govuk-heading-s\">").replace("</h2>", "</h3>"))
}

fn editions(view: &StatementView) -> Markup {
    if view.editions.is_empty() {
        return paragraph("Nothing yet.");
    }
    let mut table = CardTable::new("What was published").caption_hidden().column("Edition").column("Published on").column("Approved by");
    for one in view.editions.iter().rev() {
        let noun = &one.noun;
        table = table.row([
            Words::from(ww::link(
                &format!("Edition {}", noun.edition),
                &format!("/statements/{}?edition={}", noun.reference, noun.edition),
            )),
            Words::from(count::plain_date(noun.published_on)),
            Words::from(format!("{} ({})", noun.approved_by, noun.approved_in)),
        ]);
    }
    table.into()
}
