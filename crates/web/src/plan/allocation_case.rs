//! Which case an allocation belongs to: chosen, changed, or none.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::house::case::read_case::list_cases;
use desk::plan::money::name_case::{NameCase, name_case};
use model::allocation::Allocation;
use model::case::Case;
use model::id::{AllocationId, CaseId};
use model::record::Record;
use model::role::Permission::WriteCases;

use crate::app::App;
use crate::components::button::Button;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::{allocation_of, sent};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;

pub fn routes() -> Routes {
    const NAME: &str = "Say which case an allocation belongs to";
    Routes::new().get("/allocations/{reference}/case", May(WriteCases), NAME, blank).post(
        "/allocations/{reference}/case",
        May(WriteCases),
        NAME,
        send,
    )
}

pub(super) type Cases = Vec<Record<CaseId, Case>>;

/// A case among those the reader may see, or none.
pub(super) fn case_choice(form: &Form, cases: &Cases) -> Select {
    let select = form.select("case", "Which case does it belong to?").hint("Its plan then stands in that case’s papers").offer("", "None");
    let said = |case: &Record<CaseId, Case>| format!("{} {}", reference_of(&case.reference), case.noun.question);
    cases.iter().fold(select, |select, case| select.offer(case.id.to_string(), said(case)))
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("case", record.noun.case.map(|case| case.to_string()).unwrap_or_default());
    Ok(page(frame, &record, &list_cases(&app.desk, &signed.actor).await?, &form))
}

fn page(frame: Frame, record: &Record<AllocationId, Allocation>, cases: &Cases, form: &Form) -> FormPage {
    let at = format!("/allocations/{}", reference_of(&record.reference));
    let layout = Layout::new(frame, "Which case does it belong to?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at.clone())
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/case"), Button::new("Save"))
        .carrying("version", &record.version.to_string())
        .part(case_choice(form, cases).label_hidden())
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let cases = list_cases(&app.desk, &signed.actor).await?;
    let read = |form: &mut Form| {
        let case = form.optional("case", |typed| typed.parse::<CaseId>().map_err(|_| "Choose a case from the list, or none"));
        Some(NameCase { allocation: record.id, version: form.version(), case })
    };
    let at = format!("/allocations/{}", reference_of(&record.reference));
    let page = |frame, form: &Form| page(frame, &record, &cases, form);
    sent(frame, &record, fields, &at, page, read, async |ask| name_case(&app.desk, &signed.actor, ask).await).await
}
