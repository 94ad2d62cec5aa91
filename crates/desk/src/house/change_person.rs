//! Changing what a person may do: their roles, and whether they may sign in at all.

use model::id::PersonId;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::add_person::{in_words, titles_of};
use crate::house::claim_administrator::has_administrator;

pub struct ChangeRoles {
    pub person: PersonId,
    /// The version the form was made from.
    pub version: i64,
    pub roles: Vec<String>,
    pub reason: String,
}

/// Gives a person these roles and no others, from their next page on.
pub async fn change_roles(desk: &Desk, actor: &Actor, ask: ChangeRoles) -> Result<(), DeskError> {
    actor.may(Permission::ManagePeople)?;
    let reason = reason_of(&ask.reason)?;
    let mut write = desk.write(actor).await?;
    let had_one = has_administrator(&mut write.tx).await?;
    let mut record = store::people::find(&mut write.tx, &actor.scope, ask.person).await?;
    let titles = titles_of(&mut write.tx, &ask.roles).await?;
    record.version = ask.version;
    record.changed_at = desk.now();
    record.noun.roles = ask.roles;
    store::people::save(&mut write.tx, &record).await?;
    refuse_none_left(&mut write.tx, had_one).await?;
    let sentence = format!("Gave {} the roles: {}. {reason}", record.noun.job, in_words(&titles));
    write.commit("change_roles", "person", Some(ask.person.uuid()), sentence).await
}

pub struct SetActive {
    pub person: PersonId,
    pub version: i64,
    pub active: bool,
    pub reason: String,
}

/// Lets a person sign in, or no longer: then every session ends at once and unused links with them. Nothing they did is removed.
pub async fn set_active(desk: &Desk, actor: &Actor, ask: SetActive) -> Result<(), DeskError> {
    actor.may(Permission::ManagePeople)?;
    let reason = reason_of(&ask.reason)?;
    let mut write = desk.write(actor).await?;
    let had_one = has_administrator(&mut write.tx).await?;
    let mut record = store::people::find(&mut write.tx, &actor.scope, ask.person).await?;
    record.version = ask.version;
    record.changed_at = desk.now();
    record.noun.active = ask.active;
    store::people::save(&mut write.tx, &record).await?;
    let (action, sentence) = if ask.active {
        ("let_in", format!("Let {} sign in again. {reason}", record.noun.job))
    } else {
        store::sessions::end_all(&mut write.tx, ask.person).await?;
        store::links::end_all(&mut write.tx, ask.person).await?;
        ("deactivate", format!("{} may no longer sign in. {reason}", record.noun.job))
    };
    refuse_none_left(&mut write.tx, had_one).await?;
    write.commit(action, "person", Some(ask.person.uuid()), sentence).await
}

/// A place that has somebody who can add the others keeps one.
async fn refuse_none_left(tx: &mut store::Tx, had_one: bool) -> Result<(), DeskError> {
    if !had_one || has_administrator(tx).await? {
        return Ok(());
    }
    Err(DeskError::refused(
        "last_administrator",
        "This is the last person who can add people and give roles. Give that role to somebody else first.",
    ))
}

fn reason_of(typed: &str) -> Result<String, DeskError> {
    let reason = typed.trim();
    match reason.chars().count() {
        0 => Err(DeskError::Faults(vec![Fault::new("reason", "Say why, in a sentence: it is kept with the change")])),
        1..=500 => Ok(reason.to_owned()),
        length => {
            Err(DeskError::Faults(vec![Fault::new("reason", format!("This is {length} characters long: shorten it to 500 or fewer"))]))
        }
    }
}
