//! From a person to an actor: their roles and their organisation, read anew each time, so that a role taken away is away at once.

use model::id::PersonId;
use model::organisation::Organisation;
use model::person::Person;
use model::record::Record;
use model::role::Role;
use store::Tx;

use crate::actor::{Actor, Standing};
use crate::desk::Desk;
use crate::error::DeskError;

/// The actor of a person, by what is kept of their roles and organisation in this transaction.
pub async fn actor_of(desk: &Desk, tx: &mut Tx, person: &Record<PersonId, Person>) -> Result<Actor, DeskError> {
    let roles: Vec<Role> = store::roles::list(tx).await?.into_iter().map(|role| role.noun).collect();
    let organisation = store::organisations::for_session(tx, person.noun.organisation).await?;
    Ok(standing_of(desk, person, &roles, organisation.map(|record| record.noun)))
}

/// For the command line's `--as EMAIL`: an active person of this e-mail address.
pub async fn actor_by_email(desk: &Desk, email: &str) -> Result<Actor, DeskError> {
    let mut tx = desk.read().await?;
    let found = store::people::for_sign_in(&mut tx, email).await?;
    let Some(person) = found else {
        return Err(DeskError::refused(
            "nobody_by_that_email",
            format!("Nobody active here has the e-mail address “{}”. `wherewithal` without `--as` acts as the operator.", email.trim()),
        ));
    };
    actor_of(desk, &mut tx, &person).await
}

/// Worked out on plain values. A role code that is no longer kept gives nothing.
fn standing_of(desk: &Desk, person: &Record<PersonId, Person>, roles: &[Role], organisation: Option<Organisation>) -> Actor {
    let held: Vec<Role> = roles.iter().filter(|role| person.noun.roles.contains(&role.code)).cloned().collect();
    let standing = Standing {
        organisation: person.noun.organisation,
        authority: desk.authority,
        is_partner: organisation.as_ref().is_some_and(|body| body.is_partner),
        provides: organisation.as_ref().is_some_and(|body| body.provides),
        roles: &held,
        today: desk.today(),
    };
    Actor {
        person: Some(person.id),
        name: person.noun.name.clone(),
        email: person.noun.email.clone(),
        role: role_in_words(&held, &person.noun.job),
        role_codes: held.iter().map(|role| role.code.clone()).collect(),
        organisation: person.noun.organisation,
        permissions: standing.permissions(),
        scope: standing.scope(),
    }
}

/// "Head of commissioning": the first role's title, or the job where no role is held.
fn role_in_words(held: &[Role], job: &str) -> String {
    held.first().map_or_else(|| job.to_owned(), |role| role.title.clone())
}
