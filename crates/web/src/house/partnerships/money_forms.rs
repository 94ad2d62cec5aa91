//! Who pays for an outcome and who gains by it; and a look back at what working together cost and brought about.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::partnership::look_back::{LookBack, look_back};
use desk::house::partnership::read_partnership::PartnershipView;
use desk::house::partnership::write_incentive::{WriteIncentive, write_incentive};
use model::partnership::{OwnCost, PaysAndGains, WhatNext};
use model::role::Permission::ReadCases;
use quantity::{Money, Share};
use report::words::count;

use super::{address, view_of, wrong};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const PAYS: &str = "Say who pays for an outcome and who gains";
    const BACK: &str = "Look back at what working together costs and brings about";
    Routes::new()
        .get("/partnerships/{reference}/incentive", May(ReadCases), PAYS, pays_blank)
        .post("/partnerships/{reference}/incentive", May(ReadCases), PAYS, pays_send)
        .get("/partnerships/{reference}/look-back", May(ReadCases), BACK, back_blank)
        .post("/partnerships/{reference}/look-back", May(ReadCases), BACK, back_send)
}

fn layout(frame: Frame, view: &PartnershipView, title: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Partners)
        .crumb("Partnerships", "/partnerships")
        .crumb(view.partnership.noun.name.clone(), address(view))
        .with_errors(form.errors())
}

async fn pays_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(pays_page(frame, &view, &Form::blank()))
}

fn pays_page(frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let layout = layout(frame, view, "Who pays, and who gains?", form);
    let mut page = FormPage::new(layout, format!("{}/incentive", address(view)), Button::new("Save"))
        .carrying("version", &view.partnership.version.to_string())
        .part(
            form.input("outcome", "What should be different?")
                .hint("One outcome, in a sentence. Written again in the same words, it takes the place of what was there"),
        )
        .part(form.textarea("source", "Where do the figures come from?").rows(2))
        .part(paragraph("For each body that pays or gains; leave the others empty."))
        .part(wrong(form, "lines"));
    for (at, one) in view.partnership.noun.bodies.iter().enumerate() {
        let name = view.name(one.body);
        let mut own = form.select(&format!("own-{at}"), format!("What {name} has to spend itself, because of it"));
        own = own.offer("", "Not known");
        for cost in OwnCost::ALL.into_iter().filter(|cost| *cost != OwnCost::NotKnown) {
            own = own.offer(cost.code(), count::sentence(cost.words()));
        }
        page = page
            .part(form.input(&format!("gains-{at}"), format!("Of what is gained, {name} gains")).suffix("%").width(5))
            .part(
                form.input(&format!("pays-{at}"), format!("{name} pays in a year"))
                    .hint("Leave it empty where it has not said")
                    .prefix("£")
                    .width(10),
            )
            .part(own);
    }
    page
}

async fn pays_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let mut lines = Vec::new();
    for (at, one) in view.partnership.noun.bodies.iter().enumerate() {
        let (gains, pays) = (form.optional_share(&format!("gains-{at}")), form.optional_money(&format!("pays-{at}")));
        if gains.is_none() && pays.is_none() {
            continue;
        }
        let code = form.value(&format!("own-{at}"));
        let own_cost = OwnCost::ALL.into_iter().find(|cost| cost.code() == code).unwrap_or_default();
        lines.push(PaysAndGains { body: one.body, pays, gains: gains.unwrap_or(Share::NONE), own_cost });
    }
    if form.has_errors() {
        return Ok(pays_page(frame, &view, &form).into_response());
    }
    let ask = WriteIncentive { outcome: form.value("outcome").to_owned(), lines, source: form.value("source").to_owned() };
    match write_incentive(&app.desk, &signed.actor, (view.partnership.id, form.version()), ask).await {
        Ok(_) => Ok(to(&format!("{}#incentives", address(&view)))),
        Err(error) => again(error, form, |form| pays_page(frame, &view, form)),
    }
}

async fn back_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(back_page(frame, &view, &Form::blank()))
}

fn back_page(frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let layout = layout(frame, view, "What did working together cost, and bring about?", form)
        .lead("Since the last look back. Working together is no end in itself: what brings nothing about is stopped or fixed.");
    let mut next = form.radios("next", "What now?");
    for known in WhatNext::ALL {
        next = next.offer(known.code(), count::sentence(known.words()));
    }
    FormPage::new(layout, format!("{}/look-back", address(view)), Button::new("Save"))
        .carrying("version", &view.partnership.version.to_string())
        .part(form.input("hours", "How many hours did people put in, all bodies together?").width(7))
        .part(form.input("hour_cost", "What does an hour cost?").prefix("£").width(7))
        .part(
            form.input("direct", "What else was spent on it?")
                .hint("Rooms, systems, consultants; 0 where nothing was")
                .prefix("£")
                .width(10),
        )
        .part(
            form.textarea("traced_to", "Which outcome for people can be traced to it, and how?")
                .hint("Leave it empty where none can")
                .rows(3),
        )
        .part(
            form.input("worth", "What is that worth over the same time?")
                .hint("Leave it empty where nobody has valued it")
                .prefix("£")
                .width(10),
        )
        .part(form.textarea("source", "Where do the figures come from?").rows(2))
        .part(next)
        .part(form.date_input("by", "By when is it stopped or fixed, or looked at again?"))
        .part(form.textarea("because", "Why?").rows(2))
}

async fn back_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let hours = form.number("hours", "Write how many hours, 0 or more", 0.0..=1e8);
    let hour_cost = form.money("hour_cost", "Write what an hour costs, for example 42.50");
    let direct = form.money("direct", "Write what else was spent; 0 where nothing was");
    let worth = form.optional_money("worth");
    let offered = WhatNext::ALL.map(|next| (next.code(), next));
    let next = form.choice("next", "Choose what is done now", &offered);
    let by = form.date("by", "Say by when");
    let not_below = |amount: Option<Money>| amount.is_none_or(|amount| amount >= Money::ZERO);
    for (field, amount) in [("hour_cost", hour_cost), ("direct", direct), ("worth", worth)] {
        if !not_below(amount) {
            form.add_error(field, "Use nothing or more");
        }
    }
    let (Some(hours), Some(hour_cost), Some(direct), Some(next), false) = (hours, hour_cost, direct, next, form.has_errors()) else {
        return Ok(back_page(frame, &view, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = LookBack {
        hours,
        hour_cost,
        direct,
        traced_to: text("traced_to"),
        worth,
        source: text("source"),
        next,
        by,
        because: text("because"),
    };
    match look_back(&app.desk, &signed.actor, (view.partnership.id, form.version()), ask).await {
        Ok(_) => Ok(to(&format!("{}#worth", address(&view)))),
        Err(error) => again(error, form, |form| back_page(frame, &view, form)),
    }
}
