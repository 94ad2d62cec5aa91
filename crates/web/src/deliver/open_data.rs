//! Open data, for everybody: the authority's published contracts and grants as files; and choosing what is published.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use desk::deliver::publish_open_data::{Offered, OpenData, PublishOpenData, publish_open_data, read_offered, read_open_data};
use model::id::ArrangementId;
use model::role::Permission::WriteCases;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::download::file;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::{May, Nothing};
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

const AT: &str = "/open-data";
const CHOOSE: &str = "/open-data/choose";
const CONTRACTS: &str = "/open-data/contracts.json";
const GRANTS: &str = "/open-data/grants.json";

pub fn routes() -> Routes {
    const PUBLISH: &str = "Choose what is published as open data";
    Routes::new()
        .get(AT, Nothing, "Open data: published contracts and grants", show)
        .get(CONTRACTS, Nothing, "Published contracts, as OCDS", contracts)
        .get(GRANTS, Nothing, "Published grants, as 360Giving", grants)
        .get(CHOOSE, May(WriteCases), PUBLISH, blank)
        .post(CHOOSE, May(WriteCases), PUBLISH, send)
}

async fn show(State(app): State<App>, frame: Frame, headers: HeaderMap) -> Result<PartsPage, PageError> {
    let open = read_open_data(&app.desk, &address(&headers, CONTRACTS)).await?;
    let (_, lacking) = open.grants_file();
    let may_choose = frame.person.as_ref().is_some_and(|person| person.may.contains(&WriteCases));
    let layout = Layout::new(frame, "Open data").with_navigation().in_section(Section::Deliver).lead(lead(&open));
    let mut body = paragraph_of(
        ww::link("Contracts, in the Open Contracting Data Standard 1.1 with the UK extension (JSON)", CONTRACTS)
            .and(Markup::trusted("<br>"))
            .and(ww::link("Grants, in the 360Giving Data Standard 1.4 (JSON)", GRANTS)),
    );
    body = body.and(paragraph_of(
        Markup::text("Free to use under this licence: ").and(ww::link(&open.publication.licence, &open.publication.licence)).and("."),
    ));
    body = body.and(paragraph(
        "The value of a contract or a grant is what a year of it is worth times the length of its term, where the term is whole months; elsewhere no value is told.",
    ));
    if !lacking.is_empty() {
        let each: Vec<String> = lacking.iter().map(|(reference, lacks)| format!("{reference} ({lacks})")).collect();
        body = body.and(paragraph(&format!("Published here and not in the file of grants, which asks it of each: {}.", each.join(", "))));
    }
    if open.publication.ocid_prefix == "ocds-sample" || open.publication.grants_prefix == "360G-sample" {
        body = body.and(paragraph(
            "Identifiers in these files begin with prefixes that are registered to nobody. Ask the Open Contracting Partnership and 360Giving for this publisher’s own, and put them in the settings of open data.",
        ));
    }
    if may_choose {
        body = body.and(links(&[("Choose what is published", CHOOSE.to_owned()), ("What is in force", "/arrangements".to_owned())]));
    }
    let mut table =
        CardTable::new("What is published").column("Contract or grant").column("With").column("Starts").column("Ends").figures("Value");
    for agreement in open.contracts.iter().chain(&open.grants) {
        let day = |day: Option<quantity::Date>| day.map_or_else(|| "Not said".to_owned(), count::plain_date);
        table = table.row([
            Words::from(format!("{}: {}", agreement.reference, agreement.title)),
            Words::from(agreement.with.name.as_str()),
            Words::from(day(agreement.starts)),
            Words::from(day(agreement.ends)),
            Words::from(agreement.value.map_or_else(|| "Not told".to_owned(), count::money)),
        ]);
    }
    if !(open.contracts.is_empty() && open.grants.is_empty()) {
        body = body.and(Markup::from(table));
    }
    Ok(PartsPage::whole(layout, body))
}

fn lead(open: &OpenData) -> String {
    let contracts = count::of_things(open.contracts.len() as u64, "contract", "contracts");
    let grants = count::of_things(open.grants.len() as u64, "grant", "grants");
    let kept = match open.not_public {
        0 => "Nothing else is in force.".to_owned(),
        1 => "One more is not published.".to_owned(),
        more => format!("{more} more are not published."),
    };
    format!("{} and {grants} are published. {kept}", count::sentence(&contracts))
}

/// Where the file is published, as the browser asked for it.
fn address(headers: &HeaderMap, path: &str) -> String {
    let plain = |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'-'));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).filter(plain).unwrap_or("localhost");
    let scheme = if host.starts_with("localhost") || host.starts_with("127.") { "http" } else { "https" };
    format!("{scheme}://{host}{path}")
}

async fn contracts(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let open = read_open_data(&app.desk, &address(&headers, CONTRACTS)).await?;
    let text = serde_json::to_string_pretty(&open.contracts_file(&app.desk)).map_err(|_| PageError::Broken)?;
    Ok(file(text, "application/json", "contracts.json"))
}

async fn grants(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let open = read_open_data(&app.desk, &address(&headers, GRANTS)).await?;
    let text = serde_json::to_string_pretty(&open.grants_file().0).map_err(|_| PageError::Broken)?;
    Ok(file(text, "application/json", "grants.json"))
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    let offered = read_offered(&app.desk, &signed.actor).await?;
    let published = offered.iter().filter(|one| one.is_published());
    let form = published.fold(Form::blank(), |form, one| form.with_one_more("published", one.arrangement.id.to_string()));
    Ok(page(frame, &offered, &form))
}

fn page(frame: Frame, offered: &[Offered], form: &Form) -> FormPage {
    let layout = Layout::new(frame, "What is published?")
        .in_section(Section::Deliver)
        .crumb("Open data", AT)
        .lead("What is ticked is open to everybody from now on. What is sealed or kept for fewer people does not stand here.")
        .with_errors(form.errors());
    let mut boxes = form.checkboxes("published", "Contracts, grants and agreements");
    for one in offered {
        let kind = if one.is_grant { "grant" } else { "contract" };
        let words = format!("{}: {}", reference_of(&one.arrangement.reference), one.arrangement.noun.title);
        boxes = boxes.offer_with_hint(one.arrangement.id.to_string(), words, format!("With {}; goes out as a {kind}", one.with));
    }
    let seen: Vec<String> = offered.iter().map(|one| format!("{}={}", one.arrangement.id, one.arrangement.version)).collect();
    FormPage::new(layout, CHOOSE, Button::new("Publish what is ticked")).carrying("seen", &seen.join(" ")).part(boxes).part(
        form.textarea("why", "Why is something published no longer?")
            .hint("Only where a tick was taken away. What was open stays with whoever took it.")
            .rows(2),
    )
}

async fn send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let offered = read_offered(&app.desk, &signed.actor).await?;
    let published = form.fields().all("published").filter_map(|id| id.parse().ok()).collect();
    let seen: Vec<(ArrangementId, i64)> = form
        .value("seen")
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(id, version)| id.parse().ok().zip(version.parse().ok()))
        .collect();
    let ask = PublishOpenData { published, seen, why: form.value("why").to_owned() };
    match publish_open_data(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(AT).into_response()),
        Err(error) => again(error, form, |form| page(frame, &offered, form)),
    }
}
