//! The page of one supplier.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::market::read_supplier::{SupplierView, read_supplier};
use desk::analyse::market::who::Supplier;
use desk::config::provider_kinds;
use model::role::Permission::{LoadPerformance, ReadCases};
use quantity::Money;
use report::table::{Cell, Column};
use report::words::count;

use super::told::{Told, date, money, share, words};
use super::{in_path, sort_in_words, source, supplier_at};
use crate::app::App;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/suppliers/{key}", May(ReadCases), "One supplier: who it is, its kinds, money, contracts and registrations", show)
        .get("/market/suppliers/{key}/{table}", May(ReadCases), "A table of one supplier, as CSV", csv)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(key): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_supplier(&app.desk, &signed.actor, &key).await?;
    let at = supplier_at(&view.supplier.key);
    let may_say = frame.may(LoadPerformance);
    let layout = Layout::new(frame, view.supplier.name.clone())
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .crumb("Who is who", "/market/who-is-who")
        .caption("Organisation")
        .lead(lead(&view))
        .source(source(&view.sets))
        .audit("/audit?noun=word%20on%20who%20is%20who");
    let mut card = SummaryList::new();
    for (what, number) in &view.supplier.identifiers {
        card = card.row(what.as_str(), ww::cell(number));
    }
    if view.supplier.identifiers.is_empty() {
        card = card.row("Numbers", "No file gives a number of a register");
    }
    card = card.row("Key", ww::cell(&view.supplier.key));
    let mut parts = vec![
        part("names", "How files write it, and why these are held to be one", names(&view, &at, may_say)),
        part("kinds", "What kind it is", kinds(&view.supplier)),
        part(
            "money",
            "Money, by buyer, year and category",
            money_told(&view).page(&format!("{at}/money.csv"), "No payment, award or grant of it is in use."),
        ),
        part("dependence", "Who depends on whom", dependence(&view, &at)),
        part("contracts", "Contracts", contracts(&view).page(&format!("{at}/contracts.csv"), "No contract of it is in use.")),
    ];
    if !view.grants.is_empty() {
        parts.push(part("grants", "Grants", grants(&view).page(&format!("{at}/grants.csv"), "")));
    }
    if !view.registrations.is_empty() {
        parts.push(part("registrations", "Registrations and ratings", registrations(&view).page(&format!("{at}/registrations.csv"), "")));
    }
    if !view.owners.is_empty() || !view.owns.is_empty() {
        parts.push(part("group", "Of one owner, and not the same", group(&view)));
    }
    if !view.said.is_empty() {
        parts.push(part("said", "What people said", said(&view)));
    }
    Ok(PartsPage { layout, before: card.into(), parts })
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body }
}

/// What it was paid, awarded and granted: never added up.
fn lead(view: &SupplierView) -> String {
    let one = &view.supplier;
    let sums = [("paid", one.paid), ("awarded", one.awarded), ("granted", one.granted)];
    let told: Vec<String> =
        sums.iter().filter(|(_, sum)| *sum != Money::default()).map(|(word, sum)| format!("{} {word}", count::money(*sum))).collect();
    let money = if told.is_empty() {
        "No money to it is told.".to_owned()
    } else {
        format!("{}, in the files in use.", count::sentence(&count::list(&told)))
    };
    let names = one.spellings.iter().map(|spelling| spelling.party.as_str()).collect::<std::collections::BTreeSet<_>>().len();
    match (one.is_withheld, names) {
        (true, _) => format!("{money} This name stands for nobody in particular."),
        (_, 1) => format!("{money} Files know it by one key."),
        (_, names) => format!("{money} Files know it by {}, held to be one.", count::of_things(names as u64, "key", "keys")),
    }
}

fn names_told(view: &SupplierView) -> Told {
    let columns = ["Name as written", "Key", "Postcode", "How sure", "Why"].map(Column::words).into();
    let mut told = Told::new("Names", columns);
    for spelling in &view.supplier.spellings {
        let sure = spelling.confidence.map_or("The name it is known by here", |class| class.words());
        let why = if spelling.because.is_empty() { String::new() } else { format!("Beside “{}”: {}", spelling.with, spelling.because) };
        let why = if why.is_empty() { Cell::words("The others are held beside it") } else { Cell::words(why) };
        told.row(None, vec![words(&spelling.name), words(&spelling.party), words(&spelling.postcode), Cell::words(sure), why]);
    }
    told
}

fn names(view: &SupplierView, at: &str, may_say: bool) -> Markup {
    let mut body = names_told(view).page(&format!("{at}/names.csv"), "");
    let classes: std::collections::BTreeSet<_> = view.supplier.spellings.iter().filter_map(|spelling| spelling.confidence).collect();
    for class in classes {
        body = body.and(paragraph_of(ww::bold(class.words()).and(format!(": {}", class.meaning()))));
    }
    for alike in &view.unsure {
        let link = ww::link(&alike.name, &supplier_at(&alike.key));
        let say = if may_say {
            Markup::text(" ").and(ww::link("Say which", &say_at(&view.supplier.key, Some(&alike.key))))
        } else {
            Markup::default()
        };
        body = body.and(paragraph_of(Markup::text("May be the same: ").and(link).and(format!(". {}", alike.why.sentence())).and(say)));
    }
    if may_say {
        body = body.and(paragraph_of(ww::link(
            "Say that it is one with another, or that two of its names are two",
            &say_at(&view.supplier.key, None),
        )));
    }
    body
}

/// The form on two keys.
fn say_at(key: &str, other: Option<&str>) -> String {
    let other = other.map(|other| format!("?other={}", in_query(other))).unwrap_or_default();
    format!("/market/who-is-who/say/{}{other}", in_path(key))
}

fn kinds(supplier: &Supplier) -> Markup {
    if supplier.kinds.is_empty() {
        return paragraph("Nothing in the files tells its kind.");
    }
    let known = provider_kinds::defaults().ok();
    let mut card = SummaryList::new();
    for told in &supplier.kinds {
        let kind = known.as_ref().and_then(|kinds| kinds.kind(&told.code));
        let title = kind.map_or(told.code.as_str(), |kind| kind.title.as_str());
        let mut says = Markup::text(&told.sign);
        if let Some(kind) = kind {
            says = says.and(Markup::trusted("<br>")).and(format!(
                "{} Since {}. Source: {}.",
                kind.says,
                count::plain_date(kind.since),
                kind.source
            ));
            if let Some(remark) = &kind.checked.remark {
                says = says.and(format!(" {remark}"));
            }
            if let Some(law) = &kind.law {
                says = says.and(" ").and(ww::link("What the law asks", &format!("/library/law#{law}")));
            }
        }
        card = card.row(title, says);
    }
    Markup::from(card)
        .and(paragraph("A supplier may be of several kinds. Money by kind is always “of which”, and is never added up over kinds."))
}

fn year(begins: Option<i16>) -> String {
    begins.map_or_else(|| "No date".to_owned(), |year| format!("{year}/{:02}", (year + 1).rem_euclid(100)))
}

fn money_told(view: &SupplierView) -> Told {
    let columns = vec![
        Column::words("Buyer"),
        Column::words("Sort"),
        Column::words("Financial year"),
        Column::words("Category"),
        Column::number("Amount", "£"),
        Column::number("Records", "records"),
    ];
    let mut told = Told::new("Money", columns);
    for line in &view.money {
        let cells = vec![
            words(&line.buyer_name),
            Cell::words(sort_in_words(&line.what)),
            Cell::words(year(line.year)),
            words(&line.category),
            money(Some(line.total)),
            Cell::Whole(line.records),
        ];
        told.row(Some(supplier_at(&line.buyer)), cells);
    }
    told
}

fn dependence_told(view: &SupplierView) -> Told {
    let columns = vec![
        Column::words("Buyer"),
        Column::words("Category"),
        Column::number("Paid to it", "£"),
        Column::number("Paid in the category", "£"),
        Column::number("Its share", ""),
        Column::number("Suppliers in the category", "suppliers"),
    ];
    let mut told = Told::new("Dependence", columns);
    for line in &view.dependence {
        let cells = vec![
            words(&line.buyer_name),
            words(&line.category),
            money(Some(line.to_it)),
            money(Some(line.in_all)),
            share(Some(line.share)),
            Cell::Whole(line.suppliers),
        ];
        told.row(None, cells);
    }
    told
}

fn dependence(view: &SupplierView, at: &str) -> Markup {
    let mut by_buyer: BTreeMap<&str, Money> = BTreeMap::new();
    for line in view.money.iter().filter(|line| line.what == "payments") {
        let sum = by_buyer.entry(line.buyer_name.as_str()).or_default();
        *sum = *sum + line.total;
    }
    let paid = by_buyer.values().copied().sum::<Money>();
    let most = by_buyer.iter().max_by_key(|(name, sum)| (**sum, std::cmp::Reverse(**name)));
    let own = match most {
        Some((buyer, sum)) if by_buyer.len() > 1 && paid > Money::default() => {
            let part = quantity::Share::new(sum.pence() as f64 / paid.pence() as f64).map(|share| share.shown(0)).unwrap_or_default();
            format!("Of what the loaded authorities paid it, {part} came from {buyer}. ")
        }
        _ => String::new(),
    };
    paragraph(&format!(
        "{own}Its turnover is in none of the files, so how much it depends on these buyers is not known. How much they depend on it, by what they paid in each category:"
    ))
    .and(dependence_told(view).page(&format!("{at}/dependence.csv"), "No payments file names a category for what it was paid."))
}

fn contracts(view: &SupplierView) -> Told {
    let columns = vec![
        Column::words("Contract"),
        Column::words("Buyer"),
        Column::words("Kind"),
        Column::words("Rules it was let under"),
        Column::words("Starts"),
        Column::words("Ends"),
        Column::number("Value", "£"),
    ];
    let mut told = Told::new("Contracts", columns);
    for line in &view.contracts {
        let ends = if line.ends.is_none() && !line.ends_text.is_empty() { Cell::words(&line.ends_text) } else { date(line.ends) };
        let title = if line.title.is_empty() { &line.contract } else { &line.title };
        let cells = vec![
            words(title),
            words(&line.buyer_name),
            words(line.kind.replace('_', " ")),
            words(regime_in_words(&line.regime)),
            date(line.starts),
            ends,
            money(line.amount),
        ];
        told.row(None, cells);
    }
    told
}

/// Under which rules a contract was let.
pub(super) fn regime_in_words(code: &str) -> &str {
    match code {
        "act_2023" => "Procurement Act 2023",
        "light_touch" => "Light touch",
        "provider_selection" => "Provider Selection Regime",
        "below_threshold" => "Below threshold",
        "regulations_2015" => "2015 Regulations",
        other => other,
    }
}

fn grants(view: &SupplierView) -> Told {
    let columns = vec![
        Column::words("Grant"),
        Column::words("Funder"),
        Column::words("Programme"),
        Column::words("Awarded"),
        Column::number("Amount", "£"),
    ];
    let mut told = Told::new("Grants", columns);
    for line in &view.grants {
        told.row(None, vec![words(&line.title), words(&line.funder_name), words(&line.programme), date(line.awarded), money(line.amount)]);
    }
    told
}

fn registrations(view: &SupplierView) -> Told {
    let columns = vec![
        Column::words("Name"),
        Column::words("Register"),
        Column::words("Number"),
        Column::words("Kind"),
        Column::words("Area"),
        Column::number("Places", "places"),
        Column::words("Latest judgement"),
        Column::words("Judged"),
        Column::words("Now"),
    ];
    let mut told = Told::new("Registrations", columns);
    for line in &view.registrations {
        let cells = vec![
            words(&line.name),
            words(&line.register),
            words(&line.urn),
            words(&line.kind),
            words(&line.area),
            line.places.map_or_else(|| Cell::Missing("Not said".into()), Cell::Whole),
            words(&line.rating),
            date(line.rated),
            words(&line.status),
        ];
        told.row(None, cells);
    }
    told
}

fn group(view: &SupplierView) -> Markup {
    let line = |before: &str, one: &desk::analyse::market::read_supplier::Owned| {
        paragraph_of(Markup::text(before).and(ww::link(&one.name, &supplier_at(&one.key))).and(format!(". {}", one.how.sentence())))
    };
    let owners = view.owners.iter().map(|one| line("Belongs with ", one));
    let owns = view.owns.iter().map(|one| line("With it belongs ", one));
    owners.chain(owns).reduce(Markup::and).unwrap_or_default()
}

fn said(view: &SupplierView) -> Markup {
    let line = |word: &model::record::Record<model::id::SupplierLinkId, model::supplier_link::SupplierLink>| {
        let noun = &word.noun;
        paragraph(&format!(
            "{}: “{}” and “{}” {}, said the {} on {}. {}",
            reference_of(&word.reference),
            noun.one_name,
            noun.other_name,
            noun.word.words(),
            noun.said_by,
            count::plain_date(noun.said_on),
            noun.why
        ))
    };
    view.said.iter().map(line).reduce(Markup::and).unwrap_or_default()
}

async fn csv(State(app): State<App>, signed: Signed, Path((key, table)): Path<(String, String)>) -> Result<Response, PageError> {
    let view = read_supplier(&app.desk, &signed.actor, &key).await?;
    let (told, stem) = match table.as_str() {
        "names.csv" => (names_told(&view), "supplier-names"),
        "money.csv" => (money_told(&view), "supplier-money"),
        "dependence.csv" => (dependence_told(&view), "supplier-dependence"),
        "contracts.csv" => (contracts(&view), "supplier-contracts"),
        "grants.csv" => (grants(&view), "supplier-grants"),
        "registrations.csv" => (registrations(&view), "supplier-registrations"),
        _ => return Err(PageError::NotFound),
    };
    Ok(told.csv(stem))
}
