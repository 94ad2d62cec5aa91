//! Recording what users, staff and partners answered when asked whether it is fixed (C11).

use model::id::TestPeriodId;
use model::record::Record;
use model::role::Permission;
use model::test_period::{Asked, PeopleAsked, TestPeriod};
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct RecordPeopleAsked {
    pub test: TestPeriodId,
    pub version: i64,
    pub who: Asked,
    pub could_be_asked: u32,
    pub answered: u32,
    pub agree: u32,
    pub answer_to_others: String,
    pub on: Option<Date>,
}

/// A later asking of the same people stands beside the earlier; the latest is read.
pub async fn record_people_asked(
    desk: &Desk,
    actor: &Actor,
    ask: RecordPeopleAsked,
) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let answer_to_others = typed.optional("answer_to_others", &ask.answer_to_others, TEXT);
    typed.ask("could_be_asked", ask.could_be_asked > 0, "Say how many people could have been asked");
    typed.ask("answered", ask.answered <= ask.could_be_asked, "No more can answer than could be asked");
    typed.ask("agree", ask.agree <= ask.answered, "No more can agree than answered");
    let on = typed.past("on", ask.on, desk.today(), "Say when they were asked");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::test_periods::find(&mut write.tx, &actor.scope, ask.test).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let asked =
        PeopleAsked { who: ask.who, could_be_asked: ask.could_be_asked, answered: ask.answered, agree: ask.agree, answer_to_others, on };
    let line = format!("{} of {} who answered agree that it is fixed.", asked.agree, asked.answered);
    record.noun.asked.push(asked);
    record.changed_at = desk.now();
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    write.commit("record_people_asked", "test period", Some(record.id.uuid()), line).await?;
    Ok(record)
}
