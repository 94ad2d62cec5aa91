//! Roles: which there are, and changing what one includes.

use model::id::RoleId;
use model::record::Record;
use model::role::{Permission, Role};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::claim_administrator::has_administrator;

/// Every role, in the order they were first kept. Who may do what is open to all who sign in.
pub async fn list_roles(desk: &Desk) -> Result<Vec<Record<RoleId, Role>>, DeskError> {
    let mut tx = desk.read().await?;
    Ok(store::roles::list(&mut tx).await?)
}

pub struct ChangeRole {
    pub code: String,
    pub version: i64,
    pub title: String,
    pub permissions: Vec<Permission>,
    /// May this role proceed by exception under the scheme of delegation?
    pub accountable: bool,
    pub reason: String,
}

/// Changes what a role includes, for everybody who has it, from their next page on.
pub async fn change_role(desk: &Desk, actor: &Actor, ask: ChangeRole) -> Result<(), DeskError> {
    actor.may(Permission::ManagePeople)?;
    let (title, reason) = (ask.title.trim(), ask.reason.trim());
    let mut faults = Vec::new();
    if title.is_empty() || title.chars().count() > 80 {
        faults.push(Fault::new("title", "Write the title of the role, in at most 80 characters"));
    }
    if reason.is_empty() || reason.chars().count() > 500 {
        faults.push(Fault::new("reason", "Say why, in at most 500 characters: it is kept with the change"));
    }
    DeskError::unless_clean(faults)?;
    let mut write = desk.write(actor).await?;
    let had_one = has_administrator(&mut write.tx).await?;
    let mut record = store::roles::by_code(&mut write.tx, &ask.code).await?.ok_or(DeskError::NotFound)?;
    let sentence = format!("{title}: {}. {reason}", difference(&record.noun.permissions, &ask.permissions));
    record.version = ask.version;
    record.changed_at = desk.now();
    record.noun.title = title.to_owned();
    record.noun.permissions = ask.permissions;
    record.noun.accountable = ask.accountable;
    store::roles::save(&mut write.tx, &record).await?;
    if had_one && !has_administrator(&mut write.tx).await? {
        return Err(DeskError::refused(
            "last_administrator",
            "Nobody could add people or give roles any more. Leave that with at least one role somebody has.",
        ));
    }
    write.commit("change_role", "role", Some(record.id.uuid()), sentence).await
}

/// "now includes see cases; no longer includes record a decision"
fn difference(before: &[Permission], after: &[Permission]) -> String {
    let words = |from: &[Permission], not_in: &[Permission]| -> Vec<String> {
        from.iter().filter(|permission| !not_in.contains(permission)).map(|permission| permission.words().to_lowercase()).collect()
    };
    let (more, fewer) = (words(after, before), words(before, after));
    let mut said = Vec::new();
    if !more.is_empty() {
        said.push(format!("now includes {}", more.join(", ")));
    }
    if !fewer.is_empty() {
        said.push(format!("no longer includes {}", fewer.join(", ")));
    }
    if said.is_empty() { "the same permissions".to_owned() } else { said.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_between_two_versions_of_a_role_is_said_in_words() {
        use Permission::{Decide, ReadCases, Reply};
        assert_eq!(
            difference(&[ReadCases, Decide], &[ReadCases, Reply]),
            "now includes reply to a draft judgement of one's own performance; no longer includes record a decision"
        );
        assert_eq!(difference(&[ReadCases], &[ReadCases]), "the same permissions");
    }
}
