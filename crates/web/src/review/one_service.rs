//! One service on its page: its measures with what each says, its known issues, what is in force, and who has run it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::Desk;
use desk::deliver::name_none_known::{NameNoneKnown, name_none_known};
use desk::review::read_service::{MeasureRow, ServiceView, read_service};
use model::reference::Reference;
use model::role::Permission::{ConfirmFromOutside, LoadPerformance, RaiseIssues, ReadPerformance, WriteCases};
use report::chart::spc_chart::{self, ChartOf};
use report::words::{count, evidence};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::icon::{Icon, StateLabel};
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::{EmptyState, History};
use crate::deliver::arrangements::title;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::plan::state_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "review/service.html")]
struct ServicePage {
    layout: Layout,
    reference: String,
    about: SummaryList,
    measures: Markup,
    issues: Markup,
    arrangements: Markup,
    operators: History,
    none_known: String,
    may: MayDo,
}

struct MayDo {
    define: bool,
    load: bool,
    raise: bool,
    change: bool,
    affirm: bool,
}

page!(ServicePage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/services/{reference}", May(ReadPerformance), "A service", show)
        .get("/services/{reference}/none-known", May(ConfirmFromOutside), "Affirm that no issue is known", none_form)
        .post("/services/{reference}/none-known", May(ConfirmFromOutside), "Affirm that no issue is known", none_send)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<ServicePage, PageError> {
    let reference: Reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let view = read_service(&app.desk, &signed.actor, &reference).await?;
    let service = &view.service.noun;
    let actor = &signed.actor;
    let mut layout = Layout::new(frame, &service.name)
        .in_section(Section::Review)
        .crumb("My cases", "/")
        .crumb("Services", "/services")
        .caption(format!("Service {}", reference.number))
        .lead(lead(&view))
        .audit(format!("/audit?record={}", view.service.id));
    if let Some(last) = view.measures.iter().filter_map(|row| row.latest.as_ref()).map(|point| point.period).max() {
        layout = layout.source(format!("Figures to {}, from the files named on the page of each measure.", last.in_words()));
    }
    let open = view.issues.iter().any(|(issue, _)| issue.noun.is_open());
    let none_known = service
        .none_known
        .as_ref()
        .filter(|_| !open)
        .map(|word| format!("No issue is known: {} looked on {}. “{}”", word.by_role, count::plain_date(word.on), word.note));
    let mut operators = History::default();
    for operated in service.operators.iter().rev() {
        operators = operators.event(
            operated.from,
            format!("{} ({}). {}", view.name_of(operated.by), operated.delivery_model.replace('_', " "), operated.reason),
        );
    }
    Ok(ServicePage {
        about: about(&view),
        measures: measures(&view, &app.desk, actor.can(LoadPerformance)),
        issues: issues(&view),
        arrangements: arrangements(&view),
        operators,
        none_known: none_known.unwrap_or_default(),
        may: MayDo {
            define: actor.can(LoadPerformance),
            load: actor.can(LoadPerformance),
            raise: actor.can(RaiseIssues),
            change: actor.can(WriteCases),
            affirm: actor.can(ConfirmFromOutside) && !open,
        },
        reference: reference.to_string(),
        layout,
    })
}

fn lead(view: &ServiceView) -> String {
    let open: Vec<_> = view.issues.iter().filter(|(issue, _)| issue.noun.is_open()).collect();
    let known = match open.as_slice() {
        [] if view.service.noun.none_known.is_some() => "No issue is known, and someone outside the service has looked.".to_owned(),
        [] => "No issue is written down, and nobody outside the service has said that there is none.".to_owned(),
        [(one, found)] => format!("One issue is open: {}. {}", one.noun.title, found.evidence.statement),
        many => format!(
            "{} issues are open. The first: {}.",
            many.len(),
            many.first().map(|(issue, _)| issue.noun.title.as_str()).unwrap_or_default()
        ),
    };
    let worse = view.measures.iter().filter(|row| answers(row).first().is_some_and(|said| said.icon.starts_with("worse"))).count();
    match worse {
        0 => known,
        1 => format!("{known} One measure is really getting worse."),
        some => format!("{known} {some} measures are really getting worse."),
    }
}

fn about(view: &ServiceView) -> SummaryList {
    let service = &view.service.noun;
    let operator = view.operator.as_ref().map(|body| body.noun.name.as_str()).unwrap_or("Another organisation");
    let run_by = if service.run_by.is_empty() || service.run_by == operator {
        operator.to_owned()
    } else {
        format!("{operator}: {}", service.run_by)
    };
    let model = view.model.as_ref().map_or_else(|| service.delivery_model.clone(), |model| model.title.clone());
    let mut list = SummaryList::new()
        .row("What it does", if service.describes.is_empty() { "Not written down yet".to_owned() } else { service.describes.clone() });
    list = list.row("Run by", run_by).row("Delivery model", model);
    if let Some(cost) = service.annual_cost {
        list = list.row("Cost in a year", count::money(cost));
    }
    if !service.volume.is_empty() {
        list = list.row("How much", service.volume.as_str());
    }
    if !service.regime.is_empty() {
        list = list.row("Procurement regime", service.regime.as_str());
    }
    list.row("Ends", service.ends.map_or_else(|| "No date".to_owned(), count::plain_date))
}

fn measures(view: &ServiceView, desk: &Desk, may_load: bool) -> Markup {
    if view.measures.is_empty() {
        let first = match may_load {
            true => ww::link("Load a spreadsheet", "/upload").and(Markup::text(": measures it names can be made from it.")),
            false => Markup::text("An analyst loads a spreadsheet: measures it names can be made from it."),
        };
        return EmptyState::new("Measures would be here", "Without figures nobody can say whether an issue is fixed.", first).into();
    }
    let mut table = CardTable::new("Measures")
        .caption_hidden()
        .column("Measure")
        .figures("Latest")
        .column("Is it really changing?")
        .column("Will it meet its aim?")
        .column("Owner")
        .column("Figures came");
    for row in &view.measures {
        let reference = reference_of(&row.measure.reference);
        let measure = &row.measure.noun;
        let name = ww::link(&measure.name, &format!("/measures/{reference}"));
        let name = match (row.parts, row.part.is_empty()) {
            (0, _) => name,
            (parts, true) => name.and(Markup::text(format!(" and {} apart", count::of_things(parts as u64, "part", "parts")))),
            (parts, false) => name.and(Markup::text(format!(" ({}, the first of {parts})", row.part))),
        };
        let latest = row.latest.as_ref().and_then(|point| Some((point.value?, point.period)));
        let latest = latest.map_or_else(
            || "No figure".to_owned(),
            |(value, period)| format!("{}, {}", measure.unit.shown(value, usize::from(measure.places)), period.in_words()),
        );
        let updated = row.updated.map_or_else(|| "Not yet".to_owned(), |at| count::plain_date(desk.day_of(at)));
        let (changing, meeting) = said(row);
        table = table.row([
            Words::from(name),
            Words::from(latest),
            changing,
            meeting,
            Words::from(if measure.owner_role.is_empty() { "Nobody named" } else { measure.owner_role.as_str() }),
            Words::from(updated),
        ]);
    }
    table.into()
}

/// Icon and word of the two questions, as the measure's own page says them; where there is no chart, why.
fn said(row: &MeasureRow) -> (Words, Words) {
    let said = match (&row.reading, answers(row)) {
        (Ok(_), said) => said,
        (Err(_), _) if row.latest.is_none() => return (Words::from("No figures yet"), Words::from("")),
        (Err(refusal), _) => {
            return (
                Words::from(if refusal.code() == "wrong_kind" { "No control chart fits it" } else { "Too little to chart" }),
                Words::from(""),
            );
        }
    };
    let mut words = said.into_iter().map(|said| with_icon(said.icon, Markup::text(said.word)));
    (words.next().unwrap_or_else(|| Words::from("")), words.next().unwrap_or_else(|| Words::from("")))
}

/// What the chart of a row says in a few words.
fn answers(row: &MeasureRow) -> Vec<report::chart::Said> {
    let of = ChartOf::measure("row", &row.measure.noun);
    row.reading.as_ref().map(|reading| spc_chart::answers(reading, &of)).unwrap_or_default()
}

/// Words beside the drawing of this name; without a drawing where there is none of it.
pub(crate) fn with_icon(name: &str, words: Markup) -> Words {
    match Icon::ALL.into_iter().find(|icon| icon.name() == name) {
        Some(icon) => Words::from(Markup::from(StateLabel::plain(icon, words))),
        None => Words::from(words),
    }
}

fn issues(view: &ServiceView) -> Markup {
    if view.issues.is_empty() {
        return Markup::trusted("<p class=\"govuk-body ww-measure\">None is written down.</p>");
    }
    let mut table =
        CardTable::new("Known issues").caption_hidden().column("Known issue").column("Where it stands").column("In words").column("Raised");
    for (issue, found) in &view.issues {
        let reference = reference_of(&issue.reference);
        let stands = match (&issue.noun.closing, &issue.noun.triage) {
            (Some(_), _) => Markup::text("Closed"),
            (None, None) => ww::unknown("Waiting for triage").into(),
            _ => {
                let said = evidence::summed(found.evidence.standing);
                StateLabel::new(state_of(said.look), said.word).into()
            }
        };
        table = table.row([
            Words::from(ww::link(&issue.noun.title, &format!("/issues/{reference}"))),
            Words::from(stands),
            Words::from(found.evidence.statement.as_str()),
            Words::from(format!("{}, by {}", count::plain_date(issue.noun.raised_on), issue.noun.raised_by.words())),
        ]);
    }
    table.into()
}

fn arrangements(view: &ServiceView) -> Markup {
    if view.arrangements.is_empty() {
        return Markup::trusted("<p class=\"govuk-body ww-measure\">No contract, grant or agreement is written down.</p>");
    }
    let mut table =
        CardTable::new("In force").caption_hidden().column("Arrangement").column("With").column("From").column("Ends").figures("A year");
    for (arrangement, with) in &view.arrangements {
        let noun = &arrangement.noun;
        let day = |date: Option<quantity::Date>| date.map_or_else(|| "Not said".to_owned(), count::plain_date);
        table = table.row([
            Words::from(title(noun)),
            Words::from(with.as_str()),
            Words::from(day(noun.starts.or(noun.awarded))),
            Words::from(day(noun.ends)),
            Words::from(noun.annual_value.map_or_else(|| "Not said".to_owned(), count::money)),
        ]);
    }
    table.into()
}

async fn none_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(none_page(frame, &view_of(&app, &signed, &reference).await?, &Form::blank()))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<ServiceView, PageError> {
    Ok(read_service(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn none_page(frame: Frame, view: &ServiceView, form: &Form) -> FormPage {
    let at = format!("/services/{}", reference_of(&view.service.reference));
    let layout = Layout::new(frame, "No issue is known")
        .in_section(Section::Review)
        .crumb("My cases", "/")
        .crumb(view.service.noun.name.as_str(), at.clone())
        .lead("You say, from outside the service, that you looked and found no issue. It is shown with your role, and lapses when an issue is raised.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/none-known"), Button::new("Affirm"))
        .carrying("version", &view.service.version.to_string())
        .part(form.textarea("note", "What did you look at, and what did you see?").rows(5))
}

async fn none_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let ask = NameNoneKnown { service: view.service.id, version: form.version(), note: form.value("note").to_owned() };
    match name_none_known(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/services/{}", reference_of(&view.service.reference)))),
        Err(error) => again(error, form, |form| none_page(frame, &view, form)),
    }
}
