//! Saying of two suppliers that they are one organisation, or two.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::analyse::market::read_supplier::{SupplierView, read_supplier};
use desk::analyse::market::say_who::{SayWho, say_who};
use model::role::Permission::LoadPerformance;
use model::supplier_link::LinkWord;
use serde::Deserialize;

use super::{in_path, supplier_at};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

const TITLE: &str = "One organisation, or two?";

pub fn routes() -> Routes {
    Routes::new().get("/market/who-is-who/say/{key}", May(LoadPerformance), "Say whether two suppliers are one", blank).post(
        "/market/who-is-who/say/{key}",
        May(LoadPerformance),
        "Say whether two suppliers are one",
        send,
    )
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    other: String,
}

fn page(frame: Frame, view: &SupplierView, form: &Form) -> FormPage {
    let supplier = &view.supplier;
    let layout = Layout::new(frame, TITLE)
        .in_section(Section::Analyse)
        .crumb("Who is who", "/market/who-is-who")
        .crumb(supplier.name.clone(), supplier_at(&supplier.key))
        .lead("Your word goes before matching, for every file loaded now or later, until somebody says otherwise. It stays with your role and reason.")
        .with_errors(form.errors());
    let mut one = form.select("one", "Which of its names?");
    let mut seen = std::collections::BTreeSet::new();
    for spelling in supplier.spellings.iter().filter(|spelling| seen.insert(spelling.party.as_str())) {
        one = one.offer(spelling.party.clone(), format!("{} ({})", spelling.name, spelling.party));
    }
    let other = form
        .input("other", "The key of the other")
        .hint("As its page shows it, for example GB-COH-01234567 or name:ACORN CARE. To part two names of this supplier, give the key of the second");
    let word = form
        .radios("word", "What are they?")
        .offer("are_one", "One organisation")
        .offer("are_two", "Two organisations")
        .offer("leave_to_matching", "I take an earlier word back: leave it to matching");
    FormPage::new(layout, format!("/market/who-is-who/say/{}", in_path(&supplier.key)), Button::new("Say so"))
        .part(one)
        .part(other)
        .part(word)
        .part(form.input("why", "How do you know?").hint("For example: the invoice names the company; I asked them on the telephone"))
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<FormPage, PageError> {
    let view = read_supplier(&app.desk, &signed.actor, &key).await?;
    let form = Form::blank().with("one", view.supplier.key.clone()).with("other", asked.other);
    Ok(page(frame, &view, &form))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(key): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = read_supplier(&app.desk, &signed.actor, &key).await?;
    let ask = SayWho {
        one: form.value("one").to_owned(),
        other: form.value("other").to_owned(),
        word: LinkWord::parse(form.value("word")),
        why: form.value("why").to_owned(),
    };
    match say_who(&app.desk, &signed.actor, ask).await {
        Ok(said) => Ok(to(&supplier_at(&said.noun.one))),
        Err(error) => again(error, form, |form| page(frame, &view, form)),
    }
}
