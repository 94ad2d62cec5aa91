//! Defining a measure, changing it, saying that it is counted another way, and setting its limits again.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::change_measure::{ChangeMeasure, RedefineMeasure, change_measure, redefine_measure};
use desk::analyse::define_measure::{DefineMeasure, define_measure};
use desk::analyse::rebase_measure::{CONDITIONS, RebaseMeasure, rebase_measure};
use desk::review::read_measure::{MeasureView, read_measure};
use desk::review::read_service::{ServiceView, read_service};
use model::measure::Measure;
use model::reference::Reference;
use model::role::Permission::{CorrectPerformance, LoadPerformance};
use quantity::{Direction, MeasureKind, Period, Unit};

use crate::app::App;
use crate::components::button::Button;
use crate::components::choices::Radios;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::house::stale;
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    Routes::new()
        .get("/services/{reference}/measures/new", May(LoadPerformance), "Define a measure", define_form)
        .post("/services/{reference}/measures/new", May(LoadPerformance), "Define a measure", define_send)
        .get("/measures/{reference}/change", May(LoadPerformance), "Change a measure’s name, aim or owner", change_form)
        .post("/measures/{reference}/change", May(LoadPerformance), "Change a measure’s name, aim or owner", change_send)
        .get("/measures/{reference}/redefine", May(LoadPerformance), "Say that a measure is counted another way", redefine_form)
        .post("/measures/{reference}/redefine", May(LoadPerformance), "Say that a measure is counted another way", redefine_send)
        .get("/measures/{reference}/rebase", May(CorrectPerformance), "Set a chart’s limits again", rebase_form)
        .post("/measures/{reference}/rebase", May(CorrectPerformance), "Set a chart’s limits again", rebase_send)
}

pub(super) const UNITS: [(&str, &str); 8] = [
    ("percent", "%"),
    ("count", "A count of things"),
    ("per", "So many per so many others"),
    ("pounds", "Pounds"),
    ("minutes", "Minutes"),
    ("hours", "Hours"),
    ("days", "Days"),
    ("weeks", "Weeks"),
];

pub(super) const DIRECTIONS: [(&str, &str, Direction); 3] =
    [("high", "Good is high", Direction::High), ("low", "Good is low", Direction::Low), ("neither", "Neither", Direction::Neither)];

fn direction(form: &mut Form) -> Option<Direction> {
    let offered: Vec<(&str, Direction)> = DIRECTIONS.iter().map(|(code, _, direction)| (*code, *direction)).collect();
    form.choice("direction", "Say which way is good", &offered)
}

fn directions(form: &Form) -> Radios {
    DIRECTIONS.iter().fold(form.radios("direction", "Which way is good?"), |radios, (code, words, _)| radios.offer(*code, *words))
}

fn of_people(form: &Form) -> Radios {
    form.radios("of_people", "Does it count people?")
        .hint("Small counts of people are withheld wherever they are shown")
        .offer("yes", "Yes")
        .offer("no", "No: visits, routes, tonnes…")
        .offer("", "Decide by its words")
}

fn people_said(form: &Form) -> Option<bool> {
    match form.value("of_people") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// A line in the measure's unit: percentages are typed as 84 and held as 0.84.
fn line(form: &mut Form, name: &str, unit: &Unit) -> Option<f64> {
    match unit {
        Unit::Percent => form.optional_share(name).map(|share| share.value()),
        _ => form.optional_number(name, -1e12..=1e12),
    }
}

fn typed_line(unit: &Unit, value: Option<f64>) -> String {
    value
        .map(|value| quantity::rounding::shown(if *unit == Unit::Percent { value * 100.0 } else { value }, 4))
        .map_or_else(String::new, |text| plain(&text))
}

/// Without idle noughts: `90`, not `90.0000`.
fn plain(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}

/// The unit of a measure, of the fields whose names begin so.
pub(super) fn unit(form: &mut Form, begin: &str) -> Option<Unit> {
    let field = |name: &str| format!("{begin}{name}");
    let things = form.value(&field("things")).trim().to_lowercase();
    match form.value(&field("unit")) {
        "count" if things.is_empty() => {
            form.add_error(field("things"), "Say what is counted, in the plural: packages, people, flats");
            None
        }
        "count" => Some(Unit::Count(things)),
        "per" => {
            let per = form.whole_number(&field("per"), "Say per how many: 1,000 or 100,000", 1..=10_000_000)?;
            let of = form.text_up_to(&field("of"), "Say of what: people, pupils, visits", 60)?;
            let things = form.text_up_to(&field("things"), "Say what is counted, in the plural", 60)?;
            Some(Unit::Per { things, per: u32::try_from(per).ok()?, of })
        }
        code => {
            let unit = Unit::parse(code);
            if unit.is_none() {
                form.add_error(field("unit"), "Choose a unit");
            }
            unit
        }
    }
}

async fn service_of(app: &App, signed: &Signed, reference: &str) -> Result<ServiceView, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    Ok(read_service(&app.desk, &signed.actor, &parsed).await?)
}

async fn measure_of(app: &App, signed: &Signed, reference: &str) -> Result<MeasureView, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    Ok(read_measure(&app.desk, &signed.actor, &parsed, None).await?)
}

async fn define_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = service_of(&app, &signed, &reference).await?;
    Ok(define_page(frame, &view, &reference, &Form::blank()))
}

fn define_page(frame: Frame, view: &ServiceView, reference: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Define a measure")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.service.noun.name.as_str(), format!("/services/{reference}"))
        .lead("Say what is counted and which way is good. The kind decides which chart it may have.")
        .with_errors(form.errors());
    let mut kinds: Select = form.select("kind", "What kind of figure is it?").offer("", "Choose one");
    for kind in MeasureKind::ALL {
        kinds = kinds.offer(kind.code(), kind.words());
    }
    let units = UNITS.iter().fold(form.select("unit", "Unit").offer("", "Choose one"), |select, (code, words)| select.offer(*code, *words));
    FormPage::new(layout, format!("/services/{reference}/measures/new"), Button::new("Define it"))
        .part(form.input("name", "Name").hint("As people say it: Visits within 30 minutes of plan"))
        .part(form.input("also_called", "Other names in files").hint("With commas between; leave empty if none"))
        .part(kinds)
        .part(units)
        .part(form.input("things", "What is counted, in the plural").hint("Only for counts and rates: packages, falls").width(20))
        .part(form.input("per", "Per how many").hint("Only for rates: 1,000").width(10).keyboard("numeric"))
        .part(form.input("of", "Of what").hint("Only for rates: pupils").width(20))
        .part(directions(form))
        .part(form.textarea("definition", "How is it counted?").hint("Of whom, from when to when, and what is left out").rows(4))
        .part(form.input("target", "Aim").hint("In its unit; leave empty if there is none").width(10))
        .part(form.input("floor", "Floor").hint("Worse than this is the issue itself; leave empty if there is none").width(10))
        .part(form.input("places", "Decimals shown").width(2).keyboard("numeric"))
        .part(form.input("owner_role", "Owner").hint("A role: Analyst, adult social care"))
        .part(of_people(form))
}

fn names(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn places(form: &mut Form) -> u8 {
    if form.value("places").trim().is_empty() {
        return 0;
    }
    form.whole_number("places", "Write a number", 0..=6).and_then(|places| u8::try_from(places).ok()).unwrap_or(0)
}

async fn define_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = service_of(&app, &signed, &reference).await?;
    let kind = MeasureKind::parse(form.value("kind"));
    if kind.is_none() {
        form.add_error("kind", "Choose what kind of figure it is");
    }
    let (unit, direction) = (unit(&mut form, ""), direction(&mut form));
    let known = unit.clone().unwrap_or(Unit::Percent);
    let (target, floor, places) = (line(&mut form, "target", &known), line(&mut form, "floor", &known), places(&mut form));
    let (Some(kind), Some(unit), Some(direction), false) = (kind, unit, direction, form.has_errors()) else {
        form.text("name", "Give the measure a name");
        form.text("definition", "Say how it is counted");
        return Ok(define_page(frame, &view, &reference, &form).into_response());
    };
    let ask = DefineMeasure {
        service: view.service.id,
        name: form.value("name").to_owned(),
        also_called: names(form.value("also_called")),
        kind,
        unit,
        direction,
        definition: form.value("definition").to_owned(),
        target,
        floor,
        places,
        owner_role: form.value("owner_role").to_owned(),
        of_people: people_said(&form),
    };
    match define_measure(&app.desk, &signed.actor, ask).await {
        Ok(measure) => Ok(to(&format!("/measures/{}", measure.reference.map(|reference| reference.to_string()).unwrap_or_default()))),
        Err(error) => again(error, form, |form| define_page(frame, &view, &reference, form)),
    }
}

fn filled(measure: &Measure) -> Form {
    let code = DIRECTIONS.iter().find(|(_, _, direction)| *direction == measure.direction).map_or("", |(code, ..)| code);
    Form::blank()
        .with("name", &measure.name)
        .with("also_called", measure.also_called.join(", "))
        .with("direction", code)
        .with("target", typed_line(&measure.unit, measure.target))
        .with("floor", typed_line(&measure.unit, measure.floor))
        .with("places", measure.places.to_string())
        .with("owner_role", &measure.owner_role)
        .with("of_people", measure.of_people.map_or("", |yes| if yes { "yes" } else { "no" }))
}

async fn change_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = measure_of(&app, &signed, &reference).await?;
    let form = filled(&view.measure.noun);
    Ok(change_page(frame, &view, &reference, &form))
}

fn change_page(frame: Frame, view: &MeasureView, reference: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Change a measure")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.measure.noun.name.as_str(), format!("/measures/{reference}"))
        .lead("A registered test period keeps the lines it was locked with. What is counted is changed on a page of its own.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("/measures/{reference}/change"), Button::new("Save"))
        .carrying("version", &view.measure.version.to_string())
        .part(form.input("name", "Name"))
        .part(form.input("also_called", "Other names in files").hint("With commas between"))
        .part(directions(form))
        .part(form.input("target", "Aim").width(10).suffix(view.measure.noun.unit.words()))
        .part(form.input("floor", "Floor").width(10).suffix(view.measure.noun.unit.words()))
        .part(form.input("places", "Decimals shown").width(2).keyboard("numeric"))
        .part(form.input("owner_role", "Owner"))
        .part(of_people(form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = measure_of(&app, &signed, &reference).await?;
    let unit = view.measure.noun.unit.clone();
    let (target, floor, places) = (line(&mut form, "target", &unit), line(&mut form, "floor", &unit), places(&mut form));
    let direction = direction(&mut form);
    let (Some(direction), false) = (direction, form.has_errors()) else {
        return Ok(change_page(frame, &view, &reference, &form).into_response());
    };
    let ask = ChangeMeasure {
        measure: view.measure.id,
        version: form.version(),
        name: form.value("name").to_owned(),
        also_called: names(form.value("also_called")),
        direction,
        target,
        floor,
        places,
        owner_role: form.value("owner_role").to_owned(),
        of_people: people_said(&form),
    };
    match change_measure(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/measures/{reference}"))),
        Err(desk::DeskError::Stale) => {
            let now = filled(&view.measure.noun);
            let saved: Vec<(&str, String)> =
                [("Name", "name"), ("Other names", "also_called"), ("Aim", "target"), ("Floor", "floor"), ("Owner", "owner_role")]
                    .into_iter()
                    .map(|(words, field)| (words, now.value(field).to_owned()))
                    .collect();
            let ours = ["name", "also_called", "target", "floor", "owner_role"];
            let answers: Vec<(&str, &String, &str)> =
                saved.iter().zip(ours).map(|((words, theirs), field)| (*words, theirs, form.value(field))).collect();
            Ok(change_page(frame, &view, &reference, &form).before(stale::both(&answers)).into_response())
        }
        Err(error) => again(error, form, |form| change_page(frame, &view, &reference, form)),
    }
}

/// Periods of the series, newest first, to choose one from.
fn periods(form: &Form, view: &MeasureView, label: &str) -> Select {
    let mut select = form.select("from", label).offer("", "Choose one");
    for point in view.points.iter().rev() {
        select = select.offer(point.period.to_string(), point.period.in_words());
    }
    select
}

async fn redefine_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = measure_of(&app, &signed, &reference).await?;
    Ok(redefine_page(frame, &view, &reference, &Form::blank()))
}

fn redefine_page(frame: Frame, view: &MeasureView, reference: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "It is counted another way")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.measure.noun.name.as_str(), format!("/measures/{reference}"))
        .lead("Figures on either side are not joined any more, and a test period that reaches across is void: register a new one.")
        .with_errors(form.errors());
    let mut part = form.select("part", "Which part does it touch?").offer("", "All of it");
    for name in view.parts.iter().filter(|part| !part.is_empty()) {
        part = part.offer(name.as_str(), name.as_str());
    }
    FormPage::new(layout, format!("/measures/{reference}/redefine"), Button::new("Write it down"))
        .before(paragraph(&format!("Now: {}", view.measure.noun.definition)))
        .carrying("version", &view.measure.version.to_string())
        .part(periods(form, view, "From which period?"))
        .part(part)
        .part(form.textarea("becomes", "How is it counted from then on?").rows(4))
}

async fn redefine_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = measure_of(&app, &signed, &reference).await?;
    let ask = RedefineMeasure {
        measure: view.measure.id,
        version: form.version(),
        from: Period::parse(form.value("from")).ok(),
        part: form.value("part").to_owned(),
        becomes: form.value("becomes").to_owned(),
    };
    match redefine_measure(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/measures/{reference}"))),
        Err(error) => again(error, form, |form| redefine_page(frame, &view, &reference, form)),
    }
}

async fn rebase_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = measure_of(&app, &signed, &reference).await?;
    Ok(rebase_page(frame, &view, &reference, &Form::blank()))
}

fn rebase_page(frame: Frame, view: &MeasureView, reference: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Set the limits again")
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(view.measure.noun.name.as_str(), format!("/measures/{reference}"))
        .lead("Only where the work itself changed. The old limits stay on the chart, with your reason beside the new ones.")
        .with_errors(form.errors());
    let mut page = FormPage::new(layout, format!("/measures/{reference}/rebase"), Button::new("Set the limits again"))
        .carrying("version", &view.measure.version.to_string())
        .part(periods(form, view, "From which period?"));
    for (field, words) in CONDITIONS {
        page = page.part(form.checkboxes(field, words).legend_hidden().offer("yes", words));
    }
    page.part(form.textarea("reason", "What changed in the work?").rows(4))
}

async fn rebase_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = measure_of(&app, &signed, &reference).await?;
    let ask = RebaseMeasure {
        measure: view.measure.id,
        version: form.version(),
        from: Period::parse(form.value("from")).ok(),
        reason: form.value("reason").to_owned(),
        evidence: None,
        known_cause: form.ticked("known_cause"),
        dated_before: form.ticked("dated_before"),
        expected_to_last: form.ticked("expected_to_last"),
        not_for_the_picture: form.ticked("not_for_the_picture"),
    };
    match rebase_measure(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/measures/{reference}"))),
        Err(error) => again(error, form, |form| rebase_page(frame, &view, &reference, form)),
    }
}
