//! Choosing a password: by one's own old one, or by a one-time link from an administrator.

use model::id::PersonId;
use model::role::Permission;
use store::sign_ins::SignIn;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::actors::actor_of;
use crate::house::links::{self, CHOOSE_PASSWORD, OneTimeLink};
use crate::house::password;
use crate::house::sessions::{self, Begun};
use crate::house::sign_in::email_key;
use crate::house::token::Token;
use crate::record::Write;

pub struct ChangePassword {
    pub old: String,
    pub new: String,
}

/// Changes one's own password. Every session ends and a new one begins in this browser.
pub async fn change_password(desk: &Desk, actor: &Actor, ask: ChangePassword) -> Result<Begun, DeskError> {
    let person = own(actor)?;
    let mut faults = Vec::new();
    if ask.old.is_empty() {
        faults.push(Fault::new("old", "Write the password you have now"));
    }
    faults.extend(password::fault("new", &ask.new, &actor.email, password::fewest(desk).await?));
    DeskError::unless_clean(faults)?;
    let kept = {
        let mut tx = desk.read().await?;
        store::sign_ins::find(&mut tx, person).await?
    };
    let before = kept.map(|kept| kept.password_hash);
    if !password::matches(&ask.old, before.clone()).await {
        return Err(DeskError::Faults(vec![Fault::new("old", "This is not the password you have now")]));
    }
    let password_hash = password::hash(desk, &ask.new).await?;
    let mut write = desk.write(actor).await?;
    let now_kept = store::sign_ins::find(&mut write.tx, person).await?.map(|kept| kept.password_hash);
    if now_kept != before {
        return Err(DeskError::Stale);
    }
    let begun = keep(desk, &mut write, person, &actor.email, password_hash).await?;
    write.commit("change_password", "person", Some(person.uuid()), "Chose a new password; every other browser was signed out.").await?;
    Ok(begun)
}

/// Makes a one-time link for a person who cannot sign in. Their sessions end at once; the administrator never sees a password.
pub async fn reset_by_administrator(desk: &Desk, actor: &Actor, person: PersonId) -> Result<OneTimeLink, DeskError> {
    actor.may(Permission::ManagePeople)?;
    let mut write = desk.write(actor).await?;
    let kept = store::people::find(&mut write.tx, &actor.scope, person).await?;
    if !kept.noun.active {
        return Err(DeskError::refused("not_active", "This person may not sign in. Let them in again first."));
    }
    store::sessions::end_all(&mut write.tx, person).await?;
    store::sign_ins::remove(&mut write.tx, person).await?;
    let link = links::make(desk, &mut write, CHOOSE_PASSWORD, Some(person)).await?;
    write.commit("reset_by_administrator", "person", Some(person.uuid()), "Made a one-time link to choose a new password.").await?;
    Ok(link)
}

/// Whose link this is, so that the page can say it: name and e-mail address.
pub async fn look_at_link(desk: &Desk, token: &Token) -> Result<(String, String), DeskError> {
    let mut tx = desk.read().await?;
    let link = links::look(desk, &mut tx, CHOOSE_PASSWORD, token).await?;
    let person = store::people::for_session(&mut tx, link.person.ok_or(DeskError::NotFound)?).await?.ok_or(DeskError::NotFound)?;
    Ok((person.noun.name, person.noun.email))
}

/// Chooses a password by a one-time link, and is signed in.
pub async fn choose_password(desk: &Desk, token: &Token, new: &str) -> Result<Begun, DeskError> {
    let (_, email) = look_at_link(desk, token).await?;
    let fewest = password::fewest(desk).await?;
    DeskError::unless_clean(password::fault("new", new, &email, fewest).into_iter().collect())?;
    let password_hash = password::hash(desk, new).await?;
    let (actor, person) = {
        let mut tx = desk.read().await?;
        let link = links::look(desk, &mut tx, CHOOSE_PASSWORD, token).await?;
        let id = link.person.ok_or(DeskError::NotFound)?;
        let person = store::people::for_session(&mut tx, id).await?.ok_or(DeskError::NotFound)?;
        (actor_of(desk, &mut tx, &person).await?, id)
    };
    let mut write = desk.write(&actor).await?;
    let link = links::use_up(desk, &mut write.tx, CHOOSE_PASSWORD, token).await?;
    if link.person != Some(person) || store::people::for_session(&mut write.tx, person).await?.is_none() {
        return Err(DeskError::NotFound);
    }
    let begun = keep(desk, &mut write, person, &email, password_hash).await?;
    write.commit("choose_password", "person", Some(person.uuid()), "Chose a password by a one-time link.").await?;
    Ok(begun)
}

/// Keeps the hash, ends every session, forgives failed tries and begins a session for this browser.
async fn keep(desk: &Desk, write: &mut Write, person: PersonId, email: &str, password_hash: String) -> Result<Begun, DeskError> {
    let sign_in = SignIn { person, password_hash, must_change: false, changed: desk.now() };
    store::sign_ins::save(&mut write.tx, &sign_in).await?;
    store::sessions::end_all(&mut write.tx, person).await?;
    store::sign_ins::forgive(&mut write.tx, &email_key(email)).await?;
    sessions::begin(desk, write, person).await
}

fn own(actor: &Actor) -> Result<PersonId, DeskError> {
    actor.person.ok_or_else(|| DeskError::refused("operator_has_no_password", "The operator at the command line has no password."))
}
