//! An option that was ruled out comes back, with the reason. Its first ruling stays in the trail.

use model::case::Case;
use model::id::CaseId;
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::change_option;
use crate::typed::{TEXT, Typed};

pub struct RuleIn {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option.
    pub option: String,
    pub reason: String,
}

pub async fn rule_in(desk: &Desk, actor: &Actor, ask: RuleIn) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why it comes back, in a line that can be published");
    typed.done()?;
    change_option(desk, actor, ask.case, ask.version, &ask.option, "rule_in_choice", |choice| {
        if choice.ruled_out.take().is_none() {
            return Err(DeskError::refused("not_ruled_out", "This option is not ruled out. Nothing was changed."));
        }
        Ok(format!("it is among the options again: {reason}"))
    })
    .await
}
