//! Accepting an explanation or not: someone outside the service does.

use model::id::TestPeriodId;
use model::record::Record;
use model::test_period::TestPeriod;
use quantity::Period;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::register_test::change;

pub struct JudgeExplanation {
    pub test: TestPeriodId,
    pub version: i64,
    pub period: Period,
    pub accepted: bool,
    pub note: String,
}

/// Accepted, it takes that period out of “steady” (C3) and nothing else.
pub async fn judge_explanation(desk: &Desk, actor: &Actor, ask: JudgeExplanation) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    let apply = |test: &mut TestPeriod, word| {
        let waiting =
            test.explanations.iter_mut().find(|kept| kept.period == ask.period && kept.accepted.is_none() && kept.refused.is_none());
        let Some(explanation) = waiting else {
            return Err(DeskError::refused("nothing_to_judge", format!("No explanation of {} is waiting.", ask.period.in_words())));
        };
        if ask.accepted {
            explanation.accepted = Some(word);
        } else {
            explanation.refused = Some(word);
        }
        let said = if ask.accepted { "accepted" } else { "not accepted" };
        Ok(format!("The explanation of {} was {said}.", ask.period.in_words()))
    };
    change(desk, actor, ask.test, ask.version, "judge_explanation", apply, &ask.note).await
}
