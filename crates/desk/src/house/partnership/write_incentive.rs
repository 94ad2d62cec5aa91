//! Who pays for an outcome and who gains by it. Written again under the same words, it takes the place of what was there.

use std::collections::BTreeSet;

use model::id::{OrganisationId, PartnershipId};
use model::partnership::{Incentive, Partnership, PaysAndGains};
use model::record::Record;
use quantity::Money;

use super::{Needs, change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{LINE, TEXT, Typed};

pub struct WriteIncentive {
    pub outcome: String,
    pub lines: Vec<PaysAndGains>,
    pub source: String,
}

pub async fn write_incentive(
    desk: &Desk,
    actor: &Actor,
    at: (PartnershipId, i64),
    ask: WriteIncentive,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let mut typed = Typed::new();
    let outcome = typed.text("outcome", &ask.outcome, LINE, "Say what should be different, in a sentence");
    let source = typed.text("source", &ask.source, TEXT, "Say where the figures come from");
    let distinct: BTreeSet<OrganisationId> = ask.lines.iter().map(|line| line.body).collect();
    typed.ask("lines", distinct.len() == ask.lines.len(), "A body is there twice: give each one line");
    typed.ask("lines", ask.lines.len() >= 2, "Say for at least two bodies what they pay and gain");
    typed.ask(
        "lines",
        ask.lines.iter().all(|line| line.pays.is_none_or(|pays| pays >= Money::ZERO)),
        "Use nothing or more for what a body pays",
    );
    let gained: f64 = ask.lines.iter().map(|line| line.gains.value()).sum();
    typed.ask("lines", gained <= 1.0 + 1e-9, "What bodies gain comes to more than 100%: lower one of them");
    typed.done()?;
    let (on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, at, Needs::OfficerOrDecides, "write_incentive", |partnership| {
        if ask.lines.iter().any(|line| partnership.part_of(line.body).is_none()) {
            return Err(DeskError::Faults(vec![Fault::new("lines", "Choose from the bodies of this partnership")]));
        }
        let line = format!("Who pays for “{outcome}” and who gains by it was written down.");
        let there = partnership.incentives.iter().position(|one| one.outcome.to_lowercase() == outcome.to_lowercase());
        let incentive = Incentive { outcome, lines: ask.lines, source, on, by_role };
        match there.and_then(|there| partnership.incentives.get_mut(there)) {
            Some(there) => *there = incentive,
            None => partnership.incentives.push(incentive),
        }
        Ok(line)
    })
    .await
}
