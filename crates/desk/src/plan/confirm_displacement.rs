//! Saying whether an issue moved elsewhere (C8): the words are shown only on a person's word.

use model::id::{MeasureId, TestPeriodId};
use model::record::Record;
use model::test_period::{DisplacementWord, TestPeriod};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::register_test::change;

pub struct ConfirmDisplacement {
    pub test: TestPeriodId,
    pub version: i64,
    /// One of the measures named in advance.
    pub measure: MeasureId,
    pub moved: bool,
    pub note: String,
}

pub async fn confirm_displacement(
    desk: &Desk,
    actor: &Actor,
    ask: ConfirmDisplacement,
) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    let apply = |test: &mut TestPeriod, word| {
        if !test.rule.balancing.contains(&ask.measure) {
            return Err(DeskError::refused(
                "not_named_in_advance",
                "Only a measure named before the test began can show that the issue moved elsewhere.",
            ));
        }
        test.displacement.retain(|kept| kept.measure != ask.measure);
        test.displacement.push(DisplacementWord { measure: ask.measure, moved: ask.moved, word });
        Ok(if ask.moved { "It was confirmed that the issue moved elsewhere." } else { "It was looked at and did not move elsewhere." }
            .to_owned())
    };
    change(desk, actor, ask.test, ask.version, "confirm_displacement", apply, &ask.note).await
}
