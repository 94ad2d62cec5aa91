//! Accounting for one bad period of a test: with evidence, in writing, by whoever runs the service.

use model::id::TestPeriodId;
use model::record::Record;
use model::role::Permission;
use model::test_period::{Explanation, TestPeriod};
use quantity::Period;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct ExplainPeriod {
    pub test: TestPeriodId,
    pub version: i64,
    pub period: Period,
    pub text: String,
    pub evidence: String,
}

/// It counts only once somebody outside the service has accepted it (`judge_explanation`).
pub async fn explain_period(desk: &Desk, actor: &Actor, ask: ExplainPeriod) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    if !actor.can(Permission::TriageIssues) {
        actor.may(Permission::Reply)?;
    }
    let mut typed = Typed::new();
    let text = typed.text("text", &ask.text, TEXT, "Say what happened, and why it will not go on happening");
    let evidence = typed.text("evidence", &ask.evidence, TEXT, "Say what shows it: a repair log, a dated letter, a case review");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::test_periods::find(&mut write.tx, &actor.scope, ask.test).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    if ask.period < record.noun.rule.starts {
        return Err(DeskError::refused(
            "before_the_test",
            format!("{} is before the test starts: there is nothing to explain.", ask.period.in_words()),
        ));
    }
    if record.noun.explanations.iter().any(|kept| kept.period == ask.period && kept.refused.is_none()) {
        return Err(DeskError::refused(
            "already_explained",
            format!("{} has an explanation already, waiting or accepted.", ask.period.in_words()),
        ));
    }
    record.noun.explanations.push(Explanation {
        period: ask.period,
        text,
        evidence,
        by_role: actor.role.clone(),
        on: desk.today(),
        accepted: None,
        refused: None,
    });
    record.changed_at = desk.now();
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    let line = format!("{} was explained; the explanation waits for someone outside the service.", ask.period.in_words());
    write.commit("explain_period", "test period", Some(record.id.uuid()), line).await?;
    Ok(record)
}
