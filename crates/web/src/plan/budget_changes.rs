//! Changes of several budget lines at once: whether everything is cut alike, and what the same saving would lose if it were chosen.

use axum::extract::{Path, State};
use desk::plan::money::read_budget_change::{list_budget_changes, read_budget_change};
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Period;
use report::words::{budget_change, count};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/budget-changes", May(ReadCases), "Changes of several budget lines at once", list).get(
        "/budget-changes/{reference}",
        May(ReadCases),
        "One change of budgets, and what the same saving would lose if it were chosen",
        show,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_budget_changes(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new("Changes of several budget lines")
        .caption_hidden()
        .column("Proposal")
        .column("Begins in")
        .figures("Lines")
        .figures("Saves");
    for one in &all {
        let saved = one.noun.lines.iter().map(|line| line.proposed.amount.pence()).sum();
        table = table.row([
            Words::from(ww::link(&one.noun.title, &format!("/budget-changes/{}", reference_of(&one.reference)))),
            Words::from(Period::FinancialYear(one.noun.year).in_words()),
            Words::from(one.noun.lines.len().to_string()),
            Words::from(count::money(quantity::Money::from_pence(saved))),
        ]);
    }
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No proposal yet",
            "Here a change of several budget lines stands beside what the same saving would lose if it were chosen line by line.",
            ww::link("How this is worked out", "/library/methods/allocation"),
        ))
    } else {
        Markup::from(table)
    };
    let lead =
        "The same share off every line treats every pound as doing the same good. What would the same saving lose if it were chosen?";
    let mut ways = vec![
        ("Shared money", "/funds".to_owned()),
        ("Putting money where it does most", "/allocations".to_owned()),
        ("The medium-term financial plan", "/financial-plan".to_owned()),
    ];
    if frame.may(WriteCases) {
        ways.insert(0, ("Put a change of several budget lines", "/budget-changes/add".to_owned()));
    }
    let layout = Layout::new(frame, "Changes of several budget lines")
        .in_section(Section::Plan)
        .crumb("Plan", "/plan")
        .lead(lead)
        .audit("/audit?noun=change+of+budgets");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_budget_change(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let best = view.best.as_ref().map(|best| budget_change::Best {
        by_line: &best.by_line,
        saved: best.saved,
        points_lost: best.points_lost,
        shown: best.shown,
        at_least: best.at_least,
        by: &best.by,
    });
    let told = budget_change::Told {
        change: &view.change.noun,
        cut: view.cut.as_ref().map_err(String::as_str),
        saved: view.saved,
        points_lost: view.points_lost,
        best,
    };
    let document = budget_change::document(&told);
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Plan)
        .crumb("Changes of several budget lines", "/budget-changes")
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.change.id));
    Ok(PartsPage::whole(layout, body(&document)))
}
