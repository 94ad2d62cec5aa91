//! Writing a table of eligibility, changing it, and loading the people it is tried on.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::eligibility::lines::written;
use desk::analyse::eligibility::load_population::{LoadPopulation, load_population};
use desk::analyse::eligibility::try_thresholds::try_thresholds;
use desk::analyse::eligibility::write_table::{WriteTable, write_table};
use desk::analyse::load_performance::largest_upload;
use desk::config::thresholds::{self, Thresholds};
use desk::review::read_service::read_services;
use model::eligibility::EligibilityTable;
use model::id::{EligibilityTableId, ServiceId};
use model::record::Record;
use model::role::Permission::WriteCases;

use crate::analyse::eligibility::TITLE;
use crate::analyse::upload::{not_taken, spreadsheet};
use crate::app::App;
use crate::components::button::Button;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::security::TooLarge;
use crate::session::Signed;

pub fn routes() -> Routes {
    const ADD: &str = "Write a table of eligibility";
    const CHANGE: &str = "Change a table of eligibility";
    const LOAD: &str = "Load the people a table of eligibility is tried on";
    Routes::new()
        .get("/eligibility/add", May(WriteCases), ADD, add_blank)
        .post("/eligibility/add", May(WriteCases), ADD, add_send)
        .get("/eligibility/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/eligibility/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/eligibility/{reference}/population", May(WriteCases), LOAD, load_blank)
        .post("/eligibility/{reference}/population", May(WriteCases), LOAD, load_send)
}

/// Services to choose from, as identifier and name.
pub(crate) type Services = Vec<(ServiceId, String)>;

pub(crate) async fn services(app: &App, signed: &Signed) -> Result<Services, PageError> {
    let all = read_services(&app.desk, &signed.actor).await?;
    Ok(all.into_iter().map(|row| (row.service.id, row.service.noun.name)).collect())
}

pub(crate) fn offer(select: Select, services: &Services) -> Select {
    services.iter().fold(select.offer("", "None in particular"), |select, (id, name)| select.offer(id.to_string(), name.clone()))
}

async fn table_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<EligibilityTableId, EligibilityTable>, PageError> {
    Ok(try_thresholds(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, &[]).await?.table)
}

async fn add_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    let form = Form::blank().with("year", i32::from(app.desk.today().year()).to_string());
    Ok(page(&law(&app)?, frame, &services(&app, &signed).await?, None, &form))
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let table = table_of(&app, &signed, &reference).await?;
    let law = law(&app)?;
    let [results, kept, rules, samples] = written(&table.noun, &law.0);
    let form = Form::blank()
        .with("title", table.noun.title.clone())
        .with("service", table.noun.service.map(|id| id.to_string()).unwrap_or_default())
        .with("year", table.noun.year.to_string())
        .with("outcome_unit", table.noun.outcome_unit.clone())
        .with("results", results)
        .with("thresholds", kept)
        .with("rules", rules)
        .with("samples", samples);
    Ok(page(&law, frame, &services(&app, &signed).await?, Some(&table), &form))
}

/// National thresholds and powers, and the country they are asked of.
pub(crate) type Law = (Thresholds, String);

pub(crate) fn law(app: &App) -> Result<Law, PageError> {
    let law = thresholds::defaults().map_err(|error| PageError::Refused(error.to_string()))?;
    Ok((law, app.desk.place.country.clone()))
}

fn page(
    (law, country): &Law,
    frame: Frame,
    services: &Services,
    table: Option<&Record<EligibilityTableId, EligibilityTable>>,
    form: &Form,
) -> FormPage {
    let national: Vec<String> = law
        .threshold
        .iter()
        .filter(|one| law.national(&one.code, country).is_some())
        .map(|one| format!("{}: {} {} ({})", one.code, one.value, one.unit, one.source))
        .collect();
    let national = if national.is_empty() {
        format!("No national threshold of {country} is known here yet.")
    } else {
        format!("National thresholds known here, by the code that the last part names: {}.", national.join("; "))
    };
    let (title, action) = match table {
        Some(table) => ("Change the table", format!("/eligibility/{}/change", reference_of(&table.reference))),
        None => ("Write a table of eligibility", "/eligibility/add".to_owned()),
    };
    let layout = Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb(TITLE, "/eligibility")
        .lead("Rows of conditions, read from the top. Each threshold says whose it is to move.")
        .with_errors(form.errors());
    let page = FormPage::new(layout, action, Button::new("Save"))
        .before(paragraph("Write one line for each thing, with its parts between semicolons."))
        .part(form.input("title", "What do people call it?"))
        .part(offer(form.select("service", "Which service is it of?"), services))
        .part(form.input("year", "Of which calendar year are its thresholds and costs?").width(4))
        .part(form.input("outcome_unit", "What is an outcome counted in?").hint("In the plural: nights with a safe way out"))
        .part(
            form.textarea("results", "What can people get? The most help first, nothing last")
                .hint("What; cost a year; what the cost goes by (empty: each person); outcome for each person. For example: Road treated; £605.71; km; 58")
                .rows(4),
        )
        .part(
            form.textarea("thresholds", "Which thresholds decide?")
                .hint(format!(
                    "Short code; name; unit; value; national, local policy, discretionary or charging; where it is written. For example: vehicles; Vehicles a day; vehicles; 3,000; local policy; Winter service plan 2025. {national}"
                ))
                .rows(4),
        )
        .part(
            form.textarea("rules", "Who gets what? The first row that fits decides")
                .hint("Conditions, then what people get. For example: vehicles a day at least vehicles; need level is rural; Road treated")
                .rows(6),
        )
        .part(
            form.textarea("samples", "Invented people to try it on")
                .hint("Who; what is known of them. For example: A carer up a lane; vehicles a day = 3,400; heap points = 5")
                .rows(4),
        );
    match table {
        Some(table) => page.carrying("version", &table.version.to_string()),
        None => page,
    }
}

fn ask(form: &Form, table: Option<(EligibilityTableId, i64)>) -> WriteTable {
    let text = |name: &str| form.value(name).to_owned();
    WriteTable {
        table,
        title: text("title"),
        service: form.value("service").parse().ok(),
        year: form.value("year").trim().parse().unwrap_or(0),
        outcome_unit: text("outcome_unit"),
        results: text("results"),
        thresholds: text("thresholds"),
        rules: text("rules"),
        samples: text("samples"),
    }
}

async fn add_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let (services, law) = (services(&app, &signed).await?, law(&app)?);
    match write_table(&app.desk, &signed.actor, ask(&form, None)).await {
        Ok(table) => Ok(to(&format!("/eligibility/{}", reference_of(&table.reference)))),
        Err(error) => again(error, form, |form| page(&law, frame, &services, None, form)),
    }
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let table = table_of(&app, &signed, &reference).await?;
    let (services, law) = (services(&app, &signed).await?, law(&app)?);
    match write_table(&app.desk, &signed.actor, ask(&form, Some((table.id, form.version())))).await {
        Ok(saved) => Ok(to(&format!("/eligibility/{}", reference_of(&saved.reference)))),
        Err(error) => again(error, form, |form| page(&law, frame, &services, Some(&table), form)),
    }
}

async fn load_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let table = table_of(&app, &signed, &reference).await?;
    Ok(load_page(frame, &table, largest_upload(&app.desk).await?, &Form::blank()))
}

fn load_page(frame: Frame, table: &Record<EligibilityTableId, EligibilityTable>, largest: u64, form: &Form) -> FormPage {
    let at = format!("/eligibility/{}", reference_of(&table.reference));
    let layout = Layout::new(frame, "Load a population")
        .in_section(Section::Analyse)
        .crumb(table.noun.title.clone(), at.clone())
        .lead("A row for people who are alike, with how many they are. It names nobody.")
        .with_errors(form.errors());
    let file = spreadsheet(form, largest);
    let file = if form.has_errors() && form.error("file").is_none() {
        file.hint("Choose the file again: a browser does not keep it.")
    } else {
        file
    };
    FormPage::new(layout, format!("{at}/population"), Button::new("Load it"))
        .with_file()
        .carrying("version", &table.version.to_string())
        .before(paragraph(
            "Its columns are: age band, group, need level, count, and one for everything else the rules ask. A column called year may say which year it is of.",
        ))
        .part(file)
        .part(form.input("year", "Which calendar year is it of?").hint(format!("The table is of {}. Leave it empty where the file says so itself", table.noun.year)).width(4))
        .part(
            form.checkboxes("other_year", "Is it of another year than the table?")
                .offer("yes", "Use it all the same: I know that it is of another year"),
        )
        .part(form.input("licence", "Under which licence does it come, if any?").hint("For example Open Government Licence v3.0"))
}

async fn load_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    too_large: Option<Extension<TooLarge>>,
    fields: Fields,
) -> Result<Response, PageError> {
    let table = table_of(&app, &signed, &reference).await?;
    let largest = largest_upload(&app.desk).await?;
    if let Some(Extension(sent)) = too_large {
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, load_page(frame, &table, largest, &not_taken(sent))).into_response());
    }
    let mut form = Form::read(fields);
    let year = if form.value("year").trim().is_empty() {
        None
    } else {
        form.whole_number("year", "Write the year, for example 2026", 1990..=2100)
    };
    let Some(file) = form.file("file", "Choose a file to load").filter(|_| !form.has_errors()) else {
        return Ok(load_page(frame, &table, largest, &form).into_response());
    };
    let ask = LoadPopulation {
        table: table.id,
        version: form.version(),
        file_name: file.name.clone(),
        bytes: file.bytes.to_vec(),
        year,
        other_year: form.has("other_year", "yes"),
        licence: form.value("licence").to_owned(),
    };
    match load_population(&app.desk, &signed.actor, ask).await {
        Ok(table) => Ok(to(&format!("/eligibility/{}", reference_of(&table.reference)))),
        Err(error) => again(error, form, |form| load_page(frame, &table, largest, form)),
    }
}
