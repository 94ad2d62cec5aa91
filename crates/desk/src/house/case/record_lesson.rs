//! Recording what was learned, and with whom it was shared.

use model::case::{Case, Lesson};
use model::id::CaseId;
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{LINE, TEXT, Typed};

pub struct RecordLesson {
    pub case: CaseId,
    pub version: i64,
    pub text: String,
    pub shared_with: String,
}

pub async fn record_lesson(desk: &Desk, actor: &Actor, ask: RecordLesson) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let text = typed.text("text", &ask.text, TEXT, "Say what to keep, or what was wrong");
    let shared_with = typed.optional("shared_with", &ask.shared_with, LINE);
    typed.done()?;
    let (on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, ask.case, ask.version, "record_lesson", |case| {
        case.lessons.push(Lesson { text, on, by_role, shared_with });
        Ok("What was learned was recorded.".into())
    })
    .await
}
