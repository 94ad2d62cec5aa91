//! One measure on its page: the chart with its words, the table, the working down to the cell, and what the service says.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::review::read_measure::{MeasureView, read_measure};
use desk::review::reply_to_measure::{ReplyToMeasure, reply_to_measure};
use desk::review::series;
use model::observation::{CellRef, Observation, cell_name};
use model::reference::Reference;
use model::role::Permission::{CorrectPerformance, LoadPerformance, ReadPerformance, Reply};
use quantity::{Direction, MeasureKind, Period};
use report::chart::Chart;
use report::chart::interval::{IntervalOf, Row, interval_chart};
use report::chart::spc_chart::{BreakLabel, ChartOf, TestTab, spc_chart};
use report::html;
use report::words::{count, spc};
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::figure::Figure;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::{EmptyState, Working};
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::review::{measure_data, one_service};
use crate::router::Asks::May;
use crate::router::{Routes, in_query, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "review/measure.html")]
struct MeasurePage {
    layout: Layout,
    reference: String,
    figure: Markup,
    /// Below the chart: notes, and the settings it was drawn with.
    foot: Vec<String>,
    working: Markup,
    says: SummaryList,
    replies: Vec<ReplyShown>,
    side: Vec<(&'static str, Markup)>,
    parts: Vec<(String, String, bool)>,
    may_reply: bool,
    may_change: bool,
    may_rebase: bool,
}

struct ReplyShown {
    text: String,
    by: String,
}

page!(MeasurePage);

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    part: Option<String>,
}

pub fn routes() -> Routes {
    Routes::new()
        .get("/measures/{reference}", May(ReadPerformance), "A measure with its chart", show)
        .get("/measures/{reference}/reply", May(Reply), "Reply to a judgement of one’s own performance", reply_form)
        .post("/measures/{reference}/reply", May(Reply), "Reply to a judgement of one’s own performance", reply_send)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(asked): Path<String>,
    Query(query): Query<Asked>,
) -> Result<Response, PageError> {
    let (said, ending) = asked.rsplit_once('.').map_or((asked.as_str(), ""), |(said, ending)| (said, ending));
    let reference: Reference = said.parse().map_err(|_| PageError::NotFound)?;
    let view = read_measure(&app.desk, &signed.actor, &reference, query.part.as_deref()).await?;
    let chart = chart(&view);
    match ending {
        "" => Ok(page(frame, &signed, &view, chart.as_ref(), &reference).into_response()),
        "csv" => Ok(measure_data::csv(&view, chart.as_ref())),
        "xlsx" => measure_data::workbook(&view, chart.as_ref(), app.desk.today()),
        _ => Err(PageError::NotFound),
    }
}

/// The control chart; for a survey, its shares with their ranges; none where neither fits.
fn chart(view: &MeasureView) -> Option<Chart> {
    let measure = &view.measure.noun;
    match &view.reading {
        Ok((reading, _)) => {
            let test = view.tests.iter().rev().find(|test| test.noun.voided.is_none() && test.noun.rule.part == view.part);
            let rebases = measure.rebases.iter().map(|rebase| BreakLabel { from: rebase.from, label: "Work changed".into() });
            let redefined = measure.redefined.iter().map(|change| BreakLabel { from: change.from, label: "Counted another way".into() });
            let accepted = test.iter().flat_map(|test| &test.noun.explanations).filter(|given| given.accepted.is_some());
            let mut name = measure.name.clone();
            if !view.part.is_empty() {
                name = format!("{name}: {}", view.part);
            }
            let of = ChartOf {
                name,
                test: test.map(|test| TestTab { starts: test.noun.rule.starts, fewest: test.noun.rule.fewest_periods }),
                breaks: rebases.chain(redefined).collect(),
                explained: accepted.map(|given| given.period).collect(),
                ..ChartOf::measure("chart", measure)
            };
            Some(spc_chart(reading, &of))
        }
        Err(_) if measure.kind == MeasureKind::Survey => {
            let rows: Vec<Row> = view
                .points
                .iter()
                .filter_map(|point| {
                    let (part, whole) = (u64::try_from(point.numerator?).ok()?, u64::try_from(point.denominator?).ok()?);
                    Some(Row { label: point.period.in_words(), part, whole, range: series::range(part, whole)? })
                })
                .collect();
            let of = IntervalOf { id: "chart".into(), name: measure.name.clone(), line: None, method: "Wilson’s range".into() };
            (!rows.is_empty()).then(|| interval_chart(&rows, &of))
        }
        Err(_) => None,
    }
}

fn page(frame: Frame, signed: &Signed, view: &MeasureView, chart: Option<&Chart>, reference: &Reference) -> MeasurePage {
    let measure = &view.measure.noun;
    let service_reference = reference_of(&view.service.reference);
    let layout = Layout::new(frame, &measure.name)
        .in_section(Section::Review)
        .crumb("My cases", "/")
        .crumb(view.service.noun.name.as_str(), format!("/services/{service_reference}"))
        .caption(format!("{} · measure {}", view.service.noun.name, reference.number))
        .lead(lead(view, chart))
        .check("/check")
        .audit(format!("/audit?record={}", view.measure.id));
    let layout = match view.points.iter().rev().find(|point| point.value.is_some()) {
        Some(last) => layout.source(source_line(view, last)),
        None => layout,
    };
    let foot = chart
        .map(|chart| chart.words.notes.iter().cloned().chain([chart.words.settings.clone()]).filter(|line| !line.is_empty()).collect())
        .unwrap_or_default();
    let runs_it = view.service.noun.operator == signed.actor.organisation || view.measure.about == Some(signed.actor.organisation);
    MeasurePage {
        figure: figure(view, chart, reference, signed.actor.can(LoadPerformance)),
        foot,
        working: working(view),
        says: says(view, chart),
        replies: view.replies.iter().map(|(reply, from)| ReplyShown { text: reply.noun.text.clone(), by: by(&reply.noun, from) }).collect(),
        side: side(view),
        parts: parts(view, reference),
        may_reply: signed.actor.can(Reply) && runs_it,
        may_change: signed.actor.can(LoadPerformance),
        may_rebase: signed.actor.can(CorrectPerformance),
        reference: reference.to_string(),
        layout,
    }
}

fn by(reply: &model::reply::Reply, from: &str) -> String {
    let of = reply.period.map(|period| format!(" · of {}", period.in_words())).unwrap_or_default();
    format!("{}, {from} · {}{of}", reply.by_role, count::plain_date(reply.on))
}

fn lead(view: &MeasureView, chart: Option<&Chart>) -> String {
    match (&view.reading, chart) {
        (Ok(_), Some(chart)) => {
            chart.words.said.iter().map(|said| format!("{}.", said.sentence.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
        }
        (Err(_), _) if view.points.is_empty() => "No figures have come in for it yet.".to_owned(),
        (Err(refusal), _) => refusal.message(),
        (Ok(_), None) => String::new(),
    }
}

fn source_line(view: &MeasureView, last: &Observation) -> Markup {
    let from = last.at.as_ref().and_then(|at| view.sources.iter().find(|source| source.id == at.source));
    let figures = Markup::text(format!("Figures to {}", last.period.in_words()));
    match from {
        Some(source) => figures
            .and(Markup::text(", from "))
            .and(ww::link(&source.noun.title, &format!("/sources/{}", source.id)))
            .and(Markup::text(".")),
        None => figures.and(Markup::text(".")),
    }
}

fn figure(view: &MeasureView, chart: Option<&Chart>, reference: &Reference, may_load: bool) -> Markup {
    let query = if view.part.is_empty() { String::new() } else { format!("?part={}", in_query(&view.part)) };
    let Some(chart) = chart else {
        if view.points.is_empty() {
            let first = match may_load {
                true => ww::link("Load the spreadsheet", "/upload").and(Markup::text(" in which its figures come.")),
                false => Markup::text("An analyst loads the spreadsheet in which its figures come."),
            };
            return EmptyState::new("Its chart would be here", "A control chart tells a real change from chance.", first).into();
        }
        let table = Markup::trusted(html::table(&measure_data::plain_table(view).reversed()));
        let links = Markup::trusted(format!(
            "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/measures/{reference}.csv{query}\">Download the data (CSV)</a> &ensp; <a class=\"govuk-link\" href=\"/measures/{reference}.xlsx{query}\">Excel</a></p>"
        ));
        return table.and(links);
    };
    let size = chart.csv.len().div_ceil(1000);
    Figure::new(chart.words.headline.clone(), chart.words.subtitle.as_str(), Markup::trusted(chart.svg.clone()))
        .key(Markup::trusted(html::key(&chart.key)))
        .link(format!("Download the data (CSV, {size} KB)"), format!("/measures/{reference}.csv{query}"))
        .link("Excel", format!("/measures/{reference}.xlsx{query}"))
        .table(spc::show_as_table(&chart.table), Markup::trusted(html::table(&chart.table)))
        .into()
}

/// The page of a measure, or of one of its parts.
pub(crate) fn measure_page(reference: &str, part: &str) -> String {
    if part.is_empty() { format!("/measures/{reference}") } else { format!("/measures/{reference}?part={}", in_query(part)) }
}

/// A link from a figure to the cell it was read from.
pub(crate) fn cell_link(at: &CellRef, title: &str) -> Markup {
    if at.sheet == desk::analyse::correct_data_point::TYPED_HERE {
        return ww::link(title, &format!("/sources/{}", at.source));
    }
    let sheet = if at.sheet.is_empty() { String::new() } else { format!("‘{}’ ", at.sheet) };
    let words = format!("{sheet}{} of {title}", cell_name(at.row, at.column));
    ww::link(&words, &format!("/sources/{}/cell?sheet={}&row={}&column={}", at.source, in_query(&at.sheet), at.row, at.column))
}

fn working(view: &MeasureView) -> Markup {
    let measure = &view.measure.noun;
    let shown = |value: f64| measure.unit.shown(value, usize::from(measure.places).max(1));
    let mut body = Markup::default();
    if let Ok((reading, _)) = &view.reading {
        body = body.and(Markup::trusted(format!(
            "<p><b>{}</b>. {}</p>",
            Markup::text(reading.chart.words()),
            Markup::text(reading.why.words())
        )));
        for segment in &reading.segments {
            let mut said = format!(
                "From {} to {}, {}",
                segment.from.in_words(),
                segment.to.in_words(),
                count::of_things(segment.values as u64, "figure", "figures")
            );
            let sums = [
                ("average", segment.mean),
                ("average moving range", segment.average_moving_range),
                ("lower limit", segment.lower),
                ("upper limit", segment.upper),
            ];
            // XmR limits are in the measure's own unit; those of other charts are worked on another scale.
            let plain = reading.method().code == "spc-xmr";
            for (name, value) in sums.iter().filter(|_| plain) {
                if let Some(value) = value {
                    said.push_str(&format!("; {name} {}", shown(*value)));
                }
            }
            if segment.trial {
                said.push_str("; trial limits");
            }
            let why = segment.reason.as_ref().map(|reason| format!(" Set again: {reason}.")).unwrap_or_default();
            body = body.and(Markup::trusted(format!("<p>{}.{}</p>", Markup::text(said), Markup::text(why))));
        }
        let method = reading.method();
        let kept =
            view.finding.as_ref().and_then(|kept| Some((kept.reference.as_ref()?.to_string(), kept.noun.inputs.get(..12)?.to_owned())));
        let kept =
            kept.map(|(reference, digest)| format!(" Kept as result {reference}, of figures with digest {digest}.")).unwrap_or_default();
        body = body.and(Markup::trusted(format!(
            "<p>Method <a class=\"govuk-link\" href=\"/library/methods/{}\">{}</a>, edition {}.{}</p>",
            method.code,
            Markup::text(method.title),
            method.edition,
            Markup::text(kept)
        )));
    }
    body = body.and(cells(view, &shown));
    Working::new(body).summary("Show working: limits, and the cell behind each figure").id("working").into()
}

fn cells(view: &MeasureView, shown: &dyn Fn(f64) -> String) -> Markup {
    if view.points.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Where each figure stands, newest first")
        .tight()
        .column("Period")
        .figures("Figure")
        .column("Where it stands")
        .column("Corrected")
        .column("Look or correct");
    for point in view.points.iter().rev() {
        let title = point
            .at
            .as_ref()
            .and_then(|at| view.sources.iter().find(|source| source.id == at.source))
            .map_or("a file", |source| source.noun.title.as_str());
        let figure = point.value.map_or_else(|| measure_data::reason(point.missing, view.smallest_count), shown);
        let figure = if point.provisional { format!("{figure}, provisional") } else { figure };
        table = table.row([
            Words::from(period_row(point.period)),
            Words::from(figure),
            Words::from(point.at.as_ref().map_or_else(|| Markup::text("Not from a file"), |at| cell_link(at, title))),
            Words::from(if point.revision > 1 {
                format!("Yes, {} before it", count::of_things((point.revision - 1).unsigned_abs(), "figure", "figures"))
            } else {
                "No".to_owned()
            }),
            Words::from(ww::link("Open", &format!("/points/{}", point.id))),
        ]);
    }
    table.into()
}

/// The period as the place other pages link to: `/measures/M-1#2026-10`.
fn period_row(period: Period) -> Markup {
    Markup::trusted(format!("<span id=\"{}\">{}</span>", Markup::text(period.to_string()), Markup::text(period.in_words())))
}

fn says(view: &MeasureView, chart: Option<&Chart>) -> SummaryList {
    let mut list = SummaryList::new();
    if let (Ok(_), Some(chart)) = (&view.reading, chart) {
        for said in &chart.words.said {
            let words = ww::bold(&format!("{}.", said.word.trim_end_matches('.'))).and(Markup::text(format!(" {}", said.sentence)));
            list = list.row(said.question, one_service::with_icon(said.icon, words));
        }
    }
    for issue in view.issues.iter().filter(|issue| issue.noun.is_open()) {
        let reference = reference_of(&issue.reference);
        list = list.row("Is it fixed?", Words::from(ww::link(&issue.noun.title, &format!("/issues/{reference}"))));
    }
    for rebase in &view.measure.noun.rebases {
        let said = format!(
            "{}: {} By {}, {}. Figures before and after are not joined.",
            rebase.from.in_words(),
            rebase.reason,
            rebase.by_role,
            count::plain_date(rebase.on)
        );
        list = list.row("Why limits were set again", said);
    }
    for change in view.measure.noun.redefined.iter().filter(|change| change.part.is_empty() || change.part == view.part) {
        list = list.row(
            "Counted another way",
            format!("From {}: {}. Before: {}", change.from.in_words(), change.becomes.trim_end_matches('.'), change.was),
        );
    }
    list
}

fn side(view: &MeasureView) -> Vec<(&'static str, Markup)> {
    let measure = &view.measure.noun;
    let line = |value: Option<f64>| value.map_or_else(|| "None".to_owned(), |v| measure.unit.shown(v, usize::from(measure.places)));
    let good = match measure.direction {
        Direction::High => "High",
        Direction::Low => "Low",
        Direction::Neither => "Neither high nor low",
    };
    let filled = view.points.iter().filter(|point| point.value.is_some()).count();
    let complete = match (view.points.first(), view.points.last()) {
        (Some(first), Some(last)) => format!("{filled} of {} periods", periods_between(first.period, last.period)),
        _ => "No figures yet".to_owned(),
    };
    let mut side = vec![
        ("Good is", Markup::text(good)),
        ("Aim", Markup::text(line(measure.target))),
        (
            "Floor",
            Markup::text(measure.floor.map_or_else(
                || "None: the aim is the floor".to_owned(),
                |_| format!("{}: past this it is the issue", line(measure.floor)),
            )),
        ),
        ("Kind", Markup::text(capital(measure.kind.words()))),
        ("Counts", Markup::text(&measure.definition)),
        ("Owner", Markup::text(if measure.owner_role.is_empty() { "Nobody named" } else { measure.owner_role.as_str() })),
        ("Complete", Markup::text(complete)),
    ];
    if view.withheld > 0 {
        let said = format!(
            "{}: counts of people under {}, or what would give one away",
            count::sentence(&count::of_things(view.withheld as u64, "figure", "figures")),
            view.smallest_count
        );
        side.push(("Withheld", Markup::text(said)));
    }
    side
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Periods from the first to the last, both counted; days by their own number.
fn periods_between(first: Period, last: Period) -> u64 {
    let (mut at, mut count) = (first, 1);
    while at < last && count < 10_000 {
        at = at.next();
        count += 1;
    }
    count
}

/// Words, address, and whether it is the one shown.
fn parts(view: &MeasureView, reference: &Reference) -> Vec<(String, String, bool)> {
    if view.parts.len() < 2 {
        return Vec::new();
    }
    let words = |part: &str| if part.is_empty() { "All together".to_owned() } else { part.to_owned() };
    view.parts.iter().map(|part| (words(part), format!("/measures/{reference}?part={}", in_query(part)), *part == view.part)).collect()
}

async fn reply_form(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(reply_page(frame, &view_of(&app, &signed, &reference).await?, &Form::blank()))
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<MeasureView, PageError> {
    Ok(read_measure(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, None).await?)
}

fn reply_page(frame: Frame, view: &MeasureView, form: &Form) -> FormPage {
    let at = format!("/measures/{}", reference_of(&view.measure.reference));
    let layout = Layout::new(frame, "Your reply")
        .in_section(Section::Review)
        .crumb("My cases", "/")
        .crumb(view.measure.noun.name.as_str(), at.clone())
        .lead("Your reply stands beside the chart wherever it is shown. Name nobody in it.")
        .with_errors(form.errors());
    let mut period = form.select("period", "Which period does it speak of?").offer("", "The measure as a whole");
    for point in view.points.iter().rev().take(36) {
        period = period.offer(point.period.to_string(), point.period.in_words());
    }
    FormPage::new(layout, format!("{at}/reply"), Button::new("Send the reply"))
        .part(period)
        .part(form.textarea("text", "What do you want to say?").rows(6))
}

async fn reply_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let period = Some(form.value("period")).filter(|typed| !typed.is_empty()).map(Period::parse).transpose();
    let Ok(period) = period else {
        form.add_error("period", "Choose a period from the list");
        return Ok(reply_page(frame, &view, &form).into_response());
    };
    match reply_to_measure(
        &app.desk,
        &signed.actor,
        ReplyToMeasure { measure: view.measure.id, period, text: form.value("text").to_owned() },
    )
    .await
    {
        Ok(_) => Ok(to(&format!("/measures/{}", reference_of(&view.measure.reference)))),
        Err(error) => again(error, form, |form| reply_page(frame, &view, form)),
    }
}
