//! The first administrator: by a link that only the operator at the machine can make.
//!
//! There is never a page on which whoever comes first may become administrator: without a link nothing opens, a link works once,
//! and using it, looking whether there is an administrator already and adding the person are one transaction.

use model::audience::Audience;
use model::id::PersonId;
use model::person::Person;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::links::{self, FIRST_ADMINISTRATOR, OneTimeLink};
use crate::house::password;
use crate::house::sessions::{self, Begun};
use crate::house::set_up::{kept, operator};
use crate::house::token::Token;

/// Code of the role the first administrator gets.
pub const ROLE: &str = "administrator";

/// Makes the link, for the operator only. Refused once there is an administrator: they add the others.
pub async fn offer_administrator(desk: &Desk, actor: &Actor) -> Result<OneTimeLink, DeskError> {
    if actor.person.is_some() {
        return Err(DeskError::MayNot(Permission::ManagePeople));
    }
    let mut write = desk.write(actor).await?;
    refuse_a_second(&mut write.tx).await?;
    let link = links::make(desk, &mut write, FIRST_ADMINISTRATOR, None).await?;
    write.commit("offer_administrator", "place", None, "A one-time link for the first administrator was made at the machine.").await?;
    Ok(link)
}

/// Whether a link can still be used, so that the page shows its form only then.
pub async fn look_at_offer(desk: &Desk, token: &Token) -> Result<(), DeskError> {
    let mut tx = desk.read().await?;
    links::look(desk, &mut tx, FIRST_ADMINISTRATOR, token).await?;
    refuse_a_second(&mut tx).await
}

pub struct ClaimAdministrator {
    pub token: Token,
    pub name: String,
    pub email: String,
    pub job: String,
    pub password: String,
}

/// Becomes the first administrator, and is signed in.
pub async fn claim_administrator(desk: &Desk, ask: ClaimAdministrator) -> Result<Begun, DeskError> {
    let (name, email) = (ask.name.trim().to_owned(), ask.email.trim().to_lowercase());
    let mut faults = crate::house::add_person::faults_of(&name, &email, &ask.job);
    faults.extend(password::fault("password", &ask.password, &email, password::fewest(desk).await?));
    DeskError::unless_clean(faults)?;
    // Looked at first, so that nobody without a link can keep the machine hashing.
    look_at_offer(desk, &ask.token).await?;
    let password_hash = password::hash(desk, &ask.password).await?;

    let person = Person {
        name,
        email: email.clone(),
        organisation: desk.authority,
        job: ask.job.trim().to_owned(),
        roles: vec![ROLE.to_owned()],
        active: true,
    };
    let record: Record<PersonId, Person> = kept(desk, desk.new_id(), Audience::Partners, person);
    // The link was made by the operator; until there is a person, the deed is the operator's.
    let mut write = desk.write(&operator(desk)).await?;
    links::use_up(desk, &mut write.tx, FIRST_ADMINISTRATOR, &ask.token).await?;
    refuse_a_second(&mut write.tx).await?;
    if store::people::for_sign_in(&mut write.tx, &email).await?.is_some() {
        return Err(DeskError::Faults(vec![Fault::new("email", "Somebody here has this e-mail address already")]));
    }
    let id = store::people::save(&mut write.tx, &record).await?.id;
    let changed = desk.now();
    store::sign_ins::save(&mut write.tx, &store::sign_ins::SignIn { person: id, password_hash, must_change: false, changed }).await?;
    let begun = sessions::begin(desk, &mut write, id).await?;
    write
        .commit("claim_administrator", "person", Some(id.uuid()), "The first administrator was added, by the link made at the machine.")
        .await?;
    Ok(begun)
}

/// Whether somebody active may manage people.
pub(crate) async fn has_administrator(tx: &mut Tx) -> Result<bool, DeskError> {
    Ok(!administrators(tx).await?.is_empty())
}

/// Everybody active whose roles let them manage people.
pub(crate) async fn administrators(tx: &mut Tx) -> Result<Vec<PersonId>, DeskError> {
    let roles = store::roles::list(tx).await?;
    let giving: Vec<String> =
        roles.into_iter().filter(|role| role.noun.permissions.contains(&Permission::ManagePeople)).map(|role| role.noun.code).collect();
    let everybody = crate::house::people::everybody(tx).await?;
    let administers = |person: &Person| person.active && person.roles.iter().any(|role| giving.contains(role));
    Ok(everybody.into_iter().filter(|person| administers(&person.noun)).map(|person| person.id).collect())
}

async fn refuse_a_second(tx: &mut Tx) -> Result<(), DeskError> {
    if has_administrator(tx).await? {
        return Err(DeskError::refused(
            "administrator_there",
            "There is an administrator here already. They add people and make new links on the page People.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::sessions::signed_in;
    use crate::testing::{bench, role};
    use jiff::SignedDuration;

    fn claim(token: &Token, email: &str) -> ClaimAdministrator {
        ClaimAdministrator {
            token: token.clone(),
            name: "Ada".into(),
            email: email.into(),
            job: "systems lead".into(),
            password: crate::testing::PASSWORD.into(),
        }
    }

    fn code<T>(outcome: Result<T, DeskError>) -> &'static str {
        match outcome {
            Err(DeskError::Refused { code, .. }) => code,
            Err(_) => "another error",
            Ok(_) => "done",
        }
    }

    #[tokio::test]
    async fn the_link_of_the_machine_makes_one_administrator_and_no_second() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, ROLE, &[Permission::ManagePeople]).await;
        let operator = operator(desk);
        let made = Token::fresh(desk);
        assert_eq!(code(claim_administrator(desk, claim(&made, "eve@northvale.example")).await), "link_no_longer");
        let lost = offer_administrator(desk, &operator).await.expect("a link");
        let first = offer_administrator(desk, &operator).await.expect("a link");
        assert_eq!(code(claim_administrator(desk, claim(&lost.token, "eve@northvale.example")).await), "link_no_longer");
        let begun = claim_administrator(desk, claim(&first.token, "ada@northvale.example")).await.expect("claims");
        let found = signed_in(desk, &begun.token).await.expect("reads").expect("a session");
        assert!(found.actor.can(Permission::ManagePeople));
        assert_eq!(code(claim_administrator(desk, claim(&first.token, "eve@northvale.example")).await), "link_no_longer");
        assert_eq!(code(offer_administrator(desk, &operator).await), "administrator_there");
        assert!(matches!(offer_administrator(desk, &found.actor).await, Err(DeskError::MayNot(_))));
    }

    #[tokio::test]
    async fn two_at_once_with_one_link_make_one_administrator() {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = crate::testing::bench_on_disk(folder.path()).await;
        role(&bench, ROLE, &[Permission::ManagePeople]).await;
        let operator = operator(&bench);
        let link = offer_administrator(&bench, &operator).await.expect("a link");
        let (a, b) = tokio::join!(
            claim_administrator(&bench, claim(&link.token, "ada@northvale.example")),
            claim_administrator(&bench, claim(&link.token, "eve@northvale.example")),
        );
        assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    }

    #[tokio::test]
    async fn a_link_is_too_old_after_three_days() {
        let bench = bench(false).await;
        role(&bench.desk, ROLE, &[Permission::ManagePeople]).await;
        let link = offer_administrator(&bench.desk, &operator(&bench.desk)).await.expect("a link");
        let later = bench.desk.at(crate::Clock::Still(bench.desk.now() + SignedDuration::from_hours(73)));
        assert_eq!(code(look_at_offer(&later, &link.token).await), "link_no_longer");
    }
}
