//! Public figures, registers of areas and lists of neighbours that were loaded: their cards, and one with what it holds and what was noticed.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::data_sets::accept_data_set::came_of_it;
use desk::analyse::data_sets::list_data_sets::{DataSetView, list_data_sets, see_data_set};
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds};
use model::role::Permission::{LoadPerformance, ReadCases, ReadPerformance};
use quantity::money::group_thousands;
use quantity::{Direction, Money, period};
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Public figures";

pub fn routes() -> Routes {
    Routes::new()
        .get("/data-sets", May(ReadCases), "Public figures, areas and neighbours that were loaded", list)
        .get("/data-sets/{reference}", May(ReadCases), "One data set: its source, what it holds and what was noticed", show)
        .get("/data-sets/{reference}/unread.csv", May(ReadCases), "The lines of a data set that could not be read, as CSV", unread_csv)
        .get("/data-sets/{reference}/measures.csv", May(ReadCases), "The measures of a data set, as CSV", measures_csv)
}

/// What a file is loaded as, in words.
pub(crate) fn kind_in_words(kind: DataSetKind) -> &'static str {
    match kind {
        DataSetKind::Indicators => "Indicators",
        DataSetKind::Population => "Population",
        DataSetKind::Areas => "Register of areas",
        DataSetKind::Neighbours => "Neighbours",
        DataSetKind::Notices => "Procurement notices",
        DataSetKind::Payments => "Payments to suppliers",
        DataSetKind::Contracts => "Register of contracts",
        DataSetKind::Grants => "Grants",
        DataSetKind::Providers => "Registered providers",
        DataSetKind::Placements => "Placements and requests",
    }
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_data_sets(&app.desk, &signed.actor).await?;
    let load = ww::link("Load a file of public figures", "/data-sets/load");
    let may_load = frame.may(LoadPerformance);
    let waiting = all.iter().filter(|one| one.noun.state == DataSetState::Waiting).count();
    let lead = match (all.len(), waiting) {
        (0, _) => "Nothing has been loaded yet to compare this place with.".to_owned(),
        (all, 0) => {
            let sets = count::of_things(all as u64, "data set", "data sets");
            format!("Held here: {sets}, each with its source, licence and edition.")
        }
        (all, waiting) => {
            let sets = count::of_things(all as u64, "data set", "data sets");
            format!("Held here: {sets}, of which {waiting} {} to be accepted.", if waiting == 1 { "waits" } else { "wait" })
        }
    };
    let layout = Layout::new(frame, TITLE).in_section(Section::Analyse).lead(lead).audit("/audit?noun=data%20set");
    if all.is_empty() {
        let says = "Here indicators of any publisher, populations, registers of areas and lists of neighbours are kept with their source, licence and edition, so that every comparison leads back to its file.";
        let first = if may_load { load } else { ww::link("My cases", "/") };
        return Ok(PartsPage::whole(layout, EmptyState::new("No public figures yet", says, first).into()));
    }
    let mut table = CardTable::new(TITLE).caption_hidden().column("What").column("Kind").column("Published by").column("Licence");
    table = table.column("Edition").figures("Holds").column("Now");
    for one in &all {
        let noun = &one.noun;
        let said = |text: &str| if text.is_empty() { Words::from("not said") } else { Words::from(text) };
        table = table.row([
            Words::from(ww::link(&noun.title, &format!("/data-sets/{}", reference_of(&one.reference)))),
            Words::from(kind_in_words(noun.kind)),
            said(&noun.publisher),
            said(&noun.licence),
            said(&noun.edition),
            Words::from(holds_in_words(noun)),
            match &noun.state {
                DataSetState::Waiting => Words::from(Markup::from(ww::not_yet("Waits to be accepted"))),
                DataSetState::Accepted { at, .. } => Words::from(format!("In use since {}", count::plain_date(app.desk.day_of(*at)))),
                DataSetState::SetAside { .. } => Words::from("Set aside"),
            },
        ]);
    }
    let more = if may_load { paragraph_of(load) } else { Markup::default() };
    Ok(PartsPage::whole(layout, Markup::from(table).and(more)))
}

fn holds_in_words(noun: &DataSet) -> String {
    match &noun.holds {
        Holds::Values(held) => count::of_things(held.rows, "figure", "figures"),
        Holds::Areas { areas } => count::of_things(areas.len() as u64, "area", "areas"),
        Holds::Neighbours { lists } => count::of_things(lists.len() as u64, "list", "lists"),
        Holds::Records(held) => count::of_things(held.read, "record", "records"),
    }
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<DataSetView, PageError> {
    Ok(see_data_set(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.data_set.noun;
    let at = format!("/data-sets/{}", reference_of(&view.data_set.reference));
    let may_see_file = frame.may(ReadPerformance);
    let may_load = frame.may(LoadPerformance);
    let layout = Layout::new(frame, noun.title.clone())
        .in_section(Section::Analyse)
        .crumb(TITLE, "/data-sets")
        .lead(came_of_it(noun))
        .audit(format!("/audit?record={}", view.data_set.id));
    let day = |moment| count::plain_date(app.desk.day_of(moment));
    let state = match &noun.state {
        DataSetState::Waiting if may_load => accept_form(&layout, &at, view.data_set.version),
        DataSetState::Waiting => paragraph("It waits to be accepted. Nothing of it is in use."),
        DataSetState::Accepted { at, by } => paragraph(&format!("In use since {}, accepted by: {by}.", day(*at))),
        DataSetState::SetAside { at, by, why } => paragraph(&format!("Set aside on {} by: {by}. {why}", day(*at))),
    };
    let mut card = SummaryList::new().row("Kind", kind_in_words(noun.kind));
    for (key, value) in [("Published by", &noun.publisher), ("Licence", &noun.licence), ("Edition", &noun.edition)] {
        card = card.row(key, if value.is_empty() { "Not said" } else { value.as_str() });
    }
    card = card.row("Read as", noun.shape.as_str());
    if let Holds::Values(held) = &noun.holds
        && let (Some(first), Some(last)) = (held.first, held.last)
    {
        card = card.row("Figures of", format!("{} to {}", period::in_words(first), period::in_words(last)));
    }
    if let Holds::Records(held) = &noun.holds {
        if let (Some(first), Some(last)) = (held.first, held.last) {
            card = card.row("Records of", format!("{} to {}", period::in_words(first), period::in_words(last)));
        }
        for (currency, pence) in &held.amounts {
            card = card.row(&format!("Sum of amounts, {currency}"), in_currency(currency, *pence));
        }
        if !noun.told.buyer.is_empty() {
            card = card.row("Whose, where it does not say", noun.told.buyer.as_str());
        }
    }
    let file = |source: &model::record::Record<model::id::SourceId, model::source::Source>| match may_see_file {
        true => Words::from(ww::link(&source.noun.file_name, &format!("/sources/{}", source.id))),
        false => Words::from(source.noun.file_name.as_str()),
    };
    for (key, source) in [("File", &view.source), ("Described by", &view.described_by)] {
        if let Some(source) = source {
            card = card.row(key, file(source));
            if let (None, Some(digest)) = (&source.noun.digest, &source.noun.received_digest) {
                let size = count::of_things(source.noun.bytes / 1_048_576, "megabyte", "megabytes");
                card = card.row("Kept here", format!("Its records, not the file itself, which has {size}. Its SHA-256 is {digest}"));
            }
        }
    }
    let who_sees = match view.data_set.audience {
        model::audience::Audience::Public => "Everybody: it was published under a licence",
        _ => "Partners: nobody said under which licence it was published",
    };
    card = card.row("Loaded", format!("{}, by: {}", day(noun.loaded_at), noun.loaded_by)).row("Who sees it", who_sees);
    let mut parts = vec![part("noticed", "What was noticed", noticed(&noun.noticed))];
    parts.extend(unread(noun, &at).map(|body| part("unread", "What could not be read", body)));
    parts.extend(holds(&view, &at).map(|(title, body)| part("holds", title, body)));
    Ok(PartsPage { layout, before: state.and(Markup::from(card)), parts })
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body }
}

fn noticed(all: &[String]) -> Markup {
    if all.is_empty() {
        return paragraph("Nothing odd: every row was read as it stands.");
    }
    ww::bullets(all)
}

/// The lines that could not be read; none where all could.
fn unread(noun: &DataSet, at: &str) -> Option<Markup> {
    let Holds::Records(held) = &noun.holds else { return None };
    if held.unreadable == 0 {
        return None;
    }
    let of = count::of_things(held.unreadable, "record", "records");
    let lead = match held.unread.len() as u64 {
        told if told < held.unreadable => {
            format!("{of} could not be read and are not kept. The first {} are told line by line.", group_thousands(told))
        }
        _ => format!("{of} could not be read and {} not kept.", if held.unreadable == 1 { "is" } else { "are" }),
    };
    let mut table =
        CardTable::new("Lines that could not be read").caption_hidden().figures("Line").column("What stands there").column("Why");
    for one in held.unread.iter().take(20) {
        table = table.row([Words::from(group_thousands(one.row)), Words::from(one.seen.as_str()), Words::from(one.says.as_str())]);
    }
    let csv = paragraph_of(ww::link("These lines as CSV", &format!("{at}/unread.csv")));
    Some(paragraph(&lead).and(Markup::from(table)).and(csv))
}

/// A table of market records, as people call it.
fn table_in_words(table: &str) -> &str {
    match table {
        "parties" => "Organisations, as the file names them",
        "payments" => "Payments",
        "processes" => "Procurements",
        "lots" => "Lots",
        "bids" => "Bids",
        "awards" => "Awards",
        "contracts" => "Contracts",
        "grants" => "Grants",
        "providers" => "Providers",
        "placements" => "Requests and placements",
        other => other,
    }
}

/// `£1,234.50`, or the amount with its currency's code.
fn in_currency(currency: &str, pence: i64) -> String {
    let pounds = Money::from_pence(pence).in_full();
    if currency == "GBP" { pounds } else { format!("{} {currency}", pounds.replace('£', "")) }
}

/// The sums of a data set's amounts in a sentence, a space before it; nothing where it holds none.
pub fn sums_in_words(noun: &DataSet) -> String {
    let Holds::Records(held) = &noun.holds else { return String::new() };
    let sums: Vec<String> = held.amounts.iter().map(|(currency, pence)| in_currency(currency, *pence)).collect();
    if sums.is_empty() { String::new() } else { format!(" Sum of its amounts: {}.", sums.join(" and ")) }
}

fn accept_form(layout: &Layout, at: &str, version: i64) -> Markup {
    let button = Markup::from(Button::new("Accept it: put it in use"));
    let form = format!(
        "<form method=\"post\" action=\"{at}/accept\" novalidate>{}<input type=\"hidden\" name=\"version\" value=\"{version}\">{button}</form>",
        layout.token()
    );
    paragraph("Nothing of it is in use yet. Read what was noticed, then accept it or set it aside.")
        .and(Markup::trusted(form))
        .and(paragraph_of(ww::link("Set it aside", &format!("{at}/set-aside"))))
}

/// What it holds, as a table; none while its figures wait.
fn holds(view: &DataSetView, at: &str) -> Option<(&'static str, Markup)> {
    match &view.data_set.noun.holds {
        Holds::Values(_) if view.measures.is_empty() => None,
        Holds::Values(_) => {
            let mut table = CardTable::new("Measures").caption_hidden().column("Measure").column("Unit").column("Good is").column("Code");
            for measure in &view.measures {
                table = table.row([
                    Words::from(measure.title.as_str()),
                    Words::from(measure.unit.words()),
                    Words::from(good(measure.polarity)),
                    Words::from(ww::cell(&measure.code)),
                ]);
            }
            let csv = paragraph_of(ww::link("These measures as CSV", &format!("{at}/measures.csv")));
            Some(("Its measures", Markup::from(table).and(csv)))
        }
        Holds::Areas { areas } => {
            let mut table =
                CardTable::new("Areas that changed").caption_hidden().column("Area").column("Code").column("Until").column("Now");
            let gone: Vec<_> = areas.iter().filter(|area| area.ends.is_some() || !area.former_codes.is_empty()).collect();
            for area in &gone {
                let name = |code: &quantity::code::AreaCode| {
                    areas.iter().find(|other| other.code == *code).map_or_else(|| code.to_string(), |other| other.name.clone())
                };
                let codes = area.former_codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let now = match area.ends {
                    Some(_) if area.replaced_by.is_empty() => "Not said".to_owned(),
                    Some(_) => area.replaced_by.iter().map(name).collect::<Vec<_>>().join(" and "),
                    None => format!("The same ground, formerly {codes}"),
                };
                table = table.row([
                    Words::from(area.name.as_str()),
                    Words::from(ww::cell(area.code.as_str())),
                    Words::from(area.ends.map(count::plain_date).unwrap_or_default()),
                    Words::from(now),
                ]);
            }
            let none = paragraph("No area of it was abolished or given another code.");
            Some(("Areas that changed", if gone.is_empty() { none } else { Markup::from(table) }))
        }
        Holds::Neighbours { lists } => {
            let mut table =
                CardTable::new("Lists").caption_hidden().column("List").column("What it is").figures("Areas").figures("Peers at most");
            for list in lists {
                let most = list.of.iter().map(|of| of.peers.len()).max().unwrap_or(0);
                table = table.row([
                    Words::from(list.title.as_str()),
                    Words::from(if list.is_ordered { "The nearest first" } else { "Groups, in no order" }),
                    Words::from(list.of.len().to_string()),
                    Words::from(most.to_string()),
                ]);
            }
            Some(("Its lists", Markup::from(table)))
        }
        Holds::Records(held) => {
            let number = |number: u64| Words::from(group_thousands(number));
            let mut table = CardTable::new("Tables").caption_hidden().column("Table");
            // What waits has not been held against what is here.
            if !view.data_set.noun.is_accepted() {
                table = table.figures("Rows");
                for one in &held.tables {
                    table = table.row([Words::from(table_in_words(&one.table)), number(one.rows)]);
                }
                return Some(("Its tables", Markup::from(table)));
            }
            table = table.figures("New rows").figures("Held before, just so");
            for one in &held.tables {
                table = table.row([Words::from(table_in_words(&one.table)), number(one.rows), number(one.same)]);
            }
            Some(("Its tables", Markup::from(table)))
        }
    }
}

fn good(polarity: Option<Direction>) -> &'static str {
    match polarity {
        Some(Direction::High) => "high",
        Some(Direction::Low) => "low",
        Some(Direction::Neither) => "neither",
        None => "not said",
    }
}

async fn unread_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let Holds::Records(held) = &view.data_set.noun.holds else { return Err(PageError::NotFound) };
    let mut csv = String::from("line,seen,why\r\n");
    for one in &held.unread {
        csv.push_str(&format!("{},{},{}\r\n", one.row, quoted(&one.seen), quoted(&one.says)));
    }
    Ok(download::csv(&csv, &format!("{}-unread", reference_of(&view.data_set.reference).to_lowercase())))
}

/// A cell of CSV. Text that a spreadsheet would run as a formula is given an apostrophe.
fn quoted(text: &str) -> String {
    let safe = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", safe.replace('"', "\"\""))
}

async fn measures_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let mut csv = String::from("code,title,unit,good_is,theme,publisher,licence,edition,definition\r\n");
    for measure in &view.measures {
        let texts = [
            measure.code.as_str(),
            &measure.title,
            &measure.unit.words(),
            good(measure.polarity),
            &measure.theme,
            &measure.source,
            &measure.licence,
            &measure.vintage,
            &measure.definition,
        ];
        csv.push_str(&texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(","));
        csv.push_str("\r\n");
    }
    let stem = format!("{}-measures", reference_of(&view.data_set.reference).to_lowercase());
    Ok(download::csv(&csv, &stem))
}
