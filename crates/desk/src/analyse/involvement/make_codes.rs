//! Making invitation codes. They are shown once, to be printed or sent; only digests are kept.

use model::reference::Reference;

use super::code::Code;
use super::to_change;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

/// The most codes made at once.
pub const MOST: i64 = 5_000;

pub struct MakeCodes {
    pub involvement: Reference,
    pub version: i64,
    pub how_many: i64,
}

pub async fn make_codes(desk: &Desk, actor: &Actor, ask: MakeCodes) -> Result<Vec<Code>, DeskError> {
    let mut typed = Typed::new();
    typed.ask("how_many", (1..=MOST).contains(&ask.how_many), format!("Write how many, from 1 to {MOST}. Make more in a second go"));
    typed.done()?;
    let (mut write, record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    if record.noun.vote.is_none() || record.noun.closed.is_some() {
        return Err(DeskError::refused("no_vote", "Codes are for a vote that has not closed. Say first what can be chosen."));
    }
    let codes: Vec<Code> = (0..ask.how_many).map(|_| Code::fresh(desk)).collect();
    let digests: Vec<String> = codes.iter().map(|code| code.digest(record.id)).collect();
    store::invitations::save_many(&mut write.tx, record.id, &digests).await?;
    let line = format!("{} codes were made for “{}”. They were shown once.", codes.len(), record.noun.title);
    write.commit("make_codes", "involvement", Some(record.id.uuid()), line).await?;
    Ok(codes)
}
