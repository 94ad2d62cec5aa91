//! Making a market that can answer: plans, barriers, pipeline, meetings, and what the market is told.

mod barrier_forms;
mod barriers;
mod line_forms;
mod meetings;
mod pipeline;
mod plan_forms;
mod plans;
mod public;
mod statement_forms;
mod statements;

use desk::analyse::shaping::services;
use model::id::ServiceId;
use model::record::Record;
use model::service::Service;

use crate::app::App;
use crate::components::markup::Markup;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::Form;
use crate::layout::{Frame, Layout, Section};
use crate::router::Routes;
use crate::session::Signed;

const SHAPING: (&str, &str) = ("Making a market that can answer", "/market/shaping");

pub fn routes() -> Routes {
    plans::routes()
        .and(plan_forms::routes())
        .and(barriers::routes())
        .and(barrier_forms::routes())
        .and(pipeline::routes())
        .and(line_forms::routes())
        .and(meetings::routes())
        .and(statements::routes())
        .and(statement_forms::routes())
        .and(public::routes())
}

/// A page below the list it belongs to.
fn below(frame: Frame, title: impl Into<String>, list: (&str, &str)) -> Layout {
    let layout = Layout::new(frame, title).in_section(Section::Analyse).crumb(SHAPING.0, SHAPING.1);
    if list == SHAPING { layout } else { layout.crumb(list.0, list.1) }
}

/// A form of a record: the version it was made from goes with it.
fn version(form: &Form, of: i64) -> String {
    if form.value("version").is_empty() { of.to_string() } else { form.value("version").to_owned() }
}

type Services = Vec<Record<ServiceId, Service>>;

async fn offered(app: &App, signed: &Signed) -> Result<Services, PageError> {
    Ok(services(&app.desk, &signed.actor).await?)
}

fn of_service(form: &Form, services: &Services) -> Select {
    let select = form.select("service", "Which service is it of? (not required)").offer("", "None");
    services.iter().fold(select, |select, one| select.offer(one.id.to_string(), one.noun.name.clone()))
}

/// Pairs of a name and what stands against it.
fn facts(all: impl IntoIterator<Item = (impl Into<String>, String)>) -> Markup {
    let rows = all.into_iter().map(|(name, said)| (name.into(), report::page::Text::plain(said))).collect();
    Markup::trusted(report::html::block(&report::page::Block::Facts(rows)))
}
