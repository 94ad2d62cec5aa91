//! Setting up a partnership, and changing what it is for and who takes part.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::add_organisation::list_organisations;
use desk::house::case::read_case::list_cases;
use desk::house::partnership::read_partnership::PartnershipView;
use desk::house::partnership::set_up_partnership::{PartnershipTyped, change_partnership, set_up_partnership};
use desk::plan::money::read_fund::list_funds;
use model::id::{CaseId, FundId, OrganisationId};
use model::partnership::PartIn;
use model::role::Permission::WriteCases;

use super::{address, view_of, wrong};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Set up a partnership";
    const CHANGE: &str = "Change a partnership, and who takes part";
    Routes::new()
        .get("/partnerships/new", May(WriteCases), NEW, new_blank)
        .post("/partnerships/new", May(WriteCases), NEW, new_send)
        .get("/partnerships/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/partnerships/{reference}/change", May(WriteCases), CHANGE, change_send)
}

/// What can be chosen.
struct Offers {
    bodies: Vec<(OrganisationId, String)>,
    funds: Vec<(FundId, String)>,
    cases: Vec<(CaseId, String)>,
}

async fn offers(app: &App, signed: &Signed) -> Result<Offers, PageError> {
    let bodies = list_organisations(&app.desk, &signed.actor).await?;
    let could = bodies.into_iter().filter(|body| body.noun.ended.is_none() && (body.noun.is_partner || body.id == app.desk.authority));
    let funds = list_funds(&app.desk, &signed.actor).await?;
    let cases = list_cases(&app.desk, &signed.actor).await?;
    Ok(Offers {
        bodies: could.map(|body| (body.id, body.noun.name)).collect(),
        funds: funds.into_iter().map(|fund| (fund.id, fund.noun.name)).collect(),
        cases: cases.into_iter().map(|case| (case.id, case.noun.question)).collect(),
    })
}

fn page(layout: Layout, action: &str, form: &Form, offers: &Offers) -> FormPage {
    let mut fund = form.select("fund", "Which money do they put to it together? (not required)").offer("", "None");
    for (id, name) in &offers.funds {
        fund = fund.offer(id.to_string(), name.clone());
    }
    let mut cases =
        form.checkboxes("cases", "Which cases does it work on? (not required)").hint("There stands who is for each change").small();
    for (id, question) in &offers.cases {
        cases = cases.offer(id.to_string(), question.clone());
    }
    let mut page = FormPage::new(layout, action, Button::new("Save"))
        .part(form.input("name", "What do its bodies call it?"))
        .part(form.textarea("purpose", "What is it for?").hint("In a sentence or two").rows(3))
        .part(form.input("every_weeks", "How often do they agree to meet? (not required)").hint("At least once in so many weeks, 1 to 52").suffix("weeks").width(3))
        .part(form.input("seniority", "Who should sit there? (not required)").hint("For example chief officers, or directors in their place"))
        .part(fund)
        .part(paragraph("Each body’s part. Those that decide sign the direction and put priorities in order; those that advise answer the check; those that look on read."))
        .part(wrong(form, "bodies"));
    for (id, name) in &offers.bodies {
        let mut part = form.select(&format!("part-{id}"), name.as_str()).offer("", "Takes no part");
        for known in PartIn::ALL {
            part = part.offer(known.code(), report::words::count::sentence(known.words()));
        }
        page = page.part(part);
    }
    if offers.cases.is_empty() { page } else { page.part(cases) }
}

fn layout(frame: Frame, title: &str, form: &Form) -> Layout {
    Layout::new(frame, title).in_section(Section::Partners).crumb("Partnerships", "/partnerships").with_errors(form.errors())
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    let form = Form::blank();
    Ok(page(layout(frame, "Set up a partnership", &form), "/partnerships/new", &form, &offers(&app, &signed).await?))
}

fn typed(form: &mut Form, offers: &Offers) -> Option<PartnershipTyped> {
    let every_weeks = if form.value("every_weeks").trim().is_empty() {
        None
    } else {
        form.whole_number("every_weeks", "Write how many weeks, from 1 to 52", 1..=52).and_then(|weeks| u8::try_from(weeks).ok())
    };
    let part = |id: &OrganisationId| {
        let code = form.value(&format!("part-{id}"));
        PartIn::ALL.into_iter().find(|part| part.code() == code).map(|part| (*id, part))
    };
    let bodies = offers.bodies.iter().filter_map(|(id, _)| part(id)).collect();
    let cases = offers.cases.iter().map(|(id, _)| *id).filter(|id| form.has("cases", &id.to_string())).collect();
    let text = |name: &str| form.value(name).to_owned();
    let fund = form.value("fund").parse().ok();
    let typed =
        PartnershipTyped { name: text("name"), purpose: text("purpose"), bodies, every_weeks, seniority: text("seniority"), fund, cases };
    (!form.has_errors()).then_some(typed)
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offers = offers(&app, &signed).await?;
    let show = |frame: Frame, form: &Form| page(layout(frame, "Set up a partnership", form), "/partnerships/new", form, &offers);
    let Some(typed) = typed(&mut form, &offers) else { return Ok(show(frame, &form).into_response()) };
    match set_up_partnership(&app.desk, &signed.actor, typed).await {
        Ok(record) => Ok(to(&format!("/partnerships/{}", reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| show(frame, form)),
    }
}

fn filled(view: &PartnershipView) -> Form {
    let noun = &view.partnership.noun;
    let mut form = Form::blank()
        .with("name", noun.name.clone())
        .with("purpose", noun.purpose.clone())
        .with("seniority", noun.seniority.clone())
        .with("every_weeks", noun.every_weeks.map(|weeks| weeks.to_string()).unwrap_or_default())
        .with("fund", noun.fund.map(|fund| fund.to_string()).unwrap_or_default());
    for one in &noun.bodies {
        form = form.with(&format!("part-{}", one.body), one.part.code());
    }
    noun.cases.iter().fold(form, |form, case| form.with_one_more("cases", case.to_string()))
}

fn change_page(frame: Frame, view: &PartnershipView, offers: &Offers, form: &Form) -> FormPage {
    let at = address(view);
    let layout = layout(frame, "Change the partnership", form).crumb(view.partnership.noun.name.clone(), at.clone());
    page(layout, &format!("{at}/change"), form, offers).carrying("version", &view.partnership.version.to_string())
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(change_page(frame, &view, &offers(&app, &signed).await?, &filled(&view)))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let offers = offers(&app, &signed).await?;
    let Some(mut typed) = typed(&mut form, &offers) else { return Ok(change_page(frame, &view, &offers, &form).into_response()) };
    // What this reader cannot be offered stays as it is.
    let hidden = view.partnership.noun.bodies.iter().filter(|one| offers.bodies.iter().all(|(id, _)| *id != one.body));
    typed.bodies.extend(hidden.map(|one| (one.body, one.part)));
    typed.cases.extend(view.partnership.noun.cases.iter().filter(|case| offers.cases.iter().all(|(id, _)| id != *case)));
    match change_partnership(&app.desk, &signed.actor, (view.partnership.id, form.version()), typed).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| change_page(frame, &view, &offers, form)),
    }
}
