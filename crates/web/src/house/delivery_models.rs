//! Delivery models: every way of getting an outcome, what each keeps and asks. An authority adds its own here.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::delivery_models::{
    AddDeliveryModel, add_delivery_model, last_change, list_delivery_models, read_delivery_model, retire_delivery_model,
};
use model::control::{Control, Hold};
use model::delivery_model::{DeliveryModel, OperatedBy};
use model::role::Permission::ManageSettings;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::house::stale;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::Asks::{May, SignIn};
use crate::router::{Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/delivery_models.html")]
struct ModelsPage {
    layout: Layout,
    table: CardTable,
    may_change: bool,
}

#[derive(Template)]
#[template(path = "house/delivery_model.html")]
struct ModelPage {
    layout: Layout,
    model: DeliveryModel,
    version: i64,
    operated: &'static str,
    keeps: Vec<(&'static str, &'static str)>,
    may_change: bool,
    /// Both versions, where somebody else changed it meanwhile.
    stale: Markup,
    reason_field: Markup,
    button: Button,
}

page!(ModelsPage, ModelPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/delivery-models", SignIn, "Delivery models", list)
        .post("/delivery-models", May(ManageSettings), "Add a delivery model", add)
        .get("/delivery-models/new", May(ManageSettings), "Add a delivery model", blank)
        .get("/delivery-models/{code}", SignIn, "A delivery model: what it keeps and asks", show)
        .post("/delivery-models/{code}/offer", May(ManageSettings), "Offer a delivery model, or no longer", offer)
}

const OPERATED: [(&str, &str, OperatedBy); 9] = [
    ("authority", "The authority itself", OperatedBy::Authority),
    ("public_partner", "Another public body", OperatedBy::PublicPartner),
    ("provider", "A provider", OperatedBy::Provider),
    ("voluntary", "A voluntary organisation", OperatedBy::Voluntary),
    ("community", "A community", OperatedBy::Community),
    ("staff", "Its staff, as owners", OperatedBy::Staff),
    ("person", "The person themself, with their own budget", OperatedBy::Person),
    ("jointly", "Several together", OperatedBy::Jointly),
    ("nobody", "Nobody: a rule, or a change of behaviour", OperatedBy::Nobody),
];

fn operated_in_words(by: OperatedBy) -> &'static str {
    OPERATED.iter().find(|(_, _, known)| *known == by).map_or("", |(_, words, _)| words)
}

fn hold_in_words(hold: Hold) -> &'static str {
    match hold {
        Hold::None => "None",
        Hold::Part => "Part",
        Hold::Full => "All",
    }
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<ModelsPage, PageError> {
    let models = list_delivery_models(&app.desk, &signed.actor).await?;
    let own = models.iter().filter(|model| model.noun.added.is_some()).count();
    let mut table = CardTable::new("Delivery models")
        .caption_hidden()
        .column("Model")
        .column("Who operates the service")
        .column("Can be taken back")
        .column("The authority keeps of people, budget, buildings")
        .column("Readiness check");
    for model in &models {
        let noun = &model.noun;
        let name = crate::ww::link(&noun.title, &format!("/delivery-models/{}", noun.code));
        let name = if noun.retired { name.and(" (no longer offered)") } else { name };
        let kept = [noun.keeps.people, noun.keeps.budget, noun.keeps.environment].map(hold_in_words).join(" · ");
        table = table.row([
            Words::from(name),
            Words::from(operated_in_words(noun.operated_by)),
            Words::from(if noun.reversible { "Yes" } else { "No" }),
            Words::from(kept),
            Words::from(if noun.never_held.is_some() { "Never held" } else { "Asked" }),
        ]);
    }
    let added = match own {
        0 => String::new(),
        1 => " One was added here.".to_owned(),
        _ => format!(" {own} were added here."),
    };
    let layout = Layout::new(frame, "Delivery models")
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .lead(format!("{} ways of getting an outcome. A contract is one of them, and staying as we are is asked the same question as every other.{added}", models.len()))
        .audit("/audit?noun=delivery+model");
    Ok(ModelsPage { layout, table, may_change: signed.actor.can(ManageSettings) })
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(code): Path<String>) -> Result<ModelPage, PageError> {
    model_page(&app, frame, &signed, &code, Form::blank()).await
}

async fn model_page(app: &App, frame: Frame, signed: &Signed, code: &str, form: Form) -> Result<ModelPage, PageError> {
    let record = read_delivery_model(&app.desk, &signed.actor, code).await?;
    let model = record.noun;
    let layout = Layout::new(frame, model.title.clone())
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .crumb("Delivery models", "/delivery-models")
        .caption(if model.retired { "Delivery model, no longer offered" } else { "Delivery model" })
        .lead(model.describes.clone())
        .audit(format!("/audit?record={}", record.id))
        .with_errors(form.errors());
    let keeps = vec![
        ("People", hold_in_words(model.keeps.people)),
        ("Budget", hold_in_words(model.keeps.budget)),
        ("Buildings, systems and rules", hold_in_words(model.keeps.environment)),
    ];
    let button = if model.retired { Button::new("Offer it again") } else { Button::new("No longer offer it").secondary() };
    Ok(ModelPage {
        layout,
        version: record.version,
        operated: operated_in_words(model.operated_by),
        keeps,
        stale: Markup::default(),
        may_change: signed.actor.can(ManageSettings) && model.code != desk::config::delivery_models::AS_NOW,
        reason_field: form.input("reason", "Why?").into(),
        button,
        model,
    })
}

async fn offer(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let version = form.value("version").parse().unwrap_or(-1);
    let retired = form.value("offer") == "no";
    match retire_delivery_model(&app.desk, &signed.actor, &code, version, retired, form.value("reason")).await {
        Ok(()) => Ok(to(&format!("/delivery-models/{code}"))),
        Err(DeskError::Stale) => {
            let (theirs, offered) = last_change(&app.desk, &signed.actor, &code).await?;
            let now = if offered { "It is offered" } else { "It is no longer offered" }.to_owned();
            let asked = if retired { "No longer offer it" } else { "Offer it again" };
            let both = stale::both(&[("Is it offered?", &now, asked), ("What was done, and why", &theirs, form.value("reason"))]);
            let page = ModelPage { stale: both, ..model_page(&app, frame, &signed, &code, form).await? };
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(model_page(&app, frame, &signed, &code, form).await?.into_response())
        }
    }
}

async fn blank(frame: Frame) -> FormPage {
    add_page(frame, Form::blank())
}

fn add_page(frame: Frame, form: Form) -> FormPage {
    let layout = Layout::new(frame, "Add a delivery model")
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .crumb("Delivery models", "/delivery-models")
        .lead("From then on it is among the choices of every case, and is asked the same question as the others.")
        .with_errors(form.errors());
    let mut operated = form.radios("operated_by", "Who operates the service then?").small();
    for (value, words, _) in OPERATED {
        operated = operated.offer(value, words);
    }
    let hold = |name: &str, question: &str| {
        Markup::from(form.radios(name, question).small().inline().offer("none", "None").offer("part", "Part").offer("full", "All"))
    };
    FormPage::new(layout, "/delivery-models", Button::new("Add it"))
        .part(form.input("title", "Name").hint("As people here would say it, for example Community land trust"))
        .part(form.textarea("describes", "What is it?").hint("One sentence, for a resident").rows(2))
        .part(operated)
        .part(
            form.radios("reversible", "Can it be taken back within a year or two?").small().inline().offer("yes", "Yes").offer("no", "No"),
        )
        .part(hold("people", "How much does the authority still decide about people?"))
        .part(hold("budget", "About the budget?"))
        .part(hold("environment", "About buildings, systems and rules?"))
        .part(form.textarea("artefacts", "Which documents does it need?").hint("One on each line").rows(3))
        .part(form.textarea("checks", "Which questions must be answered before it is chosen?").hint("One on each line").rows(3))
        .part(form.checkboxes("never", "Is it never held by the readiness check?").small().offer_with_hint(
            "yes",
            "Never held",
            "Only where the law says so, as for a person’s own direct payment",
        ))
        .part(form.input("never_held", "If so, the lawful reason"))
        .part(form.input("source", "Where does it come from?").hint("A law, a guide, or practice here"))
        .part(form.textarea("reason", "Why is it added?").rows(2))
}

async fn add(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let holds = [("none", Hold::None), ("part", Hold::Part), ("full", Hold::Full)];
    let offered = OPERATED.map(|(value, _, by)| (value, by));
    let operated_by = form.choice("operated_by", "Choose who operates the service", &offered);
    let reversible = form.choice("reversible", "Say whether it can be taken back", &[("yes", true), ("no", false)]);
    let people = form.choice("people", "Say how much is still decided about people", &holds);
    let budget = form.choice("budget", "Say how much is still decided about the budget", &holds);
    let environment = form.choice("environment", "Say how much is still decided about buildings, systems and rules", &holds);
    form.text_up_to("title", "Name the model, as people here would say it", 80);
    let (Some(operated_by), Some(reversible), Some(people), Some(budget), Some(environment)) =
        (operated_by, reversible, people, budget, environment)
    else {
        return Ok(add_page(frame, form).into_response());
    };
    let lines = |name: &str| form.value(name).lines().map(str::to_owned).collect::<Vec<_>>();
    let ask = AddDeliveryModel {
        title: form.value("title").to_owned(),
        describes: form.value("describes").to_owned(),
        operated_by,
        reversible,
        keeps: Control { people, budget, environment },
        artefacts: lines("artefacts"),
        checks: lines("checks"),
        never_held: form.ticked("never").then(|| form.value("never_held").to_owned()),
        source: form.value("source").to_owned(),
        reason: form.value("reason").to_owned(),
    };
    match add_delivery_model(&app.desk, &signed.actor, ask).await {
        Ok(code) => Ok(to(&format!("/delivery-models/{code}"))),
        Err(error) => {
            form.refused(error)?;
            Ok(add_page(frame, form).into_response())
        }
    }
}
