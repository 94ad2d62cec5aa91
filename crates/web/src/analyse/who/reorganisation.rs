//! Councils that become one: contracts of the same scope side by side, what may become of each pair, and whose consent that needs.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_reorganisation::{AskReorganisation, ReorganisationView, read_reorganisation};
use desk::analyse::market::side_by_side::ContractTold;
use desk::config::reorganisation::What;
use model::role::Permission::ReadCases;
use report::table::{Cell, Column};
use report::words::count;

use super::supplier::regime_in_words;
use super::told::{Told, date, money, words};
use super::{source, supplier_at};
use crate::app::App;
use crate::components::button::Button;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Councils that become one";
const AT: &str = "/market/reorganisation";

pub fn routes() -> Routes {
    Routes::new().get(AT, May(ReadCases), "Contracts of councils that become one, side by side", show).get(
        "/market/reorganisation/pairs.csv",
        May(ReadCases),
        "Contracts side by side, as CSV",
        csv,
    )
}

type Sent = Vec<(String, String)>;

/// What was asked in the address, as a form: so that what cannot be taken comes back with its mend.
fn form_of(sent: &Sent) -> Form {
    Form::read(Fields::of(sent.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}

fn ask_of(form: &mut Form) -> AskReorganisation {
    let councils = form.fields().all("council").filter(|key| !key.is_empty()).map(str::to_owned).collect();
    AskReorganisation { councils, day: form.optional_date("day") }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(sent): Query<Sent>) -> Result<Response, PageError> {
    let mut form = form_of(&sent);
    let ask = ask_of(&mut form);
    let view = match read_reorganisation(&app.desk, &signed.actor, &ask).await {
        Ok(view) => view,
        Err(error) => {
            // The same page with the mend, as if nothing had been asked.
            form.refused(error)?;
            read_reorganisation(&app.desk, &signed.actor, &AskReorganisation::default()).await?
        }
    };
    let form = if form.value("day-year").is_empty() && !form.has_errors() { form.with_date("day", view.day) } else { form };
    let layout = Layout::new(frame, TITLE)
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .crumb("Several authorities as one market", "/market/authorities")
        .lead(lead(&view))
        .source(source(&view.sets))
        .with_errors(form.errors());
    let mut parts = vec![part("choose", "Which councils, and from which day", choose(&view, &form))];
    if !view.pairs.is_empty() {
        parts.push(part("pairs", "Side by side", pairs(&view, &query(&view))));
    }
    parts.push(part("proposals", "What may become of a pair", proposals(&view)));
    parts.push(part("consents", "Consents", consents(&view)));
    if !view.left_out.is_empty() {
        let said = format!("Left out, as nobody said under which licence it may be published: {}.", count::list(&view.left_out));
        parts.push(part("left-out", "What is left out", paragraph(&said)));
    }
    Ok(PartsPage { layout, before: Markup::default(), parts }.into_response())
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body }
}

fn lead(view: &ReorganisationView) -> String {
    if view.councils.len() < 2 {
        return "Load the contracts of two councils or more to see which are of the same scope.".to_owned();
    }
    if view.too_many {
        return format!(
            "Contracts of {} are loaded. Choose those that become one.",
            count::of_things(view.councils.len() as u64, "buyer", "buyers")
        );
    }
    format!(
        "Of {}, {} of the same scope. A proposal is a place to begin, and no decision.",
        count::of_things(view.contracts, "contract", "contracts"),
        count::of_things(view.pairs.len() as u64, "pair is", "pairs are")
    )
}

fn query(view: &ReorganisationView) -> String {
    let day = view.day;
    let councils: String = view.chosen.iter().map(|key| format!("&council={}", in_query(key))).collect();
    format!("?day-day={}&day-month={}&day-year={}{councils}", day.day(), day.month(), day.year())
}

fn choose(view: &ReorganisationView, form: &Form) -> Markup {
    let mut councils = form.checkboxes("council", "Councils").hint("None: all of them");
    for council in &view.councils {
        councils = councils.offer(council.key.clone(), council.name.clone());
    }
    let day = form.date_input("day", "First day of the new council").hint("For example 1 4 2028");
    let button = Button::new("Lay side by side").secondary();
    let boxes = if view.councils.is_empty() { Markup::default() } else { Markup::from(councils) };
    Markup::trusted(format!("<form method=\"get\" action=\"{AT}\" novalidate>{boxes}{}{}</form>", Markup::from(day), Markup::from(button)))
}

fn title_of(view: &ReorganisationView, what: What) -> String {
    view.rules.proposal(what).map_or_else(String::new, |proposal| proposal.title.clone())
}

fn consents_of(view: &ReorganisationView, what: What, contracts: [&ContractTold; 2]) -> String {
    let values = contracts.map(|contract| contract.amount);
    view.rules.consents(what, &values).iter().map(|consent| consent.of.clone()).collect::<Vec<_>>().join("; ")
}

fn pairs(view: &ReorganisationView, query: &str) -> Markup {
    let body = view.pairs.iter().take(50).enumerate().map(|(at, pair)| {
        let side = |contract: &ContractTold| {
            let ends = match (contract.ends, contract.ends_text.as_str()) {
                (Some(day), _) => count::plain_date(day),
                (None, "") => "not said".to_owned(),
                (None, text) => text.to_owned(),
            };
            let value = contract.amount.map_or_else(|| "value not told".to_owned(), |amount| amount.in_full());
            let supplier = if contract.supplier.is_empty() {
                Markup::text("supplier not said")
            } else {
                ww::link(&contract.supplier_name, &supplier_at(&contract.supplier))
            };
            let regime = regime_in_words(&contract.regime);
            let regime = if regime.is_empty() { String::new() } else { format!("; {regime}") };
            ww::bold(&contract.title).and(Markup::trusted("<br>")).and(supplier).and(format!("; {value}; ends {ends}{regime}"))
        };
        let consents = consents_of(view, pair.what, [&pair.one, &pair.other]);
        let mut why = format!("{} {}", pair.because, pair.not_known);
        if !consents.is_empty() {
            why = format!("{} Consents: {consents}.", why.trim());
        }
        let card = SummaryList::new()
            .row(pair.one.buyer_name.as_str(), side(&pair.one))
            .row(pair.other.buyer_name.as_str(), side(&pair.other))
            .row("Of one scope", pair.alike.join(" "))
            .row(title_of(view, pair.what), why);
        Markup::trusted(format!("<h3 class=\"govuk-heading-s\" id=\"pair-{}\">{}</h3>", at + 1, Markup::text(&pair.one.title)))
            .and(Markup::from(card))
    });
    let more = view.pairs.len().saturating_sub(50);
    let said = match more {
        0 => Markup::default(),
        more => paragraph(&format!("{} more in the CSV.", count::sentence(&count::of_things(more as u64, "pair is", "pairs are")))),
    };
    body.reduce(Markup::and).unwrap_or_default().and(said).and(paragraph_of(ww::link("Pairs as CSV", &format!("{AT}/pairs.csv{query}"))))
}

fn checked(verified: Option<quantity::Date>, remark: Option<&str>) -> String {
    let verified = verified.map_or_else(|| "not yet checked".to_owned(), |day| format!("checked {}", count::plain_date(day)));
    remark.map_or_else(|| format!("({verified})"), |remark| format!("({verified}) {remark}"))
}

fn proposals(view: &ReorganisationView) -> Markup {
    let mut card = SummaryList::new();
    for one in &view.rules.proposals {
        let said = format!("{} Source: {} {}", one.says, one.source, checked(one.checked.verified_on, one.checked.remark.as_deref()));
        let mut said = Markup::text(said);
        if let Some(law) = &one.law {
            said = said.and(" ").and(ww::link("The law", &format!("/library/law#{law}")));
        }
        card = card.row(one.title.as_str(), said);
    }
    let near = format!("An end within {} months of the day is near. {}", view.rules.months_near, view.rules.near_because);
    Markup::from(card).and(paragraph(&near)).and(paragraph(&view.rules.because))
}

fn consents(view: &ReorganisationView) -> Markup {
    let mut told = Told::new("Consents", ["Whose consent", "For", "Over", "Source", "Checked"].map(Column::words).into());
    for consent in &view.rules.consents {
        let what = consent.when.iter().map(|what| title_of(view, *what).to_lowercase()).collect::<Vec<_>>().join("; ");
        let over = consent.over.map_or_else(|| "Any value".to_owned(), |over| over.in_full());
        let law = consent.law.as_ref().map(|law| format!("/library/law#{law}"));
        let cells = vec![
            words(&consent.of),
            words(what),
            Cell::words(over),
            words(&consent.source),
            words(checked(consent.checked.verified_on, consent.checked.remark.as_deref())),
        ];
        told.row(law, cells);
    }
    told.plain()
}

async fn csv(State(app): State<App>, signed: Signed, Query(sent): Query<Sent>) -> Result<Response, PageError> {
    let mut form = form_of(&sent);
    let ask = ask_of(&mut form);
    let view = read_reorganisation(&app.desk, &signed.actor, &ask).await?;
    let side =
        |number: &str| ["Council", "Contract", "Supplier", "Ends", "Value (£)"].map(|column| Column::words(format!("{column} {number}")));
    let mut columns: Vec<Column> = side("1").into();
    columns.extend(side("2"));
    columns.extend(["Of one scope", "Proposal", "Why", "Consents"].map(Column::words));
    let mut told = Told::new("Pairs", columns);
    for pair in &view.pairs {
        let mut cells = Vec::new();
        for contract in [&pair.one, &pair.other] {
            let ends = if contract.ends.is_none() { words(&contract.ends_text) } else { date(contract.ends) };
            cells.extend([
                words(&contract.buyer_name),
                words(&contract.title),
                words(&contract.supplier_name),
                ends,
                money(contract.amount),
            ]);
        }
        cells.extend([
            words(pair.alike.join(" ")),
            words(title_of(&view, pair.what)),
            words(format!("{} {}", pair.because, pair.not_known).trim()),
            words(consents_of(&view, pair.what, [&pair.one, &pair.other])),
        ]);
        told.row(None, cells);
    }
    Ok(told.csv("contracts-side-by-side"))
}
