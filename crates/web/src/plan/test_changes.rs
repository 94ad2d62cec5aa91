//! What ends a test period or keeps it: voiding it with the reason, and checking a corrected data point against its source.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::analyse::tests_touched::{CheckCorrection, Unchecked, check_correction};
use desk::plan::read_issue::IssueView;
use desk::plan::void_test::{VoidTest, void_test};
use model::role::Permission::{ConfirmFromOutside, TriageIssues};
use quantity::Period;
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::issue_forms::{issue_of, layout_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;
use crate::ww;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Void,
    Correction,
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/issues/{reference}/void", May(TriageIssues), "Void a test period, with the reason", Which::Void;
        "/issues/{reference}/correction", May(ConfirmFromOutside), "Check a corrected figure against its source", Which::Correction;
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    period: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let view = issue_of(&app, &signed, &reference).await?;
    Ok(page(which, frame, &view, &Form::blank().with("period", filled.period)))
}

fn page(which: Which, frame: Frame, view: &IssueView, form: &Form) -> FormPage {
    let at = |path: &str| format!("/issues/{}/{path}", reference_of(&view.issue.reference));
    let version = view.found.test.as_ref().map_or(0, |test| test.version).to_string();
    match which {
        Which::Void => FormPage::new(layout_of(frame, view, "Void the test period", form), at("void"), Button::new("Void it").warning())
            .before(paragraph(
                "A void test shows nothing any more and is never taken up again: a new one is registered, and its months begin anew. The void one stays on the page with your role and your reason.",
            ))
            .carrying("version", &version)
            .part(form.textarea("why", "Why does it no longer count?").hint("For example: the new rota starts in February, not in November")),
        Which::Correction => {
            let title = "Was the figure rightly corrected?";
            FormPage::new(layout_of(frame, view, title, form), at("correction"), Button::new("Put my word to it"))
                .before(corrections(view))
                .carrying("version", &version)
                .part(view.unchecked.iter().fold(form.select("period", "Which correction?").offer("", "Choose one"), |select, one| {
                    select.offer(one.period.to_string(), one.period.in_words())
                }))
                .part(form.textarea("note", "What did you look at, and what did you see?").hint("The document it names, not the person who typed it").rows(3))
        }
    }
}

/// Each correction that waits: what stood there, what stands there now, and the document that says so.
fn corrections(view: &IssueView) -> Markup {
    if view.unchecked.is_empty() {
        return paragraph("No correction is waiting to be checked.");
    }
    let measure = view.found.measure.as_ref();
    let shown = |value: Option<f64>| match (value, measure) {
        (Some(value), Some(measure)) => count::amount(&measure.noun.unit, value, usize::from(measure.noun.places)),
        _ => "No figure".to_owned(),
    };
    let mut table = CardTable::new("Corrections that wait")
        .caption_hidden()
        .column("Period")
        .figures("It was")
        .figures("It is now")
        .column("Where the right figure stands");
    for one in &view.unchecked {
        table = table.row([
            Words::from(one.period.in_words()),
            Words::from(shown(one.old_value)),
            Words::from(shown(one.new_value)),
            Words::from(source(view, one)),
        ]);
    }
    paragraph("The test is void until somebody outside the service has seen where the right figure stands. It then stands again, and its answer with the old figure is shown beside the new.").and(table)
}

fn source(view: &IssueView, one: &Unchecked) -> Markup {
    let Some(id) = one.source else { return ww::unknown("It names no source, so it cannot be checked: correct it again with one").into() };
    let named = view.sources.iter().find(|source| source.id == id);
    named.map_or_else(|| Markup::text("A document not shared with you"), |source| Markup::text(&source.noun.title))
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
    let view = issue_of(&app, &signed, &reference).await?;
    let answer = ask(which, &app, &signed, &view, &mut form).await;
    if form.has_errors() {
        return Ok(page(which, frame, &view, &form).into_response());
    }
    match answer {
        Ok(()) => Ok(to(&format!("/issues/{}#tests", reference_of(&view.issue.reference)))),
        Err(error) => again(error, form, |form| page(which, frame, &view, form)),
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, view: &IssueView, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, version) = (&app.desk, &signed.actor, form.version());
    let Some(test) = view.found.test.as_ref().map(|test| test.id) else {
        return Err(DeskError::refused("no_test", "This issue has no test yet. Agree one first: what would show that it is fixed?"));
    };
    match which {
        Which::Void => {
            void_test(desk, actor, VoidTest { test, version, why: form.value("why").to_owned() }).await?;
        }
        Which::Correction => {
            let Some(period) = form.parsed("period", "Choose the correction you looked at", Period::parse) else { return Ok(()) };
            check_correction(desk, actor, CheckCorrection { test, version, period, note: form.value("note").to_owned() }).await?;
        }
    }
    Ok(())
}
