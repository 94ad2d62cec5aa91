//! An independent look at the figures of a test (C9).

use model::id::TestPeriodId;
use model::record::Record;
use model::test_period::{DataCheck, TestPeriod};
use quantity::Share;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::register_test::change;

pub struct CheckData {
    pub test: TestPeriodId,
    pub version: i64,
    /// Share of the figures due that are there and whole.
    pub completeness: Share,
    pub same_definition: bool,
    pub note: String,
}

pub async fn check_data(desk: &Desk, actor: &Actor, ask: CheckData) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    let apply = |test: &mut TestPeriod, word| {
        test.data_check = Some(DataCheck { completeness: ask.completeness, same_definition: ask.same_definition, word });
        Ok(format!("The figures were checked: {} complete.", ask.completeness.shown(0)))
    };
    change(desk, actor, ask.test, ask.version, "check_data", apply, &ask.note).await
}
