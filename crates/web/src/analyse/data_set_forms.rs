//! Loading a file of public figures by hand, accepting what was read of it, and setting it aside.

use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::data_sets::accept_data_set::accept_data_set;
use desk::analyse::data_sets::list_data_sets::see_data_set;
use desk::analyse::data_sets::load_records::{LoadRecords, read_records};
use desk::analyse::data_sets::read_data_set::{ReadDataSet, read_data_set};
use desk::analyse::data_sets::set_data_set_aside::set_data_set_aside;
use desk::analyse::load_performance::largest_upload;
use model::data_set::{DataSetKind, Percentages};
use model::role::Permission::LoadPerformance;
use serde::Deserialize;

use crate::analyse::upload::not_taken;
use crate::app::App;
use crate::components::button::Button;
use crate::error::{PageError, in_megabytes};
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::security::TooLarge;
use crate::session::Signed;

pub fn routes() -> Routes {
    const LOAD: &str = "Load a file of public figures";
    const ASIDE: &str = "Set a data set aside";
    Routes::new()
        .get("/data-sets/load", May(LoadPerformance), LOAD, blank)
        .post("/data-sets/load", May(LoadPerformance), LOAD, send)
        .post("/data-sets/{reference}/accept", May(LoadPerformance), "Put a data set in use", accept)
        .get("/data-sets/{reference}/set-aside", May(LoadPerformance), ASIDE, aside_blank)
        .post("/data-sets/{reference}/set-aside", May(LoadPerformance), ASIDE, aside_send)
}

const KINDS: [(&str, DataSetKind); 10] = [
    ("indicators", DataSetKind::Indicators),
    ("population", DataSetKind::Population),
    ("areas", DataSetKind::Areas),
    ("neighbours", DataSetKind::Neighbours),
    ("notices", DataSetKind::Notices),
    ("payments", DataSetKind::Payments),
    ("contracts", DataSetKind::Contracts),
    ("grants", DataSetKind::Grants),
    ("providers", DataSetKind::Providers),
    ("placements", DataSetKind::Placements),
];

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    kind: String,
}

async fn blank(State(app): State<App>, frame: Frame, Query(asked): Query<Asked>) -> Result<FormPage, PageError> {
    let kind = if asked.kind.is_empty() { "indicators".to_owned() } else { asked.kind };
    Ok(page(frame, largest_upload(&app.desk).await?, &Form::blank().with("kind", kind).with("percentages", "as_they_suggest")))
}

fn page(frame: Frame, largest: u64, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Load a file of public figures")
        .in_section(Section::Analyse)
        .crumb("Public figures", "/data-sets")
        .lead("A file as its publisher made it. What was read, and everything odd about it, is shown to you first.")
        .with_errors(form.errors());
    let kind = form
        .radios("kind", "What is in it?")
        .offer("indicators", "Indicators: figures of areas and periods, of one measure or many")
        .offer("population", "Population, by age and sex")
        .offer("areas", "A register of areas, with codes and successors")
        .offer("neighbours", "Neighbours: which areas are alike")
        .offer("notices", "Procurement notices, in the Open Contracting Data Standard")
        .offer("payments", "Payments to suppliers, in any columns")
        .offer("contracts", "A register of contracts, in any columns")
        .offer("grants", "Grants, in the 360Giving standard")
        .offer("providers", "Registered providers: of Ofsted, of the Care Quality Commission, charities, your own list")
        .offer("placements", "Requests for placements and packages, with what was offered");
    let chosen_before = form.has_errors() && form.error("file").is_none();
    let file = form.file_upload("file", "File").accept(".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods,.parquet,.json,.jsonl,.gz,.zip");
    let file = match chosen_before {
        true => file.hint("Choose the file again: a browser does not keep it."),
        false => file.hint(format!("Excel, text (.csv), JSON, Parquet or a zip folder of them, at most {}", in_megabytes(largest))),
    };
    let about = form
        .file_upload("about", "A file that describes its measures, if there is one")
        .hint("A dictionary with polarity, unit and definition, or metadata as JSON")
        .accept(".csv,.txt,.tsv,.xlsx,.ods,.json");
    let percentages = form
        .radios("percentages", "How does it write 84%?")
        .offer("as_they_suggest", "As its figures suggest")
        .offer("out_of_a_hundred", "84")
        .offer("shares", "0.84");
    FormPage::new(layout, "/data-sets/load", Button::new("Read the file"))
        .with_file()
        .before(paragraph("Load a register of areas first, so that names have codes, and abolished authorities are known."))
        .part(kind)
        .part(file)
        .part(about)
        .part(form.input("title", "What should it be called?").hint("Leave it empty for the file’s name"))
        .part(form.input("publisher", "Who publishes it?").hint("Leave it empty where its headings say, as Fingertips’ do"))
        .part(
            form.input("licence", "Under which licence?")
                .hint("For example Open Government Licence v3.0. Without one it is shown to partners alone"),
        )
        .part(form.input("edition", "Which edition is it?").hint("For example May 2026, or provisional").width(20))
        .part(form.input("period", "When are its figures of, where no column says so?").hint("For example 2024/25, or mid-2020").width(20))
        .part(percentages)
        .part(form.input("area", "Whose peers are they, where the file lists one area’s?").hint("A code such as E08000009, or a name"))
        .part(
            form.input("buyer", "Whose is it, where payments, a register or requests do not say?")
                .hint("A name, or a code such as E08000009"),
        )
        .part(form.input("model", "By which model are they neighbours, where the file does not say?").width(20))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    too_large: Option<Extension<TooLarge>>,
    fields: Fields,
) -> Result<Response, PageError> {
    let largest = largest_upload(&app.desk).await?;
    if let Some(Extension(sent)) = too_large {
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, page(frame, largest, &not_taken(sent))).into_response());
    }
    let mut form = Form::read(fields);
    let kind = form.choice("kind", "Choose what is in the file", &KINDS);
    let ways = [
        ("as_they_suggest", Percentages::AsTheySuggest),
        ("out_of_a_hundred", Percentages::OutOfAHundred),
        ("shares", Percentages::Shares),
    ];
    let percentages = form.choice("percentages", "Choose how it writes 84%", &ways);
    let about = form.fields().file("about").filter(|file| !file.bytes.is_empty()).map(|file| (file.name.clone(), file.bytes.to_vec()));
    let file = form.file("file", "Choose a file to load");
    let (Some(kind), Some(percentages), Some(file)) = (kind, percentages, file) else {
        return Ok(page(frame, largest, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    if kind.is_of_the_market() {
        let ask = LoadRecords {
            title: text("title"),
            publisher: text("publisher"),
            licence: text("licence"),
            edition: text("edition"),
            buyer: text("buyer"),
            ..LoadRecords::of(kind, &file.name)
        };
        return match read_records(&app.desk, &signed.actor, ask, file.bytes.to_vec(), Box::new(|_, _| {})).await {
            Ok(read) => Ok(to(&format!("/data-sets/{}", reference_of(&read.reference)))),
            Err(error) => again(error, form, |form| page(frame, largest, form)),
        };
    }
    let ask = ReadDataSet {
        about,
        title: text("title"),
        publisher: text("publisher"),
        licence: text("licence"),
        edition: text("edition"),
        period: text("period"),
        area: text("area"),
        model: text("model"),
        percentages,
        ..ReadDataSet::of(kind, &file.name, file.bytes.to_vec())
    };
    match read_data_set(&app.desk, &signed.actor, ask, Box::new(|_, _| {})).await {
        Ok(read) => Ok(to(&format!("/data-sets/{}", reference_of(&read.reference)))),
        Err(error) => again(error, form, |form| page(frame, largest, form)),
    }
}

async fn accept(State(app): State<App>, signed: Signed, Path(reference): Path<String>, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let asked = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = see_data_set(&app.desk, &signed.actor, &asked).await?;
    accept_data_set(&app.desk, &signed.actor, view.data_set.id, form.version()).await?;
    Ok(to(&format!("/data-sets/{}", reference_of(&view.data_set.reference))))
}

fn aside_page(frame: Frame, reference: &str, title: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Set a data set aside")
        .in_section(Section::Analyse)
        .crumb("Public figures", "/data-sets")
        .crumb(title, format!("/data-sets/{reference}"))
        .lead("Nothing of it comes into use. Its file and what was noticed are kept, with your reason.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("/data-sets/{reference}/set-aside"), Button::new("Set it aside"))
        .carrying("version", &form.version().to_string())
        .part(form.input("why", "Why is it set aside?"))
}

async fn aside_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = see_data_set(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let form = Form::blank().with("version", view.data_set.version.to_string());
    Ok(aside_page(frame, &reference_of(&view.data_set.reference), &view.data_set.noun.title, &form))
}

async fn aside_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let view = see_data_set(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let form = Form::read(fields);
    let at = reference_of(&view.data_set.reference);
    match set_data_set_aside(&app.desk, &signed.actor, view.data_set.id, form.version(), form.value("why")).await {
        Ok(_) => Ok(to("/data-sets")),
        Err(error) => again(error, form, |form| aside_page(frame, &at, &view.data_set.noun.title, form)),
    }
}
