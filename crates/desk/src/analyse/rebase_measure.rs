//! Setting the limits of a control chart again, because the work changed: never because the picture looks better.

use model::id::{MeasureId, SourceId};
use model::measure::{Measure, Rebase};
use model::record::Record;
use model::role::Permission;
use quantity::Period;
use store::observations::Span;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

/// The fewest data points with a value from the new date on.
pub const FEWEST_AFTER: usize = 6;

pub struct RebaseMeasure {
    pub measure: MeasureId,
    pub version: i64,
    /// The first period of the new way of working.
    pub from: Option<Period>,
    /// What changed in the work.
    pub reason: String,
    /// A document that shows it.
    pub evidence: Option<SourceId>,
    /// The four conditions, each affirmed by the person who asks.
    pub known_cause: bool,
    pub dated_before: bool,
    pub expected_to_last: bool,
    pub not_for_the_picture: bool,
}

/// The four conditions, with their field names: all have to hold.
pub const CONDITIONS: [(&str, &str); 4] = [
    ("known_cause", "We know what changed in the work, and it is said below"),
    ("dated_before", "The date comes from the change itself, not from the chart"),
    ("expected_to_last", "The new level is expected to last"),
    ("not_for_the_picture", "Nobody asks for it because the chart looks better so"),
];

/// Refused without a reason, without all four conditions, and where too few data points lie after the date.
pub async fn rebase_measure(desk: &Desk, actor: &Actor, ask: RebaseMeasure) -> Result<Record<MeasureId, Measure>, DeskError> {
    actor.may(Permission::CorrectPerformance)?;
    let mut typed = Typed::new();
    let reason =
        typed.text("reason", &ask.reason, TEXT, "Say what changed in the work, and when: limits are not set again without a reason");
    typed.ask("from", ask.from.is_some(), "Say from which period");
    let holds = [ask.known_cause, ask.dated_before, ask.expected_to_last, ask.not_for_the_picture];
    for ((field, condition), holds) in CONDITIONS.into_iter().zip(holds) {
        typed.ask(field, holds, format!("Limits are set again only where this holds: {}", condition.to_lowercase()));
    }
    let Some(from) = ask.from else { return Err(typed.done().err().unwrap_or(DeskError::NotFound)) };
    let mut write = desk.write(actor).await?;
    let mut record = store::measures::find(&mut write.tx, &actor.scope, ask.measure).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    typed.ask("from", !record.noun.rebases.iter().any(|rebase| rebase.from == from), "The limits are set again there already");
    let points = store::observations::series(&mut write.tx, &actor.scope, ask.measure, "", Span::ALL).await?;
    if !points.is_empty() {
        let after = points.iter().filter(|point| point.period >= from && point.value.is_some() && !point.provisional).count();
        typed.ask("from", points.iter().any(|point| point.period == from), "Use a period that has a data point");
        typed.ask("from", after >= FEWEST_AFTER, format!("Wait: {after} data points lie from then on, and {FEWEST_AFTER} are needed"));
    }
    if let Some(source) = ask.evidence {
        store::sources::find(&mut write.tx, &actor.scope, source).await?;
    }
    typed.done()?;
    record.noun.rebases.push(Rebase {
        from,
        reason: reason.clone(),
        by_role: actor.role.clone(),
        on: desk.today(),
        evidence: ask.evidence,
    });
    record.noun.rebases.sort_by_key(|rebase| rebase.from);
    record.changed_at = desk.now();
    let record = store::measures::save(&mut write.tx, &record).await?;
    let line = format!("The limits of “{}” were set again from {}: {reason}", record.noun.name, from.in_words());
    write.commit("rebase_measure", "measure", Some(record.id.uuid()), line).await?;
    Ok(record)
}
