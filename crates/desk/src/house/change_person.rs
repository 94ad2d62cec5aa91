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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::choose_password::{ChangePassword, change_password, choose_password, reset_by_administrator};
    use crate::house::sessions::signed_in;
    use crate::house::sign_in::{Origin, SignIn, sign_in};
    use crate::testing::{PASSWORD, bench, person, role};

    fn set(person: PersonId, version: i64, active: bool) -> SetActive {
        SetActive { person, version, active, reason: "Asked by their manager.".into() }
    }

    #[tokio::test]
    async fn the_last_person_who_gives_roles_keeps_that_role_and_stays() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "administrator", &[Permission::ManagePeople]).await;
        let (ada, actor) = person(desk, "ada@northvale.example", "administrator").await;
        let none = ChangeRoles { person: ada, version: 1, roles: vec![], reason: "Tidying.".into() };
        assert!(matches!(change_roles(desk, &actor, none).await, Err(DeskError::Refused { code: "last_administrator", .. })));
        assert!(matches!(set_active(desk, &actor, set(ada, 1, false)).await, Err(DeskError::Refused { code: "last_administrator", .. })));
        person(desk, "bea@northvale.example", "administrator").await;
        assert!(set_active(desk, &actor, set(ada, 1, false)).await.is_ok());
    }

    #[tokio::test]
    async fn someone_who_leaves_is_signed_out_at_once_and_a_stale_form_is_refused() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "administrator", &[Permission::ManagePeople]).await;
        role(desk, "officer", &[Permission::ReadCases]).await;
        let (_, ada) = person(desk, "ada@northvale.example", "administrator").await;
        let (dan, officer) = person(desk, "dan@northvale.example", "officer").await;
        let ask = || SignIn { email: "dan@northvale.example".into(), password: PASSWORD.into(), from: Origin::default() };
        let token = sign_in(desk, ask()).await.expect("opens").token;
        assert!(matches!(set_active(desk, &officer, set(dan, 1, true)).await, Err(DeskError::MayNot(_))));
        set_active(desk, &ada, set(dan, 1, false)).await.expect("leaves");
        assert!(signed_in(desk, &token).await.expect("reads").is_none());
        assert!(sign_in(desk, ask()).await.is_err());
        assert!(matches!(set_active(desk, &ada, set(dan, 1, true)).await, Err(DeskError::Stale)));
        set_active(desk, &ada, set(dan, 2, true)).await.expect("comes back");
        assert!(sign_in(desk, ask()).await.is_ok());
    }

    #[tokio::test]
    async fn a_reset_ends_the_old_password_and_its_link_works_once() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "administrator", &[Permission::ManagePeople]).await;
        let (_, ada) = person(desk, "ada@northvale.example", "administrator").await;
        let (dan, officer) = person(desk, "dan@northvale.example", "administrator").await;
        let link = reset_by_administrator(desk, &ada, dan).await.expect("a link");
        let ask = |password: &str| SignIn { email: "dan@northvale.example".into(), password: password.into(), from: Origin::default() };
        assert!(sign_in(desk, ask(PASSWORD)).await.is_err());
        assert!(matches!(choose_password(desk, &link.token, "short").await, Err(DeskError::Faults(_))));
        choose_password(desk, &link.token, "four quiet otters").await.expect("chooses");
        assert!(choose_password(desk, &link.token, "five quiet otters").await.is_err());
        let old = sign_in(desk, ask("four quiet otters")).await.expect("opens").token;
        let wrong = ChangePassword { old: PASSWORD.into(), new: "six quiet otters".into() };
        assert!(matches!(change_password(desk, &officer, wrong).await, Err(DeskError::Faults(_))));
        let right = ChangePassword { old: "four quiet otters".into(), new: "six quiet otters".into() };
        let begun = change_password(desk, &officer, right).await.expect("changes");
        assert!(signed_in(desk, &old).await.expect("reads").is_none());
        assert!(signed_in(desk, &begun.token).await.expect("reads").is_some());
    }
}
