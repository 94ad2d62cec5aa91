//! Checking what was read of a file: people's details first, then columns, what looked odd, how it will look; then accept.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::load_performance::{
    AcceptUpload, AnswerUpload, ColumnAnswer, Note, PersonalChoice, Reading, Role, SetAsideUpload, UploadView, accept_upload,
    answer_upload, read_waiting, set_aside_upload,
};
use desk::review::read_service::read_services;
use model::reference::Reference;
use model::role::Permission::LoadPerformance;
use model::upload::UploadState;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::choices::Radios;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::Asks::May;
use crate::router::{Routes, to};
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
    sheets: Vec<SheetShown>,
    ask: Vec<NoteShown>,
    know: Vec<NoteShown>,
    warning: Markup,
    corrections: Markup,
    preview: Vec<Markup>,
    accept: String,
}

struct SheetShown {
    says: String,
    columns: Markup,
}

struct NoteShown {
    place: String,
    sheet: String,
    seen: String,
    read_as: String,
    choices: Markup,
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

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    page_of(&app, frame, &signed, &reference, Form::blank()).await
}

async fn page_of(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form) -> Result<Response, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    let upload = &view.upload.noun;
    let layout = Layout::new(frame, "Check what I read")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb("Load a spreadsheet", "/analyse")
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
        needs_file: if waiting_people {
            form.file_upload("file", "The same file again")
                .hint("Only where you chose to count people, or these are not people: I have not kept it.")
                .into()
        } else {
            Markup::default()
        },
        service,
        sheets: sheets(reading, &form),
        ask: ask.into_iter().map(|note| shown(note, &form)).collect(),
        know: know.into_iter().map(|note| shown(note, &form)).collect(),
        warning: if view.reads_otherwise {
            WarningText::new("Measures or names changed since this file was read, so it reads otherwise now. Look again, and choose “Read it again” before you accept.").into()
        } else {
            Markup::default()
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

fn stop_title(view: &UploadView) -> String {
    view.asked
        .personal
        .first()
        .map(|found| format!("{} looks like {}: I have not kept it", found.place(), found.looks_like()))
        .unwrap_or_default()
}

fn stop(view: &UploadView, form: &Form) -> Markup {
    if view.asked.personal.is_empty() {
        return Markup::default();
    }
    let decided = view.upload.noun.state != UploadState::PersonalDetails;
    let mut table = CardTable::new("Where people’s details were seen")
        .caption_hidden()
        .column("Where")
        .column("What I saw")
        .column("Why I think so")
        .column("What to do");
    for (at, found) in view.asked.personal.iter().enumerate() {
        let chosen = view.asked.answers.personal.get(&found.key).copied().unwrap_or_default();
        let name = format!("people-{at}");
        let act: Markup = if decided {
            Markup::text(match chosen {
                PersonalChoice::LeaveOut => "Left out",
                PersonalChoice::CountPeople => "People counted only",
                PersonalChoice::NotPeople => "Kept: a person said these are not people",
            })
        } else {
            let typed = form.value(&name);
            Radios::new(&name, found.place())
                .legend_hidden()
                .small()
                .offer("leave_out", "Leave it out")
                .offer("count", "Count people only")
                .offer("not_people", "These are not people")
                .value(if typed.is_empty() { "leave_out" } else { typed })
                .into()
        };
        let more = if found.count > 1 { format!(" and {} more", found.count - 1) } else { String::new() };
        table = table.row([
            Words::from(found.place()),
            Words::from(ww::masked(found.masked.chars().count()).and(Markup::text(more))),
            Words::from(found.why.as_str()),
            Words::from(act),
        ]);
    }
    table.into()
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
        .hint(format!("Not held yet: {names}{more}. They are made when you accept; say afterwards which way is good."));
    if form.value("service").is_empty() {
        select = select.value(&known);
    }
    select = select.offer("", "Choose one");
    for row in read_services(&app.desk, &signed.actor).await? {
        select = select.offer(row.service.reference.as_ref().map(ToString::to_string).unwrap_or_default(), row.service.noun.name);
    }
    Ok(select.into())
}

fn sheets(reading: &Reading, form: &Form) -> Vec<SheetShown> {
    let mut shown = Vec::new();
    for (at, mapping) in reading.mappings.iter().enumerate() {
        let sheet = reading.sheets.iter().find(|sheet| sheet.name == mapping.sheet);
        let on = if mapping.sheet.is_empty() { String::new() } else { format!("Sheet ‘{}’. ", mapping.sheet) };
        let headings = sheet.map(|sheet| sheet.headings_in_words()).unwrap_or_default();
        let remembered = if mapping.remembered { " Read as you had such a file before." } else { "" };
        let says = format!(
            "{on}{headings} {} of {} are used.{remembered}",
            count::sentence(&count::number(mapping.used() as u64)),
            count::of_things(mapping.columns.len() as u64, "column", "columns")
        );
        let mut table = CardTable::new("Columns and what I take them for")
            .caption_hidden()
            .column("Column")
            .column("Heading in the file")
            .column("Example")
            .column("I think it is")
            .column("How sure");
        for meaning in &mapping.columns {
            let name = format!("column-{at}-{}", meaning.column);
            let typed = form.value(&name);
            let mut select = Select::new(&name, format!("Column {} means", meaning.letter())).label_hidden().value(if typed.is_empty() {
                meaning.role.code()
            } else {
                typed
            });
            for role in Role::ALL {
                select = select.offer(role.code(), role.words());
            }
            table = table.row([
                Words::from(meaning.letter()),
                Words::from(meaning.heading.as_str()),
                Words::from(meaning.example.as_str()),
                Words::from(Markup::from(select)),
                Words::from(meaning.how_sure()),
            ]);
        }
        shown.push(SheetShown { says, columns: table.into() });
    }
    shown
}

fn shown(note: &Note, form: &Form) -> NoteShown {
    let choices = if note.choices.is_empty() {
        Markup::default()
    } else {
        let name = format!("note-{}", note.key);
        let typed = form.value(&name);
        let value = if typed.is_empty() { note.answer.as_str() } else { typed };
        if note.choices.len() > 4 {
            let mut select = Select::new(&name, note.place()).label_hidden().value(value);
            for choice in &note.choices {
                select = select.offer(choice.code.as_str(), choice.label.as_str());
            }
            select.into()
        } else {
            let mut radios = Radios::new(&name, note.place()).legend_hidden().small().value(value);
            for choice in &note.choices {
                radios = radios.offer(choice.code.as_str(), choice.label.as_str());
            }
            radios.into()
        }
    };
    let seen = if note.seen.is_empty() { String::new() } else { format!("Seen ‘{}’", note.seen) };
    NoteShown {
        place: note.place(),
        sheet: note.sheet().filter(|_| note.at.row > 0 || note.at.column > 0).map(|sheet| format!("Sheet ‘{sheet}’")).unwrap_or_default(),
        seen,
        read_as: note.read_as.clone(),
        choices,
    }
}

fn corrections(view: &UploadView) -> Markup {
    if view.corrections.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Figures held that this file gives otherwise")
        .column("Measure")
        .column("Period")
        .figures("Held now")
        .figures("In this file")
        .column("Rests on it");
    for correction in &view.corrections {
        let name =
            if correction.part.is_empty() { correction.measure.clone() } else { format!("{}, {}", correction.measure, correction.part) };
        let tests = match correction.tests.as_slice() {
            [] => "Nothing registered".to_owned(),
            tests => format!(
                "Test period {}: void until the correction is checked from outside",
                tests.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            ),
        };
        table = table.row([name, correction.period.in_words(), correction.from.clone(), correction.to.clone(), tests]);
    }
    table.into()
}

fn preview(reading: &Reading) -> Vec<Markup> {
    reading
        .preview
        .iter()
        .take(6)
        .map(|preview| {
            let mut table = CardTable::new(format!(
                "{}, newest {}",
                preview.measure,
                count::of_things(preview.periods.len() as u64, "period", "periods")
            ))
            .column("Of");
            for period in &preview.periods {
                table = table.figures(period.in_words());
            }
            for row in &preview.rows {
                let first = if row.part.is_empty() { "All together".to_owned() } else { row.part.clone() };
                let cells =
                    row.cells.iter().map(|cell| if cell.provisional { format!("{} provisional", cell.shown) } else { cell.shown.clone() });
                table = table.row(std::iter::once(first).chain(cells));
            }
            let further = if preview.further > 0 {
                format!("<p class=\"govuk-body ww-small\">and {} more.</p>", preview.further)
            } else {
                String::new()
            };
            Markup::from(table).and(Markup::trusted(further))
        })
        .collect()
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
    fields: Fields,
) -> Result<Response, PageError> {
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
    let columns = changed_columns(reading, &form);
    let notes = changed_notes(reading, &form);
    let first = view.upload.noun.state == UploadState::PersonalDetails;
    let new_service = service.is_some() && service != view.upload.noun.service;
    let again = form.value("do") == "again" || view.reads_otherwise;
    let mut version = form.version();
    if first || again || new_service || !columns.is_empty() || !notes.is_empty() {
        let look_again = again || !columns.is_empty();
        let ask = AnswerUpload {
            upload: Some(view.upload.id),
            version,
            service,
            columns,
            notes,
            personal: personal(&view, &form),
            bytes: form.fields().file("file").filter(|file| !file.bytes.is_empty()).map(|file| file.bytes.to_vec()),
        };
        match answer_upload(&app.desk, &signed.actor, ask).await {
            Ok(upload) if look_again || form.value("do") != "accept" => {
                return Ok(to(&format!("/uploads/{}", upload.reference.map(|reference| reference.to_string()).unwrap_or_default())));
            }
            Ok(upload) => version = upload.version,
            Err(error) => {
                form.refused(error)?;
                return page_of(&app, frame, &signed, &reference, form).await;
            }
        }
    }
    let ask = AcceptUpload { upload: view.upload.id, version, new_measures: Vec::new(), licence: String::new(), dated: None };
    match accept_upload(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/uploads/{parsed}"))),
        Err(error) => {
            form.refused(error)?;
            page_of(&app, frame, &signed, &reference, form).await
        }
    }
}

fn changed_columns(reading: &Reading, form: &Form) -> Vec<ColumnAnswer> {
    let mut changed = Vec::new();
    for (at, mapping) in reading.mappings.iter().enumerate() {
        for meaning in &mapping.columns {
            let role = Role::parse(form.value(&format!("column-{at}-{}", meaning.column)));
            if let Some(role) = role.filter(|role| *role != meaning.role) {
                changed.push(ColumnAnswer { sheet: mapping.sheet.clone(), column: meaning.column, role });
            }
        }
    }
    changed
}

fn changed_notes(reading: &Reading, form: &Form) -> BTreeMap<String, String> {
    let offered = |note: &Note, code: &str| note.choices.iter().any(|choice| choice.code == code);
    reading
        .notes
        .iter()
        .map(|note| (note, form.value(&format!("note-{}", note.key))))
        .filter(|(note, typed)| !typed.is_empty() && *typed != note.answer && offered(note, typed))
        .map(|(note, typed)| (note.key.clone(), typed.to_owned()))
        .collect()
}

fn personal(view: &UploadView, form: &Form) -> BTreeMap<String, PersonalChoice> {
    let chosen = |typed: &str| match typed {
        "count" => PersonalChoice::CountPeople,
        "not_people" => PersonalChoice::NotPeople,
        _ => PersonalChoice::LeaveOut,
    };
    view.asked.personal.iter().enumerate().map(|(at, found)| (found.key.clone(), chosen(form.value(&format!("people-{at}"))))).collect()
}

async fn aside_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    aside_page(&app, frame, &signed, &reference, Form::blank()).await
}

async fn aside_page(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form) -> Result<FormPage, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    let layout = Layout::new(frame, "Throw this file away")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.upload.noun.file_name.as_str(), format!("/uploads/{parsed}"))
        .lead("Nothing of it becomes a figure. That it came, and who loaded it, stays on record.")
        .with_errors(form.errors());
    Ok(FormPage::new(layout, format!("/uploads/{parsed}/set-aside"), Button::new("Throw it away").warning())
        .carrying("version", &view.upload.version.to_string())
        .part(form.input("why", "Why?").hint("Name nobody in it")))
}

async fn aside_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_waiting(&app.desk, &signed.actor, &parsed).await?;
    match set_aside_upload(
        &app.desk,
        &signed.actor,
        SetAsideUpload { upload: view.upload.id, version: form.version(), why: form.value("why").to_owned() },
    )
    .await
    {
        Ok(_) => Ok(to("/analyse")),
        Err(error) => {
            form.refused(error)?;
            Ok(aside_page(&app, frame, &signed, &reference, form).await?.into_response())
        }
    }
}
