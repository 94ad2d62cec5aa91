//! Forms of what is uncertain about costs and benefits, and of what they rest on.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::options::money_question::THINGS;
use desk::plan::options::price_index::{SetPriceIndex, set_price_index};
use desk::plan::options::start_costing::{RecordForecast, record_forecast};
use desk::plan::options::uncertain::{NameDriver, NameScenario, name_driver, name_scenario};
use desk::plan::read_options::CaseOptions;
use model::costing::PriceIndex;
use model::role::Permission::WriteCases;
use quantity::rounding::shown;
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::options::money_forms::faults;
use crate::plan::options::{Nothing, layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Driver,
    Scenario,
    Forecast,
    Prices,
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/costing/driver", May(WriteCases), "Name a figure that lines of cost and benefit hang on", Which::Driver;
        "/cases/{reference}/costing/scenario", May(WriteCases), "Name another state of the world", Which::Scenario;
        "/cases/{reference}/costing/forecast", May(WriteCases), "Write a past forecast and what it came to", Which::Forecast;
        "/cases/{reference}/costing/price-index", May(WriteCases), "Write a price index down", Which::Prices;
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
    let kept = options.costing.iter().find_map(|record| record.noun.price_index.as_ref()).filter(|_| which == Which::Prices);
    Ok(page(which, frame, &options, &kept.map_or_else(Form::blank, filled)))
}

fn filled(index: &PriceIndex) -> Form {
    // As it was typed, to the last digit: what comes back is saved again.
    let years: Vec<String> = index.years.iter().map(|(year, value)| format!("{year} {value}")).collect();
    let later = shown(100.0 * index.later, 6);
    Form::blank()
        .with("source", index.source.clone())
        .with_date("published", index.published)
        .with("years", years.join("\n"))
        .with("later", later.trim_end_matches('0').trim_end_matches('.'))
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
        Which::Forecast => ("What was forecast before, and what it came to", "forecast"),
        Which::Prices => ("How do prices rise?", "price-index"),
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
        Which::Forecast => page
            .part(form.input("what", "What was forecast?").hint("And when: the leisure roof, 2019"))
            .part(things())
            .part(form.input("forecast", "What was forecast").prefix("£").width(10))
            .part(form.input("outturn", "What it came to").prefix("£").width(10)),
        Which::Prices => page
            .before(paragraph("A published index brings amounts in prices of other years to year 0, and tells totals in each year’s own prices. Take the newest there is, and say which."))
            .part(form.input("source", "From which release?").hint("GDP deflators of the Treasury, and their month"))
            .part(form.date_input("published", "When was it published?"))
            .part(
                form.textarea("years", "Which index for which year?")
                    .hint("One a line: the calendar year in which the financial year begins, then the index. 2024 100.0")
                    .rows(8),
            )
            .part(form.input("later", "How much do prices rise each year after the last of them?").suffix("%").width(5)),
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
        Which::Forecast => {
            let (forecast, outturn) = (form.optional_money("forecast"), form.optional_money("outturn"));
            faults(form)?;
            let ask = RecordForecast { case, version, what: typed(form, "what"), thing: typed(form, "thing"), forecast, outturn };
            record_forecast(desk, actor, ask).await.map(|_| ())
        }
        Which::Prices => {
            let published = form.optional_date("published");
            let years = form.optional("years", years).unwrap_or_default();
            let later = form.optional_number("later", -100.0..=100.0).map(|percent| percent / 100.0);
            faults(form)?;
            set_price_index(desk, actor, SetPriceIndex { case, version, source: typed(form, "source"), published, years, later })
                .await
                .map(|_| ())
        }
    }
}

/// One year and its index a line.
fn years(typed: &str) -> Result<Vec<(i64, f64)>, String> {
    let one = |line: &str| {
        let mut words = line.split([' ', '\t', ';']).filter(|word| !word.is_empty());
        let year = words.next().and_then(|word| word.trim_end_matches(',').parse().ok());
        let index = words.next().and_then(|word| word.replace(',', "").parse().ok());
        match (year, index, words.next()) {
            (Some(year), Some(index), None) => Ok((year, index)),
            _ => Err(format!("“{}” is not a year and its index: write 2024 100.0", line.trim())),
        }
    };
    typed.lines().filter(|line| !line.trim().is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_its_index_stand_on_each_line_and_what_is_neither_is_named() {
        assert_eq!(years("2024 100.0\n\n2025;103.1\n"), Ok(vec![(2024, 100.0), (2025, 103.1)]));
        assert_eq!(years("2024, 1,034.5\n2025 1,061.25"), Ok(vec![(2024, 1034.5), (2025, 1061.25)]));
        assert!(years("2024/25 100").is_err_and(|said| said.contains("“2024/25 100”")));
    }
}
