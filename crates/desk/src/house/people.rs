//! Who may sign in here, as the page People shows them.

use model::id::PersonId;
use model::person::Person;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub version: i64,
    pub name: String,
    pub email: String,
    pub job: String,
    pub organisation: String,
    pub roles: Vec<RoleHeld>,
    pub active: bool,
    /// Has a password; without one, they wait for their link.
    pub can_sign_in: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHeld {
    pub code: String,
    pub title: String,
}

/// Everybody the actor may see, by name; for those who give roles.
pub async fn list_people(desk: &Desk, actor: &Actor) -> Result<Vec<PersonRow>, DeskError> {
    actor.may(Permission::ManagePeople)?;
    let mut tx = desk.read().await?;
    let mut rows = Vec::new();
    for person in store::people::list(&mut tx, &actor.scope).await? {
        rows.push(row(&mut tx, actor, person).await?);
    }
    Ok(rows)
}

/// One of them.
pub async fn read_person(desk: &Desk, actor: &Actor, id: PersonId) -> Result<PersonRow, DeskError> {
    actor.may(Permission::ManagePeople)?;
    let mut tx = desk.read().await?;
    let person = store::people::find(&mut tx, &actor.scope, id).await?;
    row(&mut tx, actor, person).await
}

async fn row(tx: &mut Tx, actor: &Actor, person: Record<PersonId, Person>) -> Result<PersonRow, DeskError> {
    let mut roles = Vec::new();
    for code in &person.noun.roles {
        let title = store::roles::by_code(tx, code).await?.map_or_else(|| code.clone(), |role| role.noun.title);
        roles.push(RoleHeld { code: code.clone(), title });
    }
    let organisation = match store::organisations::find(tx, &actor.scope, person.noun.organisation).await {
        Ok(found) => found.noun.name,
        Err(store::StoreError::NotFound { .. }) => "an organisation you cannot see".into(),
        Err(error) => return Err(error.into()),
    };
    let can_sign_in = store::sign_ins::find(tx, person.id).await?.is_some();
    Ok(PersonRow {
        id: person.id,
        version: person.version,
        name: person.noun.name,
        email: person.noun.email,
        job: person.noun.job,
        organisation,
        roles,
        active: person.noun.active,
        can_sign_in,
    })
}

/// Everybody, whoever asks: for rules about administrators, never for a page.
pub(crate) async fn everybody(tx: &mut Tx) -> Result<Vec<Record<PersonId, Person>>, DeskError> {
    let all = model::audience::Scope {
        organisation: model::id::OrganisationId(uuid::Uuid::nil()),
        is_owner_staff: true,
        sees_drafts: false,
        sees_sealed: false,
        sees_exempt: false,
        is_partner: false,
        is_member: false,
        is_provider: false,
        today: jiff::civil::Date::MIN,
    };
    Ok(store::people::list(tx, &all).await?)
}
