//! What there is of money, staff and places, and who has to be reached; and what each thing that could be done costs, reaches and takes.
//! Both as lines that come filled in with what is kept, so that they can be mended.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::house::add_organisation::list_organisations;
use desk::plan::money::describe_candidates::{DescribeCandidates, describe_candidates};
use desk::plan::money::limit_lines::Names;
use desk::plan::money::set_limits::{SetLimits, set_limits};
use desk::plan::money::{candidate_lines, limit_lines};
use model::allocation::Allocation;
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::{allocation_of, sent};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;

pub fn routes() -> Routes {
    const LIMITS: &str = "Set the limits of an allocation";
    const DESCRIBE: &str = "Say what each thing that could be done costs, reaches and takes";
    Routes::new()
        .get("/allocations/{reference}/limits", May(WriteCases), LIMITS, limits_blank)
        .post("/allocations/{reference}/limits", May(WriteCases), LIMITS, limits_send)
        .get("/allocations/{reference}/described", May(WriteCases), DESCRIBE, described_blank)
        .post("/allocations/{reference}/described", May(WriteCases), DESCRIBE, described_send)
}

type Kept = Record<AllocationId, Allocation>;

/// Organisations by name: a line names whose money it is.
pub(super) async fn names(app: &App, signed: &Signed) -> Result<Names, PageError> {
    Ok(list_organisations(&app.desk, &signed.actor).await?.into_iter().map(|body| (body.id, body.noun.name)).collect())
}

fn at(record: &Kept) -> String {
    format!("/allocations/{}", reference_of(&record.reference))
}

async fn limits_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let (noun, names) = (&record.noun, names(&app, &signed).await?);
    let form = Form::blank()
        .with("years", noun.years.to_string())
        .with("limits", limit_lines::money_written(&noun.limits, &names))
        .with("floors", limit_lines::floors_written(&noun.floors))
        .with("capacities", limit_lines::capacities_written(&noun.capacities));
    Ok(limits_page(frame, &record, &form))
}

fn limits_page(frame: Frame, record: &Kept, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Which limits hold?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at(record))
        .lead("What there is to spend and of which kind, who has to be reached, and what there is of staff and places. What stands here takes the place of what was there.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{}/limits", at(record)), Button::new("Set the limits"))
        .before(paragraph("One line each, typed here or pasted from a spreadsheet, with semicolons or tabs between its parts."))
        .carrying("version", &record.version.to_string())
        .part(form.input("years", "How many years does the plan cover?").width(2))
        .part(
            form.textarea("limits", "Limits on money")
                .hint("Name; amount, or one for each year with / between; recurrent or one-off, revenue or capital; whose money; fund or grant; codes of all it may pay for; the most carried into the next year. Only the first two are needed. recurrent money; 800,000; recurrent")
                .rows(8),
        )
        .part(
            form.textarea("floors", "Who has to be reached?")
                .hint("A group or a place; at least how many. people aged 80 and over in Northvale East; 200")
                .rows(4),
        )
        .part(form.textarea("capacities", "What is there of staff, beds or places?").hint("What; how many. physiotherapists, full-time; 12").rows(4))
}

async fn limits_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let names = names(&app, &signed).await?;
    let read = |form: &mut Form| {
        let years = form.whole_number("years", "Write how many years the plan covers", 1..=30).and_then(|years| u8::try_from(years).ok());
        let limits = taken(form, "limits", |text| limit_lines::money(text, &names));
        let floors = taken(form, "floors", limit_lines::floors);
        let capacities = taken(form, "capacities", limit_lines::capacities);
        Some(SetLimits { allocation: record.id, version: form.version(), years: years?, limits, floors, capacities })
    };
    let page = |frame, form: &Form| limits_page(frame, &record, form);
    sent(frame, &record, fields, &at(&record), page, read, async |ask| set_limits(&app.desk, &signed.actor, ask).await).await
}

/// What the lines of a field make; every line that cannot be read is named at the field.
pub(super) fn taken<T>(form: &mut Form, field: &str, read: impl FnOnce(&str) -> Result<Vec<T>, Vec<String>>) -> Vec<T> {
    read(form.value(field)).unwrap_or_else(|wrong| {
        form.add_error(field, wrong.join(". "));
        Vec::new()
    })
}

async fn described_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
) -> Result<FormPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("described", candidate_lines::written(&record.noun, &names(&app, &signed).await?));
    Ok(described_page(frame, &record, &form))
}

fn described_page(frame: Frame, record: &Kept, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "What does each cost, reach and take?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at(record))
        .lead("What stands here takes the place of what was there. A line says one thing: its code, what is said, and the rest, with semicolons or tabs between.")
        .with_errors(form.errors());
    let ways = [
        "A; costs; 2026/27; 310,000; recurrent; whose money; fund or grant. A line for each year and kind of money; the last two parts may be left out.",
        "A; reaches; people aged 80 and over in Northvale East; 120",
        "A; uses; physiotherapists, full-time; 3",
        "A; version of; Strength classes. Versions of one service shut one another out.",
        "A; gains; name of a partner; 43. So many of its points are for that partner’s outcomes.",
    ];
    let before = ways.iter().fold(paragraph("Five things can be said of each:"), |said, way| said.and(paragraph(way)));
    FormPage::new(layout, format!("{}/described", at(record)), Button::new("Keep what is said"))
        .before(before)
        .carrying("version", &record.version.to_string())
        .part(form.textarea("described", "Lines").rows(20))
}

async fn described_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let names = names(&app, &signed).await?;
    let read = |form: &mut Form| {
        let described = taken(form, "described", |text| candidate_lines::described(text, record.noun.year, &names));
        Some(DescribeCandidates { allocation: record.id, version: form.version(), described })
    };
    let page = |frame, form: &Form| described_page(frame, &record, form);
    sent(frame, &record, fields, &at(&record), page, read, async |ask| describe_candidates(&app.desk, &signed.actor, ask).await).await
}
