//! Roles and bodies: who commissions and who provides, what keeps the two apart, and how often elected members were in the room.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::roles_of_bodies::{Apart, BodiesView, BodyRow, Separate, find_separation, read_roles_and_bodies, separate};
use model::id::OrganisationId;
use model::role::Permission::{ReadCases, WriteCases};
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
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const APART: &str = "Say how a body keeps commissioning and providing apart";
    Routes::new()
        .get("/roles-and-bodies", May(ReadCases), "Roles and bodies: who commissions, who provides, who was in the room", show)
        .get("/roles-and-bodies/apart", May(WriteCases), APART, apart_blank)
        .post("/roles-and-bodies/apart", May(WriteCases), APART, apart_send)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_roles_and_bodies(&app.desk, &signed.actor).await?;
    let may_write = frame.may(WriteCases);
    let missing = view.bodies.iter().filter(|row| matches!(row.apart, Apart::Missing)).count() as u64;
    let both = view.bodies.iter().filter(|row| !matches!(row.apart, Apart::NotNeeded)).count() as u64;
    let both_said = count::sentence(&count::of_things(both, "body commissions and provides", "bodies commission and provide"));
    let lead = match missing {
        0 => format!("{both_said}, and what keeps the two apart is on record of each."),
        some => format!("{both_said}; of {} nothing is on record that keeps the two apart.", count::number(some)),
    };
    let layout = Layout::new(frame, "Roles and bodies")
        .in_section(Section::Partners)
        .crumb("Partners", "/partners")
        .lead(lead)
        .source("Services, arrangements, funds, partnerships and cases as they are written down here.")
        .audit("/audit?noun=separation");
    let part = |id: &str, title: &str, body: Markup| Part { id: id.into(), title: title.into(), body };
    let said: String = view.sentences.iter().map(|said| format!("<li>{}</li>", Markup::text(said))).collect();
    let before = if said.is_empty() {
        Markup::default()
    } else {
        Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{said}</ul>"))
    };
    let parts = vec![
        part("bodies", "Who commissions, and who provides", bodies(&view, may_write)),
        part("members", "What elected members are for, and how often they were there", members(&view)),
        part("changes", "Moves to a new way of working", links(&[("Plans of a change", "/change-plans".to_owned())])),
    ];
    Ok(PartsPage { layout, before, parts })
}

fn bodies(view: &BodiesView, may_write: bool) -> Markup {
    if view.bodies.is_empty() {
        return EmptyState::new(
            "No body commissions yet",
            "Here stands who decides and pays, who provides, and what keeps the two apart where one body does both.",
            ww::link("See the partnerships", "/partnerships"),
        )
        .into();
    }
    let mut table = CardTable::new("Who commissions, and who provides")
        .caption_hidden()
        .column("Body")
        .column("Commissions: it")
        .column("Provides: it")
        .column("Roles that sign in here")
        .column("Kept apart");
    let list = |all: &[String]| if all.is_empty() { "Does not".to_owned() } else { count::list(all) };
    for row in &view.bodies {
        let roles: Vec<String> =
            row.roles.iter().map(|(title, people)| if *people > 1 { format!("{title} ({people})") } else { title.clone() }).collect();
        table = table.row([
            Words::from(row.body.noun.name.as_str()),
            Words::from(list(&row.commissions)),
            Words::from(list(&row.provides)),
            Words::from(if roles.is_empty() { "None that you can see".to_owned() } else { count::list(&roles) }),
            Words::from(apart(row, may_write)),
        ]);
    }
    table.into()
}

fn apart(row: &BodyRow, may_write: bool) -> Markup {
    let (said, change) = match &row.apart {
        Apart::NotNeeded => return Markup::text("Not needed: it is not both"),
        Apart::Missing => (Markup::from(ww::not_yet("Nothing is on record")), "Say how"),
        Apart::Old(record) => {
            let said = format!("Was to be looked at again by {}. {}", count::plain_date(record.noun.review_on), record.noun.how);
            (Markup::from(ww::not_yet(said)), "Look at it again")
        }
        Apart::InForce(record) => {
            let noun = &record.noun;
            let said = format!(
                "{} commissions, {} provides. {} ({}, looked at again by {})",
                noun.commissioning_role,
                noun.providing_role,
                noun.how,
                noun.source,
                count::plain_date(noun.review_on)
            );
            (Markup::text(said), "Change")
        }
    };
    if !may_write {
        return said;
    }
    let words = format!("{change}: {}", row.body.noun.name);
    said.and(Markup::trusted("<br>")).and(ww::link(&words, &format!("/roles-and-bodies/apart?of={}", row.body.id)))
}

fn members(view: &BodiesView) -> Markup {
    let mut table = CardTable::new(format!("Elected members in the room in the last {} months", view.months))
        .column("What they are for")
        .column("At this stage")
        .figures("Meetings")
        .figures("With elected members")
        .figures("Nobody wrote it down");
    for row in &view.members {
        table = table.row([
            Words::from(row.role),
            Words::from(row.what),
            Words::from(row.rooms.to_string()),
            Words::from(row.with_members.to_string()),
            Words::from(row.not_said.to_string()),
        ]);
    }
    paragraph("Elected members set ends, weigh what is chosen, and scrutinise what came of it; officers and partners find the means. Counted from who was in the room at each stage of a case you can see, and at meetings of partnerships.")
        .and(table)
}

/// `?of=ID`: whose.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    of: String,
}

async fn apart_blank(State(app): State<App>, frame: Frame, signed: Signed, Query(of): Query<Of>) -> Result<FormPage, PageError> {
    let body: OrganisationId = of.of.parse().map_err(|_| PageError::NotFound)?;
    let (name, there) = find_separation(&app.desk, &signed.actor, body).await?;
    let form = match there {
        Some(record) => {
            let noun = record.noun;
            Form::blank()
                .with("version", record.version.to_string())
                .with("commissioning_role", noun.commissioning_role)
                .with("providing_role", noun.providing_role)
                .with("how", noun.how)
                .with("source", noun.source)
                .with_date("agreed_on", noun.agreed_on)
                .with_date("review_on", noun.review_on)
        }
        None => Form::blank().with("version", "0"),
    };
    Ok(apart_page(frame, &name, body, &form))
}

fn apart_page(frame: Frame, name: &str, body: OrganisationId, form: &Form) -> FormPage {
    let layout = Layout::new(frame, format!("How does {name} keep commissioning and providing apart?"))
        .in_section(Section::Partners)
        .crumb("Roles and bodies", "/roles-and-bodies")
        .with_errors(form.errors());
    FormPage::new(layout, "/roles-and-bodies/apart", Button::new("Save"))
        .carrying("body", &body.to_string())
        .carrying("version", form.value("version"))
        .part(form.input("commissioning_role", "Which role commissions?"))
        .part(form.input("providing_role", "Which role provides?").hint("Another one"))
        .part(
            form.textarea("how", "What keeps them apart?").hint("Who decides, who sees prices and who scores, and who is left out of each"),
        )
        .part(form.input("source", "In which paper does it stand?"))
        .part(form.date_input("agreed_on", "When was it agreed?"))
        .part(form.date_input("review_on", "When is it looked at again?"))
}

async fn apart_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let body: OrganisationId = form.value("body").parse().map_err(|_| PageError::NotFound)?;
    let (name, _) = find_separation(&app.desk, &signed.actor, body).await?;
    let (agreed_on, review_on) =
        (form.date("agreed_on", "Say when it was agreed"), form.date("review_on", "Say when it is looked at again"));
    if form.has_errors() {
        return Ok(apart_page(frame, &name, body, &form).into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = Separate {
        body,
        version: form.version(),
        commissioning_role: text("commissioning_role"),
        providing_role: text("providing_role"),
        how: text("how"),
        agreed_on,
        review_on,
        source: text("source"),
    };
    match separate(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/roles-and-bodies#bodies")),
        Err(error) => again(error, form, |form| apart_page(frame, &name, body, form)),
    }
}
