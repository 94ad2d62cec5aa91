//! Starting a model of demand, stating its drivers, and writing down ways of managing what comes.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::demand::add_way::{AddWay, add_way};
use desk::analyse::demand::read_model::ModelView;
use desk::analyse::demand::start_model::{StartModel, start_model};
use desk::analyse::demand::state_driver::{StateDriver, state_driver};
use model::demand::{DriverKind, WayKind};
use model::role::Permission::WriteCases;
use serde::Deserialize;

use crate::analyse::demand::{TITLE, view_of};
use crate::analyse::eligibility_forms::{Law, Services, law, offer, services};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const ADD: &str = "Start a model of demand";
    const DRIVER: &str = "State what drives demand";
    const WAY: &str = "Write down a way of managing demand";
    Routes::new()
        .get("/demand/add", May(WriteCases), ADD, add_blank)
        .post("/demand/add", May(WriteCases), ADD, add_send)
        .get("/demand/{reference}/driver", May(WriteCases), DRIVER, driver_blank)
        .post("/demand/{reference}/driver", May(WriteCases), DRIVER, driver_send)
        .get("/demand/{reference}/way", May(WriteCases), WAY, way_blank)
        .post("/demand/{reference}/way", May(WriteCases), WAY, way_send)
}

async fn add_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(add_page(frame, &services(&app, &signed).await?, &Form::blank()))
}

fn add_page(frame: Frame, services: &Services, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Start a model of demand")
        .in_section(Section::Analyse)
        .crumb(TITLE, "/demand")
        .lead("Of what, from which year, for how long. What drives it comes next, group by group.")
        .with_errors(form.errors());
    FormPage::new(layout, "/demand/add", Button::new("Start it"))
        .part(form.input("title", "What do people call it?").hint("For example Home care for people aged 65 and over"))
        .part(offer(form.select("service", "Which service is it of?"), services))
        .part(form.input("unit", "What is counted?").hint("In the plural: hours of home care"))
        .part(
            form.input("first_year", "Of which financial year are the populations?")
                .hint("The year it begins in: 2026 for 2026/27")
                .width(4),
        )
        .part(form.input("years", "For how many years?").width(2))
}

async fn add_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let services = services(&app, &signed).await?;
    let number = |name: &str| form.value(name).trim().parse().unwrap_or(0);
    let ask = StartModel {
        title: form.value("title").to_owned(),
        service: form.value("service").parse().ok(),
        unit: form.value("unit").to_owned(),
        first_year: number("first_year"),
        years: number("years"),
    };
    match start_model(&app.desk, &signed.actor, ask).await {
        Ok(model) => Ok(to(&format!("/demand/{}", reference_of(&model.reference)))),
        Err(error) => again(error, form, |form| add_page(frame, &services, form)),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Filled {
    group: String,
    kind: String,
}

async fn driver_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<Filled>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("group", filled.group).with("kind", filled.kind);
    Ok(driver_page(frame, &view, &form))
}

fn driver_page(frame: Frame, view: &ModelView, form: &Form) -> FormPage {
    let at = format!("/demand/{}", reference_of(&view.model.reference));
    let layout = Layout::new(frame, "What drives it?")
        .in_section(Section::Analyse)
        .crumb(view.model.noun.title.clone(), at.clone())
        .lead("One figure for one group of people, with what it could be at least and at most, and where it comes from.")
        .with_errors(form.errors());
    let groups: Vec<&str> = view.model.noun.groups.iter().map(|group| group.name.as_str()).collect();
    let known = if groups.is_empty() { "For example 85 and over".to_owned() } else { format!("So far: {}", groups.join(", ")) };
    let kind =
        DriverKind::ALL.iter().fold(form.radios("kind", "Which figure is it?"), |radios, kind| radios.offer(kind.code(), kind.words()));
    FormPage::new(layout, format!("{at}/driver"), Button::new("State it"))
        .carrying("version", &view.model.version.to_string())
        .part(form.input("group", "Which group of people?").hint(known))
        .part(kind)
        .part(
            form.input("central", "What do you expect it to be?")
                .hint("People and units as figures: 10,000. A rate with its denominator: 34 per 1,000, or 3.4%. Shares and growth as percentages: 80%. Cost in pounds: £27.10")
                .width(20),
        )
        .part(form.input("low", "At least").hint("Leave it empty where it is known exactly").width(20))
        .part(form.input("high", "At most").hint("Leave it empty where it is known exactly").width(20))
        .part(form.textarea("source", "Where does it come from?").hint("A publication with its date, our own figures, somebody’s judgement"))
}

async fn driver_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let offered: Vec<(&str, DriverKind)> = DriverKind::ALL.iter().map(|kind| (kind.code(), *kind)).collect();
    let Some(kind) = form.choice("kind", "Choose which figure it is", &offered) else {
        return Ok(driver_page(frame, &view, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = StateDriver {
        model: view.model.id,
        version: form.version(),
        group: text("group"),
        kind,
        low: text("low"),
        central: text("central"),
        high: text("high"),
        source: text("source"),
    };
    match state_driver(&app.desk, &signed.actor, ask).await {
        Ok(model) => Ok(to(&format!("/demand/{}", reference_of(&model.reference)))),
        Err(error) => again(error, form, |form| driver_page(frame, &view, form)),
    }
}

async fn way_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(way_page(&law(&app)?, frame, &view, &Form::blank()))
}

fn way_page((law, country): &Law, frame: Frame, view: &ModelView, form: &Form) -> FormPage {
    let at = format!("/demand/{}", reference_of(&view.model.reference));
    let layout = Layout::new(frame, "A way of managing demand")
        .in_section(Section::Analyse)
        .crumb(view.model.noun.title.clone(), at.clone())
        .lead("What it does to the first year’s expected demand. What a case less saves is its own cost: fixed costs stay.")
        .with_errors(form.errors());
    let kind = WayKind::ALL.iter().fold(form.radios("kind", "What kind is it?"), |radios, kind| radios.offer(kind.code(), kind.words()));
    let share = |name: &str, label: &str, hint: &str| form.input(name, label).hint(hint).suffix("%").width(5);
    let pounds = |name: &str, label: &str, hint: &str| form.input(name, label).hint(hint).prefix("£").width(10);
    let power = form.select("power", "Of a charge: which law lets the authority charge?").offer("", "It is no charge");
    let power = law
        .powers(country)
        .into_iter()
        .fold(power, |select, one| select.offer(one.code.clone(), format!("{} ({})", one.title, one.source)));
    FormPage::new(layout, format!("{at}/way"), Button::new("Write it down"))
        .carrying("version", &view.model.version.to_string())
        .part(form.input("title", "What do people call it?"))
        .part(kind)
        .part(share(
            "central",
            "What share of demand do you expect it to take away?",
            "Of self-service: the share that uses it, among those who can. Of a charge: the share that stays away",
        ))
        .part(share("low", "At least", "Leave it empty where it is known exactly"))
        .part(share("high", "At most", "Leave it empty where it is known exactly"))
        .part(share("fixed", "How much of the service’s cost stays, however many come?", "Buildings, managers, systems"))
        .part(pounds("cost", "What does the way itself cost in a year?", "Leave it empty where it costs nothing"))
        .part(share("cannot", "Of self-service: who cannot use it?", "No device, no confidence, no English: they stay with staff"))
        .part(share("fails", "Of self-service: who tries and comes back all the same?", ""))
        .part(pounds("each", "Of self-service: what does each use cost?", ""))
        .part(pounds("help", "Of self-service: what does help cost for each who cannot use it?", ""))
        .part(pounds("charge", "Of a charge: how much for a unit?", ""))
        .part(share("exempt", "Of a charge: who does not pay it?", ""))
        .part(power)
        .part(form.textarea("source", "Where does the effect come from?").hint("A study, a trial here, somebody’s judgement"))
}

async fn way_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let (view, law) = (view_of(&app, &signed, &reference).await?, law(&app)?);
    let offered: Vec<(&str, WayKind)> = WayKind::ALL.iter().map(|kind| (kind.code(), *kind)).collect();
    let kind = form.choice("kind", "Choose what kind it is", &offered);
    let [fixed, low, central, high] = ["fixed", "low", "central", "high"].map(|name| form.optional_share(name));
    let [cannot, fails, exempt] = ["cannot", "fails", "exempt"].map(|name| form.optional_share(name));
    let [cost, each, help, charge] = ["cost", "each", "help", "charge"].map(|name| form.optional_money(name));
    let (Some(kind), false) = (kind, form.has_errors()) else {
        return Ok(way_page(&law, frame, &view, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = AddWay {
        model: view.model.id,
        version: form.version(),
        title: text("title"),
        kind,
        fixed,
        low,
        central,
        high,
        cost,
        cannot,
        fails,
        each,
        help,
        charge,
        exempt,
        power: text("power"),
        source: text("source"),
    };
    match add_way(&app.desk, &signed.actor, ask).await {
        Ok(model) => Ok(to(&format!("/demand/{}#ways", reference_of(&model.reference)))),
        Err(error) => again(error, form, |form| way_page(&law, frame, &view, form)),
    }
}
