//! What a review found to have been saved of what a decision promised for a year.

use model::financial_plan::{DecidedSaving, Delivered};
use model::id::{DecidedSavingId, DecisionId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Money, Period};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct RecordSaved {
    pub decision: DecisionId,
    /// Of what it promises to save.
    pub version: i64,
    /// The calendar year in which the financial year begins.
    pub year: Option<i16>,
    pub amount: Option<Money>,
    pub source: String,
}

/// Keeps what was saved; another figure of the same year takes its place, and the trail keeps what it was.
pub async fn record_saved(desk: &Desk, actor: &Actor, ask: RecordSaved) -> Result<Record<DecidedSavingId, DecidedSaving>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let source = typed.text("source", &ask.source, LINE, "Say where the figure stands: “Outturn report 2027/28”");
    typed.ask("year", ask.year.is_some(), "Choose the financial year");
    typed.ask("amount", ask.amount.is_some_and(|amount| amount >= Money::ZERO), "Write what was saved, 0 where nothing was");
    typed.done()?;
    let (Some(year), Some(amount)) = (ask.year, ask.amount) else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    let decision = store::decisions::find(&mut write.tx, &actor.scope, ask.decision).await?;
    let found = store::decided_savings::of_decision(&mut write.tx, &actor.scope, ask.decision).await?;
    let mut record = found.ok_or(DeskError::NotFound)?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut typed = Typed::new();
    let said = Period::FinancialYear(year).in_words();
    let is_promised = record.noun.counts.is_empty() || record.noun.counts.iter().any(|(of, _)| *of == year);
    typed.ask("year", is_promised, format!("Nothing of it was promised to begin in {said}"));
    let first_day = Period::FinancialYear(year).first_day();
    typed.ask("year", first_day <= desk.today(), format!("{said} has not begun: nobody can know yet what it saves"));
    typed.done()?;
    let before = record.noun.delivered.iter().find(|found| found.year == year).map(|found| found.amount);
    record.noun.delivered.retain(|found| found.year != year);
    record.noun.delivered.push(Delivered { year, amount, source: source.clone(), on: desk.today(), by_role: actor.role.clone() });
    record.noun.delivered.sort_by_key(|found| found.year);
    record.changed_at = desk.now();
    let record = store::decided_savings::save(&mut write.tx, &record).await?;
    let before = before.map(|amount| format!(" Before: {}.", amount.in_full())).unwrap_or_default();
    // The trail is read by people who may not see what is sealed.
    let line = if record.sealed {
        format!("What “{}” saved in {said} was recorded.", decision.noun.what)
    } else {
        format!("“{}” saved {} in {said} ({source}).{before}", decision.noun.what, amount.in_full())
    };
    write.commit("record_saved", "decision", Some(decision.id.uuid()), line).await?;
    Ok(record)
}

/// What a decision promises to save, for the form; not found where it promises nothing the actor may see.
pub async fn find_saving(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<DecidedSavingId, DecidedSaving>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let decision = store::decisions::by_reference(&mut tx, &actor.scope, reference).await?;
    store::decided_savings::of_decision(&mut tx, &actor.scope, decision.id).await?.ok_or(DeskError::NotFound)
}
