//! What elected members put in or leave out of a plan, beside the plan without it; and entering that on their authority.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::plan::money::read_members_priorities::read_members_priorities;
use desk::plan::money::set_members_priority::{SetMembersPriority, set_members_priority};
use desk::plan::money::worked::Planned;
use model::allocation::Allocation;
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::members_priorities::{self, Side, Told};

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::allocation_of;
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const SET: &str = "Enter what members put in or leave out of a plan";
    Routes::new()
        .get("/allocations/{reference}/members", May(ReadCases), "What members set, and the plan without it", show)
        .get("/allocations/{reference}/members/set", May(WriteCases), SET, blank)
        .post("/allocations/{reference}/members/set", May(WriteCases), SET, send)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_members_priorities(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    fn side(planned: &Planned) -> Side<'_> {
        Side { answer: &planned.answer, chosen: &planned.chosen }
    }
    let told = Told {
        allocation: &view.allocation.noun,
        with: view.with.as_deref().map(side).map_err(String::as_str),
        without: view.without.as_deref().map(side).map_err(String::as_str),
    };
    let document = members_priorities::document(&told);
    let at = format!("/allocations/{}", reference_of(&view.allocation.reference));
    let ways = if frame.may(WriteCases) { links(&[("Enter what members set", format!("{at}/members/set"))]) } else { Markup::default() };
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Plan)
        .crumb(view.allocation.noun.title.clone(), at)
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.allocation.id));
    Ok(PartsPage::whole(layout, body(&document).and(ways)))
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(page(frame, &allocation_of(&app, &signed, &reference).await?, &Form::blank()))
}

fn page(frame: Frame, record: &Record<AllocationId, Allocation>, form: &Form) -> FormPage {
    let at = format!("/allocations/{}", reference_of(&record.reference));
    let layout = Layout::new(frame, "What do members put in or leave out?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at.clone())
        .crumb("What members set, and the plan without it", format!("{at}/members"))
        .lead("A policy priority set by members holds whatever the points say. It changes no point and no cost, and the plan without it stays there to be seen.")
        .with_errors(form.errors());
    let none = form.select("code", "What is it about?").offer("", "Choose one");
    let codes =
        record.noun.candidates.iter().fold(none, |select, one| select.offer(one.code.clone(), format!("{} ({})", one.title, one.code)));
    let what = form
        .radios("is_done", "What do members set?")
        .offer("yes", "It is to be done")
        .offer("no", "It is not to be done")
        .offer("neither", "Neither any longer: what was set is taken back");
    FormPage::new(layout, format!("{at}/members/set"), Button::new("Save"))
        .before(paragraph("Another entry about the same thing takes the place of the one before; the audit trail keeps both."))
        .carrying("version", &record.version.to_string())
        .part(codes)
        .part(what)
        .part(form.textarea("says", "What do members say, in their words?"))
        .part(form.input("set_by", "On whose authority is it entered?").hint("A member or a body, by name or office"))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = allocation_of(&app, &signed, &reference).await?;
    let offered = [("yes", Some(true)), ("no", Some(false)), ("neither", None)];
    let Some(is_done) = form.choice("is_done", "Choose what members set", &offered) else {
        return Ok(page(frame, &record, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = SetMembersPriority {
        allocation: record.id,
        version: form.version(),
        code: text("code"),
        is_done,
        says: text("says"),
        set_by: text("set_by"),
    };
    match set_members_priority(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}/members", reference_of(&made.reference)))),
        Err(error) => again(error, form, |form| page(frame, &record, form)),
    }
}
