//! Adding a person: they choose their own password by a one-time link.

use model::audience::Audience;
use model::id::{OrganisationId, PersonId};
use model::person::Person;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::links::{self, CHOOSE_PASSWORD, OneTimeLink};
use crate::house::set_up::{OPERATOR, kept};

pub struct AddPerson {
    pub name: String,
    pub email: String,
    pub job: String,
    pub organisation: OrganisationId,
    /// Codes of roles; none is allowed: they can then sign in and see what is public.
    pub roles: Vec<String>,
}

/// Adds somebody and makes the link by which they choose a password.
pub async fn add_person(desk: &Desk, actor: &Actor, ask: AddPerson) -> Result<(PersonId, OneTimeLink), DeskError> {
    actor.may(Permission::ManagePeople)?;
    let (name, email) = (ask.name.trim().to_owned(), ask.email.trim().to_lowercase());
    DeskError::unless_clean(faults_of(&name, &email, &ask.job))?;
    let person = Person {
        name,
        email: email.clone(),
        organisation: ask.organisation,
        job: ask.job.trim().to_owned(),
        roles: ask.roles,
        active: true,
    };
    let id: PersonId = desk.new_id();
    let record: Record<PersonId, Person> = kept(desk, id, Audience::Partners, person);

    let mut write = desk.write(actor).await?;
    let body = match store::organisations::find(&mut write.tx, &actor.scope, ask.organisation).await {
        Ok(body) => body.noun.name,
        Err(store::StoreError::NotFound { .. }) => {
            return Err(DeskError::Faults(vec![Fault::new("organisation", "Choose an organisation from the list")]));
        }
        Err(error) => return Err(error.into()),
    };
    let titles = titles_of(&mut write.tx, &record.noun.roles).await?;
    let everybody = crate::house::people::everybody(&mut write.tx).await?;
    if everybody.iter().any(|person| person.noun.email == email) {
        return Err(DeskError::Faults(vec![Fault::new("email", "Somebody here has this e-mail address already")]));
    }
    store::people::save(&mut write.tx, &record).await?;
    let link = links::make(desk, &mut write, CHOOSE_PASSWORD, Some(id)).await?;
    let sentence = format!("Added {} of {body}, as {}.", record.noun.job, in_words(&titles));
    write.commit("add_person", "person", Some(id.uuid()), sentence).await?;
    Ok((id, link))
}

/// What is wrong with a name, an e-mail address or a job as typed.
pub(crate) fn faults_of(name: &str, email: &str, job: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut text = |field: &'static str, value: &str, missing: &str, most: usize| {
        let length = value.trim().chars().count();
        if length == 0 {
            faults.push(Fault::new(field, missing));
        } else if length > most {
            faults.push(Fault::new(field, format!("This is {length} characters long: shorten it to {most} or fewer")));
        } else if value.chars().any(char::is_control) {
            faults.push(Fault::new(field, "Take out the characters that are not text"));
        }
    };
    text("name", name, "Write the name", 120);
    text("job", job, "Say what they do, for example head of commissioning", 120);
    let looks_right = email.len() <= 254
        && !email.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        && email.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'));
    if !looks_right {
        faults.push(Fault::new("email", "Write an e-mail address like name@example.gov.uk"));
    }
    faults
}

/// The titles of role codes; one that is not kept is a fault of the field, and so is the operator's: nobody is given it.
pub(crate) async fn titles_of(tx: &mut store::Tx, codes: &[String]) -> Result<Vec<String>, DeskError> {
    let mut titles = Vec::new();
    for code in codes {
        match store::roles::by_code(tx, code).await? {
            Some(role) if role.noun.code != OPERATOR => titles.push(role.noun.title),
            _ => return Err(DeskError::Faults(vec![Fault::new("roles", "Choose roles from the list")])),
        }
    }
    Ok(titles)
}

pub(crate) fn in_words(titles: &[String]) -> String {
    if titles.is_empty() { "no role".to_owned() } else { titles.join(", ").to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_says_its_own_mend() {
        let fields = |name, email, job| faults_of(name, email, job).into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        assert!(fields("Helen Marsh", "helen@northvale.example", "head of commissioning").is_empty());
        assert_eq!(fields(" ", "helen", ""), ["name", "job", "email"]);
        assert_eq!(fields("Helen\u{7}", "a@b@c.example", "x"), ["name", "email"]);
    }
}
