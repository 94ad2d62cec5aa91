//! Forms of a market-shaping plan: the plan itself, an action, and what an action came to.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::shaping::effect::{Effect, effect};
use desk::analyse::shaping::lines::written_claims;
use desk::analyse::shaping::plan_action::{PlanAction, plan_action};
use desk::analyse::shaping::plans::{read_meetings, read_plan};
use desk::analyse::shaping::write_plan::{WritePlan, write_plan};
use model::id::ShapingPlanId;
use model::record::Record;
use model::role::Permission::WriteCases;
use model::shaping_plan::{EffectKind, ShapingPlan};

use super::plans::at;
use super::{SHAPING, Services, below, of_service, offered, version};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::Frame;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Write a market-shaping plan";
    const CHANGE: &str = "Change a market-shaping plan";
    const ACTION: &str = "Plan an action that shapes a market";
    const EFFECT: &str = "Say what an action came to";
    Routes::new()
        .get("/market/shaping/new", May(WriteCases), NEW, new_blank)
        .post("/market/shaping/new", May(WriteCases), NEW, new_send)
        .get("/market/shaping/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/market/shaping/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/market/shaping/{reference}/action", May(WriteCases), ACTION, action_blank)
        .post("/market/shaping/{reference}/action", May(WriteCases), ACTION, action_send)
        .get("/market/shaping/{reference}/effect", May(WriteCases), EFFECT, effect_blank)
        .post("/market/shaping/{reference}/effect", May(WriteCases), EFFECT, effect_send)
}

type Plan = Record<ShapingPlanId, ShapingPlan>;

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<Plan, PageError> {
    Ok(read_plan(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn page(frame: Frame, services: &Services, of: Option<&Plan>, form: &Form) -> FormPage {
    let (title, action) = match of {
        None => ("Write a market-shaping plan", "/market/shaping/new".to_owned()),
        Some(plan) => ("Change the plan", format!("{}/change", at(plan))),
    };
    let layout = below(frame, title, SHAPING).with_errors(form.errors());
    let page = FormPage::new(layout, action, Button::new("Save"))
        .part(form.input("title", "Which market is it for?"))
        .part(of_service(form, services))
        .part(form.textarea("because", "What does this market lack today?").rows(4))
        .part(form.input("budget", "What is set aside for it? (£0 is an answer too, and is shown)").prefix("£").width(10))
        .part(
            form.textarea("entrants", "Who came in, that was not there before? (not required)")
                .hint("Who; local or elsewhere; the day; where that is from. For example: Tarrow Care; local; 2026-09-01; first package")
                .rows(3),
        )
        .part(
            form.textarea("jobs", "Which jobs are claimed? (not required)")
                .hint("Who; jobs; share that would have come anyway; share lost elsewhere here; where from; the day. For example: Tarrow Care; 40; 25%; 50%; payroll; 2026-09-30")
                .rows(3),
        );
    match of {
        Some(plan) => page.carrying("version", &version(form, plan.version)),
        None => page,
    }
}

fn ask(form: &mut Form, plan: Option<ShapingPlanId>) -> WritePlan {
    let budget = form.optional_money("budget");
    let text = |name: &str| form.value(name).to_owned();
    WritePlan {
        plan: plan.map(|id| (id, form.version())),
        title: text("title"),
        service: form.value("service").parse().ok(),
        because: text("because"),
        budget,
        jobs: text("jobs"),
        entrants: text("entrants"),
    }
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, &offered(&app, &signed).await?, None, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, None);
    if form.has_errors() {
        return Ok(page(frame, &services, None, &form).into_response());
    }
    match write_plan(&app.desk, &signed.actor, ask).await {
        Ok(plan) => Ok(to(&at(&plan))),
        Err(error) => again(error, form, |form| page(frame, &services, None, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let plan = read(&app, &signed, &reference).await?;
    let noun = &plan.noun;
    let [jobs, entrants] = written_claims(&noun.jobs, &noun.entrants);
    let form = Form::blank()
        .with("title", noun.title.clone())
        .with("service", noun.service.map(|id| id.to_string()).unwrap_or_default())
        .with("because", noun.because.clone())
        .with("budget", noun.budget.map(|budget| budget.in_full().replace('£', "")).unwrap_or_default())
        .with("jobs", jobs)
        .with("entrants", entrants);
    Ok(page(frame, &offered(&app, &signed).await?, Some(&plan), &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let plan = read(&app, &signed, &reference).await?;
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, Some(plan.id));
    if form.has_errors() {
        return Ok(page(frame, &services, Some(&plan), &form).into_response());
    }
    match write_plan(&app.desk, &signed.actor, ask).await {
        Ok(plan) => Ok(to(&at(&plan))),
        Err(error) => again(error, form, |form| page(frame, &services, Some(&plan), form)),
    }
}

/// Meetings an action may be learned at.
type Meetings = Vec<(String, String)>;

async fn meetings(app: &App, signed: &Signed) -> Result<Meetings, PageError> {
    let all = read_meetings(&app.desk, &signed.actor).await?.all;
    Ok(all.into_iter().map(|one| (one.id.to_string(), one.noun.title)).collect())
}

fn action_page(frame: Frame, plan: &Plan, meetings: &Meetings, form: &Form) -> FormPage {
    let layout = below(frame, "Plan an action", SHAPING).crumb(plan.noun.title.clone(), at(plan)).with_errors(form.errors());
    let mut kind = form.select("kind", "What is it to move?").offer("", "Choose one");
    for one in EffectKind::ALL {
        kind = kind.offer(one.code(), one.words());
    }
    let mut learned = form.select("learned_at", "At which meeting was it learned? (not required)").offer("", "None");
    for (id, title) in meetings {
        learned = learned.offer(id.clone(), title.clone());
    }
    FormPage::new(layout, format!("{}/action", at(plan)), Button::new("Save"))
        .carrying("version", &version(form, plan.version))
        .part(form.textarea("what", "What is to be done?").rows(3))
        .part(form.input("budget", "What may it cost?").prefix("£").width(10))
        .part(form.input("owner_role", "Which role answers for it?"))
        .part(form.date_input("due", "By when?"))
        .part(learned)
        .part(kind)
        .part(form.input("indicator", "What is counted?").hint("With its unit, for example agencies that bid, a lot"))
        .part(form.input("before", "Where does it stand now?").width(10))
        .part(form.date_input("before_on", "Of which day is that?"))
        .part(form.input("before_source", "Where is it from?"))
        .part(form.input("aim", "Where is it to stand afterwards?").width(10))
}

async fn action_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(action_page(frame, &read(&app, &signed, &reference).await?, &meetings(&app, &signed).await?, &Form::blank()))
}

const ANY: std::ops::RangeInclusive<f64> = -1e12..=1e12;

async fn action_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let plan = read(&app, &signed, &reference).await?;
    let meetings = meetings(&app, &signed).await?;
    let (budget, due) = (form.money("budget", "Say what it may cost: £0 is an answer too"), form.date("due", "Say by when"));
    let before = form.number("before", "Say where it stands now", ANY);
    let aim = form.number("aim", "Say where it is to stand afterwards", ANY);
    let before_on = form.date("before_on", "Say of which day that is");
    let text = |name: &str| form.value(name).to_owned();
    let ask = PlanAction {
        plan: plan.id,
        version: form.version(),
        what: text("what"),
        budget,
        owner_role: text("owner_role"),
        due,
        learned_at: form.value("learned_at").parse().ok(),
        kind: EffectKind::parse(form.value("kind")),
        indicator: text("indicator"),
        before,
        before_on,
        before_source: text("before_source"),
        aim,
    };
    if form.has_errors() {
        return Ok(action_page(frame, &plan, &meetings, &form).into_response());
    }
    match plan_action(&app.desk, &signed.actor, ask).await {
        Ok(plan) => Ok(to(&at(&plan))),
        Err(error) => again(error, form, |form| action_page(frame, &plan, &meetings, form)),
    }
}

fn effect_page(frame: Frame, plan: &Plan, form: &Form) -> FormPage {
    let layout = below(frame, "What did an action come to?", SHAPING).crumb(plan.noun.title.clone(), at(plan)).with_errors(form.errors());
    let mut which = form.select("action", "Which action?").offer("", "Choose one");
    for (number, action) in plan.noun.actions.iter().enumerate() {
        which = which.offer(number.to_string(), format!("{} ({})", action.what, action.effect.indicator));
    }
    FormPage::new(layout, format!("{}/effect", at(plan)), Button::new("Save"))
        .carrying("version", &version(form, plan.version))
        .part(which)
        .part(form.date_input("done_on", "When was it done? (leave empty where it is not)"))
        .part(form.input("spent", "What was spent on it?").prefix("£").width(10))
        .part(form.input("after", "Where does its figure stand now? (leave empty where nobody has measured)").width(10))
        .part(form.date_input("after_on", "Of which day is that?"))
        .part(form.input("source", "Where is it from?"))
}

async fn effect_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(effect_page(frame, &read(&app, &signed, &reference).await?, &Form::blank()))
}

async fn effect_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let plan = read(&app, &signed, &reference).await?;
    let (done_on, after_on) = (form.optional_date("done_on"), form.optional_date("after_on"));
    let spent = form.money("spent", "Say what was spent on it: £0 is an answer too");
    let after = form.optional_number("after", ANY);
    let ask = Effect {
        plan: plan.id,
        version: form.version(),
        action: form.value("action").parse().ok(),
        done_on,
        spent,
        after,
        after_on,
        source: form.value("source").to_owned(),
    };
    if form.has_errors() {
        return Ok(effect_page(frame, &plan, &form).into_response());
    }
    match effect(&app.desk, &signed.actor, ask).await {
        Ok(plan) => Ok(to(&at(&plan))),
        Err(error) => again(error, form, |form| effect_page(frame, &plan, form)),
    }
}
