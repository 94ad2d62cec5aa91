//! Who is who as a whole: how much is known, what is not sure with the most at stake first, and what people said.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::market::read_who::{WhoView, read_who};
use desk::analyse::market::who::{Confidence, Parts};
use model::role::Permission::{LoadPerformance, ReadCases};
use report::table::{Cell, Column};
use report::words::count;

use super::told::{Told, money, share, words};
use super::{in_path, pence, source, supplier_at};
use crate::app::App;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Who is who";

pub fn routes() -> Routes {
    Routes::new().get("/market/who-is-who", May(ReadCases), "Who is who among suppliers: what is not sure, and what people said", show).get(
        "/market/who-is-who/{table}",
        May(ReadCases),
        "A table of who is who, as CSV",
        csv,
    )
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_who(&app.desk, &signed.actor).await?;
    let may_say = frame.may(LoadPerformance);
    let layout = Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Analyse", "/analyse").source(source(&view.sets));
    if view.who.suppliers.is_empty() {
        let says = "Here suppliers that files write in many ways are told as one organisation each, with the reason, and what is not sure is shown.";
        let first = ww::link("See what is loaded", "/data-sets");
        return Ok(PartsPage::whole(
            layout.lead("No records of the market are in use."),
            EmptyState::new("No supplier yet", says, first).into(),
        ));
    }
    let layout = layout.lead(lead(&view)).audit("/audit?noun=word%20on%20who%20is%20who");
    let at = "/market/who-is-who";
    let said_none = "Nobody has said anything yet: matching alone decides.";
    let parts = vec![
        part(
            "known",
            "How much of the money is known",
            known(&view).page(&format!("{at}/known.csv"), "No money is told.").and(working(&view)),
        ),
        part(
            "unsure",
            "Not sure: the most at stake first",
            unsure(&view, may_say).page(&format!("{at}/unsure.csv"), "Nothing is in doubt."),
        ),
        part(
            "matched",
            "Held to be one",
            matched(&view).page(&format!("{at}/matched.csv"), "No supplier is written in more than one way."),
        ),
        part("said", "What people said", said(&view).page(&format!("{at}/said.csv"), said_none)),
        part("classes", "What the classes mean", classes()),
    ];
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body }
}

fn sorts(view: &WhoView) -> [(&'static str, Parts); 3] {
    [("Payments", view.who.paid), ("Awards", view.who.awarded), ("Grants", view.who.granted)]
}

fn lead(view: &WhoView) -> String {
    let totals = view.who.totals;
    let told = format!(
        "{} in the files are held to be {}.",
        count::sentence(&count::of_things(totals.parties, "key", "keys")),
        count::of_things(totals.organisations, "organisation", "organisations")
    );
    let unmatched = sorts(view)
        .into_iter()
        .filter_map(|(sort, parts)| Some(format!("{} of {}", parts.unmatched()?.shown(1), sort.to_lowercase())))
        .collect::<Vec<_>>();
    if unmatched.is_empty() {
        return told;
    }
    format!("{told} Known by one name alone, or under no name: {} by value.", count::list(&unmatched))
}

fn known(view: &WhoView) -> Told {
    let columns = vec![
        Column::words("Sort"),
        Column::number("With a number of a register", "£"),
        Column::number("By name, written in more than one way", "£"),
        Column::number("By one name alone", "£"),
        Column::number("To nobody in particular", "£"),
        Column::number("Unmatched share", ""),
    ];
    let mut told = Told::new("Money by how far it is known who it went to", columns);
    for (sort, parts) in sorts(view).into_iter().filter(|(_, parts)| parts.all() > 0) {
        let sums = [parts.numbered, parts.named, parts.alone, parts.withheld].map(|sum| money(Some(pence(sum))));
        told.row(None, [vec![Cell::words(sort)], sums.into(), vec![share(parts.unmatched())]].concat());
    }
    told
}

fn working(view: &WhoView) -> Markup {
    let numbers = view.who.suppliers.values().filter(|one| !one.identifiers.is_empty()).count();
    paragraph(&format!(
        "Sums are of what each organisation comes to; a net repayment counts as much as a payment. {} a number. Payments, awards and grants are different things, and are not added up.",
        count::sentence(&count::of_things(numbers as u64, "organisation has", "organisations have"))
    ))
}

fn unsure(view: &WhoView, may_say: bool) -> Told {
    let columns = vec![
        Column::words("One"),
        Column::words("The other"),
        Column::words("Why it is not sure"),
        Column::number("At stake", "£"),
        Column::words(if may_say { "Say which, on the page of the first" } else { "Keys" }),
    ];
    let mut told = Told::new("Not sure", columns);
    for doubt in &view.who.unsure {
        let name = |key: &str| words(view.who.name(key).unwrap_or(key));
        let link = if may_say {
            format!("/market/who-is-who/say/{}?other={}", in_path(&doubt.one), in_query(&doubt.other))
        } else {
            supplier_at(&doubt.one)
        };
        let cells = vec![
            name(&doubt.one),
            name(&doubt.other),
            Cell::words(doubt.why.sentence()),
            money(Some(pence(doubt.at_stake))),
            Cell::words(format!("{} · {}", doubt.one, doubt.other)),
        ];
        told.row(Some(link), cells);
    }
    told
}

fn matched(view: &WhoView) -> Told {
    let columns = vec![
        Column::words("Organisation"),
        Column::number("Keys", "keys"),
        Column::words("How files write it"),
        Column::words("How sure"),
        Column::number("Paid", "£"),
    ];
    let mut told = Told::new("Held to be one", columns);
    let mut lines: Vec<_> = Vec::new();
    for supplier in view.who.suppliers.values() {
        let keys: std::collections::BTreeSet<&str> = supplier.spellings.iter().map(|spelling| spelling.party.as_str()).collect();
        if keys.len() > 1 {
            lines.push((supplier, keys.len() as u64));
        }
    }
    lines.sort_by(|(a, _), (b, _)| b.paid.cmp(&a.paid).then_with(|| a.key.cmp(&b.key)));
    for (supplier, keys) in lines {
        let spellings: std::collections::BTreeSet<&str> = supplier.spellings.iter().map(|spelling| spelling.name.as_str()).collect();
        let weakest = supplier.spellings.iter().filter_map(|spelling| spelling.confidence).min();
        let cells = vec![
            words(&supplier.name),
            Cell::Whole(keys),
            words(spellings.into_iter().collect::<Vec<_>>().join(" · ")),
            words(weakest.map_or("", Confidence::words)),
            money(Some(supplier.paid)),
        ];
        told.row(Some(supplier_at(&supplier.key)), cells);
    }
    told
}

fn said(view: &WhoView) -> Told {
    let columns = ["Word", "One", "The other", "What was said", "Why", "By", "On"].map(Column::words).into();
    let mut told = Told::new("What people said", columns);
    let mut latest: BTreeMap<(&str, &str), ()> = BTreeMap::new();
    for word in &view.said {
        let noun = &word.noun;
        let is_in_force = latest.insert(noun.pair(), ()).is_none();
        let what = if is_in_force { noun.word.words().to_owned() } else { format!("{} (a later word holds)", noun.word.words()) };
        let cells = vec![
            words(reference_of(&word.reference)),
            words(&noun.one_name),
            words(&noun.other_name),
            Cell::words(what),
            words(&noun.why),
            words(&noun.said_by),
            Cell::words(count::plain_date(noun.said_on)),
        ];
        told.row(Some(supplier_at(&noun.one)), cells);
    }
    told
}

fn classes() -> Markup {
    let rows = Confidence::ALL.into_iter().fold(SummaryList::new(), |list, class| list.row(class.words(), class.meaning()));
    Markup::from(rows)
        .and(paragraph_of(ww::link("How matching works, and how often it was right on two councils’ files", "/library/methods/matching")))
}

async fn csv(State(app): State<App>, signed: Signed, Path(table): Path<String>) -> Result<Response, PageError> {
    let view = read_who(&app.desk, &signed.actor).await?;
    let (told, stem) = match table.as_str() {
        "known.csv" => (known(&view), "who-is-who-known"),
        "unsure.csv" => (unsure(&view, false), "who-is-who-unsure"),
        "matched.csv" => (matched(&view), "who-is-who-matched"),
        "said.csv" => (said(&view), "who-is-who-said"),
        _ => return Err(PageError::NotFound),
    };
    Ok(told.csv(stem))
}
