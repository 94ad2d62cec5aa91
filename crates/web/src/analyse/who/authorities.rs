//! Several authorities as one view: who buys, whom they share, what each spends; every supplier once.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::market::read_authorities::{AuthoritiesView, read_authorities};
use model::role::Permission::ReadCases;
use report::table::{Cell, Column};
use report::words::count;

use super::told::{Told, money, words};
use super::{sort_in_words, source, supplier_at};
use crate::app::App;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Several authorities as one market";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/authorities", May(ReadCases), "Several authorities as one market: suppliers they share, each once", show)
        .get("/market/authorities/{table}", May(ReadCases), "A table of several authorities, as CSV", csv)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_authorities(&app.desk, &signed.actor).await?;
    let layout =
        Layout::new(frame, TITLE).in_section(Section::Analyse).crumb("Analyse", "/analyse").source(source(&view.sets)).lead(lead(&view));
    if view.authorities.is_empty() {
        let says =
            "Here the files of two or more authorities stand as one market: each supplier once, with what each authority spends with it.";
        let empty = EmptyState::new("No authority’s public records yet", says, ww::link("See what is loaded", "/data-sets"));
        return Ok(PartsPage::whole(layout, Markup::from(empty).and(left_out(&view))));
    }
    let at = "/market/authorities";
    let parts = vec![
        part("authorities", "Authorities", authorities(&view).page(&format!("{at}/authorities.csv"), "")),
        part("shared", "Suppliers they share", shared(&view).page(&format!("{at}/shared.csv"), "No supplier is named by two of them.")),
        part("left-out", "What is left out", left_out(&view)),
    ];
    let more = paragraph_of(ww::link("Councils that become one: contracts of the same scope side by side", "/market/reorganisation"));
    Ok(PartsPage { layout, before: more, parts })
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body }
}

fn lead(view: &AuthoritiesView) -> String {
    match view.authorities.len() {
        0 => "No public records of any authority are in use.".to_owned(),
        1 => format!(
            "One authority’s records are in use, with {}. Load another’s to see whom they share.",
            count::of_things(view.suppliers, "supplier", "suppliers")
        ),
        many => format!(
            "{} with {} in all, each counted once; {} of more than one of them.",
            count::sentence(&count::of_things(many as u64, "authority", "authorities")),
            count::of_things(view.suppliers, "supplier", "suppliers"),
            count::of_things(view.shared.len() as u64, "is a supplier", "are suppliers")
        ),
    }
}

fn authorities(view: &AuthoritiesView) -> Told {
    let columns = vec![
        Column::words("Authority"),
        Column::words("Sort"),
        Column::number("Amount", "£"),
        Column::number("Records", "records"),
        Column::number("Suppliers", "suppliers"),
        Column::number("Shared with another", "suppliers"),
        Column::number("Amount with those shared", "£"),
    ];
    let mut told = Told::new("Authorities", columns);
    for authority in &view.authorities {
        for (what, sum) in &authority.of {
            let cells = vec![
                words(&authority.name),
                Cell::words(sort_in_words(what)),
                money(sum.total),
                Cell::Whole(sum.records),
                Cell::Whole(sum.suppliers),
                Cell::Whole(sum.shared_suppliers),
                money(sum.shared_total),
            ];
            told.row(Some(supplier_at(&authority.key)), cells);
        }
    }
    told
}

fn shared(view: &AuthoritiesView) -> Told {
    let columns = vec![
        Column::words("Supplier"),
        Column::number("Authorities", "authorities"),
        Column::words("Kinds"),
        Column::words("Authority"),
        Column::words("Sort"),
        Column::number("Amount", "£"),
        Column::number("Records", "records"),
    ];
    let mut told = Told::new("Shared suppliers", columns);
    let known = desk::config::provider_kinds::defaults().ok();
    let title = |code: &String| known.as_ref().and_then(|kinds| kinds.kind(code)).map_or_else(|| code.clone(), |kind| kind.title.clone());
    for one in &view.shared {
        let kinds = one.kinds.iter().map(title).collect::<Vec<_>>().join(", ");
        for line in &one.lines {
            let cells = vec![
                words(&one.name),
                Cell::Whole(one.buyers),
                words(&kinds),
                words(&line.buyer_name),
                Cell::words(sort_in_words(&line.what)),
                money(line.total),
                Cell::Whole(line.records),
            ];
            told.row(Some(supplier_at(&one.key)), cells);
        }
    }
    told
}

/// What is not public is in no shared view, and that is said.
fn left_out(view: &AuthoritiesView) -> Markup {
    let sets = match view.left_out.as_slice() {
        [] => paragraph("Every data set in use is public."),
        titles => paragraph(&format!("Left out, as nobody said under which licence it may be published: {}.", count::list(titles))),
    };
    let withheld = match view.withheld {
        0 => Markup::default(),
        many => paragraph(&format!(
            "{} that stand for nobody in particular, such as “redacted”, are shared by nobody and left out.",
            count::sentence(&count::of_things(many, "name", "names"))
        )),
    };
    sets.and(withheld)
}

async fn csv(State(app): State<App>, signed: Signed, Path(table): Path<String>) -> Result<Response, PageError> {
    let view = read_authorities(&app.desk, &signed.actor).await?;
    match table.as_str() {
        "authorities.csv" => Ok(authorities(&view).csv("authorities")),
        "shared.csv" => Ok(shared(&view).csv("shared-suppliers")),
        _ => Err(PageError::NotFound),
    }
}
