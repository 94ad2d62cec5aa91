//! Going on although something advises against it: openly, with a reason, and with the name of who answers for it.

use model::id::{CaseId, WayToMarketId};
use model::record::Record;
use model::way_to_market::{Although, GoingOn, WayToMarket};

use super::change_way::change_way;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct GoOn {
    pub case: CaseId,
    pub version: i64,
    pub although: Option<Although>,
    pub reason: String,
    /// Name and role.
    pub who: String,
}

pub async fn go_on(desk: &Desk, actor: &Actor, ask: GoOn) -> Result<Record<WayToMarketId, WayToMarket>, DeskError> {
    let mut typed = Typed::new();
    typed.ask("although", ask.although.is_some(), "Choose what advises against it");
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why it goes on all the same");
    let who = typed.text("who", &ask.who, LINE, "Name who answers for going on, with their role");
    typed.done()?;
    let Some(although) = ask.although else { return Err(DeskError::NotFound) };
    let going = GoingOn { although, reason, who, on: desk.today(), by_role: actor.role.clone() };
    change_way(desk, actor, ask.case, ask.version, "go_on", |case, way| {
        let line = format!("“{}” goes on although {}: {} answers for that.", case.question, although.words(), going.who);
        way.going_on.push(going);
        Ok(line)
    })
    .await
}
