//! What is still open of a choice when a decision is recorded: kinds of option nobody looked at, skills nobody lends, groups nobody asked.

use model::case::{Case, Size};
use model::id::CaseId;
use model::option_sheet::Family;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::told_buy_in::told_buy_in;
use crate::house::case::told_skills::told_skills;
use crate::plan::gather::Asked;
use crate::plan::old_needs::{NeedTold, told_needs};
use crate::plan::options::board;
use crate::plan::paper::told_options::proposed;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StillOpen {
    /// Kinds of option with neither an option nor a published reason.
    pub kinds: Vec<Family>,
    /// One sentence that names the skills nobody lends.
    pub skills: Option<String>,
    /// One sentence that names the groups nobody asked.
    pub not_asked: Option<String>,
    /// Needs it answers whose evidence is old, and which nobody accountable has let it rest on.
    pub old_needs: Vec<NeedTold>,
}

impl StillOpen {
    /// The kinds that are missing, in words.
    pub fn kinds_in_words(&self) -> String {
        self.kinds.iter().map(|family| family.words()).collect::<Vec<_>>().join("; ")
    }
}

/// For the form that records a decision.
pub async fn read_still_open(desk: &Desk, actor: &Actor, asked: &Asked) -> Result<StillOpen, DeskError> {
    actor.may(Permission::ReadCases)?;
    let Some(case) = asked.case else { return Ok(StillOpen::default()) };
    let mut tx = desk.read().await?;
    let case = store::cases::find(&mut tx, &actor.scope, case).await?;
    still_open(desk, &mut tx, &case, asked).await
}

/// A light case is asked for none of this but needs, where its outcomes name any: it has five answers, and no more.
pub(crate) async fn still_open(desk: &Desk, tx: &mut Tx, case: &Record<CaseId, Case>, asked: &Asked) -> Result<StillOpen, DeskError> {
    let old_needs = told_needs(desk, tx, case.id).await?.into_iter().filter(NeedTold::holds).collect();
    if case.noun.size == Size::Light {
        return Ok(StillOpen { old_needs, ..StillOpen::default() });
    }
    let models = store::delivery_models::list(tx, &desk.own_scope()).await?;
    let option = proposed(&case.noun, asked).unwrap_or_default();
    Ok(StillOpen {
        kinds: board::missing(&case.noun, &models),
        skills: told_skills(desk, tx, &case.noun, Some(&option)).await?.gap(),
        not_asked: told_buy_in(desk, tx, &case.noun).await?.gap(),
        old_needs,
    })
}
