//! Take everything away: every record you may see, as one document or as tables, without asking anybody.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::house::take_away::{TABLES, take_everything, take_table};

use crate::app::App;
use crate::download::file;
use crate::error::PageError;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::{Asks, Routes};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/take_away.html")]
struct TakeAwayPage {
    layout: Layout,
    tables: Vec<Taken>,
    may_back_up: bool,
}

struct Taken {
    name: &'static str,
    title: &'static str,
    rows: usize,
}

page!(TakeAwayPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/take-away", Asks::SignIn, "Take everything away with you", show)
        .get("/take-away/everything.json", Asks::SignIn, "Every record you may see, as one document", everything)
        .get("/take-away/{table}", Asks::SignIn, "One kind of record you may see, as a table", table)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<TakeAwayPage, PageError> {
    let mut tables = Vec::new();
    for (name, _) in TABLES {
        let taken = take_table(&app.desk, &signed.actor, name).await?;
        tables.push(Taken { name, title: taken.title, rows: taken.rows.len() });
    }
    let layout = Layout::new(frame, "Take everything away")
        .crumb("My cases", "/")
        .lead("Every record you may see, in open formats. Small counts of people are withheld, and so is whatever would give them away.");
    Ok(TakeAwayPage { layout, tables, may_back_up: signed.actor.can(model::role::Permission::BackUp) })
}

async fn everything(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    let all = take_everything(&app.desk, &signed.actor).await?;
    let text = serde_json::to_string_pretty(&all).map_err(|_| PageError::Broken)?;
    Ok(file(text, "application/json", &format!("{}-everything.json", slug(&app.desk.place.name))))
}

async fn table(State(app): State<App>, signed: Signed, Path(table): Path<String>) -> Result<Response, PageError> {
    let name = table.strip_suffix(".csv").ok_or(PageError::NotFound)?;
    let taken = take_table(&app.desk, &signed.actor, name).await?;
    Ok(file(taken.csv(), "text/csv; charset=utf-8", &format!("{}-{}.csv", slug(&app.desk.place.name), taken.name)))
}

fn slug(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "place".to_owned() } else { parts.join("-") }
}
