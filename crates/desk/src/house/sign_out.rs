//! Signing out: this browser, or every browser.

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::token::Token;

/// Ends this browser's session.
pub async fn sign_out(desk: &Desk, actor: &Actor, token: &Token) -> Result<(), DeskError> {
    let mut write = desk.write(actor).await?;
    store::sessions::end(&mut write.tx, &token.digest()).await?;
    write.commit("sign_out", "person", actor.person.map(|person| person.uuid()), "Signed out.").await
}

/// Ends every session of this person, this browser's too: after a laptop is lost.
pub async fn sign_out_everywhere(desk: &Desk, actor: &Actor) -> Result<(), DeskError> {
    let Some(person) = actor.person else {
        return Err(DeskError::refused("operator_has_no_session", "The operator at the command line has no session to end."));
    };
    let mut write = desk.write(actor).await?;
    let ended = store::sessions::end_all(&mut write.tx, person).await?;
    write.commit("sign_out_everywhere", "person", Some(person.uuid()), format!("Signed out of {ended} browsers.")).await
}
