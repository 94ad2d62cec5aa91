//! Neighbourhoods that commission: all of them with what they come to together, one with its projects, and its forms.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::needs::read_needs::{Offered, offered};
use desk::plan::neighbourhood::propose_project::{ProposeProject, propose_project};
use desk::plan::neighbourhood::read_neighbourhoods::{NeighbourhoodsView, find_neighbourhood, read_neighbourhoods};
use desk::plan::neighbourhood::say_of_project::{SayOfProject, WordOf, say_of_project};
use desk::plan::neighbourhood::set_up_neighbourhood::{SetUpNeighbourhood, set_up_neighbourhood};
use model::id::NeighbourhoodId;
use model::neighbourhood::{Neighbourhood, NeighbourhoodProject, ProjectState};
use model::record::Record;
use model::role::Permission::{Decide, ReadCases, WriteCases};
use quantity::Period;
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

/// What it puts first itself.
const FIRST: [(&str, &str); 3] = [
    ("first", "What does it put first? (not required)"),
    ("second", "What comes second? (not required)"),
    ("third", "What comes third? (not required)"),
];

const TITLE: &str = "Neighbourhoods that commission";

pub fn routes() -> Routes {
    const NEW: &str = "Delegate a budget to a neighbourhood";
    const PROPOSE: &str = "Put a project of a neighbourhood forward";
    const SAY: &str = "Enter what a neighbourhood decided on a project";
    const AGREE: &str = "Agree to a project above a neighbourhood’s limit";
    Routes::new()
        .get("/neighbourhoods", May(ReadCases), TITLE, list)
        .get("/neighbourhoods/new", May(WriteCases), NEW, new_blank)
        .post("/neighbourhoods/new", May(WriteCases), NEW, new_send)
        .get("/neighbourhoods/{reference}", May(ReadCases), "One neighbourhood’s budget, projects and limit", show)
        .get("/neighbourhoods/{reference}/project", May(WriteCases), PROPOSE, project_blank)
        .post("/neighbourhoods/{reference}/project", May(WriteCases), PROPOSE, project_send)
        .get("/neighbourhoods/{reference}/decide", May(WriteCases), SAY, decide_blank)
        .post("/neighbourhoods/{reference}/decide", May(WriteCases), SAY, decide_send)
        .get("/neighbourhoods/{reference}/agree", May(Decide), AGREE, agree_blank)
        .post("/neighbourhoods/{reference}/agree", May(Decide), AGREE, agree_send)
}

fn at(record: &Record<NeighbourhoodId, Neighbourhood>) -> String {
    format!("/neighbourhoods/{}", reference_of(&record.reference))
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_neighbourhoods(&app.desk, &signed.actor).await?;
    let may_write = signed.actor.can(WriteCases);
    let layout = Layout::new(frame, TITLE)
        .in_section(Section::Plan)
        .crumb("Plan", "/plan")
        .lead(format!(
            "{} delegated to {}. {} goes ahead; {} waits for the authority’s agreement.",
            count::money(view.budget),
            count::of_things(view.all.len() as u64, "neighbourhood", "neighbourhoods"),
            count::money(view.goes_ahead),
            count::money(view.waiting)
        ))
        .audit("/audit?noun=neighbourhood");
    let add = if may_write {
        ww::link("Delegate a budget", "/neighbourhoods/new")
    } else {
        Markup::text("Somebody who may change cases sets up the first.")
    };
    if view.all.is_empty() {
        let says = "Here stands what neighbourhoods commission with a budget of their own, and up to which cost they decide alone.";
        return Ok(PartsPage::whole(layout, EmptyState::new("No neighbourhood yet", says, add).into()));
    }
    let mut table = CardTable::new("Neighbourhoods")
        .caption_hidden()
        .column("Neighbourhood")
        .column("Year")
        .figures("Budget")
        .figures("Goes ahead")
        .figures("Waits")
        .figures("Left")
        .figures("Alone up to");
    for one in &view.all {
        let noun = &one.noun;
        table = table.row([
            Words::from(ww::link(&noun.place, &at(one))),
            Words::from(Period::FinancialYear(noun.year).in_words()),
            Words::from(count::money(noun.budget)),
            Words::from(count::money(noun.cost_of(ProjectState::GoesAhead))),
            Words::from(count::money(noun.cost_of(ProjectState::Waiting))),
            Words::from(count::money(noun.left())),
            Words::from(count::money(noun.limit)),
        ]);
    }
    table = table.sum([
        Words::from("Together"),
        Words::from(""),
        Words::from(count::money(view.budget)),
        Words::from(count::money(view.goes_ahead)),
        Words::from(count::money(view.waiting)),
        Words::from(""),
        Words::from(""),
    ]);
    let mut ways = vec![("Needs, and what is good here", "/needs".to_owned())];
    if may_write {
        ways.insert(0, ("Delegate a budget", "/neighbourhoods/new".to_owned()));
    }
    let parts = vec![Part { id: "needs".into(), title: "What it comes to, by need".into(), body: by_need(&view) }];
    Ok(PartsPage { layout, before: Markup::from(table).and(links(&ways)), parts })
}

/// What goes ahead or waits, added up by the need it answers.
fn by_need(view: &NeighbourhoodsView) -> Markup {
    let mut table = CardTable::new("Projects by need").caption_hidden().column("Need").figures("Projects").figures("Cost");
    let counted = |need: Option<model::id::NeedId>| {
        let projects = view.all.iter().flat_map(|one| one.noun.projects.iter().map(move |project| (one, project)));
        let is_on = |state| matches!(state, ProjectState::GoesAhead | ProjectState::Waiting);
        let of: Vec<_> = projects.filter(|(one, project)| project.need == need && is_on(one.noun.state(project))).collect();
        (of.len(), of.iter().map(|(_, project)| project.cost).sum())
    };
    for (id, (reference, title)) in &view.needs {
        let (projects, cost) = counted(Some(*id));
        if projects > 0 {
            let name = ww::link(title, &format!("/needs/{reference}"));
            table = table.row([Words::from(name), Words::from(projects.to_string()), Words::from(count::money(cost))]);
        }
    }
    let (projects, cost) = counted(None);
    if projects > 0 {
        table = table.row([Words::from("No need is named"), Words::from(projects.to_string()), Words::from(count::money(cost))]);
    }
    if table.rows.is_empty() { paragraph("No project is decided on yet.") } else { table.into() }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_neighbourhoods(&app.desk, &signed.actor).await?;
    let record = find(&app, &signed, &reference).await?;
    let noun = &record.noun;
    let who = view.bodies.get(&noun.commissioner).cloned().unwrap_or_else(|| "a body you cannot see".to_owned());
    let layout = Layout::new(frame, format!("{}, {}", noun.place, Period::FinancialYear(noun.year).in_words()))
        .in_section(Section::Plan)
        .crumb(TITLE, "/neighbourhoods")
        .caption(reference_of(&record.reference))
        .lead(format!(
            "{who} has {} in the year and decides alone on projects of up to {}. {} is left.",
            count::money(noun.budget),
            count::money(noun.limit),
            count::money(noun.left())
        ))
        .audit(format!("/audit?record={}", record.id));
    let may_write = signed.actor.can(WriteCases);
    let may_agree = signed.actor.can(Decide);
    let own: String =
        noun.priorities.iter().filter_map(|id| view.priorities.get(id)).map(|one| format!("<li>{}</li>", Markup::text(one))).collect();
    let own = if own.is_empty() {
        paragraph("It names no priorities of its own.")
    } else {
        Markup::trusted(format!("<ol class=\"govuk-list govuk-list--number\">{own}</ol>"))
    };
    let parts = vec![
        Part { id: "projects".into(), title: "Projects".into(), body: projects(&view, &record, may_write, may_agree) },
        Part { id: "priorities".into(), title: "Its own priorities".into(), body: own },
        Part { id: "delegation".into(), title: "Where the delegation is written".into(), body: paragraph(&noun.delegated_in) },
    ];
    let before = if may_write { links(&[("Put a project forward", format!("{}/project", at(&record)))]) } else { Markup::default() };
    Ok(PartsPage { layout, before, parts })
}

fn state(of: &Neighbourhood, project: &NeighbourhoodProject) -> Markup {
    match of.state(project) {
        ProjectState::Proposed => Markup::from(ww::unknown("Put forward")),
        ProjectState::Waiting => Markup::from(ww::not_yet("Chosen; above the limit, waits for the authority")),
        ProjectState::GoesAhead => Markup::from(ww::shown("Goes ahead")),
        ProjectState::Declined => Markup::text("Declined"),
    }
}

fn projects(view: &NeighbourhoodsView, record: &Record<NeighbourhoodId, Neighbourhood>, may_write: bool, may_agree: bool) -> Markup {
    if record.noun.projects.is_empty() {
        return paragraph("No project is put forward yet.");
    }
    let mut table = CardTable::new("Projects")
        .caption_hidden()
        .column("Project")
        .figures("Cost")
        .column("Serves")
        .column("How it was chosen")
        .column("State");
    for (number, project) in record.noun.projects.iter().enumerate() {
        let need =
            project.need.and_then(|id| view.needs.get(&id)).map(|(reference, title)| ww::link(title, &format!("/needs/{reference}")));
        let priority = project.priority.and_then(|id| view.priorities.get(&id)).map(|title| Markup::text(title.as_str()));
        let serves = [need, priority].into_iter().flatten().reduce(|one, other| one.and(Markup::text("; ")).and(other));
        let mut state = state(&record.noun, project);
        let words = [("The neighbourhood", &project.decided), ("The authority", &project.agreed)];
        for (who, word) in words.into_iter().filter_map(|(who, word)| word.as_ref().map(|word| (who, word))) {
            let said = format!("{who}, {}, {}: {}", word.by_role.to_lowercase(), count::plain_date(word.on), word.note);
            state = state.and(Markup::trusted("<br>")).and(Markup::text(said));
        }
        if may_write && project.decided.is_none() {
            let name = format!("Enter what was decided on {}", project.title);
            state = state.and(Markup::trusted("<br>")).and(ww::link(&name, &format!("{}/decide?project={number}", at(record))));
        }
        if may_agree && record.noun.state(project) == ProjectState::Waiting {
            let name = format!("Agree to {}, or not", project.title);
            state = state.and(Markup::trusted("<br>")).and(ww::link(&name, &format!("{}/agree?project={number}", at(record))));
        }
        table = table.row([
            Words::from(project.title.as_str()),
            Words::from(count::money(project.cost)),
            Words::from(serves.unwrap_or_else(|| Markup::text("Nothing that is written down"))),
            Words::from(project.how_chosen.as_str()),
            Words::from(state),
        ]);
    }
    table.into()
}

async fn find(app: &App, signed: &Signed, reference: &str) -> Result<Record<NeighbourhoodId, Neighbourhood>, PageError> {
    Ok(find_neighbourhood(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn new_page(frame: Frame, offers: &Offered, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Delegate a budget to a neighbourhood")
        .in_section(Section::Plan)
        .crumb(TITLE, "/neighbourhoods")
        .with_errors(form.errors());
    let mut who = form.select("commissioner", "Who commissions there?").offer("", "Choose one");
    for body in offers.organisations.iter().filter(|body| body.noun.is_partner) {
        who = who.offer(body.id.to_string(), body.noun.name.clone());
    }
    let mut page = FormPage::new(layout, "/neighbourhoods/new", Button::new("Delegate it"));
    page = page.part(who);
    for (name, question) in FIRST {
        let mut select = form.select(name, question).offer("", "None");
        for one in &offers.priorities {
            select = select.offer(one.id.to_string(), one.noun.title.clone());
        }
        page = page.part(select);
    }
    page.part(form.input("place", "Which part of the place?"))
        .part(form.input("year", "Which financial year?").hint("The year it begins in, for example 2026").width(4).keyboard("numeric"))
        .part(form.input("budget", "How much has it in the year?").prefix("£").width(10))
        .part(form.input("limit", "Up to which cost of one project does it decide alone?").prefix("£").width(10))
        .part(form.textarea("delegated_in", "Where is the delegation written?").rows(2))
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(new_page(frame, &offered(&app.desk, &signed.actor).await?, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offers = offered(&app.desk, &signed.actor).await?;
    let year = form.whole_number("year", "Write the year it begins in, for example 2026", 1990..=2100);
    let budget = form.money("budget", "Say how much it has in the year");
    let limit = form.money("limit", "Say up to which cost of one project it decides alone");
    let ask = SetUpNeighbourhood {
        commissioner: form.value("commissioner").parse().ok(),
        place: form.value("place").to_owned(),
        year: year.and_then(|year| i16::try_from(year).ok()),
        budget,
        limit,
        delegated_in: form.value("delegated_in").to_owned(),
        priorities: FIRST.iter().filter_map(|(name, _)| form.value(name).parse().ok()).collect(),
    };
    if form.has_errors() {
        return Ok(new_page(frame, &offers, &form).into_response());
    }
    match set_up_neighbourhood(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| new_page(frame, &offers, form)),
    }
}

fn form_of(frame: Frame, record: &Record<NeighbourhoodId, Neighbourhood>, title: &str, last: &str, form: &Form) -> FormPage {
    let layout = Layout::new(frame, title)
        .in_section(Section::Plan)
        .crumb(TITLE, "/neighbourhoods")
        .crumb(record.noun.place.clone(), at(record))
        .with_errors(form.errors());
    let version = if form.value("version").is_empty() { record.version.to_string() } else { form.value("version").to_owned() };
    FormPage::new(layout, format!("{}/{last}", at(record)), Button::new("Save")).carrying("version", &version)
}

fn project_page(frame: Frame, record: &Record<NeighbourhoodId, Neighbourhood>, offers: &Offered, form: &Form) -> FormPage {
    let mut need = form.select("need", "Which need does it answer? (not required)").offer("", "None");
    for one in &offers.needs {
        need = need.offer(one.id.to_string(), one.noun.title.clone());
    }
    let mut priority = form.select("priority", "Which priority does it serve? (not required)").offer("", "None");
    for one in &offers.priorities {
        priority = priority.offer(one.id.to_string(), one.noun.title.clone());
    }
    form_of(frame, record, "Put a project forward", "project", form)
        .part(form.input("title", "What is the project?"))
        .part(form.input("cost", "What does it cost?").prefix("£").width(10))
        .part(need)
        .part(priority)
        .part(form.textarea("how_chosen", "How were the people there asked, and what came of it?").rows(3))
}

async fn project_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = find(&app, &signed, &reference).await?;
    Ok(project_page(frame, &record, &offered(&app.desk, &signed.actor).await?, &Form::blank()))
}

async fn project_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = find(&app, &signed, &reference).await?;
    let offers = offered(&app.desk, &signed.actor).await?;
    let cost = form.money("cost", "Say what it costs");
    let ask = ProposeProject {
        neighbourhood: record.id,
        version: form.version(),
        title: form.value("title").to_owned(),
        cost,
        need: form.value("need").parse().ok(),
        priority: form.value("priority").parse().ok(),
        how_chosen: form.value("how_chosen").to_owned(),
    };
    if form.has_errors() {
        return Ok(project_page(frame, &record, &offers, &form).into_response());
    }
    match propose_project(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| project_page(frame, &record, &offers, form)),
    }
}

/// `?project=0`: its place in the list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    project: String,
}

fn say_page(word_of: WordOf, frame: Frame, record: &Record<NeighbourhoodId, Neighbourhood>, form: &Form) -> FormPage {
    let (title, last, yes, no) = match word_of {
        WordOf::Neighbourhood => ("What did the neighbourhood decide?", "decide", "It is to be done", "It is not to be done"),
        WordOf::Authority => ("Does the authority agree?", "agree", "Yes: it goes ahead", "No"),
    };
    let mut which = form.select("project", "Which project?").offer("", "Choose one");
    for (number, project) in record.noun.projects.iter().enumerate() {
        which = which.offer(number.to_string(), format!("{} ({})", project.title, count::money(project.cost)));
    }
    form_of(frame, record, title, last, form)
        .part(which)
        .part(form.radios("yes", "What was decided?").offer("yes", yes).offer("no", no))
        .part(form.textarea("note", "Where does the decision stand, and why was it taken?").rows(3))
}

async fn decide_blank(state: State<App>, frame: Frame, signed: Signed, path: Path<String>, of: Query<Of>) -> Result<FormPage, PageError> {
    say_blank(WordOf::Neighbourhood, state, frame, signed, path, of).await
}

async fn agree_blank(state: State<App>, frame: Frame, signed: Signed, path: Path<String>, of: Query<Of>) -> Result<FormPage, PageError> {
    say_blank(WordOf::Authority, state, frame, signed, path, of).await
}

async fn say_blank(
    word_of: WordOf,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(of): Query<Of>,
) -> Result<FormPage, PageError> {
    let record = find(&app, &signed, &reference).await?;
    Ok(say_page(word_of, frame, &record, &Form::blank().with("project", of.project)))
}

async fn decide_send(state: State<App>, frame: Frame, signed: Signed, path: Path<String>, fields: Fields) -> Result<Response, PageError> {
    say_send(WordOf::Neighbourhood, state, frame, signed, path, fields).await
}

async fn agree_send(state: State<App>, frame: Frame, signed: Signed, path: Path<String>, fields: Fields) -> Result<Response, PageError> {
    say_send(WordOf::Authority, state, frame, signed, path, fields).await
}

async fn say_send(
    word_of: WordOf,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = find(&app, &signed, &reference).await?;
    let Ok(project) = form.value("project").parse() else {
        form.add_error("project", "Choose the project it is about");
        return Ok(say_page(word_of, frame, &record, &form).into_response());
    };
    let yes = [("yes", true), ("no", false)].into_iter().find(|(code, _)| *code == form.value("yes")).map(|(_, yes)| yes);
    let ask =
        SayOfProject { neighbourhood: record.id, version: form.version(), project, word_of, yes, note: form.value("note").to_owned() };
    match say_of_project(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| say_page(word_of, frame, &record, form)),
    }
}
