//! Promises: what we said would happen by when, what did, and failures kept.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::case::make_promise::{RecordResult, record_result};
use desk::house::case::read_promises::{find_promise, read_promises};
use model::promise::Kept;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(source = r#"{% extends "layout.html" %}{% block main %}{{ table }}{% endblock %}"#, ext = "html")]
struct PromisesPage {
    layout: Layout,
    table: CardTable,
}

page!(PromisesPage);

pub(crate) const KEPT: [(&str, Kept, &str); 5] = [
    ("kept", Kept::Kept, "Kept"),
    ("part_kept", Kept::PartKept, "Part kept"),
    ("kept_late", Kept::KeptLate, "Kept late"),
    ("not_kept", Kept::NotKept, "Not kept"),
    ("not_known", Kept::NotKnown, "Not known"),
];

pub fn routes() -> Routes {
    Routes::new()
        .get("/promises", May(ReadCases), "Promises, with what happened", list)
        .get("/promises/{reference}", May(WriteCases), "Record what happened", blank)
        .post("/promises/{reference}", May(WriteCases), "Record what happened", send)
}

/// A state in a shape and its word.
pub fn kept_label(kept: Kept) -> StateLabel {
    let word = KEPT.iter().find(|(_, known, _)| *known == kept).map_or("Not known", |(_, _, word)| word);
    match kept {
        Kept::Kept => ww::shown(word),
        Kept::PartKept | Kept::KeptLate => ww::not_yet(word),
        Kept::NotKept => ww::away(word),
        Kept::NotKnown => ww::unknown(word),
    }
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PromisesPage, PageError> {
    let promises = read_promises(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new("Promises")
        .caption_hidden()
        .column("We said")
        .column("Who said it")
        .column("Due")
        .column("What happened")
        .column("Kept?");
    for record in &promises {
        let promise = &record.noun;
        let reference = reference_of(&record.reference);
        let (happened, kept) = match &promise.result {
            Some(result) => (result.happened.clone(), Markup::from(kept_label(result.kept))),
            None if signed.actor.can(WriteCases) => {
                ("Still to come".to_owned(), ww::link("Record what happened", &format!("/promises/{reference}")))
            }
            None => ("Still to come".to_owned(), Markup::text("Not recorded yet")),
        };
        table = table.row([
            Words::from(promise.what.clone()),
            Words::from(promise.made_by.clone()),
            Words::from(count::plain_date(promise.due)),
            Words::from(happened),
            Words::from(kept),
        ]);
    }
    let open = promises.iter().filter(|promise| promise.noun.result.is_none()).count();
    let lead = format!("{} promises, {open} still to come. What was not kept stays on this page.", promises.len());
    let layout = Layout::new(frame, "Promises").in_section(Section::Cases).crumb("My cases", "/").lead(lead).audit("/audit?noun=promise");
    Ok(PromisesPage { layout, table })
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    form_page(&app, frame, &signed, &reference, Form::blank()).await
}

async fn form_page(app: &App, frame: Frame, signed: &Signed, reference: &str, form: Form) -> Result<FormPage, PageError> {
    let promise = find_promise(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let layout = Layout::new(frame, "What happened?")
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb("Promises", "/promises")
        .caption(promise.noun.what.clone())
        .lead(format!("Due {}. What is recorded here stays, kept or not.", count::plain_date(promise.noun.due)))
        .with_errors(form.errors());
    let mut kept = form.radios("kept", "Was it kept?");
    for (code, _, word) in KEPT {
        kept = kept.offer(code, word);
    }
    Ok(FormPage::new(layout, format!("/promises/{reference}"), Button::new("Record what happened"))
        .part(form.textarea("happened", "What happened").hint("With its figure, for example 11 of 12 months"))
        .part(kept)
        .carrying("version", &promise.version.to_string()))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let offered: Vec<(&str, Kept)> = KEPT.iter().map(|(code, kept, _)| (*code, *kept)).collect();
    let kept = form.choice("kept", "Choose whether it was kept", &offered);
    let promise = find_promise(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let Some(kept) = kept else { return Ok(form_page(&app, frame, &signed, &reference, form).await?.into_response()) };
    let ask = RecordResult { promise: promise.id, version: form.version(), happened: form.value("happened").to_owned(), kept };
    match record_result(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/promises")),
        Err(error) => {
            form.refused(error)?;
            Ok(form_page(&app, frame, &signed, &reference, form).await?.into_response())
        }
    }
}
