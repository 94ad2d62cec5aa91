//! Decision papers in one list: for a member on the first page, and whole on a page of their own.

use axum::extract::State;
use desk::plan::paper::list_papers::{ListedPaper, list_papers};
use model::role::Permission::ReadCases;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/papers", May(ReadCases), "Decision papers", list)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let papers = list_papers(&app.desk, &signed.actor).await?;
    let waiting = papers.iter().filter(|listed| listed.decision.is_none()).count();
    let lead = match papers.len() {
        0 => "No paper is here for you yet. A paper is begun in its case, and members see it once it is listed or decided on.".to_owned(),
        all => format!("Still to be decided on: {waiting} of {all} papers. Members see what is listed, and what was decided on."),
    };
    let layout =
        Layout::new(frame, "Decision papers").in_section(Section::Plan).crumb("My cases", "/").lead(lead).audit("/audit?noun=paper");
    let list = if papers.is_empty() { Markup::default() } else { Markup::from(table(&papers)) };
    Ok(PartsPage::whole(layout, list))
}

/// One row a paper: what it asks, who decides, when they meet, where it stands.
pub(crate) fn table(papers: &[ListedPaper]) -> CardTable {
    let mut table = CardTable::new("Decision papers").caption_hidden();
    for column in ["Paper", "Who decides", "They meet on", "Stands at"] {
        table = table.column(column);
    }
    for listed in papers {
        let paper = &listed.paper.noun;
        let body = listed.body.as_ref().map_or("Unknown", |body| body.title.as_str());
        let stands = match (&listed.decision, paper.listed_on) {
            (Some(decision), _) => {
                let reference = reference_of(&decision.reference);
                let said = format!("Decided on {}: {reference}", count::plain_date(decision.noun.decided_on));
                Words::from(ww::link(&said, &format!("/decisions/{reference}")))
            }
            (None, Some(on)) => Words::from(format!("Listed for members on {}", count::plain_date(on))),
            (None, None) => Words::from("Being written"),
        };
        table = table.row([
            Words::from(ww::link(&paper.title, &format!("/papers/{}", reference_of(&listed.paper.reference)))),
            Words::from(body),
            Words::from(paper.meets_on.map_or_else(|| "Unknown".to_owned(), count::plain_date)),
            stands,
        ]);
    }
    table
}
