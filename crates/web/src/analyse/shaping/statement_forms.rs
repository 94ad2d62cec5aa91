//! Forms of a market position statement: written, changed, published.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::demand::read_model::list_models;
use desk::analyse::needs::read_needs::offered as needs_offered;
use desk::analyse::shaping::lines::written_figures;
use desk::analyse::shaping::pipeline::read_pipeline;
use desk::analyse::shaping::publish_statement::{PublishStatement, publish_statement};
use desk::analyse::shaping::statements::{StatementView, read_statement};
use desk::analyse::shaping::write_statement::{WriteStatement, write_statement};
use model::id::MarketStatementId;
use model::role::Permission::{Decide, WriteCases};

use super::statements::LIST;
use super::{Services, below, of_service, offered, version};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Write a market position statement";
    const CHANGE: &str = "Change a market position statement";
    const PUBLISH: &str = "Publish a market position statement that was approved";
    Routes::new()
        .get("/market/statements/new", May(WriteCases), NEW, new_blank)
        .post("/market/statements/new", May(WriteCases), NEW, new_send)
        .get("/market/statements/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/market/statements/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/market/statements/{reference}/publish", May(Decide), PUBLISH, publish_blank)
        .post("/market/statements/{reference}/publish", May(Decide), PUBLISH, publish_send)
}

/// What a statement may rest on: ids and names.
struct Drawn {
    services: Services,
    models: Vec<(String, String)>,
    needs: Vec<(String, String)>,
    lines: Vec<(String, String)>,
}

async fn drawn(app: &App, signed: &Signed) -> Result<Drawn, PageError> {
    let models = list_models(&app.desk, &signed.actor).await?.into_iter();
    let needs = needs_offered(&app.desk, &signed.actor).await?.needs.into_iter();
    let lines = read_pipeline(&app.desk, &signed.actor).await?.lines.into_iter();
    Ok(Drawn {
        services: offered(app, signed).await?,
        models: models.map(|one| (one.id.to_string(), one.noun.title)).collect(),
        needs: needs.map(|one| (one.id.to_string(), one.noun.title)).collect(),
        lines: lines.filter(|one| !one.line.noun.is_cancelled()).map(|one| (one.line.id.to_string(), one.line.noun.facts.what)).collect(),
    })
}

fn page(frame: Frame, drawn: &Drawn, of: Option<&StatementView>, form: &Form) -> FormPage {
    let (title, action) = match of {
        None => ("Write a market position statement", "/market/statements/new".to_owned()),
        Some(view) => ("Change the statement", format!("/market/statements/{}/change", reference_of(&view.statement.reference))),
    };
    let layout = below(frame, title, LIST).with_errors(form.errors());
    let mut page = FormPage::new(layout, action, Button::new("Save"))
        .before(paragraph(
            "It can be saved as far as it is written. What is missing is said on its page, and it can be published once nothing is.",
        ))
        .part(form.input("market", "Which market is it of?"))
        .part(of_service(form, &drawn.services))
        .part(form.input("place", "Which part of the place? (not required)"))
        .part(
            form.textarea("demand", "What will be needed, and by whom?")
                .hint("The demand chapter. Leave a line empty between paragraphs.")
                .rows(6),
        );
    let offers = [
        ("models", "Which models of demand does it rest on?", &drawn.models),
        ("needs", "Which needs?", &drawn.needs),
        ("lines", "Which lines of the pipeline are of this market?", &drawn.lines),
    ];
    for (name, question, all) in offers {
        if !all.is_empty() {
            page = page.part(all.iter().fold(form.checkboxes(name, question), |boxes, (id, title)| boxes.offer(id.clone(), title.clone())));
        }
    }
    page = page
        .part(form.textarea("supply", "Who provides today, and what is short?").hint("The supply chapter.").rows(6))
        .part(
            form.textarea("figures", "Which figures show it?")
                .hint("A line each: what is counted; the figure with its unit; where it is from. For example: Agencies that take packages; 41; call-off record, October 2026")
                .rows(4),
        )
        .part(form.textarea("intentions", "What does the authority mean to do?").rows(4))
        .part(form.textarea("models_wanted", "Which ways of working are wanted?").rows(3))
        .part(form.textarea("funding", "What money is there, and for how long?").rows(3))
        .part(form.input("contact", "Whom can providers ask?").hint("A role, and an address that is public"))
        .part(form.date_input("dated", "Which day does it speak of?"))
        .part(form.date_input("good_until", "Until when is it good?"));
    match of {
        Some(view) => page.carrying("version", &version(form, view.statement.version)),
        None => page,
    }
}

fn ask(form: &mut Form, statement: Option<MarketStatementId>) -> WriteStatement {
    let (dated, good_until) = (form.optional_date("dated"), form.optional_date("good_until"));
    let text = |name: &str| form.value(name).to_owned();
    WriteStatement {
        statement: statement.map(|id| (id, form.version())),
        service: form.value("service").parse().ok(),
        market: text("market"),
        place: text("place"),
        demand: text("demand"),
        supply: text("supply"),
        figures: text("figures"),
        intentions: text("intentions"),
        funding: text("funding"),
        models_wanted: text("models_wanted"),
        contact: text("contact"),
        dated,
        good_until,
        models: form.fields().all("models").filter_map(|id| id.parse().ok()).collect(),
        needs: form.fields().all("needs").filter_map(|id| id.parse().ok()).collect(),
        lines: form.fields().all("lines").filter_map(|id| id.parse().ok()).collect(),
    }
}

fn filled(view: &StatementView) -> Form {
    let noun = &view.statement.noun;
    let says = &noun.says;
    let mut form = Form::blank()
        .with("market", says.market.clone())
        .with("place", says.place.clone())
        .with("demand", says.demand.clone())
        .with("supply", says.supply.clone())
        .with("figures", written_figures(&says.figures))
        .with("intentions", says.intentions.clone())
        .with("funding", says.funding.clone())
        .with("models_wanted", says.models_wanted.clone())
        .with("contact", says.contact.clone())
        .with("service", noun.service.map(|id| id.to_string()).unwrap_or_default());
    for (name, day) in [("dated", says.dated), ("good_until", says.good_until)] {
        if let Some(day) = day {
            form = form.with_date(name, day);
        }
    }
    let models = noun.models.iter().map(|id| ("models", id.to_string()));
    let needs = noun.needs.iter().map(|id| ("needs", id.to_string()));
    let lines = noun.lines.iter().map(|id| ("lines", id.to_string()));
    models.chain(needs).chain(lines).fold(form, |form, (name, id)| form.with_one_more(name, id))
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, &drawn(&app, &signed).await?, None, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let drawn = drawn(&app, &signed).await?;
    let ask = ask(&mut form, None);
    if form.has_errors() {
        return Ok(page(frame, &drawn, None, &form).into_response());
    }
    match write_statement(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/statements/{}", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| page(frame, &drawn, None, form)),
    }
}

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<StatementView, PageError> {
    Ok(read_statement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = read(&app, &signed, &reference).await?;
    Ok(page(frame, &drawn(&app, &signed).await?, Some(&view), &filled(&view)))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let drawn = drawn(&app, &signed).await?;
    let ask = ask(&mut form, Some(view.statement.id));
    if form.has_errors() {
        return Ok(page(frame, &drawn, Some(&view), &form).into_response());
    }
    match write_statement(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/statements/{}", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| page(frame, &drawn, Some(&view), form)),
    }
}

fn publish_page(frame: Frame, view: &StatementView, form: &Form) -> FormPage {
    let at = format!("/market/statements/{}", reference_of(&view.statement.reference));
    let layout = below(frame, "Publish this statement?", LIST)
        .crumb(view.statement.noun.says.market.clone(), at.clone())
        .lead("Everybody can read it then, without an account. It never changes: what you change later is another edition, and this one stays.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/publish"), Button::new("Publish it"))
        .carrying("version", &version(form, view.statement.version))
        .part(form.input("approved_by", "Who approved it?"))
        .part(form.input("approved_in", "Where does the approval stand?").hint("For example: cabinet member’s decision, 18 November 2026"))
}

async fn publish_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(publish_page(frame, &read(&app, &signed, &reference).await?, &Form::blank()))
}

async fn publish_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let ask = PublishStatement {
        statement: view.statement.id,
        version: form.version(),
        approved_by: form.value("approved_by").to_owned(),
        approved_in: form.value("approved_in").to_owned(),
    };
    match publish_statement(&app.desk, &signed.actor, ask).await {
        Ok(edition) => Ok(to(&format!("/statements/{}", edition.noun.reference))),
        Err(error) => again(error, form, |form| publish_page(frame, &view, form)),
    }
}
