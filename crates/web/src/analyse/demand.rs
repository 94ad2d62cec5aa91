//! Demand: the models there are, one projected with what moves it most and ways of managing it, and a measure's own series carried on.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::analyse::demand::carry_on::{CarriedOn, carry_on, measures_to_carry_on};
use desk::analyse::demand::read_model::{ModelView, list_models, managing_edition, read_model, way_in_words};
use model::role::Permission::{ReadCases, ReadPerformance, WriteCases};
use quantity::Period;
use report::page::{Block, Document, Figure, Level, Text};
use report::words::{count, demand as words};
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::form::Form;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub const TITLE: &str = "Demand";

pub fn routes() -> Routes {
    Routes::new()
        .get("/demand", May(ReadCases), "Models of demand", list)
        .get("/demand/forecast", May(ReadPerformance), "A measure’s series carried on", forecast)
        .get("/demand/forecast.csv", May(ReadPerformance), "A measure’s series carried on, as CSV", forecast_csv)
        .get("/demand/{reference}", May(ReadCases), "One model of demand, with ways of managing it", show)
        .get("/demand/{reference}/years.csv", May(ReadCases), "One model of demand, year by year, as CSV", years_csv)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_models(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new("Models of demand")
        .caption_hidden()
        .column("Of what")
        .figures("First year")
        .figures("Years")
        .column("Groups")
        .column("Ways of managing it");
    for one in &all {
        let noun = &one.noun;
        table = table.row([
            Words::from(ww::link(&noun.title, &format!("/demand/{}", reference_of(&one.reference)))),
            Words::from(Period::FinancialYear(noun.first_year).in_words()),
            Words::from(noun.years.to_string()),
            Words::from(count::sentence(&count::of_things(noun.groups.len() as u64, "group of people", "groups of people"))),
            Words::from(count::sentence(&count::of_things(noun.ways.len() as u64, "way", "ways"))),
        ]);
    }
    let mut ways =
        vec![("Who may have what", "/eligibility".to_owned()), ("Who goes where when a service is full", "/system-maps".to_owned())];
    if frame.may(ReadPerformance) {
        ways.insert(0, ("Carry a measure’s series on", "/demand/forecast".to_owned()));
    }
    if frame.may(WriteCases) {
        ways.insert(0, ("Start a model of demand", "/demand/add".to_owned()));
    }
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No model yet",
            "Here demand is built from people by age, rates, take-up and intensity, low, central and high, each figure with where it comes from. A service without a model is not taken to stay as it is.",
            ww::link("See how it is worked out", "/library/methods/demand-cohort"),
        ))
    } else {
        Markup::from(table)
    };
    let lead = match all.len() {
        0 => "Nobody has worked out yet how much will be needed.".to_owned(),
        some => format!(
            "{}. A service that is not here has not been looked at: it is not taken to stay as it is.",
            count::sentence(&count::of_things(some as u64, "model", "models"))
        ),
    };
    let layout =
        Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Analyse", "/analyse").lead(lead).audit("/audit?noun=demand+model");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

pub(crate) async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<ModelView, PageError> {
    Ok(read_model(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let at = format!("/demand/{}", reference_of(&view.model.reference));
    let model = &view.model.noun;
    let document = words::document(model, &view.reading, format!("{at}/years.csv"));
    let may_write = frame.may(WriteCases);
    let mut links_here = Vec::new();
    if may_write {
        links_here.push(("State what drives it", format!("{at}/driver")));
        if view.reading.is_ok() {
            links_here.push(("Write down a way of managing it", format!("{at}/way")));
        }
    }
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Analyse)
        .crumb(TITLE, "/demand")
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.model.id));
    let layout = match &view.service {
        Some(service) => layout.caption(service.clone()),
        None => layout,
    };
    let links_here = if links_here.is_empty() { Markup::default() } else { links(&links_here) };
    Ok(PartsPage::whole(layout, body(&document).and(ways(&view, &at, may_write)).and(links_here)))
}

/// Each way with what it would do, its working, and a step to an option.
fn ways(view: &ModelView, at: &str, may_write: bool) -> Markup {
    let heading = Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"ways\">Ways of managing it</h2>");
    if view.ways.is_empty() {
        return heading.and(paragraph("Nobody has written one down yet: prevention, help at the door, self-service, or a charge. Each shows what it saves when fixed costs stay."));
    }
    let mut out = heading;
    for (place, one) in view.ways.iter().enumerate() {
        let mut part = Document::default();
        part.push(Block::Heading { level: Level::Three, text: one.way.title.clone() });
        match &one.reading {
            Err(why) => {
                part.paragraph(why.clone());
            }
            Ok(reading) => {
                part.paragraph(way_in_words(&view.model.noun, &one.way, reading).0);
                let mut blocks: Vec<Block> =
                    reading.working.tables.iter().map(|table| Block::Table(report::working::table(table))).collect();
                blocks.push(Block::Paragraph(
                    Text::plain(format!("{}, first year, central demand. Source of the effect: {}. ", managing_edition(), one.way.source))
                        .link("How this is worked out", "/library/methods/demand-management"),
                ));
                part.push(Block::Folded { title: format!("Show working of {}", one.way.title), blocks });
            }
        }
        out = out.and(body(&part));
        if may_write && one.reading.is_ok() {
            let words = format!("Keep “{}” as a means of an option", one.way.title);
            out = out.and(links(&[(words.as_str(), format!("{at}/means?way={place}"))]));
        }
    }
    out
}

async fn years_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let reading = view.reading.as_ref().map_err(|_| PageError::NotFound)?;
    let stem = format!("{}-years", reference_of(&view.model.reference).to_lowercase());
    Ok(download::csv(&words::years_chart(&view.model.noun, reading, "years").csv, &stem))
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    measure: String,
}

async fn carried(app: &App, signed: &Signed, asked: &Asked) -> Result<CarriedOn, PageError> {
    Ok(carry_on(&app.desk, &signed.actor, &asked.measure.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn forecast(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<PartsPage, PageError> {
    let all = measures_to_carry_on(&app.desk, &signed.actor).await?;
    let form = Form::blank().with("measure", asked.measure.clone());
    let select = form.select("measure", "Which measure?").offer("", "Choose one");
    let select = all.iter().fold(select, |select, one| select.offer(reference_of(&one.reference), one.noun.name.clone()));
    let chooser = Markup::from(select).and(Button::new("Carry it on"));
    let chooser =
        Markup::trusted(format!("<form class=\"ww-measure\" method=\"get\" action=\"/demand/forecast\" novalidate>{chooser}</form>"));
    let layout = Layout::new(frame, "Carry a series on").in_section(Section::Analyse).crumb(TITLE, "/demand");
    if asked.measure.is_empty() {
        let lead = "What a measure would come to over the next year, if the past goes on, with its range and beside the year before.";
        return Ok(PartsPage::whole(layout.lead(lead), chooser));
    }
    let carried = carried(&app, &signed, &asked).await?;
    let document = ahead(&carried, &asked.measure);
    Ok(PartsPage::whole(layout.caption(carried.service.clone()).lead(document.lead.clone()), body(&document).and(chooser)))
}

/// What is said ahead, or why nothing is.
fn ahead(carried: &CarriedOn, reference: &str) -> Document {
    let measure = &carried.measure.noun;
    let (periods, reading) = match &carried.ahead {
        Ok(said) => said,
        Err(why) => return Document::new(measure.name.clone(), format!("{} is not carried on. {why}", measure.name)),
    };
    let mut page = Document::new(measure.name.clone(), words::which(reading, measure));
    let Some(chart) = words::ahead_chart(measure, periods, reading, &carried.method) else { return page };
    let source = if carried.sources.is_empty() { "figures typed in".to_owned() } else { count::list(&carried.sources) };
    page.push(Block::Figure(Box::new(Figure {
        chart,
        unit: measure.unit.words(),
        source: format!("{source}; {} periods", carried.points.len()),
        edition: carried.method.clone(),
        csv_at: Some(format!("/demand/forecast.csv?measure={reference}")),
        level: Level::Two,
    })));
    let mut blocks: Vec<Block> = reading.working.tables.iter().map(|table| Block::Table(report::working::table(table))).collect();
    blocks.push(Block::Paragraph(Text::plain("").link("How this is worked out", "/library/methods/demand-forecast")));
    page.push(Block::Folded { title: "Show working".to_owned(), blocks });
    page.paragraph(Text::plain("The series itself: ").link(measure.name.clone(), format!("/measures/{reference}")));
    page
}

async fn forecast_csv(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let carried = carried(&app, &signed, &asked).await?;
    let chart = carried
        .ahead
        .as_ref()
        .ok()
        .and_then(|(periods, reading)| words::ahead_chart(&carried.measure.noun, periods, reading, &carried.method));
    let chart = chart.ok_or(PageError::NotFound)?;
    Ok(download::csv(&chart.csv, &format!("{}-ahead", asked.measure.to_lowercase())))
}
