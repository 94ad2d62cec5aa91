//! Who answers where each need is bought by itself: care, placements, school routes.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_call_offs::{CallOffsView, CalledOff, ServiceCalledOff, read_call_offs};
use model::role::Permission::{ReadAudit, ReadCases};
use quantity::Share;
use report::table::{Cell, Column};
use report::words::count;

use super::grid::{At, Grid, cells};
use super::told::{fares, method};
use super::{Offers, again, choice, csv, faults, form, layout, nothing_yet, rooms, sources, supplier_at};
use crate::analyse::places::Asked;
use crate::app::App;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;

const TITLE: &str = "Called off one need at a time";
const AT: &str = "/market/call-offs";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/call-offs", May(ReadCases), "Care, transport and placements: who answers, how fast, what is handed back", show)
        .get("/market/call-offs/{file}", May(ReadCases), "Care, transport and placements, as CSV", data)
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = read_call_offs(&app.desk, &signed.actor, &choice).await?;
    csv(&[places(&view), suppliers(&view)], &asked, &file)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let read = match choice(&asked) {
        Ok(choice) => read_call_offs(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::PLACED, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), Offers::PLACED, AT, &[]).and(rooms(&asked, AT, frame.may(ReadAudit)));
    if view.services.is_empty() {
        let body = if view.sets.is_empty() {
            nothing_yet(
                &frame,
                "No request is loaded yet",
                "Here care packages, placements and school routes stand as they are bought: how many offered for each, how many days it took, what was handed back, how far from home, and the fee against the cost of care.",
                "Load an extract of placements or brokerage",
            )
        } else {
            top.and(paragraph("No request of this choice is among the records that are loaded."))
        };
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "Nobody’s answers are known.".to_owned()), body).into_response());
    }
    let said = paragraph(
        "Here concentration of awards says nothing: a framework is let once, and who answers each request is another matter. Every figure is of those requests that tell it, and says how many they are.",
    );
    let mut parts: Vec<Part> = view
        .services
        .iter()
        .enumerate()
        .map(|(nth, one)| Part { id: format!("service-{nth}"), title: named(one).to_owned(), body: service(one, &view) })
        .collect();
    parts.push(Part {
        id: "places-list".to_owned(),
        title: "By service and place".to_owned(),
        body: places(&view).shown(&asked, At::one(AT)),
    });
    parts.push(Part { id: "takers".to_owned(), title: "Who takes them".to_owned(), body: suppliers(&view).shown(&asked, At::one(AT)) });
    parts.push(Part {
        id: "fares".to_owned(),
        title: "How each fares".to_owned(),
        body: view.fares.as_ref().map_or_else(|why| paragraph(why), fares),
    });
    parts.push(Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: method(&view.method).and(sources(&view.sets)) });
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(&view)), before: top.and(said), parts }.into_response())
}

fn named(one: &ServiceCalledOff) -> &str {
    if one.service.is_empty() { "Service not said" } else { &one.service }
}

fn lead(view: &CallOffsView) -> String {
    let said: Vec<String> = view
        .services
        .iter()
        .filter_map(|one| {
            let all = &one.reading.as_ref().ok()?.all;
            let offers = all.offers.map(|offers| format!("{} offers for each request", quantity::rounding::shown(offers, 1)));
            let one_offer = all.one_offer_share.map(|share| format!("{} with one", share.shown(0)));
            let days = all.days_mean.map(|days| format!("{} days to source", quantity::rounding::shown(days, 1)));
            let parts: Vec<String> = [offers, one_offer, days].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| format!("{}: {}.", named(one), parts.join(", ")))
        })
        .take(3)
        .collect();
    if said.is_empty() { "Requests are loaded, and tell neither offers nor days.".to_owned() } else { said.join(" ") }
}

fn service(one: &ServiceCalledOff, view: &CallOffsView) -> Markup {
    let all = match &one.reading {
        Ok(reading) => &reading.all,
        Err(why) => return paragraph(why),
    };
    let mut said = vec![format!(
        "{} up to {}.",
        count::sentence(&count::of_things(all.requests as u64, "request", "requests")),
        count::plain_date(view.on)
    )];
    if let Some(offers) = all.offers {
        said.push(format!(
            "{} offers for each on average, of the {} that tell; {} drew one and {} none.",
            quantity::rounding::shown(offers, 1),
            all.offers_told,
            all.one_offer,
            all.no_offer
        ));
    }
    if let (Some(mean), Some(middle), Some(late)) = (all.days_mean, all.days_middle, all.days_nine_tenths) {
        let at = |days: f64| quantity::rounding::shown(days, 1);
        said.push(format!("Taken after {} days on average, half within {} and nine of ten within {}.", at(mean), at(middle), at(late)));
    }
    if all.waiting > 0 {
        let longest = all.waiting_longest.map_or_else(String::new, |days| format!(", the longest for {days} days"));
        said.push(format!("{} waiting{longest}.", count::sentence(&count::of_things(all.waiting as u64, "is still", "are still"))));
    }
    if all.handed_back_told > 0 {
        said.push(format!("{} of {} were handed back by the provider.", all.handed_back, all.handed_back_told));
    }
    if let Some(miles) = all.miles_middle {
        let far = all.far_share.map_or_else(String::new, |share| {
            format!(", {} further than {}", share.shown(0), quantity::rounding::shown(view.far_miles, 0))
        });
        said.push(format!("Half are within {} miles of home{far}.", quantity::rounding::shown(miles, 1)));
    }
    if let Some(ratio) = all.fee_over_cost {
        let under = all.under_cost_share.map_or_else(String::new, |share| format!("; {} are paid less than that", share.shown(0)));
        said.push(format!(
            "The middle fee is {}% of the reckoned cost of care, of the {} that tell both{under}.",
            quantity::rounding::shown(ratio * 100.0, 0),
            all.fee_told
        ));
    }
    if one.answered_before > 0 {
        said.push(format!(
            "{} answered before it was made by its own days, and its days are not counted.",
            count::sentence(&count::of_things(one.answered_before, "request was", "requests were"))
        ));
    }
    paragraph(&said.join(" "))
}

fn places(view: &CallOffsView) -> Grid {
    let columns = vec![
        Column::words("Service"),
        Column::words("Place"),
        Column::number("Requests", ""),
        Column::number("Offers for each", ""),
        Column::number("One offer", "%"),
        Column::number("No offer", "%"),
        Column::number("Days to source, mean", "days"),
        Column::number("Days, nine of ten within", "days"),
        Column::number("Waiting", ""),
        Column::number("Handed back", "%"),
        Column::number("Miles from home, middle", "miles"),
        Column::number("Fee over cost of care, middle", "%"),
        Column::number("Paid under cost", "%"),
    ];
    let mut grid = Grid::new("places", "By service and place", columns);
    for one in &view.services {
        let Ok(reading) = &one.reading else { continue };
        let all = std::iter::once(("All", &reading.all)).chain(reading.places.iter().map(|place| (place.place.as_str(), &place.figures)));
        for (place, figures) in all {
            grid.push(row(named(one), if place.is_empty() { "Place not said" } else { place }, figures), None);
        }
    }
    grid
}

fn row(service: &str, place: &str, one: &CalledOff) -> Vec<Cell> {
    let share = |share: Option<Share>| cells::share(share);
    vec![
        Cell::words(service),
        Cell::words(place),
        Cell::Whole(one.requests as u64),
        cells::figure(one.offers, 1),
        share(one.one_offer_share),
        share(one.no_offer_share),
        cells::figure(one.days_mean, 1),
        cells::figure(one.days_nine_tenths, 0),
        Cell::Whole(one.waiting as u64),
        share(one.handed_back_share),
        cells::figure(one.miles_middle, 1),
        cells::figure(one.fee_over_cost.map(|ratio| ratio * 100.0), 0),
        share(one.under_cost_share),
    ]
}

fn suppliers(view: &CallOffsView) -> Grid {
    let columns = vec![
        Column::words("Supplier"),
        Column::words("Service"),
        Column::number("Taken", ""),
        Column::number("Handed back", ""),
        Column::number("Of those that tell", ""),
    ];
    let mut grid = Grid::new("takers", "Who takes them", columns);
    for one in &view.services {
        for line in &one.suppliers {
            let row = vec![
                cells::words(&line.name),
                Cell::words(named(one)),
                Cell::Whole(line.taken),
                if line.told_of_hand_back == 0 { Cell::Missing("Not told".to_owned()) } else { Cell::Whole(line.handed_back) },
                Cell::Whole(line.told_of_hand_back),
            ];
            grid.push(row, Some(supplier_at(&line.key)));
        }
    }
    grid
}
