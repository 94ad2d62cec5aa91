//! The option put forward for decision: named only once the long list is wide enough, or says why it is not.

use model::case::Case;
use model::id::CaseId;
use model::option_sheet::Preferred;
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::plan::options::board;
use crate::typed::{TEXT, Typed};

pub struct PreferOption {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option.
    pub option: String,
    pub because: String,
}

pub async fn prefer_option(desk: &Desk, actor: &Actor, ask: PreferOption) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let because = typed.text("because", &ask.because, TEXT, "Say why this one is put forward");
    typed.done()?;
    let models = {
        let mut tx = desk.read().await?;
        store::delivery_models::list(&mut tx, &actor.scope).await?
    };
    let (on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, ask.case, ask.version, "prefer_option", |case| {
        let missing: Vec<&str> = board::missing(case, &models).into_iter().map(|family| family.words()).collect();
        if !missing.is_empty() {
            return Err(DeskError::refused(
                "list_too_short",
                format!(
                    "The long list has no option of these kinds, and no reason why not: {}. Add one of each, or write the reason.",
                    missing.join("; ")
                ),
            ));
        }
        let Some((_, choice)) = case.choice_of(&ask.option) else {
            return Err(DeskError::Faults(vec![Fault::new("option", "Choose one of the options")]));
        };
        if choice.ruled_out.is_some() {
            return Err(DeskError::Faults(vec![Fault::new("option", "This one is ruled out. Rule it in again first, with the reason")]));
        }
        let sheet = &choice.sheet;
        if sheet.social.is_none() || sheet.economic.is_none() || sheet.environmental.is_none() {
            return Err(DeskError::refused(
                "impact_not_stated",
                format!(
                    "What “{}” does socially, economically and to the environment is not stated. Not known is an answer; silence is not.",
                    choice.title
                ),
            ));
        }
        let line = format!("Put forward: {}. {because}", choice.title);
        case.preferred = Some(Preferred { option: ask.option, because, on, by_role });
        Ok(line)
    })
    .await
}
