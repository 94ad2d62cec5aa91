//! Adding a service.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use desk::deliver::add_service::{AddService, add_service};
use desk::house::add_organisation::list_organisations;
use desk::house::delivery_models::list_delivery_models;
use model::id::OrganisationId;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    Routes::new().get("/services/new", May(WriteCases), "Add a service", blank).post(
        "/services/new",
        May(WriteCases),
        "Add a service",
        send,
    )
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    show(&app, frame, &signed, &Form::blank()).await
}

async fn show(app: &App, frame: Frame, signed: &Signed, form: &Form) -> Result<FormPage, PageError> {
    let layout = Layout::new(frame, "Add a service")
        .in_section(Section::Deliver)
        .crumb("My cases", "/")
        .crumb("Services", "/services")
        .lead("In-house ones too. Its measures, issues and operators hang on it from then on.")
        .with_errors(form.errors());
    let mut operator = form.select("operator", "Who runs it?").offer("", "We do, ourselves");
    for body in list_organisations(&app.desk, &signed.actor).await?.into_iter().filter(|body| body.id != app.desk.authority) {
        operator = operator.offer(body.id.to_string(), body.noun.name);
    }
    Ok(FormPage::new(layout, "/services/new", Button::new("Add it"))
        .part(form.input("name", "Name"))
        .part(form.textarea("describes", "What does it do, and for whom?").hint("One sentence a resident understands").rows(2))
        .part(operator)
        .part(form.input("run_by", "Run by, in words").hint("Where several run it: 41 agencies on a framework"))
        .part(models(app, signed, form).await?)
        .part(form.input("annual_cost", "Cost in a year").prefix("£").width(10))
        .part(form.input("volume", "How much").hint("148 flats; about 25 people move on each month"))
        .part(form.date_input("since", "Since when is it run so?"))
        .part(form.date_input("ends", "When does this end?").hint("Leave it empty if there is no date"))
        .part(form.input("regime", "Procurement regime").hint("Light touch, Provider Selection Regime… may be left empty")))
}

/// The delivery models in use, to choose from.
pub(crate) async fn models(app: &App, signed: &Signed, form: &Form) -> Result<crate::components::typed::Select, PageError> {
    let mut select = form.select("delivery_model", "Delivery model").offer("", "Choose one");
    for model in list_delivery_models(&app.desk, &signed.actor).await?.into_iter().filter(|model| !model.noun.retired) {
        select = select.offer(model.noun.code, model.noun.title);
    }
    Ok(select)
}

async fn send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let operator = Some(form.value("operator")).filter(|typed| !typed.is_empty()).map(str::parse::<OrganisationId>).transpose();
    let operator = operator.unwrap_or_else(|_| {
        form.add_error("operator", "Choose an organisation from the list");
        None
    });
    let (annual_cost, since, ends) = (form.optional_money("annual_cost"), form.optional_date("since"), form.optional_date("ends"));
    if form.has_errors() {
        return Ok(show(&app, frame, &signed, &form).await?.into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = AddService {
        name: text("name"),
        describes: text("describes"),
        operator,
        run_by: text("run_by"),
        delivery_model: text("delivery_model"),
        annual_cost,
        volume: text("volume"),
        since,
        ends,
        regime: text("regime"),
    };
    match add_service(&app.desk, &signed.actor, ask).await {
        Ok(service) => Ok(to(&format!("/services/{}", service.reference.map(|reference| reference.to_string()).unwrap_or_default()))),
        Err(error) => {
            form.refused(error)?;
            Ok(show(&app, frame, &signed, &form).await?.into_response())
        }
    }
}
