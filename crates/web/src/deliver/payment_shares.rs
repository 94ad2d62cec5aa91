//! Who pays for what of one arrangement: shown, and said in lines that come filled in with what is kept.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::deliver::share_payment::{PaymentView, SharePayment, parts, read_payment, share_payment};
use desk::plan::money::limit_lines::line;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::payment::{self, Told};

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const SAY: &str = "Say who pays for what of an arrangement";
    Routes::new()
        .get("/arrangements/{reference}/paid-by", May(ReadCases), "Who pays for what of an arrangement", show)
        .get("/arrangements/{reference}/paid-by/change", May(WriteCases), SAY, blank)
        .post("/arrangements/{reference}/paid-by/change", May(WriteCases), SAY, send)
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<PaymentView, PageError> {
    Ok(read_payment(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn at(view: &PaymentView) -> String {
    format!("/arrangements/{}/paid-by", reference_of(&view.arrangement.reference))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let name = |id: model::id::OrganisationId| view.names.get(&id).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned());
    let told = Told {
        arrangement: &view.arrangement.noun,
        with: view.with.noun.name.clone(),
        name: &name,
        amounts: view.amounts.as_deref(),
        elsewhere: &view.elsewhere,
    };
    let document = payment::document(&told);
    let ways = if frame.may(WriteCases) { links(&[("Say who pays for what", format!("{}/change", at(&view)))]) } else { Markup::default() };
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Deliver)
        .crumb("What is in force", "/arrangements")
        .caption(view.arrangement.noun.title.clone())
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.arrangement.id));
    Ok(PartsPage::whole(layout, body(&document).and(ways)))
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let kept = view.arrangement.noun.paid_by.iter().map(|part| {
        let funder = view.names.get(&part.funder).cloned().unwrap_or_default();
        let percent = format!("{:.4}", part.share.percent());
        let percent = format!("{}%", percent.trim_end_matches('0').trim_end_matches('.'));
        line(&[funder, part.outcome.clone(), percent, part.together.clone()])
    });
    let form = Form::blank().with("parts", kept.collect::<Vec<String>>().join("\n"));
    Ok(page(frame, &view, &form))
}

fn page(frame: Frame, view: &PaymentView, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Who pays for what?")
        .in_section(Section::Deliver)
        .crumb("What is in force", "/arrangements")
        .crumb("Who pays for what", at(view))
        .caption(view.arrangement.noun.title.clone())
        .lead("One provider may serve several outcomes and be paid by several funders. Shares sum to 100%, and where two pay for one outcome it is said what each buys.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{}/change", at(view)), Button::new("Keep the shares"))
        .before(paragraph("Parts of a line stand between semicolons or tabs: who pays; for which outcome; share of the whole; where another pays for it too, what this money buys. What stands here takes the place of what was there."))
        .carrying("version", &view.arrangement.version.to_string())
        .part(form.textarea("parts", "Lines").hint("Northvale County Council; People home sooner; 60%").rows(8))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    // Asked before anything is read: a form given back for a typing mistake carries the newest version, and would write over it.
    if form.version() != view.arrangement.version {
        return again(DeskError::Stale, form, |form| page(frame, &view, form));
    }
    let parts = parts(form.value("parts"), &view.names).unwrap_or_else(|wrong| {
        form.add_error("parts", wrong.join(". "));
        Vec::new()
    });
    if form.has_errors() {
        return Ok(page(frame, &view, &form).into_response());
    }
    let ask = SharePayment { arrangement: view.arrangement.id, version: form.version(), parts };
    match share_payment(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&at(&view))),
        Err(error) => again(error, form, |form| page(frame, &view, form)),
    }
}
