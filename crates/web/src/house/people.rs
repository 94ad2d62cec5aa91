//! People who sign in: who they are, their roles, adding one, and a new link for somebody who lost a password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::add_organisation::list_organisations;
use desk::house::add_person::{AddPerson, add_person};
use desk::house::change_person::{ChangeRoles, SetActive, change_roles, set_active};
use desk::house::choose_password::reset_by_administrator;
use desk::house::links::OneTimeLink;
use desk::house::people::{PersonRow, list_people, read_person};
use desk::house::roles::list_roles;
use desk::house::set_up::OPERATOR;
use model::id::{OrganisationId, PersonId};
use model::role::Permission::ManagePeople;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::choices::Checkboxes;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::house::stale;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/people.html")]
struct PeoplePage {
    layout: Layout,
    table: CardTable,
}

#[derive(Template)]
#[template(path = "house/person.html")]
struct PersonPage {
    layout: Layout,
    person: PersonRow,
    /// Both versions, where somebody else changed this person meanwhile.
    stale: Markup,
    roles: Checkboxes,
    roles_reason: Markup,
    active_reason: Markup,
    save: Button,
    reset: Button,
    switch: Button,
}

#[derive(Template)]
#[template(path = "house/link.html")]
struct LinkPage {
    layout: Layout,
    path: String,
    until: String,
}

page!(PeoplePage, PersonPage, LinkPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/people", May(ManagePeople), "People who sign in", list)
        .post("/people", May(ManagePeople), "Add a person", add)
        .get("/people/new", May(ManagePeople), "Add a person", blank)
        .get("/people/{id}", May(ManagePeople), "A person: roles, link, signing in", show)
        .post("/people/{id}/roles", May(ManagePeople), "Change a person’s roles", save_roles)
        .post("/people/{id}/active", May(ManagePeople), "Let a person in, or no longer", save_active)
        .post("/people/{id}/link", May(ManagePeople), "Make a one-time link for a person", make_link)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PeoplePage, PageError> {
    let people = list_people(&app.desk, &signed.actor).await?;
    let waiting = people.iter().filter(|person| person.active && !person.can_sign_in).count();
    let active = people.iter().filter(|person| person.active).count();
    let mut table = CardTable::new("People who sign in")
        .caption_hidden()
        .column("Name")
        .column("Job")
        .column("Organisation")
        .column("Roles")
        .column("May sign in");
    for person in &people {
        let name = crate::ww::link(&person.name, &format!("/people/{}", person.id));
        let state = match (person.active, person.can_sign_in) {
            (true, true) => "Yes",
            (true, false) if app.desk.place.is_sample => "Yes",
            (true, false) => "Has a link, and no password yet",
            (false, _) => "No longer",
        };
        let roles = roles_in_words(person);
        table = table.row([
            Words::from(name),
            Words::from(&person.job),
            Words::from(&person.organisation),
            Words::from(roles),
            Words::from(state),
        ]);
    }
    let lead = match waiting {
        0 => format!("{active} people may sign in."),
        _ if app.desk.place.is_sample => format!("{active} people may sign in."),
        _ => format!("{active} people may sign in; {waiting} of them have not chosen a password yet."),
    };
    let layout = Layout::new(frame, "People").crumb("My cases", "/").lead(lead).audit("/audit?noun=person");
    Ok(PeoplePage { layout, table })
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    add_page(&app, frame, &signed, Form::blank()).await
}

async fn add_page(app: &App, frame: Frame, signed: &Signed, form: Form) -> Result<FormPage, PageError> {
    let layout = Layout::new(frame, "Add a person")
        .crumb("My cases", "/")
        .crumb("People", "/people")
        .lead("You get a link to hand over. They choose their own password with it: nobody else ever knows it.")
        .with_errors(form.errors());
    let mut organisation = form.select("organisation", "Organisation").offer("", "Choose one");
    for body in list_organisations(&app.desk, &signed.actor).await? {
        organisation = organisation.offer(body.id.to_string(), body.noun.name);
    }
    let mut roles = form
        .checkboxes("roles", "Roles")
        .hint("What they may do is the sum of their roles. What each role includes is on the page Permissions.");
    for role in list_roles(&app.desk).await?.into_iter().filter(|role| role.noun.code != OPERATOR) {
        roles = roles.offer(role.noun.code, role.noun.title);
    }
    Ok(FormPage::new(layout, "/people", Button::new("Add and make the link"))
        .part(form.input("name", "Name"))
        .part(form.input("job", "What they do").hint("As shown beside the name, for example head of commissioning"))
        .part(form.input("email", "E-mail address").hint("They sign in with it").kind("email"))
        .part(organisation)
        .part(roles))
}

async fn add(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let Ok(organisation) = form.value("organisation").parse::<OrganisationId>() else {
        form.text("name", "Write the name");
        form.add_error("organisation", "Choose an organisation from the list");
        return Ok(add_page(&app, frame, &signed, form).await?.into_response());
    };
    let typed = |name: &str| form.value(name).to_owned();
    let ask = AddPerson {
        name: typed("name"),
        email: typed("email"),
        job: typed("job"),
        organisation,
        roles: form.fields().all("roles").map(str::to_owned).collect(),
    };
    let name = ask.name.trim().to_owned();
    match add_person(&app.desk, &signed.actor, ask).await {
        Ok((_, link)) => Ok(link_page(&app, frame, &name, &link).into_response()),
        Err(error) => {
            form.refused(error)?;
            Ok(add_page(&app, frame, &signed, form).await?.into_response())
        }
    }
}

/// Shown once: the link is not kept and cannot be shown again.
fn link_page(app: &App, frame: Frame, name: &str, link: &OneTimeLink) -> LinkPage {
    let until = link.expires.to_zoned(app.desk.zone.clone());
    let until = format!("{} at {:02}:{:02}", quantity::period::with_weekday(until.date()), until.hour(), until.minute());
    let layout = Layout::new(frame, format!("A link for {name}"))
        .crumb("My cases", "/")
        .crumb("People", "/people")
        .lead("Hand it over now: it is shown once, works once, and is not kept here.");
    LinkPage { layout, path: link.path(false), until }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(id): Path<String>) -> Result<PersonPage, PageError> {
    let person = read_person(&app.desk, &signed.actor, read(&id)?).await?;
    person_page(&app, frame, person, Form::blank(), None, Markup::default()).await
}

async fn person_page(
    app: &App,
    frame: Frame,
    person: PersonRow,
    form: Form,
    chosen: Option<Vec<String>>,
    stale: Markup,
) -> Result<PersonPage, PageError> {
    let held = chosen.unwrap_or_else(|| person.roles.iter().map(|role| role.code.clone()).collect());
    let mut roles = form.checkboxes("roles", "Roles").values(held);
    for role in list_roles(&app.desk).await?.into_iter().filter(|role| role.noun.code != OPERATOR) {
        roles = roles.offer(role.noun.code, role.noun.title);
    }
    let lead = match (person.active, person.can_sign_in || app.desk.place.is_sample) {
        (true, true) => format!("{}, {}. May sign in.", capitalised(&person.job), person.organisation),
        (true, false) => format!("{}, {}. Has not chosen a password yet.", capitalised(&person.job), person.organisation),
        (false, _) => format!("{}, {}. May no longer sign in; what they did stays.", capitalised(&person.job), person.organisation),
    };
    let layout = Layout::new(frame, person.name.clone())
        .crumb("My cases", "/")
        .crumb("People", "/people")
        .lead(lead)
        .audit(format!("/audit?record={}", person.id))
        .with_errors(form.errors());
    let why = "Kept with the change, and shown in who changed what. Name no resident.";
    let roles_reason = form.input("reason", "Why?").hint(why).into();
    let active_reason = form.input("why", "Why?").hint(why).into();
    let switch = if person.active { Button::new("No longer let them sign in").warning() } else { Button::new("Let them sign in again") };
    Ok(PersonPage {
        layout,
        stale,
        roles,
        roles_reason,
        active_reason,
        save: Button::new("Save roles"),
        reset: Button::new("Make a new link").secondary(),
        switch,
        person,
    })
}

async fn save_roles(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let roles: Vec<String> = form.fields().all("roles").map(str::to_owned).collect();
    let person = read(&id)?;
    let ask = ChangeRoles { person, version: version(&form), roles: roles.clone(), reason: form.value("reason").to_owned() };
    match change_roles(&app.desk, &signed.actor, ask).await {
        Ok(()) => Ok(to(&format!("/people/{id}"))),
        Err(DeskError::Stale) => {
            let now = read_person(&app.desk, &signed.actor, person).await?;
            let all = list_roles(&app.desk).await?;
            let titles = all.iter().filter(|role| roles.contains(&role.noun.code)).map(|role| role.noun.title.as_str());
            let both =
                stale::both(&[("Roles", &roles_in_words(&now), &listed(titles)), ("May sign in", &active_in_words(now.active), OUTSIDE)]);
            Ok((StatusCode::CONFLICT, person_page(&app, frame, now, form, Some(roles), both).await?).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            let person = read_person(&app.desk, &signed.actor, person).await?;
            Ok(person_page(&app, frame, person, form, Some(roles), Markup::default()).await?.into_response())
        }
    }
}

async fn save_active(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let person = read(&id)?;
    let ask = SetActive { person, version: version(&form), active: form.value("active") == "yes", reason: form.value("why").to_owned() };
    match set_active(&app.desk, &signed.actor, ask).await {
        Ok(()) => Ok(to(&format!("/people/{id}"))),
        Err(DeskError::Faults(faults)) => {
            for fault in faults {
                form.add_error(if fault.field == "reason" { "why" } else { fault.field }, fault.message);
            }
            let person = read_person(&app.desk, &signed.actor, person).await?;
            Ok(person_page(&app, frame, person, form, None, Markup::default()).await?.into_response())
        }
        Err(DeskError::Stale) => {
            let now = read_person(&app.desk, &signed.actor, person).await?;
            let asked = active_in_words(form.value("active") == "yes");
            let both = stale::both(&[("May sign in", &active_in_words(now.active), &asked), ("Roles", &roles_in_words(&now), OUTSIDE)]);
            Ok((StatusCode::CONFLICT, person_page(&app, frame, now, form, None, both).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn make_link(State(app): State<App>, frame: Frame, signed: Signed, Path(id): Path<String>) -> Result<LinkPage, PageError> {
    let person = read_person(&app.desk, &signed.actor, read(&id)?).await?;
    let link = reset_by_administrator(&app.desk, &signed.actor, person.id).await?;
    Ok(link_page(&app, frame, &person.name, &link))
}

fn read(id: &str) -> Result<PersonId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// The version the form was made from; nothing readable is no version at all, so that the save is refused as stale.
fn version(form: &Form) -> i64 {
    form.value("version").parse().unwrap_or(-1)
}

/// Of an answer the form that was sent does not ask for.
const OUTSIDE: &str = "Not in the form you sent";

fn roles_in_words(person: &PersonRow) -> String {
    listed(person.roles.iter().map(|role| role.title.as_str()))
}

fn listed<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let titles: Vec<&str> = titles.collect();
    if titles.is_empty() { "None".to_owned() } else { titles.join(", ") }
}

fn active_in_words(active: bool) -> String {
    if active { "Yes" } else { "No longer" }.to_owned()
}

/// "Head of commissioning" for "head of commissioning".
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
