//! Handing a service over: its open issues in sight, since they go with it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::deliver::hand_over::{HandOver, hand_over};
use desk::deliver::rests_on_decision::read_decisions;
use desk::house::add_organisation::list_organisations;
use desk::review::read_service::{ServiceView, read_service};
use model::decision::Decision;
use model::id::{DecisionId, IssueId, OrganisationId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission::WriteCases;
use report::words::{count, evidence};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::deliver::add_service::models;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::plan::state_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/services/{reference}/hand-over", May(WriteCases), "Hand a service over", blank).post(
        "/services/{reference}/hand-over",
        May(WriteCases),
        "Hand a service over",
        send,
    )
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<ServiceView, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    Ok(read_service(&app.desk, &signed.actor, &parsed).await?)
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    show(&app, frame, &signed, &view, &reference, &Form::blank(), None).await
}

async fn show(
    app: &App,
    frame: Frame,
    signed: &Signed,
    view: &ServiceView,
    reference: &str,
    form: &Form,
    said: Option<String>,
) -> Result<FormPage, PageError> {
    let open = view.issues.iter().filter(|(issue, _)| issue.noun.is_open()).count();
    let lead = match open {
        0 => "No issue is open. Say who runs it from when, and on which decision that rests.".to_owned(),
        1 => "One known issue is open, and it goes with the service: it keeps its history, its measure and its test.".to_owned(),
        some => format!("{some} known issues are open, and they go with the service: each keeps its history, its measure and its test."),
    };
    let layout = Layout::new(frame, "Hand over to another operator")
        .in_section(Section::Deliver)
        .crumb("My cases", "/")
        .crumb(view.service.noun.name.as_str(), format!("/services/{reference}"))
        .caption(view.service.noun.name.clone())
        .lead(lead)
        .with_errors(form.errors());
    let mut operator = form.select("to", "Who runs it from then on?").offer("", "Choose one");
    for body in list_organisations(&app.desk, &signed.actor).await? {
        operator = operator.offer(body.id.to_string(), body.noun.name);
    }
    let decisions = read_decisions(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let before = said.map(|said| Markup::from(WarningText::new(said))).unwrap_or_default();
    let before = before.and(rests_on(&decisions, reference)).and(issues(view));
    let mut page = FormPage::new(layout, format!("/services/{reference}/hand-over"), Button::new("Hand it over"))
        .before(before)
        .carrying("version", &view.service.version.to_string());
    for (issue, _) in view.issues.iter().filter(|(issue, _)| issue.noun.is_open()) {
        page = page.carrying("seen", &issue.id.to_string());
    }
    Ok(page
        .part(operator)
        .part(form.input("run_by", "Run by, in words").hint("Only where several will run it"))
        .part(models(app, signed, form).await?)
        .part(form.date_input("from", "From which day?"))
        .part(form.date_input("ends", "Until when?").hint("Leave it empty if there is no date"))
        .part(form.textarea("reason", "Why, and on which decision does it rest?").rows(4)))
}

/// The decision a hand-over rests on, or the way to one.
fn rests_on(decisions: &[Record<DecisionId, Decision>], service: &str) -> Markup {
    if decisions.is_empty() {
        let way = ww::link("Ask the readiness check", &format!("/services/{service}/readiness"));
        return paragraph_of(
            Markup::text(
                "Another operator starts only on a recorded decision, and none is recorded yet. First: are we solving it, or moving it? ",
            )
            .and(way)
            .and(Markup::text(", in a case; have its answer affirmed, and record the decision there.")),
        );
    }
    let said = decisions.iter().map(|kept| {
        let by = if kept.noun.exception.is_some() { ", by exception" } else { "" };
        format!("{} ({}{by})", kept.noun.what.trim().trim_end_matches('.'), count::plain_date(kept.noun.decided_on))
    });
    paragraph(&format!(
        "It can rest on what was decided: {}. The readiness check is asked again when you hand over.",
        said.collect::<Vec<_>>().join("; ")
    ))
}

fn issues(view: &ServiceView) -> Markup {
    let open: Vec<_> = view.issues.iter().filter(|(issue, _)| issue.noun.is_open()).collect();
    if open.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Known issues that go with it").column("Known issue").column("Where it stands").column("In words");
    for (issue, found) in open {
        let reference = reference_of(&issue.reference);
        let said = evidence::summed(found.evidence.standing);
        table = table.row([
            Words::from(ww::link(&issue.noun.title, &format!("/issues/{reference}"))),
            Words::from(Markup::from(StateLabel::new(state_of(said.look), said.word))),
            Words::from(found.evidence.statement.as_str()),
        ]);
    }
    table.into()
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
    let organisation = form.value("to").parse::<OrganisationId>();
    if organisation.is_err() {
        form.add_error("to", "Choose an organisation from the list");
    }
    let (from, ends) = (form.date("from", "Say from which day"), form.optional_date("ends"));
    let (Ok(organisation), false) = (organisation, form.has_errors()) else {
        return Ok(show(&app, frame, &signed, &view, &reference, &form, None).await?.into_response());
    };
    let ask = HandOver {
        service: view.service.id,
        version: form.version(),
        to: organisation,
        run_by: form.value("run_by").to_owned(),
        delivery_model: form.value("delivery_model").to_owned(),
        from,
        ends,
        reason: form.value("reason").to_owned(),
        seen: form.fields().all("seen").filter_map(|id| id.parse::<IssueId>().ok()).collect(),
    };
    match hand_over(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/services/{reference}"))),
        // The form comes back with what refuses it, whatever was raised meanwhile, and everything typed.
        Err(desk::DeskError::Refused { sentence, .. }) => {
            let page = show(&app, frame, &signed, &view, &reference, &form, Some(sentence)).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(show(&app, frame, &signed, &view, &reference, &form, None).await?.into_response())
        }
    }
}
