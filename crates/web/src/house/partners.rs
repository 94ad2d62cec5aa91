//! Partners: the organisations that commission, partner, provide or speak for people.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use desk::house::add_organisation::{AddOrganisation, add_organisation, list_organisations};
use model::id::OrganisationId;
use model::organisation::{Organisation, OrganisationKind};
use model::record::Record;
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
            match ended_in_words(&body.noun, &bodies) {
                Some(ended) => Words::from(format!("{name}. {ended}")),
                None => Words::from(name),
            },
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

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    add_page(&app, frame, &signed, Form::blank()).await
}

async fn add_page(app: &App, frame: Frame, signed: &Signed, form: Form) -> Result<FormPage, PageError> {
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
    let mut followed_by = form.select("followed_by", "If so, what took its place? (not required)").offer("", "Nothing, or not known");
    for body in list_organisations(&app.desk, &signed.actor).await?.into_iter().filter(|body| body.noun.ended.is_none()) {
        followed_by = followed_by.offer(body.id.to_string(), body.noun.name);
    }
    Ok(FormPage::new(layout, "/partners", Button::new("Add it"))
        .part(form.input("name", "Name"))
        .part(kind)
        .part(does)
        .part(
            form.textarea("also_called", "Other spellings and codes")
                .hint("As met in files, one on each line. A reader matches on them, and says so.")
                .rows(3),
        )
        .part(
            form.date_input("ended", "From which day is it no more? (not required)")
                .hint("Of an abolished district or one that closed. Figures of later months under its name or code are pointed out."),
        )
        .part(followed_by))
}

/// "No more from 1 April 2019; Stourbeck District Council took its place".
fn ended_in_words(body: &Organisation, all: &[Record<OrganisationId, Organisation>]) -> Option<String> {
    let on = quantity::period::in_words(body.ended?);
    Some(match all.iter().find(|other| Some(other.id) == body.followed_by) {
        Some(next) => format!("No more from {on}; {} took its place", next.noun.name),
        None => format!("No more from {on}"),
    })
}

async fn add(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offered = KINDS.map(|(value, _, kind)| (value, kind));
    let name = form.text_up_to("name", "Write the name of the organisation", 160);
    let kind = form.choice("kind", "Choose what kind of organisation it is", &offered);
    let ended = form.optional_date("ended");
    let (Some(name), Some(kind), false) = (name, kind, form.has_errors()) else {
        return Ok(add_page(&app, frame, &signed, form).await?.into_response());
    };
    let ask = AddOrganisation {
        name,
        kind,
        also_called: form.value("also_called").lines().map(str::to_owned).collect(),
        provides: form.has("does", "provides"),
        is_partner: form.has("does", "partner"),
        ended,
        followed_by: form.value("followed_by").parse().ok(),
    };
    match add_organisation(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/partners")),
        Err(error) => {
            form.refused(error)?;
            Ok(add_page(&app, frame, &signed, form).await?.into_response())
        }
    }
}
