//! What authorities spent: those loaded, and one by service and by who provides it, each figure leading to its cell.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::read_spend::{SpendView, list_spends, read_spend};
use model::role::Permission::{ReadCases, ReadPerformance, WriteCases};
use model::spend::{ProvidedBy, SpendLine};
use report::chart::spend_chart::spend_chart;
use report::words::{count, spend};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "What is spent today";

pub fn routes() -> Routes {
    Routes::new()
        .get("/spend", May(ReadCases), "What authorities spend, by service and by who provides it", list)
        .get("/spend/{reference}", May(ReadCases), "One authority’s spending in a year", show)
        .get("/spend/{reference}/services.csv", May(ReadCases), "One authority’s spending in a year, as CSV", services_csv)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_spends(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new(TITLE)
        .caption_hidden()
        .column("Whose")
        .column("Year")
        .figures("Spent")
        .figures("Bought or granted")
        .figures("Cannot be told");
    for one in &all {
        let noun = &one.noun;
        let share =
            |holds: fn(ProvidedBy) -> bool| noun.share(holds).map_or_else(|| count::money(noun.through(holds)), |share| share.shown(1));
        table = table.row([
            Words::from(ww::link(&noun.authority, &format!("/spend/{}", reference_of(&one.reference)))),
            Words::from(spend::year(noun)),
            Words::from(count::money(noun.total())),
            if spend::is_untold(noun) {
                Words::from(Markup::from(ww::unknown("Unknown")))
            } else {
                Words::from(share(ProvidedBy::is_others))
            },
            Words::from(share(|kind| kind == ProvidedBy::NotClassified)),
        ]);
    }
    let mut ways = vec![("Putting money where it does most", "/allocations".to_owned()), ("Shared money", "/funds".to_owned())];
    let load = ww::link("Load what an authority spent", "/spend/load");
    let may_load = frame.may(WriteCases);
    let list = if all.is_empty() {
        let how = if may_load { load } else { ww::link("Putting money where it does most", "/allocations") };
        let says = "Here a revenue outturn or expenditure return stands by service and by who provides it, with what share is bought and what cannot be told. It is where an allocation starts.";
        Markup::from(EmptyState::new("No spending yet", says, how))
    } else {
        Markup::from(table)
    };
    if may_load && !all.is_empty() {
        ways.insert(0, ("Load what an authority spent", "/spend/load".to_owned()));
    }
    let lead = match all.first() {
        None => "Nothing is known here of what is spent today.".to_owned(),
        Some(newest) => format!("{}: {}", newest.noun.authority, spend::lead(&newest.noun)),
    };
    let layout = Layout::new(frame, TITLE).in_section(Section::Plan).crumb("Plan", "/plan").lead(lead).audit("/audit?noun=spending");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<SpendView, PageError> {
    Ok(read_spend(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.spend.noun;
    let at = format!("/spend/{}", reference_of(&view.spend.reference));
    let source = &view.source.noun;
    let licence = if source.licence.is_empty() { String::new() } else { format!(", {}", source.licence) };
    let told = spend::Told {
        spend: noun,
        source: format!("{}, loaded on {}{licence}", source.title, count::plain_date(app.desk.day_of(noun.loaded_at))),
        csv_at: format!("{at}/services.csv"),
        replaced_by: view.replaced_by.as_ref().map(ToString::to_string),
    };
    let document = spend::document(&told);
    let mut ways = vec![("Putting money where it does most", "/allocations".to_owned())];
    if frame.may(ReadPerformance) {
        ways.push(("The file", format!("/sources/{}", noun.source)));
    }
    let cells = cells(&noun.lines, frame.may(ReadPerformance));
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Plan)
        .crumb(TITLE, "/spend")
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.spend.id));
    Ok(PartsPage::whole(layout, body(&document).and(cells).and(links(&ways))))
}

/// Every line as it was read, leading to where it stands in the file.
fn cells(lines: &[SpendLine], may_see_file: bool) -> Markup {
    let mut table = CardTable::new("Every figure, and where it stands")
        .caption_hidden()
        .column("Service")
        .column("Who provides it")
        .figures("Spent")
        .column("Cell");
    for line in lines {
        let name = model::observation::cell_name(line.at.row, line.at.column);
        let sheet = in_query(&line.at.sheet);
        let at = format!("/sources/{}/cell?sheet={sheet}&row={}&column={}", line.at.source, line.at.row, line.at.column);
        let cell = if may_see_file { ww::link(&name, &at) } else { ww::cell(&name) };
        let by = spend::provided_by(line.provided_by);
        let by = if line.is_difference { format!("{by}: the total beyond its parts") } else { by.to_owned() };
        table = table.row([Words::from(line.service.as_str()), Words::from(by), Words::from(line.amount.in_full()), Words::from(cell)]);
    }
    Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"cells\">Every figure, and where it stands</h2>").and(Markup::from(table))
}

async fn services_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let stem = format!("{}-services", reference_of(&view.spend.reference).to_lowercase());
    Ok(download::csv(&spend_chart(&view.spend.noun).csv, &stem))
}
