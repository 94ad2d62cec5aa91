//! Defining a need anew: who asked for it and why, and whether counts before it are bridged to counts after it or stand apart.

use model::id::NeedId;
use model::need::{Need, NeedDefinition, Series};
use model::option_sheet::Contributor;
use model::record::Record;
use model::role::Permission;

use super::{change, names_nobody};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct RedefineNeed {
    pub need: NeedId,
    pub version: i64,
    pub says: String,
    pub reason: String,
    pub came_from: Option<Contributor>,
    /// None where nobody chose; broken or bridged.
    pub is_bridged: Option<bool>,
    /// An earlier count times this is a count under the new definition.
    pub factor: Option<f64>,
}

/// The definition before it stays, with its counts: nothing is counted again in silence.
pub async fn redefine_need(desk: &Desk, actor: &Actor, ask: RedefineNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = typed.text("says", &ask.says, TEXT, "Say what is meant by it now: who is counted, and who is not");
    names_nobody(&mut typed, "says", &says);
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why it is defined otherwise, and what tells you how counts compare");
    typed.ask("came_from", ask.came_from.is_some(), "Choose where the change came from");
    typed.ask("is_bridged", ask.is_bridged.is_some(), "Choose whether earlier counts can be bridged to the new definition");
    let factor = ask.factor.unwrap_or(0.0);
    let is_factor = factor.is_finite() && factor > 0.0 && factor <= 1_000.0;
    typed.ask(
        "factor",
        ask.is_bridged != Some(true) || is_factor,
        "Say what an earlier count is multiplied by, for example 1.2: above 0, at most 1,000",
    );
    typed.done()?;
    let series = if ask.is_bridged == Some(true) { Series::Bridged(factor) } else { Series::Broken };
    let (on, by_role) = (desk.today(), actor.role.clone());
    let came_from = ask.came_from.unwrap_or(Contributor::Officers);
    change(desk, actor, ask.need, ask.version, (Permission::WriteCases, "redefine_need"), |need| {
        let told = match series {
            Series::Bridged(factor) => format!("Earlier counts are bridged to it, times {factor}."),
            Series::First | Series::Broken => "Earlier counts are not compared with later ones.".to_owned(),
        };
        need.definitions.push(NeedDefinition { says, on, reason, came_from, series, by_role });
        need.edition += 1;
        Ok(format!("“{}” was defined anew, from {}. {told}", need.title, came_from.words()))
    })
    .await
}
