//! The partnerships there are, and one of them on one page.

use axum::extract::{Path, State};
use desk::house::add_organisation::list_organisations;
use desk::house::partnership::read_partnership::{PartnershipView, list_partnerships};
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;

use super::{address, page_parts, view_of};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/partnerships", May(ReadCases), "Partnerships: who decides with whom", list).get(
        "/partnerships/{reference}",
        May(ReadCases),
        "One partnership: what was agreed, who sat there, who pays and gains",
        show,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_partnerships(&app.desk, &signed.actor).await?;
    let bodies = list_organisations(&app.desk, &signed.actor).await?;
    let name =
        |id| bodies.iter().find(|body| body.id == id).map_or_else(|| "a body you cannot see".to_owned(), |body| body.noun.name.clone());
    let mut ways = vec![("Skills we need and hold", "/skills".to_owned()), ("Roles and bodies", "/roles-and-bodies".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Set up a partnership", "/partnerships/new".to_owned()));
    }
    let mut table =
        CardTable::new("Partnerships").caption_hidden().column("Partnership").column("For").column("Who decides").column("Last met");
    for record in &all {
        let noun = &record.noun;
        let who: Vec<String> = noun.deciding().into_iter().map(name).collect();
        table = table.row([
            Words::from(ww::link(&noun.name, &format!("/partnerships/{}", reference_of(&record.reference)))),
            Words::from(noun.purpose.as_str()),
            Words::from(count::list(&who)),
            Words::from(noun.meetings.last().map_or_else(|| "Not written down".to_owned(), |meeting| count::plain_date(meeting.on))),
        ]);
    }
    let body = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No partnership yet",
            "Here stands who decides with whom, what they signed, what each puts first when asked apart, and whether it is worth its cost.",
            ww::link("See how the partnership check is worked", "/library/methods/partnership-check"),
        ))
    } else {
        Markup::from(table)
    };
    let lead = match all.len() {
        0 => "No partnership is written down yet.".to_owned(),
        some => format!(
            "{}. Each body speaks for itself, from its own sign-in.",
            count::sentence(&count::of_things(some as u64, "partnership", "partnerships"))
        ),
    };
    let layout = Layout::new(frame, "Partnerships")
        .in_section(Section::Partners)
        .crumb("Partners", "/partners")
        .lead(lead)
        .audit("/audit?noun=partnership");
    Ok(PartsPage::whole(layout, body.and(links(&ways))))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let noun = &view.partnership.noun;
    let layout = Layout::new(frame, noun.name.clone())
        .in_section(Section::Partners)
        .crumb("Partners", "/partners")
        .crumb("Partnerships", "/partnerships")
        .lead(lead(&view))
        .source("What each body wrote, signed and answered here; each change is in the audit trail.")
        .audit(format!("/audit?record={}", view.partnership.id));
    let part = |id: &str, title: &str, body: Markup| Part { id: id.into(), title: title.into(), body };
    let before = if view.may_write {
        links(&[("Change what it is for, and who takes part", format!("{}/change", address(&view)))])
    } else {
        Markup::default()
    };
    let parts = vec![
        part("bodies", "Who takes part", page_parts::bodies(&view)),
        part("direction", "Where we are going", page_parts::direction(&view)),
        part("meetings", "Meetings, and what came of them", page_parts::meetings(&view)),
        part("order", "What each of us puts first", page_parts::order(&view)),
        part("check", "The partnership check", page_parts::check(&view)),
        part("joint", "Is it truly joint, and does it truly commission?", page_parts::joint(&view)),
        part("incentives", "Who pays and who gains", page_parts::incentives(&view)),
        part("money", "Money together", page_parts::money(&view)),
        part("backing", "Who is for the changes", page_parts::backing(&view)),
        part("worth", "What working together costs and brings about", page_parts::worth(&view)),
        part("structure", "Changes of structure", page_parts::structure(&view)),
    ];
    Ok(PartsPage { layout, before, parts })
}

/// The answer first: what is not agreed, and what pulls apart.
fn lead(view: &PartnershipView) -> String {
    let noun = &view.partnership.noun;
    let decide = count::sentence(&count::of_things(noun.deciding().len() as u64, "body decides", "bodies decide"));
    let mut said = format!("{} {decide} together.", noun.purpose.trim());
    if !view.one_list.is_empty() {
        said = format!("{said} {}", view.one_list);
    }
    if let Some(widest) = view.incentives.iter().filter_map(|told| told.misaligned).max_by(f64::total_cmp) {
        said = format!(
            "{said} Paying and gaining lie {} apart, where 0 is not at all and 1 altogether.",
            quantity::rounding::shown(widest, 2)
        );
    }
    said
}
