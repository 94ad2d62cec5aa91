//! Eligibility: the tables there are, and one with its thresholds moved on paper by a form that needs no script.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::analyse::eligibility::try_thresholds::{TableView, list_tables, try_thresholds};
use model::eligibility::EligibilityTable;
use model::role::Permission::{ReadCases, ReadPerformance, WriteCases};
use quantity::Money;
use report::page::{Block, Document};
use report::words::{count, eligibility as words};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::form::Form;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

pub const TITLE: &str = "Who may have what";

/// Thresholds as typed in the address: code and value.
pub type Typed = Query<Vec<(String, String)>>;

pub fn routes() -> Routes {
    Routes::new()
        .get("/eligibility", May(ReadCases), "Tables of eligibility", list)
        .get("/eligibility/{reference}", May(ReadCases), "One table of eligibility, tried with thresholds moved", show)
        .get("/eligibility/{reference}/groups.csv", May(ReadCases), "Who gains and who loses, as CSV", groups_csv)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_tables(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new(TITLE).caption_hidden().column("Table").figures("Year").column("Thresholds").column("Tried on");
    for one in &all {
        let noun = &one.noun;
        let movable = noun.thresholds.iter().filter(|threshold| threshold.kind.is_movable()).count() as u64;
        let national = noun.thresholds.len() as u64 - movable;
        let tried = match &noun.population {
            Some(file) => Words::from(format!("{} people, of {}", quantity::money::group_thousands(file.people()), file.year)),
            None => Words::from(Markup::from(ww::not_yet("Nobody yet"))),
        };
        table = table.row([
            Words::from(ww::link(&noun.title, &format!("/eligibility/{}", reference_of(&one.reference)))),
            Words::from(noun.year.to_string()),
            Words::from(format!("{movable} ours to move, {national} national")),
            tried,
        ]);
    }
    let mut ways = vec![("Demand", "/demand".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Write a table of eligibility", "/eligibility/add".to_owned()));
    }
    let lead = match all.len() {
        0 => "No table of eligibility has been written yet.".to_owned(),
        some => format!(
            "{}. Move a threshold on paper before it is moved on people.",
            count::sentence(&count::of_things(some as u64, "table", "tables"))
        ),
    };
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No table yet",
            "Here it stands as a table people can read who may have a service, which thresholds are national and which are ours to move, and who would gain and lose.",
            ww::link("See how it is worked out", "/library/methods/eligibility-threshold"),
        ))
    } else {
        Markup::from(table)
    };
    let layout = Layout::new(frame, TITLE)
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .lead(lead)
        .audit("/audit?noun=eligibility+table");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(typed): Typed,
) -> Result<Response, PageError> {
    let parsed = reference.parse().map_err(|_| PageError::NotFound)?;
    match try_thresholds(&app.desk, &signed.actor, &parsed, &typed).await {
        Ok(view) => {
            let form = filled(&view.table.noun, &typed, &[]);
            Ok(page(frame, &view, &form).into_response())
        }
        Err(DeskError::Faults(faults)) => {
            let view = try_thresholds(&app.desk, &signed.actor, &parsed, &[]).await?;
            let said: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            let form = filled(&view.table.noun, &typed, &said);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(frame, &view, &form)).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

/// What was typed, else what each threshold is; a fault stands at the threshold it names.
fn filled(table: &EligibilityTable, typed: &[(String, String)], faults: &[String]) -> Form {
    let movable = || table.thresholds.iter().filter(|one| one.kind.is_movable());
    let mut form = movable().fold(Form::blank(), |form, one| {
        let said = typed.iter().find(|(code, _)| *code == one.code).map(|(_, said)| said.clone());
        form.with(&one.code, said.unwrap_or_else(|| words::value(one.value)))
    });
    for fault in faults {
        let at = movable().find(|one| fault.starts_with(&one.name)).or_else(|| movable().next());
        form.add_error(at.map_or("try", |one| one.code.as_str()), fault.clone());
    }
    form
}

pub(crate) fn told<'a>(view: &'a TableView, csv_query: &str) -> words::Told<'a> {
    let table = &view.table.noun;
    let reference = reference_of(&view.table.reference);
    let source = match (&table.population, &view.source) {
        (Some(file), Some(source)) => format!("{}, of {}, loaded on {}", source.noun.title, file.year, count::plain_date(file.loaded_on)),
        (Some(file), None) => format!("a file you cannot see, of {}", file.year),
        (None, _) => "no population".to_owned(),
    };
    let trial = view.trial.as_ref().map(|trial| words::Trial {
        people: table.population.as_ref().map_or(0, model::eligibility::PopulationFile::people),
        before: &trial.before,
        after: &trial.after,
        moves: &trial.moves,
        gain: trial.gain,
        lose: trial.lose,
        cost: trial.cost.map(Money::nearest_pound),
        outcome: trial.outcome,
        groups: trial
            .groups
            .iter()
            .map(|group| words::GroupTold { of: &group.of, name: &group.name, people: group.people, gain: group.gain, lose: group.lose })
            .collect(),
        smallest: view.smallest,
    });
    words::Told {
        table,
        csv_at: format!("/eligibility/{reference}/groups.csv{csv_query}"),
        reference,
        service: None,
        samples: &view.samples,
        moved: table.thresholds.iter().filter_map(|one| view.moved.get(&one.code).map(|to| (one, *to))).collect(),
        trial,
        source,
        method: view.method.clone(),
    }
}

/// `?vehicles=4000`, or nothing.
fn query(view: &TableView) -> String {
    let parts: Vec<String> = view.moved.iter().map(|(code, value)| format!("{code}={}", in_query(&value.to_string()))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

fn page(frame: Frame, view: &TableView, form: &Form) -> PartsPage {
    let table = &view.table.noun;
    let at = format!("/eligibility/{}", reference_of(&view.table.reference));
    let query = query(view);
    let told = told(view, &query);
    let mut rules = Document::default();
    rules.heading("Who gets what");
    rules.push(Block::Table(words::rules(table)));
    rules.heading("Thresholds, and whose they are");
    rules.push(Block::Table(words::thresholds(table)));
    let mut after = words::trial(&told);
    if !told.samples.is_empty() {
        after.heading("Tried on invented people");
        after.push(Block::Table(words::samples(&told)));
    }
    if let Some(file) = table.population.as_ref().filter(|file| !file.noticed.is_empty()) {
        after.push(Block::Folded {
            title: "Rows of the file that were left out".to_owned(),
            blocks: vec![Block::List {
                numbered: false,
                items: file.noticed.iter().map(|said| report::page::Text::plain(said.clone())).collect(),
            }],
        });
    }
    let mut ways = Vec::new();
    if frame.may(WriteCases) {
        if view.is_moved() && view.trial.is_some() {
            ways.push(("Keep this as a means of an option", format!("{at}/means{query}")));
        }
        ways.push(("Change the table", format!("{at}/change")));
        ways.push((if table.population.is_some() { "Load another population" } else { "Load a population" }, format!("{at}/population")));
    }
    if let Some(file) = table.population.as_ref().filter(|_| frame.may(ReadPerformance)) {
        ways.push(("The file", format!("/sources/{}", file.source)));
    }
    let layout = Layout::new(frame, table.title.clone())
        .in_section(Section::Analyse)
        .crumb(TITLE, "/eligibility")
        .lead(words::lead(&told))
        .audit(format!("/audit?record={}", view.table.id))
        .with_errors(form.errors());
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    PartsPage::whole(layout, body(&rules).and(movable(table, &at, form)).and(body(&after)).and(ways))
}

/// One box for each threshold that is ours to move, sent in the address: nothing is kept, and a link shows the same again.
fn movable(table: &EligibilityTable, at: &str, form: &Form) -> Markup {
    let boxes: Vec<Markup> = table
        .thresholds
        .iter()
        .filter(|one| one.kind.is_movable())
        .map(|one| form.input(&one.code, one.name.clone()).hint(format!("Now {} {}", words::value(one.value), one.unit)).width(10).into())
        .collect();
    let heading = Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"try\">Move a threshold on paper</h2>");
    if boxes.is_empty() {
        return heading.and(paragraph("Every threshold of this table is national. None of them is ours to move."));
    }
    let inside = boxes.into_iter().fold(Markup::default(), Markup::and).and(Button::new("Show who gains and who loses"));
    heading.and(Markup::trusted(format!(
        "<form class=\"ww-measure\" method=\"get\" action=\"{}\" novalidate>{inside}</form>",
        Markup::text(at)
    )))
}

async fn groups_csv(
    State(app): State<App>,
    signed: Signed,
    Path(reference): Path<String>,
    Query(typed): Typed,
) -> Result<Response, PageError> {
    let view = try_thresholds(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, &typed).await?;
    let told = told(&view, "");
    let trial = told.trial.as_ref().ok_or(PageError::NotFound)?;
    Ok(download::csv(&words::groups_chart(&told, trial).csv, &format!("{}-groups", told.reference.to_lowercase())))
}
