//! Predictions of how the market would respond beside what came, and how good they were.

use axum::extract::State;
use axum::response::Response;
use desk::analyse::response::past_predictions::{PastPredictions, past_predictions};
use model::role::Permission::ReadCases;
use quantity::rounding::shown;
use report::page::{Block, Document, Text};
use report::table::{Cell, Column, Table};
use report::words::market_response as words;

use crate::app::App;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Predictions, and what came";

pub fn routes() -> Routes {
    Routes::new().get("/market/predictions", May(ReadCases), TITLE, list).get(
        "/market/predictions/bids.csv",
        May(ReadCases),
        "Predictions, and what came, as CSV",
        csv,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let past = past_predictions(&app.desk, &signed.actor).await?;
    let layout = Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Capacity against need", super::capacity::AT);
    let Some(score) = &past.score else {
        let empty = EmptyState::new(
            "Nothing has come yet",
            "Here each prediction of how many would bid stands beside how many did, with a score that anybody can follow: a prediction nobody looks back at teaches nothing.",
            ww::link("See how predictions are made", "/library/methods/predicted-bids"),
        );
        return Ok(PartsPage::whole(layout.lead("No prediction has been held against what came."), Markup::from(empty)));
    };
    let mut page = Document::default();
    for (test, question) in &past.held {
        if let Some(said) = words::beside(&test.noun) {
            page.paragraph(Text::plain("").strong(format!("{question} {}. ", test.noun.title)).and(said));
        }
    }
    page.push(Block::Table(table(&past)));
    let foot = format!("Unit: bids. Source: what each case predicted, and the notices and papers named in it. Method: {}.", past.method);
    page.paragraph(Text::plain(foot).and(" ").link("How this is worked out", "/library/methods/predicted-bids"));
    Ok(PartsPage::whole(
        layout.lead(words::score(score)),
        body(&page).and(links(&[("This table as CSV", "/market/predictions/bids.csv".to_owned())])),
    ))
}

fn table(past: &PastPredictions) -> Table {
    let columns = vec![
        Column::words("Case"),
        Column::words("What was offered"),
        Column::words("Predicted on"),
        Column::number("Expected", "bids"),
        Column::number("Least of the range", "bids"),
        Column::number("Most of the range", "bids"),
        Column::number("Chance of two or more", "%"),
        Column::number("Came", "bids"),
    ];
    let rows = past.held.iter().map(|(test, question)| {
        let predicted = &test.noun.predicted;
        let came = test.noun.came.as_ref().map_or(0, |came| came.bids);
        vec![
            Cell::words(question.clone()),
            Cell::words(test.noun.title.clone()),
            Cell::words(predicted.on.to_string()),
            Cell::number(predicted.expected, shown(predicted.expected, 1)),
            Cell::Whole(u64::from(predicted.low)),
            Cell::Whole(u64::from(predicted.high)),
            Cell::number(predicted.two_or_more.percent(), words::chance(predicted.two_or_more)),
            Cell::Whole(u64::from(came)),
        ]
    });
    Table::new(TITLE, columns, rows.collect())
}

async fn csv(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    Ok(download::csv(&table(&past_predictions(&app.desk, &signed.actor).await?).to_csv(), "predictions-of-bids"))
}
