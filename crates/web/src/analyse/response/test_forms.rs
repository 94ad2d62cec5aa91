//! Testing how the market would respond, and writing down what came.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::response::read_response::ResponseView;
use desk::analyse::response::record_came::{RecordCame, record_came};
use desk::analyse::response::test_market::{TestMarket, test_market};
use model::id::MarketResponseId;
use model::market_response::MarketResponse;
use model::record::Record;
use model::role::Permission::WriteCases;
use serde::Deserialize;

use super::show::{address, view_of};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const TEST: &str = "Test how the market would respond";
    const CAME: &str = "Write down what came of a prediction";
    Routes::new()
        .get("/market/response/{case}/test", May(WriteCases), TEST, test_blank)
        .post("/market/response/{case}/test", May(WriteCases), TEST, test_send)
        .get("/market/response/{case}/came", May(WriteCases), CAME, came_blank)
        .post("/market/response/{case}/came", May(WriteCases), CAME, came_send)
}

pub(super) fn layout(frame: Frame, title: &str, view: &ResponseView, lead: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb(view.case.noun.question.clone(), format!("/cases/{}", reference_of(&view.case.reference)))
        .crumb("Would anybody come?", address(view))
        .lead(lead.to_owned())
        .with_errors(form.errors())
}

async fn test_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(case): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    Ok(test_page(frame, &view, &Form::blank()))
}

fn test_page(frame: Frame, view: &ResponseView, form: &Form) -> FormPage {
    let lead = "Who is able, who would want to, who has room. The prediction is kept as it is made, sealed until award, and then held against what came. It cannot be changed: another offer is another test.";
    let supply = form.select("supply", "Which line of supply would it fill?").offer("", "None that is written down");
    let supply = view.lines.iter().fold(supply, |select, line| select.offer(line.id.to_string(), line.noun.title.clone()));
    let pounds = |name: &str, label: &str| form.input(name, label).prefix("£").width(12);
    FormPage::new(layout(frame, "Test how the market would respond", view, lead, form), format!("{}/test", address(view)), Button::new("Predict, and seal it"))
        .part(form.input("title", "What would be offered?").hint("For example Three lots of five places, for seven years"))
        .part(supply)
        .part(
            form.textarea("providers", "Who was looked at?")
                .hint("A line each: name; able or not able; interest; room that is free; who said so. Interest is how likely it is to bid if it has room: 60%. Leave it empty where nobody knows")
                .rows(8),
        )
        .part(
            form.textarea("past", "Tenders like it that were held before (not required)")
                .hint("A line each: what; reckoned; bids. Reckoned is interest times free room, added up, as it was reckoned then")
                .rows(3),
        )
        .part(pounds("central", "Which price of a year do you expect? (not required)"))
        .part(pounds("low", "At least (not required)"))
        .part(pounds("high", "At most (not required)"))
        .part(
            form.textarea("in_house_roles", "Roles of those who would bid in-house (not required)")
                .hint("A line each. It is kept from them as from every provider")
                .rows(2),
        )
}

async fn test_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    let [low, central, high] = ["low", "central", "high"].map(|name| form.optional_money(name));
    if form.has_errors() {
        return Ok(test_page(frame, &view, &form).into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = TestMarket {
        case: view.case.id,
        title: text("title"),
        supply: form.value("supply").parse().ok(),
        providers: text("providers"),
        past: text("past"),
        low,
        central,
        high,
        in_house_roles: text("in_house_roles"),
    };
    match test_market(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| test_page(frame, &view, form)),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    test: String,
}

fn found<'v>(view: &'v ResponseView, reference: &str) -> Result<&'v Record<MarketResponseId, MarketResponse>, PageError> {
    view.tests.iter().find(|test| reference_of(&test.reference) == reference).ok_or(PageError::NotFound)
}

async fn came_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    Query(of): Query<Of>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    let test = found(&view, &of.test)?;
    Ok(came_page(frame, &view, test, &Form::blank()))
}

fn came_page(frame: Frame, view: &ResponseView, test: &Record<MarketResponseId, MarketResponse>, form: &Form) -> FormPage {
    let lead =
        format!("Of “{}”. Once it is awarded, what was predicted for this case is open, and stands beside what came.", test.noun.title);
    FormPage::new(layout(frame, "What came?", view, &lead, form), format!("{}/came", address(view)), Button::new("Write it down"))
        .carrying("test", &reference_of(&test.reference))
        .carrying("version", &test.version.to_string())
        .part(form.input("bids", "How many bid?").hint("0 where nobody did").width(4))
        .part(form.textarea("prices", "At which prices of a year? (not required)").hint("A line each: £1,200,000").rows(3))
        .part(form.date_input("awarded_on", "When was it awarded?").hint("Leave it empty where nothing was awarded: then it stays sealed"))
        .part(form.input("source", "Where does it stand?").hint("The contract award notice, the report of the evaluation"))
}

async fn came_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    let test = found(&view, form.value("test"))?;
    let bids = form.whole_number("bids", "Write how many bid, in figures: 0 where nobody did", 0..=10_000);
    let awarded_on = form.optional_date("awarded_on");
    if form.has_errors() {
        return Ok(came_page(frame, &view, test, &form).into_response());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = RecordCame { test: test.id, version: form.version(), bids, prices: text("prices"), awarded_on, source: text("source") };
    match record_came(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("{}#bids", address(&view)))),
        Err(error) => again(error, form, |form| came_page(frame, &view, test, form)),
    }
}
