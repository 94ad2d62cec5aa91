//! Forms of what is uncertain about costs and benefits, and of what they rest on.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::options::money_question::{PARTS, THINGS};
use desk::plan::options::start_costing::{CostNothing, RecordForecast, cost_nothing, record_forecast};
use desk::plan::options::uncertain::{NameDriver, NameScenario, name_driver, name_scenario};
use desk::plan::read_options::CaseOptions;
use model::role::Permission::WriteCases;
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::Frame;
use crate::plan::options::money_forms::{faults, option_select};
use crate::plan::options::{Nothing, layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Driver,
    Scenario,
    Nothing,
    Forecast,
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/costing/driver", May(WriteCases), "Name a figure that lines of cost and benefit hang on", Which::Driver;
        "/cases/{reference}/costing/scenario", May(WriteCases), "Name another state of the world", Which::Scenario;
        "/cases/{reference}/costing/nothing", May(WriteCases), "Say that a part of the full cost costs nothing", Which::Nothing;
        "/cases/{reference}/costing/forecast", May(WriteCases), "Write a past forecast and what it came to", Which::Forecast;
    }
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    Ok(page(which, frame, &options, &Form::blank()))
}

/// Names of lines, each once.
fn lines(options: &CaseOptions) -> Vec<String> {
    let mut names: Vec<String> = options.costing.iter().flat_map(|record| &record.noun.lines).map(|line| line.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn page(which: Which, frame: Frame, options: &CaseOptions, form: &Form) -> FormPage {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let (title, path) = match which {
        Which::Driver => ("A figure that several lines hang on", "driver"),
        Which::Scenario => ("Another state of the world", "scenario"),
        Which::Nothing => ("A part of the full cost that costs nothing", "nothing"),
        Which::Forecast => ("What was forecast before, and what it came to", "forecast"),
    };
    let layout = layout_of(frame, &options.case, title).crumb("Costs and benefits", format!("{at}/appraisal")).with_errors(form.errors());
    let version = options.costing.as_ref().map_or(0, |record| record.version);
    let page = FormPage::new(layout, format!("{at}/costing/{path}"), Button::new("Save")).carrying("version", &version.to_string());
    let things = || {
        let mut things = form.select("thing", "Which kind of thing was estimated?").offer("", "Choose one");
        for (code, thing) in THINGS {
            things = things.offer(code, count::sentence(thing.words()));
        }
        things
    };
    match which {
        Which::Driver => {
            let mut moved = form.checkboxes("lines", "Which lines move with it?");
            for name in lines(options) {
                moved = moved.offer(name.clone(), name);
            }
            page.part(form.input("name", "What is it called?").hint("For example people who finish, of 100"))
                .part(form.input("value", "What is it in the lines as they are written?").width(10))
                .part(form.input("low", "At the least? (not required)").width(10))
                .part(form.input("high", "At the most? (not required)").width(10))
                .part(moved)
        }
        Which::Scenario => {
            let mut what = form.select("what", "What is otherwise in it?").offer("", "Choose one");
            for driver in options.costing.iter().flat_map(|record| &record.noun.drivers) {
                what = what.offer(driver.name.clone(), format!("{} (now {})", driver.name, quantity::rounding::shown(driver.value, 1)));
            }
            for name in lines(options) {
                what = what.offer(name.clone(), format!("Line: {name}"));
            }
            page.part(
                form.input("name", "What is this state of the world called?")
                    .hint("Save it again under the same name to change more than one thing in it"),
            )
            .part(what)
            .part(
                form.input("to", "What is it then?")
                    .hint("A figure as it would be; of a line, its multiple: 0.8 is a fifth less")
                    .width(10),
            )
        }
        Which::Nothing => {
            let mut parts = form.select("part", "Which part?").offer("", "Choose one");
            for (code, part) in PARTS {
                parts = parts.offer(code, count::sentence(part.words()));
            }
            page.part(option_select(form, options)).part(parts).part(form.textarea("reason", "Why does it cost nothing?").rows(2))
        }
        Which::Forecast => page
            .part(form.input("what", "What was forecast?").hint("And when: the leisure roof, 2019"))
            .part(things())
            .part(form.input("forecast", "What was forecast").prefix("£").width(10))
            .part(form.input("outturn", "What it came to").prefix("£").width(10)),
    }
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let home = format!("/cases/{}/appraisal", reference_of(&options.case.reference));
    match ask(which, &app, &signed, &options, &mut form).await {
        Ok(()) => Ok(to(&home)),
        Err(error) => again(error, form, |form| page(which, frame, &options, form)),
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, options: &CaseOptions, form: &mut Form) -> Result<(), DeskError> {
    const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;
    let (desk, actor, case, version) = (&app.desk, &signed.actor, options.case.id, form.version());
    let typed = |form: &Form, name: &str| form.value(name).trim().to_owned();
    match which {
        Which::Driver => {
            let (value, low, high) =
                (form.optional_number("value", NUMBERS), form.optional_number("low", NUMBERS), form.optional_number("high", NUMBERS));
            faults(form)?;
            let lines = form.fields().all("lines").map(str::to_owned).collect();
            name_driver(desk, actor, NameDriver { case, version, name: typed(form, "name"), value, low, high, lines }).await.map(|_| ())
        }
        Which::Scenario => {
            let to = form.optional_number("to", NUMBERS);
            faults(form)?;
            name_scenario(desk, actor, NameScenario { case, version, name: typed(form, "name"), what: typed(form, "what"), to })
                .await
                .map(|_| ())
        }
        Which::Nothing => {
            let ask =
                CostNothing { case, version, option: typed(form, "option"), part: typed(form, "part"), reason: typed(form, "reason") };
            cost_nothing(desk, actor, ask).await.map(|_| ())
        }
        Which::Forecast => {
            let (forecast, outturn) = (form.optional_money("forecast"), form.optional_money("outturn"));
            faults(form)?;
            let ask = RecordForecast { case, version, what: typed(form, "what"), thing: typed(form, "thing"), forecast, outturn };
            record_forecast(desk, actor, ask).await.map(|_| ())
        }
    }
}
