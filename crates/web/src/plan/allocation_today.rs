//! Starting an allocation from what is spent today: services with their cost, and the points that a person says of each.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::analyse::read_spend::{list_spends, read_spend};
use desk::plan::money::start_from_spend::{Chosen, Offered, StartFromSpend, offered, start_from_spend};
use model::allocation::Allocation;
use model::id::{AllocationId, SpendId};
use model::record::Record;
use model::role::Permission::WriteCases;
use model::spend::Spend;
use quantity::Money;
use report::words::{count, spend};

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::allocation_of;
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const START: &str = "Start an allocation from what is spent today";
    Routes::new().get("/allocations/{reference}/today", May(WriteCases), START, blank).post(
        "/allocations/{reference}/today",
        May(WriteCases),
        START,
        send,
    )
}

/// The allocation, all spending there is, and the one started from.
struct Ground {
    allocation: Record<AllocationId, Allocation>,
    spends: Vec<Record<SpendId, Spend>>,
    from: Option<usize>,
}

impl Ground {
    async fn gather(app: &App, signed: &Signed, reference: &str, from: &str) -> Result<Ground, PageError> {
        let allocation = allocation_of(app, signed, reference).await?;
        let mut spends = list_spends(&app.desk, &signed.actor).await?;
        let from = match (from, spends.iter().position(|one| reference_of(&one.reference) == from)) {
            ("", _) => (!spends.is_empty()).then_some(0),
            (_, Some(at)) => Some(at),
            // Corrected while somebody had it before them: what they typed is of this one.
            (said, None) => {
                spends.push(read_spend(&app.desk, &signed.actor, &said.parse().map_err(|_| PageError::NotFound)?).await?.spend);
                Some(spends.len() - 1)
            }
        };
        Ok(Ground { allocation, spends, from })
    }

    fn at(&self) -> String {
        format!("/allocations/{}", reference_of(&self.allocation.reference))
    }

    fn spend(&self) -> Option<&Record<SpendId, Spend>> {
        self.spends.get(self.from?)
    }

    fn offered(&self) -> Vec<Offered> {
        self.spend().map(|spend| offered(&spend.noun, &self.allocation.noun)).unwrap_or_default()
    }
}

fn field(at: usize) -> String {
    format!("points-{}", at + 1)
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let from = asked.get("from").map(String::as_str).unwrap_or_default();
    let ground = Ground::gather(&app, &signed, &reference, from).await?;
    let offered = ground.offered();
    if offered.is_empty() {
        return Ok(PartsPage::whole(layout(frame, &ground, &offered), before(&ground, &offered)).into_response());
    }
    Ok(page(frame, &ground, &Form::blank()).into_response())
}

fn layout(frame: Frame, ground: &Ground, offered: &[Offered]) -> Layout {
    Layout::new(frame, "Start from what is spent today")
        .in_section(Section::Plan)
        .crumb(ground.allocation.noun.title.clone(), ground.at())
        .lead(lead(ground, offered))
}

fn page(frame: Frame, ground: &Ground, form: &Form) -> FormPage {
    let at = ground.at();
    let offered = ground.offered();
    let layout = layout(frame, ground, &offered).with_errors(form.errors());
    let mut page = FormPage::new(layout, format!("{at}/today"), Button::new("Start from these")).before(before(ground, &offered));
    let Some(from) = ground.spend() else { return page };
    page = page.carrying("version", &ground.allocation.version.to_string()).carrying("from", &reference_of(&from.reference));
    for one in &offered {
        let label = format!("{}: {}", one.service, one.cost.in_full());
        page = page.part(form.input(&field(one.at), label).hint("Points, in whole numbers").width(5));
    }
    page
}

fn lead(ground: &Ground, offered: &[Offered]) -> String {
    match (ground.spend(), offered.len()) {
        (None, _) => "Nothing is known here of what is spent today.".to_owned(),
        (Some(_), 0) => "Every service that costs something is in the allocation already.".to_owned(),
        (Some(from), some) => {
            let left: Money = offered.iter().map(|one| one.cost).sum();
            format!(
                "Of {}, {} for {} in {} are not in the allocation yet: how much each does towards the outcomes is missing.",
                from.noun.authority,
                count::of_things(some as u64, "service", "services"),
                count::money(left),
                spend::year(&from.noun)
            )
        }
    }
}

fn before(ground: &Ground, offered: &[Offered]) -> Markup {
    let Some(from) = ground.spend() else {
        return paragraph_of(ww::link("Load what an authority spent", "/spend/load"));
    };
    let mut said = Markup::default();
    if !offered.is_empty() {
        said = said.and(paragraph(&format!(
            "Say what a service does, in the points of this allocation: {} One left empty is not weighed. Each is taken to cost the same every year, from revenue, in prices of {}.",
            ground.allocation.noun.points_mean,
            spend::year(&from.noun)
        )));
    }
    for (_, other) in ground.spends.iter().enumerate().filter(|(at, _)| Some(*at) != ground.from) {
        let way = format!("{}/today?from={}", ground.at(), reference_of(&other.reference));
        said = said.and(paragraph_of(ww::link(&format!("Start from this instead: {}", spend::title(&other.noun)), &way)));
    }
    said
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let ground = Ground::gather(&app, &signed, &reference, form.value("from")).await?;
    let Some(from) = ground.spend().map(|from| from.id) else { return Ok(page(frame, &ground, &form).into_response()) };
    let mut chosen = Vec::new();
    let offered = ground.offered();
    let first = offered.first().map_or(0, |one| one.at);
    for one in offered {
        let mend = "Write a whole number of points, for example 40";
        let points =
            form.optional(&field(one.at), |typed| typed.parse::<i64>().ok().filter(|points| (0..=1_000_000).contains(points)).ok_or(mend));
        chosen.extend(points.map(|points| Chosen { service: one.service, points: Some(points) }));
    }
    if form.has_errors() {
        return Ok(page(frame, &ground, &form).into_response());
    }
    let ask = StartFromSpend { allocation: ground.allocation.id, version: form.version(), spend: from, chosen };
    match start_from_spend(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}", reference_of(&made.reference)))),
        Err(DeskError::Faults(faults)) => {
            // The fields are made of the spending: what is wrong with them all is said at the first.
            faults.into_iter().for_each(|fault| form.add_error(field(first), fault.message));
            Ok(page(frame, &ground, &form).into_response())
        }
        Err(error) => again(error, form, |form| page(frame, &ground, form)),
    }
}
