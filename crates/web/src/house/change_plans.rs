//! Moves to a new way of working: who does what by when, how anybody will know, and what was seen.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::change_plans::{
    AddStep, ChangePlanView, PlanTyped, add_step, list_change_plans, read_change_plan, see_step, write_change_plan,
};
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const NEW: &str = "Plan a move to a new way of working";
    const CHANGE: &str = "Change the plan of a move to a new way of working";
    const STEP: &str = "Add a step to the plan of a change";
    const SEEN: &str = "Say that a step of a change was seen to have happened";
    Routes::new()
        .get("/change-plans", May(ReadCases), "Moves to a new way of working", list)
        .get("/change-plans/new", May(WriteCases), NEW, new_blank)
        .post("/change-plans/new", May(WriteCases), NEW, new_send)
        .get("/change-plans/{reference}", May(ReadCases), "One move to a new way of working, step by step", show)
        .get("/change-plans/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/change-plans/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/change-plans/{reference}/step", May(WriteCases), STEP, step_blank)
        .post("/change-plans/{reference}/step", May(WriteCases), STEP, step_send)
        .get("/change-plans/{reference}/seen", May(WriteCases), SEEN, seen_blank)
        .post("/change-plans/{reference}/seen", May(WriteCases), SEEN, seen_send)
}

fn address(view: &ChangePlanView) -> String {
    format!("/change-plans/{}", reference_of(&view.plan.reference))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<ChangePlanView, PageError> {
    Ok(read_change_plan(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn seen_of(view: &ChangePlanView) -> String {
    let steps = &view.plan.noun.steps;
    count::people(steps.iter().filter(|step| step.done_on.is_some()).count() as u64, steps.len() as u64)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let plans = list_change_plans(&app.desk, &signed.actor).await?;
    let may_write = frame.may(WriteCases);
    let lead = match plans.len() {
        0 => "No move to a new way of working is planned yet.".to_owned(),
        some => {
            format!("{}. A step is done when somebody saw it happen.", count::sentence(&count::of_things(some as u64, "move", "moves")))
        }
    };
    let layout = Layout::new(frame, "Moves to a new way of working")
        .in_section(Section::Partners)
        .crumb("Roles and bodies", "/roles-and-bodies")
        .lead(lead)
        .audit("/audit?noun=change+plan");
    let mut table =
        CardTable::new("Moves").caption_hidden().column("Change").column("Answers for it").figures("Steps seen").column("Missing or late");
    for view in &plans {
        table = table.row([
            Words::from(ww::link(&view.plan.noun.title, &address(view))),
            Words::from(view.plan.noun.sponsor_role.as_str()),
            Words::from(seen_of(view)),
            Words::from(if view.sentences.is_empty() { "Nothing".to_owned() } else { view.sentences.join(" ") }),
        ]);
    }
    let body = if plans.is_empty() {
        let first = if may_write {
            ww::link("Plan the first", "/change-plans/new")
        } else {
            Markup::text("Somebody who may change cases plans the first.")
        };
        Markup::from(EmptyState::new(
            "No move yet",
            "Here stands who does what by when, and how anybody will know that it happened.",
            first,
        ))
    } else {
        Markup::from(table)
    };
    let ways = if may_write && !plans.is_empty() {
        links(&[("Plan a move to a new way of working", "/change-plans/new".to_owned())])
    } else {
        Markup::default()
    };
    Ok(PartsPage::whole(layout, body.and(ways)))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.plan.noun;
    let may_write = frame.may(WriteCases);
    let layout = Layout::new(frame, noun.title.clone())
        .in_section(Section::Partners)
        .crumb("Moves to a new way of working", "/change-plans")
        .lead(format!("{} Of its steps {} were seen to have happened.", noun.because, seen_of(&view)))
        .audit(format!("/audit?record={}", view.plan.id));
    let said: String = view.sentences.iter().map(|said| Markup::from(InsetText::new(said.clone())).to_string()).collect();
    let none = |text: &str| if text.trim().is_empty() { "Not said yet".to_owned() } else { text.to_owned() };
    let about = SummaryList::new()
        .row("Answers for it", noun.sponsor_role.as_str())
        .row("Who is touched, and what it asks of them", none(&noun.who_is_touched))
        .row("Who is told, and how they answer", none(&noun.told_how))
        .row("What people learn", none(&noun.learning))
        .row("What those who doubt it say", none(&noun.doubts))
        .row("What keeps it from slipping back", none(&noun.kept_up_by));
    let mut table =
        CardTable::new("Steps").caption_hidden().column("Step").column("Who").column("By").column("How we will know").column("Seen");
    for (at, step) in noun.steps.iter().enumerate() {
        let seen = match step.done_on {
            Some(on) => Markup::text(format!("{}: {}", count::plain_date(on), step.seen)),
            None if may_write => ww::link(&format!("Say that it was seen: {}", step.what), &format!("{}/seen?step={at}", address(&view))),
            None => Markup::text("Not yet"),
        };
        table = table.row([
            Words::from(step.what.as_str()),
            Words::from(step.owner_role.as_str()),
            Words::from(count::plain_date(step.by)),
            Words::from(step.how_we_know.as_str()),
            Words::from(seen),
        ]);
    }
    let steps = if noun.steps.is_empty() { Markup::text("No step is planned yet.") } else { Markup::from(table) };
    let way = |words, path: &str| if may_write { links(&[(words, format!("{}/{path}", address(&view)))]) } else { Markup::default() };
    let parts = vec![
        Part { id: "steps".into(), title: "Steps".into(), body: steps.and(way("Add a step", "step")) },
        Part { id: "about".into(), title: "About the change".into(), body: Markup::from(about).and(way("Change this", "change")) },
    ];
    Ok(PartsPage { layout, before: Markup::trusted(said), parts })
}

fn plan_page(frame: Frame, action: &str, title: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, title)
        .in_section(Section::Partners)
        .crumb("Moves to a new way of working", "/change-plans")
        .with_errors(form.errors());
    FormPage::new(layout, action, Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(form.input("title", "What is the change called?"))
        .part(form.textarea("because", "What is different when it has worked?").rows(3))
        .part(form.input("sponsor_role", "Which role answers for it?"))
        .part(form.textarea("who_is_touched", "Who has to work otherwise, and what does that ask of them? (not required)").rows(3))
        .part(form.textarea("told_how", "Who is told, and how do they answer? (not required)").rows(3))
        .part(form.textarea("learning", "What do people learn, and where? (not required)").rows(3))
        .part(form.textarea("doubts", "What do those who doubt it say, and what is made of that? (not required)").rows(3))
        .part(form.textarea("kept_up_by", "What keeps it from slipping back? (not required)").rows(3))
}

fn typed(form: &Form) -> PlanTyped {
    let text = |name: &str| form.value(name).to_owned();
    PlanTyped {
        title: text("title"),
        because: text("because"),
        sponsor_role: text("sponsor_role"),
        who_is_touched: text("who_is_touched"),
        told_how: text("told_how"),
        learning: text("learning"),
        doubts: text("doubts"),
        kept_up_by: text("kept_up_by"),
    }
}

const NEW: &str = "Plan a move to a new way of working";

async fn new_blank(frame: Frame) -> FormPage {
    plan_page(frame, "/change-plans/new", NEW, &Form::blank())
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    match write_change_plan(&app.desk, &signed.actor, None, typed(&form)).await {
        Ok(plan) => Ok(to(&format!("/change-plans/{}", reference_of(&plan.reference)))),
        Err(error) => again(error, form, |form| plan_page(frame, "/change-plans/new", NEW, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.plan.noun;
    let form = Form::blank()
        .with("version", view.plan.version.to_string())
        .with("title", noun.title.clone())
        .with("because", noun.because.clone())
        .with("sponsor_role", noun.sponsor_role.clone())
        .with("who_is_touched", noun.who_is_touched.clone())
        .with("told_how", noun.told_how.clone())
        .with("learning", noun.learning.clone())
        .with("doubts", noun.doubts.clone())
        .with("kept_up_by", noun.kept_up_by.clone());
    Ok(plan_page(frame, &format!("{}/change", address(&view)), "Change the plan", &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let at = address(&view);
    match write_change_plan(&app.desk, &signed.actor, Some((view.plan.id, form.version())), typed(&form)).await {
        Ok(_) => Ok(to(&at)),
        Err(error) => again(error, form, |form| plan_page(frame, &format!("{at}/change"), "Change the plan", form)),
    }
}

fn step_form(frame: Frame, view: &ChangePlanView, title: &str, path: &str, form: &Form) -> FormPage {
    let at = address(view);
    let layout = Layout::new(frame, title)
        .in_section(Section::Partners)
        .crumb("Moves to a new way of working", "/change-plans")
        .crumb(view.plan.noun.title.clone(), at.clone())
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/{path}"), Button::new("Save")).carrying("version", &view.plan.version.to_string())
}

async fn step_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(step_page(frame, &view, &Form::blank()))
}

fn step_page(frame: Frame, view: &ChangePlanView, form: &Form) -> FormPage {
    step_form(frame, view, "Add a step", "step", form)
        .part(form.textarea("what", "What is done?").rows(3))
        .part(form.input("owner_role", "Which role does it?"))
        .part(form.date_input("by", "By when?"))
        .part(form.textarea("how_we_know", "How will anybody know that it happened?").rows(3))
}

async fn step_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let by = form.date("by", "Say by when");
    if form.has_errors() {
        return Ok(step_page(frame, &view, &form).into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = AddStep { what: text("what"), owner_role: text("owner_role"), by, how_we_know: text("how_we_know") };
    match add_step(&app.desk, &signed.actor, (view.plan.id, form.version()), ask).await {
        Ok(_) => Ok(to(&format!("{}#steps", address(&view)))),
        Err(error) => again(error, form, |form| step_page(frame, &view, form)),
    }
}

/// `?step=0`: which.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Which {
    step: String,
}

async fn seen_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(which): Query<Which>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("step", which.step);
    seen_page(frame, &view, &form).ok_or(PageError::NotFound)
}

/// None where there is no such step.
fn seen_page(frame: Frame, view: &ChangePlanView, form: &Form) -> Option<FormPage> {
    let step = view.plan.noun.steps.get(form.value("step").parse::<usize>().ok()?)?;
    let page = step_form(frame, view, "What was seen?", "seen", form)
        .carrying("step", form.value("step"))
        .before(InsetText::new(format!("{} We will know by this: {}", step.what, step.how_we_know)))
        .part(form.textarea("seen", "What was seen that shows it?").rows(3))
        .part(form.date_input("done_on", "When was it seen?"));
    Some(page)
}

async fn seen_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let step: usize = form.value("step").parse().map_err(|_| PageError::NotFound)?;
    let done_on = form.date("done_on", "Say when it was seen");
    let asked = if form.has_errors() {
        None
    } else {
        Some(see_step(&app.desk, &signed.actor, (view.plan.id, form.version()), (step, done_on, form.value("seen"))).await)
    };
    match asked {
        Some(Ok(_)) => Ok(to(&format!("{}#steps", address(&view)))),
        Some(Err(error)) => {
            let blank = seen_page(frame.clone(), &view, &form).ok_or(PageError::NotFound)?;
            again(error, form, |form| seen_page(frame, &view, form).unwrap_or(blank))
        }
        None => Ok(seen_page(frame, &view, &form).ok_or(PageError::NotFound)?.into_response()),
    }
}
