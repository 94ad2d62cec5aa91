//! Checking what was read of a file: people's details first, then columns, what looked odd, how it will look; then accept.

mod columns;
mod figures;
mod new_measures;
mod notes;
mod people;
mod set_aside;

use askama::Template;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use columns::{SheetShown, changed_columns, sheets};
use desk::DeskError;
use desk::analyse::load_performance::{
    AcceptUpload, AnswerUpload, Note, Reading, UploadView, accept_upload, answer_upload, read_waiting, shown_digest,
};
use desk::review::read_service::read_services;
use figures::{corrections, preview};
use model::reference::Reference;
use model::role::Permission::LoadPerformance;
use model::upload::UploadState;
use notes::{NoteShown, changed_notes, shown};
use people::{personal, stop, stop_title};
use report::words::count;
use serde::Deserialize;
use set_aside::{aside_form, aside_send};

use crate::analyse::upload::not_taken;
use crate::app::App;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::stale;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::security::TooLarge;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "analyse/reading.html")]
struct ReadingPage {
    layout: Layout,
    reference: String,
    version: i64,
    /// Seen of people's details, with what to do; empty where none was.
    stop_title: String,
    stop: Markup,
    needs_file: Markup,
    /// The service, where a measure is not held yet and nobody said of which.
    service: Markup,
    /// How measures that are not held yet are to be defined.
    new_measures: Vec<Markup>,
    /// New measures beyond those asked about here.
    further: String,
    sheets: Vec<SheetShown>,
    ask: Vec<NoteShown>,
    know: Vec<NoteShown>,
    warning: Markup,
    corrections: Markup,
    preview: Vec<Markup>,
    licence: Markup,
    accept: String,
    /// Why the file cannot be accepted as things stand.
    accept_error: String,
}

#[derive(Template)]
#[template(path = "analyse/done.html")]
struct DonePage {
    layout: Layout,
    said: Markup,
}

page!(ReadingPage, DonePage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/uploads/{reference}", May(LoadPerformance), "Check what was read of a file", show)
        .post("/uploads/{reference}", May(LoadPerformance), "Answer, read again, accept a file", send)
        .get("/uploads/{reference}/set-aside", May(LoadPerformance), "Set a file aside", aside_form)
        .post("/uploads/{reference}/set-aside", May(LoadPerformance), "Set a file aside", aside_send)
}

/// `?changed=yes`: a choice made while accepting changed what is read, so it is shown again first.
#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    changed: String,
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let said = if asked.changed.is_empty() {
        Markup::default()
    } else {
        WarningText::new("Your choice changes what I read: the figures below are not those you saw. Look again, then accept.").into()
    };
    page_of(&app, frame, &signed, &reference, Form::blank(), said).await
}

/// Somebody else answered or accepted meanwhile: both versions, over the page as it is now with what was typed.
async fn both(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form) -> Result<Response, PageError> {
    let view = read_waiting(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let differs = view.reading.as_ref().map(|reading| differs(&view, reading, &form)).unwrap_or_default();
    let answers: Vec<(&str, &String, &str)> = differs.iter().map(|(name, theirs, ours)| (name.as_str(), theirs, ours.as_str())).collect();
    let mut answer = page_of(app, frame, signed, reference, form, stale::both(&answers)).await?;
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}

/// Each answer that was typed otherwise than it is saved now: its name, as saved, as typed.
fn differs(view: &UploadView, reading: &Reading, form: &Form) -> Vec<(String, String, String)> {
    let mut found = columns::differ(reading, form);
    found.extend(notes::differ(reading, form));
    let saved = view.service.as_ref().map(|service| reference_of(&service.reference)).unwrap_or_default();
    let typed = form.value("service");
    if !typed.is_empty() && typed != saved {
        let name = view.service.as_ref().map_or_else(|| "None chosen".to_owned(), |service| service.noun.name.clone());
        found.push(("Service".to_owned(), name, typed.to_owned()));
    }
    if let Some(typed) = form.fields().text("licence").filter(|typed| typed.trim() != view.asked.licence) {
        found.push(("Licence of the file".to_owned(), view.asked.licence.clone(), typed.to_owned()));
    }
    found
}

async fn page_of(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form, said: Markup) -> Result<Response, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    let upload = &view.upload.noun;
    let layout = Layout::new(frame, "Check what I read")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb("Load a spreadsheet", "/upload")
        .caption(upload.file_name.clone())
        .audit(format!("/audit?record={}", view.upload.id))
        .with_errors(form.errors());
    let Some(reading) = &view.reading else { return Ok(done(&view, layout).into_response()) };
    let digest = upload.received_digest.get(..8).unwrap_or_default();
    let layout = layout.lead(lead(&view, reading)).source(
        Markup::text("File ")
            .and(Markup::text(&upload.file_name))
            .and(Markup::text(", digest "))
            .and(ww::cell(digest))
            .and(Markup::text(". Nothing becomes a figure until you accept.")),
    );
    let waiting_people = upload.state == UploadState::PersonalDetails;
    let (ask, know): (Vec<&Note>, Vec<&Note>) = reading.notes.iter().partition(|note| note.needs_answer);
    let service = service(app, signed, &view, reading, &form).await?;
    let page = ReadingPage {
        version: view.upload.version,
        stop_title: stop_title(&view),
        stop: stop(&view, &form),
        needs_file: if waiting_people || form.error("file").is_some() {
            form.file_upload("file", "The same file again")
                .hint("Only where you chose to count people, or these are not people: I have not kept it.")
                .into()
        } else {
            Markup::default()
        },
        service,
        new_measures: new_measures::asked(&view.new_measures, &form),
        further: new_measures::further(new_measures::still_to_ask(&view.new_measures)),
        licence: new_measures::licence(&view, &form).into(),
        accept_error: form.error("accept").unwrap_or_default().to_owned(),
        sheets: sheets(reading, &form),
        ask: ask.into_iter().map(|note| shown(note, &form)).collect(),
        know: know.into_iter().map(|note| shown(note, &form)).collect(),
        warning: if view.reads_otherwise {
            said.and(WarningText::new("Measures or names changed since this file was read, so it reads otherwise now. Look again, and choose “Read it again” before you accept."))
        } else {
            said
        },
        corrections: corrections(&view),
        preview: preview(reading),
        accept: if view.asked.personal.is_empty() { "Accept".to_owned() } else { "Accept, without people’s details".to_owned() },
        reference: parsed.to_string(),
        layout,
    };
    Ok(page.into_response())
}

fn lead(view: &UploadView, reading: &Reading) -> String {
    let things = reading.notes.len() + view.asked.personal.len();
    match (things, view.asked.personal.len()) {
        (_, 0) => reading.lead(),
        (1, _) => format!("I read {}. 1 thing to check, and it is about people.", count::of_things(reading.summary.rows, "row", "rows")),
        (many, about) => {
            let first = if about == 1 { "the first is about people".to_owned() } else { format!("the first {about} are about people") };
            format!("I read {}. {many} things to check, and {first}.", count::of_things(reading.summary.rows, "row", "rows"))
        }
    }
}

/// Asked where a measure of the file is not held yet, so that it is known of which service it is.
async fn service(app: &App, signed: &Signed, view: &UploadView, reading: &Reading, form: &Form) -> Result<Markup, PageError> {
    let new: Vec<&str> = reading.measures.iter().filter(|measure| measure.matched.is_none()).map(|measure| measure.name.as_str()).collect();
    if new.is_empty() {
        return Ok(Markup::default());
    }
    let known = view.service.as_ref().and_then(|service| service.reference.as_ref()).map(ToString::to_string).unwrap_or_default();
    let names = new.iter().take(5).map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
    let more = if new.len() > 5 { format!(" and {} more", new.len() - 5) } else { String::new() };
    let mut select = form
        .select("service", "Which service are the new measures of?")
        .hint(format!("Not held yet: {names}{more}. They are made when you accept."));
    if form.value("service").is_empty() {
        select = select.value(&known);
    }
    select = select.offer("", "Choose one");
    for row in read_services(&app.desk, &signed.actor).await? {
        select = select.offer(reference_of(&row.service.reference), row.service.noun.name);
    }
    Ok(select.into())
}

fn done(view: &UploadView, layout: Layout) -> DonePage {
    let (title, said) = match &view.upload.noun.state {
        UploadState::Accepted { source, points, .. } => (
            "Accepted",
            Markup::text(format!(
                "{} kept, from ‘{}’. ",
                count::sentence(&count::of_things(*points, "data point is", "data points are")),
                view.upload.noun.file_name
            ))
            .and(ww::link("See the file and its measures", &format!("/sources/{source}")))
            .and(Markup::text(". The same file again changes nothing.")),
        ),
        UploadState::SetAside { why, .. } => ("Set aside", Markup::text(format!("Nothing of it became a figure. {why}"))),
        _ => ("Waiting", Markup::default()),
    };
    let service = view.service.as_ref().and_then(|service| Some((service.reference.as_ref()?.to_string(), service.noun.name.clone())));
    let next = service
        .map(|(reference, name)| Markup::text(" ").and(ww::link(&format!("Go to {name}"), &format!("/services/{reference}"))))
        .unwrap_or_default();
    DonePage { layout: Layout { title: title.to_owned(), ..layout }, said: said.and(next) }
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    too_large: Option<Extension<TooLarge>>,
    fields: Fields,
) -> Result<Response, PageError> {
    if let Some(Extension(sent)) = too_large {
        let mut answer = page_of(&app, frame, &signed, &reference, not_taken(sent), Markup::default()).await?;
        *answer.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(answer);
    }
    let mut form = Form::read(fields);
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    let Some(reading) = &view.reading else { return Ok(to(&format!("/uploads/{parsed}"))) };
    let service = match form.value("service") {
        "" => None,
        said => {
            let wanted = said.parse::<Reference>().ok();
            read_services(&app.desk, &signed.actor)
                .await?
                .into_iter()
                .find(|row| row.service.reference.is_some() && row.service.reference == wanted)
                .map(|row| row.service.id)
        }
    };
    let new_measures = new_measures::said(&view.new_measures, &mut form);
    if form.has_errors() {
        return page_of(&app, frame, &signed, &reference, form, Markup::default()).await;
    }
    let licence = form.fields().text("licence").map(|typed| typed.trim().to_owned());
    let new_licence = licence.as_ref().is_some_and(|typed| *typed != view.asked.licence);
    let columns = changed_columns(reading, &form);
    let notes = changed_notes(reading, &form);
    let first = view.upload.noun.state == UploadState::PersonalDetails;
    let new_service = service.is_some() && service != view.upload.noun.service;
    let again = form.value("do") == "again" || view.reads_otherwise;
    let mut version = form.version();
    let next = form.value("do") == "next";
    if first || again || next || new_service || new_licence || !columns.is_empty() || !notes.is_empty() {
        let look_again = again || !columns.is_empty();
        let ask = AnswerUpload {
            upload: Some(view.upload.id),
            version,
            service,
            columns,
            notes,
            personal: personal(&view, &form),
            bytes: form.fields().file("file").filter(|file| !file.bytes.is_empty()).map(|file| file.bytes.to_vec()),
            new_measures: new_measures.clone(),
            licence,
        };
        match answer_upload(&app.desk, &signed.actor, ask).await {
            // What is accepted is what was seen: a choice of service that changes the reading is shown first.
            Ok(upload) if !look_again && form.value("do") == "accept" && new_service && shown_digest(&upload) != view.asked.shown => {
                return Ok(to(&format!("/uploads/{parsed}?changed=yes")));
            }
            Ok(_) if look_again || form.value("do") != "accept" => {
                return Ok(to(&format!("/uploads/{parsed}{}", if next { "#new_measures" } else { "" })));
            }
            Ok(upload) => version = upload.version,
            Err(DeskError::Stale) => return both(&app, frame, &signed, &reference, form).await,
            Err(error) => {
                form.refused(error)?;
                return page_of(&app, frame, &signed, &reference, form, Markup::default()).await;
            }
        }
    }
    let ask = AcceptUpload { upload: view.upload.id, version, new_measures, licence: String::new(), dated: None };
    match accept_upload(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/uploads/{parsed}"))),
        Err(DeskError::Stale) => both(&app, frame, &signed, &reference, form).await,
        // It cannot be accepted as things stand: the page comes back with all that was typed.
        Err(DeskError::Refused { sentence, .. }) => {
            form.add_error("accept", sentence);
            page_of(&app, frame, &signed, &reference, form, Markup::default()).await
        }
        Err(error) => {
            form.refused(error)?;
            page_of(&app, frame, &signed, &reference, form, Markup::default()).await
        }
    }
}
