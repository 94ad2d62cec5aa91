//! Opening a case with three sentences, and changing them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::case::change_case::{ChangeCase, change_case};
use desk::house::case::open_case::{OpenCase, open_case};
use desk::house::case::read_case::{Offers, find_case, offers};
use model::case::{Case, Size};
use model::id::{OrganisationId, ServiceId};
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    Routes::new()
        .get("/cases/new", May(WriteCases), "Open a case", blank)
        .post("/cases", May(WriteCases), "Open a case", open)
        .get("/cases/{reference}/change", May(WriteCases), "Change what a case says", show)
        .post("/cases/{reference}/change", May(WriteCases), "Change what a case says", save)
}

const FOI: &str = "What you write may be asked for under Freedom of Information. Write it so that you would be glad to see it published.";

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    open_page(&app, frame, &signed, Form::blank()).await
}

async fn open_page(app: &App, frame: Frame, signed: &Signed, form: Form) -> Result<FormPage, PageError> {
    let offers = offers(&app.desk, &signed.actor).await?;
    let layout = Layout::new(frame, "Open a case")
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .lead("A case is one question about a group of people. Five answers open it; a small one needs no more.")
        .with_errors(form.errors());
    let page = FormPage::new(layout, "/cases", Button::new("Open the case")).before(paragraph(FOI));
    Ok(sentences(page, &form, &offers).part(
        form.input("annual_cost", "What does it cost in a year? (not required)")
            .prefix("£")
            .hint("In pounds. Under £100,000 it is a light case, unless your settings say otherwise")
            .width(10),
    ))
}

fn sentences(page: FormPage, form: &Form, offers: &Offers) -> FormPage {
    let mut services = form.checkboxes("services", "Which services is it about? (not required)");
    for service in &offers.services {
        services = services.offer(service.id.to_string(), service.noun.name.clone());
    }
    let mut partners = form.checkboxes("partners", "Which partners do we hold as organisations? (not required)");
    for body in offers.organisations.iter().filter(|body| body.noun.is_partner) {
        partners = partners.offer(body.id.to_string(), body.noun.name.clone());
    }
    page.part(form.input("question", "1. What is the question?").hint("A name, or the question as people ask it"))
        .part(
            form.textarea("difference", "2. What should be different?")
                .hint("In one sentence about people’s lives, before any way of doing it"),
        )
        .part(form.textarea("people", "3. For whom?").hint("Which group of people, and about how many").rows(2))
        .part(form.textarea("with_whom", "4. With whom?").hint("Partners, and people with lived experience").rows(2))
        .part(form.input("lead_role", "5. Which role leads?").hint("A role, not a name: for example head of commissioning"))
        .part(
            form.textarea("strengths", "What is good here? (not required)")
                .hint("Strengths of the people and the place, which may be part of the answer")
                .rows(3),
        )
        .part(services)
        .part(partners)
}

fn chosen<T: std::str::FromStr>(form: &Form, name: &str) -> Vec<T> {
    form.fields().all(name).filter_map(|id| id.parse().ok()).collect()
}

async fn open(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let annual_cost = form.optional_money("annual_cost");
    let typed = |name: &str| form.value(name).to_owned();
    let ask = OpenCase {
        question: typed("question"),
        difference: typed("difference"),
        people: typed("people"),
        with_whom: typed("with_whom"),
        lead_role: typed("lead_role"),
        partners: chosen::<OrganisationId>(&form, "partners"),
        services: chosen::<ServiceId>(&form, "services"),
        size: None,
        annual_cost,
        strengths: typed("strengths"),
    };
    if form.has_errors() {
        return Ok(open_page(&app, frame, &signed, form).await?.into_response());
    }
    match open_case(&app.desk, &signed.actor, ask).await {
        Ok(case) => Ok(to(&format!("/cases/{}", case.reference.map(|r| r.to_string()).unwrap_or_default()))),
        Err(error) => {
            form.refused(error)?;
            Ok(open_page(&app, frame, &signed, form).await?.into_response())
        }
    }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let case = find_case(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let form = filled(&case.noun).with("version", case.version.to_string());
    change_page(&app, frame, &signed, &reference, form, None).await
}

fn filled(case: &Case) -> Form {
    let mut form = Form::blank()
        .with("question", &case.question)
        .with("difference", &case.difference)
        .with("people", &case.people)
        .with("with_whom", &case.with_whom)
        .with("lead_role", &case.lead_role)
        .with("strengths", &case.strengths)
        .with("size", case.size.code());
    for (name, money) in [("annual_cost", case.annual_cost), ("saving_counted", case.saving_counted)] {
        if let Some(money) = money {
            form = form.with(name, money.in_full());
        }
    }
    for service in &case.services {
        form = form.with_one_more("services", service.to_string());
    }
    for partner in &case.partners {
        form = form.with_one_more("partners", partner.to_string());
    }
    form
}

/// `theirs` is what somebody else saved meanwhile: shown beside what was typed, so that neither is lost.
async fn change_page(
    app: &App,
    frame: Frame,
    signed: &Signed,
    reference: &str,
    form: Form,
    theirs: Option<&Case>,
) -> Result<FormPage, PageError> {
    let offers = offers(&app.desk, &signed.actor).await?;
    let layout = Layout::new(frame, "Change what the case says")
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb(format!("Case {reference}"), format!("/cases/{reference}"))
        .with_errors(form.errors());
    let mut sizes = form.radios("size", "How large is it?");
    for (size, words) in [(Size::Light, "Light"), (Size::Standard, "Standard"), (Size::Major, "Major")] {
        sizes = sizes.offer(size.code(), words);
    }
    let mut page = FormPage::new(layout, format!("/cases/{reference}/change"), Button::new("Save"));
    page = page.before(match theirs {
        None => paragraph(FOI),
        Some(case) => crate::house::stale::both(&[
            ("The question", &case.question, form.value("question")),
            ("What should be different", &case.difference, form.value("difference")),
            ("For whom", &case.people, form.value("people")),
            ("With whom", &case.with_whom, form.value("with_whom")),
            ("Which role leads", &case.lead_role, form.value("lead_role")),
            ("What is good here", &case.strengths, form.value("strengths")),
        ]),
    });
    Ok(sentences(page, &form, &offers)
        .part(sizes)
        .part(form.input("annual_cost", "What does it cost in a year? (not required)").prefix("£").width(10))
        .part(
            form.input("saving_counted", "A saving already counted on it (not required)")
                .hint("In a budget or plan, although nobody has decided yet")
                .prefix("£")
                .width(10),
        )
        .carrying("version", form.value("version")))
}

async fn save(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let case = find_case(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let annual_cost = form.optional_money("annual_cost");
    let saving_counted = form.optional_money("saving_counted");
    let typed = |name: &str| form.value(name).to_owned();
    let ask = ChangeCase {
        case: case.id,
        version: form.version(),
        question: typed("question"),
        difference: typed("difference"),
        people: typed("people"),
        with_whom: typed("with_whom"),
        lead_role: typed("lead_role"),
        size: Size::parse(form.value("size")).unwrap_or(case.noun.size),
        partners: chosen(&form, "partners"),
        services: chosen(&form, "services"),
        annual_cost,
        saving_counted,
        strengths: typed("strengths"),
    };
    if form.has_errors() {
        return Ok(change_page(&app, frame, &signed, &reference, form, None).await?.into_response());
    }
    match change_case(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/cases/{reference}"))),
        Err(desk::DeskError::Stale) => {
            let now = find_case(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
            let form = form.with("version", now.version.to_string());
            Ok(change_page(&app, frame, &signed, &reference, form, Some(&now.noun)).await?.into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(change_page(&app, frame, &signed, &reference, form, None).await?.into_response())
        }
    }
}
