//! People who sign in. They have no audience of their own: an owner's staff see all, others see their own organisation.

use model::audience::Scope;
use model::id::PersonId;
use model::person::Person;
use model::record::Record;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Person {
    type Id = PersonId;
    const NOUN: &'static str = "person";
    const TABLE: &'static str = "people";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["organisation_id", "email", "is_active"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.organisation), Value::text(&self.email), Value::Truth(self.active)]
    }
}

/// Keeps a new person (version 0) or replaces the version it was made from.
pub async fn save(tx: &mut Tx, record: &Record<PersonId, Person>) -> Result<Record<PersonId, Person>, StoreError> {
    kept::save(tx, record).await
}

/// The person of this id, where the scope may see them.
pub async fn find(tx: &mut Tx, scope: &Scope, id: PersonId) -> Result<Record<PersonId, Person>, StoreError> {
    let found = kept::unscoped(tx, "id = $1", vec![Value::text(id)]).await?.into_iter().next();
    found.filter(|person| may_see(scope, person)).ok_or(StoreError::NotFound { noun: Person::NOUN })
}

/// Everybody the scope may see, by name.
pub async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Record<PersonId, Person>>, StoreError> {
    let mut people: Vec<Record<PersonId, Person>> = kept::unscoped(tx, "true", vec![]).await?;
    people.retain(|person| may_see(scope, person));
    // Sorted here: the two engines do not order text alike.
    people.sort_by_cached_key(|person| (person.noun.name.to_lowercase(), person.id));
    Ok(people)
}

/// For signing in only, before there is a scope: the active person of an e-mail address (in lower case).
pub async fn for_sign_in(tx: &mut Tx, email: &str) -> Result<Option<Record<PersonId, Person>>, StoreError> {
    let found = kept::unscoped(tx, "email = $1 and is_active", vec![Value::text(email.trim().to_lowercase())]).await?;
    Ok(found.into_iter().next())
}

/// For making the actor of a session, before there is a scope: the active person of this id.
pub async fn for_session(tx: &mut Tx, id: PersonId) -> Result<Option<Record<PersonId, Person>>, StoreError> {
    Ok(kept::unscoped(tx, "id = $1 and is_active", vec![Value::text(id)]).await?.into_iter().next())
}

/// For the first start, before there is a scope: how many people there are.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(tx.row::<(i64,)>("select count(*) from people", vec![]).await?.map_or(0, |(count,)| count))
}

fn may_see(scope: &Scope, person: &Record<PersonId, Person>) -> bool {
    scope.is_owner_staff || person.noun.organisation == scope.organisation
}
