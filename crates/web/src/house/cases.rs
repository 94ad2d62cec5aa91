//! Every case, found by word or by reference.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::case::read_case::list_cases;
use model::reference::Reference;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "house/cases.html")]
struct CasesPage {
    layout: Layout,
    find: String,
    table: CardTable,
    may_open: bool,
}

page!(CasesPage);

#[derive(Deserialize, Default)]
#[serde(default)]
struct Find {
    find: String,
}

pub fn routes() -> Routes {
    Routes::new().get("/cases", May(ReadCases), "Every case", list)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed, Query(query): Query<Find>) -> Result<Response, PageError> {
    let find = query.find.trim().to_owned();
    let all = list_cases(&app.desk, &signed.actor).await?;
    // A reference goes straight to its case.
    if let Ok(reference) = find.parse::<Reference>()
        && all.iter().any(|case| case.reference.as_ref() == Some(&reference))
    {
        return Ok(to(&format!("/cases/{reference}")));
    }
    let wanted = find.to_lowercase();
    let found: Vec<_> = all
        .iter()
        .filter(|case| {
            let noun = &case.noun;
            wanted.is_empty()
                || [&noun.question, &noun.difference, &noun.people, &noun.with_whom]
                    .iter()
                    .any(|text| text.to_lowercase().contains(&wanted))
        })
        .collect();
    let today = app.desk.today();
    let mut table = CardTable::new("Cases").caption_hidden().column("Case").column("Size").column("Next").column("By");
    for case in &found {
        let reference = reference_of(&case.reference);
        let next = case.noun.next.as_ref();
        table = table.row([
            Words::from(ww::link(&case.noun.question, &format!("/cases/{reference}"))),
            Words::from(case.noun.size.code()),
            Words::from(next.map_or_else(|| "No next step is set".to_owned(), |step| step.what.clone())),
            Words::from(next.map_or_else(|| "No date".to_owned(), |step| count::date_seen_from(today, step.by))),
        ]);
    }
    let lead = match (found.len(), wanted.is_empty()) {
        (n, true) => format!("{n} cases."),
        (0, false) => format!("No case speaks of “{find}”. Try one word, or a reference such as C-12."),
        (n, false) => format!("{n} of {} cases speak of “{find}”.", all.len()),
    };
    let layout = Layout::new(frame, "Cases").in_section(Section::Cases).crumb("My cases", "/").lead(lead).audit("/audit?noun=case");
    Ok(CasesPage { layout, find, table, may_open: signed.actor.can(WriteCases) }.into_response())
}
