//! Loading a directory of services: the files, and what came of them, every fault with its place.

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::load_performance::largest_upload;
use desk::analyse::needs::load_directory::{LoadDirectory, Loaded, load_directory};
use model::role::Permission::WriteCases;
use report::words::count;

use super::bullets;
use super::picture::strengths_table;
use crate::analyse::upload::not_taken;
use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::{PageError, in_megabytes};
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::PartsPage;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::security::TooLarge;
use crate::session::Signed;

/// The tables of a directory that comes as CSV; the first stands for a JSON file too.
const FILES: [(&str, &str); 5] = [
    ("file", "The directory as JSON, or its services.csv"),
    ("organizations", "organizations.csv (not required)"),
    ("locations", "locations.csv (not required)"),
    ("service_at_location", "service_at_location.csv (not required)"),
    ("addresses", "addresses.csv (not required)"),
];

/// Faults shown on the page; the rest are counted.
const SHOWN: usize = 200;

pub fn routes() -> Routes {
    const LOAD: &str = "Load a directory of services";
    Routes::new().get("/strengths/load", May(WriteCases), LOAD, blank).post("/strengths/load", May(WriteCases), LOAD, send)
}

async fn blank(State(app): State<App>, frame: Frame) -> Result<FormPage, PageError> {
    Ok(page(frame, largest_upload(&app.desk).await?, &Form::blank()))
}

fn page(frame: Frame, largest: u64, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Load a directory of services")
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb("What is good here", "/strengths")
        .lead("Open Referral UK or HSDS, as it came. Each service becomes something good here, and is known again when the directory is loaded another time.")
        .with_errors(form.errors());
    let mut page = FormPage::new(layout, "/strengths/load", Button::new("Load it"))
        .with_file()
        .before(paragraph("Names, telephone numbers and e-mail addresses of people are not read, and streets are not kept."));
    for (name, label) in FILES {
        let upload = form.file_upload(name, label).accept(".json,.csv");
        page = page.part(if name == "file" {
            upload.hint(format!("At most {}. A browser does not keep files: choose them again after a fault.", in_megabytes(largest)))
        } else {
            upload
        });
    }
    page.part(form.input("title", "Whose directory is it?").hint("For example: Northvale local services directory"))
        .part(form.input("licence", "Under which licence does it come, if any?"))
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
    let Some(first) = form.file("file", "Choose a file to load") else {
        return Ok(page(frame, largest, &form).into_response());
    };
    // A table is known by its name: what was sent as organizations is that, whatever its file is called.
    let first_name = if first.name.to_lowercase().ends_with(".csv") { "services.csv".to_owned() } else { first.name.clone() };
    let mut files = vec![(first_name, first.bytes.to_vec())];
    for (name, _) in FILES.iter().skip(1) {
        if let Some(upload) = form.fields().file(name) {
            files.push((format!("{name}.csv"), upload.bytes.to_vec()));
        }
    }
    let ask = LoadDirectory { files, title: form.value("title").to_owned(), licence: form.value("licence").to_owned() };
    match load_directory(&app.desk, &signed.actor, ask).await {
        Ok(loaded) => Ok(done(frame, &loaded).into_response()),
        Err(error) => again(error, form, |form| page(frame, largest, form)),
    }
}

fn done(frame: Frame, loaded: &Loaded) -> PartsPage {
    let layout = Layout::new(frame, "What the directory held")
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb("What is good here", "/strengths")
        .lead(in_words(loaded))
        .audit("/audit?noun=strength");
    let mut body = Markup::default();
    if !loaded.oddities.is_empty() {
        let said: Vec<String> = loaded.oddities.iter().take(SHOWN).map(|oddity| oddity.sentence()).collect();
        body = body
            .and(Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"faults\">What was not as the standard asks</h2>"))
            .and(bullets(&said));
        let more = loaded.oddities.len().saturating_sub(SHOWN);
        if more > 0 {
            body = body.and(paragraph(&format!("And {more} more.")));
        }
    }
    if !loaded.added.is_empty() {
        body = body.and(Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"new\">New</h2>")).and(strengths_table(&loaded.added));
    }
    PartsPage::whole(
        layout,
        body.and(links(&[("What is good here", "/strengths".to_owned()), ("Load another", "/strengths/load".to_owned())])),
    )
}

/// What loading did, in words.
pub fn in_words(loaded: &Loaded) -> String {
    let repeated = if loaded.repeated == 0 {
        String::new()
    } else {
        format!(" {} named a service again.", count::sentence(&count::of_things(loaded.repeated as u64, "entry", "entries")))
    };
    let faults = match loaded.oddities.len() {
        0 => " Everything was as the standard asks.".to_owned(),
        faults => format!(" {} not as the standard asks.", count::sentence(&count::of_things(faults as u64, "thing is", "things are"))),
    };
    format!(
        "{} new, {} changed, {} no longer offered, {} as before.{repeated}{faults}",
        count::sentence(&count::number(loaded.added.len() as u64)),
        count::number(loaded.changed as u64),
        count::number(loaded.ended as u64),
        count::number(loaded.the_same as u64)
    )
}
