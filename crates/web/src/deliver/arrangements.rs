//! What is in force, the one that ends first on top; and recording one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::deliver::record_arrangement::{ArrangementView, RecordArrangement, read_arrangements, record_arrangement};
use desk::house::add_organisation::list_organisations;
use desk::review::read_service::{ServiceView, read_service};
use model::id::OrganisationId;
use model::reference::Reference;
use model::role::Permission::{ReadCases, ReadPerformance, WriteCases};
use quantity::Date;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::deliver::add_service::models;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "deliver/arrangements.html")]
struct ArrangementsPage {
    layout: Layout,
    list: Markup,
}

page!(ArrangementsPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/arrangements", May(ReadPerformance), "What is in force: contracts, grants, agreements", list)
        .get("/deliver", May(ReadPerformance), "What is in force, from the navigation", list)
        .get("/services/{reference}/arrangements/new", May(WriteCases), "Record an arrangement", blank)
        .post("/services/{reference}/arrangements/new", May(WriteCases), "Record an arrangement", send)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<ArrangementsPage, PageError> {
    let views = read_arrangements(&app.desk, &signed.actor).await?;
    let today = app.desk.today();
    let layout = Layout::new(frame, "What is in force")
        .in_section(Section::Deliver)
        .crumb("My cases", "/")
        .lead(lead(&views, today))
        .audit("/audit?noun=arrangement");
    Ok(ArrangementsPage { layout, list: table(&views, today, signed.actor.can(ReadCases)) })
}

fn lead(views: &[ArrangementView], today: Date) -> String {
    let ended = views.iter().filter(|view| view.arrangement.noun.ends.is_some_and(|ends| ends < today)).count();
    let next = views
        .iter()
        .filter_map(|view| Some((view.arrangement.noun.ends.filter(|ends| *ends >= today)?, &view.arrangement.noun.title)))
        .min();
    let all = count::of_things(
        views.len() as u64,
        "contract, grant or agreement is written down",
        "contracts, grants and agreements are written down",
    );
    let next =
        next.map(|(ends, title)| format!(" The next to end is “{title}”, on {}.", count::date_seen_from(today, ends))).unwrap_or_default();
    let past = match ended {
        0 => String::new(),
        1 => " One has run past its end.".to_owned(),
        some => format!(" {some} have run past their end."),
    };
    format!("{}.{next}{past}", count::sentence(&all))
}

fn table(views: &[ArrangementView], today: Date, sees_who_pays: bool) -> Markup {
    if views.is_empty() {
        return Markup::trusted("<p class=\"govuk-body ww-measure\">None yet. Record the first from the page of its service.</p>");
    }
    let mut table = CardTable::new("What is in force")
        .caption_hidden()
        .column("Arrangement")
        .column("Service")
        .column("With")
        .column("Awarded")
        .column("Ends")
        .figures("A year");
    for view in views {
        let noun = &view.arrangement.noun;
        let reference = reference_of(&view.service.reference);
        let ends = match noun.ends {
            None => Markup::text("No date"),
            Some(ends) if ends < today => ww::not_yet(format!("{}: past its end", count::plain_date(ends))).into(),
            Some(ends) => Markup::text(format!("{}, {}", count::plain_date(ends), count::days_from(today, ends))),
        };
        table = table.row([
            Words::from(if sees_who_pays {
                let at = format!("/arrangements/{}/paid-by", reference_of(&view.arrangement.reference));
                title(noun).and(Markup::trusted("<br>")).and(ww::link("Who pays for what", &at))
            } else {
                title(noun)
            }),
            Words::from(ww::link(&view.service.noun.name, &format!("/services/{reference}"))),
            Words::from(view.with.noun.name.as_str()),
            Words::from(noun.awarded.or(noun.starts).map_or_else(|| "Not said".to_owned(), count::plain_date)),
            Words::from(ends),
            Words::from(noun.annual_value.map_or_else(|| "Not said".to_owned(), count::money)),
        ]);
    }
    table.into()
}

/// With the open word on it where no decision is recorded.
pub(crate) fn title(noun: &model::arrangement::Arrangement) -> Markup {
    let name = Markup::text(&noun.title);
    match noun.undecided.as_str() {
        "" => name,
        why => name.and(Markup::trusted("<br>")).and(ww::not_yet("No decision is recorded")).and(Markup::text(format!(": {why}"))),
    }
}

async fn service_of(app: &App, signed: &Signed, reference: &str) -> Result<ServiceView, PageError> {
    let parsed: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    Ok(read_service(&app.desk, &signed.actor, &parsed).await?)
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = service_of(&app, &signed, &reference).await?;
    show(&app, frame, &signed, &view, &reference, &Form::blank()).await
}

async fn show(app: &App, frame: Frame, signed: &Signed, view: &ServiceView, reference: &str, form: &Form) -> Result<FormPage, PageError> {
    let layout = Layout::new(frame, "Record an arrangement")
        .in_section(Section::Deliver)
        .crumb("My cases", "/")
        .crumb(view.service.noun.name.as_str(), format!("/services/{reference}"))
        .lead("A contract, a grant, an agreement: with whom, and until when.")
        .with_errors(form.errors());
    let mut with = form.select("with", "With whom?").offer("", "Choose one");
    for body in list_organisations(&app.desk, &signed.actor).await? {
        with = with.offer(body.id.to_string(), body.noun.name);
    }
    Ok(FormPage::new(layout, format!("/services/{reference}/arrangements/new"), Button::new("Record it"))
        .part(form.input("title", "Name"))
        .part(with)
        .part(models(app, signed, form).await?)
        .part(form.input("regime", "Procurement regime"))
        .part(form.date_input("awarded", "Awarded on"))
        .part(form.date_input("starts", "Begins on"))
        .part(form.date_input("ends", "Ends on"))
        .part(form.input("annual_value", "Value in a year").prefix("£").width(10))
        .part(
            form.textarea("undecided", "If it began with another operator and no decision is recorded, why not? (not required otherwise)")
                .hint("Shown beside it, for everybody who sees it")
                .rows(2),
        ))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = service_of(&app, &signed, &reference).await?;
    let with = form.value("with").parse::<OrganisationId>();
    if with.is_err() {
        form.add_error("with", "Choose an organisation from the list");
    }
    let (awarded, starts, ends) = (form.optional_date("awarded"), form.optional_date("starts"), form.optional_date("ends"));
    let annual_value = form.optional_money("annual_value");
    let (Ok(with), false) = (with, form.has_errors()) else {
        return Ok(show(&app, frame, &signed, &view, &reference, &form).await?.into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = RecordArrangement {
        service: view.service.id,
        title: text("title"),
        with,
        delivery_model: text("delivery_model"),
        regime: text("regime"),
        awarded,
        starts,
        ends,
        annual_value,
        undecided: text("undecided"),
    };
    match record_arrangement(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/services/{reference}"))),
        Err(desk::DeskError::Refused { sentence, .. }) => {
            let page = show(&app, frame, &signed, &view, &reference, &form).await?;
            Ok((StatusCode::CONFLICT, page.before(WarningText::new(sentence))).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(show(&app, frame, &signed, &view, &reference, &form).await?.into_response())
        }
    }
}
