//! Signing in to the sample county: one question, “Who are you today?”, and no password.

use model::id::PersonId;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::actors::actor_of;
use crate::house::sessions::{self, Begun};

/// One of the people of the sample county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePerson {
    pub id: PersonId,
    pub name: String,
    /// "head of commissioning"
    pub job: String,
    pub organisation: String,
}

/// Who one can be, in the order they were added; nobody where the place is not a sample.
pub async fn sample_people(desk: &Desk) -> Result<Vec<SamplePerson>, DeskError> {
    if !desk.place.is_sample {
        return Ok(Vec::new());
    }
    let operator = crate::house::set_up::operator(desk);
    let mut tx = desk.read().await?;
    let mut people = store::people::list(&mut tx, &operator.scope).await?;
    people.retain(|person| person.noun.active);
    people.sort_by_key(|person| person.id);
    let organisations = store::organisations::list(&mut tx, &operator.scope).await?;
    let name_of = |id| organisations.iter().find(|body| body.id == id).map(|body| body.noun.name.clone()).unwrap_or_default();
    Ok(people
        .into_iter()
        .map(|person| SamplePerson {
            id: person.id,
            organisation: name_of(person.noun.organisation),
            name: person.noun.name,
            job: person.noun.job,
        })
        .collect())
}

/// Becomes one of them. Refused wherever the place holds real records.
pub async fn sign_in_sample(desk: &Desk, person: PersonId) -> Result<Begun, DeskError> {
    if !desk.place.is_sample {
        return Err(DeskError::refused("not_a_sample", "This place holds real records: sign in with your e-mail address and password."));
    }
    let mut tx = desk.read().await?;
    let person = store::people::for_session(&mut tx, person).await?.ok_or(DeskError::NotFound)?;
    let actor = actor_of(desk, &mut tx, &person).await?;
    drop(tx);
    let mut write = desk.write(&actor).await?;
    let begun = sessions::begin(desk, &mut write, person.id).await?;
    write.commit("sign_in_sample", "person", Some(person.id.uuid()), "Chosen on the sample county’s first page.").await?;
    Ok(begun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bench, person, role};
    use model::role::Permission;

    #[tokio::test]
    async fn only_a_sample_place_lets_anybody_in_without_a_password() {
        for is_sample in [true, false] {
            let bench = bench(is_sample).await;
            role(&bench.desk, "officer", &[Permission::ReadCases]).await;
            let (id, _) = person(&bench.desk, "dan@northvale.example", "officer").await;
            assert_eq!(sample_people(&bench.desk).await.expect("reads").len(), usize::from(is_sample));
            let outcome = sign_in_sample(&bench.desk, id).await;
            match is_sample {
                true => assert!(outcome.is_ok()),
                false => assert!(matches!(outcome, Err(DeskError::Refused { code: "not_a_sample", .. }))),
            }
        }
    }
}
