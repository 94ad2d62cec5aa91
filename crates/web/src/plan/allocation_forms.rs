//! Opening an allocation, and adding what could be done with the money.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::case::read_case::list_cases;
use desk::plan::money::add_candidates::{AddCandidates, add_candidates};
use desk::plan::money::open_allocation::{OpenAllocation, open_allocation};
use desk::plan::money::pasted;
use desk::plan::money::read_allocation::find_allocation;
use desk::plan::money::read_fund::list_funds;
use model::allocation::{Allocation, MoneyLimit, Needs};
use model::fund::{Fund, MoneyTerm};
use model::id::{AllocationId, FundId};
use model::record::Record;
use model::role::Permission::WriteCases;
use quantity::Money;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_case::{Cases, case_choice};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const OPEN: &str = "Open an allocation";
    const ADD: &str = "Add what could be done with the money";
    Routes::new()
        .get("/allocations/add", May(WriteCases), OPEN, open_blank)
        .post("/allocations/add", May(WriteCases), OPEN, open_send)
        .get("/allocations/{reference}/add", May(WriteCases), ADD, add_blank)
        .post("/allocations/{reference}/add", May(WriteCases), ADD, add_send)
}

type Funds = Vec<Record<FundId, Fund>>;

async fn open_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    let (funds, cases) = (list_funds(&app.desk, &signed.actor).await?, list_cases(&app.desk, &signed.actor).await?);
    Ok(open_page(frame, &funds, &cases, &Form::blank()))
}

fn open_page(frame: Frame, funds: &Funds, cases: &Cases, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Open an allocation")
        .in_section(Section::Plan)
        .crumb("Putting money where it does most", "/allocations")
        .lead("What there is to spend, what a point stands for, and who answers for it. What could be done comes next.")
        .with_errors(form.errors());
    let none = form.select("fund", "Which fund is it?").offer("", "None: one body’s own money");
    let fund = funds.iter().fold(none, |select, fund| select.offer(fund.id.to_string(), fund.noun.name.clone()));
    FormPage::new(layout, "/allocations/add", Button::new("Open it"))
        .part(form.input("title", "What do people call it?"))
        .part(form.textarea("purpose", "What is the money for?"))
        .part(fund)
        .part(case_choice(form, cases))
        .part(form.input("year", "Which financial year?").hint("The year it begins in: 2027 for 2027/28").width(5))
        .part(form.input("limit", "How much is there to spend, all together?").prefix("£").width(10))
        .part(
            form.input("recurrent", "How much of that comes every year?")
                .hint("Leave it empty where the kind of money does not matter")
                .prefix("£")
                .width(10),
        )
        .part(form.textarea("points_mean", "What does a point stand for, and who agreed the scores?"))
        .part(form.input("accountable", "Which elected member answers for what counts as value?"))
}

async fn open_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let (funds, cases) = (list_funds(&app.desk, &signed.actor).await?, list_cases(&app.desk, &signed.actor).await?);
    let year =
        form.whole_number("year", "Write the year it begins in, for example 2027", 2000..=2100).and_then(|year| i16::try_from(year).ok());
    let all = form.money("limit", "Write how much there is to spend, for example 1,200,000");
    let recurrent = form.optional_money("recurrent");
    if all.zip(recurrent).is_some_and(|(all, part)| part > all) {
        form.add_error("recurrent", "Write no more than there is all together");
    }
    let (Some(year), Some(all), false) = (year, all, form.has_errors()) else {
        return Ok(open_page(frame, &funds, &cases, &form).into_response());
    };
    let limit =
        |name: &str, term, amount: Money| MoneyLimit { name: name.to_owned(), term, amounts: vec![amount], ..MoneyLimit::default() };
    let mut limits = vec![limit("all money", None, all)];
    limits.extend(recurrent.map(|amount| limit("recurrent money", Some(MoneyTerm::Recurrent), amount)));
    let text = |name: &str| form.value(name).to_owned();
    let ask = OpenAllocation {
        title: text("title"),
        purpose: text("purpose"),
        fund: form.value("fund").parse().ok(),
        case: form.value("case").parse().ok(),
        year,
        years: 1,
        points_mean: text("points_mean"),
        accountable: text("accountable"),
        limits,
        floors: Vec::new(),
    };
    match open_allocation(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}", reference_of(&made.reference)))),
        Err(error) => again(error, form, |form| open_page(frame, &funds, &cases, form)),
    }
}

pub(crate) async fn allocation_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<AllocationId, Allocation>, PageError> {
    Ok(find_allocation(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

/// Every form on an allocation as it is sent: given back as it was typed where somebody was faster or anything is wrong, else kept, and then
/// the browser goes to `then`.
pub(crate) async fn sent<A>(
    frame: Frame,
    record: &Record<AllocationId, Allocation>,
    fields: Fields,
    then: &str,
    page: impl Fn(Frame, &Form) -> FormPage,
    read: impl FnOnce(&mut Form) -> Option<A>,
    keep: impl AsyncFnOnce(A) -> Result<Record<AllocationId, Allocation>, DeskError>,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    // Asked before anything is read: a form given back for a typing mistake carries the newest version, and would write over it.
    if form.version() != record.version {
        return again(DeskError::Stale, form, |form| page(frame, form));
    }
    let read = read(&mut form);
    let (Some(ask), false) = (read, form.has_errors()) else { return Ok(page(frame, &form).into_response()) };
    match keep(ask).await {
        Ok(_) => Ok(to(then)),
        Err(error) => again(error, form, |form| page(frame, form)),
    }
}

async fn add_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(add_page(frame, &allocation_of(&app, &signed, &reference).await?, &Form::blank()))
}

fn add_page(frame: Frame, record: &Record<AllocationId, Allocation>, form: &Form) -> FormPage {
    let at = format!("/allocations/{}", reference_of(&record.reference));
    let layout = Layout::new(frame, "What could be done with the money?")
        .in_section(Section::Plan)
        .crumb(record.noun.title.clone(), at.clone())
        .lead("One line each, typed here or pasted from a spreadsheet.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/add"), Button::new("Add them"))
        .before(paragraph(
            "Five parts to a line, with semicolons or tabs between: code; title; cost in pounds; recurrent or one-off (and capital, where it is); points.",
        ).and(paragraph(&years_said(&record.noun))))
        .carrying("version", &record.version.to_string())
        .part(form.textarea("candidates", "Lines").hint("A; Village-hall strength classes; 310,000; recurrent; 62").rows(10))
        .part(form.input("needs", "Does any of them need another?").hint("Codes: G needs B. Several with commas between"))
        .part(form.input("not_together", "Which cannot be done together?").hint("Codes: F L. Several with commas between"))
        .part(form.input("at_least_one", "Of which must one be done at least?").hint("Codes: I K. Several with commas between"))
        .part(form.input("today", "Which are done today?").hint("Codes: B J A"))
}

/// How a cost is written where the plan has more than one year.
pub(crate) fn years_said(allocation: &Allocation) -> String {
    match allocation.years {
        0 | 1 => "What a cost is in other years, whose money it is, whom each thing reaches and what it takes is said once they are added."
            .to_owned(),
        years => format!(
            "The plan has {years} years: write one amount for each, with / between: 310,000 / 310,000 / 320,000. Nothing in a year is 0."
        ),
    }
}

pub(crate) fn codes(text: &str) -> Vec<String> {
    text.split([' ', ';']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn lists(text: &str) -> Vec<Vec<String>> {
    text.split(',').map(codes).filter(|codes| !codes.is_empty()).collect()
}

async fn add_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = allocation_of(&app, &signed, &reference).await?;
    let candidates = pasted::candidates(form.value("candidates"), record.noun.years).unwrap_or_else(|wrong| {
        form.add_error("candidates", wrong.join(". "));
        Vec::new()
    });
    let mut needs = Vec::new();
    for words in lists(form.value("needs")) {
        match words.as_slice() {
            [code, word, other] if word == "needs" => needs.push(Needs { code: code.clone(), needs: other.clone() }),
            _ => form.add_error("needs", format!("“{}” is not understood. Write it as: G needs B", words.join(" "))),
        }
    }
    if form.has_errors() {
        return Ok(add_page(frame, &record, &form).into_response());
    }
    let ask = AddCandidates {
        allocation: record.id,
        version: form.version(),
        candidates,
        needs,
        not_together: lists(form.value("not_together")),
        at_least_one: lists(form.value("at_least_one")),
        today: lists(form.value("today")).concat(),
    };
    match add_candidates(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}", reference_of(&made.reference)))),
        Err(error) => again(error, form, |form| add_page(frame, &record, form)),
    }
}
