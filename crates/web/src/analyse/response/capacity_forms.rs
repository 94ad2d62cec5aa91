//! Naming a line of supply, saying how much is needed and what a provider can offer, and which outcomes rest on it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::demand::read_model::list_models;
use desk::analyse::response::need_from_model::{NeedFromModel, need_from_model};
use desk::analyse::response::read_supply::SupplyView;
use desk::analyse::response::start_supply::{RestOn, StartSupply, outcomes_seen, rest_on, start_supply};
use desk::analyse::response::state_capacity::{StateCapacity, state_capacity};
use desk::analyse::response::state_need::{CellTyped, StateNeed, state_need};
use model::demand::DemandModel;
use model::id::{DemandModelId, OutcomeId};
use model::record::Record;
use model::role::Permission::WriteCases;
use model::supply::Confidence;
use serde::Deserialize;

use super::capacity::{AT, TITLE, view_of};
use crate::analyse::eligibility_forms::{Services, offer, services};
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
    const NEW: &str = "Name a line of supply";
    const NEED: &str = "Say how much is needed";
    const MODEL: &str = "Take need from a model of demand";
    const PROVIDER: &str = "Say what a provider can offer, and when";
    const OUTCOMES: &str = "Say which outcomes rest on a line of supply";
    Routes::new()
        .get("/market/capacity/new", May(WriteCases), NEW, new_blank)
        .post("/market/capacity/new", May(WriteCases), NEW, new_send)
        .get("/market/capacity/{reference}/need", May(WriteCases), NEED, need_blank)
        .post("/market/capacity/{reference}/need", May(WriteCases), NEED, need_send)
        .get("/market/capacity/{reference}/model", May(WriteCases), MODEL, model_blank)
        .post("/market/capacity/{reference}/model", May(WriteCases), MODEL, model_send)
        .get("/market/capacity/{reference}/provider", May(WriteCases), PROVIDER, provider_blank)
        .post("/market/capacity/{reference}/provider", May(WriteCases), PROVIDER, provider_send)
        .get("/market/capacity/{reference}/outcomes", May(WriteCases), OUTCOMES, outcomes_blank)
        .post("/market/capacity/{reference}/outcomes", May(WriteCases), OUTCOMES, outcomes_send)
}

fn address(view: &SupplyView) -> String {
    format!("{AT}/{}", reference_of(&view.line.reference))
}

fn layout(frame: Frame, title: &str, view: &SupplyView, lead: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb(TITLE, AT)
        .crumb(view.line.noun.title.clone(), address(view))
        .lead(lead.to_owned())
        .with_errors(form.errors())
}

type Outcomes = Vec<(OutcomeId, String)>;

async fn outcomes(app: &App, signed: &Signed) -> Result<Outcomes, PageError> {
    let all = outcomes_seen(&app.desk, &signed.actor).await?;
    Ok(all.into_iter().map(|outcome| (outcome.id, format!("{} ({})", outcome.noun.statement, outcome.noun.people))).collect())
}

fn ticks(form: &Form, outcomes: &Outcomes) -> crate::components::choices::Checkboxes {
    let boxes = form.checkboxes("outcomes", "Which outcomes cannot come about without it?");
    outcomes.iter().fold(boxes.small(), |boxes, (id, words)| boxes.offer(id.to_string(), words.clone()))
}

fn ticked(form: &mut Form, outcomes: &Outcomes) -> Vec<OutcomeId> {
    let offered: Vec<(String, OutcomeId)> = outcomes.iter().map(|(id, _)| (id.to_string(), *id)).collect();
    let offered: Vec<(&str, OutcomeId)> = offered.iter().map(|(id, outcome)| (id.as_str(), *outcome)).collect();
    form.choices("outcomes", &offered)
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(new_page(frame, &services(&app, &signed).await?, &outcomes(&app, &signed).await?, &Form::blank()))
}

fn new_page(frame: Frame, services: &Services, outcomes: &Outcomes, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Name a line of supply")
        .in_section(Section::Analyse)
        .crumb(TITLE, AT)
        .lead("Something that outcomes need somebody to provide, counted in one unit. How much is needed, and who could provide it, come next. What is written here may be asked for under Freedom of Information.")
        .with_errors(form.errors());
    FormPage::new(layout, "/market/capacity/new", Button::new("Name it"))
        .part(form.input("title", "What is it?").hint("For example Homes for people who leave long-stay hospital"))
        .part(form.input("unit", "What is counted?").hint("In the plural: places").width(20))
        .part(offer(form.select("service", "Which service is it of?"), services))
        .part(ticks(form, outcomes))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let (services, outcomes) = (services(&app, &signed).await?, outcomes(&app, &signed).await?);
    let ask = StartSupply {
        title: form.value("title").to_owned(),
        unit: form.value("unit").to_owned(),
        service: form.value("service").parse().ok(),
        outcomes: ticked(&mut form, &outcomes),
    };
    match start_supply(&app.desk, &signed.actor, ask).await {
        Ok(line) => Ok(to(&format!("{AT}/{}", reference_of(&line.reference)))),
        Err(error) => again(error, form, |form| new_page(frame, &services, &outcomes, form)),
    }
}

fn cell(form: &Form) -> CellTyped {
    let year = form.value("year").trim();
    // 2028/29 is 2028 as well.
    let year = year.split('/').next().unwrap_or_default().trim().parse().unwrap_or(0);
    CellTyped { year, place: form.value("place").to_owned(), lot: form.value("lot").to_owned() }
}

fn cell_parts(page: FormPage, form: &Form) -> FormPage {
    page.part(form.input("year", "Of which financial year?").hint("The year it begins in: 2028 for 2028/29").width(7))
        .part(form.input("place", "Where?").hint("Leave it empty for the whole place").width(20))
        .part(form.input("lot", "In which lot?").hint("Leave it empty where it is not divided").width(10))
}

const MOST: std::ops::RangeInclusive<f64> = 0.0..=1e9;

async fn need_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(need_page(frame, &view, &Form::blank()))
}

fn need_page(frame: Frame, view: &SupplyView, form: &Form) -> FormPage {
    let unit = view.line.noun.unit.as_str();
    let lead = "One figure of one year, with what it could be at least and at most, and where it comes from.";
    let page =
        FormPage::new(layout(frame, "How much is needed?", view, lead, form), format!("{}/need", address(view)), Button::new("State it"))
            .carrying("version", &view.line.version.to_string());
    cell_parts(page, form)
        .part(form.input("central", "How much do you expect to be needed?").suffix(unit).width(10))
        .part(form.input("low", "At least").hint("Leave it empty where it is known exactly").suffix(unit).width(10))
        .part(form.input("high", "At most").hint("Leave it empty where it is known exactly").suffix(unit).width(10))
        .part(form.textarea("source", "Where does it come from?").hint("Our own list, a projection, somebody’s judgement"))
}

async fn need_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let [central, low, high] = ["central", "low", "high"].map(|name| form.optional_number(name, MOST));
    if form.has_errors() {
        return Ok(need_page(frame, &view, &form).into_response());
    }
    let source = form.value("source").to_owned();
    let ask = StateNeed { line: view.line.id, version: form.version(), of: cell(&form), central, low, high, source };
    match state_need(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| need_page(frame, &view, form)),
    }
}

type Models = Vec<Record<DemandModelId, DemandModel>>;

async fn model_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let models = list_models(&app.desk, &signed.actor).await?;
    Ok(model_page(frame, &view, &models, &Form::blank().with("part", "100%")))
}

fn model_page(frame: Frame, view: &SupplyView, models: &Models, form: &Form) -> FormPage {
    let lead = format!(
        "Each year of a model that counts {}, low, expected and high, as it stands today. A need of the same year, place and lot is replaced.",
        view.line.noun.unit
    );
    let select = form.select("model", "Which model?").offer("", "Choose one");
    let select = models
        .iter()
        .fold(select, |select, model| select.offer(model.id.to_string(), format!("{} (in {})", model.noun.title, model.noun.unit)));
    FormPage::new(
        layout(frame, "Take need from a model of demand", view, &lead, form),
        format!("{}/model", address(view)),
        Button::new("Take it"),
    )
    .carrying("version", &view.line.version.to_string())
    .part(select)
    .part(form.input("part", "What part of it falls here?").hint("As a percentage: 100% for all of it").width(6))
    .part(form.input("place", "Where?").hint("Leave it empty for the whole place").width(20))
    .part(form.input("lot", "In which lot?").hint("Leave it empty where it is not divided").width(10))
}

async fn model_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let models = list_models(&app.desk, &signed.actor).await?;
    let part = form.optional_share("part");
    if form.has_errors() {
        return Ok(model_page(frame, &view, &models, &form).into_response());
    }
    let model = form.value("model").parse().ok();
    let (place, lot) = (form.value("place").to_owned(), form.value("lot").to_owned());
    match need_from_model(&app.desk, &signed.actor, NeedFromModel { line: view.line.id, version: form.version(), model, place, lot, part })
        .await
    {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| model_page(frame, &view, &models, form)),
    }
}

/// What a register says of a provider, filled in by a link and looked at by a person before it counts.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Proposed {
    provider: String,
    supplier: String,
    can: String,
    place: String,
    usable: String,
    source: String,
}

async fn provider_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(proposed): Query<Proposed>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let filled = [
        ("provider", proposed.provider),
        ("supplier", proposed.supplier),
        ("can", proposed.can),
        ("place", proposed.place),
        ("usable", proposed.usable),
        ("source", proposed.source),
    ];
    let form = filled.into_iter().fold(Form::blank(), |form, (name, value)| form.with(name, value));
    Ok(provider_page(frame, &view, &form))
}

fn provider_page(frame: Frame, view: &SupplyView, form: &Form) -> FormPage {
    let lead = "What one provider can do, where and when, and how much of it is free for us. Those who are not able are listed and not counted. What is written here may be asked for under Freedom of Information: write of bodies, not of people.";
    let page = FormPage::new(
        layout(frame, "What can a provider offer?", view, lead, form),
        format!("{}/provider", address(view)),
        Button::new("State it"),
    )
    .carrying("version", &view.line.version.to_string())
    .part(form.input("provider", "Which provider?"))
    .part(
        form.input("supplier", "Its number, where it is known (not required)")
            .hint("As the market’s records have it: GB-COH-01234567")
            .width(20),
    )
    .part(form.textarea("can", "What can it do, and what not?").rows(3))
    .part(form.radios("able", "Is it able to do what is asked?").offer("yes", "Yes").offer("no", "No, or not yet"));
    let confidence = Confidence::ALL
        .iter()
        .fold(form.radios("confidence", "How sure is the figure?"), |radios, one| radios.offer(one.code(), capital(one.words())));
    cell_parts(page, form)
        .part(
            form.input("usable", "How much of it could be used?")
                .hint("Free for us in that year: not what it has in all")
                .suffix(view.line.noun.unit.as_str())
                .width(10),
        )
        .part(form.textarea("source", "Who said so?").hint("A meeting, a letter, a register").rows(2))
        .part(form.date_input("on", "Of which day is the figure?"))
        .part(confidence)
}

fn capital(text: &str) -> String {
    report::words::count::sentence(text)
}

async fn provider_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let usable = form.optional_number("usable", MOST);
    let on = form.optional_date("on");
    if form.has_errors() {
        return Ok(provider_page(frame, &view, &form).into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let is_able = match form.value("able") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let confidence = Confidence::ALL.into_iter().find(|one| one.code() == form.value("confidence"));
    let (provider, supplier, can, source) = (text("provider"), text("supplier"), text("can"), text("source"));
    let ask = StateCapacity {
        line: view.line.id,
        version: form.version(),
        of: cell(&form),
        provider,
        supplier,
        can,
        is_able,
        usable,
        source,
        on,
        confidence,
    };
    match state_capacity(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| provider_page(frame, &view, form)),
    }
}

async fn outcomes_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let form = view.line.noun.outcomes.iter().fold(Form::blank(), |form, outcome| form.with_one_more("outcomes", outcome.to_string()));
    Ok(outcomes_page(frame, &view, &outcomes(&app, &signed).await?, &form))
}

fn outcomes_page(frame: Frame, view: &SupplyView, outcomes: &Outcomes, form: &Form) -> FormPage {
    let lead = "Where there is too little of it, each of them says so on its case, even where the money is there.";
    FormPage::new(layout(frame, "Which outcomes rest on it?", view, lead, form), format!("{}/outcomes", address(view)), Button::new("Save"))
        .carrying("version", &view.line.version.to_string())
        .part(ticks(form, outcomes))
}

async fn outcomes_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let outcomes = outcomes(&app, &signed).await?;
    let chosen = ticked(&mut form, &outcomes);
    match rest_on(&app.desk, &signed.actor, RestOn { line: view.line.id, version: form.version(), outcomes: chosen }).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| outcomes_page(frame, &view, &outcomes, form)),
    }
}
