//! Writing a need down, and changing what is said of it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::needs::change_need::{ChangeNeed, change_need};
use desk::analyse::needs::read_needs::{Offered, offered, read_need};
use desk::analyse::needs::record_need::{NeedTyped, RecordNeed, record_need};
use model::audience::Audience;
use model::id::NeedId;
use model::need::{Need, NeedLevel};
use model::option_sheet::Contributor;
use model::record::Record;
use model::role::Permission::WriteCases;
use report::words::{count, needs as said};

use super::{need_at, parsed};
use crate::app::App;
use crate::components::button::Button;
use crate::components::choices::Radios;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Write down a need";
    const CHANGE: &str = "Change what is said of a need";
    Routes::new()
        .get("/needs/new", May(WriteCases), NEW, new_blank)
        .post("/needs/new", May(WriteCases), NEW, new_send)
        .get("/needs/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/needs/{reference}/change", May(WriteCases), CHANGE, change_send)
}

/// Who a change or a first word came from.
pub(super) fn from_whom(form: &Form, name: &str, question: &str) -> Radios {
    Contributor::ALL.into_iter().fold(form.radios(name, question), |radios, who| radios.offer(who.code(), count::sentence(who.words())))
}

pub(super) fn contributor(form: &Form, name: &str) -> Option<Contributor> {
    Contributor::ALL.into_iter().find(|who| who.code() == form.value(name))
}

fn page(frame: Frame, of: Option<&Record<NeedId, Need>>, offers: &Offered, form: &Form) -> FormPage {
    let title = if of.is_some() { "Change what is said of it" } else { "Write down a need" };
    let mut layout = Layout::new(frame, title).in_section(Section::Analyse).crumb("Needs, and what is good here", "/needs");
    if let Some(of) = of {
        layout = layout.crumb(of.noun.title.clone(), need_at(of));
    }
    let layout = layout
        .lead("Of a group of people, never of a person. What is good about them stands beside what they lack: without it the entry is incomplete.")
        .with_errors(form.errors());
    let at = of.map_or_else(|| "/needs/new".to_owned(), |of| format!("{}/change", need_at(of)));
    let mut page = FormPage::new(layout, at, Button::new("Save"));
    if let Some(of) = of {
        let version = if form.value("version").is_empty() { of.version.to_string() } else { form.value("version").to_owned() };
        page = page.carrying("version", &version);
    }
    page = page
        .part(form.input("title", "What is the need?").hint("As people would say it"))
        .part(form.input("people", "Whose is it?").hint("A named group, for example: carers aged 18 to 24"));
    if of.is_none() {
        page = page
            .part(form.textarea("definition", "What is meant by it?").hint("Who is counted, and who is not").rows(3))
            .part(form.input("reason", "Why is it defined so?"))
            .part(from_whom(form, "came_from", "Where did it come from?"));
    }
    page.part(form.textarea("strengths", "What is good about these people?").rows(3))
        .part(form.textarea("capabilities", "What can they do?").rows(3))
        .part(form.textarea("hopes", "What do they hope for? (not required)").rows(3))
        .part(links_of(of, offers, form).0)
        .part(levels(form))
        .part(links_of(of, offers, form).1)
        .part(form.input("places", "Which parts of the place? (not required)").hint("With commas between. Leave it empty for all of it"))
        .part(links_of(of, offers, form).2)
        .part(links_of(of, offers, form).3)
        .part(form.input("indicator", "Which published indicator tells of it? (not required)").hint("Its code or its name"))
        .part(partners(offers, form))
        .part(form.input("refresh_months", "After how many months is it looked at again?").width(3).keyboard("numeric"))
        .part(form.checkboxes("is_public", "Who may read it?").offer("yes", "Everybody, without an account"))
}

type Links = (
    crate::components::choices::Checkboxes,
    crate::components::typed::Select,
    crate::components::typed::Select,
    crate::components::typed::Select,
);

/// Strengths, the need above, the priority, the measure.
fn links_of(of: Option<&Record<NeedId, Need>>, offers: &Offered, form: &Form) -> Links {
    let own = of.map(|of| of.id);
    let mut helped = form.checkboxes("helped_by", "What is good here, and could help? (not required)");
    for strength in offers.strengths.iter().filter(|strength| strength.noun.ended.is_none()) {
        helped = helped.offer(strength.id.to_string(), strength.noun.name.clone());
    }
    let mut above = form.select("part_of", "Which need is it part of? (not required)").offer("", "None");
    for need in offers.needs.iter().filter(|need| Some(need.id) != own && need.noun.level != NeedLevel::Individual) {
        above = above.offer(need.id.to_string(), format!("{} ({})", need.noun.title, need.noun.level.words()));
    }
    let mut priority = form.select("priority", "Which priority does it serve? (not required)").offer("", "None");
    for one in &offers.priorities {
        priority = priority.offer(one.id.to_string(), one.noun.title.clone());
    }
    let mut measure = form.select("measure", "Which of our measures tells of it? (not required)").offer("", "None");
    for one in &offers.measures {
        measure = measure.offer(one.id.to_string(), format!("{} ({})", one.noun.name, reference_of(&one.reference)));
    }
    (helped, above, priority, measure)
}

fn levels(form: &Form) -> Radios {
    NeedLevel::ALL
        .into_iter()
        .fold(form.radios("level", "At which level does it stand?"), |radios, level| radios.offer(level.code(), said::level(level)))
}

fn partners(offers: &Offered, form: &Form) -> crate::components::choices::Checkboxes {
    let asked = form.checkboxes("shared_with", "Which partners are asked to share this picture? (not required)");
    let partners = offers.organisations.iter().filter(|body| body.noun.is_partner);
    partners.fold(asked, |boxes, body| boxes.offer(body.id.to_string(), body.noun.name.clone()))
}

fn filled(need: &Record<NeedId, Need>) -> Form {
    let noun = &need.noun;
    let id = |id: Option<String>| id.unwrap_or_default();
    let mut form = Form::blank()
        .with("version", need.version.to_string())
        .with("title", noun.title.clone())
        .with("people", noun.people.clone())
        .with("strengths", noun.strengths.clone())
        .with("capabilities", noun.capabilities.clone())
        .with("hopes", noun.hopes.clone())
        .with("level", noun.level.code())
        .with("part_of", id(noun.part_of.map(|id| id.to_string())))
        .with("places", noun.places.join(", "))
        .with("priority", id(noun.priority.map(|id| id.to_string())))
        .with("measure", id(noun.measure.map(|id| id.to_string())))
        .with("indicator", noun.indicator.clone())
        .with("refresh_months", noun.refresh_months.to_string());
    for strength in &noun.helped_by {
        form = form.with_one_more("helped_by", strength.to_string());
    }
    for partner in &noun.shared_with {
        form = form.with_one_more("shared_with", partner.to_string());
    }
    if need.audience == Audience::Public { form.with("is_public", "yes") } else { form }
}

fn typed(form: &mut Form) -> NeedTyped {
    let months =
        form.optional("refresh_months", |typed| typed.parse::<u32>().map_err(|_| "Write a whole number of months, for example 12"));
    let text = |name: &str| form.value(name).to_owned();
    NeedTyped {
        title: text("title"),
        people: text("people"),
        level: NeedLevel::ALL.into_iter().find(|level| level.code() == form.value("level")),
        part_of: form.value("part_of").parse().ok(),
        places: text("places"),
        priority: form.value("priority").parse().ok(),
        measure: form.value("measure").parse().ok(),
        indicator: text("indicator"),
        hopes: text("hopes"),
        strengths: text("strengths"),
        capabilities: text("capabilities"),
        helped_by: form.fields().all("helped_by").filter_map(|id| id.parse().ok()).collect(),
        shared_with: form.fields().all("shared_with").filter_map(|id| id.parse().ok()).collect(),
        refresh_months: months,
        is_public: form.has("is_public", "yes"),
    }
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    let offers = offered(&app.desk, &signed.actor).await?;
    let form = Form::blank().with("refresh_months", offers.refresh_months.to_string());
    Ok(page(frame, None, &offers, &form))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offers = offered(&app.desk, &signed.actor).await?;
    let ask = RecordNeed {
        typed: typed(&mut form),
        definition: form.value("definition").to_owned(),
        reason: form.value("reason").to_owned(),
        came_from: contributor(&form, "came_from"),
    };
    if form.has_errors() {
        return Ok(page(frame, None, &offers, &form).into_response());
    }
    match record_need(&app.desk, &signed.actor, ask).await {
        Ok(need) => Ok(to(&need_at(&need))),
        Err(error) => again(error, form, |form| page(frame, None, &offers, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = read_need(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let offers = offered(&app.desk, &signed.actor).await?;
    Ok(page(frame, Some(&view.line.record), &offers, &filled(&view.line.record)))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read_need(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let offers = offered(&app.desk, &signed.actor).await?;
    let record = &view.line.record;
    let typed = typed(&mut form);
    if form.has_errors() {
        return Ok(page(frame, Some(record), &offers, &form).into_response());
    }
    let ask = ChangeNeed { need: record.id, version: form.version(), typed };
    match change_need(&app.desk, &signed.actor, ask).await {
        Ok(need) => Ok(to(&need_at(&need))),
        Err(error) => again(error, form, |form| page(frame, Some(record), &offers, form)),
    }
}
