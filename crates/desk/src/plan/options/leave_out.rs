//! A kind of option that the long list does without, with the reason as it will be published.

use model::case::Case;
use model::id::CaseId;
use model::option_sheet::{Family, NotConsidered};
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{TEXT, Typed};

pub struct LeaveOut {
    pub case: CaseId,
    pub version: i64,
    pub family: Option<Family>,
    pub reason: String,
}

/// Staying as we are is never left out.
pub async fn leave_out(desk: &Desk, actor: &Actor, ask: LeaveOut) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    typed.ask("family", ask.family.is_some_and(|family| family != Family::AsNow), "Choose the kind of option the list does without");
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why, in words that can be published");
    typed.done()?;
    let Some(family) = ask.family else { return Err(DeskError::NotFound) };
    let (on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, ask.case, ask.version, "leave_out", |case| {
        let line = format!("The long list does without an option {}: {reason}", family.words());
        case.not_considered.retain(|kept| kept.family != family);
        case.not_considered.push(NotConsidered { family, reason, on, by_role });
        Ok(line)
    })
    .await
}
