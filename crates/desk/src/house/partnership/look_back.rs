//! Looking back at what working together cost and brought about, and saying what is done now and by when.

use methods::relationships::collaboration::{self, Review};
use model::id::PartnershipId;
use model::partnership::{CollaborationReview, Partnership, WhatNext};
use model::record::Record;
use quantity::{Date, Money, period};

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{TEXT, Typed};

pub struct LookBack {
    pub hours: f64,
    pub hour_cost: Money,
    pub direct: Money,
    /// Empty: none.
    pub traced_to: String,
    pub worth: Option<Money>,
    pub source: String,
    pub next: WhatNext,
    pub by: Option<Date>,
    pub because: String,
}

pub async fn look_back(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: LookBack,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let today = desk.today();
    let mut typed = Typed::new();
    let traced_to = typed.optional("traced_to", &ask.traced_to, TEXT);
    let source = typed.text("source", &ask.source, TEXT, "Say where the figures come from");
    let because = typed.text("because", &ask.because, TEXT, "Say why it is stopped, fixed or carried on");
    let by = typed.future("by", ask.by, today, "Say by when it is stopped or fixed, or looked at again");
    typed.ask(
        "worth",
        ask.worth.is_none() || !traced_to.is_empty(),
        "Say first which outcome can be traced to it; what cannot be traced has no worth here",
    );
    typed.done()?;
    let review = CollaborationReview {
        on: today,
        hours: ask.hours,
        hour_cost: ask.hour_cost,
        direct: ask.direct,
        traced_to,
        worth: ask.worth,
        source,
        next: ask.next,
        by,
        because,
        by_role: actor.role.clone(),
    };
    // What the method cannot take is refused before it is kept.
    collaboration::read(&[question(&review)], &collaboration::Settings::default())
        .map_err(|refusal| DeskError::Faults(vec![Fault::new("hours", refusal.to_string())]))?;
    change(desk, actor, at, Needs::OfficerOrDecides, "look_back", |partnership| {
        if partnership.reviews.last().is_some_and(|last| last.on == today) {
            return Err(DeskError::refused("looked_back_today", "A look back of today is on record already."));
        }
        let line = format!("A look back at “{}”: {} by {}.", partnership.name, review.next.words(), period::in_words(review.by));
        partnership.reviews.push(review);
        Ok(line)
    })
    .await
}

/// As the method takes it.
pub(super) fn question(review: &CollaborationReview) -> Review {
    Review {
        on: review.on,
        hours: review.hours,
        hour_pence: review.hour_cost.pence(),
        direct_pence: review.direct.pence(),
        is_traced: !review.traced_to.is_empty(),
        worth_pence: review.worth.map(Money::pence),
    }
}
