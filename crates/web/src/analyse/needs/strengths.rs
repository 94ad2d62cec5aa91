//! What is good here: the list by sort, one strength, and its form.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::needs::add_strength::{AddStrength, add_strength, find_strength};
use desk::analyse::needs::read_needs::{Filter, PictureView, offered, read_picture};
use model::audience::Audience;
use model::id::{OrganisationId, StrengthId};
use model::record::Record;
use model::role::Permission::{ReadCases, ReadPerformance, WriteCases};
use model::strength::{Strength, StrengthKind};
use report::words::{count, needs as said};

use super::picture::strengths_table;
use super::{need_at, parsed};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
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

pub fn routes() -> Routes {
    const ADD: &str = "Write down what is good here";
    const CHANGE: &str = "Change what is written of a strength";
    Routes::new()
        .get("/strengths", May(ReadCases), "What is good here, by sort", list)
        .get("/strengths.csv", May(ReadCases), "What is good here, as CSV", csv)
        .get("/strengths/new", May(WriteCases), ADD, blank)
        .post("/strengths/new", May(WriteCases), ADD, send)
        .get("/strengths/{reference}", May(ReadCases), "One strength of the place", show)
        .get("/strengths/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/strengths/{reference}/change", May(WriteCases), CHANGE, change_send)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_picture(&app.desk, &signed.actor, &Filter::default()).await?;
    let may_write = signed.actor.can(WriteCases);
    let strengths = count::of_things(view.strengths.len() as u64, "strength", "strengths");
    let layout = Layout::new(frame, "What is good here")
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .lead(format!(
            "{} of the place: people, groups, places to meet, money and skills. Each could be a means in an option.",
            count::sentence(&strengths)
        ))
        .audit("/audit?noun=strength");
    let mut ways = vec![("The same as CSV", "/strengths.csv".to_owned())];
    if may_write {
        ways.insert(0, ("Load a directory of services", "/strengths/load".to_owned()));
        ways.insert(0, ("Write down what is good here", "/strengths/new".to_owned()));
    }
    if view.strengths.is_empty() {
        let add = if may_write {
            ww::link("Write down the first", "/strengths/new")
        } else {
            Markup::text("Somebody who may change cases writes the first.")
        };
        let says = "Here stands what people are proud of: a hall with a warden, a walking group, somebody who can mend things.";
        return Ok(PartsPage::whole(layout, EmptyState::new("Nothing yet", says, add).into()));
    }
    let parts = StrengthKind::ALL.into_iter().map(|kind| {
        let of: Vec<Record<StrengthId, Strength>> = view.strengths.iter().filter(|one| one.noun.kind == kind).cloned().collect();
        let body = if of.is_empty() { paragraph("None is written down.") } else { strengths_table(&of) };
        Part { id: kind.code().into(), title: count::sentence(kind.words()), body }
    });
    Ok(PartsPage { layout, before: links(&ways), parts: parts.collect() })
}

async fn csv(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    let view = read_picture(&app.desk, &signed.actor, &Filter::default()).await?;
    let nouns: Vec<&Strength> = view.strengths.iter().map(|strength| &strength.noun).collect();
    Ok(download::csv(&said::strengths_table(&nouns).to_csv(), "strengths"))
}

fn at(record: &Record<StrengthId, Strength>) -> String {
    format!("/strengths/{}", reference_of(&record.reference))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let record = find_strength(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let view = read_picture(&app.desk, &signed.actor, &Filter::default()).await?;
    let noun = &record.noun;
    let layout = Layout::new(frame, noun.name.clone())
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb("What is good here", "/strengths")
        .caption(format!("{} · {}", reference_of(&record.reference), noun.kind.words()))
        .lead(noun.what.clone())
        .audit(format!("/audit?record={}", record.id));
    let mut ways = Vec::new();
    if signed.actor.can(WriteCases) {
        ways.push(("Change it", format!("{}/change", at(&record))));
    }
    if let Some(listed) = noun.listed.as_ref().filter(|_| signed.actor.can(ReadPerformance)) {
        ways.push(("The directory it was read from", format!("/sources/{}", listed.source)));
    }
    let parts = vec![
        Part { id: "known".into(), title: "What is known of it".into(), body: known(noun, view.smallest_count) },
        Part { id: "needs".into(), title: "Needs it could help with".into(), body: needs(&view, &record) },
    ];
    Ok(PartsPage { layout, before: if ways.is_empty() { Markup::default() } else { links(&ways) }, parts })
}

fn known(noun: &Strength, smallest: u32) -> Markup {
    let or = |text: &str, none: &str| if text.trim().is_empty() { none.to_owned() } else { text.to_owned() };
    let mut table = CardTable::new("What is known").caption_hidden().column("What").column("As written");
    let coordinates = noun.at.map_or_else(
        || "Not held".to_owned(),
        |at| format!("{} north, {} east", quantity::rounding::shown(at.latitude, 4), quantity::rounding::shown(at.longitude, 4)),
    );
    let page = if noun.address.is_empty() { Markup::text("None") } else { ww::link(&noun.address, &noun.address) };
    let rows = [
        ("For whom", Markup::text(or(&noun.for_whom, "Anybody"))),
        ("Where", Markup::text(or(&noun.place, "Everywhere"))),
        ("Coordinates", Markup::text(coordinates)),
        ("Run by", Markup::text(or(&noun.run_by, "Not known"))),
        (
            "How many people",
            Markup::text(noun.people.map_or_else(|| "Nobody has counted".to_owned(), |people| said::people(people, smallest))),
        ),
        ("Money in a year", Markup::text(noun.money.map_or_else(|| "Not known".to_owned(), count::money))),
        ("Its page", page),
        ("How we know", Markup::text(format!("{}, {}", noun.source, count::plain_date(noun.dated)))),
        ("Ended", Markup::text(noun.ended.map_or_else(|| "No".to_owned(), count::plain_date))),
    ];
    for (name, fact) in rows {
        table = table.row([Words::from(name), Words::from(fact)]);
    }
    table.into()
}

fn needs(view: &PictureView, record: &Record<StrengthId, Strength>) -> Markup {
    let named: Vec<_> = view.needs.iter().filter(|line| line.record.noun.helped_by.contains(&record.id)).collect();
    if named.is_empty() {
        return paragraph("No need names it as a means yet.");
    }
    let items = named
        .into_iter()
        .fold(String::new(), |all, line| format!("{all}<li>{}</li>", ww::link(&line.record.noun.title, &need_at(&line.record))));
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"))
}

fn page(frame: Frame, of: Option<&Record<StrengthId, Strength>>, bodies: &[(OrganisationId, String)], form: &Form) -> FormPage {
    let title = if of.is_some() { "Change what is written of it" } else { "Write down what is good here" };
    let mut layout = Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb("What is good here", "/strengths");
    if let Some(of) = of {
        layout = layout.crumb(of.noun.name.clone(), at(of));
    }
    let layout = layout.with_errors(form.errors());
    let action = of.map_or_else(|| "/strengths/new".to_owned(), |of| format!("{}/change", at(of)));
    let kinds = StrengthKind::ALL
        .into_iter()
        .fold(form.radios("kind", "What sort of thing is it?"), |radios, kind| radios.offer(kind.code(), count::sentence(kind.words())));
    let mut body = form.select("organisation", "Is it of an organisation we hold? (not required)").offer("", "None");
    for (id, name) in bodies {
        body = body.offer(id.to_string(), name.clone());
    }
    let page = FormPage::new(layout, action, Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(form.input("name", "What do people call it?"))
        .part(kinds)
        .part(form.textarea("what", "What does it do, or could it do?").rows(3))
        .part(form.input("for_whom", "For whom? (not required)").hint("Leave it empty where it is for anybody"))
        .part(form.input("place", "In which part of the place? (not required)").hint("Leave it empty for all of it"))
        .part(form.input("latitude", "Degrees north (not required)").hint("For example 52.94").width(10))
        .part(form.input("longitude", "Degrees east (not required)").hint("For example −0.12").width(10))
        .part(form.input("run_by", "Who runs it? (not required)").hint("A group or a role, never a person’s name"))
        .part(body)
        .part(form.input("people", "How many people give or use it? (not required)").width(10).keyboard("numeric"))
        .part(form.input("money", "How much money has it in a year? (not required)").prefix("£").width(10))
        .part(form.input("address", "Where can it be read about? (not required)").hint("A web address"))
        .part(form.input("source", "How do we know?"))
        .part(form.date_input("dated", "Of which day is this?"));
    let page = if of.is_some() { page.part(form.date_input("ended", "When did it end? (not required)")) } else { page };
    page.part(form.checkboxes("is_public", "Who may read it?").offer("yes", "Everybody, without an account"))
}

async fn bodies(app: &App, signed: &Signed) -> Result<Vec<(OrganisationId, String)>, PageError> {
    Ok(offered(&app.desk, &signed.actor).await?.organisations.into_iter().map(|body| (body.id, body.noun.name)).collect())
}

fn asked(of: Option<StrengthId>, form: &mut Form) -> AddStrength {
    let (latitude, longitude) = (form.optional_number("latitude", -90.0..=90.0), form.optional_number("longitude", -180.0..=180.0));
    let people = form.optional("people", |typed| typed.replace(',', "").parse::<u32>().map_err(|_| "Write a whole number of people"));
    let (money, dated, ended) = (form.optional_money("money"), form.optional_date("dated"), form.optional_date("ended"));
    let text = |name: &str| form.value(name).to_owned();
    AddStrength {
        of,
        version: form.version(),
        name: text("name"),
        kind: StrengthKind::ALL.into_iter().find(|kind| kind.code() == form.value("kind")),
        what: text("what"),
        for_whom: text("for_whom"),
        place: text("place"),
        latitude,
        longitude,
        run_by: text("run_by"),
        organisation: form.value("organisation").parse().ok(),
        people,
        money,
        address: text("address"),
        source: text("source"),
        dated,
        ended,
        is_public: form.has("is_public", "yes"),
    }
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, None, &bodies(&app, &signed).await?, &Form::blank()))
}

async fn send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let bodies = bodies(&app, &signed).await?;
    let ask = asked(None, &mut form);
    if form.has_errors() {
        return Ok(page(frame, None, &bodies, &form).into_response());
    }
    match add_strength(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| page(frame, None, &bodies, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let of = find_strength(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let noun = &of.noun;
    let mut form = Form::blank()
        .with("version", of.version.to_string())
        .with("name", noun.name.clone())
        .with("kind", noun.kind.code())
        .with("what", noun.what.clone())
        .with("for_whom", noun.for_whom.clone())
        .with("place", noun.place.clone())
        .with("latitude", noun.at.map(|at| at.latitude.to_string()).unwrap_or_default())
        .with("longitude", noun.at.map(|at| at.longitude.to_string()).unwrap_or_default())
        .with("run_by", noun.run_by.clone())
        .with("organisation", noun.organisation.map(|id| id.to_string()).unwrap_or_default())
        .with("people", noun.people.map(|people| people.to_string()).unwrap_or_default())
        .with("money", noun.money.map(|money| money.in_full()).unwrap_or_default())
        .with("address", noun.address.clone())
        .with("source", noun.source.clone())
        .with_date("dated", noun.dated);
    if let Some(ended) = noun.ended {
        form = form.with_date("ended", ended);
    }
    if of.audience == Audience::Public {
        form = form.with("is_public", "yes");
    }
    Ok(page(frame, Some(&of), &bodies(&app, &signed).await?, &form))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let of = find_strength(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let bodies = bodies(&app, &signed).await?;
    let ask = asked(Some(of.id), &mut form);
    if form.has_errors() {
        return Ok(page(frame, Some(&of), &bodies, &form).into_response());
    }
    match add_strength(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| page(frame, Some(&of), &bodies, form)),
    }
}
