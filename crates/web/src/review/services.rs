//! Services: who runs each, how many issues are open, and what speaks of it.

use askama::Template;
use axum::extract::State;
use desk::review::read_service::{ServiceRow, read_services};
use model::role::Permission::{ReadPerformance, WriteCases};
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "review/services.html")]
struct ServicesPage {
    layout: Layout,
    list: Markup,
    may_add: bool,
}

page!(ServicesPage);

pub fn routes() -> Routes {
    Routes::new().get("/services", May(ReadPerformance), "Services", list).get(
        "/review",
        May(ReadPerformance),
        "Services, from the navigation",
        list,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<ServicesPage, PageError> {
    let rows = read_services(&app.desk, &signed.actor).await?;
    let layout =
        Layout::new(frame, "Services").in_section(Section::Review).crumb("My cases", "/").lead(lead(&rows)).audit("/audit?noun=service");
    Ok(ServicesPage { layout, list: table(&rows, signed.actor.can(WriteCases)), may_add: signed.actor.can(WriteCases) })
}

fn lead(rows: &[ServiceRow]) -> String {
    let open: usize = rows.iter().map(|row| row.open_issues).sum();
    let waiting: usize = rows.iter().map(|row| row.waiting_for_triage).sum();
    let services = count::of_things(rows.len() as u64, "service", "services");
    let issues = count::of_things(open as u64, "known issue is open", "known issues are open");
    let waiting = match waiting {
        0 => String::new(),
        some => format!(" {} waiting to be looked at.", if some == 1 { "1 is".to_owned() } else { format!("{some} are") }),
    };
    format!("{}. {} among them.{waiting}", count::sentence(&services), count::sentence(&issues))
}

fn table(rows: &[ServiceRow], may_add: bool) -> Markup {
    if rows.is_empty() {
        let first = match may_add {
            true => ww::link("Add a service", "/services/new").and(Markup::text(", in-house ones too.")),
            false => Markup::text("Whoever writes cases adds them, in-house ones too."),
        };
        return EmptyState::new(
            "Services would be here",
            "What is provided, by whom, and how it goes: everything else hangs on them.",
            first,
        )
        .into();
    }
    let mut table = CardTable::new("Services")
        .caption_hidden()
        .column("Service")
        .column("Run by")
        .column("A year")
        .column("Ends")
        .figures("Measures")
        .figures("Open issues");
    for row in rows {
        let reference = reference_of(&row.service.reference);
        let service = &row.service.noun;
        let run_by = if service.run_by.is_empty() { row.operator.clone() } else { service.run_by.clone() };
        table = table.row([
            Words::from(ww::link(&service.name, &format!("/services/{reference}"))),
            Words::from(run_by),
            Words::from(service.annual_cost.map_or_else(|| "Not said".to_owned(), count::money)),
            Words::from(service.ends.map_or_else(|| "No date".to_owned(), count::plain_date)),
            Words::from(row.measures.to_string()),
            Words::from(row.open_issues.to_string()),
        ]);
    }
    table.into()
}
