//! What meeting a duty is forecast to cost: a range, on a day, under somebody's name. No law sets a least amount of money.

use model::allocation::{Allocation, DutyForecast};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct ForecastDuty {
    pub allocation: AllocationId,
    pub version: i64,
    pub duty: String,
    pub source: String,
    pub low: Money,
    pub central: Money,
    pub high: Money,
    pub made_on: Option<Date>,
    pub signed_by: String,
    /// Codes of what would be done to meet it.
    pub met_by: Vec<String>,
}

/// Keeps the forecast; another of the same duty takes its place, and the trail keeps that it did.
pub async fn forecast_duty(desk: &Desk, actor: &Actor, ask: ForecastDuty) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let duty = typed.text("duty", &ask.duty, LINE, "Say what has to be done, and for whom");
    let source = typed.text("source", &ask.source, LINE, "Name the law and its section, so that anybody can look");
    let signed_by = typed.text("signed_by", &ask.signed_by, LINE, "Name the person who signs the forecast");
    typed.ask("low", ask.low >= Money::ZERO, "Use nothing or more");
    typed.ask("central", ask.low <= ask.central, "It cannot be under the lowest");
    typed.ask("high", ask.central <= ask.high, "It cannot be under what is most likely");
    typed.ask("high", ask.low < ask.high, "A forecast has a range: say how low and how high it could come out");
    typed.ask("made_on", ask.made_on.is_some(), "Say when the forecast was made");
    typed.ask("made_on", ask.made_on.is_none_or(|on| on <= desk.today()), "It cannot have been made after today");
    typed.ask("met_by", !ask.met_by.is_empty(), "Name by its code what would be done to meet it, for example: D L T");
    typed.done()?;
    let Some(made_on) = ask.made_on else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut typed = Typed::new();
    for code in &ask.met_by {
        if !record.noun.candidates.iter().any(|candidate| candidate.code == *code) {
            typed.fault("met_by", format!("“{code}” is not among what could be done. Use the codes of the lines that were added"));
        }
    }
    typed.done()?;
    let forecast =
        DutyForecast { duty, source, low: ask.low, central: ask.central, high: ask.high, made_on, signed_by, met_by: ask.met_by };
    let line = format!(
        "“{}” is forecast to cost {} to {}, most likely {}.",
        forecast.duty,
        forecast.low.in_full(),
        forecast.high.in_full(),
        forecast.central.in_full()
    );
    record.noun.duties.retain(|kept| kept.duty != forecast.duty);
    record.noun.duties.push(forecast);
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("forecast_duty", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}
