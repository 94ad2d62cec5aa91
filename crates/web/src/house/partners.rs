//! Partners: the organisations that commission, partner, provide or speak for people.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use desk::house::add_organisation::{AddOrganisation, add_organisation, list_organisations};
use model::organisation::OrganisationKind;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::router::Asks::{May, SignIn};
use crate::router::{Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/partners.html")]
struct PartnersPage {
    layout: Layout,
    table: CardTable,
    may_add: bool,
}

page!(PartnersPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/partners", SignIn, "Partners and other organisations", list)
        .post("/partners", May(WriteCases), "Add an organisation", add)
        .get("/partners/new", May(WriteCases), "Add an organisation", blank)
}

const KINDS: [(&str, &str, OrganisationKind); 10] = [
    ("county", "County or unitary council", OrganisationKind::County),
    ("district", "District council", OrganisationKind::District),
    ("nhs", "NHS body", OrganisationKind::Nhs),
    ("police", "Police", OrganisationKind::Police),
    ("fire", "Fire and rescue", OrganisationKind::Fire),
    ("voluntary", "Charity or voluntary organisation", OrganisationKind::Voluntary),
    ("company", "Company", OrganisationKind::Company),
    ("community", "Community or parish group", OrganisationKind::Community),
    ("residents_panel", "Residents’ panel", OrganisationKind::ResidentsPanel),
    ("other", "Something else", OrganisationKind::Other),
];

fn kind_in_words(kind: OrganisationKind) -> &'static str {
    KINDS.iter().find(|(_, _, known)| *known == kind).map_or("Something else", |(_, words, _)| words)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartnersPage, PageError> {
    let bodies = list_organisations(&app.desk, &signed.actor).await?;
    let partners = bodies.iter().filter(|body| body.noun.is_partner && body.id != app.desk.authority).count();
    let providers = bodies.iter().filter(|body| body.noun.provides && body.id != app.desk.authority).count();
    let mut table = CardTable::new("Organisations")
        .caption_hidden()
        .column("Name")
        .column("Kind")
        .column("Partner")
        .column("Provides")
        .column("Also written");
    for body in &bodies {
        let says = |truth: bool| if truth { "Yes" } else { "No" };
        let name =
            if body.id == app.desk.authority { format!("{} (whose workbench this is)", body.noun.name) } else { body.noun.name.clone() };
        let spellings = if body.noun.also_called.is_empty() { "–".to_owned() } else { body.noun.also_called.join("; ") };
        table = table.row([
            Words::from(name),
            Words::from(kind_in_words(body.noun.kind)),
            Words::from(says(body.noun.is_partner)),
            Words::from(says(body.noun.provides)),
            Words::from(spellings),
        ]);
    }
    let layout = Layout::new(frame, "Partners")
        .in_section(Section::Partners)
        .lead(format!("{partners} partners decide with us and see what is shared with partners. {providers} organisations provide services; each sees its own performance, and only its own."))
        .audit("/audit?noun=organisation");
    Ok(PartnersPage { layout, table, may_add: signed.actor.can(WriteCases) })
}

async fn blank(frame: Frame) -> FormPage {
    add_page(frame, Form::blank())
}

fn add_page(frame: Frame, form: Form) -> FormPage {
    let layout =
        Layout::new(frame, "Add an organisation").in_section(Section::Partners).crumb("Partners", "/partners").with_errors(form.errors());
    let mut kind = form.radios("kind", "What kind of organisation?").small();
    for (value, words, _) in KINDS {
        kind = kind.offer(value, words);
    }
    let does = form
        .checkboxes("does", "What does it do with us?")
        .offer_with_hint(
            "partner",
            "It is a partner",
            "Its people see what is shared with partners, and may confirm from outside a service",
        )
        .offer_with_hint("provides", "It provides, or may bid to provide", "It never sees what is commercially sealed");
    FormPage::new(layout, "/partners", Button::new("Add it")).part(form.input("name", "Name")).part(kind).part(does).part(
        form.textarea("also_called", "Other spellings")
            .hint("As met in files, one on each line. A reader matches on them, and says so.")
            .rows(3),
    )
}

async fn add(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offered = KINDS.map(|(value, _, kind)| (value, kind));
    let name = form.text_up_to("name", "Write the name of the organisation", 160);
    let kind = form.choice("kind", "Choose what kind of organisation it is", &offered);
    let (Some(name), Some(kind)) = (name, kind) else { return Ok(add_page(frame, form).into_response()) };
    let ask = AddOrganisation {
        name,
        kind,
        also_called: form.value("also_called").lines().map(str::to_owned).collect(),
        provides: form.has("does", "provides"),
        is_partner: form.has("does", "partner"),
    };
    match add_organisation(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/partners")),
        Err(error) => {
            form.refused(error)?;
            Ok(add_page(frame, form).into_response())
        }
    }
}
