//! Where a supplier came before the solution: awards and hand-overs made while a known issue was open, with the days.

use askama::Template;
use axum::extract::State;
use desk::deliver::wrong_order::{WrongOrders, read_wrong_order};
use model::role::Permission::ReadPerformance;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "deliver/wrong-order.html")]
struct WrongOrderPage {
    layout: Layout,
    list: Markup,
}

page!(WrongOrderPage);

pub fn routes() -> Routes {
    Routes::new().get("/review/wrong-order", May(ReadPerformance), "Awards made while an issue was open", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<WrongOrderPage, PageError> {
    let found = read_wrong_order(&app.desk, &signed.actor).await?;
    let layout = Layout::new(frame, "Awards made while an issue was open")
        .in_section(Section::Review)
        .crumb("My cases", "/")
        .crumb("Services", "/services")
        .lead(lead(&found));
    Ok(WrongOrderPage { layout, list: table(&found) })
}

fn lead(found: &WrongOrders) -> String {
    let undated = match found.undated {
        0 => String::new(),
        1 => " One has no date written down, so it cannot be told.".to_owned(),
        some => format!(" {some} have no date written down, so they cannot be told."),
    };
    let awards = count::of_things(found.awards as u64, "award or hand-over", "awards and hand-overs");
    match found.rows.len() {
        0 => format!("Of {awards}, none was made while a known issue of its service was open.{undated}"),
        _ => {
            let mut made: Vec<(&str, quantity::Date)> = found.rows.iter().map(|row| (row.what.as_str(), row.on)).collect();
            made.sort_unstable();
            made.dedup();
            format!(
                "Of {awards}, {} made while a known issue of its service was open. The issue did not go away by it.{undated}",
                if made.len() == 1 { "1 was".to_owned() } else { format!("{} were", made.len()) }
            )
        }
    }
}

fn table(found: &WrongOrders) -> Markup {
    if found.rows.is_empty() {
        return Markup::default();
    }
    let mut table =
        CardTable::new("Longest first").column("What").column("Service").column("On").column("Open then").figures("Days open after");
    for row in &found.rows {
        let (service, issue) = (reference_of(&row.service.reference), reference_of(&row.issue.reference));
        let days = if row.still_open { format!("{}, and still open", row.days) } else { row.days.to_string() };
        table = table.row([
            Words::from(row.what.as_str()),
            Words::from(ww::link(&row.service.noun.name, &format!("/services/{service}"))),
            Words::from(count::plain_date(row.on)),
            Words::from(ww::link(&row.issue.noun.title, &format!("/issues/{issue}"))),
            Words::from(days),
        ]);
    }
    table.into()
}
