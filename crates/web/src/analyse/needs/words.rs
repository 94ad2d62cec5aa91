//! Different words for one thing: what each profession calls it, with both kept.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::needs::map_word::{MapWord, WORDS, WordTyped, find_word, map_word};
use desk::analyse::needs::read_needs::{list_words, offered};
use model::id::{OrganisationId, SharedWordId};
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use model::shared_word::SharedWord;

use super::parsed;
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const MAP: &str = "Set words for one thing side by side";
    Routes::new()
        .get("/needs/words", May(ReadCases), "Different words for one thing", list)
        .get("/needs/words/new", May(WriteCases), MAP, blank)
        .post("/needs/words/new", May(WriteCases), MAP, send)
        .get("/needs/words/{reference}", May(WriteCases), "Change words for one thing", change_blank)
        .post("/needs/words/{reference}", May(WriteCases), "Change words for one thing", change_send)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let words = list_words(&app.desk, &signed.actor).await?;
    let may_write = signed.actor.can(WriteCases);
    let layout = Layout::new(frame, "Different words for one thing")
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .lead("Professions call one thing by different words. Both stay; whichever you look for, needs that use the other are shown too.")
        .audit("/audit?noun=word%20for%20one%20thing");
    let add = if may_write {
        ww::link("Set words side by side", "/needs/words/new")
    } else {
        Markup::text("Somebody who may change cases writes the first.")
    };
    if words.is_empty() {
        let says = "Here stands what housing, health and others each call one thing, and where they mean a little more or less by it.";
        return Ok(PartsPage::whole(layout, EmptyState::new("No word yet", says, add).into()));
    }
    let mut table = CardTable::new("Words for one thing")
        .caption_hidden()
        .column("What it is")
        .column("What people call it")
        .column("Where they differ");
    for one in &words {
        let meaning = if may_write {
            ww::link(&one.noun.meaning, &format!("/needs/words/{}", reference_of(&one.reference)))
        } else {
            Markup::text(&one.noun.meaning)
        };
        let said = one.noun.words.iter().fold(Markup::default(), |all, of| {
            let break_ = if all.is_empty() { Markup::default() } else { Markup::trusted("<br>") };
            let word = ww::link(&format!("“{}”", of.word), &format!("/needs?words={}", in_query(&of.word)));
            all.and(break_).and(word).and(Markup::text(format!(": {}", of.said_by)))
        });
        let differs: Vec<String> =
            one.noun.words.iter().filter(|of| !of.differs.is_empty()).map(|of| format!("“{}”: {}", of.word, of.differs)).collect();
        let differs = if differs.is_empty() { "They mean the same".to_owned() } else { differs.join(" ") };
        table = table.row([Words::from(meaning), Words::from(said), Words::from(differs)]);
    }
    let more = if may_write { paragraph_of(add) } else { Markup::default() };
    Ok(PartsPage::whole(layout, Markup::from(table).and(more)))
}

fn page(frame: Frame, of: Option<&Record<SharedWordId, SharedWord>>, bodies: &[(OrganisationId, String)], form: &Form) -> FormPage {
    let layout = Layout::new(frame, "What do people call it?")
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb("Different words for one thing", "/needs/words")
        .with_errors(form.errors());
    let at = of.map_or_else(|| "/needs/words/new".to_owned(), |of| format!("/needs/words/{}", reference_of(&of.reference)));
    let mut page = FormPage::new(layout, at, Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(form.textarea("meaning", "What is it, in plain words?").rows(2));
    for number in 1..=WORDS {
        let more = if number > 2 { " (not required)" } else { "" };
        let mut whose = form
            .select(&format!("organisation_{number}"), format!("Word {number}: of which organisation? (not required)"))
            .offer("", "None");
        for (id, name) in bodies {
            whose = whose.offer(id.to_string(), name.clone());
        }
        page = page
            .part(form.input(&format!("word_{number}"), format!("Word {number}{more}")))
            .part(form.input(&format!("said_by_{number}"), format!("Word {number}: who says so?{more}")))
            .part(whose)
            .part(form.input(
                &format!("differs_{number}"),
                format!("Word {number}: where does it mean more or less than the others? (not required)"),
            ));
    }
    page
}

async fn bodies(app: &App, signed: &Signed) -> Result<Vec<(OrganisationId, String)>, PageError> {
    Ok(offered(&app.desk, &signed.actor).await?.organisations.into_iter().map(|body| (body.id, body.noun.name)).collect())
}

fn asked(of: Option<SharedWordId>, form: &Form) -> MapWord {
    let row = |number: usize| {
        let text = |name: &str| form.value(&format!("{name}_{number}")).to_owned();
        WordTyped {
            word: text("word"),
            said_by: text("said_by"),
            organisation: text("organisation").parse().ok(),
            differs: text("differs"),
        }
    };
    MapWord { of, version: form.version(), meaning: form.value("meaning").to_owned(), words: (1..=WORDS).map(row).collect() }
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, None, &bodies(&app, &signed).await?, &Form::blank()))
}

async fn send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let bodies = bodies(&app, &signed).await?;
    match map_word(&app.desk, &signed.actor, asked(None, &form)).await {
        Ok(_) => Ok(to("/needs/words")),
        Err(error) => again(error, form, |form| page(frame, None, &bodies, form)),
    }
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let of = find_word(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let mut form = Form::blank().with("version", of.version.to_string()).with("meaning", of.noun.meaning.clone());
    for (at, word) in of.noun.words.iter().enumerate() {
        let number = at + 1;
        form = form
            .with(&format!("word_{number}"), word.word.clone())
            .with(&format!("said_by_{number}"), word.said_by.clone())
            .with(&format!("organisation_{number}"), word.organisation.map(|id| id.to_string()).unwrap_or_default())
            .with(&format!("differs_{number}"), word.differs.clone());
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
    let form = Form::read(fields);
    let of = find_word(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let bodies = bodies(&app, &signed).await?;
    match map_word(&app.desk, &signed.actor, asked(Some(of.id), &form)).await {
        Ok(_) => Ok(to("/needs/words")),
        Err(error) => again(error, form, |form| page(frame, Some(&of), &bodies, form)),
    }
}
