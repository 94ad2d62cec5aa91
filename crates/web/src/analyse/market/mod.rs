//! The market: who supplies what, how contested it is, what lapses, what is worth a second look, and who answers.

mod calendar;
mod call_offs;
mod categories;
mod flags;
mod grid;
mod overview;
mod providers;
mod suppliers;
mod told;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::analyse::market::choice::Choice;
use desk::analyse::market::ground::SetNamed;
use desk::analyse::market::read_market::AskedOf;
use desk::{DeskError, Fault};
use model::role::Permission::LoadPerformance;
use quantity::Share;
use report::words::count;

use self::grid::{Grid, query};
use crate::analyse::places::{Asked, asking, first, select};
use crate::components::markup::Markup;
use crate::components::typed::Input;
use crate::components::working::{EmptyState, Working};
use crate::download;
use crate::error::PageError;
use crate::form::Form;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::PartsPage;
use crate::router::{Routes, in_query};
use crate::ww;

pub fn routes() -> Routes {
    overview::routes()
        .and(categories::routes())
        .and(suppliers::routes())
        .and(calendar::routes())
        .and(flags::routes())
        .and(call_offs::routes())
        .and(providers::routes())
}

/// Names that say which part of the market a page is of.
const NAMES: [&str; 5] = ["buyer", "category", "place", "from", "to"];

/// Reads a choice from an address.
///
/// # Errors
/// A year that is none, by its field; the desk names the rest.
fn choice(asked: &Asked) -> Result<Choice, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut year = |name: &'static str| {
        let typed = first(asked, name);
        let digits = typed.split(['/', '-', '–']).next().unwrap_or(typed).trim();
        match digits.parse::<i16>() {
            Ok(year) => Some(year),
            Err(_) => {
                if !typed.is_empty() {
                    faults.push(Fault::new(name, format!("“{typed}” is no year. Write 2024 or 2024/25.")));
                }
                None
            }
        }
    };
    let (from, to) = (year("from"), year("to"));
    let choice = Choice {
        buyer: first(asked, "buyer").to_owned(),
        category: first(asked, "category").to_owned(),
        place: first(asked, "place").to_owned(),
        from,
        to,
    };
    if faults.is_empty() { Ok(choice) } else { Err(faults) }
}

/// The part of a query that says which part of the market is asked for: empty, or beginning with `?`.
fn kept(asked: &Asked) -> String {
    let own: Asked = asked.iter().filter(|(name, _)| NAMES.contains(&name.as_str())).cloned().collect();
    query(&own, &[])
}

/// Which fields a page offers.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Offers {
    category: bool,
    years: bool,
    buyer: bool,
}

impl Offers {
    const ALL: Offers = Offers { category: true, years: true, buyer: true };
    /// Of what lies somewhere, or is asked for somewhere.
    const PLACED: Offers = Offers { category: false, years: true, buyer: true };
    const PLACE_ALONE: Offers = Offers { category: false, years: false, buyer: false };
}

/// The form that chooses, filled in with what the address holds; a fault stands beside its field.
fn form(asked: &Asked, of: Option<&AskedOf>, offers: Offers, at: &str, faults: &[Fault]) -> Markup {
    let mut form = NAMES.iter().fold(Form::blank(), |form, name| form.with(name, first(asked, name)));
    for fault in faults {
        form.add_error(fault.field, fault.message.clone());
    }
    let mut inside = Markup::default();
    if let Some(of) = of.filter(|of| offers.buyer && !of.buyers.is_empty()) {
        let mut buyers = vec![(String::new(), "Every buyer that is loaded".to_owned())];
        buyers.extend(of.buyers.iter().map(|buyer| (buyer.key.clone(), buyer.name.clone())));
        inside = inside.and(select("buyer", "Who buys", &buyers, first(asked, "buyer")));
    }
    let input = |name: &str, label: &str, width: u8| -> Input { form.input(name, label).width(width) };
    inside = inside.and(input("place", "Place, by name or code", 20));
    if offers.category {
        inside = inside.and(input("category", "Category: a CPV code or its beginning, such as 85; or ProClass and its code", 20));
    }
    if offers.years {
        inside = inside.and(input("from", "From financial year, such as 2023/24", 10)).and(input("to", "To financial year", 10));
    }
    let is_open = !faults.is_empty() || NAMES.iter().any(|name| !first(asked, name).is_empty());
    folded("Choose buyer, place, category or years", is_open, &asking(at, &inside, "Show"))
}

/// What opens on asking: the page stays short, and nothing is further away than one step.
fn folded(title: &str, is_open: bool, inside: &Markup) -> Markup {
    let open = if is_open { " open" } else { "" };
    let title = Markup::text(title);
    Markup::trusted(format!(
        "<details class=\"govuk-details\"{open}><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">{title}</span></summary><div class=\"govuk-details__text\">{inside}</div></details>"
    ))
}

/// What the page is of, in a line; nothing where it is of everything.
fn of_what(of: &AskedOf) -> Option<String> {
    let years = match (of.choice.from, of.choice.to) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(financial(from)),
        (Some(from), Some(to)) => Some(format!("{} to {}", financial(from), financial(to))),
        (Some(from), None) => Some(format!("from {} on", financial(from))),
        (None, Some(to)) => Some(format!("up to {}", financial(to))),
    };
    let category = Some(of.choice.category.clone()).filter(|category| !category.is_empty());
    let parts: Vec<String> = [of.buyer.clone(), of.place.clone(), category, years].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// `2024/25`.
fn financial(year: i16) -> String {
    quantity::Period::FinancialYear(year).in_words()
}

/// A page around what was asked: title, caption, lead, crumbs.
fn layout(frame: Frame, title: &str, of: &AskedOf, lead: String) -> Layout {
    let mut layout = Layout::new(frame, title.to_owned()).in_section(Section::Analyse).crumb("Analyse", "/analyse").lead(lead);
    if title != overview::TITLE {
        layout = layout.crumb(overview::TITLE, "/market");
    }
    match of_what(of) {
        Some(of) => layout.caption(of),
        None => layout,
    }
}

/// The same page with what cannot be taken said beside its field, and nothing else on it.
fn again(frame: Frame, title: &str, asked: &Asked, offers: Offers, at: &str, faults: &[Fault]) -> Response {
    let mut shown = Form::blank();
    for fault in faults {
        shown.add_error(fault.field, fault.message.clone());
    }
    let layout = Layout::new(frame, title.to_owned())
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .crumb(overview::TITLE, "/market")
        .with_errors(shown.errors());
    let page = PartsPage::whole(layout, form(asked, None, offers, at, faults));
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// What the desk says of a choice that cannot be taken, as faults of the form; any other answer is a page of its own.
fn faults(error: DeskError) -> Result<Vec<Fault>, PageError> {
    match error {
        DeskError::Faults(faults) => Ok(faults),
        other => Err(other.into()),
    }
}

/// Where a table of a page is downloaded, if it is one of these.
fn csv(grids: &[Grid], asked: &Asked, file: &str) -> Result<Response, PageError> {
    let name = file.strip_suffix(".csv").ok_or(PageError::NotFound)?;
    let grid = grids.iter().find(|grid| grid.name() == name).ok_or(PageError::NotFound)?;
    Ok(download::csv(&grid.csv(asked), &format!("market-{name}")))
}

/// The data sets a page rests on, with digest and date, folded; one line for the foot.
fn sources(sets: &[SetNamed]) -> Markup {
    if sets.is_empty() {
        return Markup::default();
    }
    let mut lines = String::new();
    for set in sets {
        let or = |text: &str, word: &str| if text.is_empty() { word.to_owned() } else { text.to_owned() };
        let span = match (set.first, set.last) {
            (Some(first), Some(last)) => format!("records of {} to {}", count::plain_date(first), count::plain_date(last)),
            _ => "records without days".to_owned(),
        };
        let digests: Vec<String> =
            set.digests.iter().map(|(table, digest)| format!("{table} {}", digest.get(..12).unwrap_or(digest))).collect();
        let unreadable = match set.unreadable {
            0 => String::new(),
            some => format!(" {} of {} could not be read.", count::number(some), count::of_things(set.read, "record", "records")),
        };
        let name = if set.reference.is_empty() {
            Markup::text(&set.title)
        } else {
            ww::link(&set.title, &format!("/data-sets/{}", set.reference))
        };
        lines.push_str(&format!(
            "<li>{name}: {}, {}, licence {}, {}. In use since {}. Kept as {}.{}</li>",
            Markup::text(or(&set.publisher, "publisher not said")),
            Markup::text(or(&set.edition, "edition not said")),
            Markup::text(or(&set.licence, "not said")),
            Markup::text(&span),
            Markup::text(count::plain_date(set.since)),
            Markup::text(or(&digests.join(", "), "nothing new")),
            Markup::text(&unreadable),
        ));
    }
    let said = format!("From {}", count::of_things(sets.len() as u64, "data set", "data sets"));
    Working::new(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{lines}</ul>"))).summary(said).id("sources").into()
}

/// Nothing of the kind is loaded: what would be here, and what to load.
fn nothing_yet(frame: &Frame, heading: &str, why: &str, what: &str) -> Markup {
    let way = if frame.may(LoadPerformance) {
        ww::link(what, "/data-sets/load").and(Markup::trusted("<br>")).and(ww::link("What is loaded", "/data-sets"))
    } else {
        Markup::text("Whoever loads files begins with them.")
    };
    EmptyState::new(heading, why.to_owned(), way).into()
}

/// The page of one supplier.
fn supplier_at(key: &str) -> String {
    format!("/market/suppliers/{}", in_query(key).replace('/', "%2F"))
}

fn shown(share: Option<Share>) -> String {
    share.map_or_else(|| "a share nobody knows".to_owned(), |share| share.shown(1))
}

/// What a regime of the records is called.
fn regime(code: &str) -> &'static str {
    match code {
        "act_2023" => "Procurement Act 2023",
        "light_touch" => "Light touch",
        "provider_selection" => "Provider Selection Regime",
        "below_threshold" => "Below threshold",
        "regulations_2015" => "Rules of 2015",
        _ => "Cannot be told",
    }
}

/// What a kind of agreement is called, in the plural.
fn kind(code: &str) -> &'static str {
    match code {
        "contract" => "Contracts",
        "framework" => "Frameworks",
        "dynamic" => "Dynamic purchasing systems and markets",
        "call_off" => "Call-offs",
        "placement" => "Placements",
        "grant" => "Grants",
        "pooled" => "Pooled agreements",
        _ => "Kind cannot be told",
    }
}

/// Links to the other pages of the market, with the choice kept.
fn rooms(asked: &Asked, here: &str, may_see_flags: bool) -> Markup {
    let kept = kept(asked);
    let all = [
        ("Overview", "/market"),
        ("Categories", "/market/categories"),
        ("Suppliers", "/market/suppliers"),
        ("Calendar of contracts", "/market/calendar"),
        ("Worth a second look", "/market/flags"),
        ("Called off one need at a time", "/market/call-offs"),
        ("Registered providers", "/market/providers"),
    ];
    let shown = all.into_iter().filter(|(_, at)| *at != here && (may_see_flags || *at != "/market/flags"));
    let links = shown.map(|(words, at)| ww::link(words, &format!("{at}{kept}")));
    paragraph_of(links.reduce(|all, one| all.and(Markup::trusted(" · ")).and(one)).unwrap_or_default())
}

/// Why a place's page is empty though records are loaded.
fn place_buys_nothing(of: &AskedOf) -> Markup {
    if !of.place_buys_nothing {
        return Markup::default();
    }
    let place = of.place.as_deref().unwrap_or("this place");
    paragraph(&format!("No buyer of {place} is among the records that are loaded, so nothing is told of what it buys."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(of: &[(&str, &str)]) -> Asked {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn years_are_taken_as_people_write_them_and_a_bad_one_names_its_field() {
        let told = choice(&asked(&[("from", "2023/24"), ("to", "2025-26"), ("category", "85")])).expect("is taken");
        assert_eq!((told.from, told.to, told.category.as_str()), (Some(2023), Some(2025), "85"));
        let faults = choice(&asked(&[("from", "last year")])).expect_err("is refused");
        assert_eq!((faults[0].field, faults[0].message.contains("last year")), ("from", true));
    }

    #[test]
    fn only_what_chooses_is_carried_to_another_page() {
        let asked = asked(&[("buyer", "GB-1"), ("suppliers", "-2"), ("place", ""), ("from", "2024")]);
        assert_eq!(kept(&asked), "?buyer=GB-1&from=2024");
    }
}
