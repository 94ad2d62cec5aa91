//! One data point with everything it has been, and the two ways to change it: correct it, or take it back.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::correct_data_point::{
    CorrectDataPoint, PointView, WithdrawDataPoint, correct_data_point, read_data_point, withdraw_data_point,
};
use model::id::ObservationId;
use model::role::Permission::{CorrectPerformance, ReadPerformance};
use quantity::Unit;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::paragraph_of;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::review::measure::cell_link;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "analyse/point.html")]
struct PointPage {
    layout: Layout,
    id: String,
    history: CardTable,
    warning: Markup,
    may_correct: bool,
    correct: Vec<Markup>,
    withdraw: Markup,
    save: Button,
    take_back: Button,
}

page!(PointPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/points/{id}", May(ReadPerformance), "A data point with its history", show)
        .post("/points/{id}/correct", May(CorrectPerformance), "Correct a data point", correct)
        .post("/points/{id}/withdraw", May(CorrectPerformance), "Take a data point back", withdraw)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(id): Path<String>) -> Result<PointPage, PageError> {
    let view = read(&app, &signed, &id).await?;
    Ok(page_of(&app, frame, &signed, &view, &Form::blank()))
}

async fn read(app: &App, signed: &Signed, id: &str) -> Result<PointView, PageError> {
    let id: ObservationId = id.parse().map_err(|_| PageError::NotFound)?;
    Ok(read_data_point(&app.desk, &signed.actor, id).await?)
}

fn page_of(app: &App, frame: Frame, signed: &Signed, view: &PointView, form: &Form) -> PointPage {
    let measure = &view.measure.noun;
    let reference = reference_of(&view.measure.reference);
    let shown = |value: Option<f64>| value.map_or_else(|| "No figure".to_owned(), |v| measure.unit.shown(v, usize::from(measure.places)));
    let of = if view.point.part.is_empty() { String::new() } else { format!(", {}", view.point.part) };
    let layout = Layout::new(frame, format!("{}{of}", view.point.period.in_words()))
        .in_section(Section::Analyse)
        .crumb("My cases", "/")
        .crumb(measure.name.as_str(), format!("/measures/{reference}"))
        .caption(measure.name.clone())
        .lead(match (&view.point.withdrawn, view.point.current) {
            (Some(why), _) => format!("Withdrawn: {why}"),
            (None, true) => format!("{}.", shown(view.point.value)),
            (None, false) => "A later figure has replaced this one.".to_owned(),
        })
        .audit(format!("/audit?record={}", view.measure.id))
        .with_errors(form.errors());
    let mut history = CardTable::new("Everything it has been, newest first")
        .column("Kept")
        .figures("Figure")
        .column("Of how many")
        .column("Where it stands")
        .column("Now");
    for point in view.history.iter().rev() {
        let counts = point.numerator.zip(point.denominator).map_or_else(String::new, |(part, whole)| format!("{part} of {whole}"));
        let now = match (&point.withdrawn, point.current) {
            (Some(why), _) => format!("Withdrawn: {why}"),
            (None, true) => "In use".to_owned(),
            (None, false) => "Replaced".to_owned(),
        };
        history = history.row([
            Words::from(count::plain_date(app.desk.day_of(point.loaded_at))),
            Words::from(shown(point.value)),
            Words::from(counts),
            Words::from(point.at.as_ref().map_or_else(|| Markup::text("Not from a file"), |at| cell_link(at, "its source"))),
            Words::from(now),
        ]);
    }
    let tests: Vec<String> = view.tests.iter().map(ToString::to_string).collect();
    let warning: Markup = if tests.is_empty() {
        Markup::default()
    } else {
        let said = format!(
            "Test period {} rests on this figure. Withdrawn, it makes the test void. Corrected, the test is void until somebody outside the service has checked the correction.",
            tests.join(", ")
        );
        WarningText::new(said).into()
    };
    let to_check = view.to_check.iter().map(|issue| {
        let way = ww::link("Check it against its source", &format!("/issues/{issue}/correction?period={}", view.point.period));
        paragraph_of(
            Markup::text(format!("This correction waits for somebody outside the service: the test of {issue} is void until then. "))
                .and(way),
        )
    });
    let warning = to_check.fold(warning, Markup::and);
    let unit = measure.unit.words();
    let percent = measure.unit == Unit::Percent;
    let mut correct: Vec<Markup> = Vec::new();
    correct.push(
        form.input("value", "The right figure")
            .width(10)
            .suffix(unit)
            .hint(if percent { "Leave it empty where you give both numbers below" } else { "In the measure’s own unit" })
            .into(),
    );
    correct.push(form.input("numerator", "How many").width(10).keyboard("numeric").into());
    correct.push(form.input("denominator", "Of how many").width(10).keyboard("numeric").into());
    correct.push(form.input("document", "Where does the right figure stand?").hint("Letter of 12 November from Oak Care").into());
    correct.push(form.textarea("reason", "What was wrong, and how was it found?").rows(3).into());
    PointPage {
        id: view.point.id.to_string(),
        history,
        warning,
        may_correct: signed.actor.can(CorrectPerformance) && view.point.current,
        correct,
        withdraw: form.textarea("why", "Why is it taken back?").rows(3).into(),
        save: Button::new("Correct it"),
        take_back: Button::new("Take it back").warning(),
        layout,
    }
}

async fn correct(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &id).await?;
    let value = match view.measure.noun.unit {
        Unit::Percent => form.optional_share("value").map(|share| share.value()),
        _ => form.optional_number("value", -1e12..=1e12),
    };
    let mut whole = |name: &str| match form.value(name).trim() {
        "" => None,
        _ => form.whole_number(name, "Write a whole number", 0..=1_000_000_000),
    };
    let (numerator, denominator) = (whole("numerator"), whole("denominator"));
    if form.has_errors() {
        return Ok(page_of(&app, frame, &signed, &view, &form).into_response());
    }
    let ask = CorrectDataPoint {
        point: view.point.id,
        value,
        numerator,
        denominator,
        reason: form.value("reason").to_owned(),
        document: form.value("document").to_owned(),
        dated: None,
    };
    match correct_data_point(&app.desk, &signed.actor, ask).await {
        Ok(changed) => Ok(to(&format!("/points/{}", changed.point.id))),
        Err(error) => {
            form.refused(error)?;
            Ok(page_of(&app, frame, &signed, &view, &form).into_response())
        }
    }
}

async fn withdraw(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &id).await?;
    match withdraw_data_point(&app.desk, &signed.actor, WithdrawDataPoint { point: view.point.id, reason: form.value("why").to_owned() })
        .await
    {
        Ok(_) => Ok(to(&format!("/points/{id}"))),
        Err(desk::DeskError::Faults(faults)) => {
            for fault in faults {
                form.add_error(if fault.field == "reason" { "why" } else { fault.field }, fault.message);
            }
            Ok(page_of(&app, frame, &signed, &view, &form).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
