//! Planning a round and changing the plan, opening it to the public, writing steps down, closing it, and saying what changed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::involvement::close_involvement::{CloseInvolvement, close_involvement};
use desk::analyse::involvement::lines;
use desk::analyse::involvement::open_involvement::{OpenInvolvement, missing, open_involvement};
use desk::analyse::involvement::plan_involvement::{Plan, change_involvement, plan_involvement};
use desk::analyse::involvement::read_involvement::{InvolvementView, read_involvement};
use desk::analyse::involvement::record_step::{RecordStep, record_step};
use desk::analyse::involvement::say_what_changed::{SayWhatChanged, say_what_changed};
use model::involvement::{ConsultationStep, Depth, Involvement, Stage, StepKind, SupportKind};
use model::reference::Reference;
use model::role::Permission::WriteCases;
use report::words::count;

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

const PLAN: &str = "Plan a round of having your say";
const CHANGE: &str = "Change the plan of a round of having your say";
const OPEN: &str = "Open a round of having your say to the public";
const STEP: &str = "Write down a step of a consultation";
const CLOSE: &str = "Close a round of having your say";
const CHANGED: &str = "Say what changed because people had their say";

pub fn routes() -> Routes {
    Routes::new()
        .get("/involvement/new", May(WriteCases), PLAN, new_blank)
        .post("/involvement/new", May(WriteCases), PLAN, new_send)
        .get("/involvement/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/involvement/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/involvement/{reference}/open", May(WriteCases), OPEN, open_blank)
        .post("/involvement/{reference}/open", May(WriteCases), OPEN, open_send)
        .get("/involvement/{reference}/step", May(WriteCases), STEP, step_blank)
        .post("/involvement/{reference}/step", May(WriteCases), STEP, step_send)
        .get("/involvement/{reference}/close", May(WriteCases), CLOSE, close_blank)
        .post("/involvement/{reference}/close", May(WriteCases), CLOSE, close_send)
        .get("/involvement/{reference}/changed", May(WriteCases), CHANGED, changed_blank)
        .post("/involvement/{reference}/changed", May(WriteCases), CHANGED, changed_send)
}

pub(super) async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<InvolvementView, PageError> {
    Ok(read_involvement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

pub(super) fn reference(view: &InvolvementView) -> Result<Reference, PageError> {
    view.of.reference.clone().ok_or(PageError::NotFound)
}

pub(super) fn address(view: &InvolvementView) -> String {
    format!("/involvement/{}", reference_of(&view.of.reference))
}

pub(super) fn around(frame: Frame, view: &InvolvementView, title: &str, lead: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb("Having your say", "/involvement")
        .crumb(view.of.noun.title.clone(), address(view))
        .lead(lead)
        .with_errors(form.errors())
}

/// Lines of text, or each wrong one told at the field.
pub(super) fn read_lines<T>(form: &mut Form, name: &str, read: impl Fn(&str) -> Result<Vec<T>, Vec<String>>) -> Vec<T> {
    match read(form.value(name)) {
        Ok(made) => made,
        Err(wrong) => {
            form.add_error(name, wrong.join(". "));
            Vec::new()
        }
    }
}

async fn new_blank(frame: Frame, _: Signed) -> FormPage {
    plan_page(new_layout(frame, &Form::blank()), "/involvement/new", &Form::blank())
}

fn new_layout(frame: Frame, form: &Form) -> Layout {
    Layout::new(frame, "Plan a round of having your say")
        .in_section(Section::Analyse)
        .crumb("Having your say", "/involvement")
        .lead("What people are asked, while it is still open, and what they cannot change. Nobody outside sees it until you open it.")
        .with_errors(form.errors())
}

fn plan_page(layout: Layout, action: &str, form: &Form) -> FormPage {
    let stage = Stage::ALL
        .iter()
        .fold(form.radios("stage", "At which stage are people asked?"), |radios, stage| radios.offer(stage.code(), stage.words()));
    let depth = Depth::ALL
        .iter()
        .fold(form.radios("depth", "How far does their say reach?"), |radios, depth| radios.offer(depth.code(), depth.words()));
    let kinds: Vec<String> = SupportKind::ALL.iter().map(|kind| kind.words().to_owned()).collect();
    FormPage::new(layout, action, Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(form.input("title", "What is it called?").hint("As people will read it: “How should Fenwold spend £180,000?”"))
        .part(form.textarea("about", "What are people asked?").hint("In plain words. It may be asked for under the Freedom of Information Act.").rows(3))
        .part(stage)
        .part(depth)
        .part(form.input("case", "Which case is it about, if any?").hint("Its reference, such as C-1").width(10))
        .part(form.input("service", "Which service, if any?").hint("Its reference, such as S-1").width(10))
        .part(form.input("priority", "Which priority, if any?").hint("Its reference, such as PR-1").width(10))
        .part(form.date_input("opens", "From which day can people take part?"))
        .part(form.date_input("closes", "Which is the last day?"))
        .part(form.input("decided_by", "Who decides?").hint("“Cabinet”, “Fenwold’s five parishes”"))
        .part(form.date_input("decided_on", "When do they decide, if that is known?"))
        .part(form.date_input("answer_by", "By which day are people told what came of it?"))
        .part(form.textarea("not_up", "What is not up for decision, and why?").hint("One a line: what; why").rows(4))
        .part(form.textarea("other_ways", "How can people take part without going online?").rows(3))
        .part(
            form.textarea("groups", "Which groups are asked?")
                .hint("One a line, nobody in two: group; its share of the people; how many were asked; who took part other than by a ballot kept here: online; on paper; by phone; in a meeting. All but the group may be left out")
                .rows(5),
        )
        .part(
            form.textarea("supports", "What helps people to take part who otherwise could not?")
                .hint(format!("One a line: what; how; for a paid seat, what it pays an hour. What is one of: {}", kinds.join(", ")))
                .rows(5),
        )
        .part(
            form.textarea("powers", "Who has what say, stage by stage?")
                .hint("One a line: who; analyse, plan, deliver or review; inform, consult, involve, collaborate or empower")
                .rows(4),
        )
        .part(form.textarea("time_reason", "If the time is short, or falls in August or before an election: why?").rows(2))
}

/// What was typed, where it can be read.
fn plan(form: &mut Form) -> Option<Plan> {
    let stages: Vec<(&str, Stage)> = Stage::ALL.iter().map(|stage| (stage.code(), *stage)).collect();
    let depths: Vec<(&str, Depth)> = Depth::ALL.iter().map(|depth| (depth.code(), *depth)).collect();
    let stage = form.choice("stage", "Choose the stage", &stages);
    let depth = form.choice("depth", "Choose how far their say reaches", &depths);
    let opens = form.date("opens", "Write the first day");
    let closes = form.date("closes", "Write the last day");
    let decided_on = form.optional_date("decided_on");
    let answer_by = form.date("answer_by", "Write the day by which people are told");
    let not_up = read_lines(form, "not_up", lines::not_up);
    let groups = read_lines(form, "groups", lines::groups);
    let supports = read_lines(form, "supports", lines::supports);
    let powers = read_lines(form, "powers", lines::powers);
    if form.has_errors() {
        return None;
    }
    let text = |name: &str| form.value(name).to_owned();
    Some(Plan {
        title: text("title"),
        about: text("about"),
        stage: stage?,
        depth: depth?,
        case: text("case"),
        service: text("service"),
        priority: text("priority"),
        opens: opens?,
        closes: closes?,
        answer_by: answer_by?,
        decided_by: text("decided_by"),
        decided_on,
        not_up,
        other_ways: text("other_ways"),
        groups,
        supports,
        powers,
        time_reason: text("time_reason"),
    })
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let page = |form: &Form| plan_page(new_layout(frame.clone(), form), "/involvement/new", form);
    let Some(plan) = plan(&mut form) else { return Ok(page(&form).into_response()) };
    match plan_involvement(&app.desk, &signed.actor, plan).await {
        Ok(made) => Ok(to(&format!("/involvement/{}", reference_of(&made.reference)))),
        // A fault of a day stands at its first field.
        Err(error) => again(error, form, page),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(change_page(frame, &view, &filled(&view)))
}

/// The plan as it stands, in the fields it was typed in.
fn filled(view: &InvolvementView) -> Form {
    let noun: &Involvement = &view.of.noun;
    let about = |stem: &str| {
        let found = view.about.iter().find_map(|(_, href)| href.strip_prefix(stem));
        found.unwrap_or_default().to_owned()
    };
    let form = Form::blank()
        .with("version", view.of.version.to_string())
        .with("title", noun.title.clone())
        .with("about", noun.about.clone())
        .with("stage", noun.stage.code())
        .with("depth", noun.depth.code())
        .with("case", about("/cases/"))
        .with("service", about("/services/"))
        .with("priority", about("/priorities#"))
        .with_date("opens", noun.opens)
        .with_date("closes", noun.closes)
        .with_date("answer_by", noun.answer_by)
        .with("decided_by", noun.decided_by.clone())
        .with("not_up", lines::of_not_up(&noun.not_up))
        .with("other_ways", noun.other_ways.clone())
        .with("groups", lines::of_groups(&noun.groups))
        .with("supports", lines::of_supports(&noun.supports))
        .with("powers", lines::of_powers(&noun.powers))
        .with("time_reason", noun.time_reason.clone());
    match noun.decided_on {
        Some(on) => form.with_date("decided_on", on),
        None => form,
    }
}

fn change_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let layout =
        around(frame, view, "Change the plan", "What the public sees changes at once. Who changed what stays in the audit trail.", form);
    plan_page(layout, &format!("{}/change", address(view)), form)
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let Some(plan) = plan(&mut form) else { return Ok(change_page(frame, &view, &form).into_response()) };
    match change_involvement(&app.desk, &signed.actor, &reference(&view)?, form.version(), plan).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| change_page(frame, &view, form)),
    }
}

async fn open_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(open_page(frame, &view, &Form::blank().with("version", view.of.version.to_string())))
}

fn open_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let layout = around(
        frame,
        view,
        "Open it to the public",
        "Anybody can then read it, without an account. They can take part on the days it is open.",
        form,
    );
    let missing = missing(&view.of.noun);
    let before = match missing.is_empty() {
        true => "It says what is not up for decision, how to take part, and when an answer comes.".to_owned(),
        false => format!("Before people can see it: {}.", missing.join("; ")),
    };
    FormPage::new(layout, format!("{}/open", address(view)), Button::new("Open it to the public"))
        .before(paragraph(&before))
        .carrying("version", form.value("version"))
}

async fn open_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let ask = OpenInvolvement { involvement: reference(&view)?, version: form.version() };
    match open_involvement(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| open_page(frame, &view, form)),
    }
}

async fn step_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(step_page(frame, &view, &Form::blank().with("version", view.of.version.to_string())))
}

fn step_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let layout = around(frame, view, "Write down a step", "The four tests are answered from these, with their dates and documents.", form);
    let kind = StepKind::ALL.iter().fold(form.radios("kind", "What was done?"), |radios, kind| radios.offer(kind.code(), kind.words()));
    let duty = form.select("duty", "If somebody whom a duty names was asked: which duty?").offer("", "None");
    let duty = view.duties.iter().fold(duty, |select, duty| select.offer(duty.code.clone(), duty.title.clone()));
    FormPage::new(layout, format!("{}/step", address(view)), Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(kind)
        .part(form.date_input("on", "When?"))
        .part(form.input("document", "Which document shows it?"))
        .part(form.radios("gives_reasons", "If it set something out: does it give the reasons?").offer("yes", "Yes").offer("no", "No"))
        .part(form.input("alternatives", "How many realistic alternatives does it have?").width(4))
        .part(duty)
        .part(form.textarea("note", "Anything to add?").rows(2))
}

async fn step_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let kinds: Vec<(&str, StepKind)> = StepKind::ALL.iter().map(|kind| (kind.code(), *kind)).collect();
    let kind = form.choice("kind", "Choose what was done", &kinds);
    let on = form.date("on", "Write the day");
    let alternatives = match form.value("alternatives").trim().is_empty() {
        true => Some(0),
        false => form.whole_number("alternatives", "Write how many", 0..=99),
    };
    let (Some(kind), Some(on), Some(alternatives), false) = (kind, on, alternatives, form.has_errors()) else {
        return Ok(step_page(frame, &view, &form).into_response());
    };
    let step = ConsultationStep {
        kind,
        on,
        document: form.value("document").to_owned(),
        gives_reasons: form.has("gives_reasons", "yes"),
        alternatives: u32::try_from(alternatives).unwrap_or(0),
        duty: form.value("duty").to_owned(),
        note: form.value("note").to_owned(),
    };
    let ask = RecordStep { involvement: reference(&view)?, version: form.version(), step };
    match record_step(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| step_page(frame, &view, form)),
    }
}

async fn close_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(close_page(frame, &view, &Form::blank().with("version", view.of.version.to_string())))
}

fn close_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let lead = "No ballot is taken after it. The count is kept as it is found, and everybody can see it.";
    let layout = around(frame, view, "Close it", lead, form);
    let last = format!("Its last day is {}. {} ballots have been counted.", count::plain_date(view.of.noun.closes), view.ballots);
    FormPage::new(layout, format!("{}/close", address(view)), Button::new("Close it").warning())
        .before(paragraph(&last))
        .carrying("version", form.value("version"))
        .part(form.textarea("early_because", "If its last day is not over: why does it close early?").rows(3))
}

async fn close_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let ask =
        CloseInvolvement { involvement: reference(&view)?, version: form.version(), early_because: form.value("early_because").to_owned() };
    match close_involvement(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| close_page(frame, &view, form)),
    }
}

async fn changed_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(changed_page(frame, &view, &Form::blank().with("version", view.of.version.to_string())))
}

fn changed_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let lead = "People see it at once on the page of the result. Say what you did, or why you did not: both are an answer.";
    let layout = around(frame, view, "Say what changed", lead, form);
    FormPage::new(layout, format!("{}/changed", address(view)), Button::new("Tell people"))
        .carrying("version", form.value("version"))
        .part(form.textarea("said", "What did people say?").hint("In one plain sentence").rows(2))
        .part(form.textarea("done", "What did you do about it, or why did you not?").rows(3))
        .part(form.radios("is_different", "Is anything different because of it?").offer("yes", "Yes").offer("no", "No"))
}

async fn changed_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let Some(is_different) = form.choice("is_different", "Say whether anything is different", &[("yes", true), ("no", false)]) else {
        return Ok(changed_page(frame, &view, &form).into_response());
    };
    let ask = SayWhatChanged {
        involvement: reference(&view)?,
        version: form.version(),
        said: form.value("said").to_owned(),
        done: form.value("done").to_owned(),
        is_different,
    };
    match say_what_changed(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| changed_page(frame, &view, form)),
    }
}
